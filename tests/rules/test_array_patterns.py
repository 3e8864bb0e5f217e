"""The array reader against the reference, on every pattern that some rules can meet."""

# ruff: noqa: E501 -- lines of rules are as long as people write them

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product

import numpy as np
import pytest

from engine.frameworks.model import Group
from engine.rules.arrays import MISSING
from engine.rules.arrays import NOT_RATED
from engine.rules.arrays import Columns
from engine.rules.arrays import rate
from engine.rules.facts import Facts
from engine.rules.plan import plan
from engine.rules.reference import rate as rate_one
from tests.rules.checking import framework_of
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.vocabularies import scale
from tests.rules.written import components
from tests.rules.written import questions

CARE = replace(
    PRINCIPLES,
    scales=(scale(*FOUR),),
    items=tuple(
        replace(item, weight=Fraction(weight))
        for item, weight in zip(PRINCIPLES.items, ("2", "1/3", "0", "1", "0.25"), strict=True)
    ),
    groups=(
        Group("caring question", "caring questions", "key question", items=("safe", "caring")),
    ),
    bands=TEN.bands,
)

OF_FIVE = (
    # one collection, every quantity
    "at least 2 key questions are good",
    "at most 2 key questions are good",
    "exactly 2 key questions are good",
    "fewer than 2 key questions are good",
    "more than 2 key questions are good",
    "no key question is good",
    "any key question is good",
    "all key questions are good",
    # every set
    "all key questions are good or better",
    "all key questions are requires improvement or worse",
    "any key question is inadequate or outstanding",
    "any key question is inadequate or good or better",
    "any key question is inadequate or not rated",
    "any key question is good or not rated",
    "at least 4 key questions are rated",
    "no key question is not rated",
    "all key questions are inadequate or better",
    "safe is good",
    "safe is good or not rated",
    "safe is rated",
    # more than one atom, groups, the rest
    "at least 4 key questions and safe is good",
    "at least 6 key questions",
    "all caring questions are good and effective is good",
    "at least 2 key questions are outstanding and the rest are good",
    "at least 1 key question is outstanding and at least 1 is inadequate and the rest are good or better",
    "at least 1 key question is outstanding and no caring question is inadequate and the rest are good",
    "at least 1 key question is not rated and the rest are good",
    "exactly 2 key questions are good or not rated and the rest are outstanding",
    "at least 1 key question is good and the rest are outstanding or not rated",
    # measures
    "total score of key questions is at most 7",
    "total score of key questions ignoring not rated is exactly 7",
    "total score of key questions counting not rated as 1.5 is more than 7.5",
    "average score of key questions is at least 1.5",
    "average score of key questions ignoring not rated is less than 1.5",
    "average score of key questions counting not rated as 1/3 is fewer than 4/3",
    "percentage of maximum score of key questions ignoring not rated is exactly 50",
    "weighted total score of key questions counting not rated as 1 is at least 5",
    "weighted average score of key questions ignoring not rated is more than 13/7",
    "weighted average score of key questions is at most 2",
    "weighted percentage of maximum score of caring questions ignoring not rated is at least 66",
    "percentage of key questions that are good or better is at least 60",
    "percentage of key questions that are good or not rated is less than 60",
    "number of key questions that are inadequate is exactly 1",
    # one rating against another
    "safe is better than effective",
    "safe is worse than effective",
    "safe is the same as effective and caring is better than safe",
)
"""Conditions over five key questions."""


@cache
def every(items, grades):
    """Every way to rate some items, or not to: a row each."""
    return [
        dict(zip(items, row, strict=True))
        for row in product((*grades, None), repeat=len(items))
    ]


def both(written, vocabulary, inputs=(), *, every_so_many=1):
    """What both readers make of the provider, for every way to rate the items below.

    ``inputs`` are sets of facts, each tried with every way; or with only one in so many.
    """
    items = tuple(item.id for item in vocabulary.items)
    made = plan(framework_of(written, vocabulary), vocabulary.type_ids[0])
    task = made.task(None)
    grades = tuple(grade.id for grade in vocabulary.scales[0].grades)
    rows = every(items, grades)[::every_so_many]
    ways = [(ratings, facts) for ratings in rows for facts in inputs or [{}]]
    rank = vocabulary.scales[0].rank
    judged = {
        item: np.array(
            [NOT_RATED if r[item] is None else rank(r[item]) for r, _ in ways], np.int8
        )
        for item in items
    }
    columns = Columns(
        len(ways), judged, inputs={f.id: _codes(f, ways) for f in vocabulary.inputs}
    )
    ranks = rate(made, columns).ranks[None]
    arrays = [None if n == NOT_RATED else vocabulary.scales[0].grades[n].id for n in ranks]
    reference = [
        rate_one(task.rule, Facts(r, task.members, inputs=facts)).rating for r, facts in ways
    ]
    return arrays, reference


def _codes(fact, ways):
    values = fact.values or ("no", "yes")
    given = [facts.get(fact.id) for _, facts in ways]
    return np.array(
        [MISSING if value is None else values.index(value) for value in given], np.int8
    )


@pytest.mark.parametrize("condition", OF_FIVE)
def test_a_condition_moves_the_same_providers(condition):
    written = questions("start from responsive", f"up 1 if {condition}")
    arrays, reference = both(written, CARE)
    assert arrays == reference


@pytest.mark.parametrize("condition", OF_FIVE)
@pytest.mark.parametrize(
    "branches",
    [
        "first that applies\n    outstanding if {}\n    good if effective is rated\n    inadequate otherwise",
        "first that applies\n    outstanding if safe is good\n    good if {}\n    inadequate otherwise",
    ],
)
def test_a_choice_takes_the_same_line(branches, condition):
    arrays, reference = both(questions(*branches.format(condition).split("\n")), CARE)
    assert arrays == reference


@pytest.mark.parametrize(
    "branches",
    [
        "good if at least 2 key questions are good\n    inadequate if fewer than 2 key questions are good",
        "good if any key question is good or not rated\n    inadequate if no key question is good or not rated",
        "good if safe is better than effective\n    outstanding if safe is the same as effective\n    inadequate if safe is worse than effective",
    ],
)
def test_exactly_one_line_is_the_same(branches):
    written = questions(*f"exactly one applies\n    {branches}".split("\n"))
    arrays, reference = both(written, CARE)
    assert arrays == reference


NURSING_HOMES = """start from health inspection
up 1 if staffing is five stars
down 1 if staffing is one star
up 1 if quality measures are five stars
down 1 if quality measures are one star
at most 1 above health inspection if health inspection is one star
at most three stars if special focus facility"""


@pytest.mark.parametrize(
    "lines",
    [
        NURSING_HOMES,
        "start from staffing\nup 2 if not special focus facility and safeguarding is effective\nat least 1 below quality measures",
        "highest of components treating not rated as two stars\ndown 2 if safeguarding is ineffective\nat least two stars",
        "lowest of components ignoring not rated\nnot rated if special focus facility\nup 1 if staffing is better than quality measures",
        "lowest of components only if all are rated\nat most 0 above staffing\ndown 999999999 if any component is one star",
    ],
)
def test_lines_that_change_a_rating_change_it_alike(lines):
    facts = [
        {"special focus facility": focus, "safeguarding": safeguarding}
        for focus in ("yes", "no")
        for safeguarding in ("effective", "ineffective")
    ]
    arrays, reference = both(components(*lines.split("\n")), STARS, facts)
    assert arrays == reference
