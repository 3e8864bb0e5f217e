"""``assay tabulate``: any question by any filter and breakdown, with its population."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from engine.cli.options import forms
from engine.cli.options import round_folder
from engine.cli.output import colored
from engine.cli.output import deliver
from engine.cli.output import progress
from engine.cli.output import remark

if TYPE_CHECKING:
    from pathlib import Path

    from engine.cases.tabulate import Casebook
    from engine.cases.tabulation import Base
    from engine.cases.tabulation import Per
    from engine.cases.tabulation import Request
    from engine.cases.tabulation import Tabulation
    from engine.diagnostics import Finding
    from engine.reports.tabulation import Manner
    from engine.rules.framework import Framework

UNNAMED = "name a question or a profile column to tabulate"


@click.command()
@round_folder
@click.argument("questions", metavar="[QUESTION]...", nargs=-1)
@click.option(
    "--where",
    multiple=True,
    metavar="CONDITION",
    help='Count only some cases, such as "type = A and size is not Small or Large".',
)
@click.option("--by", metavar="COLUMN", help="Divide by a profile column or another question.")
@click.option(
    "--per", type=click.Choice(["type", "provider"]), help="Show each type or provider too."
)
@click.option("--sample", metavar="SAMPLE", help="Of which sample a profile column is meant.")
@click.option(
    "--favourable",
    multiple=True,
    metavar="ANSWER",
    help="Which answer is favourable, if not the one that the framework's rule counts.",
)
@click.option(
    "--of",
    type=click.Choice(["known", "cases"]),
    default="known",
    show_default=True,
    help="What a profile's percentages are of: the cases with a value, or all.",
)
@click.option(
    "--decimals",
    type=click.IntRange(0, 1),
    default=0,
    show_default=True,
    help="How many decimals percentages have.",
)
@click.option("--interviews", is_flag=True, help="Tabulate the interviews, not the cases.")
@click.option(
    "--bands",
    metavar="NUMBERS",
    default="20,30,40,50,60,70",
    show_default=True,
    help="Where the bands of caseloads end, with --interviews.",
)
@click.option("--no-cache", is_flag=True, help="Neither use nor keep remembered counts.")
@forms("text", "json", "csv", "xlsx")
def tabulate(  # noqa: PLR0913
    folder: Path,
    questions: tuple[str, ...],
    *,
    where: tuple[str, ...],
    by: str | None,
    per: Per | None,
    sample: str | None,
    favourable: tuple[str, ...],
    of: Base,
    decimals: int,
    interviews: bool,
    bands: str,
    no_cache: bool,
    form: str,
    output: Path | None,
) -> None:
    """Tabulate questions or profile columns of a round's cases.

    QUESTION is a question's code, or the id or name of a profile column. Without one,
    what there is to tabulate is listed. Names may be written in any case; a value that
    holds "and" or "is" needs quotation marks. "missing" stands for having no value.

    The JSON form is described by schemas/tabulation.schema.json; CSV and XLSX have a
    row for each value.
    """
    from engine.cases.tabulation import Request
    from engine.cli.rounds import own_framework
    from engine.reports.tabulation import Manner
    from engine.rounds.casebook import casebook

    framework = own_framework(folder)
    book = casebook(folder, framework, cache=not no_cache)
    said = Request("", where, by, per, sample, favourable)
    asked = _asked(questions, said, interviews=interviews)
    if not asked:
        deliver(_listing(book, framework, form), output)
        return
    progress(f"reading {folder}")
    found = _tabulated(book, asked, bands, interviews=interviews)
    manner = Manner(decimals, of, colored(sys.stdout, output))
    deliver(_content(book, framework, found, form, manner), output)
    remark(_remarks(found), folder)


def _asked(questions: tuple[str, ...], said: Request, *, interviews: bool) -> list[Request]:
    """What to tabulate; nothing means that it is to be listed what there is."""
    from engine.cases.interview_tables import overview
    from engine.cases.tabulation import Request

    if not questions and interviews and said == Request("", said.where):
        return list(overview(said.where))
    if not questions and (interviews or said != Request("")):
        raise click.UsageError(UNNAMED)
    return [replace(said, subject=question) for question in questions]


def _tabulated(
    book: Casebook, asked: list[Request], bands: str, *, interviews: bool
) -> Tabulation:
    if interviews:
        from engine.cases.interview_tables import tabulate_interviews

        return tabulate_interviews(book, asked, _edges(bands))
    from engine.cases.tabulate import tabulate as tabulate_cases

    return tabulate_cases(book, asked)


def _edges(bands: str) -> tuple[int, ...]:
    try:
        return tuple(int(number) for number in bands.split(","))
    except ValueError:
        message = "bands are the last numbers of all but the highest, such as 20,30,40"
        raise click.BadParameter(message, param_hint="'--bands'") from None


def _listing(book: Casebook, framework: Framework, form: str) -> str:
    from engine.cases.interview_tables import interview_shelf
    from engine.cases.interviews import there_are_interviews
    from engine.reports.tabulation_data import shelves_as_json
    from engine.reports.variables import text

    interviewed = there_are_interviews(book.folder)
    shelves = [*book.shelves, *([interview_shelf(book)] if interviewed else [])]
    match form:
        case "json":
            return shelves_as_json(book, framework, shelves)
        case "text":
            return text(book, shelves)
    raise click.UsageError(UNNAMED)


def _content(
    book: Casebook, framework: Framework, found: Tabulation, form: str, manner: Manner
) -> str | bytes:
    from engine.reports import tabulation_data
    from engine.reports.tabulation import text

    match form:
        case "json":
            return tabulation_data.as_json(book, framework, found)
        case "csv":
            return tabulation_data.as_csv(book, found, manner.decimals)
        case "xlsx":
            return tabulation_data.as_xlsx(book, framework, found, manner.decimals)
    return text(book, [table for each in found.tables for table in each], manner)


def _remarks(found: Tabulation) -> tuple[Finding, ...]:
    """What there is to say beside the tables, which say themselves what is missing."""
    from engine.cases.findings import MissingAnswers

    return tuple(f for f in found.findings if not isinstance(f, MissingAnswers))
