"""What changed from one framework to another, as text, as a page, and for programs."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from engine.assurance.differences.diff import diff
from engine.data import folder as packaged
from engine.diagnostics.colour import GREEN
from engine.diagnostics.colour import RED
from engine.frameworks.model import Text
from engine.reports.diff import as_text
from engine.reports.diff_data import as_json
from engine.reports.diff_page import as_html
from engine.reports.marks import flowed
from engine.reports.marks import pieces
from engine.rules.load import load_framework
from tests.assurance.trying import CARE
from tests.rounds.making import framework
from tests.rounds.making import shipped
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.written import questions

SCHEMA = json.loads((packaged("schemas") / "diff.schema.json").read_text("utf-8"))
pytestmark = pytest.mark.usefixtures("care")

EVIL = '<script>alert(1)</script> "&'


@pytest.fixture
def care(tmp_path, monkeypatch):
    """Two versions, and an edited copy of the first, in the current folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("care-1", "care-2"):
        shutil.copytree(CARE.parent / name, name)
    shutil.copytree("care-1", "edited")
    path = Path("edited/framework.yaml")
    text = path.read_text("utf-8").replace(
        "{from: 75, rating: good}", "{from: 80, rating: good}"
    )
    path.write_text(text, "utf-8")
    path = Path("edited/ratings.rules")
    text = path.read_text("utf-8")
    limit, closed = "at most fair if breach", "not rated if state is closed"
    text = text.replace(limit, "?").replace(closed, limit).replace("?", closed)
    path.write_text(text.replace("within 5 points", "within 4 points"), "utf-8")
    return tmp_path


def compared(before, after):
    """Two frameworks, by their folders, held against each other."""
    return diff(load_framework(Path(before)), load_framework(Path(after)))


def test_an_edited_framework_section_by_section():
    assert (
        as_text(compared("care-1", "edited"))
        == """\
Before: Standards of care (care-1)
After: Standards of care (edited)

Bands
  case bands: changed
    good: from 75 -> from 80
    care-1/framework.yaml:47 -> edited/framework.yaml:47

Rules
     1    1   rate each question
     2    2   percentage of judgements that are met, banded by case bands
                [Handbook]
     3    3 ~ allow panel to move up or down 1 if within [-5-] {+4+} points or 1
                case of a boundary [Handbook]

    11   11   rate provider
    12   12   total score of standards counting not rated as 0, banded by
                overall bands [Handbook]
         13 + not rated if state is closed [Handbook] (in another place)
    13   14   at most fair if breach [Handbook]
    14      - not rated if state is closed [Handbook] (in another place)

What the rules give
  each question (home and day): other ratings
    from 75 % to below 80 %: good -> fair
    smallest: 3 of 4 met
      before: good (line 2, percentage of judgements that are met, banded by
        case bands: 3 of 4 met (75 %))
      after: fair (line 2, percentage of judgements that are met, banded by case
        bands: 3 of 4 met (75 %))
    who may move the rating, or how far, is not the same
  always the same ratings: each care standard (home and day), each leadership
    standard (home and day) and provider (home and day)

Changed: 1 other declaration and 2 rules. The rule for each question can give
  other ratings.
"""
    )


def test_another_version_with_its_crosswalk():
    assert (
        as_text(compared("care-1", "care-2"))
        == """\
Before: Standards of care (care-1)
After: Standards of care (care-2)
Items correspond as the crosswalk of care-2 says.

Framework
  changed
    id: care-1 -> care-2
    in force from: 2025-04-01 -> 2026-04-01
    in force to: [-2026-03-31-]
    care-1/framework.yaml:2 -> care-2/framework.yaml:2

Items
  question b1b: reworded, answers do not carry over
    text: Was it written down {+within a week+}?
    because: It sets a time limit.
    care-1/domains/b-care.yaml:12 -> care-2/domains/b-care.yaml:12
  question b2b: withdrawn
    text: Was the visit on time?
    source: Handbook
    within: b2
    applies to: home
    sample: visits
    care-1/domains/b-care.yaml:24
  question b2c: added
    text: Was the visit long enough?
    source: Handbook
    within: b2
    applies to: home
    sample: visits
    care-2/domains/b-care.yaml:24

What the rules give
  each care standard b2 (home): not compared: it is made from b2b only before
    and b2c only after
  always the same ratings: each question (home and day), each care standard b1
    and b2 (home and day), each leadership standard (home and day) and provider
    (home and day)

Changed: 3 items and 1 other declaration.
"""
    )


def test_nothing_changed():
    same = as_text(compared("care-1", "care-1"))
    assert same.endswith("Nothing changed: the files are the same.\n")
    path = Path("care-2") / ".." / "edited" / "framework.yaml"
    path.write_text(f"# a remark\n{Path('care-1/framework.yaml').read_text('utf-8')}", "utf-8")
    shutil.copy("care-1/ratings.rules", "edited/ratings.rules")
    other = as_text(compared("care-1", "edited"))
    assert other.endswith("Nothing changed but the way that the files are written.\n")


