"""Points added up over items, of many providers at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from functools import reduce
from itertools import pairwise
from operator import add
from typing import TYPE_CHECKING

import numpy as np

from engine.rules.arrays.exact import added
from engine.rules.arrays.exact import as_type
from engine.rules.arrays.exact import holding
from engine.rules.arrays.exact import times
from engine.rules.arrays.masks import ones

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from typing import Any

    from engine.rules.arrays.columns import IntArray


@dataclass(frozen=True)
class Sum:
    """Points by rank, added up over items that count so many times each.

    ``points`` has the points of every grade, ``absent`` those of what is not rated.
    """

    items: tuple[str, ...]
    weights: tuple[int, ...]
    points: tuple[int, ...]
    absent: int

    @cached_property
    def largest(self) -> int:
        """No number that arises on the way to the sum is beyond this or its negative."""
        most = max(map(abs, (*self.points, self.absent)))
        if self._rise is not None:
            first, absent = self.points[0], self.absent
            rising = abs(self._rise) * (len(self.points) - 1)
            most = abs(first) + rising + abs(absent - first)
        return max(1, most) * sum(max(1, weight) for weight in self.weights)

    def __call__(self, ranks: Mapping[str | None, IntArray]) -> IntArray:
        """The sums, from the ranks of the items."""
        kind = holding(self.largest)
        alike: dict[int, list[IntArray]] = defaultdict(list)
        for item, weight in zip(self.items, self.weights, strict=True):
            alike[weight].append(ranks[item])
        parts = [times(self._points(each, kind), weight) for weight, each in alike.items()]
        return reduce(add, parts)

    @cached_property
    def _rise(self) -> int | None:
        """By how much the points rise with every grade, if always by the same."""
        rises = {after - before for before, after in pairwise(self.points)} or {0}
        return rises.pop() if len(rises) == 1 else None

    def _points(self, members: Sequence[IntArray], kind: np.dtype[Any]) -> IntArray:
        """The points of items that all count alike."""
        if self._rise is None:
            # A missing rank is -2 and one not rated -1: they are found from the end.
            table = np.array([*self.points, 0, self.absent], kind)
            return reduce(add, [table[ranks.astype(np.intp)] for ranks in members])
        first = self.points[0]
        unrated = [np.less(ranks, 0) for ranks in members]
        total = np.full(len(unrated[0]), first * len(members), kind)
        if self._rise:
            ranks = np.zeros(len(total), holding(len(members) * len(self.points)))
            for each, absent in zip(members, unrated, strict=True):
                ranks += each
                ranks += ones(absent)
            total = total + times(as_type(ranks, kind), self._rise)
        if self.absent != first:
            total = total + times(as_type(added(unrated), kind), self.absent - first)
        return total
