"""Examples that would exercise what no example does: what the rules give now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.assurance.coverage.points import Side
from engine.assurance.examples.example import Example
from engine.assurance.examples.example import Expected
from engine.assurance.examples.example import Said
from engine.diagnostics.words import exact
from engine.rules import typed
from engine.rules.facts import deciding
from engine.rules.places import words_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.assurance.coverage.points import Point
    from engine.assurance.coverage.search import Mark
    from engine.assurance.coverage.search import Search
    from engine.assurance.examples.run import Computed
    from engine.frameworks.model import Vocabulary

NAMES = {
    Side.TAKEN: "{words}",
    Side.PASSED: "{words}, which is passed by",
    Side.APPLIED: "{words}",
    Side.NOT_APPLIED: "{words}, which does not apply",
    Side.CHANGES: "{words}, which changes the rating",
    Side.LEAVES: "{words}, which leaves the rating",
    Side.MOVED: "a move by the {role}",
    Side.CLOSED: "too far for a move by the {role}",
    Side.HOLDS: "{words}",
    Side.FAILS: "{words}, which does not hold",
    Side.JUST_HOLDS: "{words}, which just holds",
    Side.JUST_FAILS: "{words}, which just does not hold",
    Side.AT: "just at {edge} of the {bands}",
    Side.BELOW: "just below {edge} of the {bands}",
    Side.SOME_ABSENT: "something not rated",
    Side.NO_RATING: "not rated",
}
"""What a suggested example is called, after what it is about."""


@dataclass(frozen=True)
class Suggestion:
    """An example that nobody has written yet, and the points that it would exercise."""

    example: Example
    points: tuple[Point, ...]


def suggested(
    vocabulary: Vocabulary, wanted: Mapping[Mark, Point], search: Search
) -> Iterator[Suggestion]:
    """As few examples as exercise all points that were found, in the points' order."""
    done: set[Mark] = set()
    for mark, point in wanted.items():
        met = search.found.get(mark)
        if met is None or mark in done:
            continue
        marks = search.marks(met)
        done |= marks
        also = tuple(wanted[each] for each in wanted if each in marks)
        yield Suggestion(_example(vocabulary, point, met), also)


def _example(vocabulary: Vocabulary, point: Point, met: Computed) -> Example:
    task, facts = met.task, met.facts
    key = task.key
    base = task.rule.base
    return Example(
        name=f"{key or task.rule.level.id}: {_name(point, met)}",
        types=(met.type,),
        expected=(_expected(point, met),),
        inputs={
            fact.id: Said(facts.inputs[fact.id])
            for fact in vocabulary.inputs
            if fact.id in task.inputs and facts.inputs[fact.id] != fact.default
        },
        ratings={item: Said(facts.ratings[item]) for item in task.reads},
        judged={key: Said(facts.judged)} if isinstance(base, typed.Judged) else {},
        counts={key: Said(facts.answers)} if task.asks else {},
        decided={} if facts.decided is None else {key: Said(facts.decided)},
    )


def _expected(point: Point, met: Computed) -> Expected:
    outcome, base = met.outcome, met.task.rule.base
    step = deciding(outcome.steps)
    by_line = isinstance(base, typed.Choice) and step is not None
    return Expected(
        met.task.key,
        outcome.rating,
        score=outcome.value if met.task.scored is not None else None,
        line=step.clause if by_line and step is not None else None,
        open_to=outcome.moves if point.side is Side.CLOSED else None,
    )


def _name(point: Point, met: Computed) -> str:
    facts: dict[str, str] = defaultdict(str, words=words_at(point.place))
    rule = met.task.rule
    if rule.allow is not None:
        facts["role"] = rule.allow.role.id
    if point.side in (Side.AT, Side.BELOW) and isinstance(rule.base, typed.Banded):
        bands = rule.base.bands
        facts["bands"], facts["edge"] = bands.id, exact(bands.edges[point.spot.part].at)
    return NAMES[point.side].format_map(facts)
