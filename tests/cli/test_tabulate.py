"""``assay tabulate``: what it prints, and what it says where it cannot."""

from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest

from engine.data import folder as packaged

pytestmark = pytest.mark.usefixtures("here")

SCHEMA = json.loads((packaged("schemas") / "tabulation.schema.json").read_text("utf-8"))


@pytest.fixture
def listed(assay):
    """What there is to tabulate in the example."""
    return json.loads(assay("tabulate", "made-up", "--format", "json").out)


@pytest.fixture
def question(listed):
    """The first question of the example."""
    return listed["samples"][0]["variables"][0]["id"]


@pytest.fixture
def interviews(here):
    """Interviews of two officers of one provider."""
    with (here / "made-up/judgements.csv").open(newline="") as file:
        provider = next(csv.DictReader(file))["provider"]
    (here / "made-up/interviews.csv").write_text(
        "provider,officer,caseload,workload_reasonable,case,implemented_effectively\n"
        f"{provider},a,30,Yes,,Yes\n{provider},b,60,No,,Yes\n"
    )


def test_without_a_question_it_lists_what_there_is(assay, listed, question):
    jsonschema.validate(listed, SCHEMA)
    ran = assay("tabulate", "made-up")
    assert ran.status == 0
    assert f"  {question} " in ran.out
    assert ran.out.count("SYNTHETIC") == 2


def test_a_question_by_everything(assay, question):
    ran = assay("tabulate", "made-up", question, "--per", "type", "--by", "provider")
    assert ran.status == 0
    assert max(map(len, ran.out.splitlines())) <= 80
    assert ran.out.count("SYNTHETIC") == 2


def test_every_form(assay, question, here):
    found = json.loads(assay("tabulate", "made-up", question, "--format", "json").out)
    jsonschema.validate(found, SCHEMA)
    (table,) = found["tables"]
    text = assay("tabulate", "made-up", question, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert int(rows[0]["cases"]) == table["rows"][0]["cases"]
    out = here / "table.xlsx"
    ran = assay("tabulate", "made-up", question, "--format", "xlsx", "-o", out)
    assert ran.status == 0
    assert out.read_bytes()[:2] == b"PK"


def test_conditions_may_be_given_several_times(assay, question):
    none = ["--where", "provider is not missing", "--where", "provider is missing"]
    ran = assay("tabulate", "made-up", question, *none)
    assert ran.status == 0
    assert "No case is of this kind." in ran.out


def test_what_cannot_be_made_out_is_shown_where_it_stands(assay, question):
    ran = assay("tabulate", "made-up", question, "--where", "colour = red")
    assert ran.status == 1
    assert ran.out == ""
    assert ran.err.startswith("where:1:1: error C202: ")
    assert "    1 | colour = red\n      | ^^^^^^\n" in ran.err


@pytest.mark.usefixtures("interviews")
def test_the_overview_of_interviews(assay):
    ran = assay("tabulate", "made-up", "--interviews")
    assert ran.status == 0
    assert ran.out.count("Workload reasonable") == 3
    assert "Caseload" in assay("tabulate", "made-up").out


@pytest.mark.usefixtures("interviews")
def test_bands_of_caseloads(assay):
    ran = assay("tabulate", "made-up", "caseload", "--interviews", "--bands", "50")
    assert "\n51+ " in ran.out
    wrong = assay("tabulate", "made-up", "caseload", "--interviews", "--bands", "a,b")
    assert (wrong.status, "--bands" in wrong.err) == (2, True)
    wrong = assay("tabulate", "made-up", "caseload", "--interviews", "--bands", "9,5")
    assert (wrong.status, "C217" in wrong.err) == (1, True)


@pytest.mark.usefixtures("interviews")
def test_checking_a_round_checks_its_interviews(assay, here):
    assert assay("check", "made-up").status == 0
    path = here / "made-up/interviews.csv"
    path.write_text(path.read_text().replace(",30,", ",many,"))
    ran = assay("check", "made-up")
    assert (ran.status, "interviews.csv:2:3: error C216" in ran.out) == (1, True)
    (here / "made-up/round.yaml").write_text("round: x\n")
    assert "C216" not in assay("check", "made-up").out


def test_a_round_without_interviews_says_so(assay):
    ran = assay("tabulate", "made-up", "--interviews")
    assert (ran.status, "C211" in ran.err) == (1, True)


@pytest.mark.parametrize(
    "options",
    [
        ["--by", "x"],
        ["--where", "x = y"],
        ["--per", "type", "--interviews"],
        ["--format", "csv"],
    ],
)
def test_options_without_a_question_are_wrong_usage(assay, options):
    ran = assay("tabulate", "made-up", *options)
    assert (ran.status, "name a question" in ran.err) == (2, True)


def test_missing_answers_are_in_the_table_and_not_remarked_on(assay, here, question):
    path = next((here / "made-up/cases").iterdir())
    with path.open(newline="") as file:
        header, *rows = csv.reader(file)
    rows[0][header.index(question)] = ""
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    ran = assay("tabulate", "made-up", question)
    assert (ran.status, ran.err) == (0, "")


def test_a_round_without_round_yaml(assay, here):
    assert assay("tabulate", here / "standards", "q").status == 1
