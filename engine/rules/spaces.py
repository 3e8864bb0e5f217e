"""The different spaces of patterns of a rule, over what it rates and the provider types."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.rules.members import members_read
from engine.rules.patterns import arranged
from engine.rules.patterns import possible_judgements
from engine.rules.patterns import telling_values
from engine.rules.shares import telling

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from engine.frameworks.model import Vocabulary
    from engine.rules import typed
    from engine.rules.patterns import Space

Options: TypeAlias = "Callable[[str], tuple[str | None, ...]]"
"""The ratings that an item may have, by its id."""

Key: TypeAlias = tuple[str | None, str | None]
"""An item, or None for the provider; and a type of provider."""


def spaces(
    vocabulary: Vocabulary,
    rule: typed.Rule,
    possible: Options,
    reach: Mapping[Key, tuple[str | None, ...]],
    also: tuple[typed.Condition, ...] = (),
) -> list[tuple[Space, tuple[Key, ...]]]:
    """The different spaces of a rule, and the items and types that have each.

    ``reach`` are the ratings that an item is known to come to; of others, those that are
    possible count. ``also`` are further conditions that are asked about.
    """
    values, percentages = telling_values(rule, also), telling(rule, also)
    found: dict[object, tuple[Space, list[Key]]] = {}
    for item_id in rule.items or (None,):
        item = None if item_id is None else vocabulary.item_by_id[item_id]
        judged = possible_judgements(vocabulary, rule, item_id)
        for type_id in vocabulary.type_ids:
            if item is not None and not vocabulary.applies(item, type_id):
                continue

            def options(read: str, type_id: str | None = type_id) -> tuple[str | None, ...]:
                return reach.get((read, type_id)) or possible(read)

            members = members_read(vocabulary, rule, item, type_id, also)
            space = replace(
                arranged(rule, members, options, values, also),
                judged=judged,
                telling=percentages,
            )
            _, keys = found.setdefault(space.signature, (space, []))
            keys.append((item_id, type_id))
    return [(space, tuple(keys)) for space, keys in found.values()]
