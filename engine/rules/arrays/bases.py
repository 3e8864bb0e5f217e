"""What the first line of a rule gives, to many providers at once."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING
from typing import TypeAlias
from typing import assert_never

import numpy as np

from engine.rules import typed
from engine.rules.arrays.additions import total
from engine.rules.arrays.bands import banding
from engine.rules.arrays.block import rank_type
from engine.rules.arrays.columns import NOT_RATED
from engine.rules.arrays.columns import WHOLE
from engine.rules.arrays.conditions import Verdicts
from engine.rules.arrays.conditions import condition
from engine.rules.arrays.cuts import rises
from engine.rules.arrays.exact import added
from engine.rules.arrays.masks import always
from engine.rules.arrays.masks import any_of
from engine.rules.arrays.masks import chosen
from engine.rules.arrays.masks import not_rated
from engine.rules.arrays.members import unrated

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.rules.arrays.block import Block
    from engine.rules.arrays.columns import IntArray
    from engine.rules.arrays.conditions import Asked
    from engine.rules.arrays.conditions import Test

Given: TypeAlias = "Callable[[Block], IntArray]"
"""What gives the ranks of one item; they may be somebody else's, and are not to be changed."""


def base(rule: typed.Rule, asked: Asked) -> Given:
    """What the base of a rule gives."""
    match rule.base:
        case typed.Judged():
            item = asked.task.key or WHOLE
            return lambda block: block.judged(item, rule.scale)
        case typed.StartFrom(child=child):
            return lambda block: block.ranks[child.item]
        case typed.Banded():
            return _banded(rule, rule.base, asked)
        case typed.Extreme():
            return _extreme(rule, rule.base, asked)
        case typed.Choice():
            return _choice(rule, rule.base, asked)
        case _:  # pragma: no cover
            assert_never(rule.base)


def _banded(rule: typed.Rule, base: typed.Banded, asked: Asked) -> Given:
    measure = total(base, asked).together
    banded = banding(rises(base.bands, rule.scale), rule.scale, measure)
    return lambda block: banded(block.once(measure.take))


def _extreme(rule: typed.Rule, base: typed.Extreme, asked: Asked) -> Given:
    items = asked.task.of(base.collection)
    lowest = base.clause.which == "lowest of"
    pick = np.minimum if lowest else np.maximum
    kind = base.absorbed.kind

    def ranks(block: Block) -> IntArray:
        members = [block.ranks[item] for item in items]
        if kind == "treated":
            instead = block.full(rule.scale.rank(base.absorbed.grade), rule.scale)
            members = [chosen(np.less(r, 0), instead, r) for r in members]
        if kind == "ignored" and lowest:
            # Seen without signs, -1 is the largest number: it loses against every grade.
            unsigned = [r.view(f"u{r.itemsize}") for r in members]
            return reduce(np.minimum, unsigned).view(rank_type(rule.scale))
        found = reduce(pick, members)
        return not_rated(found, unrated(members)) if kind == "strict" else found

    return ranks


def _choice(rule: typed.Rule, base: typed.Choice, asked: Asked) -> Given:
    grades = [rule.scale.rank(branch.grade) for branch in base.branches]
    tests = [_branch(branch, asked, absorbing=base.names_absence) for branch in base.branches]
    first = base.clause.kind == "first that applies"

    def ranks(block: Block) -> IntArray:
        seen = [test(block) for test in tests]
        found = block.full(NOT_RATED, rule.scale)
        # From the last line up, so that an earlier one has the last word.
        for grade, verdicts in reversed([*zip(grades, seen, strict=True)]):
            found = chosen(verdicts.holds, block.full(grade, rule.scale), found)
            found = not_rated(found, verdicts.unrated)
        if first:
            return found
        absent = any_of(verdicts.unrated for verdicts in seen)
        applied = added([verdicts.holds for verdicts in seen])
        return not_rated(not_rated(found, absent), np.not_equal(applied, 1))

    return ranks


def _branch(branch: typed.Branch, asked: Asked, *, absorbing: bool) -> Test:
    if branch.condition is not None:
        return condition(branch.condition, asked, absorbing=absorbing)
    return lambda block: Verdicts(always(block.size, holds=True))
