"""A worked example: what is given of one provider, and the ratings expected of it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Generic
from typing import Literal
from typing import TypeAlias
from typing import TypeVar

from engine.frameworks.model import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from engine.diagnostics import Place
    from engine.rules import tree

Key: TypeAlias = str | None
"""An item's id; None is the provider."""

Kind: TypeAlias = Literal["ratings", "judged", "counts", "decided"]
"""The lists of an example that say something of items, by their keys in the file."""

T = TypeVar("T")


@dataclass(frozen=True)
class Said(Generic[T]):
    """What an example says of one item, or of one input, and where."""

    what: T
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Expected:
    """The rating that one item should have, and perhaps how it comes about.

    ``line`` is the clause that should decide; ``open_to`` all ratings to which somebody
    may move it. ``places`` are where each is written, by its key.
    """

    item: Key
    rating: str | None
    score: Fraction | None = None
    line: tree.Clause | None = None
    open_to: tuple[str, ...] | None = None
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)

    def place(self, key: str) -> Place:
        """Where one of the things expected is written."""
        return self.places.get(key, NOWHERE)


@dataclass(frozen=True)
class Example:
    """What is given, by item or input, and what is expected, for these types of provider."""

    name: str
    types: tuple[str | None, ...]
    expected: tuple[Expected, ...]
    inputs: Mapping[str, Said[str]] = field(default_factory=dict)
    ratings: Mapping[Key, Said[str | None]] = field(default_factory=dict)
    judged: Mapping[Key, Said[str | None]] = field(default_factory=dict)
    counts: Mapping[Key, Said[Mapping[str, int]]] = field(default_factory=dict)
    decided: Mapping[Key, Said[str]] = field(default_factory=dict)
    because: str = ""
    source: str = ""
    place: Place = field(default=NOWHERE, compare=False)
