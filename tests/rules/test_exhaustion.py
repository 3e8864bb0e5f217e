"""What going through every pattern decides: choices and expectations."""

# ruff: noqa: E501 -- lines of rules are as long as people write them

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import get_args

import pytest

from engine.frameworks.model import Group
from engine.frameworks.model import Item
from engine.frameworks.model import ProviderType
from engine.frameworks.model import Rounding
from tests.rules.checking import checked
from tests.rules.checking import codes
from tests.rules.checking import said
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.written import CASES
from tests.rules.written import NURSING_HOMES
from tests.rules.written import PRINCIPLES_OF_FIVE
from tests.rules.written import PRINTED
from tests.rules.written import components
from tests.rules.written import questions
from tests.rules.written import standards

FOURTH = Item("2.2.4", "key question", parent="2.2")
FOUR_BELOW = replace(
    CASEWORK,
    items=(
        *(
            replace(item, children=(*item.children, FOURTH.id)) if item.id == "2.2" else item
            for item in CASEWORK.items
        ),
        FOURTH,
    ),
)
"""With a fourth key question below 2.2, which is one more than below the other standards."""


def test_the_first_that_applies_may_leave_nothing_out():
    told = said(questions("first that applies", *PRINTED), PRINCIPLES)
    assert '"first that applies" is not true for 9 of 56 patterns' in told
    assert (
        "none applies in 9, for example: 1 inadequate, 1 requires improvement, 3 good" in told
    )
    assert "apply in" not in told
    assert 'add a last line "… otherwise"' in told


def test_later_lines_are_no_part_of_what_a_choice_is_decided_over():
    limit = "at most requires improvement if breach of regulations"
    told = said(questions("first that applies", *PRINTED, limit), PRINCIPLES)
    assert '"first that applies" is not true for 9 of 56 patterns' in told


def test_exactly_one_that_applies_may_neither_leave_out_nor_overlap():
    told = said(questions("exactly one applies", *PRINTED), PRINCIPLES)
    assert '"exactly one applies" is not true for 17 of 56 patterns' in told
    assert "none applies in 9" in told
    assert (
        "two apply in 8, for example: 3 inadequate, 2 requires improvement  (lines 5 and 8)"
        in told
    )


def test_more_than_two_that_apply_are_told():
    lines = (
        f"    {grade} if at least 1 key question" for grade in ("good", "inadequate", "good")
    )
    told = said(questions("exactly one applies", *lines), PRINCIPLES)
    assert "several apply in 56, for example: 5 inadequate  (lines 5, 6 and 7)" in told


def test_a_choice_that_covers_everything_needs_no_otherwise():
    lines = (*PRINTED, "    requires improvement  if exactly 1 key question is inadequate")
    assert codes(questions("first that applies", *lines), PRINCIPLES) == []


def test_a_pattern_with_something_not_rated_is_no_gap():
    written = standards(
        "first that applies",
        "    good if all standards are good or better",
        "    inadequate if any standard is requires improvement or worse",
    )
    assert [code.split()[1] for code in codes(written, TEN)] == ["R305"]


def test_a_choice_is_decided_for_the_children_of_every_item():
    written = CASES.replace(
        "lowest of key questions ignoring not rated",
        "first that applies\n"
        "        good if at most 3 key questions\n"
        "        inadequate if all key questions are not rated",
    )
    told = said(written, FOUR_BELOW)
    assert '"first that applies" is not true for 69 of 70 patterns' in told
    assert codes(written, CASEWORK) == []


def test_a_choice_is_decided_for_every_type_of_provider():
    vocabulary = replace(
        PRINCIPLES,
        items=(
            replace(PRINCIPLES.items[0], applies_to=("home",)),
            replace(PRINCIPLES.items[1], applies_to=("home",)),
            *PRINCIPLES.items[2:],
        ),
        provider_types=(ProviderType("home", "Home"), ProviderType("practice", "Practice")),
    )
    written = questions(
        "first that applies",
        "    good if at least 5 key questions",
        "    inadequate if any key question is good or worse",
    )
    told = said(written, vocabulary)
    assert '"first that applies" is not true for 1 of 20 patterns' in told
    assert "3 outstanding" in told


