"""The items of a framework as its files nest them, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.frameworks.names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.diagnostics import Place
    from engine.frameworks.nodes import Mapping
    from engine.frameworks.nodes import Scalar

DOMAIN = "domain"
"""The level of what stands in a file of its own; also that file's key for its id."""


@dataclass(frozen=True, eq=False)
class Branch:
    """An item as written, and the item above it."""

    node: Mapping
    parent: Branch | None = None
    is_file: bool = False

    @property
    def code(self) -> Scalar:
        """Its id, as written."""
        code = self.node.scalar(DOMAIN if self.is_file else "id")
        assert code is not None
        return code

    @property
    def id(self) -> str:
        """Its id, as compared."""
        return canonical(self.code.text)

    @property
    def level(self) -> str:
        """Its level, as written."""
        return DOMAIN if self.is_file else self.node.text("level")

    @property
    def level_place(self) -> Place:
        """Where its level is written."""
        return self.code.place if self.is_file else self.node.place_of("level")

    def nearest(self, key: str) -> Branch | None:
        """The item itself or the nearest above it that has a key."""
        if self.node.get(key) is not None:
            return self
        return None if self.parent is None else self.parent.nearest(key)

    @property
    def path(self) -> tuple[str, ...]:
        """Its id, and the ids of all above it."""
        return (self.id,) if self.parent is None else (self.id, *self.parent.path)

    @property
    def top(self) -> Branch:
        """The item at the top, above which is only the provider."""
        return self if self.parent is None else self.parent.top


@dataclass(frozen=True, eq=False)
class Leaf:
    """An observation as written, and the item it stands under."""

    node: Mapping
    under: Branch | None

    @property
    def code(self) -> Scalar:
        """Its id, as written."""
        code = self.node.scalar("id")
        assert code is not None
        return code

    @property
    def id(self) -> str:
        """Its id, as compared."""
        return canonical(self.code.text)


@dataclass(frozen=True)
class Outline:
    """Everything that a framework's files declare, before any of it is looked up."""

    framework: Mapping
    domains: tuple[Mapping, ...]

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """The items, parents before children."""
        files = [Branch(domain, is_file=True) for domain in self.domains]
        single = [Branch(node) for node in self.framework.mappings("items")]
        return tuple(b for top in (*single, *files) for b in _downwards(top))

    @cached_property
    def branch(self) -> dict[str, Branch]:
        """The items by id; the first of those that share one."""
        return {branch.id: branch for branch in reversed(self.branches)}

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """The observations, in the order of the items they stand under."""
        return tuple(
            Leaf(node, branch)
            for branch in self.branches
            for node in branch.node.mappings("observations")
        )


def _downwards(branch: Branch) -> Iterator[Branch]:
    yield branch
    for node in branch.node.mappings("items"):
        yield from _downwards(Branch(node, branch))
