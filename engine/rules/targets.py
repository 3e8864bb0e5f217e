"""Which items each rule rates: all of them, each by exactly one rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.diagnostics.words import a
from engine.diagnostics.words import listed
from engine.frameworks.model import Group
from engine.frameworks.model import Level
from engine.frameworks.names import folded
from engine.rules import findings as found
from engine.rules import unknown
from engine.rules.grammar import phrases
from engine.rules.text_findings import NearPhrase

if TYPE_CHECKING:
    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.frameworks.model import Item
    from engine.rules import tree
    from engine.rules.scope import Scope


_OF = re.compile(r"(?P<what>.+) (?P<of>of(?: a| an| the)?) (?P<level>.+)", re.IGNORECASE)
"""How people say whose items a rule rates."""


@dataclass
class Targets:
    """What the rules of a file rate: by rule its level and items, by item its rule.

    Rules and items are numbers and ids; the provider's id is None. What stands above
    the provider is in ``above``, by its level and the item; ``whose`` tells by rule whose
    items it rates, if not the provider's.
    """

    scope: Scope
    rules: tuple[tree.Rule, ...]
    findings: list[Finding] = field(default_factory=list)
    of_rule: dict[int, tuple[Level, tuple[Item, ...]]] = field(default_factory=dict)
    rated_by: dict[str | None, int] = field(default_factory=dict)
    above: dict[tuple[str, str | None], int] = field(default_factory=dict)
    whose: dict[int, Level] = field(default_factory=dict)

    def rule_of(self, level: Level, item: Item | None) -> int | None:
        """The number of the rule that rates an item of a provider or of what is above it.

        None is the whole.
        """
        key = None if item is None else item.id
        if level.pools == "ratings":
            return self.above.get((level.id, key))
        return self.rated_by.get(key)

    def settle(self, end: Place) -> None:
        """Find out what every rule rates, and what none does."""
        for number, rule in enumerate(self.rules):
            self._settle(number, rule)
        if self.settled:
            self._report_unrated(end)

    @property
    def settled(self) -> bool:
        """Whether it is known of every rule what it rates."""
        return len(self.of_rule) == len(self.rules)

    def _settle(self, number: int, rule: tree.Rule) -> None:
        named = self._named(rule)
        if named is None:
            return
        level, items = named
        whose = self._whose(rule)
        vocabulary = self.scope.vocabulary
        if vocabulary.scale_of(level.id) is None:
            self.findings.append(found.NotARatedLevel(rule.name.place, level.plural))
        elif level == vocabulary.provider_level and not vocabulary.overall:
            self.findings.append(found.OverallRefused(rule.place))
        elif level.pools is not None or whose is not None:
            self._claim_above(number, level, items, whose or level)
        else:
            self._claim(number, level, items)

    def _claim(
        self,
        number: int,
        level: Level,
        items: tuple[Item, ...],
        whose: Level | None = None,
    ) -> None:
        """Enter what a rule rates; ``whose`` it is, if it is not the provider's."""
        self.of_rule[number] = (level, items)
        taken: dict[int, list[str]] = {}
        keys: list[str | None] = [*(item.id for item in items)] or [None]
        for key in keys:
            other = self._enter(number, whose, key)
            if other != number:
                taken.setdefault(other, []).append(key or "")
        for other, ids in taken.items():
            words = f"{level.id if len(ids) == 1 else level.plural} {listed(ids)}".strip()
            place, earlier = self.rules[number].place, self.rules[other].place
            self.findings.append(found.RatedTwice(place, words, earlier))

    def _enter(self, number: int, whose: Level | None, key: str | None) -> int:
        """The first rule for something, which is this one if there was none."""
        if whose is None:
            return self.rated_by.setdefault(key, number)
        return self.above.setdefault((whose.id, key), number)

    def _claim_above(
        self, number: int, level: Level, items: tuple[Item, ...], whose: Level
    ) -> None:
        if whose.pools == "cases":
            self.findings.append(found.RatedAsProvider(self.rules[number].place, whose.id))
            return
        if items:
            self.whose[number] = whose
        self._claim(number, level, items, whose)

    def _named(self, rule: tree.Rule) -> tuple[Level, tuple[Item, ...]] | None:
        """The level and the items that the head of a rule names."""
        name = rule.name
        family = self.scope.one(name.text)
        if family is None:
            return self._by_name(rule)
        if isinstance(family, Level) and self.scope.vocabulary.is_whole(family):
            return self._whole(rule, family)
        if not rule.each:
            self.findings.append(found.WrongNumber(name.place, name.text, f"each {name.text}"))
            return None
        return self._family(rule, family)

    def _whole(self, rule: tree.Rule, level: Level) -> tuple[Level, tuple[Item, ...]] | None:
        if not rule.within:
            return level, ()
        self._nothing_there(rule, level.plural)
        return None

    def _nothing_there(self, rule: tree.Rule, plural: str) -> None:
        where = listed([name.text for name in rule.within]) or self.scope.vocabulary.id
        self.findings.append(found.NothingThere(rule.name.place, plural, where))

    def _family(
        self, rule: tree.Rule, family: Level | Group
    ) -> tuple[Level, tuple[Item, ...]] | None:
        vocabulary = self.scope.vocabulary
        level_id = family.level if isinstance(family, Group) else family.id
        within = self._within(rule)
        if within is None:
            return None
        items = tuple(
            item
            for item in vocabulary.items
            if item.level == level_id
            and (not isinstance(family, Group) or vocabulary.in_group(family, item))
            and (not rule.within or vocabulary.is_within(item, within))
        )
        if items:
            return vocabulary.level_by_id[level_id], items
        self._nothing_there(rule, family.plural)
        return None

    def _by_name(self, rule: tree.Rule) -> tuple[Level, tuple[Item, ...]] | None:
        """A rule for one item, by its name or id."""
        name = rule.name
        items = self.scope.items(name.text)
        family = self.scope.many(name.text)
        if len(items) == 1:
            return self._item(rule, items[0])
        if items:
            ids = tuple(item.id for item in items)
            self.findings.append(found.AmbiguousName(name.place, name.text, ids))
        elif family is not None:
            mended = f"each {family.id}"
            self.findings.append(found.WrongNumber(name.place, name.text, mended))
        elif not self._says_of(name):
            names = self.scope.targets()
            self.findings.append(unknown.item(self.scope, name, names, rule.place))
        return None

    def _says_of(self, name: tree.Name) -> bool:
        """Point out an "of" before a level above providers, where "in" is meant."""
        said = _OF.fullmatch(name.text)
        if said is None or name.quoted:
            return False
        what, level = (self.scope.one(said[word]) for word in ("what", "level"))
        if level not in self.scope.vocabulary.levels_above:
            return False
        if what is None and not self.scope.items(said["what"]):
            return False
        start, end = said.span("of")
        place = replace(name.place, column=name.place.column + start, width=end - start)
        self.findings.append(NearPhrase(place, said["of"], "in"))
        return True

    def _item(self, rule: tree.Rule, item: Item) -> tuple[Level, tuple[Item, ...]] | None:
        vocabulary = self.scope.vocabulary
        within = self._within(rule)
        if within is None:
            return None
        if rule.within and not vocabulary.is_within(item, within):
            self._nothing_there(rule, rule.name.text)
            return None
        return vocabulary.level_by_id[item.level], (item,)

    def _whose(self, rule: tree.Rule) -> Level | None:
        """The level above providers that is named after "in", if one is."""
        return next(filter(None, map(self._above, rule.within)), None)

    def _above(self, name: tree.Name) -> Level | None:
        levels = self.scope.vocabulary.levels_above
        family = self.scope.one(name.text)
        return family if isinstance(family, Level) and family in levels else None

    def _within(self, rule: tree.Rule) -> tuple[str, ...] | None:
        """The ids of the items named after "in"; None if one of them is not known."""
        above = [name for name in rule.within if self._above(name)]
        if above and len(rule.within) > 1:
            self.findings.append(found.WithinTwoKinds(above[0].place, above[0].text))
            return None
        if above:
            return tuple(item.id for item in self.scope.vocabulary.items)
        ids: list[str] = []
        sound = True
        for name in rule.within:
            items = self.scope.items(name.text)
            ids += [item.id for item in items]
            if not items:
                levels = self.scope.vocabulary.levels_above
                names = (*self.scope.item_names(), *(level.id for level in levels))
                self.findings.append(
                    unknown.item(self.scope, name, names, rule.place, kind="item")
                )
                sound = False
        return tuple(ids) if sound else None

    def _report_unrated(self, end: Place) -> None:
        vocabulary = self.scope.vocabulary
        groups: dict[tuple[str, str | None], list[Item]] = {}
        for item in vocabulary.items:
            if vocabulary.scale_of(item.level) is not None and item.id not in self.rated_by:
                groups.setdefault((item.level, item.parent), []).append(item)
        for (level_id, parent), items in groups.items():
            level = vocabulary.level_by_id[level_id]
            words = f"{level.id if len(items) == 1 else level.plural}"
            words = f"{words} {listed([item.id for item in items])}"
            self.findings.append(found.Unrated(end, words, self._head(level, parent, items)))
        provider = vocabulary.provider_level
        if vocabulary.overall and None not in self.rated_by:
            words = f"the {provider.id}"
            self.findings.append(found.Unrated(end, words, f"rate {provider.id}:"))
        for level in vocabulary.levels_above:
            if level.pools == "ratings" and (level.id, None) not in self.above:
                words = f"the {level.id}"
                self.findings.append(found.Unrated(end, words, f"rate {level.id}:"))
            self._report_partly_rated(end, level)

    def _report_partly_rated(self, end: Place, whose: Level) -> None:
        """Report items of something above that are not rated where others beside them are."""
        vocabulary = self.scope.vocabulary
        for level in vocabulary.levels:
            items = [item for item in vocabulary.items if item.level == level.id]
            left = [item.id for item in items if (whose.id, item.id) not in self.above]
            if left and len(left) < len(items):
                plural = level.id if len(left) == 1 else level.plural
                words = f"{plural} {listed(left)} in {a(whose.id)}"
                head = f'rate "{left[0]}" in {_as_written(whose.id)}:'
                self.findings.append(found.Unrated(end, words, head))

    def _head(self, level: Level, parent: str | None, items: list[Item]) -> str:
        """The first line of the rule that is missing."""
        vocabulary = self.scope.vocabulary
        if parent is not None:
            above = vocabulary.item_by_id[parent]
            siblings = [i for i in vocabulary.below(parent) if i.level == level.id]
            if siblings == items:
                return f"rate each {level.id} in {_as_written(folded(above.name) or above.id)}:"
        if len(items) == 1:
            return f'rate "{items[0].id}":'
        return f"rate each {level.id}:"


def _as_written(name: str) -> str:
    """A name as it stands in a rules file: in quotation marks where it needs them."""
    return f'"{name}"' if phrases().needs_quotes(name) else name
