"""Measures the tally alone, 10^6 to 10^8 judgements, against bare DuckDB SQL.

Every program counts the same made-up file, wide or long, Parquet or CSV, in a process of
its own, and all have to find the same counts. The seconds are those of the work itself,
without the start of Python, its libraries or Spark; the peak is that of the process.

With --large, 10^8 judgements besides, in files of up to 2 GB.
"""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import product
from typing import TYPE_CHECKING

from measure import MEBIBYTE
from measure import Program
from measure import run
from measure import script

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from measure import Settings

QUESTIONS = 100


@dataclass(frozen=True)
class Work:
    """What one run of a program said: seconds of the work, the peak, and what it counted."""

    seconds: float
    peak: int
    digest: str


def tally(settings: Settings) -> None:
    """Every size, form and kind of file."""
    for size in (6, 7, 8) if settings.large else (6, 7):
        for form, kind in product(("wide", "long"), ("parquet", "csv")):
            with tempfile.TemporaryDirectory() as folder:
                cases = 10**size // QUESTIONS
                made = script("made", "judgements", "made", folder, form, kind, cases)
                run(made.command, settings)
                title = f"10^{size} judgements, {form}, {'CSV' if kind == 'csv' else 'Parquet'}"
                compare(title, programs(folder, form, kind), settings)


def programs(folder: str, form: str, kind: str) -> list[Program]:
    """What counts a file; Spark where it is installed, and Java."""
    named = [
        ("bare DuckDB SQL", "with_sql", ()),
        ("assay, the tally alone", "with_assay", ("tally",)),
        ("assay, all that is checked", "with_assay", ("everything",)),
        ("the twin on DuckDB", "with_frames", ("duckdb",)),
        ("the twin on Polars", "with_frames", ("polars",)),
    ]
    if find_spec("pyspark") and shutil.which("java"):
        named.append(("the twin on Spark, once", "with_frames", ("spark",)))
    return [
        script(name, "judgements", file, folder, form, kind, *more)
        for name, file, more in named
    ]


def compare(title: str, programs: Sequence[Program], settings: Settings) -> None:
    """Run all in turn, and print the medians beside the first one's."""
    works: dict[Program, list[Work]] = {program: [] for program in programs}
    for n in range(min(settings.runs, 5)):
        for program in programs:
            if n == 0 or "spark" not in program.command:
                works[program].append(work(program, settings))
    digests = {each.digest for found in works.values() for each in found}
    assert len(digests) == 1, f"{title}: the programs count different things"
    show(title, works, programs[0])


def work(program: Program, settings: Settings) -> Work:
    """One run of a program."""
    done = run(program.command, settings)
    said = json.loads(done.printed)
    return Work(said["seconds"], max(done.peak, said["peak"]), said["digest"])


def show(title: str, works: Mapping[Program, Sequence[Work]], against: Program) -> None:
    """Seconds and peaks of every program, as ratios to one of them."""
    base = statistics.median(work.seconds for work in works[against])
    print(f"{title} ({len(works[against])} runs; the work alone, all with the same counts)\n")
    print(f"  {'':32}{'median':>9}{'fastest':>9}{'slowest':>9}{'ratio':>7}{'peak':>10}")
    for program, found in works.items():
        seconds = [work.seconds for work in found]
        median = statistics.median(seconds)
        row = f"{median:8.3f}s{min(seconds):8.3f}s{max(seconds):8.3f}s{median / base:7.2f}"
        print(f"  {program.name:32}{row}{max(w.peak for w in found) / MEBIBYTE:6.0f} MiB")
    print(flush=True)
