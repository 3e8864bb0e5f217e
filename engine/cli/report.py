"""``assay report``: everything that a framework's summary report computes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.cli.meter import meter
from engine.cli.options import FOLDER
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
    from engine.rounds.rated import Rated

SAFE = 5
"""The smallest count of people that is shown where nothing else is said."""


@click.command()
@round_folder
@click.option(
    "--before",
    metavar="ROUND",
    type=FOLDER,
    help="Show what each number was in this earlier round, and why it changed.",
)
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
    before: Path | None,
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

    With --before, every number stands beside that of an earlier round, with the change and
    what it is made of; a crosswalk says which questions of two frameworks are the same.
    """
    from engine.reports.folder import fill
    from engine.reports.picture import NO_PAINTER
    from engine.reports.picture import NoPainter
    from engine.reports.summary.files import contents

    least = threshold or (SAFE if suppress else 0)
    summary, rounds = _summarised(folder, before, least, cache=not no_cache)
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
    for found, whose in rounds:
        remark(found.ratings.findings, whose)


def _summarised(
    folder: Path, before: Path | None, least: int, *, cache: bool
) -> tuple[Summary, list[tuple[Rated, Path]]]:
    """The report, and the rounds that it was made from, the earlier one first."""
    from engine.cli.rounds import rated
    from engine.reports.summary.make import declared
    from engine.reports.summary.make import summarise
    from engine.rounds.casebook import casebook

    found = rated(folder, cache=cache)
    shown = declared(found.framework, cache=cache)
    book = casebook(folder, found.framework, cache=cache)
    if before is None:
        progress(f"counting the cases of {folder}")
        return summarise(found, book, shown, least), [(found, folder)]
    from engine.reports.summary.both import summarise_both

    earlier = rated(before, cache=cache)
    old = casebook(before, earlier.framework, cache=cache)
    progress(f"counting the cases of {before} and {folder}")
    summary = summarise_both((earlier, old), (found, book), shown, least)
    return summary, [(earlier, before), (found, folder)]


def _words(summary: Summary) -> str:
    from engine.diagnostics.words import several
    from engine.reports.layout import MADE_UP
    from engine.reports.layout import wrapped
    from engine.reports.summary.notes import whom

    figures = sum(display.figure.kind == "figure" for display in summary.displays)
    counted = [
        several(figures, "figure", "figures"),
        several(len(summary.displays) - figures, "table", "tables"),
        several(len(summary.sentences), "sentence", "sentences"),
    ]
    made_up = f"{MADE_UP}\n" if summary.synthetic else ""
    beside = "".join(f"{line}\n" for words in whom(summary) for line in wrapped(words))
    return f"{summary.title}\n{made_up}{beside}{', '.join(counted)}\n"
