"""Which items a collection holds, for one item and one type of provider."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.frameworks.model import Item
    from engine.frameworks.model import Vocabulary
    from engine.rules import typed


Members: TypeAlias = "Mapping[str, Mapping[str, tuple[str, ...]]]"
"""The ids of all that is part of something, by the level of the parts and then its id."""


def members_of(
    vocabulary: Vocabulary,
    collection: typed.Collection,
    item: Item | None,
    type_id: str | None,
) -> tuple[Item, ...]:
    """The items of a collection under an item, for one type of provider."""
    group = next((g for g in vocabulary.groups if g.id == collection.group), None)
    return tuple(
        below
        for below in vocabulary.below(None if item is None else item.id)
        if below.level == collection.level
        and vocabulary.applies(below, type_id)
        and (group is None or vocabulary.in_group(group, below))
    )
