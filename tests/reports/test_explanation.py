from __future__ import annotations

import datetime
import json
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser

import pytest

from engine.reports.explanation import as_json
from engine.reports.explanation import as_text
from engine.reports.page import as_html
from engine.rounds.explanation import Explanation
from engine.rounds.explanation import Line
from engine.rounds.explanation import Quoted
from engine.rounds.results import Counts
from engine.rounds.results import Result
from tests.reports import reading

EVIL = "<script>alert(1)</script>"


GRADES = {"good": "Good", "outstanding": "Outstanding"}


@pytest.fixture
def explanation():
    question = Result(
        "key question",
        "2.1.1",
        "Engaging",
        "good",
        "computed",
        percentage=Fraction(5000, 64),
        counts=Counts(50, 14, 3, 1),
        flags=("borderline",),
    )
    other = Result("key question", "2.1.2", "", None, "not rated", reason="no case applies")
    standard = Result(
        "standard", "2.1", "Assessment", "good", "computed", children=(question, other)
    )
    lines = (
        Line("ratings.rules", 3, "lowest of key questions", "a is good", "applied", "Fig A4"),
        Line("ratings.rules", 4, "not rated if late", "late is no", "did not apply"),
        Line("ratings.rules", 15, "allow panel to move up 1", "", "not used"),
    )
    return Explanation(
        round="2018-19",
        framework="2018-19",
        synthetic=False,
        provider="london-nps",
        provider_name="London",
        type="NPS",
        result=standard,
        grades=dict.fromkeys(("provider", "standard", "key question"), GRADES),
        lines=lines,
        sources=(Quoted("Fig A4", "The report", "Annex A", "65 to 79 % is good"),),
        notes=("a note",),
        nearest="one case more would give outstanding",
    )


def test_an_explanation_goes_from_the_rating_down_to_the_source(explanation):
    assert (
        as_text(explanation)
        == """\
London (NPS), standard 2.1 Assessment: Good

Computed. Framework 2018-19.

  line 3   lowest of key questions [Fig A4]
           applied: a is good
  line 4   not rated if late
           did not apply: late is no
  line 15  allow panel to move up 1
           not used

  2.1.1 Engaging: Good, 78 %, 50 of 64, close enough to a boundary for
    discretion
  2.1.2: not rated, no case applies

[Fig A4] The report, Annex A. "65 to 79 % is good"

a note

Nearest change: one case more would give outstanding
"""
    )


def test_a_provider_is_not_named_twice(explanation):
    own = Result(
        "provider", "london-nps", "London", "good", "computed",
        score=Fraction(11), score_of=Fraction(27),
    )  # fmt: skip
    words = as_text(replace(explanation, result=own))
    assert words.startswith("London (NPS): Good\n\nComputed, score 11 of 27.")


def test_a_score_without_an_end_is_rounded_and_given_exactly(explanation):
    own = replace(explanation.result, score=Fraction(11, 3), score_of=Fraction(5))
    words = as_text(replace(explanation, result=own))
    assert "Computed, score 3.67 of 5, exactly 11/3." in words


def test_a_grade_is_called_as_on_its_own_scale(explanation):
    grades = explanation.grades | {"key question": {"good": "Fit"}}
    words = as_text(replace(explanation, grades=grades))
    assert "2.1 Assessment: Good" in words
    assert "2.1.1 Engaging: Fit" in words


def test_a_decision_says_what_was_before(explanation):
    decided = replace(explanation.result, rating="outstanding", basis="decision", before="good")
    words = as_text(replace(explanation, result=decided))
    assert "Decision, before the decision Good." in words


def test_what_is_not_known_says_why(explanation):
    unknown = replace(
        explanation.result,
        rating=None,
        basis="cannot be computed",
        reason="2.1.2 cannot be known",
        possible=("good", None),
    )
    words = as_text(replace(explanation, result=unknown, lines=(), sources=()))
    assert words.startswith("London (NPS), standard 2.1 Assessment: Good or not rated")
    assert "Cannot be computed, 2.1.2 cannot be known." in words


def test_clauses_of_several_files_name_theirs(explanation):
    more = Line("other.rules", 1, "judged by panel", "", "applied")
    words = as_text(replace(explanation, lines=(*explanation.lines, more)))
    assert "  other.rules:1" in words
    assert "  ratings.rules:3" in words


