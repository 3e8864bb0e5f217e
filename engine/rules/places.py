"""Places inside a clause: the part of a name that is known, and what is left of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.frameworks.names import folded

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.diagnostics import Place
    from engine.rules import tree


def words(clause: tree.Clause) -> str:
    """A clause as it was written, on one line, without its citation."""
    return words_at(clause.place)


def words_at(place: Place) -> str:
    """What stands at a place, its spaces all alike."""
    return " ".join(place.text[place.column - 1 : place.column - 1 + place.width].split())


def known_beginning(name: tree.Name, known: Callable[[str], bool]) -> str | None:
    """The longest beginning of a name, short of all of it, that stands for something."""
    parts = name.text.split()
    beginnings = (" ".join(parts[:n]) for n in range(len(parts) - 1, 0, -1))
    return next((beginning for beginning in beginnings if known(beginning)), None)


def split(name: tree.Name, beginning: str) -> tuple[Place, Place, str]:
    """The place of a name's beginning, that of the word after it, and that word."""
    place = name.place
    word = name.text.split()[len(beginning.split())]
    written = place.text[place.column - 1 :]
    offset = _end(written, len(beginning.split()))
    start = offset + len(written[offset:]) - len(written[offset:].lstrip())
    known = replace(place, width=max(offset, 1))
    return known, replace(place, column=place.column + start, width=len(word)), word


def mended(word: str, clause: Place) -> str:
    """The clause with a stray word, such as "when", replaced by "if"."""
    if folded(word) not in {"when", "where", "provided"}:
        return ""
    text = clause.text[clause.column - 1 : clause.column - 1 + clause.width]
    head, _, tail = text.partition(f" {word} ")
    return f"{head} if {tail}" if tail else ""


def _end(written: str, number: int) -> int:
    """Where so many words end in a text."""
    offset = 0
    for _ in range(number):
        rest = written[offset:]
        offset += len(rest) - len(rest.lstrip())
        offset += len(written[offset:].split(maxsplit=1)[0])
    return offset
