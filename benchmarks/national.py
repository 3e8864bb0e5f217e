"""The start of the program, and the national round: `assay` against scripts."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from measure import Program
from measure import assay
from measure import measured
from measure import run
from measure import script
from measure import table

if TYPE_CHECKING:
    from measure import Settings

WRITTEN_BY_HAND = {
    "DuckDB": "duckdb",
    "csv module": "csv",
    "Polars": "polars",
    "pandas": "pandas",
}
"""The programs to compare with, by the library that each is written with."""


def start_up(settings: Settings) -> None:
    """`assay --help` against a click program with as many commands and nothing in them."""
    bare = settings.folder / "bare.py"
    bare.write_text(BARE)
    programs = [
        Program("bare click program", (sys.executable, str(bare), "--help")),
        Program("assay --help", (assay(), "--help")),
    ]
    table("Start-up, whole processes", measured(programs, settings), programs[0])


def national(settings: Settings) -> None:
    """`assay rate` of a round of 28 providers against scripts that do nothing else."""
    round_ = settings.folder / "round"
    run((assay(), "demo", str(round_)), settings)
    scripts = [
        script(f"{title} script", "tally_scripts", f"with_{module}", round_)
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
    found = measured(programs, settings)
    title = f"The national round: 28 providers, {cases:,} cases, whole processes"
    table(title, found, scripts[0])


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
