"""The array reader: rates many providers at once, and agrees with the reference.

The reference interpreter walks one rule for one provider and says why; this one makes of
every rule a few operations on whole columns. Columns are gone through in blocks that stay
near the processor, each block from the first task of the plan to the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.rules.arrays.block import Block
from engine.rules.arrays.block import rank_type
from engine.rules.arrays.columns import MISSING
from engine.rules.arrays.columns import WHOLE
from engine.rules.arrays.item import ItemReader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.rules.arrays.columns import BoolArray
    from engine.rules.arrays.columns import Columns
    from engine.rules.arrays.columns import IntArray
    from engine.rules.plan import Plan

SIZE = 65_536
"""How many providers a block has."""


@dataclass(frozen=True)
class Ranks:
    """The ranks of every item that the plan rates, and of the provider under None.

    A rank is how many grades are lower; NOT_RATED and MISSING stand for what they say.
    """

    plan: Plan
    columns: Columns
    ranks: Mapping[str | None, IntArray]


def rate(plan: Plan, columns: Columns) -> Ranks:
    """The ratings of many providers of the plan's type.

    A rating that reads anything missing is missing, unless it is withheld.
    """
    readers = [ItemReader(task, columns.numbers) for task in plan.tasks]
    found = {t.key: np.empty(columns.size, rank_type(t.rule.scale)) for t in plan.tasks}
    for part, block in _blocks(columns):
        for reader in readers:
            ranks = found[reader.task.key][part]
            ranks[:] = reader.ranks(block)
            block.add(reader.task.key, ranks)
    return Ranks(plan, columns, found)


def moves(rated: Ranks, key: str | None) -> tuple[BoolArray, ...]:
    """By rank, where discretion could give an item that rating, and it has another.

    Empty where the item's rule leaves nothing to discretion.
    """
    reader = ItemReader(rated.plan.task(key), rated.columns.numbers)
    parts = [reader.moves(block, rated.ranks[key][part]) for part, block in again(rated)]
    return tuple(np.concatenate(each) for each in zip(*parts, strict=True))


def applied(rated: Ranks, key: str | None) -> BoolArray:
    """Where an item's rule was applied: nothing is missing, and the item is not withheld."""
    known = np.not_equal(rated.ranks[key], MISSING)
    withheld = rated.columns.withheld.get(key or WHOLE)
    return known if withheld is None else known & ~withheld


def _blocks(columns: Columns) -> Iterator[tuple[slice, Block]]:
    """All providers, a block at a time."""
    for start in range(0, max(columns.size, 1), SIZE):
        part = slice(start, start + SIZE)
        yield part, Block(columns, part)


def again(rated: Ranks) -> Iterator[tuple[slice, Block]]:
    """All providers, a block at a time, with the ratings that they have."""
    for part, block in _blocks(rated.columns):
        for key, ranks in rated.ranks.items():
            block.add(key, ranks[part])
        yield part, block
