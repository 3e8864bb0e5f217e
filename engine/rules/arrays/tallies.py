"""How many of an item's own judgements are in a set, of how many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

import numpy as np

from engine.rules.arrays.columns import MISSING
from engine.rules.arrays.exact import as_type
from engine.rules.arrays.exact import holding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.frameworks.model import Scale
    from engine.rules import typed
    from engine.rules.arrays.columns import BoolArray
    from engine.rules.arrays.columns import IntArray


@dataclass(frozen=True)
class Tally:
    """How often each answer was given, and the largest number of each.

    Where nothing is recorded, ``missing``, the counts are 0.
    """

    counts: tuple[IntArray, ...]
    largest: tuple[int, ...]
    missing: BoolArray | None


@dataclass(frozen=True)
class Counts:
    """The judgements in a set, and all that apply; none is more than ``most``."""

    favourable: IntArray
    applicable: IntArray
    most: int


def nothing(size: int, scale: Scale) -> Tally:
    """The counts of so many providers of whom nothing is recorded."""
    number = len(scale.grades)
    zero = np.zeros(size, np.int8)
    return Tally((zero,) * number, (0,) * number, np.ones(size, np.bool_))


def tally(columns: Sequence[IntArray], item: str) -> Tally:
    """The counts of an item's answers, as they are recorded."""
    largest = [_largest(column) for column in columns]
    if not any(map(_negative, columns, largest)):
        return Tally(tuple(columns), tuple(largest), None)
    what = f'"{item or "the provider"}"'
    missing: BoolArray = np.equal(columns[0], MISSING)
    if any((np.less(column, 0) != np.equal(column, MISSING)).any() for column in columns):
        raise ValueError(f"a count of {what} is negative")
    if any((np.less(column, 0) != missing).any() for column in columns):
        raise ValueError(f"counts of {what} are missing in part")
    counts = tuple(column * ~missing for column in columns)
    return Tally(counts, tuple(int(column.max()) for column in counts), missing)


def _largest(column: IntArray) -> int:
    """The largest count; seen without signs, what is negative is larger than any."""
    return int(np.maximum.reduce(column.view(f"u{column.itemsize}"), initial=0))


def _negative(column: IntArray, largest: int) -> bool:
    return column.dtype.kind == "i" and largest >= 1 << (8 * column.itemsize - 1)


def counted(share: typed.Share, found: Tally) -> Counts:
    """The counts that a share is made of."""
    most = sum(found.largest)
    kind = holding(most)
    counts = [as_type(column, kind) for column in found.counts]
    inside = sorted({share.scale.rank(grade) for grade in share.grades.grades})
    favourable = reduce(add, [counts[rank] for rank in inside])
    others = [column for rank, column in enumerate(counts) if rank not in inside]
    return Counts(favourable, reduce(add, others, favourable), most)
