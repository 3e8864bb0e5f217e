"""``assay impact``: whose ratings an edited framework would change."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from engine.cli.options import NOT_PARTIAL
from engine.cli.options import fail_on_change
from engine.cli.options import forms
from engine.cli.options import no_cache
from engine.cli.options import round_folder
from engine.cli.output import colored
from engine.cli.output import deliver
from engine.cli.output import progress
from engine.cli.output import remark
from engine.cli.output import whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from engine.rounds.impact import Impact


@click.command()
@round_folder
@click.option(
    "--framework",
    "reference",
    metavar="PATH",
    required=True,
    help="The edited framework, or another version: its folder or its id.",
)
@click.option("--partial", is_flag=True, help="Let judgements be absent.")
@no_cache
@fail_on_change
@forms("text", "json", "csv")
def impact(  # noqa: PLR0913 - one for each option
    folder: Path,
    reference: str,
    form: str,
    output: Path | None,
    *,
    partial: bool,
    no_cache: bool,
    fail_on_change: bool,
) -> int:
    """Say whose ratings an edited framework would change.

    Rates the round under its own framework and under another, and lists every rating that
    would be another: from what to what, and the line of the rules that makes it so. The
    JSON form is described by schemas/impact.schema.json; CSV has a row for each change.
    """
    from engine.rounds.head import is_register
    from engine.rounds.rated import named
    from engine.rounds.rated import own_framework
    from engine.rounds.rated import remembered

    progress(f"reading {folder}")
    own, other = own_framework(folder), remembered(named(reference))
    if is_register(folder):
        from engine.rounds.register.impact import impact as of_table

        if partial:
            raise click.UsageError(NOT_PARTIAL)
        with of_table(folder, own, other) as found:
            return _finish(found, folder, form, output, fail_on_change=fail_on_change)
    from engine.rounds.impact import impact as of_round

    found = of_round(folder, own, other, partial=partial, cache=not no_cache)
    return _finish(found, folder, form, output, fail_on_change=fail_on_change)


def _finish(
    found: Impact, folder: Path, form: str, output: Path | None, *, fail_on_change: bool
) -> int:
    if form == "text":
        from engine.reports.impact import as_text

        deliver(as_text(found, color=colored(sys.stdout, output)), output)
    else:
        from engine.reports import impact_data

        write = impact_data.write_json if form == "json" else impact_data.write_csv
        with whole_file(output) as path, path.open("w", encoding="utf-8", newline="") as file:
            write(found, file)
    remark(found.findings, folder)
    return 1 if fail_on_change and found.changed else 0
