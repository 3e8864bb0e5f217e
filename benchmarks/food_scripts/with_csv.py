"""Rate establishments for food hygiene with the csv module and a plain function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import establishments

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence


def rate(scores: Sequence[establishments.Scores]) -> Iterator[int]:
    """The ratings, in order."""
    for row in scores:
        one, two, three = map(int, row)
        yield rating(one + two + three, max(one, two, three))


def rating(total: int, worst: int) -> int:
    """The first line that both the total and the worst score fit."""
    if total <= 15 and worst <= 5:
        return 5
    if total <= 20 and worst <= 10:
        return 4
    if total <= 30 and worst <= 10:
        return 3
    if total <= 40 and worst <= 15:
        return 2
    return int(total <= 50 and worst <= 20)


establishments.main(rate)
