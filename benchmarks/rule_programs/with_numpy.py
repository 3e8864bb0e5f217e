"""The rules of 2018-19 on arrays of all providers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import tallies
import timed

if TYPE_CHECKING:
    from tallies import Counts
    from tallies import Ranks

BLOCK = 2**15
"""Providers at a time: what is worked on stays in the cache."""


def prepared(found: tallies.Tallies) -> tuple[Counts, Counts, Ranks]:
    """The arrays as they are."""
    return found.favourable, found.unfavourable, found.judged


def rate(favourable: Counts, unfavourable: Counts, judged: Ranks) -> Ranks:
    """The ratings, block by block."""
    number = judged.shape[1]
    ratings = np.empty(number, np.int8)
    for start in range(0, number, BLOCK):
        block = slice(start, start + BLOCK)
        ratings[block] = _block(favourable[:, block], unfavourable[:, block], judged[:, block])
    return ratings


def _block(favourable: Counts, unfavourable: Counts, judged: Ranks) -> Ranks:
    score = np.maximum(judged, 0).sum(axis=0, dtype=np.int8)
    rated = (judged >= 0).any(axis=0)
    for first, last in tallies.SPANS:
        yes, no = favourable[first:last], unfavourable[first:last]
        asked = np.bitwise_or.reduce(yes | no, axis=0) != 0
        # A standard is as good as its weakest question: each edge must be reached by all. The
        # edges are 50, 65 and 80 per cent; with no more than 2,500 cases nothing overflows.
        reached = (yes >= no).all(axis=0).view(np.int8)
        reached = reached + (7 * yes >= 13 * no).all(axis=0)
        reached += (yes >= 4 * no).all(axis=0)
        score += reached * asked
        rated |= asked
    grade = (score >= 6).view(np.int8) + (score >= 16) + (score >= 26)
    return np.where(rated, grade, np.int8(-1))


timed.main(prepared, rate)
