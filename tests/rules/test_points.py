"""Points that are added to a score before it is banded, worked out by hand."""

# ruff: noqa: E501 -- lines of rules are as long as people write them

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from engine.frameworks.model import Bands
from engine.frameworks.model import Edge
from engine.rules import arrays
from engine.rules import typed
from engine.rules.arrays.exact import TYPES
from engine.rules.plan import plan
from tests.rules.checking import codes
from tests.rules.checking import framework_of
from tests.rules.checking import outcome_of
from tests.rules.checking import said
from tests.rules.checking import sound
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.written import components

FIVE = ("one star", "two stars", "three stars", "four stars", "five stars")
INPUTS = {"special focus facility": "no", "beds": "0", "safeguarding": "effective"}


def banding(band_id, measure, *edges, rounding="none"):
    return Bands(
        band_id,
        measure,
        rounding,
        tuple(
            Edge(Fraction(at), inclusive=True, grade=grade)
            for at, grade in zip(edges, FIVE, strict=False)
        ),
        "rating",
    )


HOMES = replace(
    STARS,
    bands=(
        banding("total bands", "total score", -5, 3, 6, 9, 12),
        banding("mean bands", "average score", -9, 1, 2, 3, 4, rounding="half up to integer"),
        banding("share bands", "percentage of maximum score", -10, 40, 60, 80, 100),
        banding("number bands", "number", 0, 10, 20, 30, 40),
        banding("plain bands", "total score", 0, 3, 6, 9, 12),
    ),
)
"""Three components with 0 to 4 points for one to five stars, and bands for what they come to."""

TOTAL = "total score of components ignoring not rated, banded by total bands"
MEAN = "average score of components ignoring not rated, banded by mean bands"


def home(*lines, stars="333", **inputs):
    """What three components, and inputs, come to under a rule for the provider."""
    ratings = dict(
        zip(
            ("health inspection", "staffing", "quality measures"),
            (None if c == "-" else FIVE[int(c) - 1] for c in stars),
            strict=True,
        )
    )
    named = {name.replace("_", " "): value for name, value in inputs.items()}
    return outcome_of(
        components(*lines),
        HOMES,
        type_id="home",
        ratings=ratings,
        inputs={**INPUTS, **named},
    )


def value(*lines, **facts):
    return home(*lines, **facts).value


def test_points_are_added_before_the_score_is_banded():
    assert home(TOTAL).rating == "three stars"
    assert home(TOTAL, "plus 2").rating == "three stars"
    assert home(TOTAL, "plus 3").rating == "four stars"
    assert value(TOTAL, "plus 3") == 9


def test_points_are_taken_away_exactly():
    assert value(TOTAL, "minus 1/3", "minus 0.1") == 6 - Fraction(13, 30)
    assert home(TOTAL, "minus 0.1").rating == "two stars"


def test_points_may_depend_on_a_condition():
    line = "plus 3 if special focus facility"
    assert value(TOTAL, line) == 6
    assert value(TOTAL, line, special_focus_facility="yes") == 9
    assert value(TOTAL, "plus 3 if all components are three stars and beds is less than 5") == 9
    assert value(TOTAL, "plus 3 if any component is one star") == 6


def test_so_many_points_are_added_for_each_one_of_an_input():
    line = "minus 1/2 for each beds"
    assert value(TOTAL, line, beds="0") == 6
    assert value(TOTAL, line, beds="7") == Fraction(5, 2)
    assert value(TOTAL, "plus beds", beds="1.25") == Fraction(29, 4)
    assert value(TOTAL, "minus beds if special focus facility", beds="2") == 6
    assert value(TOTAL, "plus beds if not special focus facility", beds="2") == 8


def test_so_many_points_are_added_for_each_thing_with_a_rating():
    line = "minus 1/2 for each component that is three stars"
    assert value(TOTAL, line, stars="335") == 8 - 1
    assert value(TOTAL, line, stars="3-5") == 6 - Fraction(1, 2)
    assert value(TOTAL, line, stars="155") == 8
    assert value(TOTAL, "plus 1 for each component that is not rated", stars="-35") == 7
    better = "plus 1 for each component that is four stars or better"
    assert value(TOTAL, better, stars="345") == 9 + 2
    asked = f"{better} if special focus facility"
    assert value(TOTAL, asked, stars="345") == 9
    assert value(TOTAL, asked, stars="345", special_focus_facility="yes") == 11
    assert (
        home(POINTS, "plus 10 for each component that is five stars", stars="5-5").value == 20
    )


