"""Every page by itself: without its scripts, without a network, on paper; and it is valid."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter

import pytest

from tests.outside.tools import IN_A_BROWSER
from tests.outside.tools import JAVA
from tests.outside.tools import OPEN_ALL
from tests.outside.tools import PDF_READER
from tests.outside.tools import VNU
from tests.outside.tools import needs
from tests.outside.tools import shown

pytestmark = pytest.mark.outside


@needs(Java=JAVA, vnu=VNU.exists())
def test_the_validator_of_the_w3c_finds_nothing(made):
    files = [str(p) for p in sorted(made.rglob("*")) if p.suffix in {".html", ".svg"}]
    assert len(files) > 50
    assert judged(*files) == []


@needs(Java=JAVA, vnu=VNU.exists())
def test_the_validator_of_the_w3c_finds_what_is_wrong(tmp_path):
    page, picture = tmp_path / "page.html", tmp_path / "picture.svg"
    page.write_text('<!DOCTYPE html><title>T</title><p class="a" class="b"><li>', "utf-8")
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><rect widht="1"/></svg>', "utf-8"
    )
    found = " ".join(judged(str(page), str(picture)))
    assert "Duplicate attribute" in found
    assert "widht" in found


def judged(*files):
    """What the Nu Html Checker says of pages, their styles and pictures."""
    judge = (str(JAVA), "-jar", VNU, "--stdout", "--exit-zero-always", "--also-check-svg")
    ran = subprocess.run([*judge, *files], capture_output=True, text=True, check=True)
    return (ran.stdout + ran.stderr).splitlines()


@IN_A_BROWSER
def test_pages_say_the_same_without_scripts(browser, made):
    def texts(**how):
        return {name: page.inner_text("body") for name, page in shown(browser, made, **how)}

    assert texts(java_script_enabled=False) == texts()


@IN_A_BROWSER
def test_pages_ask_for_nothing_but_themselves(browser, made):
    asked = []
    for name, page in shown(browser, made):
        asked += page.evaluate(
            "performance.getEntriesByType('resource').map(each => each.name)"
        )
        assert (name, asked) == (name, [])


@IN_A_BROWSER
@needs(pdftotext=PDF_READER)
def test_paper_has_every_word(browser, made, tmp_path):
    """Letter by letter, since paper breaks lines and words elsewhere."""
    paper = tmp_path / "paper.pdf"
    for name, page in shown(browser, made):
        page.emulate_media(media="print")
        page.pdf(path=paper, prefer_css_page_size=True)
        page.evaluate(OPEN_ALL)
        missing = letters(page.inner_text("body")) - letters(printed(paper))
        assert (name, missing) == (name, Counter())


def letters(text):
    """How often each letter and figure stands in a text."""
    return Counter(re.findall(r"[^\W_]", unicodedata.normalize("NFKD", text).casefold()))


def printed(paper):
    """The words that stand on the pages of a document, cut off where they are."""
    command = (str(PDF_READER), "-nodiag", "-layout", paper, "-")
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
