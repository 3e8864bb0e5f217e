"""Tables of providers that are no text: Parquet files and spreadsheets, and their faults."""

from __future__ import annotations

import zipfile

import duckdb
import pytest
import xlsxwriter

from engine.rounds.register.rating import rate
from engine.rounds.register.register import opened
from engine.rules.load import load_framework
from tests.rounds.register.making import ASKING
from tests.rounds.register.making import GIVEN
from tests.rounds.register.making import INPUTS
from tests.rounds.register.making import ROUND
from tests.rounds.register.making import findings
from tests.rounds.register.making import said
from tests.rounds.register.making import write

HEADS = "shop, hygiene, structure, said"
GOOD = "('a', 0, 1, null), ('b', 1, 1, null)"


def parquet(folder, rows, heads=HEADS, round_=ROUND, *, strict=False, **changed):
    """The findings in a round whose table is a Parquet file."""
    write(folder, table=None)
    file = folder / "towns" / "shops.parquet"
    duckdb.sql(f"copy (from (values {rows}) t({heads})) to '{file}'")
    round_ = round_.replace("shops.csv", "shops.parquet")
    return findings(folder, strict=strict, table=None, round_=round_, **changed)


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        ("('a', '0', 1, null), ('b', 'secret', 1, null)", "D424", '"hygiene" holds no word'),
        ("('a', 0, 1, null), ('b', 3.5, 1, null)", "D424", '"hygiene" holds no word'),
        ("('a', 0, 1, null), ('b', 'nan'::double, 1, null)", "D424", '"hygiene" holds no word'),
        ("('a', 0, 1, null), ('a', 1, 1, null)", "D426", "a second time in row 3"),
        ("('a', 0, 1, null), ('', 1, 1, null)", "D425", 'column "shop" is blank in row 3'),
        ("('a', 0, 1, null), (null, 1, 1, null)", "D425", 'column "shop" is blank in row 3'),
    ],
)
def test_a_fault_in_a_parquet_file_is_told_as_in_a_text(tmp_path, rows, code, words):
    (found,) = parquet(tmp_path, rows)
    assert found.startswith(f"{code} shops.parquet:3:")
    assert words in found
    assert "secret" not in found


def test_strict_refuses_nulls_of_a_parquet_file(tmp_path):
    (found,) = parquet(tmp_path, f"{GOOD}, ('c', null, 1, null)", strict=True)
    assert found.startswith('D428 shops.parquet:4:2 column "hygiene" is blank in row 4')


@pytest.mark.parametrize("staff", ["'nine'", "'nan'::double"])
def test_a_number_in_a_parquet_file_that_is_none_is_told(tmp_path, staff):
    rows = f"('a', 0, 0, null, 'no', 'small', {staff})"
    (found,) = parquet(
        tmp_path,
        rows,
        f"{HEADS}, breach, size, staff",
        GIVEN,
        framework=INPUTS,
        rules=ASKING,
    )
    assert 'D424 shops.parquet:2:7 1 cell of column "staff" holds no number (row 2)' in found


def test_a_damaged_parquet_file_still_cannot_be_read(tmp_path):
    rows = ", ".join(f"('{n:06}', {n % 2}, 1, 'x{n * 7919}')" for n in range(3000))
    parquet(tmp_path, rows)
    file = tmp_path / "towns" / "shops.parquet"
    content = file.read_bytes()
    file.write_bytes(content[:4] + b"\xff" * 400 + content[404:])
    round_ = ROUND.replace("shops.csv", "shops.parquet")
    (found,) = findings(tmp_path, table=None, round_=round_)
    assert found.startswith("C120")


def boolean_parquet(file, values):
    rows = ", ".join(f"('{n}', 0, 0, null, {v}, 'small', 9)" for n, v in enumerate(values))
    heads = f"{HEADS}, breach, size, staff"
    duckdb.sql(f"copy (from (values {rows}) t({heads})) to '{file}'")


def boolean_workbook(file, values):
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*HEADS.split(", "), "breach", "size", "staff"])
        for n, value in enumerate(values):
            sheet.write_row(n + 1, 0, [str(n), 0, 0, "", value, "small", 9])


@pytest.mark.parametrize(
    ("ending", "make"), [("parquet", boolean_parquet), ("xlsx", boolean_workbook)]
)
def test_a_cell_that_is_true_or_false_is_a_yes_or_a_no(tmp_path, ending, make):
    round_ = GIVEN.replace("shops.csv", f"shops.{ending}")
    towns = write(tmp_path, framework=INPUTS, rules=ASKING, round_=round_, table=None)
    make(towns / f"shops.{ending}", [True, False])
    with opened(towns, load_framework(tmp_path / "shops")) as register:
        assert list(register.table.inputs["breach"]) == [1, 0]
        assert len(said(rate(register))) == 2


