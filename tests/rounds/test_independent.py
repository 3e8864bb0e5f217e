"""Random rounds, rated by the engine and by twenty lines that share nothing with it."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import event
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.cases.file_findings import NoRows
from engine.data import folder
from engine.diagnostics import errors
from engine.rounds.load import load_round
from engine.rounds.rate import rate
from engine.rules.load import load_framework
from tests.rounds.independent import OF_TYPE
from tests.rounds.independent import QUESTIONS
from tests.rounds.independent import RATINGS
from tests.rounds.independent import rated
from tests.rounds.independent import sample_of

FRAMEWORK = load_framework(folder("standards") / "2018-19")
PROVIDERS = {"ashby": "NPS", "brook": "CRC"}

BOUNDARIES = [(159, 41), (62, 63), (1, 0), (0, 1), (0, 0), (1, 1), (13, 7), (4, 1), (11, 6)]
"""Yes and no: 79.5 %, 49.6 %, one case, none, and shares at and beside each edge."""

shares = st.one_of(
    st.sampled_from(BOUNDARIES),
    st.tuples(st.integers(0, 30), st.integers(0, 30)),
)


@st.composite
def rounds(draw):
    """For each provider: yes and no to each question, how many N/A; and its judgements."""
    made = {}
    for provider, kind in PROVIDERS.items():
        counts = {q: draw(shares) for q in QUESTIONS if asked(q, kind)}
        judged = {f"1.{n}": draw(st.sampled_from(RATINGS)) for n in range(1, 5)}
        if draw(st.booleans()):
            judged[draw(st.sampled_from(["2.1", OF_TYPE[kind][0], "1.2"]))] = "not rated"
        made[provider] = (counts, judged)
    return made


def asked(question: str, kind: str) -> bool:
    return question.startswith("2") or question[:3] in OF_TYPE[kind]


def columns(answers: tuple[int, int], rows: int) -> list[str]:
    yes, no = answers
    return ["Yes"] * yes + ["no"] * no + ["N/A"] * (rows - yes - no)


def write_round(where: Path, made: dict[str, Any]) -> None:
    """The files of a round with these answers."""
    providers = "\n".join(
        f"  - {{id: {p}, name: {p.title()}, type: {kind}}}" for p, kind in PROVIDERS.items()
    )
    (where / "round.yaml").write_text(
        f'round: made up\nframework: "2018-19"\nsynthetic: true\nproviders:\n{providers}\n'
    )
    (where / "cases").mkdir()
    for sample in sorted({sample_of(q) for q in QUESTIONS}):
        inside = [q for q in QUESTIONS if sample_of(q) == sample]
        profile = next(s for s in FRAMEWORK.vocabulary.samples if s.id == sample).profile
        blank = [c.values[0] if c.values and not c.missing_allowed else "" for c in profile]
        with (where / "cases" / f"{sample}.csv").open("w", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["case", "provider", *(c.id for c in profile), *inside])
            for provider, (counts, _) in made.items():
                here = [q for q in inside if q in counts]
                size = max((sum(counts[q]) for q in here), default=0)
                cells = {q: columns(counts[q], size) for q in here}
                for n in range(size):
                    answers = [cells[q][n] if q in cells else "" for q in inside]
                    writer.writerow([f"{provider}-{n}", provider, *blank, *answers])
            if not any(q in counts for counts, _ in made.values() for q in inside):
                raise AssertionError(sample)
    with (where / "judgements.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["provider", "item", "rating", "reason"])
        for provider, (_, judged) in made.items():
            for item, rating in judged.items():
                reason = "could not be seen" if rating == "not rated" else ""
                writer.writerow([provider, item, rating, reason])


EVERYWHERE = {
    provider: (
        {q: BOUNDARIES[n % len(BOUNDARIES)] for n, q in enumerate(QUESTIONS) if asked(q, kind)},
        {f"1.{n}": "good" for n in range(1, 5)},
    )
    for provider, kind in PROVIDERS.items()
}


@given(rounds())
@example(EVERYWHERE)
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.slow
def test_every_count_band_score_and_rating_agrees(made):
    with tempfile.TemporaryDirectory() as name:
        where = Path(name)
        write_round(where, made)
        round_, findings = load_round(where, FRAMEWORK, cache=False)
        if round_ is None:  # a sample without a single case is refused: nothing to compare
            assert {f.code for f in errors(findings)} == {NoRows.code}
            event("a sample without a case")
            return
        ratings = rate(round_, FRAMEWORK)
        expected = rated(where, PROVIDERS)
    for provider in ratings.results:
        wanted = expected[provider.id]
        assert provider.rating == wanted["overall"]
        assert (provider.score or 0) == wanted["score"]
        for result in provider.walk():
            if result is not provider:
                assert result.rating == wanted[result.id], result.id
            if result.counts is not None:
                yes, no = made[provider.id][0][result.id]
                assert (result.counts.favourable, result.counts.unfavourable) == (yes, no)
