"""Which ratings are still possible when something that a rating depends on is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.rules import typed
from engine.rules.patterns import LIMIT
from engine.rules.patterns import arranged
from engine.rules.patterns import possible_values
from engine.rules.reference import rate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from fractions import Fraction

    from engine.frameworks.model import Input
    from engine.rounds.plan import Task
    from engine.rules.facts import Facts
    from engine.rules.patterns import Pattern


@dataclass(frozen=True)
class Possible:
    """The ratings that may still come out, lowest first, None for not rated last.

    ``values`` are the least and the greatest value of what is banded.
    """

    ratings: tuple[str | None, ...]
    values: tuple[Fraction, Fraction] | None = None


def possible(
    task: Task, facts: Facts, unknown: Mapping[str, tuple[str | None, ...]]
) -> Possible:
    """What may still come out; ``unknown`` are the possible ratings of unknown items."""

    def options(item: str) -> tuple[str | None, ...]:
        return unknown.get(item) or (facts.ratings[item],)

    def values(fact: Input) -> tuple[str, ...]:
        return (facts.inputs[fact.id],) if fact.id in facts.inputs else possible_values(fact)

    everything = (*_grades(task), None)
    patterns = arranged(task.rule, task.members, options, values)
    if task.share is not None or not 0 < patterns.size <= LIMIT:
        return Possible(everything)
    outcomes = [rate(task.rule, known) for known in _ways(task, facts, patterns)]
    ratings = {outcome.rating for outcome in outcomes}
    found = [outcome.value for outcome in outcomes if outcome.value is not None]
    ordered = tuple(rating for rating in everything if rating in ratings)
    return Possible(ordered, (min(found), max(found)) if found else None)


def _ways(task: Task, facts: Facts, patterns: Iterable[Pattern]) -> Iterator[Facts]:
    """The facts, completed in every way that is possible."""
    judged: tuple[str | None, ...] = (facts.judged,)
    if isinstance(task.rule.base, typed.Judged) and facts.judged is None:
        judged = _grades(task)
    for pattern in patterns:
        known = pattern.facts
        for grade in judged:
            yield replace(facts, ratings=known.ratings, inputs=known.inputs, judged=grade)


def _grades(task: Task) -> tuple[str, ...]:
    """The grades that the item may have, lowest first."""
    allowed = () if task.item is None else task.item.allowed
    return tuple(g.id for g in task.rule.scale.grades if not allowed or g.id in allowed)
