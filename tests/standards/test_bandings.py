"""What is true of the shipped bandings and rules, whatever the data."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data import folder
from engine.rules.facts import Facts
from engine.rules.load import load_framework
from engine.rules.plan import plan
from engine.rules.reference import rate

SHIPPED = sorted(folder("standards").glob("20*"))
FRAMEWORKS = {path.name: load_framework(path) for path in SHIPPED}
PUBLISHED = {
    "case bands": {"inadequate": (0, 50), "requires improvement": (50, 65), "good": (65, 80)},
    "overall bands": {"inadequate": (0, 6), "requires improvement": (6, 16), "good": (16, 26)},
}
"""From (inclusive) and to (exclusive), as Figure A4 and Annex A print them."""

frameworks = pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=list(FRAMEWORKS))
ratios = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def bands_that_hold(bands, value: Fraction) -> list[str]:
    """The grades whose own stretch a value lies in, found without the engine's search."""
    starts = [edge.at for edge in bands.edges]
    ends = [*starts[1:], None]
    return [
        edge.grade
        for edge, start, end in zip(bands.edges, starts, ends, strict=True)
        if start <= value and (end is None or value < end)
    ]


@frameworks
@given(ratio=ratios)
def test_every_ratio_of_counts_has_exactly_one_band(framework, ratio):
    value = Fraction(100 * ratio[0], ratio[1])
    bands = framework.vocabulary.bands_by_id["case bands"]
    assert bands_that_hold(bands, value) == [bands.grade(value)]


@frameworks
def test_every_reachable_score_has_exactly_one_band(framework):
    bands = framework.vocabulary.bands_by_id["overall bands"]
    reachable = {sum(scores) for scores in combinations_with_replacement(range(4), 10)}
    assert reachable == set(range(31))
    for score in reachable:
        assert bands_that_hold(bands, Fraction(score)) == [bands.grade(Fraction(score))]


@frameworks
@pytest.mark.parametrize("band_id", list(PUBLISHED))
def test_the_edges_are_those_published(framework, band_id):
    bands = framework.vocabulary.bands_by_id[band_id]
    assert bands.rounding == "none"
    for grade, (start, end) in PUBLISHED[band_id].items():
        assert bands.grade(Fraction(start)) == grade
        assert bands.grade(Fraction(end)) != grade
        assert bands.grade(Fraction(end) - Fraction(1, 10**9)) == grade


@frameworks
@given(ratio=ratios, number=st.integers(1, 5))
def test_a_better_judgement_never_lowers_a_key_question(framework, ratio, number):
    task = next(t for t in plan(framework, "NPS").tasks if t.share is not None)
    rank = task.rule.scale.rank
    better = min(ratio[0] + number, ratio[1])
    before, after = (rating_of(task, yes, ratio[1]) for yes in (ratio[0], better))
    assert rank(after) >= rank(before)


def rating_of(task, yes: int, applicable: int) -> str:
    answers = {"sufficient": yes, "insufficient": applicable - yes}
    rating = rate(task.rule, Facts(answers=answers)).rating
    assert rating is not None
    return rating


@frameworks
@pytest.mark.parametrize("type_id", ["NPS", "CRC"])
@given(data=st.data())
def test_a_better_rating_below_never_lowers_one_above(framework, type_id, data):
    for task in plan(framework, type_id).tasks:
        if not task.reads:
            continue
        scale = task.rule.scale
        grades = st.sampled_from([grade.id for grade in scale.grades])
        below = {item: data.draw(st.one_of(st.none(), grades)) for item in task.reads}
        rated = {item: grade for item, grade in below.items() if grade is not None}
        if not rated:
            continue
        item = data.draw(st.sampled_from(list(rated)))
        better = {**below, item: scale.at(scale.rank(rated[item]) + 1).id}
        inputs = dict.fromkeys(task.inputs, "no")
        facts = Facts(ratings=below, members=task.members, inputs=inputs)
        before, after = rate(task.rule, facts), rate(task.rule, replace(facts, ratings=better))
        assert before.rating is not None
        assert after.rating is not None
        assert scale.rank(after.rating) >= scale.rank(before.rating)
