"""A table as a survey tool exports it: cells as text, and which of them cannot be trusted."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import dataclass
from dataclasses import field
from itertools import islice
from typing import TYPE_CHECKING
from typing import Any

from engine.cases.files import alone
from engine.cases.findings import BadQuotes
from engine.cases.findings import EmptyFile
from engine.cases.findings import UnknownFormat
from engine.cases.rows import Rows
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.frameworks.lines import first_hidden
from engine.frameworks.text import read_text
from engine.rounds.importing.findings import NoSuchSheet
from engine.rounds.importing.findings import WhichSheet
from engine.rounds.tables import LIMIT
from engine.rounds.tables import without_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engine.cases.files import Found

ENDINGS = (".csv", ".tsv", ".xlsx", ".ods")
DELIMITERS = ",;\t"
SAMPLED = 20
"""How many rows show what stands between the cells."""

EXACT = 2**53
"""Whole numbers from here on a spreadsheet program rounds."""

At = tuple[int, int]
"""A cell by its row and its column, from 0."""


@dataclass(frozen=True)
class Sheet:
    """Cells as text, without the space around it; ``name`` is empty where there is one table.

    ``dates`` are cells that hold a date or a time, ``rounded`` those whose number has been
    rounded, and ``merged`` gives for each cell that is merged with others the first of them.
    """

    file: str
    name: str
    rows: tuple[tuple[str, ...], ...]
    dates: frozenset[At] = frozenset()
    rounded: frozenset[At] = frozenset()
    merged: dict[At, At] = field(default_factory=dict)

    def text(self, row: int, column: int) -> str:
        """What a cell says; nothing beyond the end of a row or of the table."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""

    def with_merged(self, row: int, column: int) -> str:
        """The same; what cells that are merged say is in the first of them."""
        return self.text(*self.merged.get((row, column), (row, column)))

    def below(self, header_rows: int) -> tuple[int, ...]:
        """The rows below a header that hold anything."""
        return tuple(n for n in range(header_rows, len(self.rows)) if any(self.rows[n]))

    @property
    def width(self) -> int:
        """How many columns hold anything."""
        return max(n + 1 for row in self.rows for n, cell in enumerate(row) if cell)

    def headings(self, rows: int) -> tuple[str, ...]:
        """What stands at the head of each column, in so many rows."""
        return tuple(self._heading(column, rows) for column in range(self.width))

    def _heading(self, column: int, rows: int) -> str:
        texts = (self.with_merged(row, column) for row in range(rows))
        parts = dict.fromkeys(" ".join(text.split()) for text in texts)
        return " / ".join(filter(None, parts)) or f"column {letters(column)}"

    def place(self, row: int = -1, column: int = -1) -> Place:
        """A cell, a row, or the file."""
        return Place(self.file, row + 1, column + 1)


def letters(column: int) -> str:
    """A column as spreadsheet programs name it: A is 0, AA is 26."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def cell_name(at: At) -> str:
    """A cell as spreadsheet programs name it."""
    return f"{letters(at[1])}{at[0] + 1}"


def read_sheet(path: Path, name: str = "") -> Sheet:
    """The table in a file, in the sheet of a name if there are several.

    Raises Invalid where it cannot be read, or where it is not clear which sheet is meant.
    """
    found = alone(path)
    if found.ending not in ENDINGS:
        raise Invalid([UnknownFormat(Place(found.shown), ENDINGS)])
    if found.ending in (".csv", ".tsv"):
        if name:
            raise Invalid([NoSuchSheet(Place(found.shown), name, ())])
        return Sheet(found.shown, "", tuple(_records(found)))
    return _of_workbook(found, name)


def _records(found: Found) -> Iterable[tuple[str, ...]]:
    text, findings = read_text(found.path, LIMIT)
    if text is None:
        raise Invalid(map(without_text, findings))
    delimiter = max(DELIMITERS, key=lambda each: _fits(text, each))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[str, ...]] = []
    try:
        rows.extend(tuple(cell.strip() for cell in cells) for cells in reader)
    except csv.Error as error:
        row = len(rows) + 1
        raise Invalid([BadQuotes(Place(found.shown, row), Rows(1, (row,)))]) from error
    if not any(map(any, rows)):
        raise Invalid([EmptyFile(Place(found.shown))])
    return rows


def _fits(text: str, delimiter: str) -> tuple[bool, int]:
    """Whether a delimiter divides all of the first rows alike, and into how many cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = [len(cells) for cells in islice(reader, SAMPLED) if cells]
    except csv.Error:
        return False, 0
    return len({*widths}) == 1 < widths[0], max(widths)


def _of_workbook(found: Found, name: str) -> Sheet:
    from engine.cases.spreadsheet import cell
    from engine.cases.spreadsheet import merged_cells
    from engine.cases.spreadsheet import read_sheets

    sheets = read_sheets(found)
    if not name and len(sheets) > 1:
        raise Invalid([WhichSheet(Place(found.shown), tuple(sheets))])
    name = name or next(iter(sheets))
    if name not in sheets:
        raise Invalid([NoSuchSheet(Place(found.shown), name, tuple(sheets))])
    values = sheets[name]
    cells = {(r, c): value for r, row in enumerate(values) for c, value in enumerate(row)}
    return Sheet(
        found.shown,
        name,
        tuple(tuple(_visible(cell(value)) for value in row) for row in values),
        frozenset(at for at, value in cells.items() if _is_date(value)),
        frozenset(at for at, value in cells.items() if _is_rounded(value)),
        dict(_merged(merged_cells(found, name))),
    )


def _visible(text: str) -> str:
    """A text without characters that nobody sees, which a mapping could not hold."""
    hidden = first_hidden(text)
    while hidden is not None:
        text = text.replace(hidden, "")
        hidden = first_hidden(text)
    return text


def _is_date(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, datetime.date | datetime.time | datetime.timedelta)


def _is_rounded(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, float) and abs(value) >= EXACT


def _merged(ranges: Iterable[tuple[At, At]]) -> Iterable[tuple[At, At]]:
    for first, last in ranges:
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                yield (row, column), first
