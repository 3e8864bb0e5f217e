"""Measures whole processes of Assay against programs written by hand for the same job.

Every program is run in turn, several times, after one run that does not count; medians
and ratios are printed. What is timed is what a person waits for: from the start of the
process to its end.

    python benchmarks/run.py            all of it
    python benchmarks/run.py --runs 15  more patiently
    python benchmarks/run.py --large    with the largest files, which take a quarter of an hour
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Program
from measure import assay
from measure import machine
from measure import measured
from measure import run
from measure import table
from tally import tally

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).resolve().parent

WRITTEN_BY_HAND = {
    "DuckDB": "duckdb",
    "csv module": "csv",
    "Polars": "polars",
    "pandas": "pandas",
}
"""The programs to compare with, by the library that each is written with."""


def main() -> None:
    """Run every benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9, help="counted runs of each program")
    parser.add_argument("--large", action="store_true", help="the largest files besides")
    arguments = parser.parse_args()
    runs = arguments.runs
    machine()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "ASSAY_CACHE": str(folder / "cache")}
        # As on anybody's machine, modules are compiled once and not in every run.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        start_up(runs, folder, environment)
        rate(runs, folder, environment)
    tally(min(runs, 5), environment, large=arguments.large)


def start_up(runs: int, folder: Path, environment: Mapping[str, str]) -> None:
    """`assay --help` against a click program with as many commands and nothing in them."""
    bare = folder / "bare.py"
    bare.write_text(BARE)
    programs = [
        Program("bare click program", (sys.executable, str(bare), "--help")),
        Program("assay --help", (assay(), "--help")),
    ]
    table("start-up", measured(programs, runs, environment), programs[0])


def rate(runs: int, folder: Path, environment: Mapping[str, str]) -> None:
    """`assay rate` of a round of 28 providers against scripts that do nothing else."""
    round_ = folder / "round"
    run((assay(), "demo", str(round_)), environment)
    scripts = [
        Program(f"{title} script", (sys.executable, str(script(module)), str(round_)))
        for title, module in WRITTEN_BY_HAND.items()
        if find_spec(module)
    ]
    programs = [
        *scripts,
        Program("assay rate, counting", (assay(), "rate", str(round_), "--no-cache")),
        Program("assay rate, counts remembered", (assay(), "rate", str(round_))),
        Program("assay check, of the round", (assay(), "check", str(round_))),
    ]
    cases = sum(len(p.read_bytes().splitlines()) - 1 for p in (round_ / "cases").glob("*.csv"))
    times = measured(programs, runs, environment)
    table(f"rating 28 providers, {cases:,} cases", times, scripts[0])


def script(module: str) -> Path:
    """A program written by hand with one library."""
    return HERE / "tally_scripts" / f"with_{module}.py"


BARE = '''
import click

@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("1")
def program():
    """A program."""

for name in ("demo", "check", "fmt", "rate", "explain", "panel", "decide", "new", "completion"):
    program.add_command(click.Command(name, help=f"The command {name}."))

program()
'''

if __name__ == "__main__":
    main()
