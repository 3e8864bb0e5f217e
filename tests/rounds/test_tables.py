"""Small tables: what a header and a row must be, and how a wrong one is named."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rounds.tables import parse_table
from engine.rounds.tables import read_table

COLUMNS = ("provider", "item", "rating")


def rows(text: str) -> list[dict[str, str]]:
    table, findings = parse_table(text, "t.csv", COLUMNS)
    assert table is not None, findings
    return [dict(row.cells) for row in table.rows]


def told(text: str) -> list[str]:
    table, findings = parse_table(text, "t.csv", COLUMNS)
    assert table is None
    return [f"{f.place}: {f.code}: {f.message}" for f in findings]


def test_a_row_is_its_cells_by_column_without_the_space_around_them():
    assert rows("provider,item,rating\n a , b ,\n") == [
        {"provider": "a", "item": "b", "rating": ""}
    ]


def test_columns_may_stand_in_any_order_and_case():
    assert rows("Rating,ITEM, provider\nr,i,p\n") == [
        {"provider": "p", "item": "i", "rating": "r"}
    ]


def test_rows_are_numbered_as_a_spreadsheet_does():
    table, _ = parse_table("provider,item,rating\na,b,c\n\n,,\nd,e,f\n", "t.csv", COLUMNS)
    assert table is not None
    assert [str(row.place) for row in table.rows] == ["t.csv:2", "t.csv:5"]


def test_empty_columns_at_the_end_are_nothing():
    assert rows("provider,item,rating,,\na,b,c,,\n") == rows("provider,item,rating\na,b,c\n")


def test_a_cell_in_quotation_marks_may_hold_commas_and_line_breaks():
    assert rows('provider,item,rating\na,"b, c","d\ne"\n')[0]["rating"] == "d\ne"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("provider,item\n", ['t.csv:1: C108: there is no column "rating"']),
        (
            "provider,itm,rating\n",
            [
                't.csv:1: C108: there is no column "item"',
                't.csv:1:2: D123: this table has no column "itm"',
            ],
        ),
        (
            "provider,item,rating,Item\n",
            ['t.csv:1:4: C105: "item" and "Item" are the same (columns 2 and 4)'],
        ),
        ("provider,,item,rating\n", ["t.csv:1:2: C131: column 2 has no heading"]),
        (
            "provider,item,rating\na,b,c\na,b\na,b,c,d\n",
            ["t.csv:3: C118: more or fewer cells than the header's 3 columns (rows 3 and 4)"],
        ),
        (
            'provider,item,rating\na,b,"c\n',
            ["t.csv:2: C119: the quotation marks of a cell do not match (row 2)"],
        ),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(text, said):
    found = told(text)
    assert sorted(found) == sorted(said) or found[0].startswith(said[0].partition(" (")[0])


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "F003"), (b"provider\xff", "F002"), ("provider\u200b".encode(), "F006")],
)
def test_a_file_that_is_no_text_is_refused(tmp_path, data, code):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    table, (finding,) = read_table(path, COLUMNS)
    assert table is None
    assert finding.code == code


@pytest.mark.parametrize("data", [b"provider\nAnn Smith\xff", "provider\nAnn\u200b".encode()])
def test_what_a_row_holds_is_not_shown_even_where_it_is_no_text(tmp_path, data):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    _, (finding,) = read_table(path, COLUMNS)
    assert (finding.place.line, finding.place.text) == (2, "")


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_some_spreadsheets_write_another_sign_between_the_cells(delimiter):
    plain = 'provider,"item",rating\na,b,c\n'
    assert rows(plain.replace(",", delimiter)) == rows(plain)


def test_a_comma_in_a_header_that_says_nothing_is_still_a_comma():
    assert 't.csv:1:1: D123: this table has no column "x;y"' in told("x;y,z\n1;2,3\n")


CELL = st.text("ab ,\"'\n;é", max_size=5)


@given(st.lists(st.tuples(CELL, CELL, CELL)))
def test_whatever_is_written_is_read(cells):
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *cells])
    kept = [tuple(c.strip() for c in row) for row in cells if "".join(row).strip()]
    assert [tuple(row.values()) for row in rows(text.getvalue())] == kept


@given(st.text('provider,itemratingx"\n\r;', max_size=60))
def test_any_text_is_either_a_table_or_has_findings(text):
    table, findings = parse_table(f"p{text}", "t.csv", COLUMNS)
    assert (table is None) == bool(findings)
