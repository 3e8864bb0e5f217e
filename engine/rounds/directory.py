"""Who and what a row or an entry is about, looked up under the round's framework."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from engine.rounds.findings import AmbiguousName
from engine.rounds.findings import Blank
from engine.rounds.findings import DoesNotApply
from engine.rounds.findings import NeverRated
from engine.rounds.findings import NotARating
from engine.rounds.findings import OnlyAsAWhole
from engine.rounds.findings import OtherLevel
from engine.rounds.findings import RatingNotAllowed
from engine.rounds.findings import UnknownName
from engine.rounds.membership import level_of
from engine.rounds.membership import membership
from engine.rounds.names import Names
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.frameworks.model import Input
    from engine.frameworks.model import Level
    from engine.rounds.round import Provider
    from engine.rules.framework import Framework

WHOLE = ""
"""The item of a judgement or decision about the provider itself, or what is above it."""


class Directory:
    """The providers of a round and what is above them, and the items that are rated.

    What cannot be found is added to ``findings``.
    """

    def __init__(self, framework: Framework, providers: Sequence[Provider]) -> None:
        self.vocabulary = framework.vocabulary
        self.providers = {provider.id: provider for provider in providers}
        self.rules = {
            item: rule for rule in framework.rules.rules for item in rule.items or (WHOLE,)
        }
        self._above = {
            (rule.above, item): rule
            for rule in framework.rules.above
            if rule.above is not None
            for item in rule.items or (WHOLE,)
        }
        whole = [level for level in self.vocabulary.levels if self.vocabulary.is_whole(level)]
        rules = ((level.id, framework.rules.whole(level)) for level in whole)
        self._wholes = {level: rule for level, rule in rules if rule is not None}
        self.findings: list[Finding] = []
        self._providers = Names((p.id, (p.name, *p.aliases)) for p in providers)
        items = [(item.id, (item.name,) if item.name else ()) for item in self.vocabulary.items]
        items += [(level, ()) for level in self._wholes]
        self._items = Names(items)

    @property
    def judged(self) -> tuple[str, ...]:
        """The items that somebody judges, in the framework's order."""
        return self._judged[self.vocabulary.provider_level]

    def judged_of(self, provider: Provider) -> tuple[str, ...]:
        """The items that somebody judges of one provider, or of something above providers."""
        judged = self._judged[self.level(provider)]
        return tuple(item for item in judged if self.applies(item, provider))

    def inputs_of(self, provider: Provider) -> tuple[Input, ...]:
        """The facts that must be known of one provider, or of something above providers."""
        level = self.level(provider)
        if level.pools == "ratings":
            return self._inputs_above(level)
        above = {fact for whose, _ in self._above for fact in self._inputs_above(whose)}
        inside = {fact for rule in self.rules.values() for fact in typed.inputs_of(rule)}
        return tuple(f for f in self.vocabulary.inputs if f in inside or f not in above)

    def _inputs_above(self, level: Level) -> tuple[Input, ...]:
        rules = (rule for (whose, _), rule in self._above.items() if whose == level)
        return tuple(dict.fromkeys(fact for rule in rules for fact in typed.inputs_of(rule)))

    def level(self, provider: Provider) -> Level:
        """The level of a provider, or of something above providers."""
        return self.vocabulary.level_by_id[level_of(self.vocabulary, provider)]

    def rule(self, item: str, provider: Provider) -> typed.Rule:
        """The rule that rates an item of a provider, or the whole of it."""
        rule = self._rule_at(item, self.level(provider))
        assert rule is not None
        return rule

    def _rule_at(self, item: str, level: Level) -> typed.Rule | None:
        if level.pools == "ratings":
            return self._above.get((level, item))
        return self.rules.get(item)

    def applies(self, item: str, provider: Provider) -> bool:
        """Whether a provider has an item; what is above providers has what any of them has."""
        level = self.level(provider)
        if item == WHOLE:
            return True
        if level.pools == "ratings" and (level, item) not in self._above:
            return False
        found, types = self.vocabulary.item_by_id[item], {provider.type}
        if level.pools == "ratings":
            types = self._types[provider.id] or {None}  # of none it is reported that it is none
        return any(self.vocabulary.applies(found, type_id) for type_id in types)

    @cached_property
    def _judged(self) -> dict[Level, tuple[str, ...]]:
        """The items that somebody judges, in the framework's order, by what has them."""
        order = (WHOLE, *(item.id for item in self.vocabulary.items))
        whole = (level for level in self.vocabulary.levels if self.vocabulary.is_whole(level))
        return {
            level: tuple(
                item
                for item in order
                if (rule := self._rule_at(item, level)) and isinstance(rule.base, typed.Judged)
            )
            for level in whole
        }

    @cached_property
    def _types(self) -> dict[str, set[str | None]]:
        """The types of the providers in everything above them."""
        everybody = tuple(self.providers.values())
        members = membership(self.vocabulary, everybody).get(self.vocabulary.provider_level.id)
        found = {
            whole: {self.providers[part].type for part in parts}
            for whole, parts in (members or {}).items()
        }
        return defaultdict(set, found)

    def words(self, item: str, provider: Provider | None = None) -> str:
        """An item as messages name it: its level and its id."""
        if item == WHOLE:
            own = self.vocabulary.provider_level if provider is None else self.level(provider)
            return f"the {own.id}"
        return f"{self.vocabulary.item_by_id[item].level} {item}"

    def provider(self, place: Place, name: str) -> Provider | None:
        """The provider that a name means."""
        found = self._one(place, "provider", name, self._providers, "the round")
        return None if found is None else self.providers[found]

    def subject(
        self, places: tuple[Place, Place], provider: str, item: str
    ) -> tuple[Provider, str] | None:
        """The provider and the rated item that two names mean, if it has that item."""
        whose = self.provider(places[0], provider)
        what = self.item(places[1], item, whose)
        if whose is None or what is None or not self.fits(places[1], what, whose):
            return None
        return whose, what

    def item(self, place: Place, name: str, provider: Provider | None = None) -> str | None:
        """The rated item that a name means; the name of a level is a whole of that level."""
        found = self._one(place, "item", name, self._items, "the framework")
        if found is None:
            return None
        if found in self._wholes:
            if provider is None or self.level(provider).id == found:
                return WHOLE
            own = self.level(provider).id
            self.findings.append(OtherLevel(place, found, provider.id, own))
            return None
        if found not in self.rules:
            self.findings.append(NeverRated(place, self.words(found)))
            return None
        return found

    def fits(self, place: Place, item: str, provider: Provider) -> bool:
        """Whether an item applies to a provider; if not, that is a finding."""
        if self.applies(item, provider):
            return True
        words, level = self.words(item), self.level(provider)
        wrong = DoesNotApply(place, words, provider.id, provider.type or "")
        if level.pools == "ratings":
            wrong = OnlyAsAWhole(place, words, provider.id, level.id)
        self.findings.append(wrong)
        return False

    def grade(
        self,
        place: Place,
        subject: tuple[Provider, str],
        name: str,
        extra: Sequence[str] = (),
    ) -> str | None:
        """The grade that a name means, on the scale of an item of a provider."""
        provider, item = subject
        scale, words = self.rule(item, provider).scale, self.words(item, provider)
        allowed = self._allowed(item) or tuple(grade.id for grade in scale.grades)
        names = Names((grade.id, (grade.name,)) for grade in scale.grades)
        if not name.strip():
            self.findings.append(Blank(place, "rating"))
            return None
        found = names.find(name)
        choices = (*allowed, *extra)
        if len(found) != 1:
            meant = Names((choice, ()) for choice in choices).suggest(name)
            wrong = NotARating(place, words, name, choices, meant)
            self.findings.append(wrong)
            return None
        if found[0] not in allowed:
            refused = RatingNotAllowed(place, words, name, choices)
            self.findings.append(refused)
            return None
        return found[0]

    def _allowed(self, item: str) -> tuple[str, ...]:
        return () if item == WHOLE else self.vocabulary.item_by_id[item].allowed

    def _one(self, place: Place, kind: str, name: str, names: Names, where: str) -> str | None:
        if not name.strip():
            self.findings.append(Blank(place, kind))
            return None
        found = names.find(name)
        if len(found) == 1:
            return found[0]
        if found:
            self.findings.append(AmbiguousName(place, kind, name, found))
        else:
            meant = names.suggest(name)
            self.findings.append(UnknownName(place, kind, name, where, meant))
        return None
