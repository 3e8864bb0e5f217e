"""Rows of a case file, named by their numbers and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN = 10


@dataclass(frozen=True)
class Rows:
    """How many rows, and the numbers of the first of them; the header is row 1.

    Rows of what is not a file have no numbers.
    """

    total: int
    first: tuple[int, ...] = ()

    def __str__(self) -> str:
        noun = "row" if self.total == 1 else "rows"
        if not self.first:
            return f"{self.total:,} {noun}"
        named = ", ".join(map(str, self.first[:SHOWN]))
        more = self.total - len(self.first[:SHOWN])
        return f"{noun} {named}{f' and {more:,} more' if more else ''}"

    @property
    def line(self) -> int:
        """The first of the rows."""
        return self.first[0] if self.first else 0


class Gathered:
    """Rows while they are being gathered."""

    def __init__(self) -> None:
        self._total = 0
        self._first: list[int] = []

    def add(self, row: int) -> None:
        """One more row."""
        self._total += 1
        if len(self._first) < SHOWN:
            self._first.append(row)

    def __bool__(self) -> bool:
        return self._total > 0

    @property
    def rows(self) -> Rows:
        """What was gathered."""
        return Rows(self._total, tuple(self._first))
