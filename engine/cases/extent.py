"""How far the sheets of a workbook reach, found without making room for every cell.

The library that reads workbooks makes a cell for every place up to the last one that is used;
one forgotten cell far away could need more memory than there is.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CELLS = 20_000_000
"""How many cells a sheet may reach over: as many as fit in common memory."""

BYTES = 1 << 30
"""How large a part of a workbook may be when it is unpacked."""

_CHUNK = 1 << 20
_REFERENCE = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')
_LONGEST = 16
_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_TIMES = re.compile(rb'table:number-(?:rows|columns)-repeated="([0-9]{1,9})"')


def too_far(path: Path) -> tuple[int, int] | None:
    """The last row and column of a sheet that reaches over too many cells, if one does."""
    return next((end for end in _ends(path) if end[0] * end[1] > CELLS), None)


def too_large(path: Path) -> bool:
    """Whether a part of a workbook would be huge when it is unpacked."""
    try:
        with zipfile.ZipFile(path) as book:
            return any(part.file_size > BYTES for part in book.infolist())
    except (OSError, ValueError, zipfile.BadZipFile):
        return False


def _ends(path: Path) -> Iterator[tuple[int, int]]:
    """The last row and column of every sheet; nothing of what is not a workbook."""
    try:
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                if name == "content.xml":
                    yield from _ods_ends(book.read(name))
                elif name.lower().startswith("xl/worksheets/"):
                    yield _xlsx_end(book, name)
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return


def _xlsx_end(book: zipfile.ZipFile, name: str) -> tuple[int, int]:
    columns: set[bytes] = set()
    last, rest = 0, b""
    with book.open(name) as sheet:
        while chunk := sheet.read(_CHUNK):
            piece = rest + chunk
            found = _REFERENCE.findall(piece)
            columns.update(column for column, _ in found)
            last = max(last, *{int(row) for _, row in found}, 0)
            rest = piece[-_LONGEST:]
    return last, max(map(_number, columns), default=0)


def _number(letters: bytes) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _ods_ends(content: bytes) -> Iterator[tuple[int, int]]:
    row = repeated = column = last = width = 0
    for tag, attributes in _TAG.findall(content):
        times = _times(attributes)
        if tag == b"table":
            yield last, width
            row = repeated = last = width = 0
        elif tag == b"table-row":
            row, repeated, column = row + repeated, times, 0
        else:
            column += times
            if not attributes.endswith(b"/") or b"office:" in attributes:
                last, width = row + repeated, max(width, column)
    yield last, width


def _times(attributes: bytes) -> int:
    """How often a row or a cell of an ODS sheet stands there."""
    found = _TIMES.search(attributes)
    return int(found[1]) if found else 1
