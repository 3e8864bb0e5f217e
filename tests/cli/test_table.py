"""assay rate and explain where a round's providers are a table."""

from __future__ import annotations

import csv
import io
import json

import duckdb
import jsonschema
import pytest
from python_calamine import CalamineWorkbook

from engine.data import folder as packaged
from tests.rounds.register.making import ROUND
from tests.rounds.register.making import RULES
from tests.rounds.register.making import TABLE
from tests.rounds.register.making import write

pytestmark = pytest.mark.usefixtures("towns")

COMPARED = ROUND.replace("  status: {column: said}\n", "  ignore: [said]\n")
PUBLISHED = """
shop,hygiene,structure,said
a,0,1,good
b,1,1,fair
c,2,1,fair
d,,0,good
e,exempt,0,poor
f,0,0,
"""


@pytest.fixture
def towns(tmp_path, monkeypatch):
    """A round whose providers are a table, beside its framework, and the folder of both."""
    monkeypatch.chdir(tmp_path)
    return write(tmp_path)


def test_the_table_counts_ratings_and_reasons(assay):
    ran = assay("rate", "towns")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Shops of two towns",
        "Rated under: Shops",
        "",
        "8 shops",
        "",
        "rated                                                              4",
        "  Good                                                             1     25 %",
        "  Fair                                                             2     50 %",
        "  Poor                                                             1     25 %",
        "",
        "not rated                                                          2",
        "  awaiting inspection                                              1",
        "  exempt                                                           1",
        "",
        "cannot be computed                                                 2",
        "  nothing is recorded for hygiene                                  1",
        "  nothing is recorded for hygiene and structure                    1",
    ]


def test_published_ratings_that_differ_are_listed_with_the_line_that_decided(assay, towns):
    write(towns.parent, round_=COMPARED, table=PUBLISHED)
    ran = assay("rate", "towns", "--against", "said")
    assert ran.status == 1
    assert ran.out[ran.out.index("published in") :].splitlines() == [
        "published in said and rated here                                   3",
        "  the same                                                         2",
        "  different                                                        1",
        "published, but cannot be computed here                             1",
        "published, but not rated here                                      1",
        "rated here, but not published                                      1",
        "",
        "c: published fair, by the rules poor",
        "  line 7, poor otherwise: otherwise",
    ]


def test_where_all_agree_the_status_is_0(assay, towns):
    write(towns.parent, round_=COMPARED, table=PUBLISHED.replace("c,2,1,fair", "c,2,1,poor"))
    assert assay("rate", "towns", "--against", "said").status == 0


def test_a_column_may_have_the_published_ratings_of_an_item(assay, towns):
    round_ = COMPARED.replace("ignore: [said]", "published: [{column: said, item: hygiene}]")
    table = "shop,hygiene,structure,said\na,0,1,0\nb,1,1,2\n"
    write(towns.parent, round_=round_, table=table)
    ran = assay("rate", "towns", "--against", "Said")
    assert ran.status == 1
    assert "b hygiene: published 2, by the rules 1" in ran.out


def test_csv_has_a_row_for_each_provider_in_the_order_of_the_file(assay):
    rows = list(csv.reader(io.StringIO(assay("rate", "towns", "--format", "csv").out)))
    assert rows[:2] == [
        ["provider", "rating", "basis", "reason", "hygiene", "structure"],
        ["a", "good", "computed", "", "0", "1"],
    ]
    assert rows[4] == [
        "d",
        "",
        "cannot be computed",
        "nothing is recorded for hygiene",
        "",
        "0",
    ]
    assert rows[6] == ["f", "", "not rated", "exempt", "", ""]
    assert [row[0] for row in rows[1:]] == list("abcdefgh")


def test_csv_tells_on_the_side_how_the_ratings_compare(assay, towns):
    write(towns.parent, round_=COMPARED, table=PUBLISHED)
    ran = assay("rate", "towns", "--against", "said", "--format", "csv")
    assert ran.status == 1
    assert ran.out.splitlines()[0].endswith(",published said")
    assert ran.err.startswith("published in said and rated here")


def test_parquet_and_xlsx_hold_what_csv_holds(assay, towns):
    assert assay("rate", "towns", "--format", "csv", "-o", "r.csv").status == 0
    assert assay("rate", "towns", "--format", "parquet", "-o", "r.parquet").status == 0
    assert assay("rate", "towns", "--format", "xlsx", "-o", "r.xlsx").status == 0
    header, *rows = csv.reader((towns.parent / "r.csv").read_text("utf-8").splitlines())
    found = duckdb.read_parquet(str(towns.parent / "r.parquet"))
    assert found.columns == header
    assert [[cell or "" for cell in row] for row in found.fetchall()] == rows
    sheet = CalamineWorkbook.from_path("r.xlsx").get_sheet_by_name("Ratings").to_python()
    assert sheet == [header, *rows]


def test_json_is_as_the_schema_says(assay, towns):
    write(towns.parent, round_=COMPARED, table=PUBLISHED)
    ran = assay("rate", "towns", "--against", "said", "--format", "json")
    found = json.loads(ran.out)
    schema = json.loads((packaged("schemas") / "ratings.schema.json").read_text("utf-8"))
    jsonschema.validate(found, schema)
    assert [each["rating"] for each in found["results"]] == [
        *["good", "fair", "poor"],
        *[None, None, "good"],
    ]
    assert found["results"][0]["children"][0] == {
        "level": "component",
        "id": "hygiene",
        "name": "Clean hands",
        "rating": "0",
        "basis": "judged",
        "score": 0,
    }
    (compared,) = found["compared"]
    assert (compared["compared"], compared["agreeing"]) == (3, 2)
    assert compared["differences"][0]["because"] == "line 7, poor otherwise: otherwise"


