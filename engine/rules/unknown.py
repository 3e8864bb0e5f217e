"""Findings for names that stand for nothing, with what they may have meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import TypeVar

from engine.frameworks.names import suggest
from engine.rules import findings as found
from engine.rules import places

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.diagnostics import Place
    from engine.rules import tree
    from engine.rules.scope import Scope

F = TypeVar("F", bound=found.UnknownName)


@dataclass(frozen=True)
class Wanted:
    """What was looked for: its kind, all there are of it, and whether words name one."""

    kind: str
    names: tuple[str, ...]
    known: Callable[[str], bool]


def name(finding: type[F], written: tree.Name, wanted: Wanted, clause: Place) -> F:
    """A name that is not among those wanted.

    Words that ran on into the name, as in "good when …", are told apart from it: its
    longest beginning that is known is shown, and the word after it.
    """
    kind, names = wanted.kind, wanted.names
    suggestion = suggest(written.text, names)
    beginning = places.known_beginning(written, wanted.known)
    if beginning is None or suggestion is not None or written.quoted:
        return finding(written.place, written.text, kind, suggestion, names)
    part, left, word = places.split(written, beginning)
    mended = places.mended(word, clause)
    return finding(written.place, written.text, kind, None, names, part, left, word, mended)


def item(
    scope: Scope,
    written: tree.Name,
    names: tuple[str, ...],
    clause: Place,
    kind: str = "level, group or item",
) -> found.UnknownItem:
    """A level, group or item that the framework does not have."""

    def known(words: str) -> bool:
        return bool(scope.one(words) or scope.many(words) or scope.items(words))

    finding = name(found.UnknownItem, written, Wanted(kind, names, known), clause)
    return finding.but(framework=scope.vocabulary.id)
