"""How many cases a sample needs."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.sizes import margin
from engine.cases.sizes import quantile
from engine.cases.sizes import size
from engine.frameworks.model import Precision

USUAL = Precision(Fraction(80), Fraction(5))
LIMITLESS = 165

percents = st.fractions(Fraction(1), Fraction(99), max_denominator=100)
margins = st.fractions(Fraction(1, 2), Fraction(30), max_denominator=100)
populations = st.integers(1, 100_000)


@pytest.mark.parametrize(
    ("population", "cases"),
    [
        (0, 0),
        (1, 1),
        (2, 2),
        (40, 33),
        (50, 39),
        (60, 45),
        (100, 63),
        (200, 91),
        (400, 117),
        (417, 119),
        (1_000, 142),
        (10**12, LIMITLESS),
        (None, LIMITLESS),
    ],
)
def test_80_percent_within_five_points(population, cases):
    assert size(USUAL, population) == cases


@pytest.mark.parametrize(("confidence", "cases"), [(90, 271), (95, 385), (99, 664)])
def test_sizes_that_textbooks_print(confidence, cases):
    assert size(Precision(Fraction(confidence), Fraction(5))) == cases


def standard_errors(confidence):
    """An independent way to the quantile: halve the interval until erf fits."""
    low, high = 0.0, 10.0
    for _ in range(200):
        middle = (low + high) / 2
        inside = math.erf(middle / math.sqrt(2))
        low, high = (middle, high) if inside < confidence / 100 else (low, middle)
    return low


@given(percents)
def test_the_quantile_agrees_with_the_error_function(confidence):
    assert math.isclose(quantile(confidence), standard_errors(confidence), rel_tol=1e-9)


@given(percents, margins, populations)
def test_the_size_is_the_smallest_that_is_sure_enough(confidence, points, population):
    """The half width of the interval for one half, worked out with floats for each size."""

    def half_width(cases):
        left_out = (population - cases) / (population - 1)
        return 100 * standard_errors(confidence) * math.sqrt(left_out / cases) / 2

    cases = size(Precision(confidence, points), population)
    assert 1 <= cases <= population
    if population > 1:
        assert half_width(cases) <= points * (1 + 1e-9)
    if cases > 1:
        assert half_width(cases - 1) >= points * (1 - 1e-9)


@given(percents, margins, populations, populations)
def test_a_larger_population_never_needs_fewer_cases(confidence, points, one, other):
    precision = Precision(confidence, points)
    small, large = sorted((one, other))
    assert size(precision, small) <= size(precision, large) <= size(precision)


@given(percents, populations, st.data())
def test_a_margin_asks_for_no_more_cases_than_have_it(confidence, population, data):
    cases = data.draw(st.integers(1, population))
    points = margin(confidence, cases, population)
    assert points is not None
    assert (points * 10).denominator == 1
    assume(0 < points < 100)
    assert size(Precision(confidence, points), population) <= cases


def test_the_margin_of_everything_and_of_nothing():
    assert margin(Fraction(80), 40, 40) == 0
    assert margin(Fraction(80), 0, 40) is None
    assert margin(Fraction(80), 33, 40) == Fraction(48, 10)