def test_a_line_for_each_thing_says_how_many_there_are():
    found = home(
        TOTAL,
        "minus 1 for each component that is three stars",
        "plus 2 for each component that is one star or two stars if beds is at least 1",
        stars="31-",
        beds="2",
    )
    assert [step.saw for step in found.steps] == [
        "2 + 0 = 2, without quality measures, not rated, plus 1 is 3",
        "1 of 2 three stars",
        "beds is 2; 1 of 2 one star or two stars",
    ]


def test_points_are_added_to_a_mean_before_rounding():
    assert home(MEAN, stars="344").rating == "four stars"
    assert home(MEAN, "minus 0.2", stars="344").rating == "three stars"
    assert value(MEAN, "minus 0.2", stars="344") == Fraction(37, 15)


def test_points_are_added_to_a_percentage_and_to_an_input():
    share = (
        "percentage of maximum score of components only if all are rated, banded by share bands"
    )
    assert home(share, "plus 10").value == 60
    assert home(share, "plus 10").rating == "three stars"
    assert home("beds, banded by number bands", "plus 5", beds="15").rating == "three stars"
    assert value("beds, banded by number bands", "plus 1 for each beds", beds="15") == 30


POINTS = "points, banded by number bands"


def test_points_alone_are_what_the_lines_add_up():
    lines = (POINTS, "plus 45", "minus 4 for each beds", "plus 1/2 if special focus facility")
    assert value(*lines, beds="3") == 33
    assert value(*lines, beds="3", special_focus_facility="yes") == Fraction(67, 2)
    found = home(*lines, beds="3")
    assert (found.rating, found.steps[0].saw) == (
        "four stars",
        "0 to begin with, plus 33 is 33",
    )
    assert home(POINTS).rating == "one star"
    assert home(POINTS, "minus beds", beds="1").rating is None


def test_where_nothing_is_rated_nothing_is_added():
    found = home(TOTAL, "plus 3", "minus 1 if special focus facility", stars="---")
    assert (found.rating, found.value, found.reason) == (None, None, "nothing is rated")
    assert [step.effect for step in found.steps] == [
        "applied",
        "did not apply",
        "did not apply",
    ]
    assert found.steps[1].saw == "always; nothing to add to"


def test_a_condition_that_cannot_be_told_adds_nothing():
    assert value(TOTAL, "plus 3 if staffing is three stars", stars="3-3") == 4
    settled = "plus 3 if at least 2 components are three stars"
    assert value(TOTAL, settled, stars="3-3") == 7
    assert value(TOTAL, "plus 3 if staffing is not rated", stars="3-3") == 7


def test_a_score_below_all_bands_is_not_rated():
    found = home(TOTAL, "minus 1 for each beds", beds="12")
    assert (found.rating, found.value) == (None, -6)
    assert "below all bands" in found.reason


def test_every_line_says_what_it_saw():
    found = home(
        TOTAL,
        "plus 2 if special focus facility",
        "minus 0.5 for each beds",
        "plus beds if all components are rated",
        "at most five stars",
        beds="4",
        special_focus_facility="yes",
    )
    assert [(step.saw, step.effect) for step in found.steps] == [
        ("2 + 2 + 2 = 6, plus 4 is 10", "applied"),
        ("special focus facility", "applied"),
        ("beds is 4", "applied"),
        (
            "3 are (health inspection, staffing and quality measures); beds is 4",
            "applied",
        ),
        ("always; already within", "applied"),
    ]
    assert {step.rating for step in found.steps} == {"four stars"}
    taken = home(TOTAL, "minus 2")
    assert taken.steps[0].saw == "2 + 2 + 2 = 6, minus 2 is 4"
    assert home(TOTAL, "plus 2", "minus 2").steps[0].saw == "2 + 2 + 2 = 6"


# Many at once


