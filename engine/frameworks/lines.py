"""The lines of a text, and places in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.diagnostics import Place
from engine.frameworks.file_findings import HiddenCharacter

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK = re.compile(r"\r\n|\n|\r")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)


@dataclass(frozen=True)
class Lines:
    """A text by lines; a place never points outside it."""

    file: str
    text: str

    @cached_property
    def all(self) -> tuple[str, ...]:
        """The lines, without their ends."""
        return tuple(_BREAK.split(self.text))

    def place(self, line: int, column: int, width: int = 1) -> Place:
        """A place by line and column, both counted from 0."""
        line = min(line, len(self.all) - 1)
        text = self.all[line]
        column = max(0, min(column, len(text) - 1))
        width = max(1, min(width, len(text) - column))
        return Place(self.file, line + 1, column + 1, width, text)

    def at(self, offset: int) -> Place:
        """A place by its number of characters from the beginning."""
        before = _BREAK.split(self.text[:offset])
        return self.place(len(before) - 1, len(before[-1]))

    def word(self, line: int, column: int) -> str:
        """What stands from a place to the next space."""
        words = self.all[line][column:].split(maxsplit=1)
        return words[0] if words else ""

    def character(self, line: int, column: int) -> str:
        """The character at a place; nothing at the end of a line."""
        text = self.all[line] if line < len(self.all) else ""
        return text[column : column + 1]


def first_hidden(text: str) -> str | None:
    """The first character in a text that nobody sees, if there is one."""
    found = _HIDDEN.search(text)
    return found and found.group()


def hidden_characters(lines: Lines) -> Iterator[HiddenCharacter]:
    """Characters that nobody sees and that change what others read."""
    for number, line in enumerate(lines.all):
        for found in _HIDDEN.finditer(line):
            yield HiddenCharacter(lines.place(number, found.start()), found.group())
