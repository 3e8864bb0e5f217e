"""``assay sample``: how many cases are needed, which are drawn, and how they turned out."""

from __future__ import annotations

import re
import secrets
import sys
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.options import FOLDER
from engine.cli.options import forms
from engine.cli.output import colored
from engine.cli.output import complain
from engine.cli.output import deliver
from engine.cli.output import progress

if TYPE_CHECKING:
    from engine.frameworks.model import Precision
    from engine.frameworks.model import Sample
    from engine.rounds.sampling import Basis
    from engine.rounds.sampling import Drawn
    from engine.rounds.sampling import Sheet
    from engine.rules.framework import Framework

LARGEST = 1 << 32
"""One more than the largest seed that is chosen by chance."""

_NUMBER = re.compile(r"[0-9]{1,12}")
_EXACT = re.compile(r"[0-9]{1,6}(\.[0-9]{1,12})?")


class Percent(click.ParamType[Fraction]):
    """A number between 0 and 100, exact."""

    name = "percent"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Fraction:
        """The number that a text writes in digits."""
        found = Fraction(str(value)) if _EXACT.fullmatch(str(value)) else Fraction(0)
        if not 0 < found < 100:
            self.fail(
                f"{value} is not a number between 0 and 100, such as 80 or 2.5", param, ctx
            )
        return found


@click.command()
@click.argument("population", metavar="POPULATION")
@click.option("--round", "folder", metavar="ROUND", type=FOLDER, help="The round's folder.")
@click.option("--sample", "name", metavar="NAME", help="Which sample of its framework.")
@click.option("--provider", metavar="PROVIDER", help="Only the cases of this provider.")
@click.option(
    "--confidence", type=Percent(), metavar="PERCENT", help="Instead of the framework's."
)
@click.option("--margin", type=Percent(), metavar="POINTS", help="Instead of the framework's.")
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    metavar="NUMBER",
    help="The same seed, the same cases.  [default: by chance]",
)
@click.option(
    "--reserve",
    type=click.IntRange(0, 1000),
    default=20,
    show_default=True,
    metavar="PERCENT",
    help="How many cases stand by, in percent of each stratum's.",
)
@click.option(
    "--write",
    type=click.Choice(["csv", "xlsx"]),
    help="Write the round's empty case files, and the reserve lists.",
)
@click.option(
    "--check", is_flag=True, help="Compare the cases that the round has with the population."
)
@forms("text", "json")
def sample(  # noqa: PLR0913
    population: str,
    *,
    folder: Path | None,
    name: str | None,
    provider: str | None,
    confidence: Fraction | None,
    margin: Fraction | None,
    seed: int | None,
    reserve: int,
    write: str | None,
    check: bool,
    form: str,
    output: Path | None,
) -> int | None:
    """Draw a sample of cases, or check one that was drawn.

    POPULATION is a file with a row for each case that may be drawn: its columns are
    case, provider, and those of the profile that are known, the strata at least. Of each
    provider as many cases are drawn as its number of cases asks for, in proportion to
    the strata.

    POPULATION may also be a number of cases: then only the size of a sample is printed.

    With --check, the exit status is 1 where the sample departs from the population.
    """
    if check and write:
        message = "--write draws a sample, and --check compares one that was drawn: say one"
        raise click.UsageError(message)
    wanted = _Wanted(folder, name, confidence, margin)
    if _NUMBER.fullmatch(population) and not Path(population).exists():
        deliver(_size(wanted.precision(), int(population), form), output)
        return None
    path = Path(population)
    if not path.is_file():
        message = f'"{population}" is neither a file nor a number of cases'
        raise click.UsageError(message)
    basis = wanted.basis(path, provider)
    if check:
        return _check(basis, wanted.precision(), form, output)
    from engine.rounds.sampling import draw as draw_cases

    chosen = secrets.randbelow(LARGEST) if seed is None else seed
    _draw(draw_cases(basis, wanted.precision(), chosen, reserve), write, form, output)
    return None


