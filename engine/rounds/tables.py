"""Small tables in CSV: what people write beside the cases."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.cases.file_findings import MissingColumn
from engine.cases.file_findings import RepeatedColumn
from engine.cases.file_findings import UnnamedColumn
from engine.cases.row_findings import BadQuotes
from engine.cases.row_findings import RaggedRow
from engine.cases.rows import Rows
from engine.diagnostics import Place
from engine.frameworks.names import folded
from engine.frameworks.names import suggest
from engine.frameworks.text import read_text
from engine.rounds.findings import UnknownColumn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    from engine.diagnostics import Finding

LIMIT = 50_000_000
"""How many characters a table may have: tables of many providers are long."""

DELIMITERS = (",", ";", "\t")
"""What may stand between two cells; the first if the header does not tell."""

IGNORED = "synthetic"
"""A column that any table may have: it says of each row that it was made up."""


@dataclass(frozen=True)
class Row:
    """One row: its cells by column, without the space around them."""

    place: Place
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True)
class Table:
    """The rows of a file; the header is row 1."""

    file: str
    rows: tuple[Row, ...]


def read_table(
    path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()
) -> tuple[Table | None, tuple[Finding, ...]]:
    """The rows of a file that has exactly these columns, in any order, or some more."""
    text, findings = read_text(path, LIMIT)
    if text is None:
        return None, tuple(map(without_text, findings))
    return parse_table(text, str(path), columns, optional)


def without_text(finding: Finding) -> Finding:
    """A finding that shows no line: what a row holds is never in a message."""
    return finding.but(place=replace(finding.place, text=""))


def parse_table(
    text: str, file: str, columns: tuple[str, ...], optional: tuple[str, ...] = ()
) -> tuple[Table | None, tuple[Finding, ...]]:
    """The rows of a text; none if the header does not fit."""
    records, findings = _records(text, file, _delimiter(text, columns))
    (_, header), *body = records
    kept = [(row, cells) for row, cells in body if any(cells)]
    width = _width(header, kept)
    findings += tuple(_header(header[:width], file, columns, optional))
    findings += tuple(_ragged(kept, file, width))
    if findings:
        return None, findings
    wanted = [folded(heading) for heading in header[:width]]
    rows = (
        Row(Place(file, row), dict(zip(wanted, cells, strict=False))) for row, cells in kept
    )
    return Table(file, tuple(rows)), ()


def _delimiter(text: str, columns: tuple[str, ...]) -> str:
    """What stands between the cells, as the header shows it: not always a comma."""
    header = text.splitlines()[0].replace('"', "")
    of = {d: {folded(heading) for heading in header.split(d)} for d in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: len(of[delimiter] & set(columns)))


def _records(
    text: str, file: str, delimiter: str
) -> tuple[list[tuple[int, list[str]]], tuple[Finding, ...]]:
    """Every row with its number, as far as the quotation marks match."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            records.append((number, [cell.strip() for cell in cells]))
    except csv.Error:
        row = len(records) + 1
        broken = BadQuotes(Place(file, row), Rows(1, (row,)))
        return records or [(1, [])], (broken,)
    return records, ()


def _width(header: list[str], body: list[tuple[int, list[str]]]) -> int:
    """How many columns there are, without empty ones that spreadsheets leave at the end."""
    used = [header, *(cells for _, cells in body)]
    width = len(header)
    while width and not header[width - 1] and not any("".join(r[width - 1 :]) for r in used):
        width -= 1
    return width


def _header(
    header: list[str], file: str, columns: tuple[str, ...], optional: tuple[str, ...]
) -> Iterator[Finding]:
    known = (*columns, *optional)
    first: dict[str, int] = {}
    for number, heading in enumerate(header, start=1):
        name, place = folded(heading), Place(file, 1, number)
        if not name:
            yield UnnamedColumn(place)
        elif name in first:
            yield RepeatedColumn(place, heading, header[first[name] - 1], first[name])
        elif name not in (*known, IGNORED):
            yield UnknownColumn(place, heading, known, suggest(heading, known))
        first.setdefault(name, number)
    yield from (MissingColumn(Place(file, 1), c) for c in columns if c not in first)


def _ragged(body: list[tuple[int, list[str]]], file: str, width: int) -> Iterator[Finding]:
    wrong = [n for n, cells in body if len(cells) < width or any(cells[width:])]
    if wrong:
        yield RaggedRow(Place(file, wrong[0]), Rows(len(wrong), tuple(wrong[:10])), width)
