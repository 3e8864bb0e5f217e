"""Which items a collection holds, for one item and one type of provider."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from engine.frameworks.model import Item
    from engine.frameworks.model import Vocabulary


Members: TypeAlias = "Mapping[str, Mapping[str, tuple[str, ...]]]"
"""The ids of all that is part of something, by the level of the parts and then its id."""

Parts: TypeAlias = "Mapping[str, tuple[str, ...]]"
"""The ids of all that is part of one thing, by the level of the parts."""


def parts_of(members: Members, whole: str) -> Parts:
    """All that is part of one thing."""
    return {level: wholes.get(whole, ()) for level, wholes in members.items()}


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


def members_read(
    vocabulary: Vocabulary,
    rule: typed.Rule,
    item: Item | None,
    type_id: str | None,
    also: Iterable[typed.Condition] = (),
) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """The ids of each collection that a rule, and some further conditions, read."""
    return {
        (c.level, c.group): tuple(i.id for i in members_of(vocabulary, c, item, type_id))
        for c in typed.collections_of(rule, also)
    }
