"""Assay; a last argument "fast" has it draw by compiled loops."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import provider

from engine.cases import Tally
from engine.cases.codes import Cases
from engine.data import folder
from engine.rounds.records import ledger
from engine.rounds.round import Judgement
from engine.rounds.round import Population
from engine.rounds.round import Provider
from engine.rounds.round import Round
from engine.rounds.simulation.counting import Count
from engine.rounds.simulation.replicates import Drawn
from engine.rounds.simulation.replicates import Subject
from engine.rounds.simulation.simulate import Sampled
from engine.rounds.simulation.simulate import batches
from engine.rounds.simulation.strata import strata
from engine.rules.load import load_framework
from engine.rules.plan import plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

FAST = sys.argv[3:] == ["fast"]
TYPE, SAMPLE, ID = "NPS", "case-supervision", "somebody"
WITHHELD = ("3.1", "3.2")
FRAMEWORK = load_framework(folder("standards") / "2018-19")
ANSWERS = provider.made_up()


def simulate(number: int, known: bool) -> NDArray[np.int64]:  # noqa: FBT001
    """The ratings that come, by rank."""
    subject = _subject(known=known)
    count = Count(subject.plan.task(None))
    for batch, size in enumerate(batches(number)):
        count.add(subject.rate([1, batch], size))
    found = count.chances.ratings
    scale = FRAMEWORK.vocabulary.scale_by_id["rating"]
    return np.array([found.get(grade.id, 0) for grade in scale.grades])


def _subject(*, known: bool) -> Subject:
    vocabulary = FRAMEWORK.vocabulary
    blank = np.zeros((provider.CASES, 0), np.int16)
    cases = Cases(provider.ALL, ANSWERS, blank)
    size = provider.COPIES * provider.CASES
    population = Population(ID, SAMPLE, size) if known else None
    drawn = Drawn(
        Sampled(SAMPLE, provider.CASES, size if known else None),
        cases,
        strata(cases, vocabulary.sample_by_id[SAMPLE], population),
    )
    records = ledger(_round(), FRAMEWORK)[ID]
    return Subject(plan(FRAMEWORK, TYPE), vocabulary, records, (drawn,), fast=FAST)


def _round() -> Round:
    grades = FRAMEWORK.vocabulary.scale_by_id["rating"].grades
    judged = [Judgement(ID, item, grades[rank].id) for item, rank in provider.JUDGED.items()]
    inputs = {(ID, each.id): each.default or "" for each in FRAMEWORK.vocabulary.inputs}
    return Round(
        id="made-up",
        title="Made up",
        folder=Path(),
        framework=FRAMEWORK.vocabulary.id,
        synthetic=True,
        providers=(Provider(ID, "Somebody", TYPE),),
        tallies={(ID, question): Tally((0, 0)) for question in provider.ALL},
        judgements=(*judged, *(Judgement(ID, item, None, "left out") for item in WITHHELD)),
        inputs=inputs,
    )


provider.main(simulate)
