"""Advice that a framework gives about results, here that of 2019-20."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.frameworks.model import Notice
from engine.frameworks.model import Selection
from engine.rounds.rate import rate
from tests.rounds.making import framework
from tests.rounds.making import people
from tests.rounds.making import rated
from tests.rounds.making import round_of
from tests.rounds.making import row
from tests.rounds.making import shipped
from tests.rules.vocabularies import PRINCIPLES


def noticed(letters, version="2019-20"):
    """The items that notices are given about, in a row of standards."""
    return [n.item for n in rated(row("ashby", "CRC", letters), version=version).notices]


def test_a_judged_rating_two_grades_above_the_cases_calls_for_a_notice():
    ratings = rated(row("ashby", "CRC", "OGRI RRRR RR"), version="2019-20")
    (notice,) = ratings.notices
    assert (notice.notice, notice.provider, notice.item) == (
        "judged-above-cases",
        "ashby",
        "1.1",
    )
    assert notice.text == shipped("2019-20").vocabulary.notices[0].text
    assert notice.because == (
        "2 grades above the mean of domain 2 and domain 3; at least 2 calls for a notice"
    )


@pytest.mark.parametrize(
    ("letters", "items"),
    [
        ("GGGG RIII II", []),  # 2 - 1/6
        ("GGGG IIII II", ["1.1", "1.2", "1.3", "1.4"]),
        ("ORRR RRRR RG", []),  # the mean is 7/6, 1.83 below
        ("OOOO GGGG GG", []),
        ("IIII OOOO OO", []),  # below is no matter
        ("GRRR III- II", ["1.1"]),  # what is not rated is not in the mean
        ("OOOO ---- --", []),  # no mean
        ("-RRR IIII II", []),  # what is not rated is not noticed
    ],
)
def test_when_a_notice_is_given(letters, items):
    assert noticed(letters) == items


def test_a_mean_that_is_not_known_calls_for_no_notice():
    assert noticed("GRRR III? II") == []


def test_the_mean_is_of_what_applies_to_the_provider():
    assert [
        n.item for n in rated(row("a", "NPS", "OGRI RRRR RR"), version="2019-20").notices
    ] == ["1.1"]


def test_2018_19_gives_no_notices():
    assert noticed("OOOO IIII II", "2018-19") == []


def test_a_notice_leaves_the_rating_alone():
    letters = "OOOO IIII II"
    finished = {("a", "inspection incomplete"): "no"}
    old, new = (
        rated(row("a", "CRC", letters), version=version, inputs=finished)
        for version in ("2018-19", "2019-20")
    )
    assert [p.rating for p in old.results] == [p.rating for p in new.results]


def test_other_levels_are_no_measure_and_items_can_be_named():
    rules = """
        rate each key question:
            judged by inspector

        rate provider:
            lowest of key questions
    """
    within = (Selection(("safe",)), Selection(("effective", "caring")))
    notice = Notice("above", *within, at_least=Fraction(2), text="look again")
    made = framework(replace(PRINCIPLES, notices=(notice,)), rules)
    grades = {"effective": "inadequate", "caring": "requires improvement", "responsive": "good"}
    judged = {"elm": grades | {"safe": "outstanding", "well-led": "good"}}
    (given,) = rate(round_of(*people(judged)), made).notices
    assert given.because == (
        "2.5 grades above the mean of key question effective and key question caring; "
        "at least 2 calls for a notice"
    )
