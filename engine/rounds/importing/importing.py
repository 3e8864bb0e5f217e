"""A table from a survey tool becomes a case file of a round, by a mapping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.cases.files import FOLDER
from engine.cases.files import in_any_format
from engine.cases.questions import form as form_of
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.diagnostics import errors
from engine.rounds.importing.convert import convert
from engine.rounds.importing.draft import draft
from engine.rounds.importing.findings import OtherCases
from engine.rounds.importing.findings import OtherMapping
from engine.rounds.importing.mapping import check_mapping
from engine.rounds.importing.mapping import read_mapping
from engine.rounds.importing.sheet import read_sheet
from engine.rounds.write_findings import AlreadyThere
from engine.rounds.writing import modeline
from engine.rounds.writing import read_bytes
from engine.rounds.writing import replace_file
from engine.rounds.writing import table
from engine.rounds.writing import write_new

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.cases.questions import Form
    from engine.cases.tabulate import Casebook
    from engine.diagnostics import Finding
    from engine.rounds.importing.convert import Cases
    from engine.rounds.importing.draft import Draft

MAPPINGS = "imports"
"""The folder of a round that keeps the mappings."""

State: TypeAlias = Literal["written", "same", "replaced"]
"""What has become of a case file."""

HEAD = """\
# Drafted by Assay from {name}: correct it, then run the same command again.
"""


@dataclass(frozen=True)
class Order:
    """What is to be imported, and where its mapping is."""

    book: Casebook
    form: Form
    table: Path
    mapping: Path
    sheet: str = ""


@dataclass(frozen=True)
class Imported:
    """A case file, what has become of it, and how many cases it holds."""

    file: Path
    state: State
    cases: int


def order(book: Casebook, table: Path, sample: str, mapping: Path | None, sheet: str) -> Order:
    """What it takes to import a table; without a mapping it has its usual place."""
    form = form_of(book.vocabulary, book.vocabulary.sample_by_id[sample])
    place = mapping or book.folder / MAPPINGS / f"{table.stem}-{sample}.yaml"
    return Order(book, form, table, place, sheet)


def check_mappings(book: Casebook) -> tuple[Finding, ...]:
    """What is wrong with the mappings that a round keeps."""
    paths = sorted((book.folder / MAPPINGS).glob("*.yaml"))
    found = (check_mapping(path, book.vocabulary, book.providers) for path in paths)
    return tuple(finding for findings in found for finding in findings)


def make_draft(wanted: Order) -> Draft:
    """Write the mapping as far as it can be told; raises Invalid if there is one already."""
    sheet = read_sheet(wanted.table, wanted.sheet)
    made = draft(sheet, wanted.form, wanted.book.vocabulary, wanted.book.providers)
    head = modeline(wanted.mapping.parent, "mapping") + HEAD.format(name=wanted.table.name)
    write_new({wanted.mapping: (head + made.text).encode()})
    return made


def import_cases(
    wanted: Order, harmless: Callable[[str], str], *, replace: bool = False
) -> Imported:
    """Make the case file that a mapping asks for; ``harmless`` is what its cells go through.

    Raises Invalid, with every finding, and changes nothing, where anything in the mapping
    or the table is unclear, or where the round holds other cases in its place.
    """
    cases = _cases(wanted)
    data = table(cases.header, (list(map(harmless, row)) for row in cases.rows)).encode()
    file = _place(wanted)
    seen = read_bytes(file)
    if seen == data:
        return Imported(file, "same", len(cases.rows))
    if seen is not None and not replace:
        raise Invalid([OtherCases(Place(str(file)))])
    if seen is None:
        write_new({file: data})
        return Imported(file, "written", len(cases.rows))
    replace_file(file, data, seen)
    return Imported(file, "replaced", len(cases.rows))


def _cases(wanted: Order) -> Cases:
    mapping, findings = read_mapping(wanted.mapping, wanted.form, wanted.book.providers)
    if mapping is not None and mapping.sample != wanted.form.sample.id:
        place, own = Place(str(wanted.mapping)), wanted.form.sample.id
        raise Invalid([OtherMapping(place, mapping.sample, own)])
    if mapping is None or errors(findings):
        raise Invalid(findings)
    sheet = read_sheet(wanted.table, wanted.sheet or mapping.sheet)
    return convert(sheet, mapping, wanted.form, wanted.book.providers)


def _place(wanted: Order) -> Path:
    """The case file; raises Invalid where the same cases stand in another format."""
    folder = wanted.book.folder / FOLDER
    sample, stem = wanted.form.sample.id, wanted.table.stem
    file = folder / sample / f"{stem}.csv"
    there = [*in_any_format(folder / sample), *in_any_format(folder / sample / stem)]
    if others := [path for path in there if path != file]:
        raise Invalid([AlreadyThere(Place(str(other))) for other in others])
    return file
