"""What is added to a measure before it is banded, of many providers at once."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

from engine.rules import typed
from engine.rules.arrays.conditions import condition
from engine.rules.arrays.exact import Ratios
from engine.rules.arrays.exact import as_type
from engine.rules.arrays.exact import holding
from engine.rules.arrays.exact import times
from engine.rules.arrays.exact import whole
from engine.rules.arrays.masks import ones
from engine.rules.arrays.measures import Measure

if TYPE_CHECKING:
    from engine.rules.arrays.block import Block
    from engine.rules.arrays.conditions import Asked


def total(base: typed.Banded, asked: Asked) -> Measure:
    """How to take a measure together with what is added to it."""
    measure = asked.measures[base.measure]
    if not base.additions:
        return measure
    points = [_points(addition, asked) for addition in base.additions]
    units, denominator = whole([measure.unit, *(each.unit for each in points)])
    common = gcd(*units)
    own, *factors = (unit // common for unit in units)

    def take(block: Block) -> Ratios:
        found = _times(measure.take(block), own)
        for each, factor in zip(points, factors, strict=True):
            found = _plus(found, _times(each.take(block), factor))
        return found

    return Measure(Fraction(common, denominator), take, None)


def _points(addition: typed.Addition, asked: Asked) -> Measure:
    """What one line adds: nothing where its condition does not hold."""
    given = None if addition.input is None else asked.measures[typed.Given(addition.input)]
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
