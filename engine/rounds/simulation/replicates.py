"""Replicates of a provider: other samples of its cases, rated by the same rules."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING
from typing import TypeAlias

import numpy as np

from engine.rounds.directory import WHOLE
from engine.rounds.simulation.lanes import Lanes
from engine.rounds.simulation.urns import Urn
from engine.rules import arrays
from engine.rules import typed
from engine.rules.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.cases.codes import Cases
    from engine.frameworks.model import Vocabulary
    from engine.rounds.records import Records
    from engine.rounds.simulation.simulate import Sampled
    from engine.rounds.simulation.strata import Stratum
    from engine.rules.arrays.columns import IntArray
    from engine.rules.plan import Task

Counts: TypeAlias = "dict[str, tuple[IntArray, ...]]"
"""How often each grade was given in every replicate, by question."""


@dataclass(frozen=True)
class Drawn:
    """A sample of a provider, to be drawn again."""

    about: Sampled
    cases: Cases
    strata: tuple[Stratum, ...]


@dataclass(frozen=True)
class Subject:
    """A provider whose samples are drawn again, and what stays as it is.

    ``moved`` are the items that a decision has moved; ``fast`` has the cases drawn by
    compiled loops.
    """

    plan: Plan
    vocabulary: Vocabulary
    records: Records
    samples: tuple[Drawn, ...]
    moved: Collection[str] = ()
    fast: bool = False

    def rate(self, seed: Sequence[int], size: int) -> arrays.Ranks:
        """So many replicates with their ratings; the same seed gives the same ones."""
        tallies: Counts = {}
        for number, urns in enumerate(self._urns):
            random = np.random.Generator(np.random.SFC64([*seed, number]))
            tallies |= urns.draw(random, size)
        return arrays.rate(self.plan, self._columns(tallies, size))

    @cached_property
    def _urns(self) -> tuple[_Urns, ...]:
        asked = ((drawn, self._grades(drawn)) for drawn in self.samples)
        return tuple(_Urns.of(drawn, own, fast=self.fast) for drawn, own in asked if own)

    def _grades(self, drawn: Drawn) -> dict[str, int]:
        """The rated questions of a sample that are put to this provider, with their grades."""
        return {
            task.key or WHOLE: len(task.asks[0].scale.grades)
            for task in self.plan.tasks
            if (task.key or WHOLE) in drawn.cases.questions and task.asks
        }

    def _columns(self, tallies: Counts, size: int) -> arrays.Columns:
        """What every replicate has: its own counts, and all else as the provider has it."""
        judged, withheld, counts = {}, {}, {}
        for task in self.plan.tasks:
            key = task.key or WHOLE
            judgement = self.records.judgements.get(key)
            if isinstance(task.rule.base, typed.Judged):
                judged[key] = self._rank(task, size)
            elif judgement is not None and judgement.rating is None:
                withheld[key] = np.ones(size, np.bool_)
            if task.asks and (self.records.provider.id, key) in self.records.round.tallies:
                none = (np.zeros(size, np.int8),) * len(task.asks[0].scale.grades)
                counts[key] = tallies.get(key, none)
        inputs, numbers = self._inputs(size)
        columns = arrays.Columns(size, judged, counts, inputs, numbers, withheld)
        return self._decided(columns)

    def _rank(self, task: Task, size: int) -> IntArray:
        judgement = self.records.judgements[task.key or WHOLE]
        rating = judgement.rating
        rank = arrays.NOT_RATED if rating is None else task.rule.scale.rank(rating)
        return np.full(size, rank, np.int8)

    def _inputs(self, size: int) -> tuple[dict[str, IntArray], dict[str, tuple[Fraction, ...]]]:
        inputs: dict[str, IntArray] = {}
        numbers: dict[str, tuple[Fraction, ...]] = {}
        facts = {fact.id: fact for fact in self.vocabulary.inputs}
        for name, value in self.records.inputs.items():
            code = 0
            if facts[name].type == "number":
                numbers[name] = (Fraction(value),)
            else:
                code = (facts[name].values or ("no", "yes")).index(value)
            inputs[name] = np.full(size, code, np.int16)
        return inputs, numbers

    def _decided(self, columns: arrays.Columns) -> arrays.Columns:
        """The columns with the decisions that stand.

        One stands in a replicate that the rule gives the rating that the panel moved; the
        rule itself asks whether the move is open there.
        """
        for task in self.plan.tasks:
            key = task.key or WHOLE
            decision = self.records.decisions.get(key)
            if decision is None or key not in self.moved:
                continue
            before = arrays.rate(_up_to(self.plan, task), columns).ranks[task.key]
            rank = task.rule.scale.rank
            stands = np.equal(before, rank(decision.start))
            moved = np.where(stands, np.int8(rank(decision.end)), np.int8(arrays.NOT_RATED))
            columns = replace(columns, decided={**columns.decided, key: moved})
        return columns


@dataclass(frozen=True)
class _Urns:
    """The urns of one sample: what all their cases add up to is one sample drawn again."""

    lanes: Lanes
    urns: tuple[Urn, ...]

    @classmethod
    def of(cls, drawn: Drawn, grades: Mapping[str, int], *, fast: bool) -> _Urns:
        lanes = Lanes.of(drawn.cases, grades)
        urns = (Urn(lanes.words, stratum, fast=fast) for stratum in drawn.strata)
        return cls(lanes, tuple(urns))

    def draw(self, random: np.random.Generator, size: int) -> Counts:
        sums = self.urns[0].draw(random, size)
        for urn in self.urns[1:]:
            sums += urn.draw(random, size)
        return self.lanes.counts(sums)


def _up_to(plan: Plan, task: Task) -> Plan:
    """What is rated before an item, and its own rule as far as a panel may step in."""
    number = plan.tasks.index(task)
    modifiers = task.rule.modifiers
    last = next(n for n, each in enumerate(modifiers) if isinstance(each, typed.Allow))
    begun = replace(task, rule=replace(task.rule, modifiers=modifiers[: last + 1]))
    return Plan((*plan.tasks[:number], begun), plan.children)
