"""A table of cases as a spreadsheet to be filled in: what cells may hold is offered there."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from engine.reports.workbook import LONG_AGO
from engine.reports.workbook import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

WIDE, NARROW = 20, 10
LONGEST = 255
"""How many characters the choices of a cell may have together, in this format."""


def case_sheet(
    header: Sequence[str], rows: Sequence[Sequence[str]], choices: Mapping[str, Sequence[str]]
) -> bytes:
    """A workbook of one sheet, its cells all text; ``choices`` are by column.

    A cell with choices takes nothing else.
    """
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, OPTIONS)
    book.set_properties({"created": LONG_AGO.replace(tzinfo=None)})
    bold, plain = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    sheet = book.add_worksheet("Cases")
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 1, WIDE, plain)
    sheet.set_column(2, len(header) - 1, NARROW, plain)
    sheet.write_row(0, 0, header, bold)
    for number, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            if cell:
                sheet.write_string(number, column, cell, plain)
    for column, heading in enumerate(header):
        offered = list(choices.get(heading, ()))
        if rows and fits(offered):
            rule = {"validate": "list", "source": offered}
            sheet.data_validation(1, column, len(rows), column, rule)
    book.close()
    return file.getvalue()


def fits(values: Sequence[str]) -> bool:
    """Whether a cell can be made to accept only these: a list holds no comma, and not much."""
    joined = ",".join(values)
    plain = not any("," in value or '"' in value or value != value.strip() for value in values)
    return bool(values) and plain and len(joined) <= LONGEST
