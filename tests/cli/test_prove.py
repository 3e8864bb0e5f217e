"""``assay prove``, through the command line."""

from __future__ import annotations

import json

import jsonschema
import pytest

from engine.data import folder

pytestmark = pytest.mark.usefixtures("here")

FALSE = "\nexpect provider is good\n"


@pytest.fixture
def rules(here):
    return here / "standards" / "small" / "ratings.rules"


def proof(ran):
    told = json.loads(ran.out)
    schema = json.loads((folder("schemas") / "proof.schema.json").read_text("utf-8"))
    jsonschema.validate(told, schema)
    return told


def test_what_holds_is_told_and_is_fine(assay):
    ran = assay("prove", "standards/small")
    assert ran.status == 0
    assert ran.err == ""
    assert "  yes  nothing better ever lowers it" in ran.out
    assert " hold" in ran.out.splitlines()[-1]


def test_without_a_path_every_framework_here_is_proved(assay):
    assert assay("prove").out == assay("prove", "standards/small").out


def test_a_false_property_is_shown_with_its_counterexample(assay, rules):
    rules.write_text(rules.read_text() + FALSE)
    ran = assay("prove", "standards/small")
    assert ran.status == 1
    assert "   NO  expect provider is good" in ran.out
    assert "         smallest: " in ran.out
    assert "1 is false" in ran.out.splitlines()[-1]


def test_other_programs_read_the_same(assay, rules):
    assert proof(assay("prove", "--format", "json"))["false"] == 0
    rules.write_text(rules.read_text() + FALSE)
    ran = assay("prove", "--format", "json")
    told = proof(ran)
    assert (ran.status, told["false"]) == (1, 1)
    (framework,) = told["frameworks"]
    (wrong,) = (p for p in framework["results"] if p["verdict"] == "false")
    assert (wrong["kind"], wrong["method"]) == ("expected", "patterns")
    assert wrong["counterexample"][0]["gives"] != "good"


def test_what_cannot_be_read_cannot_be_proved(assay, rules):
    rules.write_text(rules.read_text() + "\nrate nonsense:\n    judged by nobody\n")
    ran = assay("prove")
    assert ran.status == 1
    assert ran.out == ""
    assert "error R" in ran.err


def test_a_folder_without_a_framework_is_wrong_usage(assay, here):
    (here / "empty").mkdir()
    ran = assay("prove", "empty")
    assert ran.status == 2
    assert "there is no framework.yaml here" in ran.err


def test_bands_with_a_gap_or_an_overlap_prove_nothing(assay, here):
    """What a rule gives there nobody has said, so that "always one rating" would be a lie."""
    file = here / "standards" / "small" / "framework.yaml"
    text = file.read_text("utf-8")
    assert text.count("- {from: 50, rating: fair") == 1
    for spoilt, code in [
        ("- {from: 50, to: 60, rating: fair", "F232"),
        ("- {from: 50, to: 90, rating: fair", "F233"),
    ]:
        file.write_text(text.replace("- {from: 50, rating: fair", spoilt), "utf-8")
        ran = assay("prove", "standards/small")
        assert (ran.status, ran.out) == (1, "")
        assert f"error {code}: " in ran.err
