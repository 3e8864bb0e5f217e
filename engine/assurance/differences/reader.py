"""One of two rules that are compared, and what it gives for each of their joint patterns."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engine.frameworks.model import Role
from engine.rules import arrays
from engine.rules import tree
from engine.rules import typed
from engine.rules.facts import Facts
from engine.rules.plan import Plan
from engine.rules.plan import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from engine.assurance.differences.joint_patterns import JointPatterns
    from engine.frameworks.model import Input
    from engine.frameworks.model import Scale
    from engine.frameworks.model import Vocabulary

    Codes = NDArray[np.signedinteger[Any]]

GIVEN = typed.Judged(tree.Judged(tree.Name("")), Role(""))
"""The base of the rules of a pattern's children, whose ratings are given."""


@dataclass(frozen=True)
class Reader:
    """A rule for one item; ``called`` is how it calls the children of the patterns."""

    task: Task
    vocabulary: Vocabulary
    called: Mapping[str, str]

    @cached_property
    def inputs(self) -> dict[str, Input]:
        """The inputs that the rule reads, by id."""
        return {fact.id: fact for fact in typed.inputs_of(self.task.rule)}

    def scale(self, item: str) -> Scale:
        """The scale of a child."""
        scale = self.vocabulary.scale_of(self.vocabulary.item_by_id[item].level)
        assert scale is not None
        return scale

    def rated(self, patterns: JointPatterns) -> list[str | None]:
        """What the rule gives for each pattern, all at once."""
        alone = Plan((*map(self._given, self.called.values()), self.task), {})
        ranks = arrays.rate(alone, self._columns(patterns)).ranks[self.task.key]
        assert ranks.min(initial=0) >= arrays.NOT_RATED
        grades = [*(grade.id for grade in self.task.rule.scale.grades), None]
        return [grades[rank] for rank in ranks.tolist()]

    def facts(self, patterns: JointPatterns, number: int) -> Facts:
        """A pattern as the reference interpreter reads it."""
        ratings, own = patterns.ratings(number), patterns.recorded(number)
        return Facts(
            ratings={self.called[item]: rating for item, rating in ratings.items()},
            members=self.task.members,
            answers=own.answers,
            inputs=patterns.given(number),
            judged=own.judged,
        )

    def _given(self, item_id: str) -> Task:
        item = self.vocabulary.item_by_id[item_id]
        level, scale = self.vocabulary.level_by_id[item.level], self.scale(item_id)
        own = self.task.rule.tree
        return Task(typed.Rule(own, level, (item_id,), scale, GIVEN, (), "by rule"), item, {})

    def _columns(self, patterns: JointPatterns) -> arrays.Columns:
        rule, whose = self.task.rule, self.task.key or arrays.WHOLE
        own = _taken(patterns, len(patterns.sizes) - 1)
        judged = dict(self._children(patterns))
        if isinstance(rule.base, typed.Judged):
            judged[whose] = _ranks([each.judged for each in patterns.own], rule.scale)[own]
        tallies = {}
        for share in self.task.asks[:1]:
            grades = [grade.id for grade in share.scale.grades]
            counts = [[each.answers.get(grade, 0) for each in patterns.own] for grade in grades]
            tallies[whose] = tuple(np.array(each)[own] for each in counts)
        numbers = {
            asked.input.id: tuple(map(Fraction, asked.values))
            for asked in patterns.inputs
            if asked.input.type == "number"
        }
        inputs = dict(self._inputs(patterns))
        return arrays.Columns(patterns.size, judged, tallies, inputs, numbers)

    def _children(self, patterns: JointPatterns) -> Iterator[tuple[str, Codes]]:
        """The rank of each child in every pattern."""
        for place, (alike, ways) in enumerate(zip(patterns.alike, patterns.ways, strict=True)):
            taken = _taken(patterns, place)
            for column, item in enumerate(alike.items):
                there = self.called[item]
                yield there, _ranks([way[column] for way in ways], self.scale(there))[taken]

    def _inputs(self, patterns: JointPatterns) -> Iterator[tuple[str, Codes]]:
        """The code of each input that the rule knows in every pattern."""
        for place, asked in enumerate(patterns.inputs, start=len(patterns.alike)):
            known = self.inputs.get(asked.input.id)
            if known is not None:
                yield known.id, _codes(known, asked.values)[_taken(patterns, place)]


def _taken(patterns: JointPatterns, place: int) -> NDArray[np.intp]:
    """Which of its ways something takes in every pattern."""
    return np.arange(patterns.size) // patterns.strides[place] % patterns.sizes[place]


def _ranks(grades: Sequence[str | None], scale: Scale) -> Codes:
    ranks = {grade.id: rank for rank, grade in enumerate(scale.grades)}
    return np.array([arrays.NOT_RATED if g is None else ranks[g] for g in grades], np.int16)


def _codes(fact: Input, values: Sequence[str]) -> Codes:
    """The codes of an input's values, as the array reader has them."""
    known = {"yes/no": ("no", "yes"), "one of": fact.values, "number": values}[fact.type]
    return np.array([[*known].index(value) for value in values], np.int16)