def test_made_up_data_is_said(explanation):
    made_up = replace(explanation, synthetic=True)
    assert "SYNTHETIC" in as_text(made_up)
    assert as_html(made_up).count("SYNTHETIC") == 2
    assert json.loads(as_json(made_up))["synthetic"] is True
    assert "SYNTHETIC" not in as_text(explanation) + as_html(explanation)


def test_colour_adds_nothing_but_colour(explanation):
    colourful = as_text(explanation, color=True)
    assert colourful != as_text(explanation)
    assert colourful.replace("\x1b[1m", "").replace("\x1b[0m", "") == as_text(explanation)


def test_json_has_every_fact(explanation):
    data = json.loads(as_json(explanation))
    assert data["provider"] == {"id": "london-nps", "name": "London", "type": "NPS"}
    assert data["lines"][0] == {
        "file": "ratings.rules",
        "line": 3,
        "words": "lowest of key questions",
        "saw": "a is good",
        "effect": "applied",
        "citation": "Fig A4",
    }
    assert data["sources"][0]["quote"] == "65 to 79 % is good"
    assert data["nearest_change"] == "one case more would give outstanding"
    assert json.loads(as_json(replace(explanation, nearest="")))["nearest_change"] is None


class Tags(HTMLParser):
    """Gathers tags and words."""

    def __init__(self):
        super().__init__()
        self.tags = []
        self.words = ""

    def handle_starttag(self, tag, attrs):
        assert not any(name.startswith("on") for name, _ in attrs)
        self.tags.append(tag)

    def handle_data(self, data):
        self.words += data.replace("\N{NO-BREAK SPACE}", " ")


def read(html):
    found = Tags()
    found.feed(html)
    return found


def test_the_page_has_all_that_the_text_has(explanation):
    words = read(as_html(explanation)).words
    for line in explanation.lines:
        assert line.words in words
        assert line.saw in words
        assert line.effect in words
    assert '"65 to 79 % is good"' in words
    assert "Nearest change: one case more" in words


def test_the_line_that_made_the_rating_stands_out(explanation):
    page = reading.read(as_html(explanation))
    assert [each.words for each in page.all("strong")] == ["applied"]
    lines = [[part.words for part in line.all("div")] for line in page.one("ol").all("li")]
    assert lines[0] == ["Line 3 lowest of key questions", "applied: a is good Source: Fig A4"]


def test_an_explanation_without_clauses_is_a_page_too(explanation):
    found = read(as_html(replace(explanation, lines=(), sources=(), notes=(), nearest="")))
    assert "ol" not in found.tags
    assert "Nearest" not in found.words


@pytest.mark.parametrize("where", ["provider_name", "nearest", "notes", "lines", "sources"])
def test_nothing_in_a_page_can_be_a_program(explanation, where):
    value = {
        "lines": (Line(EVIL, 1, EVIL, EVIL, "applied", EVIL),),
        "sources": (Quoted(EVIL, EVIL, EVIL, EVIL),),
        "notes": (EVIL,),
    }.get(where, EVIL)
    html = as_html(replace(explanation, **{where: value}))
    found = read(html)
    assert "script" not in found.tags
    assert EVIL in found.words


# Above providers, and of several inspections


@pytest.fixture
def region(explanation):
    """A region made from two homes, of which one rests on an older rating."""
    safe = Result("question", "safe", "", "good", "computed")
    members = (
        Result("home", "elm", "Elm", "good", "computed", children=(safe,)),
        Result(
            "home",
            "oak",
            "Oak",
            "outstanding",
            "judged",
            date=datetime.date(2017, 3, 1),
            flags=("carried-forward",),
        ),
    )
    own = Result("region", "north", "The North", "good", "computed", members=("elm", "oak"))
    return replace(
        explanation,
        provider="north",
        provider_name="The North",
        type=None,
        result=own,
        members=members,
        grades=dict.fromkeys(("region", "home", "question"), GRADES),
    )


@pytest.mark.parametrize("form", [as_text, as_html])
def test_what_a_region_was_made_from_is_listed(region, form):
    words = form(region)
    assert "elm Elm: Good" in words
    assert "oak Oak: Outstanding, carried forward from 2017-03-01" in words


def test_for_programs_without_what_those_were_made_from(region):
    elm, oak = json.loads(as_json(region))["members"]
    assert elm == {
        "level": "home",
        "id": "elm",
        "name": "Elm",
        "rating": "good",
        "basis": "computed",
    }
    assert oak["date"] == "2017-03-01"


def test_when_something_was_judged_is_said(region):
    judged = replace(region, result=region.members[1])
    assert "Judged on 2017-03-01." in as_text(judged)
