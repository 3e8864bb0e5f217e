"""When conditions hold, what they see, and what absence does to them."""

# ruff: noqa: E501 -- lines of rules are as long as people write them

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from engine.frameworks.model import Group
from engine.rules.conditions import verdict
from engine.rules.facts import Facts
from tests.rules.checking import condition_of
from tests.rules.checking import outcome_of
from tests.rules.checking import read
from tests.rules.checking import sound
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.written import components
from tests.rules.written import questions

LETTERS = dict(zip("IRGO", FOUR, strict=True)) | {"-": None}
QUESTIONS = tuple(item.id for item in PRINCIPLES.items)
CARE = replace(
    PRINCIPLES,
    groups=(
        Group("caring question", "caring questions", "key question", items=("safe", "caring")),
    ),
)


def five(letters: str) -> dict[str, str | None]:
    return dict(zip(QUESTIONS, (LETTERS[c] for c in letters), strict=True))


def seen(
    condition: str,
    letters: str,
    *,
    absorbing: bool = False,
    settling: bool = False,
    breach: str = "no",
):
    """What a condition comes to for five key questions rated with these letters."""
    rule = sound(questions("judged by inspector", f"up 1 if {condition}"), CARE).rating(None)
    assert rule is not None
    inputs = {"breach of regulations": breach}
    facts = Facts(five(letters), read(rule, CARE, None), inputs=inputs)
    return verdict(condition_of(rule), facts, absorbing=absorbing, settling=settling)


@pytest.mark.parametrize(
    ("condition", "holding", "failing"),
    [
        ("at least 2 key questions are good", "GGRRR", "GRRRR"),
        ("at most 2 key questions are good", "GGRRR", "GGGRR"),
        ("exactly 2 key questions are good", "GGRRR", "GGGRR"),
        ("exactly 2 key questions are good", "GGRRR", "GRRRR"),
        ("fewer than 2 key questions are good", "GRRRR", "GGRRR"),
        ("more than 2 key questions are good", "GGGRR", "GGRRR"),
        ("no key question is good", "RRRRR", "GRRRR"),
        ("any key question is good", "GRRRR", "RRRRR"),
        ("all key questions are good", "GGGGG", "GGGGR"),
        ("all key questions are good or outstanding", "GGGGO", "GGGGR"),
        ("all key questions are good or better", "GGGGO", "GGGGR"),
        ("all key questions are requires improvement or worse", "IRIRR", "IRIRG"),
        ("safe is good", "GIIII", "OGGGG"),
        ("at least 5 key questions", "IIIII", ""),
        ("at least 6 key questions", "", "IIIII"),
        ("exactly 2 caring questions", "IIIII", ""),
        ("all caring questions are good", "GIGII", "IGGGG"),
        ("at least 2 key questions are outstanding and the rest are good", "OOGGG", "OGGGG"),
        ("at least 2 key questions are outstanding and the rest are good", "OOOOO", "OOGGR"),
        ("no key question is inadequate and at most 1 is requires improvement", "RGGGG", "RRGGG"),
        ("no key question is inadequate and at most 1 is requires improvement", "OGGGG", "IGGGG"),
        # the rest, after two sets of the same collection
        (("at least 1 key question is outstanding and at least 1 is inadequate "
         "and the rest are good"), "OIGGG", "OIGGR"),
        # after a set of another, whose members overlap
        (("at least 1 key question is outstanding and at least 1 caring question is inadequate "
         "and the rest are good"), "IOGRR", "IORRR"),
        # and after returning to the first: both its sets are taken
        (("at least 1 key question is outstanding and no caring question is inadequate "
         "and at least 1 key question is good and the rest are requires improvement"),
         "OGRRR", "OGRRI"),
    ],
)  # fmt: skip
def test_conditions_hold_or_fail(condition, holding, failing):
    if holding:
        assert seen(condition, holding).holds is True
    if failing:
        assert seen(condition, failing).holds is False


@pytest.mark.parametrize(
    ("condition", "letters", "saw"),
    [
        ("at least 2 key questions are good", "GGRRR", "2 are (safe and effective)"),
        ("at least 2 key questions are good", "GRRRR", "1 is (safe)"),
        ("at least 2 key questions are good", "RRRRR", "0 are"),
        ("at least 2 key questions are good", "GGGGG", "5 are"),
        ("at least 2 key questions are good", "GGGGR",
         "4 are (safe, effective, caring and responsive)"),
        ("safe is good", "RGGGG", "safe is requires improvement"),
        ("at least 4 key questions", "GGGGG", "there are 5"),
        ("at least 1 key question is good and the rest are outstanding", "GGOOO",
         "2 are (safe and effective); the rest are"),
        ("at least 1 key question is good and the rest are outstanding", "GRROO",
         "1 is (safe); of the rest 2 are not (effective and caring)"),
        ("breach of regulations", "GGGGG", "no breach of regulations"),
        ("at least 2 key questions are good", "GG--R", "caring and responsive are not rated"),
        ("safe is good and at least 1 key question is good", "-GGGG", "safe is not rated"),
        ("no key question is good", "-----", "5 key questions are not rated"),
        ("safe is good and effective is good", "--GGG",
         "safe is not rated; effective is not rated"),
    ],
)  # fmt: skip
def test_what_a_condition_saw(condition, letters, saw):
    assert seen(condition, letters).saw == saw