def errors_workbook(file, header, rows):
    """A workbook in which texts that begin with "=" are formulas that give that error."""
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("blank")
        sheet = book.add_worksheet("shops")
        for number, cells in enumerate([header, *rows]):
            for column, value in enumerate(cells):
                if str(value).startswith("="):
                    sheet.write_formula(number, column, "=X()", None, value[1:])
                else:
                    sheet.write(number, column, value)


CALCEXT = (
    '<table:table-cell{} table:formula="of:=X()" office:value-type="{}" office:value="0" '
    'office:string-value="" calcext:value-type="error"><text:p>{}</text:p></table:table-cell>'
)


def errors_ods(file, header, rows):
    """The same as OpenDocument, as LibreOffice writes it."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    lines = ""
    for cells in [header, *rows]:
        lines += "<table:table-row>"
        for value in map(str, cells):
            if value.startswith("="):
                lines += CALCEXT.format("", "float", value[1:])
            elif value:
                lines += (
                    '<table:table-cell office:value-type="string">'
                    f"<text:p>{value}</text:p></table:table-cell>"
                )
            else:
                lines += '<table:table-cell table:number-columns-repeated="1"/>'
        lines += "</table:table-row>"
    content = (
        f'<office:document-content{spaces} xmlns:calcext="urn:x"><office:body>'
        '<office:spreadsheet><table:table table:name="blank"/>'
        f'<table:table table:name="shops">{lines}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<manifest/>")
        book.writestr("content.xml", content)


@pytest.mark.parametrize(
    ("ending", "make", "other"),
    [("xlsx", errors_workbook, "#NUM!"), ("ods", errors_ods, "Err:502")],
)
def test_an_error_of_a_spreadsheet_is_not_a_blank_cell(tmp_path, ending, make, other):
    towns = write(tmp_path, table=None)
    rows = [
        ["a", 0, 1, ""],
        ["b", "=#N/A", 1, ""],
        ["c", 0, "=#DIV/0!", "=#REF!"],
        ["=#N/A", 0, f"={other}", ""],
    ]
    make(towns / f"shops.{ending}", HEADS.split(", "), rows)
    round_ = ROUND.replace("shops.csv", f"shops.{ending}")
    found = findings(tmp_path, table=None, round_=round_)
    assert [line.partition(" |")[0].partition("shops.")[2] for line in found] == [
        f'{ending}:3:2 column "hygiene" has an error of a spreadsheet in row 3',
        f'{ending}:4:3 column "structure" has an error of a spreadsheet in rows 4, 5',
        f'{ending}:4:4 column "said" has an error of a spreadsheet in row 4',
        f'{ending}:5:1 column "shop" has an error of a spreadsheet in row 5',
    ]
    assert all(line.startswith("D433 ") for line in found)


def test_an_error_of_a_spreadsheet_in_a_column_that_is_not_read_is_no_matter(tmp_path):
    towns = write(tmp_path, table=None)
    header = [*HEADS.split(", "), "notes"]
    errors_workbook(towns / "shops.xlsx", header, [["a", 0, 1, "", "=#N/A"]])
    round_ = ROUND.replace("shops.csv", "shops.xlsx") + "  ignore: [notes]\n"
    assert findings(tmp_path, table=None, round_=round_) == []


def test_an_error_may_be_said_to_mean_not_rated(tmp_path):
    towns = write(tmp_path, table=None)
    errors_workbook(towns / "shops.xlsx", HEADS.split(", "), [["a", "=#N/A", 1, ""]])
    round_ = ROUND.replace("shops.csv", "shops.xlsx") + '  not_rated: ["#N/A"]\n'
    assert findings(tmp_path, table=None, round_=round_) == []


POINTS = """
framework: shops
title: Shops by their points
rules_language: 1
scales: [{id: rating, lowest_first: [{id: poor}, {id: fair}, {id: good}]}]
levels: [{id: shop, plural: shops, scale: rating}]
inputs: [{id: demerits, type: number}]
"""
BY_POINTS = """
rate shop:
    first that applies
        good  if demerits is at most 13
        fair  if demerits is at most 27.5
        poor  otherwise
"""


def test_a_table_of_numbers_alone_is_rated(tmp_path):
    start, _, _ = ROUND.partition("    - ")
    round_ = f"{start}    - {{column: demerits, input: demerits}}\n"
    table = "shop,demerits\na,13\nb,27.5\nc,28\nd,\n"
    write(tmp_path, framework=POINTS, rules=BY_POINTS, round_=round_, table=table)
    with opened(tmp_path / "towns", load_framework(tmp_path / "shops")) as register:
        assert said(rate(register)) == {
            "a": "good",
            "b": "fair",
            "c": "poor",
            "d": "nothing is recorded for demerits",
        }
