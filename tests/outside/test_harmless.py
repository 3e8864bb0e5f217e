"""Text that means to be more than text does nothing in a browser."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.hostile import do
from tests.hostile import lay
from tests.outside.tools import IN_A_BROWSER
from tests.outside.tools import shown

pytestmark = [pytest.mark.outside, IN_A_BROWSER]

MARK = "document.documentElement.dataset.ran=1"
EVIL = f""" '"></title></style></svg><script>{MARK}</script><img src=x onerror={MARK}>"""
"""Ends whatever it stands in, and leaves a mark if it runs."""

RAN = "document.documentElement.dataset.ran || performance.getEntriesByType('resource').length"

COMMANDS = (
    "report spring -o out/report",
    "report spring --suppress -o out/report-suppressed",
    "handbook care-2 -o out/handbook",
    "page spring --into out/providers",
    "explain spring oak b1a --format html -o out/explain.html",
    "diff care-1 care-2 --format html -o out/diff.html",
    "compare spring spring --format svg -o out/compare.svg",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The pages of a round whose every text, and whose framework's, is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    lay(folder, behind=EVIL)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        do(*COMMANDS)
    return folder / "out"


def test_nothing_in_a_page_or_a_picture_runs_or_is_loaded(browser, hostile):
    seen = 0
    for name, page in shown(browser, hostile, 1200, ".html", ".svg"):
        assert (name, page.evaluate(RAN)) == (name, 0)
        seen += EVIL in page.evaluate("document.documentElement.textContent")
    assert seen >= 20


def test_what_is_looked_for_in_an_index_does_nothing(browser, hostile):
    page = browser.new_page()
    page.goto(f"{(hostile / 'handbook' / 'search.html').as_uri()}?words={quote(EVIL)}")
    assert page.input_value("#words") == EVIL
    assert page.evaluate(RAN) == 0


@pytest.mark.parametrize("inside", ["<title>{}", "<p>{}", '<p title="{}">', "<style>{}"])
def test_it_would_do_something_where_it_is_not_escaped(browser, tmp_path, inside):
    path = tmp_path / "page.html"
    path.write_text(inside.format(EVIL), "utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    assert page.evaluate(RAN) != 0
