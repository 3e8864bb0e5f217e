"""What is added to a measure before it is banded, of many providers at once."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

from engine.rules.arrays.conditions import condition
from engine.rules.arrays.exact import Ratios
from engine.rules.arrays.exact import as_type
from engine.rules.arrays.exact import holding
from engine.rules.arrays.exact import times
from engine.rules.arrays.exact import whole
from engine.rules.arrays.masks import ones
from engine.rules.arrays.measures import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.rules import typed
    from engine.rules.arrays.block import Block
    from engine.rules.arrays.conditions import Asked


@dataclass(frozen=True, eq=False)
class Total:
    """How to take a measure together with the points that are added to it, in a unit.

    ``own`` is the measure's unit, and ``factors`` those of the points, in this unit.
    """

    unit: Fraction
    measure: Measure
    own: int
    points: tuple[Measure, ...]
    factors: tuple[int, ...]

    def added(self, block: Block) -> list[Ratios]:
        """What each line adds."""
        pairs = zip(self.points, self.factors, strict=True)
        return [_times(each.take(block), factor) for each, factor in pairs]

    def plus(self, values: Ratios, added: Iterable[Ratios]) -> Ratios:
        """Values of the measure with what is added to them."""
        return reduce(_plus, added, _times(values, self.own) if self.points else values)

    @property
    def together(self) -> Measure:
        """Both as one measure."""
        if not self.points:
            return self.measure
        return Measure(self.unit, self._take, None)

    def _take(self, block: Block) -> Ratios:
        return self.plus(block.once(self.measure.take), self.added(block))


def total(base: typed.Banded, asked: Asked) -> Total:
    """How to take what a rule bands."""
    measure = asked.measures[base.measure]
    points = tuple(_points(addition, asked) for addition in base.additions)
    units, denominator = whole([measure.unit, *(each.unit for each in points)])
    common = gcd(*units)
    own, *factors = (unit // common for unit in units)
    return Total(Fraction(common, denominator), measure, own, points, tuple(factors))


def _points(addition: typed.Addition, asked: Asked) -> Measure:
    """What one line adds: nothing where its condition does not hold."""
    given = None if addition.each is None else asked.measures[addition.each]
    unit = abs(addition.points) * (1 if given is None else given.unit)
    sign = 1 if addition.points > 0 else -1
    test = None
    if addition.condition is not None:
        test = condition(addition.condition, asked, absorbing=False, settling=True)

    def take(block: Block) -> Ratios:
        one = Ratios(np.ones(block.size, np.int8), 1)
        found = _times(one if given is None else given.take(block), sign)
        if test is None:
            return found
        there = found.numerators * ones(test(block).holds)
        return replace(found, numerators=there)

    return Measure(unit, take, None)


def _times(values: Ratios, factor: int) -> Ratios:
    """Values in units that are so many times smaller."""
    largest = max(values.largest, 1) * abs(factor)
    numerators = times(as_type(values.numerators, holding(largest)), factor)
    return replace(values, numerators=numerators, largest=largest)


def _plus(values: Ratios, whole_ones: Ratios) -> Ratios:
    """Values and, over their denominators, values that have none of their own."""
    largest = values.largest + whole_ones.largest * max(values.most, 1)
    kind = holding(largest)
    more = as_type(whole_ones.numerators, kind)
    if values.denominators is not None:
        more = more * as_type(values.denominators, kind)
    return replace(values, numerators=as_type(values.numerators, kind) + more, largest=largest)
