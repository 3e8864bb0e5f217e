"""How names and codes are compared, and what a wrong one was probably meant to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BRACKETS = str.maketrans("", "", "()[]")
_JOINTS = re.compile(r"[\s_\-.]+")


@dataclass(frozen=True)
class Named:
    """Something that can be referred to by its id, its name or its plural."""

    id: str
    kind: str
    names: tuple[str, ...]


def canonical(item_id: str) -> str:
    """The one form of an item's code: ``Q1(B)`` and ``q1b`` are the same."""
    return folded(item_id.translate(_BRACKETS))


def folded(name: str) -> str:
    """A name without regard to capitals and to the width of its spaces."""
    return " ".join(name.lower().split())


def match(name: str, things: Iterable[Named]) -> tuple[Named, ...]:
    """What a name may refer to; more than one means that it is ambiguous."""
    wanted = {folded(name), canonical(name)}
    return tuple(thing for thing in things if wanted & {folded(each) for each in thing.names})


def suggest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was probably meant, if any is close enough."""
    known = {folded(candidate): candidate for candidate in candidates}
    joined = _joined(name)
    for key, candidate in known.items():
        if _joined(key) == joined:
            return candidate
    close = get_close_matches(folded(name), known, n=1)
    return known[close[0]] if close else None


def misspelt(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that a name differs from in one letter, or only in its joints.

    For choices that differ in words, each of which means something else.
    """
    joined = _joined(name)
    alike = (each for each in candidates if _one_letter_off(joined, _joined(each)))
    return next(alike, None)


def _one_letter_off(one: str, other: str) -> bool:
    """Whether one letter is missing, too many, another, or has changed places with the next."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if same is None:
        return True
    rest, wanted = one[same:], other[same:]
    swapped = rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
    return swapped or rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:]


def _joined(name: str) -> str:
    return _JOINTS.sub("", folded(name).translate(_BRACKETS))
