"""Words and cells at a fixed width: cut, padded, wrapped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.diagnostics.colour import BOLD
from engine.diagnostics.colour import painted
from engine.diagnostics.drawing import MORE
from engine.diagnostics.drawing import columns
from engine.diagnostics.drawing import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 80
"""How wide everything is that is shown on a terminal."""

MADE_UP = "SYNTHETIC: made-up cases and judgements"
"""What stands at the top and the bottom of everything made from made-up data."""


def width(words: str) -> int:
    """How many columns some words take."""
    return sum(map(columns, words))


def cut(words: str, room: int) -> str:
    """The words, or as many of their letters as there is room for."""
    words = printable(words)
    if width(words) <= room:
        return words
    while width(words) > room - 1:
        words = words[:-1]
    return words.rstrip(" ,;&") + MORE


def wrapped(words: str, indent: str = "", hang: str = "  ") -> list[str]:
    """Lines of a paragraph; those after the first stand further in."""
    return packed(printable(words).split(), indent, indent + hang, " ")


def packed(
    parts: Sequence[str], start: str = "", later: str = "", joiner: str = "  "
) -> list[str]:
    """Parts one after another on as few lines as they need; a part is never divided."""
    lines: list[str] = []
    line = start
    for part in parts:
        filled = line not in (start, later)
        if filled and width(line + joiner + part) > WIDTH:
            lines.append(line)
            line, filled = later, False
        line += (joiner if filled else "") + part
    return [*lines, line] if parts else []


@dataclass(frozen=True)
class Cell:
    """Words in a column of a table, and their colour."""

    words: str
    room: int
    paint: str = ""
    to_the_right: bool = False

    def drawn(self, *, color: bool) -> str:
        """The words, filled with spaces to the room that they have."""
        words = cut(self.words, self.room)
        spaces = " " * (self.room - width(words))
        words = painted(words, self.paint if color else "")
        return spaces + words if self.to_the_right else words + spaces


def tabled(rows: Sequence[Sequence[str]], left: int = 1, *, color: bool) -> list[str]:
    """Rows in columns, of which so many stand to the left; the first row is their heads.

    The first column gives way where there is too little room.
    """
    rooms = [max(map(width, column)) for column in zip(*rows, strict=True)]
    rooms[0] = min(rooms[0], WIDTH - sum(room + 2 for room in rooms[1:]))
    lines = []
    for row in rows:
        paint = BOLD if row is rows[0] else ""
        cells = [
            Cell(words, room, paint, to_the_right=n >= left)
            for n, (words, room) in enumerate(zip(row, rooms, strict=True))
        ]
        lines.append("  ".join(cell.drawn(color=color) for cell in cells).rstrip())
    return lines
