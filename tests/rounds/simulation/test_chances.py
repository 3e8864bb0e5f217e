"""Chances: probabilities, means, intervals."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rounds.simulation import Chances

WEIGHTS = st.dictionaries(st.fractions(-9, 99, max_denominator=9), st.integers(1, 50))


def values(*weights):
    return Chances({}, {Fraction(value): weight for value, weight in enumerate(weights)})


def test_probabilities_are_exact():
    found = Chances({None: 1, "good": 2})
    assert found.of(None) == Fraction(1, 3)
    assert found.of("good") == Fraction(2, 3)
    assert found.of("fair") == 0


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((25, 950, 25), (1, 1)),  # no more than a fortieth lies below, or above
        ((26, 950, 24), (0, 1)),
        ((24, 950, 26), (1, 2)),
        ((30, 940, 30), (0, 2)),
        ((1000,), (0, 0)),
    ],
)
def test_an_interval_leaves_out_half_of_the_rest_on_either_side(weights, expected):
    assert values(*weights).interval(Fraction(95, 100)) == expected


def test_without_values_there_is_neither_mean_nor_interval():
    assert Chances({None: 5}).expected is None
    assert Chances({None: 5}).interval(Fraction(95, 100)) is None


@given(WEIGHTS.filter(bool), st.fractions(0, 1))
def test_means_and_intervals_of_anything(weights, confidence):
    found, total = Chances({}, weights), sum(weights.values())
    assert found.expected == sum(v * w for v, w in weights.items()) / total
    interval = found.interval(confidence)
    assert interval is not None
    low, high = interval
    assert {low, high} <= set(weights)
    inside = sum(w for v, w in weights.items() if low <= v <= high)
    assert low > high or Fraction(inside, total) >= confidence
