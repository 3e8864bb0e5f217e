"""``assay target``: what a rating would have taken."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from engine.data import folder as packaged

SCHEMA = json.loads((packaged("schemas") / "target.schema.json").read_text("utf-8"))
BASE = packaged("standards").parent / "docs" / "base"


@pytest.fixture
def spring(tmp_path, monkeypatch):
    """The inspection of the manual's pages."""
    shutil.copytree(BASE / "inspection", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "spring"


@pytest.fixture
def homes(tmp_path, monkeypatch):
    """A round whose providers are a table."""
    shutil.copytree(BASE / "homes", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "round"


def data(ran):
    assert ran.status == 0, ran.err
    found = json.loads(ran.out)
    jsonschema.validate(found, SCHEMA)
    return found


@pytest.mark.usefixtures("spring")
def test_what_one_provider_would_have_needed(assay):
    ran = assay("target", "spring", "elm", "Good", "--item", "b1")
    assert (ran.status, ran.err) == (0, "")
    assert (
        ran.out
        == """\
Elm Lodge (home), standard b1 Finding out: Fair
SYNTHETIC: made-up cases and judgements
  1 case judgement would have to differ for Good:
  b1a: 1 case more met (3 of 4, not 2)
  then b1a would be Good
  a decision alone would give it: b1a: moved to Good
"""
    )


@pytest.mark.usefixtures("spring")
def test_the_same_for_programs(assay):
    found = data(assay("target", "spring", "elm", "good", "--item", "b1", "--format", "json"))
    (one,) = found["targets"]
    assert (one["provider"], one["item"], one["judgements"]) == ("elm", "b1", 1)
    (way,) = one["ways"]
    assert way["changes"] == [
        {"provider": "elm", "item": "b1a", "kind": "cases", "judgements": 1}
        | {"from": {"not met": 2, "met": 2}, "to": {"not met": 1, "met": 3}}
    ]
    assert way["ratings"] == [
        {"level": "question", "provider": "elm", "item": "b1a", "from": "fair", "to": "good"},
        {"level": "standard", "provider": "elm", "item": "b1", "from": "fair", "to": "good"},
    ]
    assert one["by_decision"]["ways"][0]["changes"][0]["rating"] == "good"


@pytest.mark.usefixtures("spring")
def test_everybody_who_is_rated_lower_is_listed_the_nearest_first(assay):
    ran = assay("target", "spring", "good", "--item", "b1a")
    assert ran.out.startswith("2 providers are rated below Good\nSYNTHETIC")
    assert "\nOak House (home), question b1a: Fair\n" in ran.out
    assert "\nElm Lodge (home), question b1a: Fair\n" in ran.out
    assert "its decision would no longer apply" in ran.out
    assert "b1a: its decision undone" in ran.out


@pytest.mark.usefixtures("spring")
def test_only_those_who_are_so_near(assay):
    assert "Elm Lodge" in assay("target", "spring", "good", "--points", "3").out
    ran = assay("target", "spring", "good", "--points", "2.5")
    assert ran.out.startswith(
        "No provider is rated below Good and at most 2.5 points short of it\n"
    )


@pytest.mark.usefixtures("spring")
def test_what_is_judged_may_differ_where_that_is_said(assay):
    alone = assay("target", "spring", "oak", "fair").out
    assert "2 case judgements would have to differ for Fair, in 2 ways:" in alone
    ran = assay("target", "spring", "oak", "fair", "--judged", "--ways", "1")
    assert "1 judgement would have to differ for Fair, in 2 ways:" in ran.out
    assert ": judged Poor" in ran.out
    assert ran.out.count("judged Poor") == 1
    assert "and 1 way more" in ran.out
    found = data(assay("target", "spring", "oak", "fair", "--judged", "--format", "json"))
    assert found["targets"][0]["free"] == ["cases", "rating"]


@pytest.mark.usefixtures("spring")
def test_a_rating_that_nothing_would_give(assay):
    ran = assay("target", "spring", "elm", "good")
    assert ran.status == 0
    assert (
        "  no other judgements of cases would give Good; they can give Poor or Fair\n"
        in ran.out
    )
    found = data(assay("target", "spring", "elm", "good", "--format", "json"))
    assert (found["targets"][0]["judgements"], found["targets"][0]["number"]) == (None, 0)


@pytest.mark.usefixtures("spring")
def test_a_rating_that_it_has(assay):
    assert "  it is Good already\n" in assay("target", "spring", "oak", "good").out


@pytest.mark.usefixtures("homes")
def test_in_a_table_it_is_ratings_that_would_have_to_differ(assay):
    ran = assay("target", "round", "Birch", "5 stars")
    assert (ran.status, ran.err) == (0, "")
    found = data(assay("target", "round", "Ash", "4", "--format", "json"))
    assert found["targets"][0]["free"] == ["rating"]
    ran = assay("target", "round", "Elm", "4")
    assert (ran.status, "would have to differ" in ran.out) == (0, False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("spring", "oak", "good", "more"), '"more" is one name too many'),
        (("spring", "ok", "good"), 'there is no provider "ok"'),
        (("spring", "oak", "goood"), 'there is no rating "goood"; did you mean "good"?'),
        (("spring", "oak", "good", "--points", "2"), "leave the provider out"),
        (("spring", "good", "--points", "few"), 'needs a number, and "few" is none'),
        (("spring", "good", "--item", "z"), 'there is no rated item "z"'),
    ],
)
@pytest.mark.usefixtures("spring")
def test_what_cannot_be_meant_is_said(assay, words, said):
    ran = assay("target", *words)
    assert ran.status == 2
    assert said in ran.err


