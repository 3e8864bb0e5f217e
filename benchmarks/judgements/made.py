"""Judgements without end: a framework of 100 questions, and seeded files of any length.

A folder is a round's: it has cases/read.parquet or cases/read.csv. In the wide form a
missing answer is a blank cell, in the long form there is no row for it.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cases import Provider
from engine.frameworks.model import AnswerLabel
from engine.frameworks.model import Grade
from engine.frameworks.model import Item
from engine.frameworks.model import Judgements
from engine.frameworks.model import Level
from engine.frameworks.model import Sample
from engine.frameworks.model import Scale
from engine.frameworks.model import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

SEED = 4
SAMPLE = "read"
QUESTIONS = tuple(f"q{n}" for n in range(1, 101))
PROVIDERS = tuple(Provider(f"p{n}", f"Provider {n}") for n in range(28))
LABELS = ("No", "Yes", "N/A")

VOCABULARY = Vocabulary(
    id="made",
    title="Made for benchmarks",
    rules_language=1,
    scales=(
        Scale("rating", (Grade("poor", "Poor"), Grade("good", "Good"))),
        Scale("answer", (Grade("no", "No"), Grade("yes", "Yes")), ("does not apply",)),
    ),
    levels=(
        Level("question", "questions", "rating", Judgements("judgements", "case", "answer")),
        Level("provider", "providers", "rating"),
    ),
    items=tuple(Item(question, "question", sample=SAMPLE) for question in QUESTIONS),
    samples=(
        Sample(
            SAMPLE,
            "Cases that were read",
            (),
            tuple(map(AnswerLabel, LABELS, ("no", "yes", "does not apply"))),
        ),
    ),
)

Counts = dict[tuple[str, str], tuple[int, int, int, int]]
"""Unfavourable, favourable, not applicable and missing, by provider and question."""


def make(folder: Path, form: str, kind: str, cases: int) -> None:
    """Write the file of a folder; the same answers in every form and kind."""
    import duckdb

    (folder / "cases").mkdir(parents=True)
    options = "format parquet, compression zstd" if kind == "parquet" else "header"
    query = wide(cases) if form == "wide" else long(cases)
    with duckdb.connect(config={"temp_directory": str(folder)}) as connection:
        connection.execute(f"copy ({query}) to '{path(folder, kind)}' ({options})")


def path(folder: Path, kind: str) -> Path:
    """The file of a folder."""
    return folder / "cases" / f"{SAMPLE}.{kind}"


def wide(cases: int) -> str:
    """A row for each case: SQL."""
    answers = ", ".join(f"{answer(str(n))} as {q}" for n, q in enumerate(QUESTIONS, start=1))
    return f"select {whose('n')}, {answers} from range({cases}) r(n)"


def long(cases: int) -> str:
    """A row for each answer, a case after another: SQL."""
    size = len(QUESTIONS)
    rows = f"select range // {size} as n, range % {size} + 1 as q from range({cases * size})"
    answers = f"select {whose('n')}, 'q' || q as item, {answer('q')} as answer from ({rows})"
    return f"select * from ({answers}) where answer is not null"


def whose(case: str) -> str:
    """A case's id and its provider: SQL."""
    chosen = f"hash({case}, 0, {SEED}) % {len(PROVIDERS)}"
    return f"'c' || {case} as \"case\", 'p' || {chosen} as provider"


def answer(question: str) -> str:
    """An answer by chance: more than half favourable, some not applicable or missing: SQL."""
    chance = f"hash(n, {question}, {SEED}) % 100"
    return (
        f"case when {chance} < 55 then 'Yes' when {chance} < 85 then 'No' "
        f"when {chance} < 97 then 'N/A' end"
    )


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """How long the work took, in the field ``seconds``."""
    taken: dict[str, float] = {}
    start = time.perf_counter()
    yield taken
    taken["seconds"] = time.perf_counter() - start


def report(taken: Mapping[str, float], counts: Counts, peak: int = 0) -> None:
    """Print what ``benchmarks/tally.py`` reads: seconds, a digest of the counts, the peak."""
    listed = sorted((*key, *numbers) for key, numbers in counts.items())
    digest = hashlib.sha256(json.dumps(listed).encode()).hexdigest()
    json.dump({**taken, "digest": digest, "peak": peak}, sys.stdout)


if __name__ == "__main__":
    make(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
