"""Every kind of page and spreadsheet that Assay makes, and a browser to look at pages."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.hostile import do
from tests.outside.tools import BROWSER
from tests.pages import BASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

COMMANDS = (
    "new round country --framework 2018-19 --synthetic",
    "new round later --framework 2019-20 --synthetic",
    "report country -o out/report",
    "report later --before country -o out/report-two",
    "report country --suppress -o out/report-suppressed",
    "handbook 2019-20 -o out/handbook",
    "handbook care-2 -o out/handbook-small",
    "page country bgsw-crc -o out/page.html",
    "page spring --into out/providers",
    "page regions/round --into out/regions",
    "explain country london-nps --format html -o out/explain.html",
    "explain spring elm b1 --format html -o out/explain-item.html",
    "diff 2018-19 2019-20 --format html -o out/diff.html",
    "diff care-1 care-2 --format html -o out/diff-small.html",
    "diff care-1 care-1 --format html -o out/diff-none.html",
    "rate country --format xlsx -o out/rate.xlsx",
    "rate homes/round --format xlsx -o out/rate-table.xlsx",
    "compare country later --format xlsx -o out/compare.xlsx",
    "compare country later --format svg -o out/compare.svg",
    "tabulate country 2.1.1 2.1.2 --by gender --format xlsx -o out/tabulate.xlsx",
)
"""Commands that make every kind of page, picture and spreadsheet, large ones and small ones."""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all of them."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copytree(BASES / "inspection", folder, dirs_exist_ok=True)
    for base in ("homes", "regions"):
        shutil.copytree(BASES / base, folder / base)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        Path("out").mkdir()
        do(*COMMANDS)
    return folder / "out"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=BROWSER)
        yield opened
        opened.close()
