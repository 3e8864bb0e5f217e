"""Stretches of the number line between the numbers that a rule can tell apart."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Span:
    """A single number, or all between two; None is no end."""

    low: Fraction | None
    high: Fraction | None

    @property
    def is_point(self) -> bool:
        """Whether it is a single number."""
        return self.low == self.high and self.low is not None

    @property
    def middle(self) -> Fraction:
        """A number in it."""
        if self.low is None or self.high is None:
            end = self.high if self.low is None else self.low
            step = -1 if self.low is None else 1
            return Fraction(0) if end is None else end + step
        return (self.low + self.high) / 2


def spans(
    marks: Iterable[Fraction], low: Fraction | None = None, high: Fraction | None = None
) -> tuple[Span, ...]:
    """The marks within two ends, and what lies between them; ends are marks themselves."""
    ends = [end for end in (low, high) if end is not None]
    inside = {m for m in marks if (low is None or m >= low) and (high is None or m <= high)}
    points = sorted({*inside, *ends})
    found = [Span(None, points[0] if points else None)] if low is None else []
    for point, following in pairwise([*points, None]):
        found.append(Span(point, point))
        if following is not None or high is None:
            found.append(Span(point, following))
    return tuple(found)
