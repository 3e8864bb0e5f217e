"""Who and what a row or an entry is about, looked up under the round's framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.rounds.findings import AmbiguousName
from engine.rounds.findings import Blank
from engine.rounds.findings import DoesNotApply
from engine.rounds.findings import NeverRated
from engine.rounds.findings import NotARating
from engine.rounds.findings import RatingNotAllowed
from engine.rounds.findings import UnknownName
from engine.rounds.names import Names
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.rounds.round import Provider
    from engine.rules.framework import Framework

WHOLE = ""
"""The item of a judgement or decision about the provider itself."""


class Directory:
    """The providers of a round, and the items that its framework rates.

    What cannot be found is added to ``findings``.
    """

    def __init__(self, framework: Framework, providers: Sequence[Provider]) -> None:
        self.vocabulary = framework.vocabulary
        self.providers = {provider.id: provider for provider in providers}
        self.rules = {
            item: rule for rule in framework.rules.rules for item in rule.items or (WHOLE,)
        }
        self.findings: list[Finding] = []
        self._providers = Names((p.id, (p.name, *p.aliases)) for p in providers)
        items = [(item.id, (item.name,) if item.name else ()) for item in self.vocabulary.items]
        level = self.vocabulary.provider_level
        if WHOLE in self.rules:
            items.append((level.id, ()))
        self._items = Names(items)

    @property
    def judged(self) -> tuple[str, ...]:
        """The items that somebody judges, in the framework's order."""
        order = (WHOLE, *(item.id for item in self.vocabulary.items))
        rules = ((item, self.rules.get(item)) for item in order)
        return tuple(i for i, r in rules if r is not None and isinstance(r.base, typed.Judged))

    def applies(self, item: str, provider: Provider) -> bool:
        """Whether an item applies to a provider."""
        if item == WHOLE:
            return True
        return self.vocabulary.applies(self.vocabulary.item_by_id[item], provider.type)

    def words(self, item: str) -> str:
        """An item as messages name it: its level and its id."""
        if item == WHOLE:
            return f"the {self.vocabulary.provider_level.id}"
        return f"{self.vocabulary.item_by_id[item].level} {item}"

    def provider(self, place: Place, name: str) -> Provider | None:
        """The provider that a name means."""
        found = self._one(place, "provider", name, self._providers, "the round")
        return None if found is None else self.providers[found]

    def item(self, place: Place, name: str) -> str | None:
        """The rated item that a name means."""
        found = self._one(place, "item", name, self._items, "the framework")
        if found is None:
            return None
        if found == self.vocabulary.provider_level.id and WHOLE in self.rules:
            return WHOLE
        if found not in self.rules:
            self.findings.append(NeverRated(place, self.words(found)))
            return None
        return found

    def fits(self, place: Place, item: str, provider: Provider) -> bool:
        """Whether an item applies to a provider; if not, that is a finding."""
        if self.applies(item, provider):
            return True
        wrong = DoesNotApply(place, self.words(item), provider.id, provider.type or "")
        self.findings.append(wrong)
        return False

    def grade(
        self, place: Place, item: str, name: str, extra: Sequence[str] = ()
    ) -> str | None:
        """The grade that a name means, on the scale of an item."""
        scale = self.rules[item].scale
        allowed = self._allowed(item) or tuple(grade.id for grade in scale.grades)
        names = Names((grade.id, (grade.name,)) for grade in scale.grades)
        if not name.strip():
            self.findings.append(Blank(place, "rating"))
            return None
        found = names.find(name)
        choices = (*allowed, *extra)
        if len(found) != 1:
            meant = Names((choice, ()) for choice in choices).suggest(name)
            wrong = NotARating(place, self.words(item), name, choices, meant)
            self.findings.append(wrong)
            return None
        if found[0] not in allowed:
            refused = RatingNotAllowed(place, self.words(item), name, choices)
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
