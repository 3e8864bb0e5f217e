"""``assay import``: a table from a survey tool becomes a case file of a round."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.options import FILE
from engine.cli.options import FOLDER
from engine.cli.options import forms
from engine.cli.output import deliver
from engine.cli.output import facts
from engine.cli.output import progress
from engine.diagnostics.words import several

if TYPE_CHECKING:
    from engine.cases.tabulate import Casebook
    from engine.rounds.importing.draft import Draft
    from engine.rounds.importing.importing import Imported
    from engine.rounds.importing.importing import Order

TABLE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("import")
@click.argument("table", metavar="FILE", type=TABLE)
@click.option(
    "--round", "folder", metavar="ROUND", type=FOLDER, required=True, help="The round's folder."
)
@click.option("--sample", "name", metavar="NAME", help="Which sample, if there are several.")
@click.option(
    "--mapping",
    metavar="FILE",
    type=FILE,
    help="The mapping.  [default: in the round's folder imports]",
)
@click.option("--sheet", metavar="NAME", default="", help="Which sheet, if there are several.")
@click.option("--replace", is_flag=True, help="Put the cases in place of those imported.")
@forms("text", "json")
def import_(  # noqa: PLR0913
    table: Path,
    *,
    folder: Path,
    name: str | None,
    mapping: Path | None,
    sheet: str,
    replace: bool,
    form: str,
    output: Path | None,
) -> int:
    """Make a round's case files from a spreadsheet.

    FILE is a table as a survey tool exports it: a header with codes or texts of
    questions, and a row for each case. What its columns and its cells are stands in a
    mapping. Without one, a draft is written for a person to correct, and the exit status
    is 1; the same command again then makes the case file. If that says the same already,
    nothing happens and nothing is printed.
    """
    from engine.cli.rounds import own_framework
    from engine.reports.export import harmless
    from engine.rounds.casebook import casebook
    from engine.rounds.importing.importing import import_cases
    from engine.rounds.importing.importing import make_draft
    from engine.rounds.importing.importing import order

    book = casebook(folder, own_framework(folder))
    wanted = order(book, table, _sample(book, name), mapping, sheet)
    progress(f"reading {table}")
    if not wanted.mapping.exists():
        deliver(_drafted(make_draft(wanted), wanted, form), output)
        return 1
    done = import_cases(wanted, lambda cell: str(harmless(cell)), replace=replace)
    said = _imported(done, form)
    if said:
        deliver(said, output)
    return 0


def _sample(book: Casebook, name: str | None) -> str:
    """The sample that is meant; without a name the only one."""
    from engine.cli.names import sample_id
    from engine.diagnostics.words import quoted

    samples = book.vocabulary.samples
    if name is not None:
        return sample_id(book.vocabulary, name)
    if len(samples) == 1:
        return samples[0].id
    known = quoted([each.id for each in samples], "or")
    message = f"say whose cases they are: --sample {known}" if samples else "there is no sample"
    raise click.UsageError(message)


def _drafted(made: Draft, wanted: Order, form: str) -> str:
    """What the draft knows, and what it leaves open."""
    counts = {"sure": made.sure, "guessed": made.guessed, "open": made.open}
    if form == "json":
        return facts("import", state="drafted", mapping=wanted.mapping.as_posix(), **counts)
    entries = several(made.sure, "entry is", "entries are")
    guesses = several(made.guessed, "is a guess", "are guesses")
    lines = [
        f"drafted {wanted.mapping.as_posix()}",
        f"  {entries} sure, {guesses}, and {made.open:,} left open.",
        "Correct it, then run the same command again.",
    ]
    return "".join(f"{line}\n" for line in lines)


def _imported(done: Imported, form: str) -> str:
    if form == "json":
        said = {"state": done.state, "file": done.file.as_posix(), "cases": done.cases}
        return facts("import", **said)
    if done.state == "same":
        return ""
    verb = "replaced" if done.state == "replaced" else "made"
    return f"{verb} {done.file.as_posix()}: {several(done.cases, 'case', 'cases')}\n"