def test_a_choice_is_decided_only_for_the_types_that_have_the_item():
    types = (ProviderType("a", "A"), ProviderType("b", "B"))
    items = tuple(
        replace(item, applies_to=("a",)) if item.id.startswith("2.1") else item
        for item in CASEWORK.items
    )
    vocabulary = replace(CASEWORK, items=items, provider_types=types)
    written = CASES.replace(
        "lowest of key questions ignoring not rated",
        "first that applies\n        good if exactly 3 key questions",
    )
    assert codes(written, vocabulary) == []


def test_types_whose_groups_overlap_differently_are_both_gone_through():
    items = [Item(f"q{n}", "key question") for n in range(1, 5)]
    items[0] = replace(items[0], applies_to=("a",))
    items[3] = replace(items[3], applies_to=("b",))
    vocabulary = replace(
        PRINCIPLES,
        items=tuple(items),
        groups=(Group("core", "cores", "key question", items=("q1", "q2")),),
        provider_types=(ProviderType("a", "A"), ProviderType("b", "B")),
    )
    written = questions(
        "first that applies",
        "    good if at least 2 cores and at least 3 key questions",
        "    good if all cores are good and all key questions are good or better",
        "    inadequate if all cores are requires improvement or worse",
        "    inadequate if any key question is requires improvement or worse",
    )
    assert "R403" in said(written, vocabulary)


def test_a_choice_with_an_otherwise_is_never_incomplete():
    assert codes(PRINCIPLES_OF_FIVE.replace("  [", "  # ["), PRINCIPLES) == []


def test_too_many_patterns_are_not_gone_through():
    many = replace(PRINCIPLES, items=tuple(Item(f"q{n}", "key question") for n in range(120)))
    lines = (
        "first that applies",
        "    good if all key questions are good",
        "    inadequate if any key question is inadequate",
    )
    written = questions(*lines)
    rules, findings = checked(written, many)
    assert rules is not None
    assert [f.message for f in findings] == ["this was not checked: there are 302,621 patterns"]
    expecting = questions(*lines, "    requires improvement otherwise")
    expecting += "expect provider is good if all key questions are good\n"
    told = said(expecting, many)
    assert "R412: this was not checked: there are 302,621 patterns" in told


# Expectations.


@pytest.mark.parametrize(
    "expectation",
    [
        "expect provider is requires improvement or worse if any key question is inadequate",
        "expect provider is requires improvement or worse if breach of regulations",
        "expect provider is good or better if all key questions are good and no breach of regulations",
        "expect provider is inadequate or better",
    ],
)
def test_expectations_that_hold(expectation):
    written = PRINCIPLES_OF_FIVE.replace("  [", "  # [")
    assert said(f"{written}\n{expectation}\n", PRINCIPLES) == ""


def test_the_line_that_gives_a_rating_is_the_last_that_changed_it():
    written = questions(
        "lowest of key questions",
        "at most outstanding",
        "at most good if breach of regulations",
        "at most outstanding if no breach of regulations",
    )
    told = said(f"{written}expect provider is requires improvement or better\n", PRINCIPLES)
    assert "smallest: 5 inadequate, no breach of regulations gives inadequate (line 4)" in told
    told = said(f"{written}expect provider is outstanding if safe is outstanding\n", PRINCIPLES)
    assert "gives inadequate (line 4)" in told
    expectation = "expect provider is outstanding if all key questions are outstanding"
    told = said(f"{written}{expectation}\n", PRINCIPLES)
    assert "5 outstanding, breach of regulations gives good (line 6)" in told


def test_an_expectation_of_named_children_that_holds():
    written = NURSING_HOMES.replace("  [", "  # [")
    expectation = "expect provider is two stars or worse if health inspection is one star"
    assert said(f"{written}\n{expectation}\n", STARS) == ""


