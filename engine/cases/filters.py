"""Which cases count, as people write it: ``size = Small or Large and area is not missing``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTED = re.compile(r'"[^"]*"')
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+|\s*\|\s*", re.IGNORECASE)
_SIGN = re.compile(r"\s*(?P<no>!=|≠)\s*|\s*=\s*|\s+is\s+", re.IGNORECASE)
_NOT = re.compile(r"not\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """A stretch of what somebody wrote, and the words in it."""

    written: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words, without space or quotation marks around them."""
        inner = self.written[self.start : self.end].strip()
        quoted = len(inner) > 1 and inner[0] == inner[-1] == '"' and inner.count('"') == 2
        return inner[1:-1].strip() if quoted else inner

    def place(self, source: str) -> Place:
        """Where it stands, for a finding that shows it."""
        inner = self.written[self.start : self.end]
        left = self.start + len(inner) - len(inner.lstrip())
        width = max(1, len(inner.strip()))
        return Place(source, 1, left + 1, width, self.written)

    def to(self, other: Span) -> Span:
        """From the beginning of this to the end of another."""
        return Span(self.written, self.start, other.end)


@dataclass(frozen=True)
class Clause:
    """One condition as written; ``parts`` are what "or" divides it into.

    A value may hold the word "or" itself: who knows the values puts parts together. It
    may also begin with "not": ``said`` are the same parts with the "not" before them.
    """

    name: Span
    negated: bool
    parts: tuple[Span, ...]
    said: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Unclear:
    """A stretch that is no condition."""

    span: Span


def clauses(written: str) -> tuple[Clause | Unclear, ...]:
    """The conditions in a text, all of which must hold."""
    return tuple(_clause(written, start, end) for start, end in _segments(written))


def masked(written: str) -> str:
    """The text, with everything in quotation marks made unrecognisable."""
    return _QUOTED.sub(lambda found: "\0" * len(found[0]), written)


def _segments(written: str) -> Iterator[tuple[int, int]]:
    """Stretches with a sign each: "and" without one belongs to a name or a value."""
    bare = masked(written)
    cuts = [0, *(n for found in _AND.finditer(bare) for n in found.span()), len(bare)]
    pieces = list(zip(cuts[::2], cuts[1::2], strict=True))
    start, signed = pieces[0][0], False
    end = start
    for left, right in pieces:
        sign = _SIGN.search(bare, left, right) is not None
        if sign and signed:
            yield start, end
            start = left
        signed = signed or sign
        end = right
    yield start, end


def _clause(written: str, start: int, end: int) -> Clause | Unclear:
    bare = masked(written)
    sign = _SIGN.search(bare, start, end)
    if sign is None:
        return Unclear(Span(written, start, end))
    name = Span(written, start, sign.start())
    denial = _NOT.match(bare, sign.end(), end) if sign["no"] is None else None
    said = _parts(written, sign.end(), end)
    parts = said if denial is None else _parts(written, denial.end(), end)
    if not name.words or not all(part.words for part in parts):
        return Unclear(Span(written, start, end))
    negated = denial is not None or sign["no"] is not None
    return Clause(name, negated, parts, said if denial else ())


def _parts(written: str, start: int, end: int) -> tuple[Span, ...]:
    cuts = [n for found in _OR.finditer(masked(written), start, end) for n in found.span()]
    edges = [start, *cuts, end]
    return tuple(Span(written, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))
