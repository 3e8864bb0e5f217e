"""A table of providers in the database: a row for each of them, words as codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.desk import text
from engine.cases.desk import tidy
from engine.frameworks.names import folded
from engine.rounds.register.spelling import MISSING

if TYPE_CHECKING:
    from engine.cases.desk import Desk
    from engine.rounds.register.fields import Fields
    from engine.rounds.register.file import Sheet
    from engine.rounds.register.shape import Shape

KEPT = "register"
"""The table with a row for each provider, in the order of the file."""

ROWS = "register_rows"
"""The table with a row for each judgement, where the file has those."""


def keep(desk: Desk, sheet: Sheet, shape: Shape, fields: Fields) -> None:
    """Read the file into the database."""
    for field in fields:
        if field.codes:
            desk.do(f"drop type if exists {field.name}_words")
            desk.do(field.words)
    rows = _rows(sheet, shape, fields, _counting(sheet, shape, sheet.table.relation))
    if not shape.is_long:
        _create(desk, KEPT, rows)
        return
    _create(desk, ROWS, rows)
    _create(desk, KEPT, f"select * exclude (n) from ({_pivoted(fields)}) order by n")


def numbered(sheet: Sheet, shape: Shape, fields: Fields) -> str:
    """The rows of the file as they are kept, with their numbers: SQL."""
    relation = _counting(sheet, shape, sheet.table.numbered)
    return _rows(sheet, shape, fields, relation, "row")


def _counting(sheet: Sheet, shape: Shape, relation: str) -> str:
    """The rows that count; a list of many words would not keep them in order."""
    conditions = [
        " or ".join(f"{tidy(sheet[heading])} = {text(folded(word))}" for word in words)
        for heading, words in shape.only
    ]
    if not conditions:
        return relation
    every = " and ".join(f"({condition})" for condition in conditions)
    return f"(select * from {relation} where {every})"


def _create(desk: Desk, name: str, body: str) -> None:
    desk.do(f"create or replace temp table {name} as {body}")


def _rows(sheet: Sheet, shape: Shape, fields: Fields, relation: str, *others: str) -> str:
    if shape.is_long:
        return _judgements(sheet, shape, fields, relation, *others)
    columns = [f"{field.of(sheet.cell(field.headings))} as {field.name}" for field in fields]
    return f"select {', '.join([*others, *columns])} from {relation}"


def _judgements(sheet: Sheet, shape: Shape, fields: Fields, relation: str, *others: str) -> str:
    """The rows of a long table: whom and what each is about, and the code of its rating."""
    columns = [f"{f.of(sheet.cell(f.headings))} as {f.name}" for f in fields.said]
    cells = ", ".join([*others, *columns, f"{sheet[shape.rating]} as rating"])
    ratings = " ".join(
        f"when {n} then {field.of('rating')}" for n, field in enumerate(fields.items.values())
    )
    return (
        f"select * exclude (rating), case item {ratings} end as code "
        f"from (select {cells} from {relation})"
    )


def _pivoted(fields: Fields) -> str:
    """A row for each provider, of the rows for its judgements: SQL."""
    said = [
        f"{'any_value' if field.codes is None else 'max'}({field.name}) as {field.name}"
        for field in fields.said
        if field not in (fields.id, fields.item)
    ]
    items = [
        f"coalesce(max(code) filter (where item = {n}), {MISSING}) as {field.name}"
        for n, field in enumerate(fields.items.values())
    ]
    return (
        f"select id, min(n) as n, {', '.join([*said, *items])} "
        f"from (select row_number() over () as n, * from {ROWS}) group by id"
    )
