"""Which ratings are still possible when something that a rating depends on is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from itertools import product
from typing import TYPE_CHECKING

from engine.frameworks.model import ALL
from engine.rules import typed
from engine.rules.patterns import LIMIT
from engine.rules.patterns import arranged
from engine.rules.patterns import possible_values
from engine.rules.reference import rate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.frameworks.model import Bands
    from engine.frameworks.model import Input
    from engine.rules.facts import Facts
    from engine.rules.patterns import Pattern
    from engine.rules.plan import Task


READINGS = 20 * LIMIT
"""More ratings than this are not read, over all the ways to go through."""


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
    """What may still come out; ``unknown`` are the possible ratings of unknown items.

    A judgement that should be there and is not stands for any grade that the item may
    have: that a rating is withheld is something that people record, with a reason. Each
    unknown thing is taken on its own. Where there are too many ways to go through,
    everything that the rule could ever give counts as possible.
    """

    def options(item: str) -> tuple[str | None, ...]:
        return unknown.get(item) or (facts.ratings[item],)

    def values(fact: Input) -> tuple[str, ...]:
        return (facts.inputs[fact.id],) if fact.id in facts.inputs else possible_values(fact)

    patterns = arranged(task.rule, task.members, options, values)
    own = tuple(_own(task, facts))
    if not facts.answers and _conditions_ask(task.rule):
        return Possible(_everything(task))
    ways = patterns.size * len(own)
    if not 0 < ways <= LIMIT or ways * len(task.reads) > READINGS:
        return Possible(_everything(task))
    outcomes = [rate(task.rule, known) for known in _ways(own, patterns)]
    ratings = {outcome.rating for outcome in outcomes}
    found = [outcome.value for outcome in outcomes if outcome.value is not None]
    ordered = tuple(rating for rating in (*_grades(task), None) if rating in ratings)
    return Possible(ordered, (min(found), max(found)) if found else None)


def _conditions_ask(rule: typed.Rule) -> bool:
    """Whether a condition is about the item's own judgements."""
    measures = (m for each in typed.conditions_of(rule) for m in typed.measures_in(each))
    return any(isinstance(measure, typed.Share) for measure in measures)


def _ways(own: Iterable[Facts], patterns: Iterable[Pattern]) -> Iterator[Facts]:
    """The facts, completed in every way that is possible."""
    for facts, pattern in product(own, patterns):
        yield replace(facts, ratings=pattern.facts.ratings, inputs=pattern.facts.inputs)


def _own(task: Task, facts: Facts) -> Iterator[Facts]:
    """The facts with whatever may be recorded for the item itself, where nothing is."""
    if isinstance(task.rule.base, typed.Judged) and facts.judged is None:
        for grade in _grades(task):
            yield replace(facts, judged=grade)
    elif task.share is not None and not facts.answers:
        for answers in _answers(task.share, task.rule.base):
            yield replace(facts, answers=answers)
    else:
        yield facts


def _answers(share: typed.Share, base: typed.Base) -> Iterator[dict[str, int]]:
    """No answers, and some for every grade that the bands can give."""
    assert isinstance(base, typed.Banded)
    inside = share.grades.grades[0]
    outside = next((g.id for g in share.scale.grades if g.id not in share.grades), None)
    yield {}
    if share.kind == "number of":
        for number in sorted({n for edge in base.bands.edges for n in _beside(edge.at)}):
            yield {inside: number}
        return
    for value in _percentages(base.bands):
        part = value / 100
        if outside is not None:
            yield {inside: part.numerator, outside: part.denominator - part.numerator}
        elif part == 1:
            yield {inside: 1}


def _beside(at: Fraction) -> tuple[int, int]:
    """The whole numbers at an edge and just above it, from nought on."""
    return max(0, at.__ceil__()), max(0, at.__floor__() + 1)


def _percentages(bands: Bands) -> list[Fraction]:
    """Enough percentages to meet every grade: the edges, and one value between each two."""
    if bands.step is not None:
        return [number * bands.step for number in range(int(ALL / bands.step) + 1)]
    edges = {edge.at for edge in bands.edges if 0 <= edge.at <= ALL}
    ends = sorted({Fraction(0), *edges, ALL})
    return sorted({*ends, *((low + high) / 2 for low, high in pairwise(ends))})


def _everything(task: Task) -> tuple[str | None, ...]:
    """All that the rule could ever give."""
    return _grades(task) if task.rule.absence == "never" else (*_grades(task), None)


def _grades(task: Task) -> tuple[str, ...]:
    """The grades that the item may have, lowest first."""
    allowed = () if task.item is None else task.item.allowed
    return tuple(g.id for g in task.rule.scale.grades if not allowed or g.id in allowed)
