"""The file that a round names as its table of providers, and where its columns stand."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.cases.files import ENDINGS
from engine.cases.files import Found
from engine.cases.files import ending_of
from engine.cases.provider import tidy
from engine.cases.table import table_of
from engine.cases.text import native_text
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.frameworks.names import folded
from engine.frameworks.names import suggest
from engine.rounds.register import file_findings as found
from engine.rounds.register.shape_findings import NoSuchTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    from engine.cases.desk import Desk
    from engine.cases.desk import Table
    from engine.diagnostics import Finding
    from engine.rounds.register.shape import Shape


@dataclass(frozen=True)
class Sheet:
    """A table and the SQL of each column by its heading."""

    table: Table
    columns: Mapping[str, str]

    @property
    def file(self) -> str:
        """The file's name in the round."""
        return self.table.found.shown

    def __getitem__(self, heading: str) -> str:
        return self.columns[folded(heading)]

    def cell(self, headings: tuple[str, ...]) -> str:
        """A cell, or several as one text: SQL."""
        cells = ", ".join(self[heading] for heading in headings)
        return cells if len(headings) == 1 else f"nullif(concat_ws(' ', {cells}), '')"

    def place(self, heading: str = "", row: int = 0) -> Place:
        """A column of the table, or a cell."""
        number = int(self[heading].removeprefix("c")) + 1 if heading else 0
        return Place(self.file, row, number)


def locate(folder: Path, shape: Shape) -> Found:
    """The file, if it is there and of a kind that is read; raises Invalid if not."""
    path = folder / shape.file
    ending = ending_of(path)
    if not path.is_file() or not ending:
        there = path.is_file()
        raise Invalid([NoSuchTable(shape.place, shape.file, ENDINGS, there)])
    return Found(path, str(path), ending)


def open_sheet(desk: Desk, file: Found, shape: Shape) -> Sheet:
    """The table at once, without looking at every row; raises Invalid if columns are wrong."""
    if file.ending in (".csv", ".tsv", ".csv.gz"):
        return _sheet(native_text(file, _wanted(shape)), shape)
    return _sheet(table_of(desk, file), shape)


def read_sheet(desk: Desk, file: Found, shape: Shape) -> Sheet:
    """The table, every row of it looked at, so that rows can be told by their numbers."""
    table = table_of(desk, file, _wanted(shape))
    return _sheet(table.carefully(desk) if table.carefully else table, shape)


def _wanted(shape: Shape) -> frozenset[str]:
    return frozenset(tidy(heading) for heading in shape.headings)


def _sheet(table: Table, shape: Shape) -> Sheet:
    findings = tuple(_columns(table, shape))
    if findings:
        raise Invalid(findings)
    return Sheet(table, {folded(h): f"c{n}" for n, h in enumerate(table.headings)})


def _columns(table: Table, shape: Shape) -> Iterator[Finding]:
    """What is wrong with the columns as a whole."""
    file, headings = table.found.shown, [heading.strip() for heading in table.headings]
    there = {folded(heading): heading for heading in headings}
    if not any(folded(heading) in there for heading in shape.headings):
        yield found.NoneOfTheColumns(Place(file, 1), shape.headings)
        return
    for number, heading in enumerate(headings, start=1):
        if folded(heading) in map(folded, headings[: number - 1]):
            yield found.RepeatedHeading(Place(file, 1, number), heading)
    declared = replace(shape, compared={}).headings
    for heading in shape.headings:
        if folded(heading) not in there:
            meant = suggest(heading, there.values())
            # A column that only an option names is looked for in the table's first row.
            place = shape.place if heading in declared else Place(file, 1)
            yield found.NoSuchColumn(place, heading, file, tuple(headings), meant)
    listed = {folded(heading) for heading in shape.headings}
    rest = tuple(there[name] for name in there if name not in listed)
    if rest:
        yield found.UnlistedColumns(shape.place, rest, file)
