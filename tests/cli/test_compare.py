"""``assay compare`` on the command line."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).parents[2] / "docs" / "base" / "inspection"


@pytest.fixture(autouse=True)
def care(tmp_path, monkeypatch):
    """A round, and another in which one provider got worse and has another name."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    shutil.copytree("spring", "autumn")
    path = Path("autumn/judgements.csv")
    path.write_text(path.read_text("utf-8").replace("park,a1,good", "park,a1,poor"), "utf-8")


def test_a_change_ends_with_status_1_only_where_that_is_asked_for(assay):
    assert assay("compare", "spring", "autumn").status == 0
    assert assay("compare", "spring", "autumn", "--fail-on-change").status == 1
    assert assay("compare", "spring", "spring", "--fail-on-change").status == 0


def test_a_provider_is_found_by_any_of_its_names(assay):
    for name in ("oak", "OAK HOUSE", "the oaks"):
        ran = assay("compare", "spring", "autumn", "--provider", name)
        assert ran.status == 0, ran.err
        assert "Oak House home, item by item" in ran.out
        assert "Park" not in ran.out


def test_only_the_providers_asked_for_count_as_changed(assay):
    words = ("compare", "spring", "autumn", "--fail-on-change", "--format", "json")
    ran = assay(*words, "--provider", "oak", "--provider", "elm")
    assert ran.status == 0
    assert len(json.loads(ran.out)["providers"]) == 2


def test_a_mistyped_provider_gets_a_suggestion(assay):
    ran = assay("compare", "spring", "autumn", "--provider", "oka house")
    assert ran.status == 2
    assert 'no provider of both rounds "oka house"; did you mean "Oak House"?' in ran.err


@pytest.mark.parametrize("points", ["-1", "two", "1/2", "nan", ""])
def test_points_are_a_number(assay, points):
    ran = assay("compare", "spring", "autumn", "--within", points)
    assert ran.status == 2
    assert f'"{points}" is not a number of points, such as 2 or 0.5' in ran.err


def test_points_may_be_a_part_of_one(assay):
    half, whole = (assay("compare", "spring", "autumn", "--within", n) for n in ("0.5", "1"))
    assert "Within 1 point of a boundary" in whole.out
    assert "Within 0.5 points of a boundary\n  Park Centre day: 5" not in half.out


@pytest.mark.parametrize("form", ["text", "json", "csv", "xlsx"])
def test_every_form_goes_into_a_file(assay, tmp_path, form):
    ran = assay("compare", "spring", "autumn", "--format", form, "-o", f"found.{form}")
    assert (ran.status, ran.out) == (0, "")
    assert (tmp_path / f"found.{form}").stat().st_size > 0


def test_a_table_of_providers_is_refused_with_what_to_do(assay):
    Path("autumn/round.yaml").write_text(
        "round: autumn\nframework: care-1\njudgements: {file: judgements.csv}\n", "utf-8"
    )
    ran = assay("compare", "spring", "autumn")
    assert ran.status == 1
    assert "autumn/round.yaml:3" in ran.err


def test_an_absent_judgement_is_an_error_unless_partial(assay):
    path = Path("autumn/judgements.csv")
    path.write_text(path.read_text("utf-8").replace("elm,a2,fair,\n", ""), "utf-8")
    assert assay("compare", "spring", "autumn").status == 1
    ran = assay("compare", "spring", "autumn", "--partial", "--no-cache")
    assert ran.status == 0
    assert "Not comparable: Elm Lodge home: Fair -> Poor or Fair" in ran.out


def test_a_drawing_needs_nothing_and_a_picture_says_what_it_needs(assay, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    ran = assay("compare", "spring", "autumn", "--format", "svg")
    assert ran.out.startswith("<svg ")
    ran = assay("compare", "spring", "autumn", "--format", "png", "-o", "chart.png")
    assert ran.status == 2
    assert "pip install 'assay-engine[charts]'" in ran.err
    assert not Path("chart.png").exists()


def test_a_drawing_of_nobody_is_refused(assay):
    path = Path("autumn/round.yaml")
    path.write_text(path.read_text("utf-8").replace("value: open", "value: closed"), "utf-8")
    Path("spring/round.yaml").write_text(path.read_text("utf-8"), "utf-8")
    ran = assay("compare", "spring", "autumn", "--format", "svg")
    assert ran.status == 2
    assert "there is nothing to draw" in ran.err
