"""Text files of cases: comma, semicolon or tab between the cells, UTF-8."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING
from typing import BinaryIO

from engine.cases import desk as sql
from engine.cases.desk import Table
from engine.cases.findings import BadQuotes
from engine.cases.findings import EmptyFile
from engine.cases.findings import NoHeader
from engine.cases.findings import NotUtf8
from engine.cases.findings import RaggedRow
from engine.cases.findings import Unreadable
from engine.cases.provider import tidy
from engine.cases.rows import Gathered
from engine.cases.rows import Rows
from engine.diagnostics import Invalid
from engine.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterator

    from engine.cases.desk import Desk
    from engine.cases.files import Found

CHUNK = 1 << 20
WANTED = frozenset({"case"})
"""What every file of cases has a column for."""
BLANK_LINES = (b"\n\n", b"\n\r\n", b"\r\r")


def read_text(desk: Desk, found: Found, wanted: Container[str] = WANTED) -> Table:
    """A text file as a table, read by the database itself where it is a plain one.

    ``wanted`` are headings, in lower case, that tell what stands between the cells.
    """
    with _readable(found):
        plain = _scan(found)
        table = _at_once(found, wanted)
    assert table.carefully is not None
    return table if plain else table.carefully(desk)


def native_text(found: Found, wanted: Container[str]) -> Table:
    """The same without looking at it first: rows are not to be counted on.

    What is wrong with it comes out when it is read, or carefully read.
    """
    if not found.path.stat().st_size:
        raise Invalid([EmptyFile(Place(found.shown))])
    with _readable(found):
        return _at_once(found, wanted)


@contextmanager
def _readable(found: Found) -> Iterator[None]:
    """Say what is wrong with a file that is not text."""
    place = Place(found.shown)
    try:
        yield
    except UnicodeDecodeError as error:
        raise Invalid([NotUtf8(place)]) from error
    except (OSError, EOFError, zlib.error) as error:
        raise Invalid([Unreadable(place, _kind(found))]) from error


def _at_once(found: Found, wanted: Container[str]) -> Table:
    header, delimiter = _header(found, wanted)
    if not any(cell.strip() for cell in header):
        raise Invalid([NoHeader(Place(found.shown, 1))])
    carefully = partial(_carefully, found=found, delimiter=delimiter)
    scan = _native(found, len(header), delimiter)
    numbered = f"(select row_number() over () + 1 as row, * from {scan})"
    return Table(found, tuple(header), scan, numbered, carefully, delimiter)


def _scan(found: Found) -> bool:
    """Whether there are no blank lines, which rows could not be counted over.

    Reads everything once: it raises what is wrong with the encoding.
    """
    decode = codecs.getincrementaldecoder("utf-8")()
    plain, last, size = True, b"\n", 0
    with _open(found) as file:
        while chunk := file.read(CHUNK):
            decode.decode(chunk)
            joined = last + chunk
            plain = plain and not any(blank in joined for blank in BLANK_LINES)
            last = chunk[-2:]
            size += len(chunk)
    decode.decode(b"", final=True)
    if not size:
        raise Invalid([EmptyFile(Place(found.shown))])
    return plain


def _header(found: Found, wanted: Container[str]) -> tuple[list[str], str]:
    """The first row, and what stands between the cells, as the first row shows it."""
    order = "\t,;" if found.ending == ".tsv" else ",;\t"
    headers = {delimiter: _first(found, delimiter) for delimiter in order}
    known = {d: sum(tidy(cell) in wanted for cell in headers[d]) for d in order}
    delimiter = max(order, key=lambda d: known[d])
    return headers[delimiter], delimiter


def _first(found: Found, delimiter: str) -> list[str]:
    try:
        return next((cells for _, cells in islice(_records(found, delimiter), 1)), [])
    except csv.Error as error:
        raise Invalid([BadQuotes(Place(found.shown, 1), Rows(1, (1,)))]) from error


def _native(found: Found, width: int, delimiter: str) -> str:
    columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(width))
    compression = "gzip" if found.ending == ".csv.gz" else "none"
    return (
        f"read_csv({sql.path(found.path)}, auto_detect = false, header = true, "
        f"delim = {sql.text(delimiter)}, quote = '\"', escape = '\"', nullstr = '', "
        f"columns = {{{columns}}}, compression = '{compression}')"
    )


def _carefully(desk: Desk, *, found: Found, delimiter: str) -> Table:
    """The file read row by row: slower, and exact about what is wrong where."""
    records = _records(found, delimiter)
    header = next(records)[1]
    ragged = Gathered()
    table = desk.keep(found, tuple(header), _even(found, records, len(header), ragged))
    if ragged:
        place = Place(found.shown, ragged.rows.line)
        raise Invalid([RaggedRow(place, ragged.rows, len(header))])
    return table


def _even(
    found: Found, records: Iterator[tuple[int, list[str]]], width: int, ragged: Gathered
) -> Iterator[tuple[int, list[str]]]:
    row = 1
    try:
        for row, cells in records:
            if not any(cells):
                continue
            if len(cells) < width or any(cells[width:]):
                ragged.add(row)
            else:
                yield row, cells[:width]
    except csv.Error as error:
        after = row + 1
        bad = BadQuotes(Place(found.shown, after), Rows(1, (after,)))
        raise Invalid([bad]) from error


def _records(found: Found, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every row with its number as a spreadsheet shows it."""
    with _open(found) as file:
        lines = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
        yield from enumerate(reader, start=1)


def _open(found: Found) -> BinaryIO | gzip.GzipFile:
    if found.ending == ".csv.gz":
        return gzip.open(found.path, "rb")
    return found.path.open("rb")


def _kind(found: Found) -> str:
    return "compressed text" if found.ending == ".csv.gz" else "text"
