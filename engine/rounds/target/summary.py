"""What a rule needs to remember of the ratings that it reads, one after another.

Two sets of ratings with the same summary get the same rating by the rule, whatever
comes after: a total needs only the points so far, a lowest rating only the lowest.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Protocol
from typing import TypeAlias

from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Hashable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.rules.plan import Task

Value: TypeAlias = "tuple[Hashable, ...]"
"""What is remembered so far, a part for each thing that the rule asks for."""


class _Part(Protocol):
    """One thing to remember; ``add`` takes a rating that the rule reads into it."""

    @property
    def start(self) -> Value:
        """What is remembered before anything is read."""

    def add(self, value: Value, item: str, rating: str | None) -> Value:
        """What is remembered once an item's rating is known, too."""


@dataclass(frozen=True)
class Summary:
    """What one rule remembers: how many ratings it has read, and every part."""

    parts: tuple[_Part, ...]

    @cached_property
    def start(self) -> Value:
        """What is remembered before anything is read."""
        return (0, *(part.start for part in self.parts))

    def add(self, value: Value, item: str, rating: str | None) -> Value:
        """What is remembered once an item's rating is known, too."""
        number, *old = value
        pairs = zip(self.parts, old, strict=True)
        return (number + 1, *(part.add(each, item, rating) for part, each in pairs))  # type: ignore[arg-type, operator]


def summary(task: Task) -> Summary:
    """What the rule of a task has to remember."""
    return Summary(tuple(_parts(task)))


def _parts(task: Task) -> Iterator[_Part]:
    rule = task.rule
    for child in typed.children_of(rule):
        yield _Named(child.item)
    if isinstance(rule.base, typed.Extreme):
        yield _End(rule.base, frozenset(task.of(rule.base.collection)))
    for measure in typed.measures_of(rule):
        if isinstance(measure, typed.Scored):
            yield _Sum(measure, frozenset(task.of(measure.collection)))
    for collection in typed.collections_of(rule):
        sets = tuple(dict.fromkeys(_sets(rule, collection)))
        if sets:
            yield _Spread(frozenset(task.of(collection)), _kinds(collection, sets))


@dataclass(frozen=True)
class _Named:
    """The rating of one item, by name."""

    item: str
    start: Value = ()

    def add(self, value: Value, item: str, rating: str | None) -> Value:
        return (rating,) if item == self.item else value


@dataclass(frozen=True)
class _End:
    """The lowest or highest rank, and whether anything is not rated."""

    base: typed.Extreme
    members: frozenset[str]
    start: Value = (None, False)

    def add(self, value: Value, item: str, rating: str | None) -> Value:
        if item not in self.members:
            return value
        end, absent = value
        absorbed = self.base.absorbed
        if rating is None:
            absent = True
            rating = absorbed.grade if absorbed.kind == "treated" else None
        if rating is None:
            return (end, absent)
        rank = self.base.collection.scale.rank(rating)
        pick = min if self.base.clause.which == "lowest of" else max
        return (rank if end is None else pick(rank, end), absent)  # type: ignore[call-overload]


@dataclass(frozen=True)
class _Sum:
    """The weighted scores so far, their weight, whether there are any, and any absent."""

    scored: typed.Scored
    members: frozenset[str]
    start: Value = (Fraction(0), Fraction(0), False, False)

    def add(self, value: Value, item: str, rating: str | None) -> Value:
        if item not in self.members:
            return value
        total, weight, some, absent = value
        own = self.scored.weight_of.get(item, Fraction(1))
        if rating is not None:
            scale = self.scored.collection.scale
            score = scale.points[scale.rank(rating)]
        elif self.scored.absorbed.kind == "counted":
            score = self.scored.absorbed.score
        else:
            return (total, weight, some, True)
        return (total + own * score, weight + own, True, absent or rating is None)  # type: ignore[operator]


@dataclass(frozen=True)
class _Spread:
    """How many ratings there are of each kind that the rule can tell apart."""

    members: frozenset[str]
    kinds: Mapping[str | None, int]

    @property
    def start(self) -> Value:
        return (0,) * (max(self.kinds.values()) + 1)

    def add(self, value: Value, item: str, rating: str | None) -> Value:
        if item not in self.members:
            return value
        kind = self.kinds[rating]
        return (*value[:kind], value[kind] + 1, *value[kind + 1 :])  # type: ignore[operator]


def _kinds(
    collection: typed.Collection, sets: tuple[typed.GradeSet, ...]
) -> dict[str | None, int]:
    """The ratings of a collection, numbered alike where they are in the same sets."""
    numbers: dict[tuple[bool, ...], int] = {}
    ratings = (*(grade.id for grade in collection.scale.grades), None)
    marks = {r: (r is None, *(r in grades for grades in sets)) for r in ratings}
    return {r: numbers.setdefault(mark, len(numbers)) for r, mark in marks.items()}


def _sets(rule: typed.Rule, collection: typed.Collection) -> Iterator[typed.GradeSet]:
    """The sets of grades that a rule asks a collection for."""
    for measure in typed.measures_of(rule):
        if isinstance(measure, typed.CountOf) and measure.collection == collection:
            yield measure.grades
    for atom in (atom for each in typed.conditions_of(rule) for atom in each.atoms):
        match atom:
            case typed.Counted(_, of, grades) if of == collection:
                yield grades
            case typed.TheRestAre(of, taken, grades) if of == collection:
                yield from (*taken, grades)