def many(lines, stars, beds=("0",), facility="n"):
    """The ratings and values of many homes at once."""
    items = ("health inspection", "staffing", "quality measures")
    size = max(len(stars), len(beds), len(facility))
    each = [stars[n % len(stars)] for n in range(size)]
    judged = {
        item: np.array([-1 if s[place] == "-" else int(s[place]) - 1 for s in each], np.int8)
        for place, item in enumerate(items)
    }
    numbers = tuple(map(Fraction, dict.fromkeys(beds)))
    coded = np.array([numbers.index(Fraction(beds[n % len(beds)])) for n in range(size)])
    yes = np.array([facility[n % len(facility)] == "y" for n in range(size)], np.int8)
    columns = arrays.Columns(
        size,
        judged,
        inputs={"beds": coded, "special focus facility": yes},
        numbers={"beds": numbers},
    )
    made = plan(framework_of(components(*lines), HOMES), "home")
    rated = arrays.rate(made, columns)
    found = arrays.values(rated, None)
    assert found is not None
    ranks = rated.ranks[None].tolist()
    return [None if r < 0 else FIVE[r] for r in ranks], [found[n] for n in range(size)]


LINES = [
    (TOTAL, "plus 3"),
    (TOTAL, "minus 1/3", "minus 0.1 if special focus facility"),
    (TOTAL, "minus 1/2 for each beds"),
    (MEAN, "plus beds if not special focus facility", "minus 0.2"),
    (MEAN, "plus 1/7 for each beds", "plus 2 if staffing is three stars"),
    ("beds, banded by number bands", "plus 5", "minus 1/3 for each beds"),
    (POINTS, "plus 45", "minus 4/3 for each beds"),
    (POINTS, "plus 10 for each component that is five stars"),
    (TOTAL, "minus 1/3 for each component that is three stars", "plus 1/2 for each beds"),
    (
        MEAN,
        "plus 1/7 for each component that is not rated or three stars if special focus facility",
        "minus 0.1 for each component that is rated",
    ),
    (POINTS,),
]


@pytest.mark.parametrize("lines", LINES, ids=" ".join)
@pytest.mark.parametrize("largest", ["7.25", "1000000000000000000000", "-90000000000"])
def test_many_at_once_have_what_each_has_alone(lines, largest):
    stars, beds, facility = ["333", "1-5", "---", "555", "234"], ["0", "3", largest], "nny"
    ratings, values = many(lines, stars, beds, facility)
    for number, (rating, number_value) in enumerate(zip(ratings, values, strict=True)):
        alone = home(
            *lines,
            stars=stars[number % 5],
            beds=beds[number % 3],
            special_focus_facility="yes" if facility[number % 3] == "y" else "no",
        )
        assert (rating, number_value) == (alone.rating, alone.value)


def test_no_number_is_too_large_to_be_added():
    largest = TYPES[-1][1]
    most, more = str(largest), str(largest - 1)
    ratings, values = many((TOTAL, "plus 3 for each beds"), ["555"], [most, more])
    assert values == [12 + 3 * largest, 12 + 3 * (largest - 1)]
    assert ratings == ["five stars", "five stars"]


# What is wrong


def test_points_are_not_added_to_what_counts_things():
    share = "percentage of judgements that are sufficient, banded by case bands"
    rules = f"rate each standard:\n    {share}\n        plus 2\n"
    assert codes(rules, replace(TEN, overall=False)) == ["3:9 R325"]
    number = "number of components that are five stars, banded by number bands"
    assert codes(components(number, "plus 2"), HOMES) == ["5:5 R325"]


def test_nothing_is_not_added():
    assert codes(components(TOTAL, "plus 0"), HOMES) == ["5:10 R326"]
    assert codes(components(TOTAL, "minus 0 for each beds"), HOMES) == ["5:11 R326"]


def test_what_is_added_is_an_input_that_is_a_number():
    assert codes(components(TOTAL, "plus special focus facility"), HOMES) == ["5:10 R316"]
    assert codes(components(TOTAL, "plus bed"), HOMES) == ["5:10 R205"]
    assert codes(components(TOTAL, "plus 2 for each bed"), HOMES) == ["5:21 R205"]
    assert 'did you mean "beds"?' in said(components(TOTAL, "plus bed"), HOMES)


