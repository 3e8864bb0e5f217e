"""The rating so far, asked for by lines that change it."""

# ruff: noqa: E501 -- lines of rules are as long as people write them

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from engine.assurance.differences.diff import diff
from engine.assurance.numbers.tables import survey
from engine.assurance.proofs.proving import prove
from engine.rules import arrays
from engine.rules.english.clauses import in_english
from engine.rules.plan import plan
from engine.rules.reference import rate
from tests.assurance.trying import lost
from tests.assurance.trying import missing
from tests.rules.checking import codes
from tests.rules.checking import framework_of
from tests.rules.checking import outcome_of
from tests.rules.checking import said
from tests.rules.checking import sound
from tests.rules.vocabularies import STARS
from tests.rules.written import components

FIVE = ("one star", "two stars", "three stars", "four stars", "five stars")
ITEMS = ("health inspection", "staffing", "quality measures")
START = "start from health inspection"
TOWARDS = (
    START,
    "up 1 if the rating so far is two stars or worse",
    "down 1 if the rating so far is four stars or better",
)
"""Every rating a step nearer to the middle."""


def stars(text):
    return dict(zip(ITEMS, (None if c == "-" else FIVE[int(c) - 1] for c in text), strict=True))


def given(*lines, ratings, focus="no", **known):
    """What three components come to under a rule for the provider, as a number of stars."""
    found = outcome_of(
        components(*lines),
        STARS,
        type_id="home",
        ratings=stars(ratings),
        inputs={"special focus facility": focus, "beds": "0", "safeguarding": "effective"},
        **known,
    )
    return "-" if found.rating is None else str(FIVE.index(found.rating) + 1)


def test_a_line_sees_what_the_lines_above_have_given():
    assert [given(*TOWARDS, ratings=f"{n}33") for n in "12345-"] == [*"23334", "-"]
    turned = (START, TOWARDS[2], TOWARDS[1])
    assert [given(*turned, ratings=f"{n}33") for n in "12345"] == [*"23334"]
    twice = (START, TOWARDS[1], TOWARDS[1])
    assert [given(*twice, ratings=f"{n}33") for n in "123"] == [*"333"]


def test_it_is_held_against_an_item_on_either_side():
    one = (START, "up 1 if staffing is better than the rating so far")
    other = (START, "up 1 if the rating so far is worse than staffing")
    for a, b in product("12345", repeat=2):
        wanted = str(min(5, int(a) + (b > a)))
        assert given(*one, ratings=f"{a}{b}3") == given(*other, ratings=f"{a}{b}3") == wanted
    assert given(*one, ratings="3-3") == "3"
    same = (START, "down 1 if the rating so far is the same as staffing")
    assert [given(*same, ratings=f"3{b}3") for b in "234"] == [*"323"]


def test_limits_and_what_is_not_rated_ask_for_it_too():
    limit = (START, "at most two stars if the rating so far is four stars")
    assert [given(*limit, ratings=f"{n}33") for n in "2345"] == [*"2325"]
    away = (START, "not rated if the rating so far is one star and special focus facility")
    assert given(*away, ratings="133") == "1"
    assert given(*away, ratings="133", focus="yes") == "-"
    assert given(*away, ratings="233", focus="yes") == "2"


def test_a_decision_is_the_rating_so_far():
    lines = (
        START,
        "allow inspector to move up 1",
        "at most three stars if the rating so far is five stars",
    )
    assert given(*lines, ratings="433") == "4"
    assert given(*lines, ratings="433", decided="five stars") == "3"


def test_the_trace_says_what_it_was():
    found = outcome_of(
        components(*TOWARDS, "up 1 if staffing is worse than the rating so far"),
        STARS,
        type_id="home",
        ratings=stars("125"),
    )
    assert [step.saw for step in found.steps[1:]] == [
        "the rating so far is one star",
        "the rating so far is two stars",
        "staffing is two stars, the rating so far is two stars",
    ]


LINES = [
    TOWARDS,
    (START, "up 1 if staffing is better than the rating so far", TOWARDS[2]),
    (START, "not rated if the rating so far is two stars", TOWARDS[1]),
    (
        "judged by inspector",
        "at most two stars if staffing is one star and the rating so far is better than staffing",
        "down 1 if the rating so far is one star or five stars",
    ),
]


