"""A table of providers in the database: a row for each of them, words as codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.desk import text
from engine.cases.desk import tidy
from engine.frameworks.names import folded
from engine.rounds.register.spelling import BLANK
from engine.rounds.register.spelling import MISSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.cases.desk import Desk
    from engine.rounds.register.fields import Field
    from engine.rounds.register.fields import Fields
    from engine.rounds.register.file import Sheet
    from engine.rounds.register.shape import Shape

KEPT = "register"
"""The table with a row for each provider, in the order of the file."""

ROWS = "register_rows"
"""The table with the rows of the file, where a provider may have several."""


def keep(desk: Desk, sheet: Sheet, shape: Shape, fields: Fields) -> None:
    """Read the file into the database."""
    for field in fields:
        if field.codes:
            desk.do(f"drop type if exists {field.name}_words")
            desk.do(field.words)
    rows = _rows(sheet, shape, fields, _counting(sheet, shape, sheet.table.relation))
    if shape.is_plain:
        _create(desk, KEPT, rows)
        return
    _create(desk, ROWS, rows)
    _create(desk, KEPT, f"select * exclude (n) from ({_together(shape, fields)}) order by n")


def numbered(sheet: Sheet, shape: Shape, fields: Fields) -> str:
    """The rows of the file as they are kept, with their numbers: SQL."""
    relation = _counting(sheet, shape, sheet.table.numbered)
    return _rows(sheet, shape, fields, relation, "row")


def _counting(sheet: Sheet, shape: Shape, relation: str) -> str:
    """The rows that count; a list of many words would not keep them in order."""
    conditions = [_says(sheet[heading], words) for heading, words in shape.only]
    if not conditions:
        return relation
    every = " and ".join(f"({condition})" for condition in conditions)
    return f"(select * from {relation} where {every})"


def _create(desk: Desk, name: str, body: str) -> None:
    desk.do(f"create or replace temp table {name} as {body}")


def _rows(sheet: Sheet, shape: Shape, fields: Fields, relation: str, *others: str) -> str:
    if shape.is_long:
        return _judgements(sheet, shape, fields, relation, *others)
    columns = [f"{field.of(_cell(sheet, shape, field))} as {field.name}" for field in fields]
    return f"select {', '.join([*others, *columns])} from {relation}"


def _cell(sheet: Sheet, shape: Shape, field: Field) -> str:
    """What a row has for a field: SQL."""
    return _known(sheet.cell(field.headings), shape)


def _known(cell: str, shape: Shape) -> str:
    """A cell, or null where a word of the table says that nothing is known: SQL."""
    unknown = _says(cell, shape.missing)
    return f"(case when {unknown} then null else {cell} end)" if unknown else cell


def _says(cell: str, words: Sequence[str]) -> str:
    """Whether a cell is one of some words: SQL."""
    return " or ".join(f"{tidy(cell)} = {text(folded(word))}" for word in words)


def _judgements(sheet: Sheet, shape: Shape, fields: Fields, relation: str, *others: str) -> str:
    """The rows of a long table: whom and what each is about, and the code of its rating."""
    columns = [f"{f.of(_cell(sheet, shape, f))} as {f.name}" for f in fields.said]
    rating = _known(sheet[shape.rating], shape)
    cells = ", ".join([*others, *columns, f"{rating} as rating"])
    ratings = " ".join(
        f"when {n} then {field.of('rating')}" for n, field in enumerate(fields.items.values())
    )
    return (
        f"select * exclude (rating), case item {ratings} end as code "
        f"from (select {cells} from {relation})"
    )


def _together(shape: Shape, fields: Fields) -> str:
    """A row for each provider, of all that the file has about it: SQL."""
    others = [f for f in fields.said if f not in (fields.id, fields.item, fields.date)]
    columns = [f"{_said(shape, field)} as {field.name}" for field in others]
    for number, field in enumerate(fields.items.values()):
        code, those = ("code", f"item = {number}") if shape.is_long else (field.name, "true")
        columns += _judged(shape, field, code, those)
    if fields.date is not None:
        columns.append("max(date) as date")
    last = ", max(date) over (partition by id) as last" if fields.date is not None else ""
    return (
        f"select id, min(n) as n, {', '.join(columns)} "
        f"from (select row_number() over () as n{last}, * from {ROWS}) group by id"
    )


def _said(shape: Shape, field: Field) -> str:
    """What is said of a provider in several rows: at the latest date, where there are dates."""
    if shape.date:
        return f"arg_max({field.name}, date)"
    return f"{'any_value' if field.codes is None else 'max'}({field.name})"


def _judged(shape: Shape, field: Field, code: str, those: str) -> list[str]:
    """The rating of an item that counts, of those rows, and when it was given."""
    none = (field.codes or {}).get(BLANK, MISSING)
    if not shape.date:
        return [f"coalesce(max({code}) filter (where {those}), {none}) as {field.name}"]
    those += f" and {code} != {MISSING}"
    if not shape.carries:
        those += " and date = last"
    return [
        f"coalesce(arg_max({code}, date) filter (where {those}), {none}) as {field.name}",
        f"max(date) filter (where {those}) as {field.name}_date",
    ]
