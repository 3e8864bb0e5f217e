"""Where values part, and which of them lie just beside it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.assurance.coverage.cuts import Cut
from engine.assurance.coverage.gauges import Gauge
from engine.assurance.coverage.points import Spot
from engine.assurance.coverage.reach import reach
from engine.frameworks.model import Bands
from engine.frameworks.model import Edge
from engine.frameworks.model import Rounding
from engine.rules import typed
from engine.rules.facts import Facts
from engine.rules.measures import measure
from engine.rules.plan import plan
from tests.rules.checking import framework_of
from tests.rules.vocabularies import TEN

NUMBERS = st.fractions(min_value=0, max_value=100, max_denominator=40)


@given(NUMBERS, st.booleans(), st.sampled_from(get_args(Rounding)), NUMBERS)
def test_a_cut_divides_values_as_the_rounded_edge_does(at, inclusive, rounding, value):
    edges = (Edge(Fraction(-1000), True, "low"), Edge(at, inclusive, "high"))  # noqa: FBT003
    bands = Bands("b", "percentage", rounding, edges, "rating")
    edge = bands.exact_edges[1]
    assert Cut(edge.at, edge.inclusive).above(value) is (bands.grade(value) == "high")


@given(
    NUMBERS,
    st.booleans(),
    st.sets(NUMBERS, min_size=1).map(lambda values: tuple(sorted(values))),
)
def test_of_a_few_values_the_nearest_on_either_side_lie_just_beside(at, inclusive, values):
    cut = Cut(at, inclusive)
    above = [value for value in values if cut.above(value)]
    below = [value for value in values if not cut.above(value)]
    just = {value: cut.just(value, values) for value in values}
    assert [v for v in values if just[v] == "above"] == above[:1]
    assert [v for v in values if just[v] == "below"] == below[-1:]


@pytest.mark.parametrize(
    ("at", "inclusive", "values", "above", "below"),
    [
        ("50", True, "percentage", ["50"], ["49.99", "49"]),
        ("50", False, "percentage", ["50.01", "51"], ["50"]),
        ("3", True, "whole", ["3"], ["2"]),
        ("3", False, "whole", ["4"], ["3"]),
        ("2.5", True, "whole", ["3"], ["2"]),
        ("0", True, "whole", ["0"], []),
        ("-2.5", True, "any", ["-2.5"], ["-2.6", "-3.5"]),
    ],
)
def test_of_many_values_those_that_are_near_enough(at, inclusive, values, above, below):
    cut = Cut(Fraction(at), inclusive)
    assert all(cut.just(Fraction(v), values) == "above" for v in above)
    assert all(cut.just(Fraction(v), values) == "below" for v in below)
    far = (Fraction(at) + step for step in (Fraction(5, 4), Fraction(-5, 4), 2, -2))
    assert all(cut.just(v, values) is None for v in far if v >= 0 or values == "any")


@given(NUMBERS, st.booleans(), st.sampled_from(["percentage", "whole", "any"]))
def test_telling_values_tell_something_on_each_side_that_there_is(at, inclusive, values):
    measured = typed.Given(TEN.inputs[0])
    gauge = Gauge(Spot(0, 0, 1), measured, (Cut(at, inclusive),))
    told = {gauge.side(value) for value in gauge.telling(values)}
    low = values == "any" or not gauge.cuts[0].above(Fraction(0))
    high = values != "percentage" or gauge.cuts[0].above(Fraction(100))
    assert len(told) == low + high


# What measures may come to


MEASURES = [
    "total score of standards counting not rated as 0",
    "total score of standards ignoring not rated",
    "average score of standards ignoring not rated",
    "average score of standards counting not rated as 1/2",
    "percentage of maximum score of standards ignoring not rated",
    "percentage of standards that are good or better",
    "percentage of standards that are good or not rated",
    "number of standards that are good",
]


@pytest.mark.parametrize("words", MEASURES)
def test_a_measure_may_come_to_all_that_trying_shows(words):
    """Three of the ten standards, each with every rating it may have."""
    rules = f"""
    rate each standard:
        percentage of judgements that are sufficient, banded by case bands
    rate provider:
        lowest of standards ignoring not rated
        up 1 if {words} is at least 1
    """
    three = TEN.items[:3]
    framework = framework_of(rules, replace(TEN, items=three))
    (task,) = (task for task in plan(framework, None).tasks if task.key is None)
    (measured,) = typed.measures_of(task.rule)
    options = ("inadequate", "requires improvement", "good", "outstanding", None)
    found: set[Fraction | None] = set()
    for ratings in product(options, repeat=3):
        facts = Facts(
            ratings={i.id: r for i, r in zip(three, ratings, strict=True)}, members=task.members
        )
        found.add(measure(measured, facts).value)
    assert reach(measured, task, lambda _: options) == tuple(
        sorted(value for value in found if value is not None)
    )
