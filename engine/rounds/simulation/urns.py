"""Samples drawn again from urns, many at once: what the words of their cases add up to.

Drawing is most of the work. What is drawn are not answers but cases, whose words are looked
up and added; and wherever tables stay small, several cases are looked up as one.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from engine.rounds.simulation.lanes import Words
    from engine.rounds.simulation.strata import Stratum

TABLE = 1 << 15
"""The most rows of a table of sums: it should stay near the processor."""

BLOCK = 1 << 12
"""So many samples are drawn side by side, at most."""

ROOM = 1 << 20
"""So many cases their urns may hold together, to stay near the processor."""

FEW, LIMIT = 1 << 8, 1 << 26
"""Fewer samples are not drawn side by side, unless their urns held more cases than this."""


class Urn:
    """The cases of a stratum, of which as many are drawn again.

    A ``fast`` urn is drawn from by compiled loops, which have other random numbers.
    """

    def __init__(self, words: Words, stratum: Stratum, *, fast: bool = False) -> None:
        self._stratum = stratum
        self._fast = fast
        self._number = len(stratum.rows)
        self._words = words[stratum.rows]

    @cached_property
    def _turns(self) -> list[tuple[Words, int, int]]:
        """Tables to look up, of how many cases each, and how often; the last for the rest."""
        together = 1
        while together < self._number and self._number ** (together + 1) <= TABLE:
            together += 1
        turns, rest = divmod(self._number, together)
        found = [(_sums(self._words, together), together, turns)]
        return [*found, (_sums(self._words, rest), rest, 1)] if rest else found

    def draw(self, random: np.random.Generator, size: int) -> Words:
        """The sums of so many samples, a row each."""
        sums = np.zeros((size, self._words.shape[1]), np.uint64)
        if self._stratum.size is None:
            self._put_back(random, sums)
            return sums
        copies, chance = self._stratum.copies
        fewer = random.integers(0, chance.denominator, size) < chance.numerator
        for chosen, held in ((fewer, copies), (~fewer, copies + 1)):
            found = sums[chosen]
            self._keep_out(random, held, found)
            sums[chosen] = found
        return sums

    def _put_back(self, random: np.random.Generator, sums: Words) -> None:
        """Add to every sum as many cases as there are, any of them each time."""
        if self._fast:
            for table, _, times in self._turns:
                self._compiled(table, times, np.empty(0, np.uint32), random, sums)
            return
        for start in range(0, len(sums), BLOCK):
            part = sums[start : start + BLOCK]
            for table, _, times in self._turns:
                for _ in range(times):
                    _add(table, random.integers(0, len(table), len(part)), part)

    def _keep_out(self, random: np.random.Generator, copies: int, sums: Words) -> None:
        """Add to every sum as many cases as there are, from an urn with copies of each."""
        if self._fast:
            urn = np.tile(np.arange(self._number, dtype=np.uint32), copies)
            self._compiled(self._words, self._number, urn, random, sums)
            return
        held = copies * self._number
        step = max(1, min(BLOCK, max(ROOM // held, min(FEW, LIMIT // held))))
        for start in range(0, len(sums), step):
            part = sums[start : start + step]
            drawn = self._drawn(random, copies, len(part))
            first = 0
            for table, together, times in self._turns:
                for _ in range(times):
                    _add(table, self._row(drawn[first : first + together]), part)
                    first += together

    def _compiled(
        self,
        table: Words,
        times: int,
        urn: npt.NDArray[np.uint32],
        random: np.random.Generator,
        sums: Words,
    ) -> None:
        from engine.rounds.simulation.compiled import compiled

        state = random.integers(0, 1 << 64, dtype=np.uint64)
        compiled()(table, times, urn, state, sums)

    def _drawn(
        self, random: np.random.Generator, copies: int, size: int
    ) -> npt.NDArray[np.unsignedinteger[Any]]:
        """The cases that so many samples draw, a row for each turn.

        Each has an urn, of which in every turn one case changes places with the next.
        """
        kind: np.dtype[np.unsignedinteger[Any]] = np.min_scalar_type(self._number)
        each = np.arange(self._number).astype(kind)
        urns = np.repeat(np.tile(each, copies), size)
        drawn = np.empty((self._number, size), kind)
        column = np.arange(size)
        for turn in range(self._number):
            places = random.integers(turn, copies * self._number, size)
            places *= size
            places += column
            urns.take(places, out=drawn[turn], mode="clip")
            # The case that was drawn is not missed where it would go: nobody looks there again.
            urns[places] = urns[turn * size : (turn + 1) * size]
        return drawn

    def _row(self, drawn: npt.NDArray[np.unsignedinteger[Any]]) -> npt.NDArray[np.intp]:
        """Where the sum of some cases stands in a table."""
        row: npt.NDArray[np.intp] = drawn[0].astype(np.intp)
        for each in drawn[1:]:
            row *= self._number
            row += each
        return row


def _sums(words: Words, together: int) -> Words:
    """The sums of all ordered choices of so many cases, the last case changing fastest."""
    table = np.zeros((1, words.shape[1]), np.uint64)
    for _ in range(together):
        table = (table[:, None, :] + words[None, :, :]).reshape(-1, words.shape[1])
    return table


def _add(table: Words, rows: npt.NDArray[np.int64], sums: Words) -> None:
    found = np.empty_like(sums)
    table.take(rows, axis=0, out=found, mode="clip")
    sums += found
