"""The reference interpreter: what a rule means, clause by clause.

This is the specification. Every other reader of a rule must agree with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import assert_never

from engine.diagnostics.words import MANY
from engine.diagnostics.words import exact
from engine.diagnostics.words import hundredths
from engine.diagnostics.words import listed
from engine.diagnostics.words import shortened
from engine.rules import places
from engine.rules import typed
from engine.rules.conditions import Verdict
from engine.rules.conditions import verdict
from engine.rules.discretion import Counts
from engine.rules.discretion import counts
from engine.rules.discretion import moves
from engine.rules.facts import Effect
from engine.rules.facts import Facts
from engine.rules.facts import Outcome
from engine.rules.facts import Step

if TYPE_CHECKING:
    from engine.frameworks.model import Scale
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
    measured = measure(base.measure, facts)
    value, reason = measured.value, measured.reason
    if value is not None and not base.bands.covers(value):
        reason = f"{measured.saw}, below all bands"
    rating = None if value is None or reason else base.bands.grade(value)
    step = Step(base.clause, reason or measured.saw, "applied", rating)
    return Outcome(rating, (step,), value, reason)


@dataclass(frozen=True)
class Measurement:
    """A measure's exact value, what it was made of, or why there is none."""

    value: Fraction | None
    saw: str
    reason: str = ""


def measure(measured: typed.Measured, facts: Facts) -> Measurement:
    """The value of a measure; percentages go from 0 to 100."""
    match measured:
        case typed.Share(kind, judgements, _, grades):
            found = counts(measured, facts)
            empty = f"no {judgements.unit} applies"
            return _share(kind, found, grades.words, empty)
        case typed.CountOf(kind, collection, grades):
            rated = [
                r for r in facts.of(collection).values() if r is not None or grades.not_rated
            ]
            found = Counts(sum(r in grades for r in rated), len(rated))
            return _share(kind, found, grades.words, f"no {collection.words} are rated")
        case typed.Scored():
            return _scored(measured, facts)
        case typed.Given(fact):
            value = Fraction(facts.inputs[fact.id])
            return Measurement(value, f"{fact.id} is {exact(value)}")
        case _:  # pragma: no cover
            assert_never(measured)


def _share(kind: str, found: Counts, words: str, empty: str) -> Measurement:
    saw = f"{found.favourable} of {found.applicable} {words}"
    if kind == "number of":
        return Measurement(Fraction(found.favourable), saw)
    value = found.percentage
    if value is None:
        return Measurement(None, empty, empty)
    return Measurement(value, f"{saw} ({hundredths(value)} %)")


def _scored(scored: typed.Scored, facts: Facts) -> Measurement:
    ratings = facts.of(scored.collection)
    absorbed = scored.absorbed
    unrated = [item for item, rating in ratings.items() if rating is None]
    if unrated and absorbed.kind == "strict":
        return _nothing(unrated)
    scale = scored.collection.scale
    scores = [_score(scale, r, absorbed) for r in ratings.values()]
    known = [score for score in scores if score is not None]
    total = sum(known, Fraction(0))
    saw = f"{' + '.join(exact(score) for score in known) or '0'} = {exact(total)}"
    if len(known) > MANY:
        saw = f"{len(known):,} scores are {exact(total)}"
    if unrated and absorbed.kind == "ignored":
        saw = f"{saw}, without {shortened(unrated)}, not rated"
    if unrated and absorbed.kind == "counted":
        saw = f"{saw}, {shortened(unrated)} not rated counting {absorbed.score}"
    return _of_total(scored.kind, total, len(known), scale, saw)


def _score(scale: Scale, rating: str | None, absorbed: typed.Absorbed) -> Fraction | None:
    if rating is None and absorbed.kind == "counted":
        return Fraction(absorbed.score)
    return None if rating is None else scale.grade(rating).score


def _of_total(
    kind: tree.ScoreKind, total: Fraction, number: int, scale: Scale, saw: str
) -> Measurement:
    if number == 0:
        return Measurement(None, "nothing is rated", "nothing is rated")
    if kind == "total score of":
        return Measurement(total, saw)
    if kind == "average score of":
        return Measurement(total / number, f"{saw}, over {number}")
    most = number * max(grade.score or Fraction(0) for grade in scale.grades)
    value = 100 * total / most
    return Measurement(value, f"{saw} of {exact(most)} ({hundredths(value)} %)")


