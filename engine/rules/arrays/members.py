"""How the members of a collection are rated: in a set, or not at all."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from engine.rules.arrays.columns import NOT_RATED
from engine.rules.arrays.masks import always
from engine.rules.arrays.masks import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.frameworks.model import Scale
    from engine.rules import typed
    from engine.rules.arrays.columns import BoolArray
    from engine.rules.arrays.columns import IntArray


def ranks_in(grades: typed.GradeSet, scale: Scale) -> frozenset[int]:
    """The ranks of a set; not rated is the rank below the lowest grade."""
    ranks = {scale.rank(grade) for grade in grades.grades}
    return frozenset(ranks | {NOT_RATED} if grades.not_rated else ranks)


def every_rank(scale: Scale) -> frozenset[int]:
    """All that something on a scale may be, rated or not."""
    return frozenset(range(NOT_RATED, len(scale.grades)))


class Set:
    """Tells where ranks are among those wanted; where they are missing, anything."""

    def __init__(self, wanted: frozenset[int], scale: Scale) -> None:
        ranks = sorted(wanted)
        starts = [b for a, b in pairwise([NOT_RATED - 2, *ranks]) if b - a > 1]
        ends = [a for a, b in pairwise([*ranks, len(scale.grades) + 1]) if b - a > 1]
        self._stretches = list(zip(starts, ends, strict=True))
        self._top = len(scale.grades) - 1

    def __call__(self, ranks: IntArray) -> BoolArray:
        """Where these ranks are."""
        found = any_of(self._between(ranks, *ends) for ends in self._stretches)
        return always(len(ranks), holds=False) if found is None else found

    def _between(self, ranks: IntArray, first: int, last: int) -> BoolArray:
        if first == last:
            return np.equal(ranks, first)
        if last == self._top:
            return np.greater_equal(ranks, first)
        if first == NOT_RATED:
            return np.less_equal(ranks, last)
        return np.greater_equal(ranks, first) & np.less_equal(ranks, last)


def unrated(members: Iterable[IntArray]) -> BoolArray | None:
    """Where any of these is not rated."""
    return any_of(np.equal(ranks, NOT_RATED) for ranks in members)
