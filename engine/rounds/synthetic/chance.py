"""Chance that comes out the same on every machine and in every version of Python.

The drawing methods of the standard library may change between versions, and what they
draw from floats depends on rounding. Here everything is whole numbers: the stream with
a name is the concatenation of BLAKE2b(seed, name, 0), BLAKE2b(seed, name, 1), …, cut
into words of 32 bits, little end first.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

Thing = TypeVar("Thing")


class Stream:
    """An endless row of draws; another name is another row, whatever was drawn before."""

    def __init__(self, seed: int, *name: str) -> None:
        self._words = _words("\0".join((str(seed), *name)))

    def below(self, number: int) -> int:
        """A whole number from 0 to just below this one, each as likely.

        A word is multiplied, not divided with a remainder; numbers here are so much
        smaller than 2 to the 32nd that none is noticeably likelier than another.
        """
        return next(self._words) * number >> 32

    def between(self, least: int, most: int) -> int:
        """A whole number from the least to the most, both included."""
        return least + self.below(most - least + 1)

    def happens(self, thousandths: int) -> bool:
        """Whether something of this probability comes true."""
        return self.below(1000) < thousandths

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of some things."""
        return things[self.below(len(things))]

    def shuffled(self, things: Sequence[Thing]) -> list[Thing]:
        """All of them, in any order."""
        rest = list(things)
        return [rest.pop(self.below(len(rest))) for _ in range(len(rest))]


def _words(key: str) -> Iterator[int]:
    block = 0
    while True:
        drawn = blake2b(f"{key}\0{block}".encode()).digest()
        for at in range(0, len(drawn), 4):
            yield int.from_bytes(drawn[at : at + 4], "little")
        block += 1
