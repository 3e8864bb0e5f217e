"""Workbooks of cases: the one sheet that holds something."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from engine.cases.extent import too_far
from engine.cases.extent import too_large
from engine.cases.findings import EmptyFile
from engine.cases.findings import FarSheet
from engine.cases.findings import NoHeader
from engine.cases.findings import SeveralSheets
from engine.cases.findings import Unreadable
from engine.cases.sheet_errors import errors_of
from engine.diagnostics import Invalid
from engine.diagnostics import Place

if TYPE_CHECKING:
    from engine.cases.desk import Desk
    from engine.cases.desk import Table
    from engine.cases.files import Found
    from engine.cases.sheet_errors import Errors


def read_spreadsheet(desk: Desk, found: Found) -> Table:
    """A workbook as a table; row and column numbers are those of its sheet."""
    rows = _rows(found)
    width = max(_width(row) for row in rows)
    header, *body = ([cell(value) for value in row[:width]] for row in rows)
    if not any(header):
        raise Invalid([NoHeader(Place(found.shown, 1))])
    numbered = ((n, cells) for n, cells in enumerate(body, start=2) if any(cells))
    return desk.keep(found, tuple(header), numbered)


def _rows(found: Found) -> list[list[Any]]:
    sheets = read_sheets(found)
    if len(sheets) > 1:
        raise Invalid([SeveralSheets(Place(found.shown), tuple(sheets))])
    return next(iter(sheets.values()))


def read_sheets(found: Found) -> dict[str, list[list[Any]]]:
    """The cells of every sheet that holds something; raises Invalid if none does."""
    sheets = {name: rows for name, rows in _sheets(found).items() if any(map(_width, rows))}
    if not sheets:
        raise Invalid([EmptyFile(Place(found.shown))])
    return sheets


def merged_cells(found: Found, sheet: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The first and the last cell of each range that is merged, by row and column from 0."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(found.path)
    return list(book.get_sheet_by_name(sheet).merged_cell_ranges or ())


def _sheets(found: Found) -> dict[str, list[list[Any]]]:
    import python_calamine

    try:
        with found.path.open("rb") as file:
            if not file.read(1):
                raise Invalid([EmptyFile(Place(found.shown))])
        _fit(found)
        book = python_calamine.CalamineWorkbook.from_path(found.path)
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Invalid([Unreadable(Place(found.shown), _kind(found))]) from error
    for rows, wrong in zip(sheets.values(), errors_of(found.path), strict=False):
        _show(rows, wrong)
    return sheets


def _show(rows: list[list[Any]], errors: Errors) -> None:
    """Write errors where they stand, so that no such cell is taken for a blank one."""
    for (row, column), word in errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = word


def _fit(found: Found) -> None:
    """Refuse what would need more memory than there may be."""
    if too_large(found.path):
        raise Invalid([Unreadable(Place(found.shown), _kind(found))])
    end = too_far(found.path)
    if end is not None:
        raise Invalid([FarSheet(Place(found.shown), _kind(found), *end)])


def _kind(found: Found) -> str:
    return "an Excel workbook" if found.ending == ".xlsx" else "an ODS spreadsheet"


def _width(row: list[Any]) -> int:
    """How many columns a row reaches, not counting blank ones at its end."""
    return max((n for n, value in enumerate(row, start=1) if cell(value)), default=0)


def cell(value: Any) -> str:  # noqa: ANN401
    """What a cell of a workbook shows, as text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
