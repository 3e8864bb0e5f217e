"""The replicates of an item counted, batch by batch."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.rounds.simulation.chances import Chances
from engine.rules import arrays

if TYPE_CHECKING:
    from engine.rules.plan import Task


def measured(task: Task) -> bool:
    """Whether the rule of an item bands a percentage of its answers or a score."""
    share = task.share
    return task.scored is not None or (share is not None and share.kind == "percentage of")


class Count:
    """How often an item got each rating, and which percentages or scores were banded."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._ranks = np.zeros(len(task.rule.scale.grades) - arrays.NOT_RATED, np.int64)
        self._values: Counter[tuple[int, int]] = Counter()

    def add(self, rated: arrays.Ranks) -> None:
        """Count some replicates more; nothing is missing in any of them."""
        ranks = rated.ranks[self._task.key] - arrays.NOT_RATED
        self._ranks += np.bincount(ranks, minlength=len(self._ranks))
        values = arrays.values(rated, self._task.key) if measured(self._task) else None
        if values is None:
            return
        known = values.known
        for denominator in np.unique(values.denominators[known]):
            own = values.numerators[known & (values.denominators == denominator)]
            least = int(own.min())
            counts = np.bincount(own.astype(np.int64) - least)
            for above in np.flatnonzero(counts):
                pair = least + int(above), int(denominator)
                self._values[pair] += int(counts[above])

    @property
    def chances(self) -> Chances:
        """What was counted so far."""
        absent, *found = (int(number) for number in self._ranks)
        grades = (grade.id for grade in self._task.rule.scale.grades)
        ratings = {None: absent} | dict(zip(grades, found, strict=True))
        values: Counter[Fraction] = Counter()
        for (numerator, denominator), number in self._values.items():
            values[Fraction(numerator, denominator)] += number
        return Chances({rating: n for rating, n in ratings.items() if n}, values)
