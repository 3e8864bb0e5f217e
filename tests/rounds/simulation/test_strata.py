"""What a sample is drawn from again."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.codes import BLANK
from engine.cases.codes import Cases
from engine.frameworks.model import ProfileColumn
from engine.frameworks.model import Sample
from engine.rounds.round import Population
from engine.rounds.simulation.strata import BEYOND
from engine.rounds.simulation.strata import SMALL
from engine.rounds.simulation.strata import Stratum
from engine.rounds.simulation.strata import strata

SIZE = ProfileColumn("size", "Size", ("small", "large"), missing_allowed=True)
AREA = ProfileColumn("area", "Area", ("town", "country"))


def sample(*columns, **more):
    ids = tuple(column.id for column in columns)
    return Sample("visits", "Visits", (), (), columns, ids, **more)


def of(*keys):
    """Cases by their strata: a pair of codes and how many have it."""
    rows = [codes for codes, number in keys for _ in range(number)]
    blank = np.zeros((len(rows), 0), np.int16)
    return Cases((), blank, np.array(rows, np.int16).reshape(len(rows), -1))


def population(total, /, **by):
    found = tuple((column, tuple(counts.items())) for column, counts in by.items())
    return Population("acton", "visits", total, found)


def sizes(cases, sample_, known):
    """How many cases each stratum has, and how many there are in the population."""
    return [(len(each.rows), each.size) for each in strata(cases, sample_, known)]


def test_without_strata_all_cases_are_one():
    assert sizes(of(((), 7)), sample(), None) == [(7, None)]


def test_every_combination_of_values_is_a_stratum_and_so_is_having_none():
    cases = of(((0, 0), 6), ((0, 1), 7), ((1, 0), 8), ((BLANK, 0), 9))
    found = strata(cases, sample(SIZE, AREA), None)
    assert sorted(len(each.rows) for each in found) == [6, 7, 8, 9]
    rows = np.concatenate([each.rows for each in found])
    assert sorted(rows.tolist()) == list(range(30))
    assert all(len(np.unique(cases.strata[each.rows], axis=0)) == 1 for each in found)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((6, 3, 3), [6, 6]),  # small ones together are large enough
        ((6, 9, 3), [9, 9]),  # one alone joins the smallest other
        ((2, 1), [3]),  # nothing else is there
        ((5, 5), [5, 5]),
    ],
)
def test_small_strata_are_put_together(numbers, expected):
    cases = of(*(((code,), number) for code, number in enumerate(numbers)))
    column = ProfileColumn("size", "Size", ("small", "middling", "large"))
    found = strata(cases, sample(column), population(100))
    assert [len(each.rows) for each in found] == expected
    assert sum(each.size or 0 for each in found) == 100


def test_a_population_is_divided_as_the_sample_is():
    cases = of(((0,), 10), ((1,), 5))
    assert sizes(cases, sample(SIZE), population(31)) == [(10, 21), (5, 10)]
    assert sizes(cases, sample(SIZE), population(32)) == [(10, 21), (5, 11)]


def test_a_stratum_is_as_large_as_is_said_of_the_only_column():
    cases = of(((0,), 10), ((1,), 5), ((BLANK,), 5))
    known = population(60, size={"small": 12, "large": 40})
    assert sorted(sizes(cases, sample(SIZE), known)) == [(5, 8), (5, 40), (10, 12)]
    # Of what nothing is said there is no more than was read.
    known = population(60, size={"small": 60})
    assert sorted(sizes(cases, sample(SIZE), known)) == [(5, 5), (5, 5), (10, 60)]


def test_two_columns_counted_apart_do_not_say_how_large_a_stratum_is():
    cases = of(((0, 0), 10), ((1, 1), 10))
    known = population(60, size={"small": 12, "large": 48})
    assert sizes(cases, sample(SIZE, AREA), known) == [(10, 30), (10, 30)]


def test_a_column_of_free_text_is_not_counted():
    text = ProfileColumn("note", "Note")
    known = population(60, note={"a": 12})
    assert sizes(of(((0,), 10), ((1,), 10)), sample(text), known) == [(10, 30), (10, 30)]


@pytest.mark.parametrize(
    ("size", "expected"), [(3, 10), (10, 10), (10 * BEYOND - 1, 10 * BEYOND - 1)]
)
def test_a_population_is_never_smaller_than_the_sample(size, expected):
    assert sizes(of(((0,), 10)), sample(SIZE), population(size)) == [(10, expected)]


def test_a_population_that_is_very_large_has_no_end():
    assert sizes(of(((0,), 10)), sample(SIZE), population(10 * BEYOND)) == [(10, None)]


@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=12), st.integers(0, 500), st.booleans()
)
def test_no_case_is_lost_and_no_stratum_is_smaller_than_its_sample(numbers, more, known):
    cases = of(*(((code,), number) for code, number in enumerate(numbers)))
    column = ProfileColumn("size", "Size", tuple(map(str, range(len(numbers)))))
    size = sum(numbers) + more
    found = strata(cases, sample(column), population(size) if known else None)
    rows = np.concatenate([each.rows for each in found])
    assert sorted(rows.tolist()) == list(range(sum(numbers)))
    assert len(found) == 1 or all(len(each.rows) >= SMALL for each in found)
    drawn_from = [each.size or 0 for each in found]
    if known and all(drawn_from):
        assert sum(drawn_from) == size
        pairs = zip(found, drawn_from, strict=True)
        assert all(number >= len(each.rows) for each, number in pairs)


@given(st.integers(1, 200), st.integers(0, 2000))
def test_means_vary_as_among_samples_of_the_population(number, more):
    """The two urns, by their chances, give the finite-population correction of the size."""

    def correction(size):
        return Fraction(size - number, size - 1)

    size = number + more
    copies, chance = Stratum(np.arange(number), size).copies
    assert 0 <= chance <= 1
    assert copies * number <= size < (copies + 1) * number
    if number > 1:
        fewer, others = correction(copies * number), correction((copies + 1) * number)
        assert chance * fewer + (1 - chance) * others == correction(size)
