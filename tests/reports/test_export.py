from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile
from dataclasses import replace
from fractions import Fraction

import duckdb
import jsonschema
import pytest
from python_calamine import CalamineWorkbook

from engine.data import folder
from engine.reports import tidy
from engine.reports.export import as_csv
from engine.reports.export import as_json
from engine.reports.export import as_parquet
from engine.reports.export import as_xlsx
from engine.rounds.results import Assumption
from engine.rounds.results import Carried
from engine.rounds.results import Counts
from engine.rounds.results import NotCarried
from engine.rounds.results import NoticeGiven
from engine.rounds.results import Result

EVIL = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\tx", "\rx"]
ODD = [
    *EVIL,
    'a "quoted", name',
    "two\nlines",
    "  spaces  ",
    "'=1",
    "Ünïcode 試",
    "\N{PILE OF POO}",
]


@pytest.fixture(scope="module")
def schema():
    path = folder("schemas") / "ratings.schema.json"
    found = json.loads(path.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def fits(ratings, schema):
    data = json.loads(as_json(ratings))
    jsonschema.validate(data, schema)
    return data


def from_parquet(raw, tmp_path):
    path = tmp_path / "ratings.parquet"
    path.write_bytes(raw)
    with duckdb.connect() as connection:
        return connection.execute(f"from '{path}'").fetchall()


# JSON


def test_json_has_the_keys_of_the_design_in_their_order(three, schema):
    data = fits(three, schema)
    assert list(data)[:6] == [
        "assay", "round", "synthetic", "framework", "inputs", "results",
    ]  # fmt: skip
    merseyside = data["results"][0]
    children = merseyside.pop("children")
    assert merseyside == {
        "level": "provider",
        "id": "merseyside-crc",
        "name": "Merseyside",
        "type": "CRC",
        "rating": "requires improvement",
        "basis": "computed",
        "score": 9,
        "score_of": 30,
        "score_if_rated": [10, 13],
        "flags": ["understated"],
    }
    unrated = next(child for child in children if child["id"] == "4.1")
    assert list(unrated) == ["level", "id", "name", "rating", "basis", "reason"]
    assert unrated["rating"] is None
    assert children[0]["children"][0] == {
        "level": "key question",
        "id": "1.1.1",
        "rating": "requires improvement",
        "basis": "computed",
        "percentage": 78,
        "favourable": 50,
        "unfavourable": 14,
        "not_applicable": 3,
        "missing": 1,
    }


def test_what_belongs_together_and_when_it_was_judged(rated, schema, tmp_path):
    judged = Result(
        "key question",
        "safe",
        "",
        "good",
        "judged",
        date=datetime.date(2017, 3, 1),
        flags=("carried-forward",),
    )
    house = Result(
        "provider", "elm", "Elm", "good", "computed", part_of="north", children=(judged,)
    )
    north = Result("region", "north", "North", "good", "computed", members=("elm", "oak"))
    found = rated(house, north)
    first, second = fits(found, schema)["results"]
    assert (first["part_of"], second["members"]) == ("north", ["elm", "oak"])
    assert first["children"][0]["date"] == "2017-03-01"
    rows = [*csv.DictReader(io.StringIO(as_csv(found)))]
    assert [(row["part_of"], row["date"]) for row in rows] == [
        ("north", ""),
        ("north", "2017-03-01"),
        ("", ""),
    ]
    columns = [list(tidy.COLUMNS).index(name) for name in ("part_of", "date")]
    _, row, _ = from_parquet(as_parquet(found), tmp_path)
    assert [row[column] for column in columns] == ["north", datetime.date(2017, 3, 1)]


@pytest.mark.parametrize(
    ("percentage", "shown"),
    [(Fraction(159, 2), 80), (Fraction(0), 0), (Fraction(494, 10), 49), (Fraction(100), 100)],
)
def test_a_percentage_is_shown_whole_half_up(rated, schema, percentage, shown):
    counts = Counts(1, 1, 0, 0)
    result = Result("home", "a", "A", "good", "computed", percentage=percentage, counts=counts)
    assert fits(rated(result), schema)["results"][0]["percentage"] == shown


def test_every_basis_fits_the_schema(rated, schema):
    results = [
        Result("home", "a", "A", "good", "judged"),
        Result("home", "b", "B", "good", "decision", before="poor"),
        Result("home", "c", "C", None, "not rated", reason="no case"),
        Result("home", "d", "D", None, "cannot be computed", reason="?", possible=("a", None)),
        Result("home", "e", "E", "good", "computed", score=Fraction(5, 2)),
    ]
    data = fits(rated(*results), schema)
    assert [result["basis"] for result in data["results"]] == [r.basis for r in results]
    assert data["results"][3]["possible"] == ["a", None]
    assert data["results"][4]["score"] == "5/2"


def test_advice_and_assumptions_come_along(rated, schema):
    data = fits(
        rated(
            assumptions=(Assumption("breach", "no", "x"),),
            notices=(NoticeGiven("n", "a", "1.1", "look", "y"),),
            carried=Carried("a", "b", (NotCarried("4.1.3", "z"),), ()),
        ),
        schema,
    )
    assert data["assumptions"] == [{"input": "breach", "value": "no", "because": "x"}]
    assert data["notices"][0]["item"] == "1.1"
    assert data["carried"]["not_carried"] == [{"item": "4.1.3", "because": "z"}]


@pytest.mark.parametrize(
    "change",
    [
        {"assay": "ratings/2"},
        {"results": [{"level": "x", "id": "y", "rating": "good"}]},
        {"results": [{"level": "x", "id": "y", "rating": None, "basis": "not rated"}]},
        {"results": [{"level": "x", "id": "y", "rating": "good", "basis": "guessed"}]},
        {"more": 1},
    ],
)
def test_the_schema_refuses_what_is_not_a_rating(three, schema, change):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(as_json(three)) | change, schema)