def test_rounding_is_said_to_stand_with_the_bands():
    for line in (
        f"{TOTAL} rounded to 0.5",
        TOTAL.replace("ignoring not rated", "rounded to 0.5"),
    ):
        told = said(components(line), HOMES)
        assert 'in framework.yaml: "rounding: half up to 0.5"' in told


def test_a_number_below_nothing_is_said_with_the_other_sign():
    for line, meant in (
        ("plus -2", "minus 2"),
        ("minus -1/3 if special focus facility", "plus 1/3"),
    ):
        told = said(components(TOTAL, line), HOMES)
        assert f'did you mean "{meant}"?' in told


def test_a_product_is_said_in_words():
    for line in ("plus beds x 0.1", "plus beds times 0.1"):
        told = said(components(TOTAL, line), HOMES)
        assert 'did you mean "0.1 for each beds"?' in told
    assert codes(components(TOTAL, "plus rooms x 0.1"), HOMES) == ["5:10 R205"]
    assert 'as "type: number"' in said(components(TOTAL, "plus 2 for each visit"), HOMES)


def test_a_condition_is_checked_as_everywhere():
    assert codes(components(TOTAL, "plus 2 if staffing is six stars"), HOMES) == ["5:27 R201"]


def test_bands_reach_down_to_the_least_that_is_left():
    plain = TOTAL.replace("total bands", "plain bands")
    assert codes(components(plain, "plus 2", "minus 2"), HOMES) == []
    assert codes(components(plain, "minus 2 if special focus facility"), HOMES) == ["4:61 R309"]
    assert codes(components(plain, "plus 2 if special focus facility"), HOMES) == []
    assert codes(components(plain, "minus 2 for each beds"), HOMES) == []
    assert '"from: -2" or below' in said(components(plain, "minus 2"), HOMES)
    counted = "for each component that is one star"
    assert '"from: -6" or below' in said(components(plain, f"minus 2 {counted}"), HOMES)
    assert codes(components(plain, f"plus 2 {counted}"), HOMES) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("component", "component that is …"),
        ("components", "component that is …"),
        ("one star component", "component that is one star"),
    ],
)
def test_things_are_counted_by_their_rating(written, meant):
    told = said(components(TOTAL, f"plus 2 for each {written}"), HOMES)
    assert f'R208: "{written}" does not go here' in told
    assert f'help: write "{meant}"' in told


def test_what_is_counted_is_checked_as_everywhere():
    lines = [
        "plus 2 for each component that is six stars",
        "plus 2 for each bed that is two stars",
        "plus 2 for each provider that is two stars",
        "plus 2 for each component that is one star if staffing is six stars",
    ]
    found = [codes(components(TOTAL, line), HOMES)[0] for line in lines]
    assert [each.partition(" ")[2] for each in found] == ["R201", "R202", "R302", "R201"]


def test_bands_of_points_alone_reach_down_to_the_least_there_can_be():
    assert codes(components(POINTS, "plus 5 if special focus facility"), HOMES) == []
    assert codes(components(POINTS, "minus 5 if special focus facility"), HOMES) == [
        "4:23 R309"
    ]
    assert codes(components("points, banded by total bands"), HOMES) == ["4:23 R304"]


def test_a_rating_from_points_that_may_be_anything_need_not_be_there():
    rule = sound(components(TOTAL, "minus 1 for each beds"), HOMES).rating(None)
    assert rule is not None
    assert rule.absence == "by data"


def test_sources_below_a_score_are_looked_up():
    assert codes(components(TOTAL, "plus 2  [nowhere]"), HOMES) == ["5:13 R207"]


def base_of(*lines):
    rule = sound(components(*lines), HOMES).rating(None)
    assert rule is not None
    assert isinstance(rule.base, typed.Banded)
    return rule.base


def test_so_many_different_points_are_not_told_apart():
    few = [f"plus 1/{n} if special focus facility" for n in range(2, 7)]
    many_lines = [f"plus 1/{n} if special focus facility" for n in range(2, 30)]
    base = base_of(TOTAL, *few)
    assert (len(base.sums), base.adds_anything) == (28, False)
    base = base_of(TOTAL, *many_lines)
    assert len(base.sums) < 3_000
    assert base.adds_anything
