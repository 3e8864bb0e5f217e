"""``assay simulate``: what it prints, and what it says where it cannot."""

from __future__ import annotations

import csv
import io
import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import jsonschema
import pytest

from engine.data import folder as packaged

BASE = Path(__file__).parents[2] / "docs" / "base"
SCHEMA = json.loads((packaged("schemas") / "simulation.schema.json").read_text("utf-8"))
FEW = ("--replicates", 300)


@pytest.fixture(autouse=True)
def spring(tmp_path, monkeypatch):
    """The round of the manual, in the current folder."""
    shutil.copytree(BASE / "inspection", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "spring"


def as_json(assay, *arguments):
    ran = assay("simulate", "spring", *arguments, *FEW, "--format", "json")
    assert ran.status == 0
    found = json.loads(ran.out)
    jsonschema.validate(found, SCHEMA)
    return found


@pytest.mark.parametrize("arguments", [(), ("oak",), ("oak", "b1a"), ("oak", "b1")])
def test_text_fits_the_screen_and_says_that_it_is_made_up(assay, arguments):
    ran = assay("simulate", "spring", *arguments, *FEW)
    assert (ran.status, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert ran.out.count("SYNTHETIC") == 2


@pytest.mark.parametrize("arguments", [(), ("oak",), ("oak", "b1a"), ("oak", "oak house")])
def test_json_fits_its_schema_and_chances_add_up(assay, arguments):
    if arguments == ("oak", "oak house"):
        arguments = ("oak", "provider")
    for provider in as_json(assay, *arguments)["providers"]:
        assert provider["results"]
        for result in provider["results"]:
            total = sum(each["probability"] for each in result["chances"])
            assert total == pytest.approx(1, abs=1e-5)
            if "interval" in result:
                low, high = result["interval"]
                assert low <= result["expected"] <= high or len(result["chances"]) > 1


def test_json_says_what_was_asked_for(assay):
    found = as_json(assay, "--seed", 7, "--confidence", 80)
    assert (found["replicates"], found["seed"], found["confidence"]) == (300, 7, 0.8)
    assert found["fast"] is False
    assert {file["file"] for file in found["inputs"]} >= {"round.yaml", "cases/residents.csv"}
    assert [each["results"][0]["item"] for each in found["providers"]] == [None] * 3


def test_csv_has_a_row_for_each_rating(assay):
    ran = assay("simulate", "spring", "elm", *FEW, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    found = as_json(assay, "elm")["providers"][0]["results"]
    assert len(rows) == sum(len(result["chances"]) for result in found)
    by_json = [
        (result["item"] or "", each["rating"] or "not rated", each["probability"])
        for result in found
        for each in result["chances"]
    ]
    assert [(r["item"], r["chance_of"], float(r["probability"])) for r in rows] == by_json


def test_csv_holds_no_formula(assay, spring):
    text = (spring / "round.yaml").read_text()
    (spring / "round.yaml").write_text(text.replace("Oak House", '"=HYPERLINK(1)"'))
    ran = assay("simulate", "spring", "oak", *FEW, "--format", "csv")
    assert {row["provider_name"] for row in csv.DictReader(io.StringIO(ran.out))} == {
        "'=HYPERLINK(1)"
    }


def test_names_are_found_in_any_case(assay):
    assert as_json(assay, "THE OAKS", "Finding out") == as_json(assay, "oak", "b1")


def test_it_can_be_written_to_a_file(assay, tmp_path):
    ran = assay("simulate", "spring", *FEW, "-o", "sure.txt")
    assert (ran.status, ran.out) == (0, "")
    assert "Oak House" in (tmp_path / "sure.txt").read_text()


def test_colour_is_asked_for(assay):
    plain, painted = (
        assay("simulate", "spring", *FEW, "--color", when).out for when in ("never", "always")
    )
    assert "\x1b[" in painted
    assert "\x1b[" not in plain


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("okk",), 'there is no provider "okk"; did you mean "oak"?'),
        (("oak", "b9"), 'there is no rated item "b9"'),
        (("--replicates", "0"), "0 is not in the range"),
        (("--confidence", "100"), "100 is not in the range"),
        (("--seed", "-1"), "-1 is not in the range"),
    ],
)
def test_wrong_usage_is_explained(assay, arguments, words):
    ran = assay("simulate", "spring", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert words in ran.err


def test_a_round_with_errors_is_not_simulated(assay, spring):
    path = spring / "cases/residents.csv"
    path.write_text(path.read_text().replace("Yes", "Perhaps", 1))
    ran = assay("simulate", "spring")
    assert (ran.status, ran.out) == (1, "")
    assert "Perhaps" not in ran.err.replace('"Perhaps"', "")


def test_a_table_of_providers_is_not_simulated(assay, tmp_path):
    shutil.copytree(BASE / "homes", tmp_path / "homes")
    ran = assay("simulate", "homes/round")
    assert (ran.status, ran.out) == (1, "")
    assert "error D" in ran.err


def test_what_stands_above_providers_is_not_simulated(assay, tmp_path):
    shutil.copytree(BASE / "regions", tmp_path / "regions")
    ran = assay("simulate", "regions/round", *FEW)
    assert ran.status == 0
    assert "Regions are not simulated" in ran.out
    assert "The North" not in ran.out
    ran = assay("simulate", "regions/round", "north")
    assert ran.status == 2
    assert '"north" is no home; nothing above is simulated' in ran.err


def test_a_round_without_cases_is_certain(assay, tmp_path):
    shutil.copytree(BASE / "regions", tmp_path / "regions")
    ran = assay("simulate", "regions/round", "ash", *FEW)
    assert ran.status == 0
    assert "No cases of its own were sampled" in ran.out


def test_a_population_smaller_than_the_sample_is_pointed_out(assay, spring):
    text = (spring / "round.yaml").read_text()
    (spring / "round.yaml").write_text(text.replace("size: 30", "size: 3"))
    out = " ".join(assay("simulate", "spring", "oak", *FEW).out.split())
    assert "Residents: 4 cases read, which is more than the population of 3" in out


def test_a_framework_without_overall_ratings_is_shown_provider_by_provider(assay, tmp_path):
    rules = tmp_path / "standards/care-1/ratings.rules"
    rules.write_text(rules.read_text().partition("rate provider")[0])
    framework = tmp_path / "standards/care-1/framework.yaml"
    framework.write_text(framework.read_text().replace("levels:", "overall: none\nlevels:"))
    ran = assay("simulate", "spring", *FEW)
    assert ran.status == 0
    assert "name a provider" in ran.out
    assert "b1 Finding out" in assay("simulate", "spring", "oak", *FEW).out


def test_fast_needs_numba(assay, monkeypatch):
    monkeypatch.setattr("engine.cli.simulate.find_spec", lambda _: None)
    ran = assay("simulate", "spring", "--fast")
    assert (ran.status, ran.out) == (2, "")
    assert "pip install 'assay-engine[fast]'" in ran.err


@pytest.mark.skipif(find_spec("numba") is None, reason="needs the extra fast")
def test_fast_says_so(assay):
    assert as_json(assay, "--fast")["fast"] is True
