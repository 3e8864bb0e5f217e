"""Providers in memory whose samples can be drawn again."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from engine.cases.codes import Cases
from engine.rounds.directory import WHOLE
from engine.rounds.records import ledger
from engine.rounds.simulation import exact
from engine.rounds.simulation.replicates import Drawn
from engine.rounds.simulation.replicates import Subject
from engine.rounds.simulation.simulate import Sampled
from engine.rounds.simulation.strata import Stratum
from engine.rules.plan import plan
from tests.assurance.trying import care
from tests.rounds.making import people
from tests.rounds.making import round_of
from tests.rounds.making import tally

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.rounds.round import Round
    from engine.rounds.simulation import Chances
    from engine.rules.framework import Framework

NO, YES, NOT_APPLICABLE = 0, 1, 2
MARKS = {"Y": YES, "N": NO, "-": NOT_APPLICABLE}


def cases(**answers: str) -> Cases:
    """Cases from the answers to each question: ``q1="YYN-"`` are those of four cases."""
    rows = [[MARKS[mark] for mark in marks] for marks in answers.values()]
    found = np.array(rows, np.int16).T
    return Cases(tuple(answers), found, np.zeros((len(found), 0), np.int16))


def everything(size: int | None, cases_: Cases) -> tuple[Stratum, ...]:
    """All cases as one stratum."""
    return (Stratum(np.arange(len(cases_)), size),)


def subject(
    cases_: Cases,
    strata: Sequence[Stratum],
    judged: Mapping[str, str | None] | None = None,
    framework: Framework | None = None,
    **more: object,
) -> Subject:
    """A day centre of the manual's small framework, with its cases in one sample."""
    (row,) = people({"acton": {"a1": "good", "a2": "fair"} | dict(judged or {})}, "day")
    for number, question in enumerate(cases_.questions):
        column = cases_.answers[:, number].tolist()
        row.tallies["acton", question] = tally(column.count(YES), column.count(NO))
    inputs = {("acton", "state"): "open", ("acton", "breach"): "no"}
    round_ = round_of(row, **{"inputs": inputs, **more})
    return of_round(framework or care(), round_, "acton", [(cases_, strata)])


def of_round(
    framework: Framework,
    round_: Round,
    provider: str,
    samples: Sequence[tuple[Cases, Sequence[Stratum]]],
    moved: Sequence[str] = (),
) -> Subject:
    """A provider of a round, with these cases."""
    records = ledger(round_, framework)[provider]
    drawn = tuple(
        Drawn(Sampled("sample", len(cases_), None), cases_, tuple(strata))
        for cases_, strata in samples
    )
    moved = moved or [each.item for each in round_.decisions]
    whose = records.provider.type
    return Subject(plan(framework, whose), framework.vocabulary, records, drawn, moved)


def worked_out(one: Subject, key: str) -> Chances:
    """The chances of a question, which need not be simulated."""
    found = exact.chances(one, key)
    assert found is not None
    return found


def counted(round_: Round, framework: Framework, provider: str, seed: int) -> Cases | None:
    """Cases that have a provider's counts; which answers belong together is left to chance."""
    chance = random.Random(seed)  # noqa: S311
    found = next(each for each in round_.providers if each.id == provider)
    columns = {}
    for task in plan(framework, found.type).tasks:
        counts = round_.tallies.get((provider, task.key or WHOLE))
        if task.asks and counts is not None:
            ranks = enumerate(counts.counts)
            columns[task.key or WHOLE] = [rank for rank, n in ranks for _ in range(n)]
    size = max(map(len, columns.values()), default=0)
    for column in columns.values():
        column.extend([-1] * (size - len(column)))
        chance.shuffle(column)
    if not size:
        return None
    answers = np.array(list(columns.values()), np.int16).T
    return Cases(tuple(columns), answers, np.zeros((size, 0), np.int16))
