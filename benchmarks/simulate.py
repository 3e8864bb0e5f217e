"""How sure a rating is: one provider's cases drawn again, on one core."""

from __future__ import annotations

import json
import statistics
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from math import sqrt
from typing import TYPE_CHECKING

from measure import run
from measure import script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from measure import Program
    from measure import Settings

FOLDER = "simulation_programs"
REPLICATES = 10**5

PLAIN = "NumPy, weights times answers"
POPULATIONS = {
    "unknown": "Population unknown: multinomial weights",
    "known": "Population known: multivariate hypergeometric weights",
}
FAR = 5
"""So many standard errors apart, two programs do not draw from the same urn."""


@dataclass(frozen=True)
class Found:
    """The seconds of each run of a program, and how often each rating came."""

    program: Program
    seconds: list[float]
    ratings: list[int]


def simulate(settings: Settings) -> None:
    """Replicates a second of the plain form and of ours, side by side."""
    print(f"{REPLICATES:,} replicates of a provider: 150 cases, 12 key questions, one core\n")
    for population, words in POPULATIONS.items():
        programs = [
            script(PLAIN, FOLDER, "with_numpy", REPLICATES, population),
            script("Assay", FOLDER, "with_assay", REPLICATES, population),
        ]
        if find_spec("numba") is not None:
            arguments = (REPLICATES, population, "fast")
            programs.append(script("Assay, --fast", FOLDER, "with_assay", *arguments))
        found = _run(programs, settings)
        _agreed(found)
        _table(words, found)
    if find_spec("numba") is None:
        print("  --fast: left out, it needs the extra of this name\n")
    print(
        "  The aims: 5 times the plain form with an unknown population, 30 times with --fast\n"
    )


def _run(programs: Sequence[Program], settings: Settings) -> list[Found]:
    found = [Found(program, [], []) for program in programs]
    for _ in range(settings.runs):
        for each in found:
            printed = json.loads(run(each.program.command, settings).printed)
            each.seconds.append(printed["seconds"])
            each.ratings[:] = printed["ratings"]
    return found


def _agreed(found: Sequence[Found]) -> None:
    """Stop where the ratings of two programs differ by more than chance makes them."""
    plain, *others = found
    for other in others:
        for one, two in zip(plain.ratings, other.ratings, strict=True):
            if abs(one - two) > FAR * sqrt(one + two + 1):
                sys.exit(
                    f"{other.program.name} draws other ratings: {plain.ratings} and"
                    f" {other.ratings}"
                )


def _table(words: str, found: Sequence[Found]) -> None:
    base = statistics.median(found[0].seconds)
    print(f"  {words:55}{'median':>9}{'a second':>13}{'times':>8}")
    for each in found:
        median = statistics.median(each.seconds)
        row = f"{median:8.3f}s{REPLICATES / median:13,.0f}{base / median:8.1f}"
        print(f"    {each.program.name:53}{row}")
    print()
