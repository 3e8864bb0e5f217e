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
        ("special focus facility is No", 'R102 write "not special focus facility"'),
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
    ("limit", "phrase"),
    [("never better than", "at most"), ("cannot be lower than", "at least")],
)
def test_a_limit(limit, phrase):
    told = advice(components(START, f"{limit} two stars"), STARS)
    assert told == [f'R115 did you mean "{phrase}"?']


def test_what_changes_a_rating_stands_below_a_choice_and_is_told_once():
    lines = ("first that applies", "    not rated if safeguarding is ineffective")
    (told,) = advice(components(*lines, "    two stars otherwise"), STARS)
    assert told.startswith("R141 move it below the last of them")


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


@pytest.mark.parametrize(
    ("portion", "number"),
    [
        ("fewer than half of the components", "less than 50"),
        ("at least half components", "at least 50"),
        ("more than half of components", "more than 50"),
        ("at least two thirds of the components", "at least 200/3"),
        ("fewer than 50% of components", "less than 50"),
        ("at least 12.5 % of all components", "at least 12.5"),
        ("at least 50 percent of the components", "at least 50"),
    ],
)
def test_a_portion_of_what_is_counted(portion, number):
    (told,) = advice(components(START, f"up 1 if {portion} are four stars or better"), STARS)
    mended = f"percentage of components that are four stars or better is {number}"
    assert told.endswith(f'"{mended}"')
    assert advice(components(START, f"up 1 if {mended}"), STARS) == []


def test_a_percentage_of_nothing_that_is_counted():
    (told,) = advice(components(START, "up 1 if staffing is 50% or better"), STARS)
    assert told.startswith("R120 percentages stand in the bands")


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("above", "better than"),
        ("more than", "better than"),
        ("below", "worse than"),
        ("less than", "worse than"),
    ],
)
def test_an_item_compared_as_a_number(words, relation):
    line = f"up 1 if staffing is {words} health inspection"
    (told,) = advice(components(START, line), STARS)
    assert told.endswith(f'if it is an item, write "{relation} health inspection"')


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "weighted mean of standards",
            "weighted average score of standards, banded by …",
        ),
        ("average of standards", "average score of standards, banded by …"),
        ("total", "total score of …, banded by …"),
        ("given in table", "judged by …"),
        ("from the table", "judged by …"),
        ("taken from table", "judged by …"),
    ],
)
def test_a_line_that_is_no_clause(line, told):
    assert advice(standards(line), TEN) == [f'R122 write "{told}"']


def test_a_measure_that_does_not_say_of_what():
    lines = ("first that applies", "good if total score is at least 5", "good otherwise")
    assert advice(standards(*lines), TEN) == ['R115 did you mean "total score of"?']


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "average score of standards reweighted, banded by overall bands",
            (
                "R202 of what is not rated, say one of: ignoring not rated | "
                "counting not rated as 0 | only if all are rated"
            ),
        ),
        (
            "lowest of standards without missing",
            (
                "R202 of what is not rated, say one of: ignoring not rated | "
                "treating not rated as inadequate | only if all are rated"
            ),
        ),
        (
            "average score of standards if all are rated, banded by overall bands",
            'R115 did you mean "only if all are rated"?',
        ),
        ("lowest of standards if all are rated", 'R115 did you mean "only if all are rated"?'),
        ("lowest of standrds", 'R202 did you mean "standards"?'),
    ],
)
def test_what_happens_to_what_is_not_rated(line, told):
    assert advice(standards(line), TEN) == [told]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("no rating if any component is not rated", 'R115 did you mean "not rated"?'),
        ("unrated if any component is not rated", 'R128 write "not rated if …"'),
        (
            "not rated if any component is missing",
            (
                'R201 rating: "one star", "two stars", "three stars", "four stars", '
                '"five stars" or "not rated"'
            ),
        ),
    ],
)
def test_not_rated_in_other_words(line, told):
    assert advice(components(START, line), STARS) == [told]


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
