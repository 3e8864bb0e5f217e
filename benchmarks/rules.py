"""Rules alone: from tallies to overall ratings, on one core."""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measure import PEERS
from measure import peer
from measure import run
from measure import script

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from measure import Program
    from measure import Settings

FOLDER = "rule_programs"
MOST = 10**6
"""For so many providers there are tallies; a slow program rates the first few of them."""

PLAIN = "plain Python function"
REFERENCE = "Assay, reference interpreter"
ARRAYS = "Assay, array reader"


@dataclass(frozen=True)
class Rater:
    """A program that prints the seconds that so many ratings took it, and where they are."""

    program: Program
    number: int
    target: Path


def rules(settings: Settings) -> None:
    """Ratings a second of the rules of 2018-19, by reader."""
    tallies = settings.folder / "tallies.npz"
    run(script("", FOLDER, "tallies", MOST, tallies).command, settings)
    raters = _raters(tallies, settings.folder)
    times: dict[Rater, list[float]] = {rater: [] for rater in raters}
    for _ in range(settings.runs):
        for rater in raters:
            times[rater].append(float(run(rater.program.command, settings).printed))
    _agreed(raters)
    _table(times)


def _raters(tallies: Path, folder: Path) -> list[Rater]:
    def rater(kind: Callable[..., Program], name: str, module: str, number: int) -> Rater:
        target = folder / f"{module}.ratings"
        return Rater(kind(name, FOLDER, module, tallies, number, target), number, target)

    ours = [
        rater(script, PLAIN, "with_python", 10**5),
        rater(script, "NumPy function", "with_numpy", MOST),
        rater(script, REFERENCE, "with_reference", 500),
        rater(script, ARRAYS, "with_arrays", MOST),
    ]
    if not PEERS.exists():
        print("zen-engine, openfisca-core: left out, `make bench` installs them\n")
        return ours
    return [
        *ours,
        rater(peer, "zen-engine, one expression", "with_zen", 10**4),
        rater(peer, "openfisca-core", "with_openfisca", 10**5),
    ]


def _agreed(raters: Sequence[Rater]) -> None:
    """Stop unless all give the same ratings to the providers that they rate."""
    most = max(raters, key=lambda rater: rater.number)
    ratings = most.target.read_bytes()
    for rater in raters:
        if rater.target.read_bytes() != ratings[: rater.number]:
            sys.exit(f"{rater.program.name} and {most.program.name} rate differently")


def _table(times: Mapping[Rater, Sequence[float]]) -> None:
    speeds = {r.program.name: r.number / statistics.median(t) for r, t in times.items()}
    print("Rules alone: overall ratings of 2018-19 from tallies, by a second of one core\n")
    print(f"  {'':32}{'at once':>11}{'a second':>13}{'to plain':>10}{'to reference':>14}")
    for rater in times:
        speed = speeds[rater.program.name]
        ratios = f"{speed / speeds[PLAIN]:10.3f}{speed / speeds[REFERENCE]:14,.1f}"
        print(f"  {rater.program.name:32}{rater.number:11,}{speed:13,.0f}{ratios}")
    print("\n  The array reader's aim: 10,000,000 a second, 1,000 times the reference\n")
