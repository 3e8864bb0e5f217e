"""assay diff and assay impact."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _edited(inspection):
    """The round of the manual, and beside it an edited copy of its framework."""
    edited = shutil.copytree(inspection / "standards" / "care-1", inspection / "edited")
    path = edited / "framework.yaml"
    text = path.read_text("utf-8").replace(
        "{from: 75, rating: good}", "{from: 80, rating: good}"
    )
    path.write_text(text, "utf-8")


def test_versions_are_named_by_id_or_by_folder(assay):
    by_id = assay("diff", "care-1", "care-2")
    by_folder = assay("diff", "standards/care-1", "standards/care-2")
    assert (by_id.status, by_id.err) == (0, "")
    assert "question b1b: reworded, answers do not carry over" in by_id.out
    assert [line for line in by_id.out.splitlines() if ":" not in line] == [
        line for line in by_folder.out.splitlines() if ":" not in line
    ]


@pytest.mark.parametrize(("other", "status"), [("./edited", 1), ("care-1", 0)])
def test_a_difference_may_be_a_failure(assay, other, status):
    assert assay("diff", "care-1", other, "--fail-on-change").status == status
    assert assay("diff", "care-1", other).status == 0
    assert assay("impact", "spring", "--framework", other, "--fail-on-change").status == status
    assert assay("impact", "spring", "--framework", other).status == 0


@pytest.mark.parametrize(
    "command", [["diff", "care-1", "./edited"], ["impact", "spring", "--framework", "./edited"]]
)
def test_data_are_printed_or_written(assay, command):
    printed = json.loads(assay(*command, "--format", "json").out)
    ran = assay(*command, "--format", "json", "-o", "out.json")
    assert (ran.status, ran.out) == (0, "")
    assert json.loads(Path("out.json").read_text("utf-8")) == printed
    assert printed["assay"] == f"{command[0]}/1"


def test_a_page_is_written(assay):
    assert assay("diff", "care-1", "care-2", "--format", "html", "-o", "out.html").status == 0
    assert Path("out.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_framework_that_is_not_there(assay):
    ran = assay("diff", "care-1", "care-9")
    assert (ran.status, ran.out) == (1, "")
    assert "care-9" in ran.err


def test_a_framework_with_an_error(assay):
    path = Path("edited/ratings.rules")
    path.write_text(path.read_text("utf-8").replace("lowest of", "lowset of"), "utf-8")
    ran = assay("diff", "care-1", "./edited")
    assert (ran.status, ran.out) == (1, "")
    assert "edited/ratings.rules:6:5: error" in ran.err


def test_impact_needs_a_framework(assay):
    ran = assay("impact", "spring")
    assert ran.status == 2
    assert "Missing option '--framework'" in ran.err


def test_what_there_is_to_say_of_the_round_goes_to_standard_error(assay):
    ran = assay("impact", "spring", "--framework", "./edited")
    assert ran.status == 0
    assert "warning D208" in ran.err
    assert "D208" not in ran.out


def test_a_table_of_providers_has_no_partial_judgements(assay, tmp_path):
    from tests.rounds.register.making import write

    towns = write(tmp_path)
    ran = assay("impact", towns, "--framework", "./shops")
    assert (ran.status, ran.err) == (0, "")
    assert "shops: 0 of 8 ratings would be others" in ran.out
    ran = assay("impact", towns, "--framework", "./shops", "--partial")
    assert ran.status == 2
    assert "blank cells are never guessed" in ran.err
