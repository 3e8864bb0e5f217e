"""One item of many providers, or the providers themselves, rated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.rules import typed
from engine.rules.arrays.bases import base
from engine.rules.arrays.block import missing
from engine.rules.arrays.columns import MISSING
from engine.rules.arrays.columns import NOT_RATED
from engine.rules.arrays.columns import WHOLE
from engine.rules.arrays.conditions import Asked
from engine.rules.arrays.discretion import window
from engine.rules.arrays.masks import any_of
from engine.rules.arrays.masks import chosen
from engine.rules.arrays.masks import not_rated
from engine.rules.arrays.measures import measures
from engine.rules.arrays.modifiers import modifier

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from engine.rules.arrays.block import Block
    from engine.rules.arrays.columns import BoolArray
    from engine.rules.arrays.columns import IntArray
    from engine.rules.arrays.modifiers import Change
    from engine.rules.plan import Task


class ItemReader:
    """Rates what a task rates; everything that it reads is rated before."""

    def __init__(self, task: Task, numbers: Mapping[str, tuple[Fraction, ...]]) -> None:
        self.task = task
        self.asked = Asked(task, measures(task, numbers))
        self._inputs = typed.inputs_of(task.rule)
        self._base = base(task.rule, self.asked)
        lines = task.rule.modifiers
        self._changes = [modifier(task.rule, line, self.asked) for line in lines]

    def ranks(self, block: Block) -> IntArray:
        """The ranks of the item."""
        scale = self.task.rule.scale
        ranks = _changed(block, self._base(block), self._changes)
        unknown = self._unknown(block)
        if unknown is not None:
            ranks = chosen(unknown, block.full(MISSING, scale), ranks)
        return not_rated(ranks, block.withheld(self.task.key or WHOLE))

    def moves(self, block: Block, final: IntArray) -> list[BoolArray]:
        """By rank, where discretion could give it, and it would not be the final one."""
        rule, allow = self.task.rule, self.task.rule.allow
        if allow is None:
            return []
        at = rule.modifiers.index(allow)
        ranks = _changed(block, self._base(block), self._changes[:at])
        rated, later = np.greater_equal(final, 0), self._changes[at + 1 :]
        found = []
        for rank, open_ in window(rule, allow, self.asked)(block, ranks).items():
            changes = rated
            if later:
                moved = _changed(block, block.full(rank, rule.scale), later)
                changes = rated & np.not_equal(moved, final)
            found.append(open_ & changes)
        return found

    def _unknown(self, block: Block) -> BoolArray | None:
        """Where something that the rule reads is missing, if anywhere."""
        task, key = self.task, self.task.key or WHOLE
        masks = [block.unknown(item) for item in task.reads]
        masks += [missing(block.codes(fact)) for fact in self._inputs]
        masks += [block.tally(key, share.scale).missing for share in task.asks]
        if not isinstance(task.rule.base, typed.Judged):
            return any_of(masks)
        judged = block.judged(key, task.rule.scale)
        found = any_of([*masks, missing(judged)])
        # A judgement that withholds a rating needs nothing else.
        return None if found is None else found & np.not_equal(judged, NOT_RATED)


def _changed(block: Block, ranks: IntArray, changes: list[Change]) -> IntArray:
    for change in changes:
        block.ranks[typed.SoFar.item] = ranks
        ranks = change(block, ranks)
    return ranks
