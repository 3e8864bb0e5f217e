"""The patterns of rules above providers: enough of them to meet all that there is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.rules.facts import Facts
from engine.rules.members import members_of
from engine.rules.pooled import FEW
from engine.rules.pooled import MOST
from engine.rules.pooled import pooled
from engine.rules.reference import rate
from tests.rules.checking import sound
from tests.rules.vocabularies import CARE
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import NATION
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import REGION
from tests.rules.vocabularies import scale

NATIONS = replace(
    PRINCIPLES, levels=(*PRINCIPLES.levels, REGION, NATION), scales=(scale(*FOUR),)
)
BELOW = """
rate each key question:
    judged by inspector

rate provider:
    lowest of key questions
    not rated if breach of regulations

rate each key question in region:
    lowest of providers

rate nation:
    judged by inspector

"""

AVERAGE = "average score of providers ignoring not rated"
GRADES = st.sampled_from([*FOUR, "requires improvement or worse", "good or better"])
COUNTED = st.builds(
    "{} {} {}".format,
    st.sampled_from(["at least", "at most", "exactly", "fewer than", "more than"]),
    st.integers(1, 4),
    st.just("providers"),
)
ATOMS = st.one_of(
    st.builds("{} are {}".format, COUNTED, GRADES),
    COUNTED,
    st.builds("no provider is {}".format, GRADES),
    st.builds("any provider is {}".format, GRADES),
    st.builds("all providers are {}".format, GRADES),
    st.builds("all providers are {} or not rated".format, GRADES),
)
CONDITIONS = st.lists(ATOMS, min_size=1, max_size=2).map(" and ".join)


def region(*lines):
    """The rules with one for regions, and that."""
    rules = sound(
        BELOW + "rate region:\n" + "\n".join(f"    {line}" for line in lines), NATIONS
    )
    rule = rules.whole(REGION)
    assert rule is not None
    return rules, rule


@given(
    st.lists(st.tuples(st.sampled_from(FOUR), CONDITIONS), min_size=1, max_size=3),
    st.lists(st.sampled_from([*FOUR, None]), min_size=1, max_size=14),
)
@settings(deadline=None, max_examples=60)
def test_whatever_any_number_of_providers_comes_to_some_pattern_does(branches, ratings):
    """The lines that apply and the rating are those of a pattern that is gone through."""
    lines = [f"    {grade} if {condition}" for grade, condition in branches]
    rules, rule = region("first that applies", *lines, "    good otherwise")
    found = pooled(NATIONS, rules, rule)
    if not found.complete:
        return
    everybody = {f"p{n}": rating for n, rating in enumerate(ratings)}
    facts = Facts(everybody, {("provider", None): tuple(everybody)})
    met = {
        tuple((step.effect, step.rating) for step in rate(rule, pattern.facts).steps)
        for space, _ in found.spaces
        for pattern in space
    }
    assert tuple((step.effect, step.rating) for step in rate(rule, facts).steps) in met


@pytest.mark.parametrize(
    ("lines", "most", "complete"),
    [
        (["lowest of providers ignoring not rated"], 5, True),
        (["judged by inspector"], 0, True),
        (["highest of key questions"], 0, True),
        (["judged by inspector", "at most good if at least 2 providers are good"], 7, True),
        (["judged by inspector", "at most good if exactly 2 providers are good"], 9, True),
        (
            ["judged by inspector", "at most good if more than 30 providers are good"],
            FEW,
            False,
        ),
        (["judged by inspector", f"up 1 if {AVERAGE} is at least 2"], FEW, False),
        (["lowest of key questions", "at most good if at least 3 providers"], FEW, False),
        (["judged by inspector", "at most good if breach of regulations"], 0, True),
        (["judged by inspector", "at most good if at least 1000000 providers"], FEW, False),
    ],
)
def test_how_many_providers_are_enough(lines, most, complete):
    rules, rule = region(*lines)
    found = pooled(NATIONS, rules, rule)
    numbers = {len(space.members.get(("provider", None), ())) for space, _ in found.spaces}
    assert max(numbers) == most
    assert found.complete is complete
    assert sum(space.size for space, _ in found.spaces) <= MOST


def test_items_are_gone_through_by_what_can_be_said_of_each():
    rules, _ = region("lowest of key questions")
    rule = rules.of(REGION, "safe")
    assert rule is not None
    found = pooled(NATIONS, rules, rule)
    assert {keys for _, keys in found.spaces} == {((CARE[0], None),)}  # the others are like it
    space, _ = found.spaces[0]
    (alike,) = space.alike
    assert alike.options == FOUR


def test_what_not_everything_has_may_be_lacking():
    kinds = tuple(
        replace(item, applies_to=("large",)) if item.id == "safe" else item
        for item in NATIONS.items
    )
    vocabulary = replace(NATIONS, items=kinds)
    rules, rule = region("lowest of key questions")
    assert members_of(vocabulary, rule.base.collection, None, None)
    assert not pooled(vocabulary, rules, rule).complete


def test_judged_ratings_are_patterns_too():
    rules, rule = region("judged by inspector", "at most good if any provider is inadequate")
    space, _ = pooled(NATIONS, rules, rule, withheld=True).spaces[0]
    assert space.judged == FOUR
