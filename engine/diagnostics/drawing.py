"""A source line on a terminal: what each character looks like and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from unicodedata import combining
from unicodedata import east_asian_width

TAB = "    "
"""How a tab is drawn, wherever it stands."""

WIDEST = 100
"""Columns of a source line that are drawn; a longer line is cut."""

UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"
"""What a character that would disturb a terminal is drawn as."""

MORE = "…"
"""What stands where a line was cut."""


@dataclass(frozen=True)
class Window:
    """The part of a line that is drawn, from ``start`` up to ``end``, in characters."""

    line: str
    start: int
    end: int

    @property
    def drawn(self) -> str:
        """The part, with a sign where it was cut."""
        part = "".join(_drawn(c) for c in self.line[self.start : self.end])
        return f"{self._before}{part}{MORE if self.end < len(self.line) else ''}"

    def holds(self, column: int) -> bool:
        """Whether a column is drawn; the one after the last counts too."""
        return self.start <= column - 1 <= self.end

    def underlined(self, column: int, width: int, mark: str) -> str:
        """A line of spaces and marks to stand below, from a column, so many wide."""
        before = self.line[self.start : column - 1]
        under = self.line[column - 1 : min(column - 1 + width, self.end)]
        spaces = len(self._before) + sum(columns(c) for c in before)
        return " " * spaces + mark * max(1, sum(columns(c) for c in under))

    @property
    def _before(self) -> str:
        return MORE if self.start else ""


def window(line: str, column: int) -> Window:
    """The whole line, or as much around a column as can be drawn."""
    ends = list(accumulate((columns(c) for c in line), initial=0))
    if ends[-1] <= WIDEST:
        return Window(line, 0, len(line))
    at = ends[min(column - 1, len(line))]
    left = max(0, min(at - WIDEST // 3, ends[-1] - WIDEST))
    start = next(n for n, end in enumerate(ends) if end >= left)
    end = max(n for n, end in enumerate(ends) if end <= ends[start] + WIDEST)
    return Window(line, start, end)


def columns(character: str) -> int:
    """How many columns of a terminal a character takes."""
    if character == "\t":
        return len(TAB)
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def printable(text: str) -> str:
    """The text without what would disturb a terminal; a new line becomes a space."""
    return "".join(" " if c in "\r\n\t" else _drawn(c) for c in text)


def _drawn(character: str) -> str:
    if character == "\t":
        return TAB
    return character if character.isprintable() or combining(character) else UNPRINTABLE
