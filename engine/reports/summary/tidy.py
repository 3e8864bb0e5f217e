"""Every number of a report as one tidy table, and each figure as a table of its own."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.reports.export import csv_text
from engine.reports.parquet import parquet
from engine.reports.summary.numbers import MARKS
from engine.reports.summary.numbers import Population
from engine.reports.summary.rows import heads
from engine.reports.summary.rows import printed
from engine.reports.summary.values import columns
from engine.reports.summary.values import nearest
from engine.reports.summary.values import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from engine.reports.summary.numbers import Cell
    from engine.reports.summary.numbers import Change
    from engine.reports.summary.numbers import Display
    from engine.reports.summary.numbers import Earlier
    from engine.reports.summary.numbers import Figured
    from engine.reports.summary.numbers import Line
    from engine.reports.summary.numbers import Measure
    from engine.reports.summary.numbers import Sentence
    from engine.reports.summary.numbers import Series
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

OF_CHANGES = {
    "part": "varchar",
    "part_of": "varchar",
    "change": "decimal(18, 6)",
    "significant": "varchar",
    "because": "varchar",
}
"""The columns that a report of two rounds has besides.

A row with a ``part`` is no number of a round: it has a change, or a part of one, of the
column that ``part_of`` names.
"""

DIVIDED: dict[Measure, str] = {
    "n": "n",
    "base": "base",
    "percent": "percentage",
    "mean": "mean",
    "words": "words",
}
"""The column that a measure stands in."""

NO_CHANGE: tuple[Value, ...] = ("", "", None, "", "")


def columns_of(summary: Summary) -> dict[str, str]:
    """The columns of the table."""
    return COLUMNS if summary.earlier is None else {**COLUMNS, **OF_CHANGES}


def rows(summary: Summary) -> Iterator[list[Value]]:
    """A row for each number of a figure or table, then for each of a sentence."""
    if summary.earlier is not None:
        yield from _of_both(summary, summary.earlier)
        return
    start: list[Value] = [summary.round, summary.framework, _yes(value=summary.synthetic)]
    for display in summary.displays:
        for line in display.lines:
            yield from _line(start, display, line)
    for sentence in summary.sentences:
        for place, number in enumerate(sentence.numbers, 1):
            yield _number(_said(start, sentence, place), number)


def _of_both(summary: Summary, earlier: Earlier) -> Iterator[list[Value]]:
    """The numbers of either round, and what changed from the one to the other."""
    own = earlier.own
    was: list[Value] = [earlier.names[0], own.framework, _yes(value=own.synthetic)]
    now: list[Value] = [earlier.names[1], summary.framework, _yes(value=summary.synthetic)]
    for display in summary.displays:
        people = display.people or Population()
        because = "; ".join(display.lost)
        for line in display.lines:
            for series, cell in zip(display.series, line.before, strict=False):
                row = _cell(_head(was, display, line, series), cell, display, people)
                lost = because if cell.state == "not comparable" else ""
                yield [*row, *NO_CHANGE[:-1], lost]
            for row in _line(now, display, line):
                yield [*row, *NO_CHANGE]
            for series, change in zip(display.series, line.changes, strict=False):
                head = _head(now, display, line, series)
                yield from _changes(head, change)
    for sentence in summary.sentences:
        for place, number in enumerate(sentence.numbers, 1):
            assert number.before is not None
            row = _number(_said(was, sentence, place), number.before)
            yield [*row, *NO_CHANGE[:-1], "; ".join(number.lost)]
            head = _said(now, sentence, place)
            yield [*_number(head, number), *NO_CHANGE]
            if number.change is not None:
                yield from _changes([*head, number.what, ""], number.change)


def _head(start: list[Value], display: Display, line: Line, series: Series) -> list[Value]:
    """Which number of a figure a row is about."""
    figure = display.figure
    return [
        *start, figure.kind, figure.id, figure.title, figure.section,
        line.id, line.under, line.name, series.id, series.name,
    ]  # fmt: skip


def _line(start: list[Value], display: Display, line: Line) -> Iterator[list[Value]]:
    """The numbers of a line in the report's own round, which may have none."""
    for series, cell in zip(display.series, line.cells, strict=False):
        yield _cell(_head(start, display, line, series), cell, display, display.population)


def _cell(head: list[Value], cell: Cell, display: Display, people: Population) -> list[Value]:
    """A number of a figure, and who it is about."""
    numbers = _numbers(cell, display.figure.decimals)
    return [*head, *numbers, None, cell.words, *_end(cell), str(people)]


def _said(start: list[Value], sentence: Sentence, place: int) -> list[Value]:
    """Which number of a sentence a row is about."""
    said = sentence.statement
    return [*start, "sentence", said.id, said.says, said.section, str(place), "", ""]


def _number(head: list[Value], number: Figured) -> list[Value]:
    cell = number.cell
    points = number.value if number.what == "points" else None
    counted = number.what == "n" and cell.part is None and cell.state == "shown"
    numbers = _numbers(cell, 0)
    return [
        *head, number.what, "",
        number.value if counted else numbers[0], *numbers[1:],
        points if cell.state == "shown" else None, "", *_end(cell), str(number.of),
    ]  # fmt: skip


def _changes(head: list[Value], change: Change) -> Iterator[list[Value]]:
    """The change of each column, then the parts of that which is divided."""
    if change.state != "shown":
        return
    blank: list[Value] = [None] * 5
    end: list[Value] = [_yes(value=change.small), "", ""]
    words = change.words if isinstance(change.words, str) else ""
    if words:
        yield [*head, *blank, words, *end, "change", "words", None, "", ""]
    for column, by in _exact(change).items():
        chance = change.chance if column == "percentage" else None
        significant = "" if chance is None else _yes(value=not chance)
        yield [*head, *blank, "", *end, "change", column, nearest(by, 6), significant, ""]
    for part, by in change.parts:
        yield [*head, *blank, "", *end, part, DIVIDED[change.of], nearest(by, 6), "", ""]


def _exact(change: Change) -> dict[str, Fraction]:
    """By how much each column went up that has a number."""
    found = {"n": change.n, "percentage": change.percent, "mean": change.mean}
    by = {column: Fraction(each) for column, each in found.items() if each is not None}
    return by if isinstance(change.words, str) else {**by, "words": change.words}


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
    return csv_text([list(columns_of(summary)), *rows(summary)])


def as_parquet(summary: Summary) -> bytes:
    """The same, with a type to every column."""
    return parquet(columns_of(summary), rows(summary))


def table_as_csv(display: Display) -> str:
    """One figure or table as it is printed, without a thousands sign."""
    above = [head.lower() for head in heads(display)]
    return csv_text([[*above, *columns(display)], *printed(display)])


def _yes(*, value: bool) -> str:
    return "yes" if value else "no"
