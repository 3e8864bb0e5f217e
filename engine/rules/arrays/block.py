"""Some consecutive providers being rated: few enough to stay near the processor."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar
from typing import cast

import numpy as np

from engine.rules.arrays.columns import MISSING
from engine.rules.arrays.columns import NOT_RATED
from engine.rules.arrays.exact import holding
from engine.rules.arrays.tallies import nothing
from engine.rules.arrays.tallies import tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.frameworks.model import Input
    from engine.frameworks.model import Scale
    from engine.rules.arrays.columns import BoolArray
    from engine.rules.arrays.columns import Columns
    from engine.rules.arrays.columns import IntArray
    from engine.rules.arrays.tallies import Tally

Part = TypeVar("Part")


class Block:
    """What some providers have, and the ranks that they have been given so far.

    Judgements and counts are asked for only of the item that is being rated.
    """

    def __init__(self, columns: Columns, part: slice) -> None:
        self.size = len(range(columns.size)[part])
        self.ranks: dict[str | None, IntArray] = {}
        self._columns = columns
        self._part = part
        self._unknown: dict[str, BoolArray | None] = {}
        self._made: dict[object, object] = {}

    def once(self, make: Callable[[Block], Part]) -> Part:
        """What a function makes of the block, made once for the item being rated."""
        return self._once(make, lambda: make(self))

    def add(self, item: str | None, ranks: IntArray) -> None:
        """Go on to the next item, with the ranks of this one."""
        self.ranks[item] = ranks
        self._made.clear()

    def unknown(self, item: str) -> BoolArray | None:
        """Where the rating of an item is missing, if anywhere."""
        if item not in self._unknown:
            self._unknown[item] = missing(self.ranks[item])
        return self._unknown[item]

    def judged(self, item: str, scale: Scale) -> IntArray:
        """The ranks that somebody gave an item."""
        ranks = self._columns.judged.get(item)
        if ranks is None:
            return self.full(MISSING, scale)
        return self._once("judged", lambda: _ranks(ranks[self._part], item, scale))

    def decided(self, item: str, scale: Scale) -> IntArray | None:
        """The ranks that decisions give an item, if there are any."""
        ranks = self._columns.decided.get(item)
        return None if ranks is None else _ranks(ranks[self._part], item, scale)

    def withheld(self, item: str) -> BoolArray | None:
        """Where an item is not rated because the data say so."""
        withheld = self._columns.withheld.get(item)
        return None if withheld is None else withheld[self._part]

    def tally(self, item: str, scale: Scale) -> Tally:
        """How often each answer was given about an item."""
        return self._once("tally", lambda: self._tally(item, scale))

    def codes(self, fact: Input) -> IntArray:
        """The codes of an input."""
        codes = self._columns.inputs.get(fact.id)
        if codes is None:
            return np.full(self.size, MISSING, np.int8)
        values = len(fact.values) or 2
        if fact.type == "number":
            values = len(self._columns.numbers.get(fact.id, ()))
        codes = codes[self._part]
        _check(codes, values, f'codes of "{fact.id}"')
        if np.equal(codes, NOT_RATED).any():
            raise ValueError(f'a code of "{fact.id}" is {NOT_RATED}')
        return codes

    def _tally(self, item: str, scale: Scale) -> Tally:
        columns = self._columns.tallies.get(item)
        if columns is None:
            return nothing(self.size, scale)
        if len(columns) != len(scale.grades):
            raise ValueError(f'"{item}" has {len(columns)} counts, not {len(scale.grades)}')
        return tally([column[self._part] for column in columns], item)

    def _once(self, key: object, make: Callable[[], Part]) -> Part:
        if key not in self._made:
            self._made[key] = make()
        return cast("Part", self._made[key])

    def full(self, rank: int, scale: Scale) -> IntArray:
        """One rank for all."""
        return np.full(self.size, rank, rank_type(scale))


def rank_type(scale: Scale) -> np.dtype[Any]:
    """The type of the ranks of a scale."""
    return holding(len(scale.grades))


def missing(entries: IntArray) -> BoolArray | None:
    """Where entries are missing, if any are."""
    if not entries.size or entries.min() != MISSING:
        return None
    return np.equal(entries, MISSING)


def _ranks(ranks: IntArray, item: str, scale: Scale) -> IntArray:
    _check(ranks, len(scale.grades), f'ranks of "{item or "the provider"}"')
    return ranks.astype(rank_type(scale), copy=False)


def _check(entries: IntArray, number: int, what: str) -> None:
    """That entries are missing, not there, or one of so many."""
    if entries.size and not (entries.min() >= MISSING and entries.max() < number):
        raise ValueError(f"{what} go from {entries.min()} to {entries.max()}")