def test_ratings_are_exact_copies_for_the_same_files(assay):
    for form in ("json", "csv"):
        first = assay("rate", "towns", "--format", form).out
        assert assay("rate", "towns", "--format", form).out == first


def test_no_text_of_the_table_becomes_a_formula(assay, towns):
    table = "shop,hygiene,structure,said\n=1+1,0,0,\n@x,0,0,\nplain,0,0,\n"
    write(towns.parent, table=table)
    rows = list(csv.reader(io.StringIO(assay("rate", "towns", "--format", "csv").out)))
    assert [row[0] for row in rows[1:]] == ["'=1+1", "'@x", "plain"]


def test_one_provider_is_explained_by_the_reference(assay):
    ran = assay("explain", "towns", "B")
    assert ran.status == 0
    assert ran.out.startswith("b: Fair\n")
    assert "1 + 1 = 2" in ran.out
    assert "Nearest change" in ran.out


def test_what_is_not_computed_is_explained_too(assay):
    assert "nothing is recorded for hygiene" in assay("explain", "towns", "d").out


def test_a_provider_that_is_not_there_is_wrong_usage(assay):
    ran = assay("explain", "towns", "zz")
    assert ran.status == 2
    assert 'has no provider "zz"' in ran.err


def test_another_framework_may_be_named(assay, towns):
    other = towns.parent / "lenient"
    other.mkdir()
    for name in ("framework.yaml", "ratings.rules"):
        text = (towns.parent / "shops" / name).read_text("utf-8")
        (other / name).write_text(text.replace("is at most 2", "is at most 3"), "utf-8")
    ran = assay("rate", "towns", "--framework", "lenient", "--format", "csv")
    assert "c,fair,computed" in ran.out


def test_check_says_what_is_wrong_with_the_table(assay, towns):
    assert assay("check", "towns").status == 0
    write(towns.parent, table=TABLE.replace("b,1,1,", "b,9,1,"))
    ran = assay("check", "towns")
    assert ran.status == 1
    assert "D424" in ran.out


def test_strict_is_for_tables_too_and_partial_is_not(assay):
    assert assay("rate", "towns", "--strict").status == 1
    ran = assay("rate", "towns", "--partial")
    assert ran.status == 2
    assert "blank cells are never guessed" in ran.err


def test_against_needs_a_table(assay, here):
    ran = assay("rate", here / "made-up", "--against", "x")
    assert ran.status == 2
    assert "whose providers are a table" in ran.err


ALLOWING = RULES.rstrip() + "\n    allow inspector to move up 1\n"
DECIDED = """
decisions:
  - provider: C
    item: shop
    from: poor
    to: fair
    by: inspector
    date: 2026-01-31
    reason: Only the sink was dirty.
"""


def decide(towns, text):
    write(towns.parent, rules=ALLOWING, round_=COMPARED, table=PUBLISHED)
    (towns / "decisions.yaml").write_text(text.lstrip(), "utf-8")


def test_a_decision_about_one_provider_is_applied_where_the_rules_allow_it(assay, towns):
    decide(towns, DECIDED)
    ran = assay("rate", "towns", "--against", "said", "--format", "csv")
    assert ran.status == 0
    assert "c,fair,decision,,2,1,fair" in ran.out.splitlines()
    results = json.loads(assay("rate", "towns", "--format", "json").out)["results"]
    assert [r.get("before") for r in results] == [None, None, "poor", None, None, None]
    assert "Only the sink was dirty" in assay("explain", "towns", "c").out


def test_a_decision_that_the_rules_do_not_allow_rates_nothing(assay, towns):
    decide(towns, DECIDED.replace("to: fair", "to: good"))
    ran = assay("rate", "towns", "--format", "csv")
    assert (ran.status, ran.out) == (1, "")
    assert "D207" in ran.err


def test_a_decision_about_nobody_rates_nothing(assay, towns):
    decide(towns, DECIDED.replace("provider: C", "provider: zz"))
    assert 'the round has no provider "zz"' in assay("rate", "towns").err


def test_a_decision_is_recorded_as_in_any_round(assay, towns):
    write(towns.parent, rules=ALLOWING)
    ran = assay(
        "decide", "towns", "c", "shop", "fair", "--by", "inspector", "--reason", "Sink."
    )
    assert ran.status == 0
    assert "c,fair,decision" in assay("rate", "towns", "--format", "csv").out


@pytest.mark.parametrize("name", ["judgements.csv", "inputs.csv"])
def test_files_that_are_for_listed_providers_are_not_passed_over(assay, towns, name):
    (towns / name).write_text("provider,item,rating,reason\n", "utf-8")
    ran = assay("rate", "towns")
    assert ran.status == 1
    assert f"towns/{name}: error D415: this file is not read" in ran.err


def test_what_needs_listed_providers_says_so(assay):
    ran = assay("panel", "towns")
    assert ran.status == 1
    assert "D114" in ran.err