def _nothing(unrated: list[str]) -> Measurement:
    reason = f"{shortened(unrated)} {'is' if len(unrated) == 1 else 'are'} not rated"
    return Measurement(None, reason, reason)


def _extreme(rule: typed.Rule, base: typed.Extreme, facts: Facts) -> Outcome:
    ratings = facts.of(base.collection)
    unrated = [item for item, rating in ratings.items() if rating is None]
    if base.absorbed.kind == "treated":
        ratings = {item: rating or base.absorbed.grade for item, rating in ratings.items()}
    rated = {item: rating for item, rating in ratings.items() if rating is not None}
    if unrated and (base.absorbed.kind == "strict" or not rated):
        reason = _nothing(unrated).reason
        return Outcome(None, (Step(base.clause, reason, "applied", None),), reason=reason)
    pick = min if base.clause.which == "lowest of" else max
    rating = pick(rated.values(), key=rule.scale.rank)
    those = [item for item, other in rated.items() if other == rating]
    saw = f"{base.clause.which.removesuffix(' of')} is {shortened(those)}"
    if unrated:
        treated = f", treated as {base.absorbed.grade}" if base.absorbed.grade else ""
        saw = f"{saw}; {_nothing(unrated).reason}{treated}"
    return Outcome(rating, (Step(base.clause, saw, "applied", rating),))


def _choice(base: typed.Choice, facts: Facts) -> Outcome:
    absorbing = base.names_not_rated
    first = base.clause.kind == "first that applies"
    steps: list[Step] = []
    taken: list[str] = []
    unrated = ""
    for branch in base.branches:
        if unrated or (taken and first):
            rating = None if unrated else taken[0]
            steps.append(Step(branch.clause, "", "not reached", rating))
            continue
        seen = Verdict(holds=True, saw="otherwise")
        if branch.condition is not None:
            seen = verdict(branch.condition, facts, absorbing=absorbing)
        if seen.holds is None:
            unrated = seen.saw
            steps.append(Step(branch.clause, seen.saw, "applied", None))
            continue
        if seen.holds:
            taken.append(branch.grade)
        effect: Effect = "applied" if seen.holds else "did not apply"
        steps.append(Step(branch.clause, seen.saw, effect, taken[0] if taken else None))
    if unrated:
        return Outcome(None, tuple(steps), reason=unrated)
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
            seen = _holds(condition, facts)
            if not seen.holds or outcome.rating is None:
                return _step(outcome, clause, seen.saw, "did not apply", outcome.rating)
            ended = _step(outcome, clause, seen.saw, "applied", None)
            reason = places.words(clause).removeprefix("not rated if ")
            return replace(ended, reason=reason, moves=())
        case typed.Move(clause, condition):
            seen = _holds(condition, facts)
            if not seen.holds or outcome.rating is None:
                return _step(outcome, clause, seen.saw, "did not apply", outcome.rating)
            steps = clause.steps if clause.direction == "up" else -clause.steps
            moved = rule.scale.at(rule.scale.rank(outcome.rating) + steps).id
            return _step(outcome, clause, seen.saw, "applied", moved)
        case typed.Limit():
            return _limit(rule, modifier, facts, outcome)
        case _:  # pragma: no cover
            assert_never(modifier)


def _holds(condition: typed.Condition, facts: Facts) -> Verdict:
    seen = verdict(condition, facts, absorbing=False)
    return Verdict(bool(seen.holds), seen.saw)


def _limit(rule: typed.Rule, limit: typed.Limit, facts: Facts, outcome: Outcome) -> Outcome:
    seen = Verdict(holds=True, saw="always")
    if limit.condition is not None:
        seen = _holds(limit.condition, facts)
    bound = limit.grade
    if limit.child is not None:
        from_rating = facts.ratings[limit.child.item]
        if from_rating is None:
            seen = Verdict(holds=False, saw=f"{limit.child.words} is not rated")
        else:
            bound = rule.scale.at(rule.scale.rank(from_rating) + limit.steps).id
    if not seen.holds or outcome.rating is None or bound is None:
        return _step(outcome, limit.clause, seen.saw, "did not apply", outcome.rating)
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


def _step(
    outcome: Outcome, clause: tree.Clause, saw: str, effect: Effect, rating: str | None
) -> Outcome:
    step = Step(clause, saw, effect, rating)
    return replace(outcome, rating=rating, steps=(*outcome.steps, step))
