"""Looks for situations that exercise what no example does."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.assurance.coverage.observe import exercised
from engine.assurance.coverage.observe import measured
from engine.assurance.coverage.points import Side
from engine.assurance.examples.run import Computed
from engine.rules.reference import rate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.assurance.coverage.gauges import Gauge
    from engine.assurance.coverage.points import Spot
    from engine.assurance.coverage.reach import Reach
    from engine.assurance.coverage.situations import Situations
    from engine.rules.facts import Facts

Mark = tuple["Spot", Side]
"""What tells a point from all others."""


@dataclass
class Search:
    """Goes through the situations of one rule until all marks are found, or to the end.

    ``found`` gives each mark the first situation that has it, ``moved`` the first with a
    move. ``closest`` are the values that lie closest to a number where the line is looked at,
    which need not come close to it.
    """

    number: int
    gauges: tuple[Gauge, ...]
    reach: Reach
    wanted: set[Mark] = field(default_factory=set)
    found: dict[Mark, Computed] = field(default_factory=dict)
    moved: dict[Mark, Computed] = field(default_factory=dict)
    closest: dict[Mark, tuple[Fraction, Computed]] = field(default_factory=dict)
    complete: bool = True
    settled: bool = False

    def go(self, every: Iterable[Situations]) -> None:
        """Go through situations; afterwards ``complete`` says whether those were all."""
        for situations in every:
            self.complete = self.complete and situations.complete
            for facts in situations:
                self._try(situations, facts)
                if self.wanted <= self.found.keys():
                    return
        self._settle()

    def marks(self, met: Computed) -> set[Mark]:
        """Everything that a situation exercises, what comes close enough included."""
        values = self._values(met)
        return {*self._marks(met, values), *self._close(values)}

    def _marks(self, met: Computed, values: list[tuple[Gauge, Fraction]]) -> Iterator[Mark]:
        """The sides of lines and conditions, and those of the edges that are just met."""
        yield from exercised(self.number, met.task.rule, met.facts, met.outcome)
        for gauge, value in values:
            for side in gauge.sides(value, self.reach(gauge, met.task)):
                yield gauge.spot, side

    def _values(self, met: Computed) -> list[tuple[Gauge, Fraction]]:
        """The measures that were held against numbers, and what they came to."""
        rule = met.task.rule
        found = ((g, measured(g, rule, met.facts, met.outcome)) for g in self.gauges)
        return [(gauge, value) for gauge, value in found if value is not None]

    def _close(self, values: list[tuple[Gauge, Fraction]]) -> Iterator[Mark]:
        """The numbers to which no situation comes closer, though it is not quite close."""
        for mark, distance in _distances(values):
            if self.settled and mark in self.closest and distance <= self.closest[mark][0]:
                yield mark

    def _try(self, situations: Situations, facts: Facts) -> None:
        """A situation as it is, and with each move that somebody may make."""
        type_id, task = situations.type, situations.task
        plain = Computed(type_id, task, facts, rate(task.rule, facts))
        self._look(plain, self.found)
        for move in plain.outcome.moves:
            decided = replace(facts, decided=move)
            moved = Computed(type_id, task, decided, rate(task.rule, decided))
            self._look(moved, self.moved)

    def _look(self, met: Computed, found: dict[Mark, Computed]) -> None:
        values = self._values(met)
        for mark in self._marks(met, values):
            if mark in self.wanted:
                plain = self.found if mark[1] is Side.MOVED else found
                plain.setdefault(mark, met)
        for mark, distance in _distances(values):
            if mark not in self.closest or distance < self.closest[mark][0]:
                self.closest[mark] = distance, met

    def _settle(self) -> None:
        """What only a move brings about will do, and what comes closest to a number."""
        self.settled = self.complete
        for mark, met in self.moved.items():
            self.found.setdefault(mark, met)
        for mark, (_, met) in self.closest.items():
            if self.settled and mark in self.wanted:
                self.found.setdefault(mark, met)


def _distances(values: list[tuple[Gauge, Fraction]]) -> Iterator[tuple[Mark, Fraction]]:
    """How far from its number each measure lies that need not come close to it."""
    for gauge, value in values:
        if gauge.is_approached:
            yield (gauge.spot, gauge.side(value)), abs(value - gauge.at)
