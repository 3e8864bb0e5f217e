"""Decisions for a made-up round: ratings that a panel, not the answers, brought about."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.rounds.round import Decision
from engine.rounds.round import Seen
from engine.rounds.synthetic.recipe_findings import DoesNotAddUp
from engine.rules.reference import rate as rate_item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Vocabulary
    from engine.rounds.directory import Directory
    from engine.rounds.round import Provider
    from engine.rounds.synthetic.chance import Stream
    from engine.rounds.synthetic.exchange import Exchange
    from engine.rounds.synthetic.exchange import Grades
    from engine.rounds.synthetic.recipe import Recipe

FEWEST = 20
"""The fewest answers that a decision is about."""

NEAR = 25
"""The part of the answers by which they may miss the grade that the panel gives."""


@dataclass(frozen=True)
class Mover:
    """Puts the answers of some questions just beyond their grade, and decides them back.

    The favourable answers that this takes or leaves move from or to providers of the
    same type whose grades they do not change.
    """

    recipe: Recipe
    vocabulary: Vocabulary
    directory: Directory
    grades: Grades
    exchange: Exchange
    stream: Stream

    def decisions(self) -> tuple[Decision, ...]:
        """As many decisions as the recipe wants, up and down by turns.

        Raises Invalid where the rules do not allow so many.
        """
        found: list[Decision] = []
        for provider, question in self.stream.shuffled([*self._candidates()]):
            if len(found) == self.recipe.decisions:
                break
            taken = {d.provider for d in found} | {d.item for d in found}
            if provider.id not in taken and question not in taken:
                decision = self._decided(provider, question, up=len(found) % 2 == 0)
                found += [] if decision is None else [decision]
        wanted = self.recipe.decisions
        if len(found) < wanted:
            what = "decisions that the rules allow"
            raise Invalid([DoesNotAddUp(Place(self.recipe.file), what, wanted, len(found))])
        return tuple(sorted(found, key=lambda d: (d.date, d.provider)))

    def _candidates(self) -> Iterator[tuple[Provider, str]]:
        """Questions whose grade is that of the item above, so that it depends on them."""
        for provider in self.recipe.providers:
            for owner, question in self.exchange.answers:
                if owner == provider.id and self._depends(owner, question):
                    yield provider, question

    def _depends(self, provider: str, question: str) -> bool:
        rule, exchange = self.directory.rules.get(question), self.exchange
        if rule is None or rule.allow is None or question in self.recipe.undecided:
            return False
        parent = self.vocabulary.item_by_id[question].parent
        rating = exchange.ratings.get((provider, parent or ""))
        enough = exchange.answers[provider, question].applicable >= FEWEST
        free = exchange.is_free(provider, question)
        return enough and free and rating == exchange.grade(provider, question)

    def _decided(self, provider: Provider, question: str, *, up: bool) -> Decision | None:
        exchange, rule = self.exchange, self.directory.rules[question]
        found = exchange.answers[provider.id, question]
        grade, (low, high) = (
            exchange.grade(provider.id, question),
            exchange.range(provider.id, question),
        )
        beyond = self.stream.between(1, max(1, found.applicable // NEAR))
        number = low - beyond if up else high + beyond
        if not 0 <= number <= found.applicable:
            return None
        outcome = rate_item(rule, self.grades.facts(question, number, found.applicable))
        if grade not in outcome.moves or not self._shifted(provider, question, number):
            return None
        assert rule.allow is not None
        return Decision(
            provider.id,
            question,
            outcome.rating or "",
            grade,
            rule.allow.role.id,
            (provider.fieldwork or datetime.date.min)
            + datetime.timedelta(weeks=self.recipe.weeks),
            self.recipe.reasons.get("decided", ""),
            Seen(number, found.applicable),
        )

    def _shifted(self, provider: Provider, question: str, number: int) -> bool:
        """Whether a provider has so many favourable answers now, at the cost of others."""
        exchange = self.exchange
        change = number - exchange.answers[provider.id, question].favourable
        others = [
            p.id
            for p in self.stream.shuffled(self.recipe.of_type(provider.type or ""))
            if p != provider
            and (p.id, question) in exchange.answers
            and exchange.is_free(p.id, question)
        ]
        moves = []
        for other in others:
            low, high = exchange.range(other, question)
            now = exchange.answers[other, question].favourable
            part = max(low - now, min(-change, high - now))
            moves.append((other, part))
            change += part
        if change:
            return False
        for other, part in moves:
            exchange.move(other, provider.id, question, part)
        return True
