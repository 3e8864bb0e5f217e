"""Laws of comparisons: nothing differs from itself, and both ways say the same."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.assurance.differences.diff import diff
from engine.data import folder as packaged
from engine.rules import typed
from engine.rules.facts import Facts
from engine.rules.load import load_framework
from engine.rules.patterns import possible_by_rule
from engine.rules.patterns import possible_values
from engine.rules.reference import rate
from engine.testing.made_frameworks import pairs
from tests.assurance.differences.editing import PAIRS
from tests.assurance.differences.mirror import facts
from tests.assurance.differences.mirror import mirrored
from tests.assurance.trying import CARE
from tests.rules.checking import read

SOME = settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(SOME, max_examples=30)


@SOME
@given(PAIRS)
def test_nothing_differs_from_itself(pair):
    found = diff(pair[0], pair[0])
    assert found.empty
    assert not found.differences
    assert not found.rules


@SOME
@given(PAIRS)
def test_both_ways_say_the_same(pair):
    before, after = pair
    assert facts(diff(after, before)) == facts(mirrored(diff(before, after)))


@FEW
@given(pairs())
def test_so_it_is_with_rules_of_every_kind(pair):
    before, after = pair
    assert diff(before, before).empty
    assert facts(diff(after, before)) == facts(mirrored(diff(before, after)))


@pytest.mark.parametrize(
    "folders",
    [
        (packaged("standards") / "2018-19", packaged("standards") / "2019-20"),
        (CARE, CARE.parent / "care-2"),
    ],
    ids=lambda folders: folders[1].name,
)
def test_both_ways_say_the_same_along_a_crosswalk(folders):
    before, after = map(load_framework, folders)
    assert facts(diff(after, before)) == facts(mirrored(diff(before, after)))


@SOME
@given(PAIRS, st.data())
def test_what_is_said_to_be_the_same_never_differs(pair, data):
    """Ratings of random providers, by the reference interpreter, against what was decided."""
    before, after = pair
    found = diff(before, after).behaviours
    for item in (None, before.rules.rules[0].items[0]):
        rules = before.rules.rating(item), after.rules.rating(item)
        if isinstance(rules[0].base, typed.Judged):
            continue
        known = data.draw(happenings(before))
        old, new = (
            rate(rule, replace(known, members=read(rule, framework.vocabulary, item))).rating
            for rule, framework in zip(rules, pair, strict=True)
        )
        said = next(b for b in found if ((item or ""), (item or "")) in b.items)
        assert old == new or said.answer in {"different", "not decided"}
        favourable, applicable = known.answers["sufficient"], sum(known.answers.values())
        if said.stretches and applicable:
            value = Fraction(100 * favourable, applicable)
            inside = [s for s in said.stretches if holds(s, value)]
            assert [(s.before, s.after) for s in inside] == ([(old, new)] if old != new else [])


@st.composite
def happenings(draw, framework):
    """Ratings of everything, answers and inputs, as they may come about."""
    vocabulary = framework.vocabulary
    options = possible_by_rule(vocabulary, framework.rules)
    answers = {grade: draw(st.integers(0, 40)) for grade in ("insufficient", "sufficient")}
    return Facts(
        ratings={i.id: draw(st.sampled_from(options(i.id))) for i in vocabulary.items},
        answers=answers,
        inputs={
            fact.id: draw(
                st.sampled_from(possible_values(fact) or ("0", "4", "5", "10.5", "13"))
            )
            for fact in vocabulary.inputs
        },
    )


def holds(stretch, value):
    """Whether a percentage lies in a stretch."""
    above = value >= stretch.low if stretch.low_included else value > stretch.low
    if stretch.high is None:
        return above
    return above and (value <= stretch.high if stretch.high_included else value < stretch.high)