@pytest.mark.parametrize("lines", LINES, ids=lambda lines: lines[1])
def test_many_at_once_have_what_each_has_alone(lines):
    every = ["".join(each) for each in product("12345-", "135-", "3")]
    columns = {
        item: np.array([-1 if e[place] == "-" else int(e[place]) - 1 for e in every], np.int8)
        for place, item in enumerate(ITEMS)
    }
    judged = {**columns, arrays.WHOLE: columns["health inspection"]}
    made = plan(framework_of(components(*lines), STARS), "home")
    ranks = arrays.rate(made, arrays.Columns(len(every), judged)).ranks[None].tolist()
    for each, rank in zip(every, ranks, strict=True):
        own = stars(each)["health inspection"]
        known = {"judged": own} if own and "judged" in lines[0] else {}
        if "judged" in lines[0] and own is None:
            known = {"withheld": "so it is"}
        assert given(*lines, ratings=each, **known) == ("-" if rank < 0 else str(rank + 1))


@pytest.mark.parametrize("lines", LINES, ids=lambda lines: lines[1])
def test_every_pattern_comes_to_what_the_reference_makes_of_it(lines):
    framework = framework_of(components(*lines), STARS)
    rule = framework.rules.rating(None)
    assert rule is not None
    tables = survey(framework.vocabulary, framework.rules).of(rule)
    assert tables
    for row, rank in tables[0].ratings.items():
        rating = rate(tables[0].rule, tables[0].pattern(row).facts).rating
        assert rank == (-1 if rating is None else FIVE.index(rating))


# What is wrong


def test_only_what_changes_a_rating_can_ask():
    choice = (
        "first that applies",
        "    one star  if the rating so far is one star",
        "    two stars otherwise",
    )
    assert codes(components(*choice), STARS) == ["5:22 R327"]
    compared = (
        choice[0],
        "    one star if staffing is worse than the rating so far",
        choice[2],
    )
    assert codes(components(*compared), STARS) == ["5:44 R327"]
    expected = (
        components(START) + "expect provider is one star if the rating so far is one star\n"
    )
    assert codes(expected, STARS) == ["5:32 R327"]


def test_it_is_always_rated_where_it_is_asked_for():
    assert codes(components(START, "up 1 if the rating so far is not rated"), STARS) == [
        "5:34 R315"
    ]


def test_its_grades_are_those_of_what_is_rated():
    assert codes(components(START, "up 1 if the rating so far is six stars"), STARS) == [
        "5:34 R201"
    ]


@pytest.mark.parametrize("name", ["rating", "the rating", "It", "provider", "so far"])
def test_other_words_for_it_are_understood(name):
    for condition in (f"{name} is one star", f"staffing is better than {name}"):
        told = said(components(START, f"up 1 if {condition}"), STARS)
        assert f'"{name}" is not a phrase of the rules' in told
        assert 'did you mean "the rating so far"?' in told


def test_other_words_are_names_where_nothing_is_changed_or_in_quotation_marks():
    choice = (
        "first that applies",
        "    one star if rating is one star",
        "    two stars otherwise",
    )
    assert codes(components(*choice), STARS) == ["5:21 R205"]
    assert codes(components(START, 'up 1 if "rating" is one star'), STARS) == ["5:13 R205"]


# Other readers


def test_in_english_it_is_called_what_it_is():
    lines = (
        START,
        "up 1 if the rating so far is two stars or worse",
        "at most 1 above staffing if the rating so far is better than staffing",
        "down 1 if staffing is worse than the rating so far",
    )
    rule = sound(components(*lines), STARS).rating(None)
    assert rule is not None
    told = [each.words for each in in_english(rule)]
    assert "if the rating so far is Two stars or worse." in told[1]
    assert "if the rating so far is better than staffing." in told[2]
    assert "if staffing is rated worse than the rating so far." in told[3]


def test_two_versions_that_ask_the_same_are_the_same():
    def between(before, after):
        frames = (framework_of(components(*each), STARS) for each in (before, after))
        (found,) = [b for b in diff(*frames).behaviours if b.rates == "provider"]
        return found.answer

    compared = (START, "up 1 if the rating so far is worse than staffing")
    assert between(compared, compared) == "the same"
    assert between(TOWARDS, (TOWARDS[0], TOWARDS[2], TOWARDS[1])) == "the same"
    assert between(TOWARDS, TOWARDS[:2]) == "different"


def test_a_proof_shows_where_a_better_rating_is_overtaken():
    lines = (START, "down 2 if the rating so far is three stars")
    proof = prove(framework_of(components(*lines), STARS))
    found = [p for p in proof.properties if p.kind == "monotone" and not p.rule.items]
    assert found[0].verdict == "false"
    assert [w.facts.ratings["health inspection"] for w in found[0].answer.witnesses] == [
        "two stars",
        "three stars",
    ]


def test_examples_exercise_both_parts_of_a_condition():
    lines = (
        START,
        "up 1 if the rating so far is two stars or worse and special focus facility",
    )
    framework = framework_of(components(*lines), STARS)
    told = missing("", framework)
    assert "the rating so far is two stars or worse: HOLDS" in told
    assert "the rating so far is two stars or worse: FAILS" in told
    assert lost("", framework) == []
