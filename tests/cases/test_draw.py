"""Draws: in proportion to the strata, by lot, and the same for the same seed."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engine.cases.draw import allocate
from engine.cases.draw import draw
from engine.cases.population import Eligible
from engine.cases.population import Population
from engine.cases.sizes import size
from engine.frameworks.model import Precision
from engine.frameworks.model import ProfileColumn
from engine.frameworks.model import Sample

AGE = ProfileColumn("age", "Age", ("young", "old"), missing_allowed=True)
AREA = ProfileColumn("area", "Area", missing_allowed=True)
SAMPLE = Sample("visits", "Visits", (), (), (AGE, AREA), ("area", "age"))
PRECISION = Precision(Fraction(80), Fraction(5))
FINE = Precision(Fraction(80), Fraction(10))
ROUGH = Precision(Fraction(80), Fraction(20))

values = st.tuples(st.sampled_from(["young", "old", None]), st.sampled_from(["n", "s", None]))
sizes = st.dictionaries(
    st.tuples(st.sampled_from("ab"), values), st.integers(1, 60), min_size=1
)


def population(counts):
    """So many cases of each provider and stratum, with ids that say nothing."""
    cases = [
        Eligible(f"c{len(counts)}-{n}-{provider}{age}{area}", provider, (age, area))
        for (provider, (age, area)), number in counts.items()
        for n in range(number)
    ]
    return Population((AGE, AREA), tuple(cases))


def drawn(draws):
    """The cases that are drawn, stratum by stratum."""
    return [case for each in draws for stratum in each.strata for case in stratum.drawn]


@given(sizes, st.integers(0, 5))
def test_every_stratum_is_within_a_case_of_its_share(counts, seed):
    for each in draw(population(counts), SAMPLE, PRECISION, seed, 0):
        assert each.size == size(PRECISION, each.eligible)
        for stratum in each.strata:
            share = Fraction(each.size * stratum.eligible, each.eligible)
            assert abs(len(stratum.drawn) - share) < 1


@given(sizes, st.integers(0, 5))
def test_a_stratum_holds_the_cases_that_are_alike(counts, seed):
    for each in draw(population(counts), SAMPLE, PRECISION, seed, 100):
        assert len({stratum.values for stratum in each.strata}) == len(each.strata)
        for stratum in each.strata:
            assert stratum.eligible == counts[each.provider, stratum.values[::-1]]
            for case in (*stratum.drawn, *stratum.reserve):
                assert (case.provider, case.values[::-1]) == (each.provider, stratum.values)


@given(sizes, st.integers(0, 5), st.integers(0, 300))
def test_the_reserve_is_the_next_by_lot(counts, seed, spare):
    everybody = population(counts)
    with_reserve = draw(everybody, SAMPLE, FINE, seed, spare)
    assert drawn(with_reserve) == drawn(draw(everybody, SAMPLE, FINE, seed, 0))
    for each in with_reserve:
        for stratum in each.strata:
            wanted = -(-len(stratum.drawn) * spare // 100)
            left = stratum.eligible - len(stratum.drawn)
            assert len(stratum.reserve) == min(wanted, left)
            assert not {*stratum.reserve} & {*stratum.drawn}


@given(sizes, st.integers(0, 5), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(counts, seed, chance):
    ordered = population(counts)
    mixed = list(ordered.cases)
    chance.shuffle(mixed)
    again = replace(ordered, cases=tuple(mixed))
    assert draw(again, SAMPLE, FINE, seed, 20) == draw(ordered, SAMPLE, FINE, seed, 20)


def test_the_lots_are_those_that_the_manual_describes():
    """Anybody can check a draw with a few lines of any language."""
    everybody = population({("a", ("young", "n")): 40})
    ids = [case.case for case in everybody.cases]
    ids.sort(key=lambda id: hashlib.sha256(f'[7, "visits", "case", "{id}"]'.encode()).digest())
    found = draw(everybody, replace(SAMPLE, strata=()), FINE, 7, 10)
    assert [case.case for case in drawn(found)] == ids[: found[0].size]
    assert [int(id.split("-")[1]) for id in ids[:6]] == [7, 19, 1, 39, 2, 17]


def test_another_seed_or_sample_draws_other_cases():
    everybody = population({("a", ("young", "n")): 400})
    one = drawn(draw(everybody, SAMPLE, FINE, 1, 0))
    assert one != drawn(draw(everybody, SAMPLE, FINE, 2, 0))
    assert one != drawn(draw(everybody, replace(SAMPLE, id="calls"), FINE, 1, 0))


def test_a_case_more_leaves_the_other_lots_as_they_were():
    """Permanent random numbers: only the newcomer can push somebody out."""
    everybody = population({("a", ("young", "n")): 400})
    newcomer = Eligible("new", "a", ("young", "n"))
    before = {case.case for case in drawn(draw(everybody, SAMPLE, FINE, 1, 0))}
    more = replace(everybody, cases=(*everybody.cases, newcomer))
    after = {case.case for case in drawn(draw(more, SAMPLE, FINE, 1, 0))}
    assert len(before - after) <= 1
    assert len(after - before) <= 1


def test_every_case_of_a_stratum_is_drawn_equally_often():
    everybody = population({("a", ("young", "n")): 20, ("a", ("old", "n")): 10})
    seeds = 500
    often = Counter(
        case for seed in range(seeds) for case in drawn(draw(everybody, SAMPLE, ROUGH, seed, 0))
    )
    (found,) = draw(everybody, SAMPLE, ROUGH, 0, 0)
    for stratum in found.strata:
        chance = len(stratum.drawn) / stratum.eligible
        error = (seeds * chance * (1 - chance)) ** 0.5
        numbers = [
            often[case] for case in everybody.cases if case.values == stratum.values[::-1]
        ]
        assert len(numbers) == stratum.eligible
        assert all(abs(number - seeds * chance) < 4 * error for number in numbers)


def test_strata_stand_in_the_order_of_the_framework():
    counts = {("a", (age, area)): 20 for age in (None, "old", "young") for area in (None, "n")}
    (found,) = draw(population(counts), SAMPLE, FINE, 1, 0)
    assert [stratum.values for stratum in found.strata] == [
        ("n", "young"),
        ("n", "old"),
        ("n", None),
        (None, "young"),
        (None, "old"),
        (None, None),
    ]


# The allocation


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30), st.data())
def test_shares_add_up_and_none_is_a_case_away(counts, data):
    cases = data.draw(st.integers(0, sum(counts)))
    if not sum(counts):
        return
    found = allocate(cases, counts, [str(n) for n in range(len(counts))])
    assert sum(found) == cases
    for number, count in zip(found, counts, strict=True):
        assert 0 <= number <= count
        assert abs(number - Fraction(cases * count, sum(counts))) < 1


def test_the_largest_remainders_are_served_first():
    """Shares 4.6, 3.3 and 2.1 of ten."""
    assert allocate(10, [46, 33, 21], "abc") == (5, 3, 2)


def test_the_lower_lot_wins_among_equals():
    assert allocate(1, [5, 5], ["b", "a"]) == (0, 1)
    assert allocate(1, [5, 5], ["a", "b"]) == (1, 0)


def test_between_equal_strata_chance_decides():
    counts = {("a", ("young", "n")): 3, ("a", ("old", "n")): 3}
    one = Precision(Fraction(1), Fraction(10))
    winners = {
        stratum.values
        for seed in range(20)
        for each in draw(population(counts), SAMPLE, one, seed, 0)
        for stratum in each.strata
        if stratum.drawn
    }
    assert len(winners) == 2
