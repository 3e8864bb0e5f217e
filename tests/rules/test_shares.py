"""Percentages of judgements: the fraction of the fewest that lies between two others."""

from __future__ import annotations

from fractions import Fraction
from itertools import count

from hypothesis import assume
from hypothesis import given
from hypothesis import strategies as st

from engine.rules.shares import simplest

NUMBERS = st.fractions(min_value=0, max_value=20, max_denominator=40)


@given(NUMBERS, NUMBERS)
def test_the_simplest_fraction_has_the_smallest_denominator(one, other):
    assume(one != other)
    low, high = sorted((one, other))
    slowly = next(
        Fraction(numerator, denominator)
        for denominator in count(1)
        for numerator in [(low * denominator).__floor__() + 1]
        if Fraction(numerator, denominator) < high
    )
    assert simplest(low, high) == slowly
