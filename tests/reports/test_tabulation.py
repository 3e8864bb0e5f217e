"""Tables of counts as text, JSON, CSV and XLSX."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.cases.interview_tables import overview
from engine.cases.interview_tables import tabulate_interviews
from engine.cases.interviews import COLUMNS
from engine.cases.tabulate import Casebook
from engine.cases.tabulate import tabulate
from engine.cases.tabulation import Request
from engine.data import folder as packaged
from engine.reports import tabulation_data
from engine.reports import variables
from engine.reports.layout import width
from engine.reports.tabulation import Manner
from engine.reports.tabulation import percentage
from engine.reports.tabulation import text
from engine.rules.framework import Framework
from engine.rules.typed import Rules
from tests.cases.framework import PROVIDERS
from tests.cases.framework import VOCABULARY
from tests.cases.framework import wide
from tests.cases.framework import write

SCHEMA = json.loads((packaged("schemas") / "tabulation.schema.json").read_text("utf-8"))
INTERVIEWS = [
    list(COLUMNS),
    ["elm", "a", "12", "Yes", "", "Yes"],
    ["oak", "b", "60", "No", "", "Yes"],
]


NONE = "\N{EN DASH}"
A_QUESTION = """\
1.1
Sample: Visits. All 4 cases.
Divided by: Area

                     %  Base  Yes  No  N/A  Missing  Cases
All providers      67      3    2   1    1        0      4
  Town            100*     1    1   0    1        0      2
  Country         100*     1    1   0    0        0      1
  (not recorded)    0*     1    0   1    0        0      1
home               50      2    1   1    1        0      3
  Town            100*     1    1   0    1        0      2
  Country           _      0    0   0    0        0      0
  (not recorded)    0*     1    0   1    0        0      1
school            100*     1    1   0    0        0      1
  Town              _      0    0   0    0        0      0
  Country         100*     1    1   0    0        0      1
  (not recorded)    _      0    0   0    0        0      0

% is Yes as a share of the base: Yes or No.
* of fewer than 2 cases""".replace("_", NONE)
A_PROFILE_COLUMN = """\
Area
Sample: Visits. 3 of 4 cases: size is Small.

              All providers      home    school
                    n    %   n     %   n     %
Town                2 66.7   2 100.0   0   0.0*
Country             1 33.3   0   0.0   1 100.0*
With a value        3        2         1
Missing             0        0         0
All cases           3        2         1

% is of the cases with a value.
* of fewer than 2 cases"""
A_LISTING = """\
Sample visits (home and school)
  1.1
  1.1b
  1.2
  1.1-garden Is there a garden?

  size (Size of home): Small, Large
  area (Area): Town, Country
  note (Note): any text

Sample lessons (school)
  2.1
  2-noise Is it noisy?

