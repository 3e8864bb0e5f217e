"""How inspected cases stand for their population, counted again by other means."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.draw import draw
from engine.cases.population import Eligible
from engine.cases.population import Population
from engine.cases.representation import Share
from engine.cases.representation import represent
from engine.cases.representation import tail
from engine.frameworks.model import Precision
from engine.frameworks.model import ProfileColumn
from engine.frameworks.model import Sample
from tests.cases.test_draw import PRECISION
from tests.cases.test_draw import SAMPLE
from tests.cases.test_draw import drawn
from tests.cases.test_draw import population
from tests.cases.test_draw import sizes

ONE = ProfileColumn("one", "One", ("x", "y"))
PLAIN = Sample("plain", "Plain", (), (), (ONE,))
LOOSE = Precision(Fraction(80), Fraction(20))


def few(words):
    """A case for each letter, of the value that the letter is."""
    cases = (Eligible(f"c{n}", "a", (word,)) for n, word in enumerate(words))
    return Population((ONE,), tuple(cases))


@given(st.integers(1, 9), st.data())
def test_the_tail_is_the_share_of_all_samples_that_are_as_far_off(of, data):
    alike = data.draw(st.integers(0, of))
    chosen = data.draw(st.integers(1, of))
    inspected = data.draw(st.integers(max(0, chosen + alike - of), min(chosen, alike)))
    share = Share(alike, of, inspected, chosen)
    samples = [sum(n < alike for n in each) for each in combinations(range(of), chosen)]
    far = [number for number in samples if abs(number - share.expected) >= abs(share.off)]
    assert tail(share) == Fraction(len(far), len(samples))


@given(sizes, st.integers(0, 5))
def test_what_was_drawn_and_inspected_whole_departs_in_no_stratum(counts, seed):
    everybody = population(counts)
    cases = {case.case for case in drawn(draw(everybody, SAMPLE, PRECISION, seed, 0))}
    for each in represent(everybody, cases, SAMPLE, PRECISION):
        assert each.short == 0
        assert each.margin is not None
        assert each.margin <= PRECISION.margin
        assert not any(stratum.departs for stratum in each.strata)


@given(sizes, st.data())
def test_shares_add_up(counts, data):
    everybody = population(counts)
    ids = [case.case for case in everybody.cases]
    cases = data.draw(st.sets(st.sampled_from(ids), min_size=1))
    for each in represent(everybody, cases, SAMPLE, PRECISION):
        if not each.inspected:
            continue
        parts = [[stratum.share for stratum in each.strata]]
        parts += [[value.share for value in column.values] for column in each.profile]
        for shares in parts:
            assert sum(share.inspected for share in shares) == each.inspected
            assert sum(share.eligible for share in shares) == each.eligible
            assert sum(share.off for share in shares) == 0


def test_everything_and_its_like_has_no_dissimilarity():
    everybody = few("xxyy")
    (found,) = represent(everybody, {"c0", "c1", "c2", "c3"}, PLAIN, LOOSE)
    assert [column.dissimilarity for column in found.profile] == [0]
    assert not found.departs
    assert found.margin == 0


def test_the_index_of_dissimilarity_is_half_the_sum_of_differences():
    (found,) = represent(few("xxyy"), {"c0", "c1"}, PLAIN, LOOSE)
    (column,) = found.profile
    assert column.dissimilarity == 50
    assert [value.share.off for value in column.values] == [1, -1]
    assert [value.share.points for value in column.values] == [50, -50]


@pytest.mark.parametrize(("few_of", "departs"), [(6, False), (12, True)])
def test_a_share_departs_where_chance_would_hardly_make_it(few_of, departs):
    """Of 40 cases half are x: 4 more than half of 6 are likely, 8 more than half of 12 not."""
    everybody = few("xy" * 20)
    chosen = {f"c{2 * n}" for n in range(few_of - 1)} | {"c1"}
    (found,) = represent(everybody, chosen, PLAIN, LOOSE)
    assert all(value.departs == departs for value in found.profile[0].values)


def test_too_few_cases_depart_too():
    (found,) = represent(few("xy" * 20), {"c0", "c1"}, PLAIN, PRECISION)
    assert (found.needed, found.inspected, found.short) == (33, 2, 31)
    assert found.departs
    assert not any(value.departs for value in found.profile[0].values)


def test_where_nothing_was_inspected_there_are_no_shares():
    (found,) = represent(few("xy"), set(), PLAIN, PRECISION)
    assert (found.margin, found.strata, found.profile) == (None, (), ())
    assert found.departs


def test_a_column_that_alone_makes_the_strata_stands_there_once():
    sample = Sample("plain", "Plain", (), (), (ONE,), ("one",))
    (found,) = represent(few("xxyy"), {"c0", "c1"}, sample, LOOSE)
    assert [stratum.share.off for stratum in found.strata] == [1, -1]
    assert [stratum.departs for stratum in found.strata] == [True, True]
    assert found.profile == ()


def test_values_that_are_not_declared_stand_after_those_that_are():
    (found,) = represent(few(["z", "y", None, "a"]), {"c0"}, PLAIN, LOOSE)
    assert [value.value for value in found.profile[0].values] == ["y", "a", "z", None]
