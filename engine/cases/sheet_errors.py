"""Cells of a workbook that hold an error, which the library that reads it takes for blank."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path
    from typing import TypeAlias

    Errors: TypeAlias = Mapping[tuple[int, int], str]

OTHER = "#ERROR!"
"""What is written for an error that is none of the common ones."""

ERRORS = (
    *("#N/A", "#DIV/0!", "#REF!", "#NAME?", "#NUM!", "#VALUE!", "#NULL!", OTHER),
    *("#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!"),
)
"""How spreadsheet programs write errors."""

_CELL = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^>]*)>")
_AT = re.compile(rb'\sr="([A-Z]*)([0-9]+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?\s\w+:id="([^"]*)"')
_PART = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_ROWS = re.compile(rb'table:number-rows-repeated="([0-9]{1,9})"')
_COLUMNS = re.compile(rb'table:number-columns-repeated="([0-9]{1,9})"')
_SHOWN = re.compile(rb"<text:p>([^<]*)<")


def errors_of(path: Path) -> Sequence[Errors]:
    """Of every sheet in its order, the errors by row and column, which are counted from 0."""
    try:
        with zipfile.ZipFile(path) as book:
            if "content.xml" in book.namelist():
                return _of_ods(book.read("content.xml"))
            return [dict(_of_xlsx(book.read(part))) for part in _parts(book)]
    except (OSError, ValueError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return []


def _parts(book: zipfile.ZipFile) -> Iterator[str]:
    """The part of each sheet, in the order of the sheets."""
    parts = {}
    for attributes in _PART.findall(book.read("xl/_rels/workbook.xml.rels")):
        name, target = _attribute(attributes, b"Id"), _attribute(attributes, b"Target")
        parts[name] = target[1:] if target.startswith("/") else f"xl/{target}"
    for name in _SHEET.findall(book.read("xl/workbook.xml")):
        yield parts[name.decode()]


def _attribute(attributes: bytes, name: bytes) -> str:
    found = re.search(rb"(?:^|\s)" + name + rb'="([^"]*)"', attributes)
    return found[1].decode() if found else ""


def _of_xlsx(content: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    if b't="e"' not in content:
        return
    row = column = -1
    for tag in _CELL.finditer(content):
        at = _AT.search(tag[2])
        if tag[1] == b"row":
            row, column = int(at[2]) - 1 if at else row + 1, -1
            continue
        column = _number(at[1]) if at else column + 1
        if b' t="e"' in tag[2]:
            yield (row, column), _word(_VALUE.search(content, tag.end()))


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _of_ods(content: bytes) -> Sequence[Errors]:
    sheets: list[dict[tuple[int, int], str]] = []
    row, rows, column = 0, 0, 0
    for tag in _TAG.finditer(content):
        if tag[1] == b"table":
            sheets.append({})
            row = rows = 0
        elif tag[1] == b"table-row":
            row, rows, column = row + rows, _times(_ROWS, tag[2]), 0
        else:
            columns = _times(_COLUMNS, tag[2])
            if b'calcext:value-type="error"' in tag[2]:
                word = _word(_SHOWN.search(content, tag.end()))
                places = range(row, row + rows), range(column, column + columns)
                sheets[-1] |= {(r, c): word for r in places[0] for c in places[1]}
            column += columns
    return sheets


def _times(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def _word(found: re.Match[bytes] | None) -> str:
    word = found[1].decode("utf-8", "replace").strip() if found else ""
    return word if word in ERRORS else OTHER