@dataclass(frozen=True)
class _Wanted:
    """The sample that is meant, and how sure its percentages are to be."""

    folder: Path | None
    name: str | None
    confidence: Fraction | None
    margin: Fraction | None

    def basis(self, path: Path, provider: str | None) -> Basis:
        """What there is to draw from."""
        from engine.cli.names import provider_among
        from engine.rounds.casebook import casebook
        from engine.rounds.sampling import read_basis

        if self.folder is None or self._sample is None:
            message = "say for which round and which sample: --round ROUND --sample NAME"
            raise click.UsageError(message)
        progress(f"reading {path}")
        framework = self._framework
        assert framework is not None
        book = casebook(self.folder, framework)
        whose = None if provider is None else provider_among(book.providers, provider)
        return read_basis(book, path, self._sample.id, whose)

    def precision(self) -> Precision:
        """What was said, and of what was not, what the framework declares."""
        from engine.frameworks.model import Precision

        declared = None if self._sample is None else self._sample.precision
        confidence = self.confidence or (declared and declared.confidence)
        margin = self.margin or (declared and declared.margin)
        if not confidence or not margin:
            message = "say how sure the sample is to be: --confidence PERCENT --margin POINTS"
            if self._sample is not None:
                message += f' (the framework does not, for sample "{self._sample.id}")'
            raise click.UsageError(message)
        return Precision(confidence, margin)

    @cached_property
    def _framework(self) -> Framework | None:
        from engine.cli.rounds import own_framework

        return None if self.folder is None else own_framework(self.folder)

    @cached_property
    def _sample(self) -> Sample | None:
        if self.name is None or self._framework is None:
            return None
        from engine.cli.names import sample_id

        vocabulary = self._framework.vocabulary
        return vocabulary.sample_by_id[sample_id(vocabulary, self.name)]


def _size(precision: Precision, population: int, form: str) -> str:
    from engine.cases.sizes import size
    from engine.reports.sampling import size_text
    from engine.reports.sampling_data import size_json

    show = size_json if form == "json" else size_text
    return show(precision, population, size(precision, population), size(precision))


def _check(basis: Basis, precision: Precision, form: str, output: Path | None) -> int:
    """Compare; 1 where anything departs."""
    from engine.reports.sampling import compared_text
    from engine.reports.sampling_data import compared_json
    from engine.rounds.sampling import compare

    found = compare(basis, precision)
    if form == "json":
        deliver(compared_json(found), output)
    else:
        deliver(compared_text(found, color=colored(sys.stdout, output)), output)
    complain((*basis.findings, *found.findings))
    return 1 if any(each.departs for each in found.providers) else 0


def _draw(drawn: Drawn, write: str | None, form: str, output: Path | None) -> None:
    """Show what is drawn, and write its files if that is asked for."""
    from engine.reports.sampling import drawn_text
    from engine.reports.sampling_data import drawn_json

    made = [] if write is None else _write(drawn, write)
    if form == "json":
        deliver(drawn_json(drawn), output)
    else:
        text = drawn_text(drawn, color=colored(sys.stdout, output))
        deliver(text + "".join(f"made {path.as_posix()}\n" for path in made), output)
    complain(drawn.basis.findings)


def _write(drawn: Drawn, form: str) -> list[Path]:
    """Make the files of a draw, all or none."""
    from engine.diagnostics import Invalid
    from engine.reports.sampling_data import drawn_json
    from engine.rounds.sampling import in_the_way
    from engine.rounds.sampling import record
    from engine.rounds.sampling import reserves
    from engine.rounds.sampling import sheets
    from engine.rounds.writing import write_new

    if found := in_the_way(drawn):
        raise Invalid(found)
    folder = drawn.basis.book.folder
    files = {
        folder / f"{name}.{form}": _content(sheet, drawn, form)
        for name, sheet in {**sheets(drawn), **reserves(drawn)}.items()
    }
    files[folder / record(drawn)] = drawn_json(drawn).encode()
    write_new(files)
    return sorted(files)


def _content(sheet: Sheet, drawn: Drawn, form: str) -> bytes:
    from engine.reports.case_sheet import case_sheet
    from engine.reports.export import harmless
    from engine.rounds.sampling import choices
    from engine.rounds.writing import table

    if form == "xlsx":
        return case_sheet(sheet.header, sheet.rows, choices(drawn.basis.form))
    rows = [[str(harmless(cell)) for cell in row] for row in sheet.rows]
    return table(sheet.header, rows).encode()
