"""The rows of a printed table: one for each line, or those that a line has in two rounds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.diagnostics.words import listed
from engine.reports.summary.numbers import CHANCE
from engine.reports.summary.numbers import MARKS
from engine.reports.summary.numbers import PARTS
from engine.reports.summary.numbers import SMALL
from engine.reports.summary.numbers import printed as spoken
from engine.reports.summary.values import cells
from engine.reports.summary.values import nearest
from engine.reports.summary.values import text
from engine.reports.summary.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.reports.summary.numbers import Change
    from engine.reports.summary.numbers import Display
    from engine.reports.summary.numbers import Figured
    from engine.reports.summary.numbers import Line
    from engine.reports.summary.numbers import Measure
    from engine.reports.summary.numbers import Part
    from engine.reports.summary.numbers import Sentence
    from engine.reports.summary.values import Value


@dataclass(frozen=True)
class Row:
    """A row of a printed table: a line, or beside an earlier round one of its rows.

    ``label`` says which: that of a round, or of a ``part`` of the change. ``texts`` are the
    ``values`` in words for people.
    """

    line: Line
    label: str
    values: tuple[Value, ...]
    texts: tuple[str, ...]
    part: Part | None = None


def heads(display: Display) -> tuple[str, ...]:
    """The headings of the columns before the numbers."""
    return (*display.heads, "Round") if display.rounds else display.heads


def printed(display: Display) -> list[list[Value]]:
    """The rows of a table as they are printed: headings of rows, then numbers."""
    grouped = len(display.heads) > 1
    return [
        [
            *([row.line.under, row.line.name] if grouped else [row.line.name]),
            *([row.label] if display.rounds else []),
            *row.values,
        ]
        for row in rows(display)
    ]


def rows(display: Display) -> Iterator[Row]:
    """Every row in order."""
    decimals = display.figure.decimals
    for line in display.lines:
        sides = [("", line.cells)]
        if display.rounds:
            sides = [*zip(display.rounds, (line.before, line.cells), strict=True)]
        for label, own in sides:
            if own:
                found = [(value(c, m, decimals), c, m) for c, m in cells(display.series, own)]
                values = tuple(each for each, *_ in found)
                yield Row(line, label, values, tuple(text(*each) for each in found))
        yield from _changes(display, line)


def _changes(display: Display, line: Line) -> Iterator[Row]:
    """The change of each number, then what it is made of; nothing if there is none."""
    if not any(change.state == "shown" for change in line.changes):
        return
    decimals = display.figure.decimals
    there = {"change", *(part for change in line.changes for part, _ in change.parts)}
    for part in (part for part in PARTS if part in there):
        found = [
            (_moved(change, part, measure, decimals), change, measure)
            for change, measure in cells(display.series, line.changes)
        ]
        texts = tuple(
            _text(each) + (_marks(change) if part == "change" and measure == "percent" else "")
            for each, change, measure in found
        )
        yield Row(line, PARTS[part], tuple(each for each, *_ in found), texts, part)


def _moved(change: Change, part: Part, measure: Measure, decimals: int) -> Value:
    """By how much a column went up, or how much of that is a part's."""
    if change.state != "shown":
        return MARKS[change.state] if part == "change" else None
    if part != "change":
        points = dict(change.parts).get(part) if measure == change.of else None
        return None if points is None else _points(points, measure, decimals)
    by: dict[Measure, int | Fraction | None] = {
        "n": change.n,
        "base": change.base,
        "percent": change.percent,
        "mean": change.mean,
    }
    found = change.words if measure == "words" else by[measure]
    if isinstance(found, str):
        return found
    return None if found is None else _points(Fraction(found), measure, decimals)


def _points(points: Fraction, measure: Measure, decimals: int) -> Value:
    """A change as it is printed: of a percentage with one decimal at least.

    What two causes changed together counts a half for each, so that it is not whole.
    """
    match measure:
        case "percent":
            return nearest(points, max(decimals, 1))
        case "mean":
            return nearest(points, decimals)
    places = {1: 0, 2: 1}
    return nearest(points, places.get(points.denominator, 2))


def _text(found: Value) -> str:
    """A change in words."""
    if not isinstance(found, int | Decimal):
        return found or ""
    return f"{'+' if found > 0 else ''}{found:,}"


def _marks(change: Change) -> str:
    """What is to be said of a change of a percentage."""
    if change.state != "shown":
        return ""
    marks = [*([SMALL] if change.small else []), *([CHANCE] if change.chance else [])]
    return "".join(f" {mark}" for mark in marks)


def compared(sentence: Sentence, names: tuple[str, str]) -> list[str]:
    """What each number of a sentence was and is, and by how much it changed, in words."""
    return [_told(number, names) for number in sentence.numbers]


def _told(number: Figured, names: tuple[str, str]) -> str:
    """One number; a part is told of the number that it is a part of."""
    assert number.before is not None
    was = f"{names[0]}: {spoken(number.before)}"
    if number.lost:
        return f"{was} ({'; '.join(number.lost).rstrip('.')})."
    became = f"{was}; {names[1]}: {spoken(number)}"
    change = number.change
    if change is None or change.state != "shown":
        return f"{became}."
    unit = " percentage points" if change.of == "percent" else ""
    whole = _text(_moved(change, "change", change.of, 0))
    parts = [
        f"{PARTS[part].removeprefix('of which ')} {_text(_moved(change, part, change.of, 0))}"
        for part, by in change.parts
        if by
    ]
    made = f", of which {listed(parts)}" if parts else ""
    return f"{became}; change {whole}{unit}{_marks(change)}{made}."
