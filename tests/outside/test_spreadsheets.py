"""Every spreadsheet opens in LibreOffice, which finds the same in it and nothing amiss."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from html import unescape

import pytest
from python_calamine import CalamineWorkbook

from engine.frameworks.naming import slug
from tests.hostile import do
from tests.hostile import lay
from tests.outside.tools import OFFICE
from tests.outside.tools import needs

pytestmark = [pytest.mark.outside, needs(LibreOffice=OFFICE)]

OTHER = {".xlsx": "ods", ".ods": "xlsx"}

FORMULA = '=HYPERLINK("http://example.org")&'
NUMBER = re.compile(r"\d+(\.\d+)?")
COMMANDS = (
    "report spring -o out/report",
    "handbook care-2 -o out/handbook",
    "rate spring --format xlsx -o out/rate.xlsx",
    "compare spring spring --format xlsx -o out/compare.xlsx",
)

WITHOUT_JAVA = "Warning: failed to launch javaldx - java may not function correctly"
"""What LibreOffice says of itself where it has no Java, which it does not need."""


def converted(folder, into):
    """Each spreadsheet below a folder, by its name, and the same saved in the other form."""
    files = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*"))}
    saved = {}
    for ending, form in OTHER.items():
        (into / form).mkdir(parents=True)
        own = {name: path for name, path in files.items() if path.suffix == ending}
        plain = {name: into / f"{n}{ending}" for n, name in enumerate(own)}
        for name, path in plain.items():
            shutil.copy(own[name], path)
        said = saved_as(form, into, *plain.values())
        assert (form, said) == (form, [])
        for name, path in plain.items():
            saved[name] = own[name], into / form / f"{path.stem}.{form}"
    return saved


def saved_as(form, into, *paths):
    """Lets LibreOffice open files and save them in a form, and gives what it complains of."""
    profile = f"-env:UserInstallation={(into / 'profile').as_uri()}"
    command = [str(OFFICE), "--headless", profile, "--convert-to", form]
    ran = subprocess.run(
        [*command, "--outdir", into / form, *paths], capture_output=True, text=True, check=False
    )
    return [line for line in ran.stderr.splitlines() if line != WITHOUT_JAVA]


@pytest.fixture(scope="module")
def opened(made, tmp_path_factory):
    """Every kind of spreadsheet, each with what LibreOffice saved."""
    return converted(made, tmp_path_factory.mktemp("saved"))


def cells(path):
    """The sheets of a spreadsheet, each with its rows, without empty cells at the ends."""
    book = CalamineWorkbook.from_path(path)
    return {name: rows(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names}


def rows(found):
    kept = [
        tuple(row[: max((n for n, c in enumerate(row, 1) if c != ""), default=0)])
        for row in found
    ]
    return kept[: max((n for n, row in enumerate(kept, 1) if row), default=0)]


def test_libreoffice_finds_the_same_cells(opened):
    assert len(opened) >= 15
    for name, (own, saved) in opened.items():
        assert (name, cells(saved)) == (name, cells(own))


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_libreoffice_finds_the_numbers_of_every_table(made, opened, form):
    sheets = cells(opened[f"report/report.{form}"][1])
    tables = sorted((made / "report" / "tables").iterdir())
    assert len(tables) == 27
    for path in tables:
        name = next(n for n in sheets if slug(n) == path.stem)
        with path.open(encoding="utf-8", newline="") as file:
            _, *printed = csv.reader(file)
        found = sheets[name][-len(printed) :]
        assert (name, [*map(numbers, found)]) == (name, [*map(numbers, printed)])


def numbers(row):
    """The numbers of a row, each with its column."""
    return {n: Decimal(str(cell)) for n, cell in enumerate(row) if NUMBER.fullmatch(str(cell))}


def test_libreoffice_offers_the_answers_of_every_form(opened):
    forms = {name: each for name, each in opened.items() if "/form-" in name}
    assert len(forms) == 7
    for own, saved in forms.values():
        with zipfile.ZipFile(own) as whole:
            sheet = whole.read("xl/worksheets/sheet1.xml").decode()
        with zipfile.ZipFile(saved) as whole:
            content = whole.read("content.xml").decode()
        wanted = {
            unescape(each) for each in re.findall(r"<formula1>\"(.*?)\"</formula1>", sheet)
        }
        lists = re.findall(r"cell-content-is-in-list\((.*?)\)\"", content)
        assert {unescape(each).replace('";"', ",").strip('"') for each in lists} == wanted
        assert wanted


def test_libreoffice_takes_no_text_for_a_formula(tmp_path, monkeypatch):
    lay(tmp_path, before=FORMULA)
    monkeypatch.chdir(tmp_path)
    do(*COMMANDS)
    for name, (own, saved) in converted(tmp_path / "out", tmp_path / "saved").items():
        with zipfile.ZipFile(saved) as whole:
            inside = b"".join(map(whole.read, whole.namelist()))
        found = [mark for mark in (b"<f>", b"<f ", b":formula=") if mark in inside]
        assert (name, found) == (name, [])
        assert cells(saved) == cells(own)


def test_libreoffice_complains_of_a_file_that_is_damaged(made, tmp_path):
    path = tmp_path / "damaged.xlsx"
    path.write_bytes((made / "rate.xlsx").read_bytes()[:3000])
    (tmp_path / "ods").mkdir()
    assert saved_as("ods", tmp_path, path) == ["Error: source file could not be loaded"]