@pytest.mark.usefixtures("homes")
def test_of_a_table_one_provider_must_be_named(assay):
    ran = assay("target", "round", "5")
    assert ran.status == 2
    assert "the providers of this round are a table: say which provider" in ran.err


@pytest.mark.usefixtures("spring")
def test_no_line_is_too_wide(assay):
    for words in (("good",), ("oak", "fair"), ("oak", "fair", "--judged")):
        out = assay("target", "spring", *words).out
        assert max(map(len, out.splitlines())) <= 80


@pytest.mark.usefixtures("spring")
def test_what_would_take_too_long_is_not_begun(assay, monkeypatch):
    before = assay("explain", "spring", "park").out
    monkeypatch.setattr("engine.rounds.target.search.MOST", 0)
    ran = assay("target", "spring", "oak", "fair")
    assert (ran.status, "too many ways to follow" in ran.err) == (2, True)
    after = assay("explain", "spring", "park").out
    assert "fewer met in" in before
    assert "Nearest change: a1 to poor would give fair\n" in after


def test_what_is_not_known_has_no_distance(assay, homes):
    path = homes / "homes.csv"
    path.write_text(path.read_text("utf-8").replace("Ash,3,5", "Ash,3,"), "utf-8")
    ran = assay("target", "round", "Ash", "4 stars")
    assert ran.status == 2
    assert "Ash cannot be rated: component staffing: no rating is recorded" in ran.err


@pytest.mark.usefixtures("spring")
def test_without_overall_ratings_an_item_must_be_named(assay):
    rules = Path("standards/care-1/ratings.rules")
    rules.write_text(rules.read_text("utf-8").partition("rate provider:")[0], "utf-8")
    framework = Path("standards/care-1/framework.yaml")
    framework.write_text(f"{framework.read_text('utf-8')}overall: none\n", "utf-8")
    ran = assay("target", "spring", "good")
    assert ran.status == 2
    assert "does not rate any provider as a whole: say which --item" in ran.err
    assert assay("target", "spring", "elm", "good", "--item", "b1").status == 0


def test_a_region_is_asked_about_by_its_name(assay, tmp_path, monkeypatch):
    shutil.copytree(BASE / "regions", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    region = data(assay("target", "round", "north", "good", "--format", "json"))["targets"][0]
    assert (region["level"], region["free"]) == ("region", ["rating"])
    assert {c["provider"] for c in region["ways"][0]["changes"]} <= {"ash", "beech"}
    ran = assay("target", "round", "The North", "good")
    assert "The North: " in ran.out
