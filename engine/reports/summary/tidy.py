"""Every number of a report as one tidy table, and each figure as a table of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.reports.export import csv_text
from engine.reports.parquet import parquet
from engine.reports.summary.numbers import MARKS
from engine.reports.summary.values import columns
from engine.reports.summary.values import printed
from engine.reports.summary.values import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from engine.reports.summary.numbers import Cell
    from engine.reports.summary.numbers import Display
    from engine.reports.summary.numbers import Summary
    from engine.reports.summary.values import Value

COLUMNS = {
    "round": "varchar",
    "framework": "varchar",
    "synthetic": "varchar",
    "kind": "varchar",
    "number": "varchar",
    "title": "varchar",
    "section": "varchar",
    "row": "varchar",
    "row_group": "varchar",
    "row_name": "varchar",
    "series": "varchar",
    "series_name": "varchar",
    "n": "bigint",
    "base": "bigint",
    "percentage": "decimal(18, 6)",
    "mean": "decimal(18, 6)",
    "points": "bigint",
    "words": "varchar",
    "small": "varchar",
    "mark": "varchar",
    "population": "varchar",
}
"""The columns in order, each with its type in a database.

Of a sentence, ``series`` says which column holds the number that it prints.
"""


def rows(summary: Summary) -> Iterator[list[Value]]:
    """A row for each number of a figure or table, then for each of a sentence."""
    start: list[Value] = [summary.round, summary.framework, _yes(value=summary.synthetic)]
    for display in summary.displays:
        figure = display.figure
        head: list[Value] = [*start, figure.kind, figure.id, figure.title, figure.section]
        for line in display.lines:
            for series, cell in zip(display.series, line.cells, strict=True):
                yield [
                    *head, line.id, line.under, line.name, series.id, series.name,
                    *_numbers(cell, figure.decimals), None, cell.words, *_end(cell),
                    str(display.population),
                ]  # fmt: skip
    for sentence in summary.sentences:
        said = sentence.statement
        head = [*start, "sentence", said.id, said.says, said.section]
        for place, number in enumerate(sentence.numbers, 1):
            cell = number.cell
            points = number.value if number.what == "points" else None
            counted = number.what == "n" and cell.part is None and cell.state == "shown"
            numbers = _numbers(cell, 0)
            yield [
                *head, str(place), "", "", number.what, "",
                number.value if counted else numbers[0], *numbers[1:],
                points if cell.state == "shown" else None, "", *_end(cell), str(number.of),
            ]  # fmt: skip


def _numbers(cell: Cell, decimals: int) -> list[int | Decimal | None]:
    """How many, of how many, the percentage and the mean."""
    return [
        None if cell.part is None else cell.part.n,
        None if cell.whole is None else cell.whole.n,
        None if cell.percent is None else rounded(cell.percent, decimals),
        None if cell.mean is None else rounded(cell.mean, decimals),
    ]


def _end(cell: Cell) -> list[Value]:
    return [_yes(value=cell.small), MARKS.get(cell.state, "")]


def as_csv(summary: Summary) -> str:
    """Every number, a row each."""
    return csv_text([list(COLUMNS), *rows(summary)])


def as_parquet(summary: Summary) -> bytes:
    """The same, with a type to every column."""
    return parquet(COLUMNS, rows(summary))


def table_as_csv(display: Display) -> str:
    """One figure or table as it is printed, without a thousands sign."""
    heads = [head.lower() for head in display.heads]
    return csv_text([[*heads, *columns(display)], *printed(display)])


def _yes(*, value: bool) -> str:
    return "yes" if value else "no"
