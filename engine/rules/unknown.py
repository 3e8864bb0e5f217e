"""Findings for names that stand for nothing, with what they may have meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from typing import TypeVar

from engine.frameworks.names import suggest
from engine.rules import findings as found
from engine.rules import places

if TYPE_CHECKING:
    from engine.diagnostics import Place
    from engine.rules import tree
    from engine.rules.scope import Scope

F = TypeVar("F", bound=found.UnknownName)


def name(
    finding: type[F],
    written: tree.Name,
    kind: str,
    names: tuple[str, ...],
    known: Callable[[str], bool],
    clause: Place,
    **more: str,
) -> F:
    """A name that is not among ``names``.

    Words that ran on into the name, as in "good when …", are told apart from it: its
    longest beginning that is ``known`` is shown, and the word after it.
    """
    suggestion = suggest(written.text, names)
    beginning = places.known_beginning(written, known)
    if beginning is None or suggestion is not None or written.quoted:
        return finding(written.place, written.text, kind, suggestion, names, **more)
    part, left, word = places.split(written, beginning)
    mended = places.mended(word, clause)
    return finding(
        written.place, written.text, kind, None, names, part, left, word, mended, **more
    )


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

    framework = scope.vocabulary.id
    return name(found.UnknownItem, written, kind, names, known, clause, framework=framework)
