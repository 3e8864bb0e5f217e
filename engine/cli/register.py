"""``assay rate`` of a round whose providers are a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.cli.output import deliver
from engine.cli.output import progress
from engine.cli.output import remark
from engine.cli.output import whole_file
from engine.diagnostics import Invalid
from engine.reports import register as reports
from engine.reports import register_export as export
from engine.rounds.rate import rate as rate_round
from engine.rounds.rated import Rated
from engine.rounds.rated import own_framework
from engine.rounds.register.above import together
from engine.rounds.register.agreement import agreements
from engine.rounds.register.one import one
from engine.rounds.register.one import rows_of
from engine.rounds.register.rated import framework_for
from engine.rounds.register.rated import rate_table
from engine.rounds.register.rating import rate
from engine.rounds.register.register import opened

if TYPE_CHECKING:
    from pathlib import Path

    from engine.diagnostics import Finding
    from engine.rounds.register.rating import Rating


def rated_provider(folder: Path, reference: str | None, provider: str) -> Rated:
    """A provider of a round's table, rated alone so that it can be explained."""
    framework = framework_for(folder, reference)
    with opened(folder, framework) as register:
        rows = rows_of(register, provider)
        whole = None if rows else together(register, provider)
        if len(rows) > 1:
            many = f'{len(rows)} providers are called "{provider}": say which by its id'
            raise click.UsageError(many)
        if not rows and whole is None:
            none = f'the table of the round has no provider "{provider}"'
            raise click.UsageError(none)
        round_ = whole or one(register, rows[0])
    return Rated(round_, framework, rate_round(round_, framework))


def check_table(folder: Path) -> tuple[Finding, ...]:
    """Everything that is wrong with a round whose providers are a table."""
    try:
        with opened(folder, own_framework(folder), against=None) as register:
            return rate(register).findings
    except Invalid as invalid:
        return invalid.findings


def foremost(found: Rated) -> str:
    """Who is meant, by id, where a table was read for one name."""
    return (*found.round.above, *found.round.providers)[0].id


def rate_rows(  # noqa: PLR0913
    folder: Path,
    reference: str | None,
    against: tuple[str, ...],
    form: str,
    output: Path | None,
    *,
    strict: bool,
) -> int:
    """Rate every row of a round's table; 1 where a published rating is another."""
    progress(f"reading {folder}")
    with rate_table(folder, reference, against=against, strict=strict) as rating:
        _deliver(rating, form, output)
        remark(rating.findings, folder)
        compared = agreements(rating)
        if compared and form not in ("text", "json"):
            click.echo(reports.comparison(rating), err=True, nl=False)
    return 1 if any(each.differing for each in compared) else 0


def _deliver(rating: Rating, form: str, output: Path | None) -> None:
    match form:
        case "text":
            deliver(reports.as_text(rating), output)
        case "xlsx":
            deliver(export.as_xlsx(rating), output)
        case _:
            with whole_file(output, binary=form == "parquet") as path:
                _write(rating, form, path)


def _write(rating: Rating, form: str, path: Path) -> None:
    match form:
        case "csv":
            export.write_csv(rating, path)
        case "parquet":
            export.write_parquet(rating, path)
        case _:
            with path.open("w", encoding="utf-8", newline="") as file:
                export.write_json(rating, file)
