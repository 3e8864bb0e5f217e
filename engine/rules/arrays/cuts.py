"""Where bands begin, on values that nobody has rounded yet."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.frameworks.model import Bands
    from engine.frameworks.model import Scale


@dataclass(frozen=True)
class Cut:
    """A place on the line of exact values: a value itself, or just above it."""

    at: Fraction
    inclusive: bool = True

    def reached_by(self, value: Fraction) -> bool:
        """Whether a value lies here or beyond."""
        return value >= self.at if self.inclusive else value > self.at

    def before(self, rounding: str, step: Fraction) -> Cut:
        """Where values begin that reach this place once they are rounded so."""
        steps = self.at / step
        least = steps.__ceil__() if self.inclusive else steps.__floor__() + 1
        if rounding.startswith("half up"):
            return Cut((least - Fraction(1, 2)) * step)
        if rounding.startswith("down"):
            return Cut(least * step)
        return Cut((least - 1) * step, inclusive=False)


@dataclass(frozen=True)
class Rise:
    """A cut, and by how many grades the rating rises there."""

    cut: Cut
    grades: int


def rises(bands: Bands, scale: Scale) -> tuple[Rise, ...]:
    """Where the ratings that bands give rise, from "below all bands" on."""
    found: list[Rise] = []
    before = -1
    for edge in bands.edges:
        cut, rank = Cut(edge.at, edge.inclusive), scale.rank(edge.grade)
        if bands.step is not None:
            cut = cut.before(bands.rounding, bands.step)
        found.append(Rise(cut, rank - before))
        before = rank
    return tuple(found)


def shown(rise: Rise) -> Rise:
    """The same for percentages that are first rounded as they are shown: whole, half up."""
    return Rise(rise.cut.before("half up", Fraction(1)), rise.grades)
