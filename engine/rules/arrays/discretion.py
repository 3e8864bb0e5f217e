"""Which moves discretion leaves open, of many providers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeAlias

import numpy as np

from engine.rules import typed
from engine.rules.arrays.bands import banding
from engine.rules.arrays.columns import WHOLE
from engine.rules.arrays.cuts import Cut
from engine.rules.arrays.cuts import rises
from engine.rules.arrays.exact import Places
from engine.rules.arrays.exact import as_type
from engine.rules.arrays.exact import holding
from engine.rules.arrays.exact import reached
from engine.rules.arrays.masks import always
from engine.rules.arrays.measures import percentage
from engine.rules.arrays.members import Set
from engine.rules.arrays.tallies import counted
from engine.rules.discretion import boundary

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.rules import tree
    from engine.rules.arrays.block import Block
    from engine.rules.arrays.columns import BoolArray
    from engine.rules.arrays.columns import IntArray
    from engine.rules.arrays.conditions import Asked

Window: TypeAlias = "Callable[[Block, IntArray], dict[int, BoolArray]]"
"""By rank, where a rating may be moved to it, from the ranks that there are so far."""


def window(rule: typed.Rule, allow: typed.Allow, asked: Asked) -> Window:
    """Where each move that a rule allows is open."""
    clause, scale = allow.clause, rule.scale
    up = clause.steps if "up" in clause.direction else 0
    down = clause.steps if "down" in clause.direction else 0
    near = None if clause.near is None else _Near(rule, clause.near, asked)

    def open_moves(block: Block, ranks: IntArray) -> dict[int, BoolArray]:
        found = {}
        for rank in range(len(scale.grades)):
            below = Set(frozenset(range(max(0, rank - up), rank)), scale)(ranks)
            last = min(rank + down + 1, len(scale.grades))
            above = Set(frozenset(range(rank + 1, last)), scale)(ranks)
            if near is not None:
                below = below & near(block, rank, rank - 1)
                above = above & near(block, rank, rank + 1)
            found[rank] = below | above
        return found

    return open_moves


class _Near:
    """Where results lie within the window about a boundary."""

    def __init__(self, rule: typed.Rule, near: tree.Near, asked: Asked) -> None:
        assert isinstance(rule.base, typed.Banded)
        assert isinstance(rule.base.measure, typed.Share)
        self.scale, self.near, self.item = rule.scale, near, asked.task.key or WHOLE
        self.bands, self.share = rule.base.bands, rule.base.measure
        self.measure = asked.measures[self.share]
        self.banded = banding(rises(self.bands, self.scale), self.scale, self.measure)
        self.given = {rule.scale.rank(edge.grade) for edge in self.bands.edges}

    def __call__(self, block: Block, end: int, start: int) -> BoolArray:
        """Whether a move to one rank from another's side crosses a boundary close by."""
        if end not in self.given or not 0 <= start < len(self.scale.grades):
            return always(block.size, holds=False)
        edge = boundary(self.bands, self.scale, self.scale.at(start).id, self.scale.at(end).id)
        window = [
            Cut(edge.at - self.near.points),
            Cut(edge.at + self.near.points, inclusive=False),
        ]
        places = Places.of(window, self.measure.unit)
        above, beyond = reached(block.once(self.measure.take), places)
        close = above & ~beyond
        if self.near.number is None:
            return close
        lowest, highest = block.once(self._shifted)
        return close | (np.less_equal(lowest, end) & np.greater_equal(highest, end))

    def _shifted(self, block: Block) -> tuple[IntArray, IntArray]:
        """The ranks that so many judgements fewer and more would have given."""
        found = counted(self.share, block.tally(self.item, self.share.scale))
        number = min(self.near.number or 0, found.most)
        favourable = as_type(found.favourable, holding(2 * found.most))
        fewer = np.maximum(favourable - number, np.zeros_like(favourable))
        more = np.minimum(favourable + number, found.applicable)
        lowest, highest = (
            self.banded(percentage(n, found.applicable, found.most)) for n in (fewer, more)
        )
        return lowest, highest
