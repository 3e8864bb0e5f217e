"""Where a measure's values part: at the edge of a band, or at a condition's number."""

from __future__ import annotations

from bisect import bisect_left
from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

if TYPE_CHECKING:
    from engine.rules import tree

Values: TypeAlias = "tuple[Fraction, ...] | Literal['whole', 'percentage', 'any']"
"""What a measure may come to: these in order, whole numbers from 0, 0 to 100, any number."""

Beside: TypeAlias = Literal["below", "above"]
"""Which side of a cut a value lies on."""

NEAR = Fraction(1)
"""How close to a cut a value must be, of a measure that has no nearest value."""


@dataclass(frozen=True)
class Cut:
    """Values from ``at`` on lie above; ``at`` itself only if ``inclusive``."""

    at: Fraction
    inclusive: bool

    def above(self, value: Fraction) -> bool:
        """Whether a value lies above the cut."""
        return value >= self.at if self.inclusive else value > self.at

    def just(self, value: Fraction, values: Values) -> Beside | None:
        """On which side a value lies just beside the cut, if it does: none lies nearer.

        Where no value is nearest, one that is near enough will do.
        """
        above = self.above(value)
        beside: Beside = "above" if above else "below"
        nearest = self._nearest(beside, values)
        if nearest is not None:
            close = value <= nearest if above else value >= nearest
        elif above is self.inclusive:
            close = value == self.at
        else:
            close = abs(value - self.at) <= NEAR
        return beside if close else None

    def _nearest(self, beside: Beside, values: Values) -> Fraction | None:
        if isinstance(values, str):
            if values != "whole":
                return None
            least = self.at.__ceil__() if self.inclusive else self.at.__floor__() + 1
            return Fraction(max(least, 0) if beside == "above" else least - 1)
        place = (bisect_left if self.inclusive else bisect_right)(values, self.at)
        if beside == "above":
            return values[place] if place < len(values) else None
        return values[place - 1] if place else None


def cuts_of(comparison: tree.MeasureComparison, number: Fraction) -> tuple[Cut, ...]:
    """Where a comparison with a number begins or ceases to hold."""
    match comparison:
        case "at least" | "fewer than" | "less than":
            return (Cut(number, inclusive=True),)
        case "at most" | "more than":
            return (Cut(number, inclusive=False),)
        case "exactly":
            return (Cut(number, inclusive=True), Cut(number, inclusive=False))
