"""Panel decisions, held against what the rules allow."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.rounds.decision_findings import OutsideWindow
from engine.rounds.decision_findings import StaleDecision
from engine.rounds.decision_findings import WrongStart
from engine.rounds.round import Seen
from engine.rules import typed
from engine.rules.discretion import boundary
from engine.rules.discretion import counts

if TYPE_CHECKING:
    from engine.diagnostics import Finding
    from engine.rounds.round import Decision
    from engine.rules.discretion import Counts
    from engine.rules.facts import Facts
    from engine.rules.facts import Outcome
    from engine.rules.plan import Task


@dataclass(frozen=True)
class Override:
    """The grade that a decision gives, if it may; and what there is to say about it."""

    decided: str | None = None
    findings: tuple[Finding, ...] = ()


def override(task: Task, decision: Decision, facts: Facts, outcome: Outcome) -> Override:
    """Whether a decision applies; ``outcome`` is what the rule gives without it."""
    what = task.words
    found = None if task.share is None else counts(task.share, facts)
    now = None if found is None else Seen(found.favourable, found.applicable)
    if decision.on is not None and now is not None and decision.on != now:
        return Override(None, (StaleDecision(decision.place, what, decision.on, now),))
    start = _start(task, outcome)
    if start != decision.start:
        return Override(None, (WrongStart(decision.place, what, decision.start, start),))
    if decision.end not in outcome.moves:
        return Override(None, (_outside(task, decision, found, what),))
    return Override(decision.end)


def _start(task: Task, outcome: Outcome) -> str | None:
    """The rating at the line that allows a move; None where nothing is rated in the end."""
    if outcome.rating is None:
        return None
    allow = task.rule.allow
    assert allow is not None
    return next(step.rating for step in outcome.steps if step.clause is allow.clause)


def _outside(task: Task, decision: Decision, found: Counts | None, what: str) -> OutsideWindow:
    allow = task.rule.allow
    assert allow is not None
    outside = OutsideWindow(
        decision.item_place,
        item=what,
        start=decision.start,
        end=decision.end,
        rule=allow.clause.place,
        window=_window(allow),
    )
    if found is None or found.percentage is None or task.share is None:
        return outside
    assert isinstance(task.rule.base, typed.Banded)
    edge = boundary(task.rule.base.bands, task.rule.scale, decision.start, decision.end)
    return outside.but(
        counts=Seen(found.favourable, found.applicable),
        words=task.share.grades.words,
        unit=task.share.judgements.unit,
        nearest=_needed(task.rule, task.rule.base, found, decision.end),
        boundary=edge.at,
        away=abs(found.percentage - edge.at),
    )


def _window(allow: typed.Allow) -> str:
    """The rule's own words about how near a boundary a result must be."""
    near, clause = allow.clause.near, allow.clause
    if near is None:
        return f"{clause.direction} by {clause.steps}"
    cases = (
        ""
        if near.number is None or near.unit is None
        else f" or {near.number} {near.unit.text}"
    )
    return f"within {near.points} points{cases} of a boundary"


def _needed(rule: typed.Rule, base: typed.Banded, found: Counts, grade: str) -> int | None:
    """The count nearest to the one found that would have given a grade."""
    rank = rule.scale.rank
    upward = rank(grade) > rank(base.bands.grade(_share(found.favourable, found)))
    ways = (
        range(found.favourable, found.applicable + 1)
        if upward
        else range(found.favourable, -1, -1)
    )
    for favourable in ways:
        given = rank(base.bands.grade(_share(favourable, found)))
        if (given >= rank(grade)) if upward else (given <= rank(grade)):
            return favourable
    return None


def _share(favourable: int, found: Counts) -> Fraction:
    return Fraction(100 * favourable, found.applicable)