@pytest.mark.parametrize(
    ("written", "vocabulary", "expectation", "wrong", "smallest"),
    [
        (
            PRINCIPLES_OF_FIVE,
            PRINCIPLES,
            "expect provider is good or better if at most 1 key question is requires improvement or worse",
            "21 of 112",
            "1 inadequate, 4 good, no breach of regulations gives requires improvement (line 10)",
        ),
        (
            PRINCIPLES_OF_FIVE,
            PRINCIPLES,
            "expect provider is outstanding if all key questions are outstanding",
            "1 of 112",
            "5 outstanding, breach of regulations gives requires improvement (line 12)",
        ),
        (
            NURSING_HOMES,
            STARS,
            "expect provider is four stars or worse if health inspection is three stars",
            "1 of 250",
            (
                "health inspection three stars, staffing five stars, quality measures five stars, "
                "no special focus facility gives five stars (line 9)"
            ),
        ),
    ],
)
def test_expectations_that_are_false(written, vocabulary, expectation, wrong, smallest):
    told = said(written.replace("  [", "  # [") + f"\n{expectation}\n", vocabulary)
    assert f"expectation is false for {wrong} patterns" in told
    assert f"smallest: {smallest}\n" in told


def test_what_rules_leave_not_rated_is_among_the_patterns():
    expect = "expect case standard is inadequate or better"
    told = said(f"{CASES}{expect}\n", CASEWORK)
    assert "expectation is false for 1 of 35 patterns" in told
    assert "smallest: 3 not rated gives not rated (line 6)" in told
    assert codes(f"{CASES}{expect} or not rated\n", CASEWORK) == []


def test_what_only_the_data_can_withhold_is_not_among_the_patterns():
    assert codes(f"{CASES}expect provider is inadequate or better\n", CASEWORK) == []


def test_an_expectation_of_one_item_is_about_that_item():
    written = CASES.replace(
        "lowest of key questions ignoring not rated",
        "lowest of key questions ignoring not rated\n"
        "    at most good if at least 4 key questions",
    )
    holds = 'expect "2.1" is outstanding if all key questions are outstanding\n'
    assert codes(written + holds, FOUR_BELOW) == []
    fails = holds.replace("2.1", "2.2")
    assert "false for 1 of 70 patterns" in said(written + fails, FOUR_BELOW)
    every = holds.replace('"2.1"', "case standard")
    assert "false for 1 of 70 patterns" in said(written + every, FOUR_BELOW)


@pytest.mark.parametrize(
    ("expectation", "because"),
    [
        (
            "expect key question is good or better if number of judgements that are sufficient is exactly 9",
            "it is about more than one share of any number of cases",
        ),
        (
            "expect provider is good or better if all key questions are good",
            "it asks about key questions, the rule about standards",
        ),
        (
            'expect provider is good or worse if "2.1.1" is inadequate',
            "it asks about key questions, the rule about standards",
        ),
    ],
)
def test_expectations_that_cannot_be_decided_say_why(expectation, because):
    rules, findings = checked(f"{CASES}{expectation}\n", CASEWORK)
    assert rules is not None
    assert [(f.code, f.message) for f in findings] == [
        ("R412", f"this was not checked: {because}")
    ]
    assert "one layer only" in findings[0].help


def test_an_expectation_about_an_input_that_is_a_number_is_decided_at_the_edges_and_between():
    banded = standards("incidents, banded by number bands")
    told = said(banded + "expect provider is good or better\n", TEN)
    assert "R411: expectation is false for 5 of 9 patterns" in told
    assert "smallest: incidents -1 gives not rated (line 4)" in told
    within = "expect provider is good or better if incidents is at least 4\n"
    assert codes(banded + within, TEN) == []


def test_a_choice_by_cases_is_decided_for_any_number_of_them():
    written = """
        rate each standard:
            first that applies
                good if percentage of judgements that are sufficient is at least 50
        rate provider:
            lowest of standards ignoring not rated
        """
    told = said(written, TEN)
    assert '"first that applies" is not true for 2 of 6 patterns' in told
    assert "none applies in 2, for example: 0 of 1 sufficient (0 %)" in told
    whole = written.replace("is at least 50", "is at least 0")
    assert codes(whole, TEN) == []


