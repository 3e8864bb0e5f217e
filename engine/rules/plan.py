"""What has to be rated for a type of provider, in order, and what each rule then reads."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from engine.rules import typed
from engine.rules.members import members_read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.frameworks.model import Item
    from engine.frameworks.model import Level
    from engine.frameworks.model import Vocabulary
    from engine.rules.framework import Framework
    from engine.rules.members import Members


@dataclass(frozen=True)
class Task:
    """One item to rate, or the provider; and the members of what its rule reads."""

    rule: typed.Rule
    item: Item | None
    members: Mapping[tuple[str, str | None], tuple[str, ...]]

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
    keys: list[str | None] = [None, *(item.id for item in vocabulary.items)]
    children = {key: _nearest_rated(vocabulary, key, type_id) for key in keys}
    return Plan(tuple(tasks), children)


def task_above(framework: Framework, level: Level, whole: str, members: Members) -> Task:
    """What to rate of something that pools ratings: its rule, and what that reads there."""
    rule = framework.rules.whole(level)
    assert rule is not None
    collections = typed.collections_of(rule)
    return Task(
        rule,
        None,
        {(c.level, c.group): members.get(c.level, {}).get(whole, ()) for c in collections},
    )


def _rated(
    vocabulary: Vocabulary, rule: typed.Rule, type_id: str | None
) -> tuple[Item | None, ...]:
    if not rule.items:
        return (None,)
    items = (vocabulary.item_by_id[item] for item in rule.items)
    return tuple(item for item in items if vocabulary.applies(item, type_id))


def _nearest_rated(
    vocabulary: Vocabulary, item_id: str | None, type_id: str | None
) -> tuple[str, ...]:
    """The rated items below, without those below another rated item."""
    found: list[str] = []
    for item in vocabulary.below(item_id):
        rated = vocabulary.scale_of(item.level) is not None
        if rated and vocabulary.applies(item, type_id):
            under = any(above.id in found for above in vocabulary.ancestors(item))
            if not under:
                found.append(item.id)
    return tuple(found)
