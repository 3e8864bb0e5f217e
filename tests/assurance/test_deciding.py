"""Every pattern, the solver and trials give the same answers, and true counterexamples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import settings

from engine.assurance.numbers import core
from engine.assurance.numbers.tables import Untold
from engine.assurance.numbers.tables import survey
from engine.assurance.proofs.deciding import Decider
from engine.assurance.proofs.deciding import Question
from engine.rules.reference import rate
from tests.assurance.random_rules import VOCABULARY
from tests.assurance.random_rules import rules

if TYPE_CHECKING:
    from engine.assurance.numbers.tables import Survey


def without_patterns(found: Survey) -> Decider:
    """A decider of the same that goes through no patterns at all."""
    untold = tuple(Untold(t.rule, t.space, t.keys, "") for t in found.tables)
    left = replace(found, tables=(), untold=(*untold, *found.untold))
    return Decider(left, limit=0)


def gives(rank):
    return lambda lowered, _: core.Among(lowered.rating, frozenset({rank}))


def undecided(lowered, _):
    return lowered.undecided


def questions(rule):
    yield Question(rule, undecided)
    for rank in range(-1, len(rule.scale.grades)):
        yield Question(rule, gives(rank))


@given(rules())
@settings(max_examples=40, deadline=None)
def test_patterns_and_the_solver_find_the_same(written):
    found = survey(VOCABULARY, written, limit=2_000)
    by_patterns, by_solver = Decider(found, limit=2_000), without_patterns(found)
    for rule in written.rules:
        if found.of(rule) is None:
            continue
        for question in questions(rule):
            one, other = by_patterns.find(question), by_solver.find(question)
            assert other.method == "solver"
            assert bool(one.witnesses) == bool(other.witnesses)
        one, other = by_patterns.find_harm(rule), by_solver.find_harm(rule)
        assert bool(one.witnesses) == bool(other.witnesses)


@given(rules())
@settings(max_examples=40, deadline=None)
def test_what_the_solver_finds_is_so(written):
    found = survey(VOCABULARY, written, limit=0)
    decider = Decider(found, limit=0)
    for rule in written.rules:
        for rank, grade in enumerate(rule.scale.grades):
            for seen in decider.find(Question(rule, gives(rank))).witnesses:
                assert seen.rating == grade.id
                assert rate(rule, seen.facts).rating == grade.id
        harm = decider.find_harm(rule).witnesses
        if harm:
            before, after = (rule.scale.rank(seen.rating) for seen in harm)
            assert after < before
