"""The second round that is made up: it has what was published of ten re-inspections."""

from __future__ import annotations

import csv
import shutil
from math import ceil

import pytest

from engine.data import folder as packaged
from engine.diagnostics import Invalid
from engine.diagnostics import errors
from engine.rounds.comparison.compare import compare
from engine.rounds.load import load_round
from engine.rounds.rate import rate
from engine.rounds.synthetic.demo import make_demo
from engine.rounds.synthetic.recipe_file import load_recipe
from engine.rules.load import load_framework
from tests.rounds.synthetic.test_national_making import N0

FIRST, SECOND = (
    load_framework(packaged("standards") / name) for name in ("2018-19", "2019-20")
)
SUPERVISION = ("2.1", "2.2", "2.3", "2.4")
OVERALL = {
    "thames-valley-crc": "good",
    "northumbria-crc": "requires improvement",
    "west-yorkshire-crc": "requires improvement",
    "swm-crc": "requires improvement",
    "dlnr-crc": "requires improvement",
    "dtv-crc": "good",
    "hlny-crc": "requires improvement",
    "merseyside-crc": "requires improvement",
    "north-west-nps": "good",
    "hiow-crc": None,
}
"""The published overall ratings; that of Hampshire & Isle of Wight could not be given."""


@pytest.fixture(scope="module", params=[1, 2, 3])
def made(request, tmp_path_factory):
    """Both rounds from one seed: their folders."""
    top = tmp_path_factory.mktemp("rounds")
    make_demo(top / "first", FIRST, request.param)
    make_demo(top / "second", SECOND, request.param)
    return top


@pytest.fixture(scope="module")
def results(made):
    """The results of the second round by provider and item; its own under the empty id."""
    round_, findings = load_round(made / "second", SECOND, cache=False)
    assert errors(findings) == ()
    assert round_ is not None
    return {
        each.id: {"" if r is each else r.id: r for r in each.walk()}
        for each in rate(round_, SECOND).results
    }


def ratings(results, provider, items):
    """The ratings of some items of a provider."""
    return [results[provider][item].rating for item in items]


def test_the_overall_ratings_are_the_published_ones(results):
    assert {provider: own[""].rating for provider, own in results.items()} == OVERALL


def test_an_inspection_that_could_not_be_finished_says_so(results):
    own = results["hiow-crc"][""]
    assert (own.basis, own.reason) == ("not rated", "inspection incomplete")


def test_case_supervision_is_as_published(results):
    assert ratings(results, "northumbria-crc", SUPERVISION) == ["requires improvement"] * 4
    for provider in ("west-yorkshire-crc", "swm-crc", "dlnr-crc"):
        assert ratings(results, provider, SUPERVISION) == ["inadequate"] * 4
    risk = results["hlny-crc"]["2.3.3"]
    assert risk.percentage < 50


def test_durham_tees_valley_has_three_outstanding_and_six_good_or_better(results):
    standards = results["dtv-crc"][""].children
    found = [standard.rating for standard in standards]
    assert (found.count("outstanding"), found.count("good")) == (3, 3)
    assert results["dtv-crc"]["1.1"].rating == "outstanding"
    assert 16 <= results["dtv-crc"][""].score <= 19


def test_through_the_gate_is_the_strongest_area_of_staffordshire(results):
    own = results["swm-crc"]
    assert own["4.2"].score > max(
        child.score for child in own[""].children if child.id != "4.2"
    )


def test_the_samples_follow_from_the_caseloads_by_the_sampling_rule():
    recipe = load_recipe(SECOND)
    assert recipe is not None
    for size in recipe.sizes.values():
        assert size.cases == ceil(N0 / (1 + (N0 - 1) / size.population))


def test_every_row_says_that_it_is_made_up(made):
    for path in (made / "second").rglob("*.csv"):
        rows = csv.DictReader(path.read_text("utf-8").splitlines())
        assert {row["synthetic"] for row in rows} == {"yes"}, path.name


def test_the_two_rounds_have_something_to_say(made):
    """All ten are matched; two go up, none down; unpaid work of Merseyside is rated now."""
    found = compare(made / "first", made / "second", cache=False)
    assert {each.after.id for each in found.providers} == {*OVERALL}
    assert (len(found.only_before), found.only_after) == (18, ())
    ways = {each.after.id: each.whole and each.whole.direction for each in found.providers}
    assert {p for p, way in ways.items() if way == "up"} == {"thames-valley-crc", "dtv-crc"}
    assert {p for p, way in ways.items() if way == "other"} == {"hiow-crc"}
    assert "down" not in ways.values()
    mersey = next(each for each in found.providers if each.after.id == "merseyside-crc")
    gate = next(line for line in mersey.lines if line.after == "4.2")
    unpaid = next(line for line in mersey.lines if line.after == "4.1")
    assert gate.direction == "up"
    assert (unpaid.old.rating, unpaid.new.rating) == (None, "good")


def test_the_copies_of_an_unfinished_inspection_are_unfinished(tmp_path):
    make_demo(tmp_path / "many", SECOND, copies=2)
    rows = csv.DictReader((tmp_path / "many" / "inputs.csv").read_text("utf-8").splitlines())
    assert [row["provider"] for row in rows] == ["hiow-crc-1", "hiow-crc-2"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("input: inspection incomplete", "input: inspected", 'no input "inspected"'),
        ('value: "yes"', "value: perhaps", 'no value of inspection incomplete "perhaps"'),
        ("- provider: hiow-crc\n", "- provider: hiow\n", 'no provider "hiow"'),
    ],
)
def test_a_fact_of_nobody_or_of_no_framework_is_refused(tmp_path, old, new, words):
    folder = tmp_path / "2019-20"
    shutil.copytree(SECOND.folder, folder)
    path = folder / "synthetic.yaml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(Invalid) as caught:
        load_recipe(load_framework(folder))
    assert any(words in finding.message for finding in caught.value.findings)
