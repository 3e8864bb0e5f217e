"""What the names in a rules file stand for in one framework."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from typing import TypeVar

from engine.frameworks.names import canonical
from engine.frameworks.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.frameworks.model import Bands
    from engine.frameworks.model import Group
    from engine.frameworks.model import Input
    from engine.frameworks.model import Item
    from engine.frameworks.model import Level
    from engine.frameworks.model import Role
    from engine.frameworks.model import Scale
    from engine.frameworks.model import Vocabulary

T = TypeVar("T")


class Scope:
    """Looks names up in a vocabulary: by id, name or plural, in any case."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def one(self, name: str) -> Level | Group | None:
        """The level or group with this singular."""
        return self._singulars.get(folded(name))

    def many(self, name: str) -> Level | Group | None:
        """The level or group with this plural."""
        return self._plurals.get(folded(name))

    def items(self, name: str) -> tuple[Item, ...]:
        """The items with this id or name; more than one is ambiguous."""
        by_id = self._items_by_id.get(canonical(name))
        return (by_id,) if by_id else tuple(self._items_by_name.get(folded(name), ()))

    def grade(self, scale: Scale, name: str) -> str | None:
        """The id of a scale's grade."""
        return self._grades[scale.id].get(folded(name))

    def scale_with(self, name: str) -> Scale | None:
        """A scale that has a grade of this name."""
        scales = (s for s in self.vocabulary.scales if self.grade(s, name) is not None)
        return next(scales, None)

    def bands(self, name: str) -> Bands | None:
        """The bands with this id."""
        return _named(self.vocabulary.bands, name)

    def role(self, name: str) -> Role | None:
        """The role with this id."""
        return _named(self.vocabulary.roles, name)

    def input(self, name: str) -> Input | None:
        """The input with this id."""
        return _named(self.vocabulary.inputs, name)

    def item_names(self) -> tuple[str, ...]:
        """Every name and id of an item."""
        items = self.vocabulary.items
        return tuple(word for item in items for word in (item.name, item.id) if word)

    def targets(self) -> tuple[str, ...]:
        """Every name that a rule can rate."""
        families = (each.id for each in self._families())
        return (*families, *self.item_names())

    def plurals(self) -> tuple[str, ...]:
        """Every name of a collection."""
        levels = (level.plural for level in self.vocabulary.levels)
        return (*levels, *(group.plural for group in self.vocabulary.groups))

    @cached_property
    def _singulars(self) -> dict[str, Level | Group]:
        return {folded(each.id): each for each in self._families()}

    @cached_property
    def _plurals(self) -> dict[str, Level | Group]:
        return {folded(each.plural): each for each in self._families()}

    def _families(self) -> Iterator[Level | Group]:
        yield from self.vocabulary.groups
        yield from self.vocabulary.levels

    @cached_property
    def _items_by_id(self) -> dict[str, Item]:
        return {canonical(item.id): item for item in self.vocabulary.items}

    @cached_property
    def _items_by_name(self) -> dict[str, list[Item]]:
        names: dict[str, list[Item]] = {}
        for item in self.vocabulary.items:
            names.setdefault(folded(item.name), []).append(item)
        return names

    @cached_property
    def _grades(self) -> dict[str, dict[str, str]]:
        return {
            scale.id: {
                folded(word): grade.id
                for grade in scale.grades
                for word in (grade.name, grade.id)
            }
            for scale in self.vocabulary.scales
        }


def _named(things: Iterable[T], name: str) -> T | None:
    wanted = folded(name)
    return next((t for t in things if folded(t.id) == wanted), None)  # type: ignore[attr-defined]
