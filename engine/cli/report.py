"""``assay report``: everything that a framework's summary report computes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.cli.meter import meter
from engine.cli.options import into_folder
from engine.cli.options import round_folder
from engine.cli.output import deliver
from engine.cli.output import facts
from engine.cli.output import filled
from engine.cli.output import progress
from engine.cli.output import remark

if TYPE_CHECKING:
    from pathlib import Path

    from engine.reports.summary.numbers import Summary

SAFE = 5
"""The smallest count of people that is shown where nothing else is said."""


@click.command()
@round_folder
@click.option(
    "--suppress",
    is_flag=True,
    help="Withhold small counts of people, and what would reveal them.",
)
@click.option(
    "--threshold",
    type=click.IntRange(2),
    help=f"The smallest count that is not withheld, {SAFE} if not said; implies --suppress.",
)
@click.option("--png", is_flag=True, help="Make pictures of the charts too.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep remembered counts.")
@into_folder("text", "json")
def report(  # noqa: PLR0913
    folder: Path,
    form: str,
    output: Path,
    *,
    suppress: bool,
    threshold: int | None,
    png: bool,
    no_cache: bool,
) -> None:
    """Make the summary report of a round.

    Rates the round and computes every figure, table and sentence that figures.yaml beside
    its framework declares. DIR then has index.html, which needs nothing else; report.xlsx
    and report.ods; numbers.csv and numbers.parquet with every number; a CSV file of each
    table and an SVG file of each chart. The same round gives the same bytes.
    """
    from engine.cli.rounds import rated
    from engine.reports.folder import fill
    from engine.reports.picture import NO_PAINTER
    from engine.reports.picture import NoPainter
    from engine.reports.summary.files import contents
    from engine.reports.summary.make import declared
    from engine.reports.summary.make import summarise
    from engine.rounds.casebook import casebook

    found = rated(folder, cache=not no_cache)
    shown = declared(found.framework, cache=not no_cache)
    progress(f"counting the cases of {folder}")
    book = casebook(folder, found.framework, cache=not no_cache)
    least = threshold or (SAFE if suppress else 0)
    summary = summarise(found, book, shown, least)
    steps = (3 if png else 2) * len(summary.displays) + 5
    try:
        with meter("making pages and tables", steps) as tick:
            made = contents(summary, tick, pictures=png)
    except NoPainter as error:
        raise click.UsageError(NO_PAINTER) from error
    written = fill(output, made, "report")
    if form == "json":
        deliver(facts("report", **vars(written)), None)
    else:
        deliver(_words(summary) + filled(output, written), None)
    remark(found.ratings.findings, folder)


def _words(summary: Summary) -> str:
    from engine.diagnostics.words import several
    from engine.reports.layout import MADE_UP

    figures = sum(display.figure.kind == "figure" for display in summary.displays)
    counted = [
        several(figures, "figure", "figures"),
        several(len(summary.displays) - figures, "table", "tables"),
        several(len(summary.sentences), "sentence", "sentences"),
    ]
    made_up = f"{MADE_UP}\n" if summary.synthetic else ""
    return f"{summary.title}\n{made_up}{', '.join(counted)}\n"
