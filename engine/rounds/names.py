"""What a cell or a key of a round's files may refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.frameworks.names import canonical
from engine.frameworks.names import folded
from engine.frameworks.names import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable


class Names:
    """Things of one kind, found by id before any other name of theirs."""

    def __init__(self, things: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._ids: dict[str, str] = {}
        self._others: dict[str, list[str]] = {}
        self._written: list[str] = []
        for thing, names in things:
            self._ids.setdefault(canonical(thing), thing)
            for name in names:
                self._written.append(name)
                self._others.setdefault(folded(name), []).append(thing)

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id."""
        return tuple(self._ids.values())

    def find(self, name: str) -> tuple[str, ...]:
        """The ids of what a name may mean: none, one, or several that share it."""
        known = self._ids.get(canonical(name))
        if known is not None:
            return (known,)
        return tuple(dict.fromkeys(self._others.get(folded(name), ())))

    def suggest(self, name: str) -> str | None:
        """The id or name that was probably meant."""
        return suggest(name, (*self._written, *self._ids.values()))
