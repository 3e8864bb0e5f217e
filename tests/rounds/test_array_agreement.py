"""The two readers agree: on random frameworks, rules and data, in everything they say."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import note
from hypothesis import settings
from hypothesis import strategies as st

from engine.rounds import array_flags
from engine.rounds.directory import WHOLE
from engine.rounds.flags import described
from engine.rounds.records import ledger
from engine.rounds.results import Result
from engine.rules import tree
from engine.rules import typed
from engine.rules.arrays import MISSING
from engine.rules.arrays import NOT_RATED
from engine.rules.arrays import moves
from engine.rules.arrays import rate
from engine.rules.arrays import values
from engine.rules.format import write_rules
from engine.rules.plan import plan
from engine.rules.reference import rate as rate_one
from engine.testing import frameworks
from tests.rounds.in_columns import in_columns
from tests.rounds.making import shipped
from tests.rounds.random_rounds import recorded

if TYPE_CHECKING:
    from fractions import Fraction


@dataclass(frozen=True)
class Seen:
    """All that is said about one item of one provider."""

    rating: str | None
    value: Fraction | None = None
    moves: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    score_of: Fraction | None = None
    score_if_rated: tuple[Fraction | None, Fraction | None] = (None, None)


CANNOT_BE_COMPUTED = Seen("missing")


def one_by_one(vocabulary, plan_, records, decided):
    """What the reference interpreter says of one provider, by item."""
    ratings: dict[str, str | None] = {}
    seen: dict[str | None, Seen] = {}
    unknown: set[str | None] = set()
    for task in plan_.tasks:
        key = (records.provider.id, task.key or WHOLE)
        if records.missing(task, unknown):
            unknown.add(task.key)
            seen[task.key] = CANNOT_BE_COMPUTED
            continue
        facts = replace(records.facts(task, ratings), decided=decided.get(key))
        outcome = rate_one(task.rule, facts)
        ratings[task.key or WHOLE] = outcome.rating
        bare = Result(
            task.rule.level.id,
            task.key or WHOLE,
            "",
            outcome.rating,
            "computed",
            score=outcome.value if task.scored else None,
            moves=open_moves(task, facts, outcome),
        )
        result = described(vocabulary, bare, task, facts, records.round.tallies.get(key))
        seen[task.key] = Seen(
            outcome.rating,
            outcome.value,
            frozenset(result.moves),
            frozenset(result.flags),
            result.score_of,
            result.score_if_rated or (None, None),
        )
    return seen


def open_moves(task, facts, outcome):
    """The moves that are open, and would still show after the lines that follow."""
    if not task.rule.modifiers or isinstance(task.rule.modifiers[-1], typed.Allow):
        return outcome.moves
    moved = {g: rate_one(task.rule, replace(facts, decided=g)).rating for g in outcome.moves}
    return tuple(grade for grade, rating in moved.items() if rating != outcome.rating)


def all_at_once(vocabulary, plan_, columns):
    """What the array reader says, by item, of one provider after another."""
    rated = rate(plan_, columns)
    found = {task.key: of_item(vocabulary, rated, task) for task in plan_.tasks}
    return [{key: seen[n] for key, seen in found.items()} for n in range(columns.size)]


def of_item(vocabulary, rated, task):
    grades = {n: grade.id for n, grade in enumerate(task.rule.scale.grades)}
    names = {**grades, NOT_RATED: None, MISSING: "missing"}
    exact, scores = values(rated, task.key), array_flags.scores(rated, task.key)
    open_, flags = moves(rated, task.key), array_flags.flags(vocabulary, rated, task.key)
    return [
        Seen(
            names[int(rank)],
            None if exact is None else exact[n],
            frozenset(grades[r] for r, mask in enumerate(open_) if mask[n]),
            frozenset(flag for flag, mask in flags.items() if mask[n]),
            None if scores is None else scores.score_of[n],
            (None, None) if scores is None else (scores.least[n], scores.most[n]),
        )
        for n, rank in enumerate(rated.ranks[task.key])
    ]


@given(frameworks(), st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_both_readers_say_the_same(framework, data):
    note(written(framework))
    for type_id in framework.vocabulary.type_ids:
        agree(framework, type_id, data.draw)


@pytest.mark.parametrize("version", ["2018-19", "2019-20"])
@pytest.mark.parametrize("type_id", ["NPS", "CRC"])
@given(data=st.data())
@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
def test_both_readers_say_the_same_of_the_shipped_frameworks(version, type_id, data):
    agree(shipped(version), type_id, data.draw)


def agree(framework, type_id, draw):
    """Nothing that one reader says of some providers differs from what the other says."""
    vocabulary, plan_ = framework.vocabulary, plan(framework, type_id)
    made = draw(recorded(framework, plan_, type_id))
    columns = in_columns(made.round, vocabulary, plan_, type_id, made.decided)
    arrays = all_at_once(vocabulary, plan_, columns)
    for records, many in zip(ledger(made.round, framework).values(), arrays, strict=True):
        one = one_by_one(vocabulary, plan_, records, made.decided)
        differing = {key: (one[key], many[key]) for key in one if one[key] != many[key]}
        assert differing == {}, records.provider.id


def written(framework):
    """The rules as somebody would have written them."""
    rules = tuple(rule.tree for rule in framework.rules.rules)
    return write_rules(tree.RulesFile("ratings.rules", rules))
