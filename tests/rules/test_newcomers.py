"""What somebody writes who has the published rule and not yet the language, and is told."""

from __future__ import annotations

import pytest

from tests.rules.checking import checked
from tests.rules.checking import outcome_of
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.written import components
from tests.rules.written import standards

START = "start from health inspection"


def advice(written, vocabulary) -> list[str]:
    """The code and the help of everything that is wrong."""
    return [f"{f.code} {f.help}" for f in checked(written, vocabulary)[1]]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("staffing is at least 4", 'R139 write "4 or better"'),
        ("staffing is at most 4", 'R139 write "4 or worse"'),
        ("staffing is four stars or more", 'R115 did you mean "or better"?'),
        ("staffing is three stars or lower", 'R115 did you mean "or worse"?'),
        (
            "staffing is four stars or better and higher than health inspection",
            'R140 write "and staffing is better than health inspection"',
        ),
        ("every component is four stars", 'R115 did you mean "all"?'),
        (
            "more than 10 beds",
            'R316 write "if beds is at least …", "at most …" or "exactly …", with a number',
        ),
        (
            "beds is better than 10",
            (
                'R139 write "… or better" with the rating just above "10"; '
                'of a number, write "more than 10"'
            ),
        ),
    ],
)
def test_a_condition(condition, told):
    assert advice(components(START, f"up 1 if {condition}"), STARS) == [told]


@pytest.mark.parametrize(
    ("measure", "phrase"),
    [
        ("weighted average of", "weighted average score of"),
        ("weighted mean score of", "weighted average score of"),
        ("mean rating of", "average score of"),
        ("sum of", "total score of"),
    ],
)
def test_a_measure(measure, phrase):
    (told,) = advice(standards(f"{measure} standards, banded by overall bands"), TEN)
    assert told == f'R115 did you mean "{phrase}"?'


def test_a_measure_that_does_not_say_of_what():
    lines = ("first that applies", "good if total score is at least 5", "good otherwise")
    assert advice(standards(*lines), TEN) == ['R115 did you mean "total score of"?']


def test_a_measure_that_is_like_none():
    (told,) = advice(standards("spread of standards, banded by overall bands"), TEN)
    assert told == (
        'R205 begin with "average score of", "number of" or the like, or declare the number '
        'under "inputs" in framework.yaml'
    )


def test_words_in_quotation_marks_are_a_name():
    line = '"mean rating of standards", banded by overall bands'
    assert advice(standards(line), TEN)[0].startswith("R205")


def test_a_limit_may_be_another_rating():
    rules = components("start from staffing", "at most health inspection")
    stars = {"health inspection": "two stars", "staffing": "five stars"}
    assert outcome_of(rules, STARS, ratings=stars).rating == "two stars"
    stars |= {"health inspection": "five stars", "staffing": "three stars"}
    assert outcome_of(rules, STARS, ratings=stars).rating == "three stars"


def test_a_limit_that_is_nothing_known():
    (told,) = advice(components(START, "at most six stars"), STARS)
    assert told.startswith("R201 did you mean")
