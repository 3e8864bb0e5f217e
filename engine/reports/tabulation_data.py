"""Tables of counts for programs and spreadsheets; the same tables give the same bytes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from engine.cases.tabulation import UNKNOWN
from engine.diagnostics.words import whole
from engine.reports import programs
from engine.reports.export import csv_text
from engine.reports.variables import data as shelves_data
from engine.reports.variables import variable_data

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.cases.tabulate import Casebook
    from engine.cases.tabulation import Cell
    from engine.cases.tabulation import Filter
    from engine.cases.tabulation import Row
    from engine.cases.tabulation import Table
    from engine.cases.tabulation import Tabulation
    from engine.cases.variables import Shelf
    from engine.reports import tidy
    from engine.rules.framework import Framework

COLUMNS = (
    "round",
    "framework",
    "synthetic",
    "sample",
    "subject",
    "subject_name",
    "where",
    "by",
    "unit",
    "unit_name",
    "group",
    "group_is",
    "value",
    "value_name",
    "n",
    "percentage_of_known",
    "percentage_of_cases",
    "favourable",
    "applicable",
    "percentage",
    "known",
    "missing",
    "cases",
    "sample_cases",
    "small",
)
"""The columns in order; those from "favourable" on are about the whole group."""


def as_json(book: Casebook, framework: Framework, tabulation: Tabulation) -> str:
    """The tables as ``schemas/tabulation.schema.json`` describes them."""
    found = _head("tabulation/1", book, framework) | {
        "inputs": programs.inputs(tabulation.files),
        "tables": [table_data(table) for each in tabulation.tables for table in each],
    }
    return programs.as_json(found)


def shelves_as_json(book: Casebook, framework: Framework, shelves: Sequence[Shelf]) -> str:
    """What can be tabulated, as the same schema describes it."""
    found = _head("variables/1", book, framework) | {"samples": shelves_data(shelves)}
    return programs.as_json(found)


def table_data(table: Table) -> dict[str, Any]:
    """One table as plain values; percentages are whole, halves up, the counts exact."""
    return {
        "subject": variable_data(table.subject),
        "where": [_filter(condition) for condition in table.where],
        "by": None if table.by is None else variable_data(table.by),
        "per": table.per,
        "small_below": table.base,
        "rows": [_row(table, row) for row in table.rows],
    }


def as_csv(book: Casebook, tabulation: Tabulation, decimals: int = 0) -> str:
    """A row per value of every row, for any spreadsheet."""
    return csv_text([COLUMNS, *rows(book, tabulation, decimals)])


def as_xlsx(
    book: Casebook, framework: Framework, tabulation: Tabulation, decimals: int = 0
) -> bytes:
    """A workbook with the same rows, and a sheet that says what it was made from."""
    from engine.reports.workbook import workbook

    about: list[list[tidy.Cell]] = [
        ["round", book.round],
        ["title", book.title],
        ["synthetic", _yes(value=book.synthetic)],
        ["framework", book.vocabulary.id],
        ["framework digest", framework.digest],
    ]
    about += [[f"input {file.file}", file.digest] for file in tabulation.files]
    sheets = {
        "Tables": (list(COLUMNS), list(rows(book, tabulation, decimals))),
        "About": (["about", "value"], about),
    }
    return workbook(sheets)


def rows(
    book: Casebook, tabulation: Tabulation, decimals: int = 0
) -> Iterator[list[tidy.Cell]]:
    """The rows of all tables, one after another."""
    for each in tabulation.tables:
        for table in each:
            for row in table.rows:
                yield from _tidy(book, table, row, decimals)


def _tidy(book: Casebook, table: Table, row: Row, decimals: int) -> Iterator[list[tidy.Cell]]:
    subject, cell = table.subject, row.cell
    judged = subject.judged
    start: list[tidy.Cell] = [
        book.round,
        book.vocabulary.id,
        _yes(value=book.synthetic),
        subject.sample,
        subject.id,
        subject.name,
        " and ".join(str(condition) for condition in table.where),
        None if table.by is None else table.by.id,
        row.unit,
        None if row.unit is None else table.units[row.unit],
        row.group,
        _group_is(row),
    ]
    end: list[tidy.Cell] = [
        cell.favourable if judged else None,
        cell.applicable if judged else None,
        _decimal(cell.percentage, decimals) if judged else None,
        cell.known,
        cell.missing,
        cell.cases,
        cell.sample,
        _yes(value=cell.small),
    ]
    for value in subject.values:
        known, cases = (cell.share(value.id), cell.share(value.id, "cases"))
        shares = [_decimal(known, decimals), _decimal(cases, decimals)]
        yield [*start, value.id, value.name, cell.counts[value.id], *shares, *end]


def _head(kind: str, book: Casebook, framework: Framework) -> dict[str, Any]:
    return {
        "assay": kind,
        "round": book.round,
        "synthetic": book.synthetic,
        "framework": {"id": book.vocabulary.id, "digest": framework.digest},
    }


def _filter(condition: Filter) -> dict[str, Any]:
    return {
        "variable": condition.variable.id,
        "values": list(condition.values),
        "missing": condition.missing,
        "negated": condition.negated,
        "words": str(condition),
    }


def _row(table: Table, row: Row) -> dict[str, Any]:
    cell = row.cell
    judged = {"applicable": cell.applicable, "favourable": cell.favourable}
    judged |= _share("percentage", cell.percentage)
    return {
        "unit": row.unit,
        **({} if row.unit is None else {"unit_name": table.units[row.unit]}),
        "group": row.group or None,
        "group_is": _group_is(row),
        "sample": cell.sample,
        "cases": cell.cases,
        "known": cell.known,
        "missing": cell.missing,
        **(judged if table.subject.judged else {}),
        "counts": [_count(cell, value) for value in cell.counts],
        "small": cell.small,
    }


def _count(cell: Cell, value: str) -> dict[str, Any]:
    known = _share("percentage_of_known", cell.share(value))
    cases = _share("percentage_of_cases", cell.share(value, "cases"))
    return {"value": value, "n": cell.counts[value], **known, **cases}


def _share(name: str, share: Fraction | None) -> dict[str, int]:
    return {} if share is None else {name: whole(share)}


def _group_is(row: Row) -> str:
    if row.group is None:
        return "all"
    return "missing" if row.group == UNKNOWN else "value"


def _decimal(share: Fraction | None, decimals: int) -> Decimal | None:
    if share is None:
        return None
    return Decimal(whole(share * 10**decimals)).scaleb(-decimals)


def _yes(*, value: bool) -> str:
    return "yes" if value else "no"
