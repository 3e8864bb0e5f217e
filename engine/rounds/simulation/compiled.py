"""The same urns drawn from by a compiled loop; needs the extra "fast", which is Numba."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from engine.rounds.simulation.lanes import Words

STEP = 0x9E3779B97F4A7C15
"""By how much the state of SplitMix64 grows from one number to the next."""


def draw(
    table: Words, times: int, urn: npt.NDArray[np.uint32], state: np.uint64, sums: Words
) -> None:
    """Add so many rows of a table to every sum, drawn out of an urn, or any if that is empty.

    Random numbers are those of SplitMix64 from a state on. Some rows are more probable than
    others, by less than their number in 2 ** 40. Written for the compiler: every loop does
    one thing, so that it can be done for several numbers at once.
    """
    keep = len(urn) > 0
    held = np.uint64(len(urn) if keep else len(table))
    rows = np.empty(times, np.uint32)
    for sample in range(len(sums)):
        for turn in range(times):
            bits = state + np.uint64(turn + 1) * np.uint64(STEP)
            bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            bits = (bits ^ (bits >> np.uint64(31))) >> np.uint64(24)
            first = np.uint64(turn if keep else 0)
            rows[turn] = first + ((bits * (held - first)) >> np.uint64(40))
        state += np.uint64(times) * np.uint64(STEP)
        if keep:
            # An urn that was drawn from is as good as a new one: only its order is another.
            for turn in range(times):
                row = urn[rows[turn]]
                urn[rows[turn]] = urn[turn]
                urn[turn] = row
                rows[turn] = row
        for word in range(sums.shape[1]):
            total = np.uint64(0)
            for turn in range(times):
                total += table[rows[turn], word]
            sums[sample, word] += total


@cache
def compiled() -> Callable[..., None]:
    """The loop, compiled for this machine, once for all."""
    import numba

    found: Callable[..., None] = numba.njit(cache=True)(draw)
    return found
