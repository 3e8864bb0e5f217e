"""Measures Assay against programs written for the same job, side by side.

Every program is run in turn, several times, after one run that does not count; medians
and ratios are printed. Of a whole process, what is timed is what a person waits for: from
its start to its end.

    python benchmarks/run.py               all of it
    python benchmarks/run.py food rules    some of it
    python benchmarks/run.py --runs 15     more patiently
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

import food
import growth
import machine
import national
import report
import rules
import simulate
import tally
from measure import Settings

PARTS = {
    "start": national.start_up,
    "national": national.national,
    "food": food.food,
    "rules": rules.rules,
    "simulate": simulate.simulate,
    "growth": growth.growth,
    "tally": tally.tally,
    "report": report.report,
}


def main() -> None:
    """Run the benchmarks that are asked for, or all, and print their tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--runs", type=int, default=9, help="counted runs of each program")
    parser.add_argument(
        "--large", action="store_true", help="also what takes a quarter of an hour"
    )
    asked = parser.parse_args()
    unknown = sorted(set(asked.parts) - set(PARTS))
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    print(machine.about())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "ASSAY_CACHE": str(folder / "cache")}
        # As on anybody's machine, modules are compiled once and not in every run.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        settings = Settings(asked.runs, folder, environment, asked.large)
        for part in asked.parts or PARTS:
            PARTS[part](settings)


if __name__ == "__main__":
    main()
