"""How many cases a sample needs, and how sure the percentages of some cases are.

The formula for a proportion, with the proportion that needs most cases, one half, and with
the correction for a finite population: W. G. Cochran, Sampling Techniques, third edition, the
chapter on the estimation of sample size.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from math import isqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.frameworks.model import Precision

VARIANCE = Fraction(1, 4)
"""Of a proportion of one half."""


def size(precision: Precision, population: int | None = None) -> int:
    """How many cases of a population are needed; None is a population without limit."""
    unlimited = VARIANCE * (quantile(precision.confidence) * 100 / precision.margin) ** 2
    if population is None:
        return ceil(unlimited)
    if population == 0:
        return 0
    return ceil(unlimited * population / (population + unlimited - 1))


def margin(confidence: Fraction, cases: int, population: int) -> Fraction | None:
    """By how many percentage points some cases of a population may be off, at most.

    In tenths, rounded up. None where there is no case to tell anything.
    """
    if cases == 0:
        return None
    if cases >= population:
        return Fraction(0)
    left_out = Fraction(population - cases, population - 1)
    square = quantile(confidence) ** 2 * VARIANCE / cases * left_out * 1000**2
    whole = isqrt(square.__floor__())
    return Fraction(whole if whole**2 == square else whole + 1, 10)


def quantile(confidence: Fraction) -> Fraction:
    """How many standard errors a confidence in percent reaches to either side.

    The quantile of the normal distribution is irrational: this is the nearest number that
    the machine has, exact to fifteen digits.
    """
    from statistics import NormalDist

    below = (1 + confidence / 100) / 2
    return Fraction(NormalDist().inv_cdf(below.numerator / below.denominator))