@pytest.mark.parametrize(
    ("condition", "value", "holds"),
    [
        ("breach of regulations", "yes", True),
        ("breach of regulations", "no", False),
        ("not breach of regulations", "yes", False),
        ("not breach of regulations", "no", True),
        ("no breach of regulations", "no", True),
        ("any breach of regulations", "yes", True),
    ],
)
def test_facts_that_are_yes_or_no(condition, value, holds):
    assert seen(condition, "GGGGG", breach=value).holds is holds


def test_facts_that_are_one_of_several():
    written = components(
        "judged by inspector", "at most one star if safeguarding is Ineffective"
    )
    rule = sound(written, STARS).rating(None)
    assert rule is not None
    condition = condition_of(rule)
    for value, holds in (("ineffective", True), ("effective", False)):
        found = verdict(condition, Facts(inputs={"safeguarding": value}), absorbing=False)
        assert (found.holds, found.saw) == (holds, f"safeguarding is {value}")


# Absence.


@pytest.mark.parametrize(
    ("condition", "letters", "holds"),
    [
        ("no key question is inadequate", "GGGG-", None),
        ("all key questions are good", "GGGG-", None),
        ("at least 1 key question is good", "GGGG-", None),
        ("safe is good", "-GGGG", None),
        ("effective is good", "-GGGG", True),
        ("at least 5 key questions", "-----", True),
        ("all caring questions are good", "G-GGG", True),
        ("safe is good and at least 5 key questions are outstanding", "-GGGG", None),
        # a condition that asks for it by name sees it
        ("safe is not rated", "-GGGG", True),
        ("safe is not rated", "GGGGG", False),
        ("safe is good or not rated", "-GGGG", True),
        ("no key question is not rated", "GGGG-", False),
        ("no key question is not rated", "GGGGG", True),
        ("all key questions are good or not rated", "GG-GG", True),
        ("any key question is inadequate or not rated", "GG-GG", True),
        # for its own part only
        ("safe is not rated and no key question is inadequate", "-GGGG", None),
        # the rest are what no earlier set took: here, none that is not rated
        ("at least 1 key question is not rated and the rest are good", "-GGGG", True),
        ("at least 1 key question is not rated and the rest are good", "-GGGR", False),
        ("exactly 2 key questions are good or not rated and the rest are outstanding",
         "-GOOO", True),
        ("at least 1 key question is good and the rest are outstanding or not rated",
         "GOO-O", None),
    ],
)  # fmt: skip
def test_conditions_that_read_what_is_not_rated(condition, letters, holds):
    assert seen(condition, letters).holds is holds


@pytest.mark.parametrize(
    ("condition", "letters", "holds"),
    [
        ("no key question is inadequate", "GGGG-", True),
        ("all key questions are good", "GGGG-", False),
        ("at least 4 key questions are good", "GGGG-", True),
        ("safe is good", "-GGGG", False),
        ("at least 1 key question is good and the rest are outstanding", "GOOO-", False),
    ],
)
def test_where_absence_is_provided_for_not_rated_is_one_more_value(condition, letters, holds):
    assert seen(condition, letters, absorbing=True).holds is holds


@pytest.mark.parametrize(
    "quantity",
    ["at least 2", "at most 2", "exactly 2", "fewer than 2", "more than 2", "no", "any", "all"],
)
def test_a_number_is_settled_where_it_is_so_whatever_the_unrated_would_be(quantity):
    word = "key question is" if quantity in ("no", "any") else "key questions are"
    condition = f"{quantity} {word} good or better"
    whole = {
        letters: seen(condition, "".join(letters)).holds for letters in product("RG", repeat=5)
    }
    for letters in product("RG-", repeat=5):
        filled = product(*("RG" if letter == "-" else letter for letter in letters))
        ways = {whole[way] for way in filled}
        settled = seen(condition, "".join(letters), settling=True).holds
        assert settled is (ways.pop() if len(ways) == 1 else None)


def test_what_settles_a_number_is_said_before_what_is_not_rated():
    found = seen("any key question is inadequate", "-GIGG", settling=True)
    assert found.saw == "1 is (caring); safe is not rated"


def test_a_number_below_nothing_can_be_held_against():
    rules = components(
        "first that applies",
        "    one star   if beds is less than -0.4",
        "    two stars  if beds is at most -1/3",
        "    five stars otherwise",
    )
    for beds, rating in (("-0.5", "one star"), ("-0.4", "two stars"), ("-0.3", "five stars")):
        found = outcome_of(rules, STARS, type_id="home", inputs={"beds": beds})
        assert found.rating == rating
