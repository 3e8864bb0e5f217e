"""The same urns drawn from by compiled loops; needs the extra "fast", which is Numba.

Random numbers are those of SplitMix64. Each loop does one thing, so that the compiler can
do it for several numbers at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numba
import numpy as np
from numba import uint64

if TYPE_CHECKING:
    from engine.rounds.simulation.lanes import Words

STEP = 0x9E3779B97F4A7C15
"""By how much the state of SplitMix64 grows from one number to the next."""


def state(random: np.random.Generator) -> np.uint64:
    """Where the random numbers of some samples begin."""
    return random.integers(0, 1 << 64, dtype=np.uint64)


@numba.njit(inline="always")
def _number(state: np.uint64) -> np.uint64:
    """The 64 random bits of a state."""
    bits = (state ^ (state >> uint64(30))) * uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> uint64(27))) * uint64(0x94D049BB133111EB)
    return bits ^ (bits >> uint64(31))


@numba.njit(inline="always")
def _below(limit: np.uint64, state: np.uint64) -> np.uint64:
    """A number below a limit of at most 24 bits.

    Some are more probable than others, by less than the limit in 2 ** 40.
    """
    return ((_number(state) >> uint64(24)) * limit) >> uint64(40)


@numba.njit(cache=True)
def put_back(table: Words, times: int, state: np.uint64, sums: Words) -> None:
    """Add so many rows of a table, each as probable as any other, to every sum."""
    rows = np.empty(times, np.uint32)
    for sample in range(len(sums)):
        for turn in range(times):
            rows[turn] = _below(uint64(len(table)), state + uint64(turn + 1) * uint64(STEP))
        state += uint64(times) * uint64(STEP)
        for word in range(sums.shape[1]):
            total = uint64(0)
            for turn in range(times):
                total += table[rows[turn], word]
            sums[sample, word] += total


@numba.njit(cache=True)
def keep_out(words: Words, copies: int, state: np.uint64, sums: Words) -> None:
    """Add as many cases as there are, out of an urn with so many copies of each."""
    number, held = len(words), copies * len(words)
    places = np.empty(number, np.uint32)
    # An urn that was drawn from is as good as a new one: only its order is another.
    urn = np.empty(held, np.uint32)
    for place in range(held):
        urn[place] = place % number
    for sample in range(len(sums)):
        for turn in range(number):
            own = state + uint64(turn + 1) * uint64(STEP)
            places[turn] = turn + _below(uint64(held - turn), own)
        state += uint64(number) * uint64(STEP)
        for turn in range(number):
            case = urn[places[turn]]
            urn[places[turn]] = urn[turn]
            urn[turn] = case
        for word in range(sums.shape[1]):
            total = uint64(0)
            for turn in range(number):
                total += words[urn[turn], word]
            sums[sample, word] += total
