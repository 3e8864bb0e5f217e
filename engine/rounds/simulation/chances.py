"""How probable each rating of an item is, and what its percentage or score may be."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Chances:
    """What an item would have been rated in other samples; weights, of whatever total.

    ``ratings`` weighs grades, None for not rated; ``values`` the percentages or scores that
    were banded, where something was. ``exact`` says that the weights are probabilities
    worked out, and not counts of replicates.
    """

    ratings: Mapping[str | None, int]
    values: Mapping[Fraction, int] = field(default_factory=dict)
    exact: bool = False

    def of(self, rating: str | None) -> Fraction:
        """The probability of a rating."""
        return Fraction(self.ratings.get(rating, 0), sum(self.ratings.values()))

    @property
    def expected(self) -> Fraction | None:
        """The mean of the values; None where there never is one."""
        total = sum(self.values.values())
        # Denominators are few, and one for all would be huge.
        by_denominator: dict[int, int] = {}
        for value, weight in self.values.items():
            sum_ = by_denominator.get(value.denominator, 0)
            by_denominator[value.denominator] = sum_ + value.numerator * weight
        means = (Fraction(n, d * total) for d, n in by_denominator.items())
        return sum(means, Fraction(0)) if total else None

    def interval(self, confidence: Fraction) -> tuple[Fraction, Fraction] | None:
        """The values between which the middle of so much probability lies, both included.

        A percentile interval: below the first, and above the second, there is no more than
        half of the rest.
        """
        if not self.values:
            return None
        in_order = sorted(self.values)
        sums = list(accumulate(self.values[value] for value in in_order))
        tail = (1 - confidence) / 2
        low = next(v for v, s in zip(in_order, sums, strict=True) if s > tail * sums[-1])
        high = next(
            v for v, s in zip(in_order, sums, strict=True) if s >= (1 - tail) * sums[-1]
        )
        return low, high
