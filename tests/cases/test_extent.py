"""How far a sheet reaches is known before it is read: reading it could need all memory."""

from __future__ import annotations

import zipfile

import pytest

from engine.cases import extent
from tests.cases.framework import LESSONS
from tests.cases.framework import shown
from tests.cases.framework import tally
from tests.cases.framework import wide
from tests.cases.framework import write

CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
HELP = "delete the rows and columns beyond the cases, and save it again"


def zipped(path, **parts):
    """A zip file with these parts; "/" and "." are written "__" and "_" in their names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)


def xlsx(path, *cells):
    zipped(path, xl__worksheets__sheet1_xml="".join(f'<c r="{cell}"/>' for cell in cells))


def ods(path, rows):
    zipped(path, content_xml=f'<table:table table:name="a">{rows}</table:table>')


def test_an_ordinary_workbook_is_near(tmp_path):
    for ending in ("xlsx", "ods"):
        path = tmp_path / "cases" / f"visits.{ending}"
        write(path, wide())
        assert extent.too_far(path) is None
        assert not extent.too_large(path)


def test_one_forgotten_cell_is_a_finding_and_not_the_end(tmp_path):
    xlsx(tmp_path / "cases/visits.xlsx", "A1", "B2", "XFD900001")
    write(tmp_path / "cases/lessons.csv", LESSONS)
    _, (finding,) = tally(tmp_path)
    assert finding.help == HELP
    (words,) = shown([finding])
    assert words == (
        "cases/visits.xlsx: C120: a sheet reaches to row 900001 and column 16384, "
        "too far to be read"
    )


def test_the_far_row_and_the_far_column_may_be_two_cells(tmp_path):
    xlsx(tmp_path / "a.xlsx", "XFD1", "A2000")
    assert extent.too_far(tmp_path / "a.xlsx") == (2000, 16384)


def test_a_cell_is_found_across_the_parts_in_which_a_sheet_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(extent, "_CHUNK", 7)
    xlsx(tmp_path / "a.xlsx", "A1", "AB1000000")
    assert extent.too_far(tmp_path / "a.xlsx") == (1000000, 28)


def test_a_sheet_of_the_other_format_repeats_rows_and_cells(tmp_path):
    path = tmp_path / "a.ods"
    empty = '<table:table-row table:number-rows-repeated="20000"><table:table-cell/>'
    far = f'<table:table-cell table:number-columns-repeated="2000"/>{CELL}'
    ods(path, f"{empty}</table:table-row><table:table-row>{far}</table:table-row>")
    assert extent.too_far(path) == (20001, 2001)


def test_empty_cells_at_the_end_are_not_reached(tmp_path):
    path = tmp_path / "a.ods"
    empty = '<table:table-cell table:number-columns-repeated="16383"/>'
    row = '<table:table-row table:number-rows-repeated="1048575">'
    ods(path, f"<table:table-row>{CELL}{empty}</table:table-row>{row}{empty}</table:table-row>")
    assert extent.too_far(path) is None


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04"])
def test_what_is_no_workbook_is_left_to_its_reader(tmp_path, data):
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert extent.too_far(path) is None
    assert not extent.too_large(path)


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(extent, "BYTES", 1000)
    zipped(tmp_path / "cases/visits.xlsx", xl__sharedStrings_xml=" " * 1001)
    write(tmp_path / "cases/lessons.csv", LESSONS)
    assert shown(tally(tmp_path)[1]) == [
        "cases/visits.xlsx: C120: this file cannot be read as an Excel workbook"
    ]
