"""Cells as they are printed: rounded once, halves up, or the mark that stands for them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import TypeAlias
from typing import TypeVar

from engine.diagnostics.words import whole
from engine.reports.summary.numbers import MARKS
from engine.reports.summary.numbers import SMALL

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.reports.summary.numbers import Cell
    from engine.reports.summary.numbers import Change
    from engine.reports.summary.numbers import Display
    from engine.reports.summary.numbers import Measure
    from engine.reports.summary.numbers import Series

Value: TypeAlias = int | Decimal | str | None
"""What stands in one cell of a printed table; None is an empty one."""

Either = TypeVar("Either", "Cell", "Change")

HEADS: dict[Measure, str] = {
    "n": "n",
    "percent": "%",
    "base": "n",
    "mean": "mean",
    "words": "",
}
"""What a column of numbers is called where there is little room."""

SPOKEN: dict[Measure, str] = {
    "n": "number",
    "percent": "percentage",
    "base": "number of cases",
    "mean": "mean score",
    "words": "",
}
"""The same in words."""

COLUMNS: dict[Measure, str] = {
    "n": "n",
    "percent": "percent",
    "base": "base",
    "mean": "mean",
    "words": "",
}
"""The same where programs read it."""


def rounded(value: Fraction, decimals: int) -> int | Decimal:
    """A number with so many decimals, halves up."""
    if not decimals:
        return whole(value)
    return Decimal(whole(value * 10**decimals)).scaleb(-decimals)


def nearest(change: Fraction, decimals: int) -> int | Decimal:
    """A change with so many decimals; its opposite has the other sign, and is the same."""
    found = rounded(abs(change), decimals)
    return -found if change < 0 and found else found


def value(cell: Cell, measure: Measure, decimals: int) -> Value:
    """What a column prints of a cell."""
    match measure:
        case "words":
            return cell.words
        case "base":
            return cell.whole.n if cell.whole is not None else mark(cell)
        case "n":
            return cell.part.n if cell.part is not None else mark(cell)
        case "mean":
            return mark(cell) if cell.mean is None else rounded(cell.mean, decimals)
    if cell.percent is not None:
        return rounded(cell.percent, decimals)
    return mark(cell) if cell.state != "shown" else None


def mark(cell: Cell) -> str:
    """What stands for a number that is not there."""
    return MARKS.get(cell.state, MARKS["nothing"])


def text(found: Value, cell: Cell, measure: Measure) -> str:
    """The same in words for people; a share of few cases is marked."""
    if found is None:
        return ""
    words = f"{found:,}" if isinstance(found, int | Decimal) else found
    few = cell.small and measure == "percent" and cell.state == "shown"
    return f"{words} {SMALL}" if few else words


def cells(
    series: tuple[Series, ...], found: tuple[Either, ...]
) -> list[tuple[Either, Measure]]:
    """The cells of a line, each as often as it is printed, and as what."""
    pairs = zip(series, found, strict=True)
    return [(cell, measure) for each, cell in pairs for measure in each.shows]


def columns(display: Display) -> list[str]:
    """The names of the columns of numbers, for programs: ``n``, or ``north_n``."""
    alone = len(display.series) == 1 or not display.series
    return [
        COLUMNS[measure]
        if alone
        else "_".join(p for p in (each.name.lower(), COLUMNS[measure]) if p)
        for each in display.series
        for measure in each.shows
    ]
