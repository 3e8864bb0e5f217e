"""Bands as ranges of values, in figures and in words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.diagnostics.words import exact
from engine.diagnostics.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Bands
    from engine.frameworks.model import Edge


@dataclass(frozen=True)
class Range:
    """The values of one band: from an edge up to the next; the highest has no end."""

    grade: str
    start: Edge
    end: Edge | None


def ranges(bands: Bands, *, before_rounding: bool = False) -> Iterator[Range]:
    """The bands, lowest first; or what they are among values that are not rounded yet."""
    edges = bands.exact_edges if before_rounding else bands.edges
    for start, end in pairwise((*edges, None)):
        assert start is not None
        yield Range(start.grade, start, end)


def in_words(part: Range, bands: Bands) -> str:
    """``from 50 % to below 65 %``, ``above 1.5, up to 2.5``, ``80 % or more``."""
    unit = unit_of(bands)
    low = f"{exact(part.start.at)}{unit}"
    if part.end is None:
        return f"{low} or more" if part.start.inclusive else f"above {low}"
    high = f"{exact(part.end.at)}{unit}"
    start = f"from {low}" if part.start.inclusive else f"above {low}"
    if part.end.inclusive:
        return f"{start} to below {high}"
    return f"{start} up to and including {high}"


def sentence(bands: Bands, names: dict[str, str]) -> str:
    """All bands in one sentence; ``names`` are those of the grades."""
    parts = [f"{names[part.grade]} {in_words(part, bands)}" for part in ranges(bands)]
    return listed(parts)


def rounding(bands: Bands) -> str:
    """What happens to a value before it is banded, as a sentence."""
    if bands.step is None:
        return "The value is compared exactly, without rounding."
    to = bands.rounding.rpartition(" to ")[2]
    unit = "a whole number" if to == "integer" else f"a multiple of {to}"
    if bands.rounding.startswith("half up"):
        return (
            f"The value is first rounded to the nearest {unit.removeprefix('a ')}, halves up."
        )
    way = "down" if bands.rounding.startswith("down") else "up"
    return f"The value is first rounded {way} to {unit}."


def unit_of(bands: Bands) -> str:
    """What follows a value: a percent sign, or nothing."""
    return " %" if bands.in_percent else ""
