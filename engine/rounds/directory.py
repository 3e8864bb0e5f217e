"""Who and what a row or an entry is about, looked up under the round's framework."""

from __future__ import annotations

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
        order = (WHOLE, *(item.id for item in self.vocabulary.items))
        rules = ((item, self.rules.get(item)) for item in order)
        return tuple(i for i, r in rules if r is not None and isinstance(r.base, typed.Judged))

    def judged_of(self, provider: Provider) -> tuple[str, ...]:
        """The items that somebody judges of one provider."""
        if self.level(provider).pools != "ratings":
            return tuple(item for item in self.judged if self.applies(item, provider))
        return (WHOLE,) if isinstance(self.rule(WHOLE, provider).base, typed.Judged) else ()

    def inputs_of(self, provider: Provider) -> tuple[Input, ...]:
        """The facts that must be known of one provider."""
        if self.level(provider).pools == "ratings":
            return typed.inputs_of(self._wholes[self.level(provider).id])
        above = {fact for rule in self._wholes.values() for fact in typed.inputs_of(rule)}
        inside = {fact for rule in self.rules.values() for fact in typed.inputs_of(rule)}
        return tuple(f for f in self.vocabulary.inputs if f in inside or f not in above)

    def level(self, provider: Provider) -> Level:
        """The level of a provider, or of something above providers."""
        return self.vocabulary.level_by_id[level_of(self.vocabulary, provider)]

    def rule(self, item: str, provider: Provider) -> typed.Rule:
        """The rule that rates an item of a provider, or the whole of it."""
        return self._wholes[self.level(provider).id] if item == WHOLE else self.rules[item]

    def applies(self, item: str, provider: Provider) -> bool:
        """Whether an item applies to a provider."""
        if item == WHOLE:
            return True
        if self.level(provider).pools == "ratings":
            return False
        return self.vocabulary.applies(self.vocabulary.item_by_id[item], provider.type)

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
