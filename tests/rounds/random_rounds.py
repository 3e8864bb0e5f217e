"""What may be recorded about some providers of one type under a framework."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from hypothesis import strategies as st

from engine.cases import Tally
from engine.rounds.directory import WHOLE
from engine.rounds.round import Judgement
from engine.rounds.round import Provider
from engine.rounds.round import Round
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.rules.framework import Framework
    from engine.rules.plan import Plan

COUNTS = st.one_of(
    st.sampled_from((0, 1, 2, 20, 30)),
    st.integers(0, 40),
    st.sampled_from((79, 80, 159, 10**6, 2**31, 2**62, 2**63 - 1)),
)
NUMBERS = (
    "-2.5",
    "-1",
    "0",
    "1/3",
    "0.5",
    "1",
    "2",
    "4.49",
    "4.5",
    "15",
    "300.01",
    "1000000007/3",
)
REASON = "could not be seen"


@dataclass(frozen=True)
class Recorded:
    """A round of providers of one type, and the grades that decisions would give."""

    round: Round
    decided: dict[tuple[str, str], str]


@st.composite
def recorded(
    draw: Callable[[st.SearchStrategy[Any]], Any],
    framework: Framework,
    plan: Plan,
    type_id: str | None,
) -> Recorded:
    """Judgements, counts, facts and decisions; some are withheld, some are missing."""
    judgements: list[Judgement] = []
    tallies: dict[tuple[str, str], Tally] = {}
    inputs: dict[tuple[str, str], str] = {}
    decided: dict[tuple[str, str], str] = {}
    providers = [Provider(f"p{n}", f"P {n}", type_id) for n in range(draw(st.integers(1, 7)))]
    recorded_at_all = st.sampled_from([True] * 7 + [draw(st.booleans())])
    for provider in providers:
        for task in plan.tasks:
            key = (provider.id, task.key or WHOLE)
            grade = st.sampled_from([g.id for g in task.rule.scale.grades])
            if draw(st.integers(0, 7)) == 5:
                judgements.append(Judgement(*key, None, REASON))
            elif isinstance(task.rule.base, typed.Judged) and draw(recorded_at_all):
                judgements.append(Judgement(*key, draw(grade)))
            if task.asks and draw(recorded_at_all):
                tallies[key] = Tally(tuple(draw(COUNTS) for _ in task.asks[0].scale.grades))
            if task.rule.allow is not None and draw(st.booleans()):
                decided[key] = draw(grade)
        for fact in framework.vocabulary.inputs:
            values = {"yes/no": ("yes", "no"), "number": NUMBERS}.get(fact.type, fact.values)
            if draw(recorded_at_all):
                inputs[provider.id, fact.id] = draw(st.sampled_from(values))
    made = Round(
        "random",
        "Random",
        Path("random"),
        "random",
        synthetic=True,
        providers=tuple(providers),
        tallies=tallies,
        judgements=tuple(judgements),
        inputs=inputs,
    )
    return Recorded(made, decided)