def test_of_the_shipped_versions_the_replaced_question_is_marked():
    text = as_text(diff(shipped("2018-19"), shipped("2019-20")))
    assert (
        """\
  key question 4.1.3: replaced, answers do not carry over
    text: [-Do-] {+Whether the+} arrangements for unpaid work maximise [-the
      opportunity for the service user's personal development?-]
      {+rehabilitative elements and support desistance.+}
"""
        in text
    )
    assert (
        """\
  provider (NPS and CRC): other ratings for 7,350 of 14,700 patterns
    smallest: 10 inadequate, inspection incomplete
"""
        in text
    )
    here = str(packaged("standards"))
    assert all(len(line) <= 80 for line in text.splitlines() if here not in line)


def test_colour_is_never_the_only_sign():
    found = compared("care-1", "care-2")
    colored, plain = as_text(found, color=True), as_text(found)
    assert f"{GREEN}{{+within\x1b[0m {GREEN}a\x1b[0m {GREEN}week+}}\x1b[0m?" in colored
    assert f"{RED}[-2026-03-31-]\x1b[0m" in colored
    for paint in (GREEN, RED, "\x1b[0m", "\x1b[1m"):
        colored = colored.replace(paint, "")
    assert colored == plain


def test_of_a_long_passage_that_stays_the_ends_are_shown():
    words = " ".join(f"w{n}" for n in range(60))
    vocabularies = [
        replace(
            PRINCIPLES,
            items=(replace(PRINCIPLES.items[0], text=Text(text, "A")), *PRINCIPLES.items[1:]),
        )
        for text in (f"Old {words} end.", f"New {words} end, at last.")
    ]
    rules = questions("lowest of key questions")
    found = diff(*(framework(each, rules) for each in vocabularies))
    drawn = "\n".join(flowed([*pieces(found.differences[0].details[0].runs)], color=False))
    assert (
        drawn
        == """\
[-Old-] {+New+} w0 w1 w2 w3 w4 w5 w6 … w53 w54 w55 w56 w57 w58 w59 end{+, at
  last+}."""
    )


# For programs


@pytest.mark.parametrize(
    "pair", [("care-1", "edited"), ("care-1", "care-2"), ("care-2", "care-1")]
)
def test_the_data_are_as_the_schema_says(pair):
    jsonschema.validate(json.loads(as_json(compared(*pair))), SCHEMA)


def test_the_data_have_words_clauses_and_the_smallest_pattern():
    found = json.loads(as_json(compared("care-1", "care-2")))
    (question,) = [d for d in found["differences"] if d["changes"] == ["reworded"]]
    assert question["details"][0]["segments"] == [
        {"same": "Was it written down"},
        {"before": "", "after": " within a week"},
        {"same": "?"},
    ]
    assert question["before"]["places"] == [{"file": "care-1/domains/b-care.yaml", "line": 12}]
    edited = json.loads(as_json(compared("care-1", "edited")))
    (behaviour,) = [b for b in edited["behaviour"] if b["answer"] == "different"]
    assert behaviour["stretches"] == [
        {
            "low": 75,
            "low_included": True,
            "high": 80,
            "high_included": False,
            "unit": "%",
            "before": "good",
            "after": "fair",
        }
    ]
    assert behaviour["smallest"]["after"]["clause"]["line"] == 2
    changes = [clause["change"] for rule in edited["rules"] for clause in rule["clauses"]]
    assert changes.count("moved") == 2


# The page


class Page(HTMLParser):
    """Checks that every element is closed, and keeps what stands where."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.text = {}
        self.attributes = []

    def handle_starttag(self, tag, attrs):
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open:
            self.text.setdefault(self.open[-1], []).append(data)


def read(html):
    """A page, taken apart."""
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    return page


def test_the_page_marks_what_goes_and_what_comes():
    page = read(as_html(compared("care-1", "edited")))
    assert page.text["title"] == page.text["h1"] == ["What changed in care-1"]
    assert page.text["h2"] == ["Bands", "Rules", "What the rules give"]
    assert page.text["del"] == ["75", "5", "not rated if state is closed"]
    assert page.text["ins"] == ["80", "4", "not rated if state is closed"]


def test_the_page_loads_nothing_and_runs_nothing():
    html = as_html(compared("care-1", "care-2"))
    page = read(html)
    assert not {"script", "link", "img"} & set(page.text)
    assert not {"src", "style", "onclick"} & {name for name, _ in page.attributes}
    assert [where for name, where in page.attributes if name == "href"] == ["#content"]
    assert "url(" not in html
    assert '<html lang="en">' in html


def test_nothing_in_a_framework_becomes_part_of_the_page():
    item = replace(PRINCIPLES.items[0], name=EVIL, text=Text(EVIL, EVIL))
    evil = replace(PRINCIPLES, title=EVIL, items=(item, *PRINCIPLES.items[1:]))
    rules = questions("lowest of key questions")
    html = as_html(diff(framework(PRINCIPLES, rules), framework(evil, rules)))
    page = read(html)
    assert "script" not in page.text
    assert EVIL in "".join(page.text["ins"])


def test_a_long_address_does_not_widen_the_page():
    assert "overflow-wrap: break-word" in as_html(compared("care-1", "care-2"))