SYNTHETIC: made-up cases and judgements
"""


@pytest.fixture
def book(tmp_path):
    """The small round, which is made up, and marks fewer than two cases."""
    write(tmp_path / "cases/visits.csv", wide())
    write(tmp_path / "interviews.csv", INTERVIEWS)
    marked = replace(VOCABULARY, small_sub_sample=2)
    return Casebook(
        tmp_path, marked, None, PROVIDERS, round="spring", title="Spring", synthetic=True
    )


@pytest.fixture
def framework(tmp_path):
    """A framework around the vocabulary."""
    return Framework(tmp_path, VOCABULARY, Rules(()), "sha256:" + "0" * 64, "")


def drawn(book, subject, manner=Manner(), **asked):  # noqa: B008
    """One table as text, without what stands above and below every page."""
    found = tabulate(book, [Request(subject, **asked)])
    page = text(book, [table for each in found.tables for table in each], manner)
    return page.split("\n\n", 1)[1].rsplit("\n\n", 1)[0]


def test_a_question(book):
    assert drawn(book, "1.1", by="area", per="type") == A_QUESTION


def test_a_profile_column(book):
    page = drawn(book, "area", Manner(decimals=1), per="type", where=("size = Small",))
    assert page == A_PROFILE_COLUMN


def test_shares_of_all_cases(book):
    page = drawn(book, "area", Manner(of="cases"))
    assert "Town                   2 50" in page
    assert "% is of the cases whether they have a value or not." in page


def test_one_type_stands_alone(book):
    page = drawn(book, "1.2", per="type")
    assert "Asked of home only. All 3 cases." in page
    assert "All providers" not in page


def test_an_empty_population_is_said(book):
    page = drawn(book, "1.1", where=("size = Large and area = Country",))
    assert page.endswith(
        "0 of 4 cases: size is Large and area is Country.\n\nNo case is of this kind."
    )


def test_a_range_over_providers(book):
    assert drawn(book, "1.1", per="provider").endswith("From 50 (Elm House) to 100 (Oak).")


def test_interviews(book):
    found = tabulate_interviews(book, overview())
    page = text(book, [table for each in found.tables for table in each], Manner())
    assert "All 2 interviews." in page
    assert "% is of the officers with a value." in page


def test_made_up_data_say_so_at_both_ends(book):
    page = text(book, tabulate(book, [Request("1.1")]).tables[0], Manner())
    assert page.startswith("Spring\nSYNTHETIC: ")
    assert page.rstrip().rsplit("\n", 1)[1].startswith("SYNTHETIC: ")
    page = text(replace(book, synthetic=False), (), Manner())
    assert "SYNTHETIC" not in page


def test_colour_changes_no_words(book):
    plain = drawn(book, "1.1", Manner())
    assert (
        drawn(book, "1.1", Manner(color=True)).replace("\033[1m", "").replace("\033[0m", "")
        == plain
    )


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (Fraction(159, 2), 0, "80"),
        (Fraction(0), 0, "0"),
        (Fraction(0), 1, "0.0"),
        (Fraction(1, 20), 1, "0.1"),
        (Fraction(1, 21), 1, "0.0"),
        (Fraction(8945, 100), 1, "89.5"),
        (Fraction(100), 1, "100.0"),
        (None, 0, NONE),
    ],
)
def test_percentages_round_halves_up(value, decimals, shown):
    assert percentage(value, decimals) == shown


@given(
    st.integers(1, 10**9),
    st.sampled_from(["1.1", "area"]),
    st.sampled_from([None, "area", "1.1b"]),
    st.sampled_from([None, "type", "provider"]),
    st.integers(0, 1),
)
@settings(max_examples=30, deadline=None)
def test_no_line_is_wider_than_a_screen(number, subject, by, per, decimals):
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "cases/visits.csv", wide())
        names = [replace(p, name=f"{p.name} of the long names") for p in PROVIDERS]
        own = Casebook(Path(folder), VOCABULARY, None, tuple(names))
        (tables,) = tabulate(own, [Request(subject, by=by, per=per)]).tables
    wider = [replace(t, rows=tuple(grown(row, number) for row in t.rows)) for t in tables]
    page = text(own, wider, Manner(decimals))
    assert max(map(width, page.splitlines())) <= 80


def grown(row, number):
    """The same row of a very large round."""
    cell = row.cell
    counts = {value: n * number for value, n in cell.counts.items()}
    return replace(row, cell=replace(cell, counts=counts, cases=cell.cases * number))


# For programs


def test_json_fits_its_schema(book, framework):
    requests = [Request("1.1", ("size = Small",), "area", "type"), Request("area")]
    found = json.loads(tabulation_data.as_json(book, framework, tabulate(book, requests)))
    jsonschema.validate(found, SCHEMA)
    assert found["synthetic"] is True
    assert found["inputs"][0]["file"] == "cases/visits.csv"
    first = found["tables"][0]["rows"][0]
    assert (first["favourable"], first["applicable"], first["percentage"]) == (2, 2, 100)
    empty = [row for row in found["tables"][0]["rows"] if not row["applicable"]]
    assert all("percentage" not in row for row in empty)
    assert empty


def test_the_listing_fits_the_schema(book, framework):
    found = json.loads(tabulation_data.shelves_as_json(book, framework, book.shelves))
    jsonschema.validate(found, SCHEMA)
    assert [each["sample"] for each in found["samples"]] == ["visits", "lessons"]


def test_the_listing_names_everything(book):
    assert variables.text(book, book.shelves).split("\n\n", 1)[1] == A_LISTING


def test_csv_has_a_row_for_each_value(book):
    found = tabulate(book, [Request("1.1", by="area"), Request("area")])
    rows = list(csv.DictReader(io.StringIO(tabulation_data.as_csv(book, found, 1))))
    assert tuple(rows[0]) == tabulation_data.COLUMNS
    assert [(r["group_is"], r["group"], r["value_name"], r["n"]) for r in rows[:6]] == [
        ("all", "", "No", "1"),
        ("all", "", "Yes", "2"),
        ("all", "", "N/A", "1"),
        ("value", "Town", "No", "0"),
        ("value", "Town", "Yes", "1"),
        ("value", "Town", "N/A", "1"),
    ]
    assert rows[0]["percentage"] == "66.7"
    assert {row["group_is"] for row in rows} == {"all", "value", "missing"}
    assert rows[-1]["percentage"] == ""


def test_no_cell_is_taken_for_a_formula(book):
    providers = tuple(replace(p, name="=1+1") for p in PROVIDERS[:1]) + PROVIDERS[1:]
    book = replace(book, providers=providers)
    found = tabulate(book, [Request("1.1", per="provider")])
    assert ",'=1+1," in tabulation_data.as_csv(book, found)


def test_xlsx_is_the_same_bytes_each_time(book, framework):
    found = tabulate(book, [Request("1.1", per="type")])
    one = tabulation_data.as_xlsx(book, framework, found)
    assert one == tabulation_data.as_xlsx(book, framework, found)
    with zipfile.ZipFile(io.BytesIO(one)) as file:
        assert b"cases/visits.csv" in file.read("xl/sharedStrings.xml")
