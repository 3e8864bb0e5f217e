"""Sheets of plain cells as an Excel workbook, the same bytes for the same cells."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.reports.tidy import Cell

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""A text stays a text, whatever it looks like."""

LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""When every workbook says that it was made."""

WIDEST = 60


def workbook(sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Cell]]]]) -> bytes:
    """A sheet per entry, by name, with its headings and rows."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, OPTIONS)
    book.set_properties({"created": LONG_AGO.replace(tzinfo=None)})
    bold = book.add_format({"bold": True})
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, (headings, rows) in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(headings) - 1)
        sheet.write_row(0, 0, headings, bold)
        for number, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells):
                _write(sheet, number, column, cell, date)
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, _width(heading, rows, column))
    book.close()
    return file.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    cell: Cell,
    date: xlsxwriter.format.Format,
) -> None:
    match cell:
        case None | "":
            pass
        case str():
            sheet.write_string(row, column, cell)
        case datetime.date():
            sheet.write_datetime(row, column, cell, date)
        case _:
            sheet.write_number(row, column, cell)


def _width(heading: str, rows: Sequence[Sequence[Cell]], column: int) -> int:
    cells = (str(row[column]) for row in rows if row[column] is not None)
    return min(WIDEST, max(map(len, (heading, *cells))) + 2)
