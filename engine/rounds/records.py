"""What a round holds about one provider, item by item."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.diagnostics.words import shortened
from engine.rounds.directory import WHOLE
from engine.rounds.inspections import current
from engine.rounds.inspections import inspected
from engine.rounds.pooling import pooled
from engine.rules import typed
from engine.rules.facts import Facts

if TYPE_CHECKING:
    import datetime
    from collections.abc import Container
    from collections.abc import Iterable
    from collections.abc import Mapping

    from engine.frameworks.model import Inspections
    from engine.frameworks.model import Level
    from engine.rounds.round import Decision
    from engine.rounds.round import Judgement
    from engine.rounds.round import Provider
    from engine.rounds.round import Round
    from engine.rules.framework import Framework
    from engine.rules.plan import Task


@dataclass(frozen=True)
class Records:
    """What the round holds about one provider, by item, or by the fact that it is.

    The judgements are those that count, of which the latest is from when it was
    ``inspected``; the round's tallies have those of what pools cases, too.
    """

    round: Round
    provider: Provider
    judgements: dict[str, Judgement] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    inputs: dict[str, str] = field(default_factory=dict)
    inspected: datetime.date | None = None

    def facts(self, task: Task, ratings: Mapping[str, str | None]) -> Facts:
        """What the rule of a task may look at."""
        judgement = self.judgements.get(task.key or WHOLE)
        withheld = judgement is not None and judgement.rating is None
        return Facts(
            ratings=ratings,
            members=task.members,
            answers=self._answers(task),
            inputs=self.inputs,
            judged=None if judgement is None else judgement.rating,
            withheld=judgement.reason if judgement is not None and withheld else None,
        )

    def missing(self, task: Task, unknown: Container[str]) -> str:
        """Why the rating cannot be computed, if it cannot.

        ``unknown`` are the items that have more than one possible rating.
        """
        judgement = self.judgements.get(task.key or WHOLE)
        if judgement is not None and judgement.rating is None:
            return ""
        absent = [child for child in task.reads if child in unknown]
        absent += [fact for fact in task.inputs if fact not in self.inputs]
        reason = f"{shortened(absent)} cannot be known" if absent else ""
        return self._unrecorded(task, judgement) or reason

    def blank(self, task: Task, unknown: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """What is not recorded for a task, or for what it reads: ``unknown``, by item."""
        key = task.key or WHOLE
        if self._unrecorded(task, self.judgements.get(key)):
            return (key or task.rule.level.id,)
        below = [each for child in task.reads for each in unknown.get(child, ())]
        facts = [fact for fact in task.inputs if fact not in self.inputs]
        return tuple(dict.fromkeys([*below, *facts]))

    def all_blank(self, tasks: Iterable[Task]) -> tuple[str, ...]:
        """What is not recorded, and the provider's own rating needs it, in its own order."""
        found: dict[str, tuple[str, ...]] = {}
        for task in tasks:
            if self.missing(task, found):
                found[task.key or WHOLE] = self.blank(task, found)
        return found.get(WHOLE, ())

    def _unrecorded(self, task: Task, judgement: Judgement | None) -> str:
        """Why there is nothing of the item's own for its rule to start from, if so."""
        key = task.key or WHOLE
        if isinstance(task.rule.base, typed.Judged) and judgement is None:
            return self.round.unknown.get(key, "no rating is recorded")
        if not task.asks or (self.provider.id, key) in self.round.tallies:
            return ""
        if task.item is not None and task.item.sample in self.round.unanswered:
            return f"there are no cases of {task.item.sample}"
        return self.round.unknown.get(key, "no answers are recorded")

    def _answers(self, task: Task) -> dict[str, int]:
        """How often each answer was given; empty where nothing is recorded."""
        if not task.asks:
            return {}
        tally = self.round.tallies.get((self.provider.id, task.key or WHOLE))
        if tally is None:
            return {}
        grades = task.asks[0].scale.grades
        return {g.id: n for g, n in zip(grades, tally.counts, strict=True)}


def ledger(round_: Round, framework: Framework) -> dict[str, Records]:
    """What the round holds, by provider, and by what the providers are part of."""
    round_ = replace(round_, tallies=pooled(round_, framework.vocabulary))
    judgements: dict[str, dict[str, Judgement]] = defaultdict(dict)
    decisions: dict[str, dict[str, Decision]] = defaultdict(dict)
    inputs: dict[str, dict[str, str]] = defaultdict(dict)
    dates = inspected(round_.judgements)
    for judgement in standing(round_, framework, framework.vocabulary.inspections):
        judgements[judgement.provider][judgement.item] = judgement
    for decision in round_.decisions:
        decisions[decision.provider][decision.item] = decision
    for (provider, fact), value in round_.inputs.items():
        inputs[provider][fact] = value
    return {
        p.id: Records(
            round_, p, judgements[p.id], decisions[p.id], inputs[p.id], dates.get(p.id)
        )
        for p in round_.everybody
    }


def standing(round_: Round, framework: Framework, which: Inspections) -> tuple[Judgement, ...]:
    """The judgements of a round that count; the framework is the one that they are under."""
    levels = framework.vocabulary.level_by_id
    above = {each.id: levels.get(each.level or "") for each in round_.above}
    judged: dict[Level | None, set[str]] = defaultdict(set)
    for rule in framework.rules.all:
        if isinstance(rule.base, typed.Judged):
            judged[rule.above] |= {*rule.items} or {WHOLE}

    def is_judged(judgement: Judgement) -> bool:
        level = above.get(judgement.provider)
        pools = level is not None and level.pools == "ratings"
        return judgement.item in judged[level if pools else None]

    return current(round_.judgements, which, is_judged)
