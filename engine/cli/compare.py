"""``assay compare``: what changed from one round to another, and what changed it."""

from __future__ import annotations

import re
import sys
from fractions import Fraction
from typing import TYPE_CHECKING

import click

from engine.cli.options import FOLDER
from engine.cli.options import fail_on_change
from engine.cli.options import forms
from engine.cli.options import no_cache
from engine.cli.output import colored
from engine.cli.output import deliver
from engine.cli.output import progress
from engine.cli.output import remark

if TYPE_CHECKING:
    from pathlib import Path

    from engine.rounds.comparison.comparison import RoundsCompared

NO_SCORES = "there is nothing to draw: nobody who was inspected in both rounds has a score"
POINTS = re.compile(r"[0-9]+(\.[0-9]+)?")


def _points(ctx: click.Context, parameter: click.Parameter, value: str) -> Fraction:
    """A number of points, exactly as it is written."""
    if POINTS.fullmatch(value) is None:
        message = f'"{value}" is not a number of points, such as 2 or 0.5'
        raise click.BadParameter(message, ctx, parameter)
    return Fraction(value)


@click.command()
@click.argument("before", metavar="ROUND", type=FOLDER)
@click.argument("after", metavar="ROUND", type=FOLDER)
@click.option(
    "--provider",
    "names",
    metavar="NAME",
    multiple=True,
    help="Only this one, item by item; may be said again.",
)
@click.option(
    "--within",
    metavar="POINTS",
    default="2",
    show_default=True,
    callback=_points,
    help="How near a boundary is near.",
)
@click.option("--partial", is_flag=True, help="Let judgements be absent.")
@no_cache
@fail_on_change
@forms("text", "json", "csv", "xlsx", "svg", "png")
def compare(  # noqa: PLR0913 - one for each option
    before: Path,
    after: Path,
    names: tuple[str, ...],
    form: str,
    output: Path | None,
    *,
    within: Fraction,
    partial: bool,
    no_cache: bool,
    fail_on_change: bool,
) -> int:
    """Say what changed from one round to another, and why.

    Where the two have different frameworks, each round is also rated under the other's,
    and every change in score is divided into performance and framework. The JSON form is
    described by schemas/comparison.schema.json; CSV and XLSX have a row for each item;
    SVG and PNG draw the scores of all providers, with their table beside it.
    """
    from engine.rounds.comparison import compare as rounds

    progress(f"reading {before} and {after}")
    found = rounds.compare(before, after, partial=partial, cache=not no_cache)
    if names:
        from engine.cli.names import chosen

        found = chosen(found, names)
    deliver(_content(found, within, form, output, items=bool(names)), output)
    for folder, findings in zip((before, after), found.findings, strict=True):
        remark(findings, folder)
    return 1 if fail_on_change and found.changed else 0


def _content(
    found: RoundsCompared, within: Fraction, form: str, output: Path | None, *, items: bool
) -> str | bytes:
    from engine.reports import compare_data

    match form:
        case "json":
            return compare_data.as_json(found)
        case "csv":
            return compare_data.as_csv(found)
        case "xlsx":
            return compare_data.as_xlsx(found)
        case "svg" | "png":
            return _drawing(found, form)
    from engine.reports.compare import as_text

    return as_text(found, within, items=items, color=colored(sys.stdout, output))


def _drawing(found: RoundsCompared, form: str) -> str | bytes:
    from engine.reports import compare_chart
    from engine.reports.picture import NO_PAINTER
    from engine.reports.picture import NoPainter

    try:
        return compare_chart.as_svg(found) if form == "svg" else compare_chart.as_png(found)
    except compare_chart.NothingToDraw as error:
        raise click.UsageError(NO_SCORES) from error
    except NoPainter as error:
        raise click.UsageError(NO_PAINTER) from error