@pytest.mark.parametrize(
    "expectation",
    [
        "expect key question is requires improvement or better if percentage of judgements that are sufficient is exactly 50",
        "expect key question is inadequate if percentage of judgements that are sufficient is less than 50",
        "expect key question is good or worse or not rated if percentage of judgements that are sufficient is less than 80",
        "expect key question is inadequate or better or not rated",
    ],
)
def test_an_expectation_of_cases_holds_for_any_number_of_them(expectation):
    assert codes(f"{CASES}{expectation}\n", CASEWORK) == []


@pytest.mark.parametrize(
    ("expectation", "smallest"),
    [
        (
            "expect key question is good or better if percentage of judgements that are sufficient is at least 64.5",
            "11 of 17 sufficient (64.71 %) gives requires improvement (line 2)",
        ),
        (
            "expect key question is inadequate or better",
            "no case applies gives not rated (line 2)",
        ),
        (
            "expect key question is not rated if percentage of judgements that are sufficient is more than 80",
            "1 of 1 sufficient (100 %) gives outstanding (line 2)",
        ),
    ],
)
def test_an_expectation_of_cases_is_refuted_by_the_fewest(expectation, smallest):
    assert f"smallest: {smallest}\n" in said(f"{CASES}{expectation}\n", CASEWORK)


def test_what_somebody_judges_may_be_any_rating():
    told = said(f'{CASES}expect "1.1" is good\n', CASEWORK)
    assert "expectation is false for 3 of 4 patterns" in told
    assert "smallest: judged inadequate gives inadequate (line 4)" in told
    written = components("judged by inspector", "at most two stars if special focus facility")
    holds = "expect provider is two stars or worse if special focus facility\n"
    assert codes(written + holds, STARS) == []


def test_an_expectation_about_what_is_not_rated_goes_through_what_data_can_withhold():
    written = questions("lowest of key questions only if all are rated")
    holds = "expect provider is not rated if safe is not rated\n"
    assert codes(written + holds, PRINCIPLES) == []
    fails = "expect provider is good if safe is not rated\n"
    assert "R411: expectation is false for" in said(written + fails, PRINCIPLES)


@pytest.mark.parametrize("rounding", get_args(Rounding))
def test_rounding_is_among_what_an_expectation_of_a_number_is_decided_over(rounding):
    rounded = replace(TEN, bands=tuple(replace(b, rounding=rounding) for b in TEN.bands))
    written = standards("incidents, banded by number bands")
    holds = "expect provider is good or better if incidents is at least 4\n"
    assert codes(written + holds, rounded) == []
    exact = rounding == "none" or rounding.startswith("down")
    below = "expect provider is requires improvement or worse or not rated if incidents is less than 4\n"
    assert codes(written + below, rounded) == ([] if exact else ["5:1 R411"])


def test_children_of_other_weights_are_gone_through_too():
    items = (
        Item("a", "standard", children=("a1", "a2")),
        Item("b", "standard", children=("b1", "b2")),
        Item("a1", "key question", parent="a", weight=Fraction(1)),
        Item("a2", "key question", parent="a", weight=Fraction(2)),
        Item("b1", "key question", parent="b", weight=Fraction(1)),
        Item("b2", "key question", parent="b", weight=Fraction(9)),
    )
    vocabulary = replace(CASEWORK, items=items, groups=())
    written = """
        rate each key question:
            judged by lead inspector
        rate each standard:
            first that applies
                good if weighted total score of key questions is at most 9
                inadequate if weighted total score of key questions is more than 9 and all key questions are outstanding or worse
                good otherwise
        rate provider:
            lowest of standards
        expect standard is good or better
        """
    told = said(written, vocabulary)
    assert "expectation is false for 11 of 16 patterns" in told


def test_an_expectation_about_a_choice_that_fails_is_not_gone_into():
    written = questions("first that applies", *PRINTED) + "expect provider is outstanding\n"
    assert [code.split()[1] for code in codes(written, PRINCIPLES)] == ["R403"]


def test_an_expectation_that_asks_for_more_than_the_rule_reads():
    written = components("start from health inspection")
    holds = "expect provider is one star if all components are one star\n"
    assert codes(written + holds, STARS) == []
    fails = "expect provider is one star if staffing is one star\n"
    assert "expectation is false for 4 of 25 patterns" in said(written + fails, STARS)
