"""Stretches of the number line."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engine.assurance.differences.spans import spans

NUMBERS = st.fractions(min_value=0, max_value=20, max_denominator=40)


def test_marks_and_what_lies_between_them():
    found = spans([Fraction(65), Fraction(120)], Fraction(0), Fraction(100))
    ends = [[span.low, span.high] for span in found]
    assert ends == [[0, 0], [0, 65], [65, 65], [65, 100], [100, 100]]


def test_without_ends_it_goes_on_either_way():
    found = spans([Fraction(5)])
    assert [[span.low, span.high] for span in found] == [[None, 5], [5, 5], [5, None]]
    assert [span.middle for span in found] == [4, 5, 6]


@given(st.lists(NUMBERS, max_size=5), NUMBERS)
def test_every_number_lies_in_one_span(marks, number):
    found = spans(marks, Fraction(0), Fraction(20))
    holding = [s for s in found if s.low == number == s.high or s.low < number < s.high]
    assert len(holding) == 1
