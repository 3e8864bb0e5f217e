"""What one rating exercises of the rule that gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.assurance.coverage.points import Side
from engine.assurance.coverage.points import Spot
from engine.assurance.coverage.points import conditions
from engine.assurance.coverage.points import first_modifier
from engine.rules import typed
from engine.rules.conditions import verdict
from engine.rules.measures import measure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.assurance.coverage.gauges import Gauge
    from engine.rules.facts import Facts
    from engine.rules.facts import Outcome
    from engine.rules.facts import Step


def exercised(
    number: int, rule: typed.Rule, facts: Facts, outcome: Outcome
) -> Iterator[tuple[Spot, Side]]:
    """The sides that a rating exercises, but for those of measures."""
    if not outcome.steps:
        return
    first = first_modifier(rule)
    yield from _base(number, rule, facts, outcome.steps[:first])
    before = outcome.steps[first - 1].rating
    for line, modifier in enumerate(rule.modifiers, start=first):
        step = outcome.steps[line]
        if before is not None:
            for side in _modifier(modifier, step, before):
                yield Spot(number, line), side
        before = step.rating
    reached = reached_lines(rule, outcome)
    for line, condition, _ in conditions(rule):
        if line in reached and len(condition.atoms) > 1:
            chosen = isinstance(rule.base, typed.Choice) and line < first
            known = facts
            if line >= first:
                known = facts.so_far(condition, outcome.steps[line - 1].rating)
            absorbing = chosen and _absorbing(rule)
            for part, side in _atoms(
                condition, known, absorbing=absorbing, settling=not chosen
            ):
                yield Spot(number, line, part), side


def measured(gauge: Gauge, rule: typed.Rule, facts: Facts, outcome: Outcome) -> Fraction | None:
    """The value that was held against a number; None where there was none to be held."""
    if gauge.spot.line not in reached_lines(rule, outcome):
        return None
    if gauge.comparison is None:
        return outcome.value
    return measure(gauge.measure, facts).value


def reached_lines(rule: typed.Rule, outcome: Outcome) -> set[int]:
    """The lines of a rule that were looked at, by their numbers."""
    first = first_modifier(rule)
    found = set()
    before: str | None = ""
    for line, step in enumerate(outcome.steps):
        if before is not None and step.effect != "not reached":
            found.add(line)
        before = step.rating if line >= first - 1 else ""
    return found


def _base(
    number: int, rule: typed.Rule, facts: Facts, steps: tuple[Step, ...]
) -> Iterator[tuple[Spot, Side]]:
    spot = Spot(number, 0)
    if steps[-1].rating is None and (
        not isinstance(rule.base, typed.Choice) or any(_gave_up(step) for step in steps)
    ):
        yield spot, Side.NO_RATING
    elif any(facts.ratings[item] is None for item in _read(rule, facts)):
        yield spot, Side.SOME_ABSENT
    if not isinstance(rule.base, typed.Choice):
        if steps[0].rating is None:
            return
        yield spot, Side.APPLIED
        for line, step in enumerate(steps[1:], start=1):
            applied = step.effect == "applied"
            yield Spot(number, line), Side.APPLIED if applied else Side.NOT_APPLIED
        return
    for line, step in enumerate(steps):
        if step.effect == "applied" and step.rating is not None:
            yield Spot(number, line), Side.TAKEN
        elif step.effect == "did not apply":
            yield Spot(number, line), Side.PASSED


def _atoms(
    condition: typed.Condition, facts: Facts, *, absorbing: bool, settling: bool
) -> Iterator[tuple[int, Side]]:
    """Whether each atom holds; measures are looked at by themselves."""
    for part, atom in enumerate(condition.atoms):
        if not isinstance(atom, typed.MeasureIs):
            alone = typed.Condition((atom,))
            seen = verdict(alone, facts, absorbing=absorbing, settling=settling)
            if seen.holds is not None:
                yield part, Side.HOLDS if seen.holds else Side.FAILS


def _modifier(modifier: typed.Modifier, step: Step, before: str) -> Iterator[Side]:
    applied = step.effect == "applied"
    match modifier:
        case typed.Allow():
            if applied:
                yield Side.MOVED
            elif step.effect == "did not apply":
                yield Side.CLOSED
        case typed.Limit(condition=condition):
            if applied and step.rating != before:
                yield Side.CHANGES
            elif condition is None:
                yield Side.LEAVES
            elif not applied:
                yield Side.NOT_APPLIED
        case _:
            yield Side.APPLIED if applied else Side.NOT_APPLIED


def _gave_up(step: Step) -> bool:
    """Whether a branch ended the choice because something that it reads is not rated."""
    return step.effect == "applied" and step.rating is None


def _read(rule: typed.Rule, facts: Facts) -> tuple[str, ...]:
    """The items of the collection that the base puts together."""
    match rule.base:
        case (
            typed.Extreme(collection=collection)
            | typed.Banded(measure=typed.Scored(collection=collection))
        ):
            return facts.members[collection.level, collection.group]
        case _:
            return ()


def _absorbing(rule: typed.Rule) -> bool:
    return isinstance(rule.base, typed.Choice) and rule.base.names_absence
