"""``assay rate``: the ratings of a round, as a table or for other programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from engine.cli.options import forms
from engine.cli.options import other_framework
from engine.cli.options import round_folder
from engine.cli.output import colored
from engine.cli.output import deliver
from engine.cli.output import remark

if TYPE_CHECKING:
    from pathlib import Path

    from engine.cli.rounds import Rated


@click.command()
@round_folder
@other_framework
@click.option(
    "--partial", is_flag=True, help="Let judgements be absent; show what is still possible."
)
@click.option("--strict", is_flag=True, help="Take a missing answer for an error.")
@click.option(
    "--no-cache", is_flag=True, help="Count the cases again, and do not remember the counts."
)
@forms("text", "json", "csv", "xlsx", "parquet")
def rate(  # noqa: PLR0913
    folder: Path,
    reference: str | None,
    form: str,
    output: Path | None,
    *,
    partial: bool,
    strict: bool,
    no_cache: bool,
) -> None:
    """Rate every provider of a round.

    The text form is a table of all providers, the highest score first. The JSON form is
    described by schemas/ratings.schema.json; CSV, XLSX and Parquet have a row for each
    result, and the last two need -o or a redirected output.
    """
    from engine.cli.rounds import rated

    found = rated(folder, reference, partial=partial, strict=strict, cache=not no_cache)
    deliver(_content(found, form, output), output)
    remark(found.ratings.findings, folder)


def _content(found: Rated, form: str, output: Path | None) -> str | bytes:
    from engine.reports import export

    match form:
        case "json":
            return export.as_json(found.ratings)
        case "csv":
            return export.as_csv(found.ratings)
        case "xlsx":
            return export.as_xlsx(found.ratings)
        case "parquet":
            return export.as_parquet(found.ratings)
    from engine.reports.table import table

    vocabulary = found.framework.vocabulary
    return table(found.ratings, vocabulary, color=colored(sys.stdout, output))
