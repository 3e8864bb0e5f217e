"""The rules of 2018-19 as a plain function."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeAlias

import tallies
import timed

if TYPE_CHECKING:
    from collections.abc import Sequence

Standards: TypeAlias = "Sequence[Sequence[tuple[int, int]]]"
"""By standard and key question: how many answers are favourable, how many unfavourable."""


def prepared(found: tallies.Tallies) -> tuple[list[Standards], list[tuple[int, ...]]]:
    """A provider's tallies as pairs of numbers, and its judgements."""
    rows = zip(found.favourable.T.tolist(), found.unfavourable.T.tolist(), strict=True)
    pairs = [list(zip(*row, strict=True)) for row in rows]
    standards = [[one[first:last] for first, last in tallies.SPANS] for one in pairs]
    return standards, [tuple(judged) for judged in found.judged.T.tolist()]


def rate(standards: Sequence[Standards], judged: Sequence[Sequence[int]]) -> list[int]:
    """The ratings, one provider after another."""
    return list(map(rating, standards, judged))


def rating(standards: Standards, judged: Sequence[int]) -> int:  # noqa: C901, PLR0912
    """The overall rating of a provider: 0 to 3, or -1 for none; in one piece for speed."""
    score = 0
    rated = False
    for questions in standards:
        lowest = 4
        # At least 80, 65 and 50 per cent are favourable, in whole numbers.
        for yes, no in questions:
            if yes >= 4 * no:
                if lowest == 4 and (yes or no):
                    lowest = 3
            elif 7 * yes >= 13 * no:
                lowest = min(lowest, 2)
            elif yes >= no:
                lowest = min(lowest, 1)
            else:
                lowest = 0
                break
        if lowest < 4:
            score += lowest
            rated = True
    for grade in judged:
        if grade >= 0:
            score += grade
            rated = True
    if not rated:
        return -1
    if score >= 26:
        return 3
    if score >= 16:
        return 2
    return int(score >= 6)


timed.main(prepared, rate)
