"""``assay rate``: the ratings of a round, as a table or for other programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from engine.cli.options import NOT_PARTIAL
from engine.cli.options import forms
from engine.cli.options import no_cache
from engine.cli.options import other_framework
from engine.cli.options import round_folder
from engine.cli.output import colored
from engine.cli.output import deliver
from engine.cli.output import remark

if TYPE_CHECKING:
    from pathlib import Path

    from engine.cli.rounds import Rated

NO_TABLE = "--against is for a round whose providers are a table"


@click.command()
@round_folder
@other_framework
@click.option(
    "--partial", is_flag=True, help="Let judgements be absent; show what is still possible."
)
@click.option("--strict", is_flag=True, help="Take a missing answer for an error.")
@no_cache
@click.option(
    "--against",
    multiple=True,
    metavar="COLUMN",
    help="Compare with the published ratings in a column of the round's table.",
)
@forms("text", "json", "csv", "xlsx", "parquet")
def rate(  # noqa: PLR0913
    folder: Path,
    reference: str | None,
    against: tuple[str, ...],
    form: str,
    output: Path | None,
    *,
    partial: bool,
    strict: bool,
    no_cache: bool,
) -> int:
    """Rate every provider of a round.

    The text form is a table of all providers, the highest score first. The JSON form is
    described by schemas/ratings.schema.json; CSV, XLSX and Parquet have a row for each
    result, and the last two need -o or a redirected output.

    Of a round whose providers are a table, the text form counts the ratings, and the
    others have a row for each provider. With --against, the exit status is 1 where a
    published rating is another than the rules give.
    """
    from engine.cli.rounds import rated
    from engine.rounds.head import is_register

    if is_register(folder):
        from engine.cli.register import rate_rows

        if partial:
            raise click.UsageError(NOT_PARTIAL)
        return rate_rows(folder, reference, against, form, output, strict=strict)
    if against:
        raise click.UsageError(NO_TABLE)
    found = rated(folder, reference, partial=partial, strict=strict, cache=not no_cache)
    deliver(_content(found, form, output), output)
    remark(found.ratings.findings, folder)
    return 0


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
