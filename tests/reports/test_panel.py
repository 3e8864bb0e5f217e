from __future__ import annotations

import datetime
import json
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction

import jsonschema
import pytest

from engine.data import folder as packaged
from engine.reports.panel import as_json
from engine.reports.panel import as_text
from engine.rounds.panel import Like
from engine.rounds.panel import Precedent
from engine.rounds.panel import openings
from engine.rounds.results import Counts
from engine.rounds.results import Result
from engine.rounds.round import Decision
from engine.rounds.target.consequences import Consequence
from engine.rounds.target.target import Moved
from engine.rules.load import load_framework

DAY = datetime.date(2019, 3, 1)
SCHEMA = json.loads((packaged("schemas") / "panel.schema.json").read_text("utf-8"))

RULES = """\
rate each question:
    percentage of judgements that are yes, banded by bands
    allow panel to move up or down 1 if within 5 points or 1 case of a boundary

rate each standard:
    lowest of questions ignoring not rated
    allow panel to move up or down 1

rate provider:
    lowest of standards ignoring not rated
"""

FRAMEWORK = """\
framework: small
title: A small framework
rules_language: 1
scales:
  - {id: rating, lowest_first: [{id: poor}, {id: fair}, {id: good}]}
  - {id: answer, lowest_first: [{id: no}, {id: "yes"}], excluded: [n/a]}
levels:
  - {id: question, plural: questions, scale: rating,
     answers: {plural: judgements, unit: case, scale: answer}}
  - {id: standard, plural: standards, scale: rating}
  - {id: provider, plural: providers, scale: rating}
samples:
  - {id: cases, name: Cases, answers: [{label: "Y", is: "yes"}, {label: "N", is: no}]}
bands:
  - id: bands
    of: percentage
    edges: [{from: 0, rating: poor}, {from: 50, rating: fair}, {from: 80, rating: good}]
roles: [{id: panel}]
items:
  - id: a
    level: standard
    sample: cases
    items: [{id: a1, level: question}, {id: a2, level: question}]
"""


def text(found, framework):
    """The list of what is open."""
    return as_text(openings(found, framework), found, framework)


@pytest.fixture
def framework(write):
    write("small/framework.yaml", FRAMEWORK)
    path = write("small/ratings.rules", RULES)
    return load_framework(path.parent)


def question(name, favourable, of, rating, *moves, **more):
    return Result(
        "question", name, "", rating, more.pop("basis", "computed"),
        percentage=Fraction(100 * favourable, of) if of else None,
        counts=Counts(favourable, of - favourable, 0, 0),
        moves=moves, **more,
    )  # fmt: skip


@pytest.fixture
def ratings(rated):
    def made(*questions, moves=()):
        standard = Result(
            "standard", "a", "", "fair", "computed", children=questions, moves=moves
        )
        return rated(Result("provider", "elm", "Elm", "fair", "computed", children=(standard,)))

    return made


def test_a_panel_sees_how_near_a_result_is_and_what_stands_beside_it(framework, ratings):
    found = ratings(question("a1", 39, 50, "fair", "good"), question("a2", 9, 10, "good"))
    assert (
        text(found, framework)
        == """\
1 result of 1 provider open to discretion

Elm, question a1
  Fair, 78 % (39 of 50)
  may become Good: 2 points from the boundary and 1 case away
  beside it: a2 Good 90 %, 12 points higher
"""
    )


def test_the_distance_down_is_to_just_under_the_boundary(framework, ratings):
    found = ratings(question("a1", 51, 100, "fair", "poor"))
    (opening,) = openings(found, framework)
    (move,) = opening.moves
    assert move.points == 1
    assert move.cases == 2
    assert "1 point from the boundary and 2 cases away" in as_text(
        openings(found, framework), found, framework
    )


def test_a_decided_result_is_measured_from_where_the_rules_put_it(framework, ratings):
    decided = question("a1", 52, 100, "poor", "poor", basis="decision", before="fair")
    (opening,) = openings(ratings(decided), framework)
    assert opening.moves[0].points == 2
    assert opening.moves[0].cases == 3


