"""What a line of an example is about: items, or the provider, by any of their names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from engine.assurance.examples import findings as found
from engine.frameworks.model import Group
from engine.frameworks.model import Level
from engine.rules.scope import Scope

if TYPE_CHECKING:
    from engine.assurance.examples.example import Key
    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.frameworks.nodes import Scalar
    from engine.rules import typed
    from engine.rules.framework import Framework


class Rank(IntEnum):
    """How particular a name is: what is said of an item goes before what is said of many."""

    LEVEL = 0
    GROUP = 1
    ITEM = 2


@dataclass(frozen=True)
class Subject:
    """The items that a name stands for, and where it stands."""

    keys: tuple[Key, ...]
    rank: Rank
    place: Place


class Subjects:
    """Everything in a framework that is rated, and what it is called."""

    def __init__(self, framework: Framework) -> None:
        self.vocabulary = framework.vocabulary
        self.scope = Scope(framework.vocabulary)
        self._rules: dict[Key, typed.Rule] = {
            key: rule for rule in framework.rules.rules for key in rule.items or (None,)
        }

    def rule(self, key: Key) -> typed.Rule:
        """The rule that rates an item."""
        return self._rules[key]

    def words(self, key: Key) -> str:
        """An item as messages name it: its level and its id."""
        if key is None:
            return f"the {self.vocabulary.provider_level.id}"
        return f"{self.vocabulary.item_by_id[key].level} {key}"

    def allowed(self, key: Key) -> tuple[str, ...]:
        """The grades that an item may have."""
        grades = tuple(grade.id for grade in self.rule(key).scale.grades)
        return grades if key is None else self.vocabulary.item_by_id[key].allowed or grades

    def applies(self, key: Key, type_id: str | None) -> bool:
        """Whether an item applies to a type of provider."""
        return key is None or self.vocabulary.applies(self.vocabulary.item_by_id[key], type_id)

    def named(self, name: Scalar) -> Subject | Finding:
        """What a name stands for; a finding where that is nothing, or nothing rated."""
        items = self.scope.items(name.text)
        if len(items) > 1:
            return found.AmbiguousName(name.place, name.text, tuple(i.id for i in items))
        if items:
            return self._rated((items[0].id,), Rank.ITEM, name)
        if self.scope.one(name.text) == self.vocabulary.provider_level:
            return self._rated((None,), Rank.ITEM, name)
        family = self.scope.many(name.text)
        above = self.scope.one(name.text) or family
        if isinstance(above, Level) and above.pools is not None:
            provider = self.vocabulary.provider_level.id
            return found.AboveProviders(name.place, above.id, provider)
        if family is None or family == self.vocabulary.provider_level:
            return found.UnknownName(name.place, "item", name.text, self._names())
        rank = Rank.GROUP if isinstance(family, Group) else Rank.LEVEL
        return self._rated(self._members(family), rank, name)

    def _rated(self, keys: tuple[Key, ...], rank: Rank, name: Scalar) -> Subject | Finding:
        rated = tuple(key for key in keys if key in self._rules)
        if rated:
            return Subject(rated, rank, name.place)
        what = self.words(keys[0]) if rank is Rank.ITEM else name.text
        return found.NeverRated(name.place, what)

    def _members(self, family: Level | Group) -> tuple[str, ...]:
        items = self.vocabulary.items
        if isinstance(family, Group):
            return tuple(i.id for i in items if self.vocabulary.in_group(family, i))
        return tuple(item.id for item in items if item.level == family.id)

    def _names(self) -> tuple[str, ...]:
        vocabulary = self.vocabulary
        provider = vocabulary.provider_level
        wholes = {level.plural for level in vocabulary.levels if vocabulary.is_whole(level)}
        others = (name for name in self.scope.plurals() if name not in wholes)
        return (*self.scope.item_names(), provider.id, *others)
