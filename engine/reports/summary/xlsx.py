"""Sheets as an Excel workbook; a text stays a text, whatever it looks like."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import xlsxwriter

from engine.frameworks.naming import slug
from engine.reports.workbook import LONG_AGO
from engine.reports.workbook import OPTIONS
from engine.reports.workbook import WIDEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.reports.summary.sheets import Sheet
    from engine.reports.summary.values import Value


def as_xlsx(sheets: Sequence[Sheet], title: str) -> bytes:
    """A workbook; the same sheets give the same bytes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, OPTIONS)
    book.set_properties({"created": LONG_AGO.replace(tzinfo=None), "title": title})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    large = book.add_format({"bold": True, "font_size": 15})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    digits = [book.add_format({"num_format": _form(n), "valign": "top"}) for n in range(7)]
    for each in sheets:
        sheet = book.add_worksheet(each.name)
        for row, words in enumerate(each.above):
            sheet.write_string(row, 0, words, large if row == 0 else None)
        top = len(each.above)
        for column, words in enumerate(each.heads):
            sheet.write_string(top, column, words, head)
        for row, values in enumerate(each.rows, top + 1):
            for column, value in enumerate(values):
                form = digits[min(places(value), 6)]
                _write(sheet, (row, column), value, wrapped, form)
        for column in range(len(each.heads)):
            sheet.set_column(column, column, width(each, column))
        if each.heads and each.rows:
            _mark_table(sheet, each, top)
    book.close()
    return file.getvalue()


def places(value: Value) -> int:
    """How many decimals a number is written with."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return -exponent if isinstance(exponent, int) else 0


def width(sheet: Sheet, column: int) -> int:
    """How wide a column has to be for most of what stands in it."""
    cells = [str(row[column]) for row in sheet.rows if row[column] is not None]
    longest = max(map(len, cells), default=0)
    return min(WIDEST, max(longest + 2, 12))


def _mark_table(sheet: xlsxwriter.worksheet.Worksheet, each: Sheet, top: int) -> None:
    """Tell programs, and those that read the screen aloud, where the table is."""
    columns = [{"header": words} for words in _different(each.heads)]
    last = (top + len(each.rows), len(each.heads) - 1)
    name = f"t_{slug(each.name).replace('-', '_')}"
    options = {"columns": columns, "name": name, "style": None, "autofilter": False}
    sheet.add_table(top, 0, *last, options)


def _different(heads: Sequence[str]) -> list[str]:
    """Headings of which no two are the same, as a table must have them."""
    found: list[str] = []
    for head in heads:
        words = head
        while words.lower() in (each.lower() for each in found):
            words += " "
        found.append(words)
    return found


def _form(decimals: int) -> str:
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    place: tuple[int, int],
    value: Value,
    words: xlsxwriter.format.Format,
    number: xlsxwriter.format.Format,
) -> None:
    if value is None or isinstance(value, str):
        sheet.write_string(*place, value or "", words)
    else:
        sheet.write_number(*place, value, number)
