"""The reference interpreter: what a rule means, clause by clause.

This is the specification. Every other reader of a rule must agree with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import assert_never

from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.diagnostics.words import shortened
from engine.rules import places
from engine.rules import typed
from engine.rules.additions import added
from engine.rules.additions import total
from engine.rules.conditions import Verdict
from engine.rules.conditions import verdict
from engine.rules.discretion import moves
from engine.rules.facts import Effect
from engine.rules.facts import Facts
from engine.rules.facts import Outcome
from engine.rules.facts import Step
from engine.rules.measures import unrated

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.rules import tree


def rate(rule: typed.Rule, facts: Facts) -> Outcome:
    """Rate one item: the base line, then every modifier in order."""
    if facts.withheld is not None:
        return Outcome(None, (), reason=facts.withheld)
    outcome = _base(rule, facts)
    for modifier in rule.modifiers:
        outcome = _modify(rule, modifier, facts, outcome)
    return outcome


def _base(rule: typed.Rule, facts: Facts) -> Outcome:
    match rule.base:
        case typed.Judged(clause):
            return _given(clause, facts.judged, "recorded", "no rating is recorded")
        case typed.StartFrom(clause, child):
            rating = facts.ratings[child.item]
            words = f"{child.words} is {rating or 'not rated'}"
            return _given(clause, rating, words, words)
        case typed.Banded():
            return _banded(rule.base, facts)
        case typed.Extreme():
            return _extreme(rule, rule.base, facts)
        case typed.Choice():
            return _choice(rule.base, facts)
        case _:  # pragma: no cover
            assert_never(rule.base)


def _given(clause: tree.Clause, rating: str | None, saw: str, reason: str) -> Outcome:
    step = Step(clause, saw if rating else reason, "applied", rating)
    return Outcome(rating, (step,), reason="" if rating else reason)


def _banded(base: typed.Banded, facts: Facts) -> Outcome:
    measured = total(base, facts)
    value, reason, saw = measured.value, measured.reason, measured.saw
    if value is not None and (rounded := base.bands.rounded(value)) != value:
        saw = f"{saw}, rounded to {exact(rounded)}"
    if value is not None and not base.bands.covers(value):
        reason = f"{saw}, below all bands"
    rating = None if value is None or reason else base.bands.grade(value)
    step = Step(base.clause, reason or saw, "applied", rating)
    more = (_addition(each, facts, value, rating) for each in base.additions)
    return Outcome(rating, (step, *more), value, reason)


def _addition(
    addition: typed.Addition, facts: Facts, value: Fraction | None, rating: str | None
) -> Step:
    seen = added(addition, facts)
    applies = seen.applies and value is not None
    saw = f"{seen.saw}; nothing to add to" if seen.applies and value is None else seen.saw
    return Step(addition.clause, saw, "applied" if applies else "did not apply", rating)


def _extreme(rule: typed.Rule, base: typed.Extreme, facts: Facts) -> Outcome:
    ratings = facts.of(base.collection)
    absent = [item for item, rating in ratings.items() if rating is None]
    if base.absorbed.kind == "treated":
        ratings = {item: rating or base.absorbed.grade for item, rating in ratings.items()}
    rated = {item: rating for item, rating in ratings.items() if rating is not None}
    if absent and (base.absorbed.kind == "strict" or not rated):
        reason = unrated(absent)
        return Outcome(None, (Step(base.clause, reason, "applied", None),), reason=reason)
    pick = min if base.clause.which == "lowest of" else max
    rating = pick(rated.values(), key=rule.scale.rank)
    those = [item for item, other in rated.items() if other == rating]
    saw = f"{base.clause.which.removesuffix(' of')} is {shortened(those)}"
    if absent:
        treated = f", treated as {base.absorbed.grade}" if base.absorbed.grade else ""
        saw = f"{saw}; {unrated(absent)}{treated}"
    return Outcome(rating, (Step(base.clause, saw, "applied", rating),))


def _choice(base: typed.Choice, facts: Facts) -> Outcome:
    absorbing = base.names_absence
    first = base.clause.kind == "first that applies"
    steps: list[Step] = []
    taken: list[str] = []
    absent = ""
    for branch in base.branches:
        if absent or (taken and first):
            rating = None if absent else taken[0]
            steps.append(Step(branch.clause, "", "not reached", rating))
            continue
        seen = Verdict(holds=True, saw="otherwise")
        if branch.condition is not None:
            seen = verdict(branch.condition, facts, absorbing=absorbing)
        if seen.holds is None:
            absent = seen.saw
            steps.append(Step(branch.clause, seen.saw, "applied", None))
            continue
        if seen.holds:
            taken.append(branch.grade)
        effect: Effect = "applied" if seen.holds else "did not apply"
        steps.append(Step(branch.clause, seen.saw, effect, taken[0] if taken else None))
    if absent:
        return Outcome(None, tuple(steps), reason=absent)
    if len(taken) == 1:
        return Outcome(taken[0], tuple(steps))
    reason = "no line applies" if not taken else "more than one line applies"
    return Outcome(None, tuple(steps), reason=reason)


def _modify(
    rule: typed.Rule, modifier: typed.Modifier, facts: Facts, outcome: Outcome
) -> Outcome:
    match modifier:
        case typed.Allow():
            return _discretion(rule, modifier, facts, outcome)
        case typed.NotRated(clause, condition):
            seen = _holds(condition, facts, outcome)
            if not seen.holds or outcome.rating is None:
                return _not_applied(outcome, clause, seen)
            ended = _step(outcome, clause, seen.saw, "applied", None)
            reason = places.words(clause).removeprefix("not rated if ")
            return replace(ended, reason=reason, moves=())
        case typed.Move(clause, condition):
            seen = _holds(condition, facts, outcome)
            if not seen.holds or outcome.rating is None:
                return _not_applied(outcome, clause, seen)
            steps = clause.steps if clause.direction == "up" else -clause.steps
            moved = rule.scale.at(rule.scale.rank(outcome.rating) + steps).id
            return _step(outcome, clause, seen.saw, "applied", moved)
        case typed.Limit():
            return _limit(rule, modifier, facts, outcome)
        case _:  # pragma: no cover
            assert_never(modifier)


def _holds(condition: typed.Condition, facts: Facts, outcome: Outcome) -> Verdict:
    facts = facts.so_far(condition, outcome.rating)
    seen = verdict(condition, facts, absorbing=False, settling=True)
    return Verdict(bool(seen.holds), seen.saw)


def _limit(rule: typed.Rule, limit: typed.Limit, facts: Facts, outcome: Outcome) -> Outcome:
    seen = Verdict(holds=True, saw="always")
    if limit.condition is not None:
        seen = _holds(limit.condition, facts, outcome)
    bound = limit.grade
    if limit.child is not None:
        from_rating = facts.ratings[limit.child.item]
        if from_rating is None:
            seen = Verdict(holds=False, saw=f"{limit.child.words} is not rated")
        else:
            bound = rule.scale.at(rule.scale.rank(from_rating) + limit.steps).id
    if not seen.holds or outcome.rating is None or bound is None:
        return _not_applied(outcome, limit.clause, seen)
    pick = min if limit.clause.kind == "at most" else max
    limited = pick(outcome.rating, bound, key=rule.scale.rank)
    changed = limited != outcome.rating
    saw = seen.saw if changed else f"{seen.saw}; already within"
    return _step(outcome, limit.clause, saw, "applied", limited)


def _discretion(
    rule: typed.Rule, allow: typed.Allow, facts: Facts, outcome: Outcome
) -> Outcome:
    if outcome.rating is None:
        return _step(outcome, allow.clause, "nothing to move", "did not apply", None)
    open_moves = moves(rule, outcome.rating, facts)
    outcome = replace(outcome, moves=open_moves)
    if facts.decided is not None and facts.decided in open_moves:
        saw = f"{allow.role.id} moved it from {outcome.rating}"
        moved = _step(outcome, allow.clause, saw, "applied", facts.decided)
        return replace(moved, before=outcome.rating)
    saw = f"open to {listed(open_moves, 'or')}" if open_moves else "no move is open"
    effect: Effect = "not used" if open_moves else "did not apply"
    return _step(outcome, allow.clause, saw, effect, outcome.rating)


def _not_applied(outcome: Outcome, clause: tree.Clause, seen: Verdict) -> Outcome:
    """A line that changes nothing: it does not hold, or there is no rating to change."""
    saw = f"{seen.saw}; nothing to change, it is not rated" if seen.holds else seen.saw
    return _step(outcome, clause, saw, "did not apply", outcome.rating)


def _step(
    outcome: Outcome, clause: tree.Clause, saw: str, effect: Effect, rating: str | None
) -> Outcome:
    step = Step(clause, saw, effect, rating)
    return replace(outcome, rating=rating, steps=(*outcome.steps, step))
