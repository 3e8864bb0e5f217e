"""No text becomes a formula in any table that a command writes."""

from __future__ import annotations

import csv
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from tests.hostile import do
from tests.hostile import lay

FORMULA = '=HYPERLINK("http://example.org")&'
BEGINS = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")

SAMPLE = "sample population.csv --sample residents --seed 1 --margin 5 --confidence 80"
COMMANDS = (
    "report spring -o out/report",
    "report spring --suppress -o out/report-suppressed",
    "handbook care-2 -o out/handbook",
    "simulate spring --replicates 100 --format csv -o out/simulate.csv",
    "impact spring --framework care-2 --format csv -o out/impact.csv",
)
IN_EITHER_FORM = (
    "rate spring --format {0} -o out/rate.{0}",
    "compare spring spring --format {0} -o out/compare.{0}",
    "tabulate spring b1a --per provider --format {0} -o out/tabulate.{0}",
    SAMPLE + " --round empty-{0} --write {0}",
)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The tables that commands write of a round in which every text is a formula."""
    folder = tmp_path_factory.mktemp("formulas")
    lay(folder, before=FORMULA)
    forms = [each.format(form) for each in IN_EITHER_FORM for form in ("csv", "xlsx")]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        do(*COMMANDS, *forms)
    tables = [p for name in ("out", "empty-*") for p in folder.glob(f"{name}/**/*.*")]
    return {p.relative_to(folder).as_posix(): p for p in tables}


def of(written, *endings):
    return {name: path for name, path in written.items() if path.suffix in endings}


def test_nothing_in_csv_begins_as_a_formula_does(written):
    files = of(written, ".csv")
    assert len(files) >= 20
    for name, path in files.items():
        with path.open(encoding="utf-8", newline="") as file:
            cells = {cell for row in csv.reader(file) for cell in row}
        wrong = {c for c in cells if BEGINS.match(c) and not NUMBER.fullmatch(c)}
        assert (name, wrong) == (name, set())


def test_nothing_in_a_spreadsheet_is_a_formula_or_a_link(written):
    files = of(written, ".xlsx", ".ods")
    assert len(files) >= 11
    for name, path in files.items():
        with zipfile.ZipFile(path) as whole:
            inside = b"".join(map(whole.read, whole.namelist()))
        found = [
            w for w in (b"<f>", b"<f ", b"<hyperlink", b":formula=", b"xlink") if w in inside
        ]
        assert (name, found) == (name, [])


@pytest.mark.parametrize("name", ["rate.xlsx", "report/report.xlsx", "report/report.ods"])
def test_the_words_are_there_all_the_same(written, name):
    book = CalamineWorkbook.from_path(written[f"out/{name}"])
    cells = {
        c
        for sheet in book.sheet_names
        for row in book.get_sheet_by_name(sheet).to_python()
        for c in row
    }
    assert f"{FORMULA}Oak House" in cells
