"""What somebody writes who has the published rule and not yet the language, and is told."""

# ruff: noqa: E501 -- lines of rules are as long as people write them

from __future__ import annotations

import pytest

from tests.rules.checking import checked
from tests.rules.checking import outcome_of
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.written import components
from tests.rules.written import standards

GROUP = "for several items, declare a group in framework.yaml"
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
        ("beds is at least 10 and at most 20", 'R140 write "and beds is at most 20"'),
        (
            "not all components are rated",
            'R102 turn it round: write "any … is …" with the ratings that it must not have',
        ),
        (
            "special focus facility and not any component is one star",
            'R102 write "no … is …"',
        ),
        ("beds is not at least 10", 'R102 write "is less than 10"'),
        ("beds is not more than 10", 'R102 write "is at most 10"'),
        (
            "beds is above 10",
            (
                'R139 write "… or better" with the rating just above "10"; '
                'of a number, write "more than 10"'
            ),
        ),
        ("number of components that are one star is below 2", 'R102 write "less than"'),
        (
            "percentage of components that are one star is less than 50 %",
            'R120 write "less than 50"; a percentage goes from 0 to 100',
        ),
        (
            "points is at least 3",
            (
                'R102 no condition asks for points: they are banded, with "points, banded by …", '
                "and the lines below change the rating"
            ),
        ),
        (
            "at least 2 of staffing, quality measures and health inspection are one star",
            f'R102 {GROUP}, and write its plural after "at least 2"',
        ),
        ("staffing is one star and at most", 'R101 write numbers as digits: "at most 1"'),
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


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("at most staffing plus 1", "at most 1 above staffing"),
        (
            "at least staffing minus 2 if special focus facility",
            "at least 2 below staffing if special focus facility",
        ),
    ],
)
def test_a_limit_that_moves(limit, told):
    assert advice(components(START, limit), STARS) == [f'R102 write "{told}"']


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ("provider at most two stars", "provider is two stars or worse"),
        (
            "provider is at least 2 stars if staffing is two stars",
            "provider is 2 stars or better if staffing is two stars",
        ),
    ],
)
def test_an_expectation_with_a_limit(expected, told):
    rules = components(START) + f"expect {expected}\n"
    assert advice(rules, STARS) == [f'R102 write "expect {told}"']


ADDED = '; numbers are added up below "points, banded by …"'


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "higher of staffing, quality measures",
            f'{GROUP}, and write "highest of" and its plural',
        ),
        (
            "the average of staffing and quality measures",
            f'{GROUP}, and write "average score of" and its plural{ADDED}',
        ),
        (
            "start from the average of staffing and quality measures",
            f'{GROUP}, and write "average score of" and its plural, without "start from"{ADDED}',
        ),
        (
            "start from lowest of components",
            'leave "start from" out: a line with "lowest of" gives a rating itself',
        ),
        (
            "start from points",
            'leave "start from" out: a line with "points" gives a rating itself',
        ),
        (
            "start from 100",
            (
                'to begin with points, write "points, banded by …", and on a line below it '
                '"plus 100"; an item whose id is a number needs quotation marks'
            ),
        ),
        (
            "100 points, banded by star bands",
            (
                'to begin with points, write "points, banded by star bands", and on a line '
                'below it "plus 100"'
            ),
        ),
    ],
)
def test_where_a_rating_begins(line, told):
    assert advice(components(line), STARS) == [f"R102 {told}"]


@pytest.mark.parametrize("name", ['"mean of staffing"', "total", "mean of staffing or"])
def test_names_that_are_not_of_several(name):
    (told,) = advice(components(f"{name} and quality measures"), STARS)
    assert GROUP not in told


def test_a_count_with_weights():
    rules = components("weighted number of components that are one star, banded by bands")
    (told,) = advice(rules, STARS)
    assert told.startswith('R102 "number of" counts each once; give the ratings that count')


NO_LIMIT = "what a line adds has no limit of its own"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "minus 5 for each 10 beds",
            'write "minus 0.5 for each beds", which counts parts of 10 too',
        ),
        ("plus 0.3 quality measures", 'write "plus 0.3 for each quality measures"'),
        (
            "plus 2 beds if staffing is one star",
            (
                'write "plus 2 if staffing is one star"; of an input that is a number, '
                '"plus 2 for each beds if staffing is one star"'
            ),
        ),
        ("plus 25 per cent of beds", 'write "plus 0.25 for each beds"'),
        (
            "minus 5 for each component rated one star",
            'write "minus 5 for each component that is …", with the ratings',
        ),
        (
            "minus 5 times number of components that are one star",
            'write "minus 5 for each … that is …", with the ratings',
        ),
        (
            "minus number of components that are one star",
            'write "minus 1 for each … that is …", with the ratings',
        ),
        ("plus 3/4 of beds", 'write "plus 3/4 for each beds"'),
        (
            "minus 5 for each beds, at most 15",
            (
                f'{NO_LIMIT}; write two: "minus 5 for each beds if beds is at most 3" and '
                '"minus 15 if beds is more than 3"'
            ),
        ),
        (
            "plus beds up to a maximum of 5",
            (
                f'{NO_LIMIT}; write two: "plus beds if beds is at most 5" and '
                '"plus 5 if beds is more than 5"'
            ),
        ),
        ("plus 3 up to 5", NO_LIMIT),
        ("plus beds if staffing is one star, at most 5", NO_LIMIT),
        ("plus beds up to some", NO_LIMIT),
        ("plus beds up to 1/0", NO_LIMIT),
    ],
)
def test_points(line, told):
    rules = components("points, banded by star bands", f"    {line}")
    assert advice(rules, STARS) == [f"R102 {told}"]


@pytest.mark.parametrize(
    "line",
    [
        "minus 5 for each 10",
        "plus 3/4 of beds is at least",
        "at most staffing plus",
        "at most staffing minus two stars",
        "start from",
    ],
)
def test_what_no_repair_reads_is_told_all_the_same(line):
    (told, *_) = advice(components("points, banded by star bands", line), STARS)
    assert told.partition(" ")[0] in {"R101", "R102", "R112"}


def test_an_expectation_that_ends_too_early():
    assert advice(components(START) + "expect provider at most\n", STARS) == [
        "R102 take it out; if it is part of a name, put the whole name in quotation marks"
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("minus 5 for each component that are one star", 'R115 did you mean "that is"?'),
        ("minus 5 for each component which is one star", 'R115 did you mean "that is"?'),
        ("minus 5 for each component that is at most 2", 'R139 write "2 or worse"'),
    ],
)
def test_points_for_each_with_a_rating(line, told):
    assert advice(components("points, banded by star bands", line), STARS) == [told]


def test_points_with_a_sign():
    rules = components("points, banded by star bands", "    plus 25 % of beds")
    assert advice(rules, STARS) == ['R120 write "plus 0.25 for each …"']


def test_points_for_each_none():
    rules = components("points, banded by star bands", "    plus 25 for each 0 beds")
    assert advice(rules, STARS) == ['R112 write "0 beds" with the quotation marks']


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
