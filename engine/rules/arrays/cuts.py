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


@dataclass(frozen=True)
class Rise:
    """A cut, and by how many grades the rating rises there."""

    cut: Cut
    grades: int


def rises(bands: Bands, scale: Scale) -> tuple[Rise, ...]:
    """Where the ratings that bands give rise, from "below all bands" on."""
    found: list[Rise] = []
    before = -1
    for edge in bands.exact_edges:
        rank = scale.rank(edge.grade)
        found.append(Rise(Cut(edge.at, edge.inclusive), rank - before))
        before = rank
    return tuple(found)


def shown(rise: Rise) -> Rise:
    """The same for percentages that are first rounded as they are shown: whole, half up."""
    at = rise.cut.at
    least = at.__ceil__() if rise.cut.inclusive else at.__floor__() + 1
    return Rise(Cut(least - Fraction(1, 2)), rise.grades)
