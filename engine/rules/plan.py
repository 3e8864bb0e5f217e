"""What has to be rated for a type of provider, in order, and what each rule then reads."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from engine.rules import typed
from engine.rules.members import members_read

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Container
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.frameworks.model import Item
    from engine.frameworks.model import Level
    from engine.frameworks.model import Vocabulary
    from engine.rules.framework import Framework
    from engine.rules.members import Parts


@dataclass(frozen=True)
class Task:
    """One item to rate, or the provider; and the members of what its rule reads.

    ``parts`` are the ids of those of them that are part of something above providers, by
    what they are called here.
    """

    rule: typed.Rule
    item: Item | None
    members: Mapping[tuple[str, str | None], tuple[str, ...]]
    parts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, str]:
        """What the parts are called here, by their ids."""
        return {part: name for name, part in self.parts.items()}

    @property
    def key(self) -> str | None:
        """The item's id; None is the provider."""
        return None if self.item is None else self.item.id

    @property
    def words(self) -> str:
        """What is rated, as messages name it: its level and its id."""
        level = self.rule.level.id
        return f"the {level}" if self.item is None else f"{level} {self.item.id}"

    def of(self, collection: typed.Collection) -> tuple[str, ...]:
        """The ids of a collection's items."""
        return self.members[collection.level, collection.group]

    def lacking(self, there: Container[str]) -> list[str]:
        """What the rule reads and finds nothing of, in words."""
        empty = [c.words for c in typed.collections_of(self.rule) if not self.of(c)]
        named = typed.children_of(self.rule)
        return [*empty, *(c.words for c in named if c.item not in there)]

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """The ids of the items that the rule reads here."""
        named = [child.item for child in typed.children_of(self.rule)]
        return tuple(dict.fromkeys([i for ids in self.members.values() for i in ids] + named))

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The ids of the inputs that the rule reads."""
        return tuple(fact.id for fact in typed.inputs_of(self.rule))

    @property
    def share(self) -> typed.Share | None:
        """The share of the item's own judgements that its rule bands, if it does."""
        base = self.rule.base
        if isinstance(base, typed.Banded) and isinstance(base.measure, typed.Share):
            return base.measure
        return None

    @cached_property
    def asks(self) -> tuple[typed.Share, ...]:
        """The shares of the item's own judgements that its rule takes anywhere."""
        return tuple(m for m in typed.measures_of(self.rule) if isinstance(m, typed.Share))

    @property
    def scored(self) -> typed.Scored | None:
        """The score that the rule bands, if it does."""
        base = self.rule.base
        if isinstance(base, typed.Banded) and isinstance(base.measure, typed.Scored):
            return base.measure
        return None


@dataclass(frozen=True)
class Plan:
    """The tasks for one type of provider, each after what it reads."""

    tasks: tuple[Task, ...]
    children: Mapping[str | None, tuple[str, ...]]

    def task(self, key: str | None) -> Task:
        """The task that rates an item; None is the provider."""
        return next(task for task in self.tasks if task.key == key)


def plan(framework: Framework, type_id: str | None, level: Level | None = None) -> Plan:
    """What to rate for a type of provider, or for something of a level that pools cases."""
    vocabulary = framework.vocabulary
    rules = framework.rules.rules
    if level is not None:
        rules = tuple(rule if rule.items else replace(rule, level=level) for rule in rules)
    tasks = [
        Task(rule, item, members_read(vocabulary, rule, item, type_id))
        for rule in rules
        for item in _rated(vocabulary, rule, type_id)
    ]
    return _planned(vocabulary, tasks)


def plan_above(
    framework: Framework,
    level: Level,
    parts: Parts,
    has: Callable[[str, str], bool],
) -> Plan:
    """What to rate of something that pools ratings: its items that any part has, and itself.

    ``parts`` are the ids of all that is part of it, by level; ``has`` tells whether one of
    them has an item.
    """
    vocabulary, rules = framework.vocabulary, framework.rules
    everybody = [part for ids in parts.values() for part in ids]
    items = {i for i in rules.items_of(level) if any(has(part, i) for part in everybody)}

    def called(part: str) -> str:
        return f"{part} itself" if part in vocabulary.item_by_id else part

    def task(rule: typed.Rule, item: Item | None) -> Task:
        inside = members_read(vocabulary, rule, item, None)
        below: dict[tuple[str, str | None], dict[str, str]] = {
            (lower, None): {called(p): p for p in ids if item is None or has(p, item.id)}
            for lower, ids in parts.items()
        }
        members = {
            key: tuple(below.get(key) or (i for i in ids if i in items))
            for key, ids in inside.items()
        }
        read = [pair for key in members for pair in below.get(key, {}).items()]
        return Task(rule, item, members, dict(read))

    tasks = [
        task(rule, item)
        for rule in rules.above
        if rule.above == level
        for item in _rated(vocabulary, rule, None)
        if item is None or item.id in items
    ]
    return _planned(vocabulary, tasks)


def _planned(vocabulary: Vocabulary, tasks: Sequence[Task]) -> Plan:
    """These tasks, and for each thing the nearest below it that is rated."""
    rated = {task.key for task in tasks}
    keys: list[str | None] = [None, *(item.id for item in vocabulary.items)]
    children = {key: _nearest_rated(vocabulary, key, rated) for key in keys}
    return Plan(tuple(tasks), children)


def _rated(
    vocabulary: Vocabulary, rule: typed.Rule, type_id: str | None
) -> tuple[Item | None, ...]:
    if not rule.items:
        return (None,)
    items = (vocabulary.item_by_id[item] for item in rule.items)
    return tuple(item for item in items if vocabulary.applies(item, type_id))


def _nearest_rated(
    vocabulary: Vocabulary, item_id: str | None, rated: Container[str | None]
) -> tuple[str, ...]:
    """The rated items below, without those below another rated item."""
    found: list[str] = []
    for item in vocabulary.below(item_id):
        if item.id in rated:
            under = any(above.id in found for above in vocabulary.ancestors(item))
            if not under:
                found.append(item.id)
    return tuple(found)
