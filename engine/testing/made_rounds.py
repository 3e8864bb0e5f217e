"""Hypothesis strategies for rounds: providers, and all that is recorded about them."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from engine.cases.tally import Tally
from engine.rounds.directory import WHOLE
from engine.rounds.round import Decision
from engine.rounds.round import Judgement
from engine.rounds.round import Provider
from engine.rounds.round import Round
from engine.rules.plan import plan
from engine.testing.recorded import judgements
from engine.testing.recorded import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.rules.framework import Framework
    from engine.rules.plan import Task
    from engine.testing.recorded import Recorded

DAY = datetime.date(2001, 1, 1)
REASON = "made up"


def rounds(
    framework: Framework,
    *,
    most: int = 4,
    withheld: bool = False,
    decisions: bool = False,
) -> st.SearchStrategy[Round]:
    """A round in which nothing is missing, of one provider or more; for ``engine.rate``.

    ``withheld`` lets judged ratings be withheld; ``decisions`` lets a panel make those
    moves that the rules allow.
    """
    one = judgements(framework, withheld=withheld, decisions=decisions)
    return st.lists(one, min_size=1, max_size=most).map(_round)


def _round(every: list[Recorded]) -> Round:
    framework = every[0].framework
    found = [(f"p{number}", each) for number, each in enumerate(every)]
    tasks = {t: plan(framework, t).tasks for t in framework.vocabulary.type_ids}
    return Round(
        id="made-up",
        title="Made up",
        folder=Path("made-up"),
        framework=framework.vocabulary.id,
        synthetic=True,
        providers=tuple(Provider(p, p.upper(), each.type) for p, each in found),
        tallies={
            (p, task.key or WHOLE): _tally(task, each.counts[name_of(task)])
            for p, each in found
            for task in tasks[each.type]
            if task.asks
        },
        judgements=tuple(j for p, each in found for j in _judged(p, each, tasks[each.type])),
        decisions=tuple(d for p, each in found for d in _decided(p, each, tasks[each.type])),
        inputs={(p, f): value for p, each in found for f, value in each.inputs.items()},
    )


def _tally(task: Task, counts: Mapping[str, int]) -> Tally:
    scale = task.asks[0].scale
    return Tally(tuple(counts.get(grade.id, 0) for grade in scale.grades), scale=scale)


def _judged(provider: str, each: Recorded, tasks: tuple[Task, ...]) -> Iterator[Judgement]:
    for task in tasks:
        if name_of(task) in each.judged:
            rating = each.judged[name_of(task)]
            yield Judgement(provider, task.key or WHOLE, rating, "" if rating else REASON)


def _decided(provider: str, each: Recorded, tasks: tuple[Task, ...]) -> Iterator[Decision]:
    outcomes = each.outcomes
    for task in tasks:
        before = outcomes[name_of(task)].before
        allow = task.rule.allow
        if allow is not None and before is not None:
            end = each.decided[name_of(task)]
            item = task.key or WHOLE
            yield Decision(provider, item, before, end, allow.role.id, DAY, REASON)