# Tables


def test_every_result_is_a_row_in_every_table(three, tmp_path):
    expected = sum(1 for provider in three.results for _ in provider.walk())
    in_csv = list(csv.DictReader(io.StringIO(as_csv(three))))
    in_xlsx = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(three)))
    sheet = in_xlsx.get_sheet_by_name("Ratings").to_python()
    in_parquet = from_parquet(as_parquet(three), tmp_path)
    assert len(in_csv) == len(sheet) - 1 == len(in_parquet) == expected
    assert sheet[0] == list(in_csv[0]) == list(tidy.COLUMNS)


def test_every_table_says_the_same(three, tmp_path):
    def plain(cells):
        return [
            ""
            if c is None
            else f"{c:f}".rstrip("0").rstrip(".")
            if _is_number(c) and "." in f"{c:f}"
            else str(c)
            for c in cells
        ]

    in_csv = list(csv.reader(io.StringIO(as_csv(three))))[1:]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(three)))
    in_xlsx = sheet.get_sheet_by_name("Ratings").to_python()[1:]
    in_parquet = from_parquet(as_parquet(three), tmp_path)
    assert [plain(row) for row in in_parquet] == in_csv
    assert [plain(row) for row in in_xlsx] == in_csv


def _is_number(cell):
    return not isinstance(cell, str) and hasattr(cell, "real")


def test_percentages_are_exact_beside_what_is_shown(three):
    row = next(
        row for row in csv.DictReader(io.StringIO(as_csv(three))) if row["item"] == "1.1.1"
    )
    exact = Fraction(int(row["percentage_numerator"]), int(row["percentage_denominator"]))
    assert exact == Fraction(100 * 50, 64)
    assert row["percentage"] == "78"


def test_made_up_data_is_said_in_every_row(three):
    made_up = replace(three, synthetic=True)
    rows = list(csv.DictReader(io.StringIO(as_csv(made_up))))
    assert {row["synthetic"] for row in rows} == {"yes"}
    assert json.loads(as_json(made_up))["synthetic"] is True


@pytest.mark.parametrize("form", [as_json, as_csv, as_xlsx, as_parquet])
def test_the_same_ratings_give_the_same_bytes(three, form):
    assert form(three) == form(replace(three))


def test_a_workbook_does_not_say_when_it_was_made(three):
    with zipfile.ZipFile(io.BytesIO(as_xlsx(three))) as book:
        assert {info.date_time[0] for info in book.infolist()} == {1980}
        assert b"2000-01-01" in book.read("docProps/core.xml")


@pytest.mark.parametrize("name", EVIL)
def test_no_name_becomes_a_formula(rated, provider, name):
    ratings = rated(provider(name, "CRC", "G" * 10, "good"))
    for row in csv.DictReader(io.StringIO(as_csv(ratings), newline="")):
        assert row["provider_name"] == f"'{name}".replace("\r", "\n")
    with zipfile.ZipFile(io.BytesIO(as_xlsx(ratings))) as book:
        sheets = [book.read(n) for n in book.namelist() if "worksheets/" in n]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


@pytest.mark.parametrize("name", ODD)
def test_any_name_survives(rated, provider, name, tmp_path):
    ratings = rated(provider(name, "CRC", "G" * 10, "good"))
    column = list(tidy.COLUMNS).index("provider_name")
    assert {row[column] for row in from_parquet(as_parquet(ratings), tmp_path)} == {name}
    assert json.loads(as_json(ratings))["results"][0]["name"] == name


def test_a_number_below_zero_is_no_formula(rated):
    result = Result("home", "a", "A", "good", "computed", score=Fraction(-5, 2))
    (row,) = csv.DictReader(io.StringIO(as_csv(rated(result))))
    assert row["score"] == "-2.5"
