"""Measures that are held against numbers: by bands, and by conditions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.assurance.coverage.cuts import Cut
from engine.assurance.coverage.cuts import cuts_of
from engine.assurance.coverage.points import Side
from engine.assurance.coverage.points import Spot
from engine.assurance.coverage.points import conditions
from engine.frameworks.model import ALL
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.coverage.cuts import Values
    from engine.rules import tree

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Gauge:
    """A measure, where its values part, and what it means to lie on either side.

    ``comparison`` is that of a condition; the edge of a band has none, and may have
    something ``added`` to the measure.
    """

    spot: Spot
    measure: typed.Measured
    cuts: tuple[Cut, ...]
    comparison: tree.MeasureComparison | None = None
    added: typed.Banded | None = None

    @property
    def at(self) -> Fraction:
        """The number itself."""
        return self.cuts[0].at

    @property
    def is_approached(self) -> bool:
        """Whether not every value that there may be comes about where this is looked at."""
        return self.comparison is not None or self.added is not None

    @property
    def both(self) -> tuple[Side, Side]:
        """The sides on which a value may lie."""
        if self.comparison is None:
            return Side.BELOW, Side.AT
        return Side.JUST_HOLDS, Side.JUST_FAILS

    def sides(self, value: Fraction, values: Values) -> set[Side]:
        """What a value exercises, among all that there may be."""
        just = any(cut.just(value, values) is not None for cut in self.cuts)
        return {self.side(value)} if just else set()

    def side(self, value: Fraction) -> Side:
        """On which side a value lies."""
        above = self.cuts[0].above(value)
        match self.comparison:
            case None:
                return Side.AT if above else Side.BELOW
            case "exactly":
                holds = value == self.at
            case "at least" | "more than":
                holds = above
            case _:
                holds = not above
        return Side.JUST_HOLDS if holds else Side.JUST_FAILS

    def telling(self, values: Values) -> tuple[Fraction, ...]:
        """Values that exercise something, of those that there may be."""
        if isinstance(values, str):
            near = {self.at + step for step in (-1, -HALF, 0, HALF, 1)}
            near |= {self.at / 2, (self.at + ALL) / 2}
            near |= {Fraction(self.at.__floor__() + step) for step in (-1, 0, 1, 2)}
            values_there = sorted(value for value in near if _may_be(value, values))
        else:
            values_there = list(values)
        return tuple(value for value in values_there if self.sides(value, values))


def gauges(number: int, rule: typed.Rule) -> Iterator[Gauge]:
    """Every measure that a rule holds against a number, that number's rule among all."""
    if isinstance(rule.base, typed.Banded):
        for part, edge in enumerate(rule.base.bands.exact_edges):
            cut = Cut(edge.at, edge.inclusive)
            added = rule.base if rule.base.additions else None
            yield Gauge(Spot(number, 0, part), rule.base.measure, (cut,), added=added)
    for line, condition, _ in conditions(rule):
        for part, atom in enumerate(condition.atoms):
            if isinstance(atom, typed.MeasureIs):
                spot, cuts = Spot(number, line, part), cuts_of(atom.comparison, atom.number)
                yield Gauge(spot, atom.measure, cuts, atom.comparison)


def _may_be(value: Fraction, values: Values) -> bool:
    match values:
        case "whole":
            return value >= 0 and value.denominator == 1
        case "percentage":
            return 0 <= value <= ALL
        case _:
            return True
