"""What a round holds about one provider, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics.words import listed
from engine.rules import typed
from engine.rules.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Mapping

    from engine.rounds.plan import Task
    from engine.rounds.round import Provider
    from engine.rounds.round import Round


class Records:
    """What the round holds about one provider, by item."""

    def __init__(self, round_: Round, provider: Provider) -> None:
        self.round = round_
        self.provider = provider
        self.judgements = {j.item: j for j in round_.judgements if j.provider == provider.id}
        self.decisions = {d.item: d for d in round_.decisions if d.provider == provider.id}
        self.inputs = {
            fact: value for (who, fact), value in round_.inputs.items() if who == provider.id
        }

    def facts(self, task: Task, ratings: Mapping[str, str | None]) -> Facts:
        """What the rule of a task may look at."""
        judgement = self.judgements.get(task.key or "")
        withheld = (
            judgement.reason if judgement is not None and judgement.rating is None else None
        )
        return Facts(
            ratings=ratings,
            members=task.members,
            answers=self._answers(task),
            inputs=self.inputs,
            judged=None if judgement is None else judgement.rating,
            withheld=withheld,
        )

    def missing(self, task: Task, unknown: Container[str]) -> str:
        """Why the rating cannot be computed, if it cannot.

        ``unknown`` are the items that have more than one possible rating.
        """
        item = task.item
        if item is not None and item.id in self.judgements:
            return ""
        if item is not None and item.id in self.round.unknown:
            return self.round.unknown[item.id]
        if isinstance(task.rule.base, typed.Judged):
            return "no rating is recorded"
        if task.share is not None and item is not None and item.sample in self.round.unanswered:
            return f"there are no cases of {item.sample}"
        absent = [child for child in task.reads if child in unknown]
        absent += [fact for fact in task.inputs if fact not in self.inputs]
        return f"{listed(absent)} cannot be known" if absent else ""

    def _answers(self, task: Task) -> dict[str, int]:
        if task.share is None:
            return {}
        tally = self.round.tallies.get((self.provider.id, task.key or ""))
        if tally is None:
            return {}
        grades = task.share.scale.grades
        return {g.id: n for g, n in zip(grades, tally.counts, strict=True)}
