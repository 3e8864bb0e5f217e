"""Sums, means and percentages of the highest possible sum of scores, of many at once."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.rules.arrays.exact import Ratios
from engine.rules.arrays.exact import whole
from engine.rules.arrays.masks import always
from engine.rules.arrays.members import unrated
from engine.rules.arrays.sums import Sum

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.rules import typed
    from engine.rules.arrays.block import Block
    from engine.rules.plan import Task


def scored(measured: typed.Scored, task: Task) -> tuple[Fraction, Callable[[Block], Ratios]]:
    """How to take a score, and in which unit."""
    collection, absorbed = measured.collection, measured.absorbed
    items = task.of(collection)
    weights, of_weights = whole([measured.weight_of.get(i, Fraction(1)) for i in items])
    (*points, absent), of_points = whole([*collection.scale.points, absorbed.score])
    total = Sum(items, weights, tuple(points), absent)
    summed = measured.kind == "total score of"
    unit = Fraction(1, of_points * (of_weights if summed else 1))
    if measured.kind == "percentage of maximum score of":
        unit *= 100 / max(collection.scale.points)
    if absorbed.kind == "ignored":
        counting = tuple(1 for _ in items) if summed else weights
        over = Sum(items, counting, tuple(1 for _ in points), 0)
        return unit, _of_rated(total, over, summed=summed)
    over_all = 1 if summed else sum(weights)
    if not over_all:
        return unit, _nothing
    return unit / over_all, _of_all(total, strict=absorbed.kind == "strict")


def _of_all(total: Sum, *, strict: bool) -> Callable[[Block], Ratios]:
    """A score of everything; if strict, none where anything is not rated."""

    def measure(block: Block) -> Ratios:
        absent = unrated(block.ranks[item] for item in total.items) if strict else None
        return Ratios(total(block.ranks), total.largest, absent=absent)

    return measure


def _of_rated(total: Sum, over: Sum, *, summed: bool) -> Callable[[Block], Ratios]:
    """A score of what is rated; none where nothing is, or nothing that counts."""

    def measure(block: Block) -> Ratios:
        rated = over(block.ranks)
        absent = np.equal(rated, 0)
        if summed:
            return Ratios(total(block.ranks), total.largest, absent=absent)
        return Ratios(total(block.ranks), total.largest, rated, over.largest, absent)

    return measure


def _nothing(block: Block) -> Ratios:
    """No score, as nothing has any weight."""
    nothing = np.zeros(block.size, np.int8)
    return Ratios(nothing, 0, absent=always(block.size, holds=True))
