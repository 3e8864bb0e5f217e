"""assay handbook and assay page."""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.reports.reading import read

BASE = Path(__file__).parents[2] / "docs" / "base"


@pytest.fixture(autouse=True)
def care(tmp_path, monkeypatch):
    """A round, its framework, and the version after it, in the current folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE / "inspection", tmp_path, dirs_exist_ok=True)


def names(folder):
    return {path.name for path in Path(folder).iterdir()}


def test_a_handbook_is_made_and_made_again(assay):
    ran = assay("handbook", "care-2", "-o", "out")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "13 files written in out\nBegin at out/index.html\n"
    assert {"index.html", "changes.html", "form-visits.xlsx", ".assay-handbook.json"} <= names(
        "out"
    )
    again = assay("handbook", "care-2", "-o", "out")
    assert again.out == "0 files written and 13 unchanged in out\nBegin at out/index.html\n"


def test_what_was_done_is_told_to_programs(assay):
    assay("handbook", "care-2", "-o", "out")
    Path("out/changes.html").write_text("mine", "utf-8")
    ran = assay("handbook", "care-1", "-o", "out", "--format", "json")
    told = json.loads(ran.out)
    assert told["assay"] == "handbook/1"
    assert "index.html" in told["written"]
    assert (told["unchanged"], told["removed"], told["left"]) == (0, [], ["changes.html"])
    words = assay("handbook", "care-1", "-o", "out").out
    assert words.startswith("0 files written and 12 unchanged in out\n")


def test_what_is_no_longer_wanted_is_removed_and_counted(assay):
    assay("handbook", "care-2", "-o", "out")
    assert assay("handbook", "care-1", "-o", "out").out.startswith(
        "12 files written and 1 removed in out\n"
    )
    assert "changes.html" not in names("out")


def test_a_page_that_somebody_changed_is_named_when_it_stays(assay):
    assay("handbook", "care-2", "-o", "out")
    Path("out/changes.html").write_text("mine", "utf-8")
    ran = assay("handbook", "care-1", "-o", "out")
    assert "left, since somebody changed it: changes.html\n" in ran.out
    assert Path("out/changes.html").read_text("utf-8") == "mine"


def test_a_file_in_the_way_stops_everything(assay):
    Path("out").mkdir()
    Path("out/rules.html").write_text("mine", "utf-8")
    ran = assay("handbook", "care-1", "-o", "out")
    assert (ran.status, ran.out) == (1, "")
    assert "out/rules.html: error D307: Assay did not make this file" in ran.err
    assert names("out") == {"rules.html"}


def test_an_edited_copy_is_told_from_its_original(assay):
    shutil.copytree("standards/care-1", "edited")
    path = Path("edited/framework.yaml")
    path.write_text(path.read_text("utf-8").replace("from: 75", "from: 80"), "utf-8")
    assert assay("handbook", "./edited", "--since", "care-1", "-o", "out").status == 0
    page = read(Path("out/changes.html").read_text("utf-8"))
    assert "from 75 % to below 80 %" in page.words


def test_a_copy_of_a_version_under_another_name_has_no_version_before(assay):
    shutil.copytree("standards/care-2", "standards/mine")
    path = Path("standards/mine/framework.yaml")
    path.write_text(
        path.read_text("utf-8").replace("framework: care-2", "framework: mine"), "utf-8"
    )
    assert assay("handbook", "mine", "-o", "out").status == 0
    assert "changes.html" not in names("out")


def test_a_version_before_that_is_not_there_is_an_error(assay):
    shutil.rmtree("standards/care-1")
    ran = assay("handbook", "care-2", "-o", "out")
    assert ran.status == 1
    assert "standards/care-2/crosswalk.yaml" in ran.err
    assert "care-1" in ran.err
    assert not Path("out").exists()


def test_wrong_input_changes_nothing(assay):
    Path("standards/care-1/ratings.rules").write_text("rate provider:\n    nonsense\n", "utf-8")
    assert assay("handbook", "care-1", "-o", "out").status == 1
    assert assay("handbook", "nowhere", "-o", "out").status == 1
    assert assay("handbook", "care-1").status == 2
    assert not Path("out").exists()


def test_a_form_that_was_filled_in_is_a_case_file(assay):
    assay("handbook", "care-1", "-o", "out")
    before = assay("rate", "spring", "--format", "csv").out
    cases = Path("spring/cases/residents.csv")
    with cases.open(encoding="utf-8") as file:
        fill_in(Path("out/form-residents.xlsx"), cases.with_suffix(".xlsx"), csv.reader(file))
    cases.unlink()
    assert assay("rate", "spring", "--format", "csv").out == before


def fill_in(form, filled, rows):
    """Write rows into an empty form's only sheet, as a spreadsheet program would."""
    sheet = "xl/worksheets/sheet1.xml"
    lines = "".join(
        f'<row r="{number}">{"".join(map(cell, row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(filled, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == sheet:
                text = re.sub(
                    "(?s)<sheetData>.*</sheetData>", f"<sheetData>{lines}</sheetData>", text
                )
            new.writestr(name, text)


def cell(words):
    return f'<c t="inlineStr"><is><t>{words}</t></is></c>'


def test_a_providers_page_is_printed_or_written(assay):
    printed = assay("page", "spring", "The Oaks")
    assert (printed.status, printed.err) == (0, "")
    assert printed.out.startswith("<!DOCTYPE html>")
    assert assay("page", "spring", "oak", "-o", "oak.html").out == ""
    assert Path("oak.html").read_text("utf-8") == printed.out


def test_a_page_under_another_framework(assay):
    ran = assay("page", "spring", "oak", "--framework", "care-2")
    assert "Framework: Standards of care" in ran.out
    assert "was the visit long enough" in ran.out.lower()


def test_a_provider_that_is_not_there(assay):
    ran = assay("page", "spring", "ook")
    assert ran.status == 2
    assert 'did you mean "oak"?' in ran.err


def test_a_provider_in_a_table(assay, tmp_path):
    shutil.copytree(BASE / "homes", tmp_path, dirs_exist_ok=True)
    ran = assay("page", "round", "Birch")
    assert ran.status == 0
    assert "<h1>Birch</h1>" in ran.out
    assert assay("page", "round", "Nowhere").status == 2


def test_the_pages_of_all_providers_are_made_at_once(assay):
    ran = assay("page", "spring", "--into", "pages")
    assert (ran.status, ran.out) == (0, "4 files written in pages\nBegin at pages/index.html\n")
    assert names("pages") >= {"index.html", "oak.html", "elm.html", "park.html"}
    assert Path("pages/oak.html").read_text("utf-8") == assay("page", "spring", "oak").out
    assert assay("page", "spring", "--into", "pages").out.startswith("0 files written and 4")


@pytest.mark.parametrize("words", [["spring"], ["spring", "oak", "--into", "pages"]])
def test_one_provider_or_all_and_nothing_else(assay, words):
    ran = assay("page", *words)
    assert ran.status == 2
    assert "name a provider, or say --into DIR to make all pages" in ran.err


def test_a_table_of_providers_has_too_many_for_pages(assay, tmp_path):
    shutil.copytree(BASE / "homes", tmp_path, dirs_exist_ok=True)
    ran = assay("page", "round", "--into", "pages")
    assert ran.status == 2
    assert "name one of them" in ran.err
    assert not Path("pages").exists()
