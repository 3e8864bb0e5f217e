"""Exact values of many: whole numbers over whole numbers, of a type that holds them all.

A type is chosen from the largest number that may arise, so nothing can overflow; where
no type of the machine is large enough, Python's own integers are used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING
from typing import Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.rules.arrays.columns import BoolArray
    from engine.rules.arrays.columns import IntArray
    from engine.rules.arrays.cuts import Cut

TYPES = tuple((np.dtype(kind), int(np.iinfo(kind).max)) for kind in ("b", "h", "i", "q"))
"""The types of whole numbers, smallest first, and the largest number that each holds."""


@dataclass(frozen=True)
class Ratios:
    """``numerators / denominators``, one for each provider; no denominators stand for 1.

    No numerator is beyond ``largest`` or its negative, no denominator beyond ``most``;
    denominators are positive except where there is no value, which is ``absent``.
    """

    numerators: IntArray
    largest: int
    denominators: IntArray | None = None
    most: int = 1
    absent: BoolArray | None = None


def whole(numbers: Sequence[Fraction]) -> tuple[tuple[int, ...], int]:
    """Numbers as whole ones, over one denominator."""
    denominator = lcm(*(number.denominator for number in numbers))
    return tuple(int(number * denominator) for number in numbers), denominator


def holding(largest: int) -> np.dtype[Any]:
    """The smallest type for whole numbers up to this one and down to its negative."""
    for kind, most in TYPES:
        if largest <= most:
            return kind
    return np.dtype(object)


def as_type(numbers: IntArray, kind: np.dtype[Any]) -> IntArray:
    """The numbers in a type that holds them."""
    return numbers.astype(kind, copy=False)


def times(numbers: IntArray, factor: int) -> IntArray:
    """Numbers times a factor, in their own type."""
    return numbers if factor == 1 else np.multiply(numbers, factor)


def added(masks: Sequence[BoolArray]) -> IntArray:
    """In how many of them something holds."""
    total = np.zeros(len(masks[0]), holding(len(masks)))
    for mask in masks:
        total += mask.view(np.int8)
    return total


@dataclass(frozen=True)
class Places:
    """Some places on the line of values, in whole numbers.

    A value of ``n / d`` units reaches a place if ``common * n`` reaches ``factor * d``.
    """

    common: int
    factors: tuple[int, ...]
    inclusive: tuple[bool, ...]

    @classmethod
    def of(cls, cuts: Sequence[Cut], unit: Fraction) -> Places:
        """The places of some cuts, for values in this unit."""
        factors, common = whole([cut.at / unit for cut in cuts])
        return cls(common, factors, tuple(cut.inclusive for cut in cuts))

    @cached_property
    def whole(self) -> tuple[int, ...]:
        """The least whole numbers of units that reach them."""
        return tuple(
            -(-factor // self.common) if inclusive else factor // self.common + 1
            for factor, inclusive in zip(self.factors, self.inclusive, strict=True)
        )


def reached(values: Ratios, places: Places) -> list[BoolArray]:
    """Where values reach each of some places; where there is no value, anything."""
    if values.denominators is None:
        return [np.greater_equal(values.numerators, least) for least in places.whole]
    most = max(map(abs, places.factors), default=0) * max(values.most, 1)
    kind = holding(max(most, places.common * max(values.largest, 1)))
    left = times(as_type(values.numerators, kind), places.common)
    right = as_type(values.denominators, kind)
    return [
        left >= times(right, factor) if inclusive else left > times(right, factor)
        for factor, inclusive in zip(places.factors, places.inclusive, strict=True)
    ]
