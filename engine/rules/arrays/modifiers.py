"""What the later lines of a rule make of ratings, of many providers at once."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING
from typing import TypeAlias
from typing import assert_never

import numpy as np

from engine.rules import typed
from engine.rules.arrays.columns import WHOLE
from engine.rules.arrays.conditions import condition
from engine.rules.arrays.discretion import window
from engine.rules.arrays.masks import chosen
from engine.rules.arrays.masks import not_rated

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.frameworks.model import Scale
    from engine.rules.arrays.block import Block
    from engine.rules.arrays.columns import IntArray
    from engine.rules.arrays.conditions import Asked

Change: TypeAlias = "Callable[[Block, IntArray], IntArray]"
"""What makes other ranks of an item's ranks so far, without touching them."""


def modifier(rule: typed.Rule, written: typed.Modifier, asked: Asked) -> Change:
    """What a line after the base does."""
    match written:
        case typed.Move():
            return _move(rule, written, asked)
        case typed.Limit():
            return _limit(rule, written, asked)
        case typed.NotRated(condition=when):
            test = condition(when, asked, absorbing=False, settling=True)
            return lambda block, ranks: not_rated(ranks, test(block).holds)
        case typed.Allow():
            return _decision(rule, written, asked)
        case _:  # pragma: no cover
            assert_never(written)


def _move(rule: typed.Rule, move: typed.Move, asked: Asked) -> Change:
    test = condition(move.condition, asked, absorbing=False, settling=True)
    steps = move.clause.steps if move.clause.direction == "up" else -move.clause.steps

    def change(block: Block, ranks: IntArray) -> IntArray:
        holds = test(block).holds & np.greater_equal(ranks, 0)
        return chosen(holds, _moved(block, ranks, steps, rule.scale), ranks)

    return change


def _moved(block: Block, ranks: IntArray, steps: int, scale: Scale) -> IntArray:
    """Ranks so many steps higher or lower, or at the end of the scale."""
    top = len(scale.grades) - 1
    steps = max(-top, min(steps, top))
    if steps >= 0:
        return np.minimum(ranks, block.full(top - steps, scale)) + steps
    return np.maximum(ranks, block.full(-steps, scale)) + steps


def _limit(rule: typed.Rule, limit: typed.Limit, asked: Asked) -> Change:
    test = None
    if limit.condition is not None:
        test = condition(limit.condition, asked, absorbing=False, settling=True)
    pick = np.minimum if limit.clause.kind == "at most" else np.maximum

    def change(block: Block, ranks: IntArray) -> IntArray:
        binds = np.greater_equal(ranks, 0)
        if test is not None:
            binds = binds & test(block).holds
        if limit.child is not None:
            other = block.ranks[limit.child.item]
            bound = _moved(block, other, limit.steps, rule.scale)
            binds = binds & np.greater_equal(other, 0)
        else:
            assert limit.grade is not None
            bound = block.full(rule.scale.rank(limit.grade), rule.scale)
        return chosen(binds, pick(ranks, bound), ranks)

    return change


def _decision(rule: typed.Rule, allow: typed.Allow, asked: Asked) -> Change:
    """Discretion: a decision takes the place of a rating where that move is open."""
    item = asked.task.key or WHOLE
    open_moves = window(rule, allow, asked)

    def change(block: Block, ranks: IntArray) -> IntArray:
        decided = block.decided(item, rule.scale)
        if decided is None:
            return ranks
        taken = [may & np.equal(decided, r) for r, may in open_moves(block, ranks).items()]
        return chosen(reduce(np.logical_or, taken), decided, ranks)

    return change
