"""What was banded, exactly, for those who ask."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.rules import typed
from engine.rules.arrays.additions import total
from engine.rules.arrays.conditions import Asked
from engine.rules.arrays.exact import as_type
from engine.rules.arrays.exact import holding
from engine.rules.arrays.exact import times
from engine.rules.arrays.masks import always
from engine.rules.arrays.measures import measures
from engine.rules.arrays.reader import again
from engine.rules.arrays.reader import applied

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.rules.arrays.columns import BoolArray
    from engine.rules.arrays.columns import IntArray
    from engine.rules.arrays.exact import Ratios
    from engine.rules.arrays.reader import Ranks


@dataclass(frozen=True)
class Values:
    """``numerators / denominators`` where ``known``; elsewhere there is no value."""

    numerators: IntArray
    denominators: IntArray
    known: BoolArray

    def __getitem__(self, place: int) -> Fraction | None:
        if not self.known[place]:
            return None
        return Fraction(int(self.numerators[place]), int(self.denominators[place]))


def values(
    rated: Ranks, key: str | None, instead: Callable[[IntArray], IntArray] | None = None
) -> Values | None:
    """What the rule of an item bands: a percentage from 0 to 100, a number or a score.

    None where it bands nothing. ``instead`` makes other ranks of those that the rule
    reads, to see what a score would be then, with the points that there are.
    """
    task = rated.plan.task(key)
    base = task.rule.base
    if not isinstance(base, typed.Banded):
        return None
    banded = total(base, Asked(task, measures(task, rated.columns.numbers)))
    found = []
    for _part, block in again(rated):
        added = banded.added(block)
        if instead is not None:
            for item in task.reads:
                block.add(item, instead(block.ranks[item]))
        values_ = banded.plus(banded.measure.take(block), added)
        found.append(_values(banded.unit, values_))
    numerators, denominators, known = map(np.concatenate, zip(*found, strict=True))
    return Values(numerators, denominators, known & applied(rated, key))


def _values(unit: Fraction, ratios: Ratios) -> tuple[IntArray, IntArray, BoolArray]:
    """Numerators, denominators, and where there is a value."""
    numerators = _times(ratios.numerators, ratios.largest, unit.numerator)
    if ratios.denominators is None:
        denominators = np.full(len(numerators), unit.denominator, holding(unit.denominator))
    else:
        denominators = _times(ratios.denominators, ratios.most, unit.denominator)
    absent = ratios.absent
    known = always(len(numerators), holds=True) if absent is None else ~absent
    return numerators, denominators, known


def _times(numbers: IntArray, largest: int, factor: int) -> IntArray:
    return times(as_type(numbers, holding(max(largest, 1) * factor)), factor)
