"""A YAML document as it was written: every scalar is text and has a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.diagnostics import Place

DEPTH = 50
"""How deep nodes may be nested; nobody writes deeper by hand."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text; ``plain`` when it stands without quotation marks."""

    text: str
    place: Place
    plain: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written, as after a bare ``name:``."""
        return self.plain and not self.text


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping, and its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in the order of the file."""

    entries: dict[str, Entry]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value of a key; None where it is absent or empty."""
        entry = self.entries.get(key)
        if entry is None or is_empty(entry.value):
            return None
        return entry.value

    def scalar(self, key: str) -> Scalar | None:
        """The value of a key, where it is a piece of text."""
        node = self.get(key)
        return node if isinstance(node, Scalar) else None

    def text(self, key: str, default: str = "") -> str:
        """The text of a key."""
        scalar = self.scalar(key)
        return default if scalar is None else scalar.text

    def mapping(self, key: str) -> Mapping | None:
        """The value of a key, where it is a mapping."""
        node = self.get(key)
        return node if isinstance(node, Mapping) else None

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """The texts listed under a key; a single text counts as a list of one."""
        node = self.get(key)
        if isinstance(node, Scalar):
            return (node,)
        return tuple(n for n in _listed(node) if isinstance(n, Scalar))

    def mappings(self, key: str) -> tuple[Mapping, ...]:
        """The mappings listed under a key."""
        return tuple(n for n in _listed(self.get(key)) if isinstance(n, Mapping))

    def texts(self, key: str) -> tuple[str, ...]:
        """The words of the texts listed under a key."""
        return tuple(scalar.text for scalar in self.scalars(key))

    def place_of(self, key: str) -> Place:
        """Where the value of a key stands; the mapping's own place without it."""
        node = self.get(key)
        return self.place if node is None else node.place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place


Node: TypeAlias = Scalar | Mapping | Sequence
"""Whatever may stand in a document."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read."""

    file: str
    root: Node


def is_empty(node: Node) -> bool:
    """Whether nothing was written where a value may stand."""
    return isinstance(node, Scalar) and node.is_empty


def _listed(node: Node | None) -> Iterable[Node]:
    return node.items if isinstance(node, Sequence) else ()
