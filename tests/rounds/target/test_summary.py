"""The law that the search rests on: ratings with the same summary are rated the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.rounds.target.summary import summary
from engine.rules.facts import Facts
from engine.rules.patterns import possible_by_rule
from engine.rules.plan import plan
from engine.rules.reference import rate
from engine.testing import facts
from engine.testing import frameworks
from tests.rounds.target.test_target import sound_houses

MANY = 200


def summarized(task, ratings):
    """What a rule remembers of ratings that it reads one after another."""
    own = summary(task)
    value = own.start
    for item, rating in ratings.items():
        value = own.add(value, item, rating)
    return value


def arrangements(framework, task, random):
    """Ratings of all that a rule reads: every way if there are few, or some of them."""
    options = possible_by_rule(framework.vocabulary, framework.rules, withheld=True)
    every = [options(item) for item in task.reads]
    few = list(islice(product(*every), MANY + 1))
    if len(few) > MANY:
        few = [tuple(random.choice(each) for each in every) for _ in range(MANY)]
    return [dict(zip(task.reads, way, strict=True)) for way in few]


def keeps_the_law(framework, task, seen, random):
    found: dict[object, str | None] = {}
    for ratings in arrangements(framework, task, random):
        rating = rate(task.rule, replace(seen, ratings=ratings)).rating
        assert found.setdefault(summarized(task, ratings), rating) == rating


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(frameworks(), st.data())
def test_under_any_rules_ratings_with_the_same_summary_are_rated_the_same(framework, data):
    type_id = framework.vocabulary.type_ids[0]
    for task in plan(framework, type_id).tasks:
        seen = data.draw(facts(framework, task.key, type_id))
        keeps_the_law(framework, task, seen, data.draw(st.randoms()))


@pytest.mark.parametrize("item", ["s1", None])
def test_under_the_rules_of_a_house_ratings_with_the_same_summary_are_rated_the_same(item):
    for house in sound_houses():
        task = next(t for t in plan(house, None).tasks if t.key == item)
        keeps_the_law(house, task, Facts(members=task.members), Random(1))  # noqa: S311 - the same each time