def test_a_result_that_is_not_a_percentage_has_no_distance(framework, ratings):
    found = ratings(question("a1", 0, 0, None), moves=("good", "poor"))
    words = text(found, framework)
    assert "  may become Good\n" in words
    assert "beside it" not in words


def test_nothing_open_is_said(framework, ratings):
    found = ratings(question("a1", 39, 50, "fair"))
    assert text(found, framework) == "No result is open to discretion\n"


def test_made_up_data_is_said(framework, ratings):
    found = replace(ratings(question("a1", 39, 50, "fair", "good")), synthetic=True)
    assert "SYNTHETIC" in text(found, framework)
    assert json.loads(as_json(openings(found, framework), found))["synthetic"] is True


def test_json_has_the_same_facts(framework, ratings):
    found = ratings(
        question("a1", 39, 50, "fair", "good"), question("a2", 9, 10, "good"), moves=("good",)
    )
    data = json.loads(as_json(openings(found, framework), found))
    jsonschema.validate(data, SCHEMA)
    first, second = data["open"]
    nobody = {"number": 0, "moved": []}
    assert second["moves"] == [
        {"to": "good", "cases": 1, "points": "2", "like": nobody, "then": None}
    ]
    assert [other["points_apart"] for other in second["others"]] == ["12"]
    assert second["parent"] == "a"
    assert [other["id"] for other in second["others"]] == ["a2"]
    assert (first["moves"][0]["cases"], first["moves"][0]["points"]) == (None, None)


def test_a_result_is_described_as_ratings_describe_it():
    ratings = json.loads((packaged("schemas") / "ratings.schema.json").read_text("utf-8"))
    own = deepcopy(SCHEMA["$defs"]["result"])
    more = own["properties"].pop("points_apart")
    assert more
    assert own == ratings["$defs"]["result"]


def test_the_cases_that_count_are_told_apart_from_all(framework, ratings):
    part = replace(
        question("a1", 7, 9, "fair", "good"),
        counts=Counts(7, 2, 20, 1),
        flags=("small-sub-sample",),
    )
    words = text(ratings(part, question("a2", 7, 9, "fair")), framework)
    assert "Fair, 77.78 % (7 of 9), 9 of 30 cases count, which are few\n" in words
    assert "beside it: a2 Fair 78 %, the same percentage\n" in words
    few = replace(part, counts=Counts(7, 2, 0, 0))
    assert "Fair, 77.78 % (7 of 9), few cases\n" in text(ratings(few), framework)


def test_a_move_says_what_would_follow_and_how_others_were_decided(framework, ratings):
    nobody = question("a2", 0, 0, None, basis="not rated", reason="no case applies")
    found = ratings(question("a1", 39, 50, "fair", "good"), nobody)
    (opening,) = openings(found, framework)
    (move,) = opening.moves
    moved = Moved("provider", "elm", None, "fair", None)
    other = question("a1", 79, 100, "good", "good", basis="decision", before="fair")
    oak = Result("provider", "oak", "Oak", "fair", "computed", type="home")
    decision = Decision("oak", "a1", "fair", "good", "panel", DAY, "they agreed")
    whole = replace(
        move,
        consequence=Consequence((moved,), (Fraction(3), Fraction(7, 2))),
        like=Like(2, (Precedent(oak, other, decision),)),
    )
    completed = (replace(opening, moves=(whole,)),)
    words = as_text(completed, found, framework)
    assert "    then the provider would be not rated and the score 3.5 instead of 3\n" in words
    assert "    2 others like it in the round, 1 moved: Oak (home) a1 at 79 %\n" in words
    assert "  beside it: a2 not rated\n" in words
    data = json.loads(as_json(completed, found))
    jsonschema.validate(data, SCHEMA)
    (then,) = data["open"][0]["moves"]
    assert then["then"]["score"] == {"from": 3, "to": "7/2"}
    assert then["like"]["moved"][0]["reason"] == "they agreed"
    nothing = replace(whole, consequence=Consequence(()), like=Like(1, ()))
    words = as_text((replace(opening, moves=(nothing,)),), found, framework)
    assert "    no other rating would change\n" in words
    assert "    1 other like it in the round, not moved\n" in words
