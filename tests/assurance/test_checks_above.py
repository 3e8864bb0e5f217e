"""Lines of rules above providers that do nothing or harm, for any number of providers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.assurance.checks.lines import lines
from tests.rules.checking import sound
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import REGION
from tests.rules.vocabularies import scale

REGIONS = replace(
    PRINCIPLES, levels=(*PRINCIPLES.levels, REGION), scales=(scale(*FOUR),), samples=()
)
BELOW = """
rate each key question:
    judged by inspector

rate provider:
    lowest of key questions

"""
ITEMS = """
rate each key question in region:
    lowest of providers

"""


def found(*rule, items="", expected=""):
    """The codes and lines of what is said of a region's rule, which begins at line 1."""
    written = "".join(f"    {line}\n" for line in rule)
    above = f"{BELOW}{items}"
    rules = sound(f"{above}rate region:\n{written}\n{expected}", REGIONS)
    start = above.lstrip("\n").count("\n")
    return [(f.code, f.place.line - start) for f in lines(REGIONS, rules)]


NEVER = "at least 2 providers and fewer than 2 providers"
CHOICE = (
    "first that applies",
    "    inadequate if at least 2 providers are inadequate",
    "    good if all providers are good or better",
    "    requires improvement otherwise  [P5]",
)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (CHOICE, [("R423", 2)]),
        (
            (*CHOICE[:3], "    outstanding if all providers are outstanding", *CHOICE[3:]),
            [("R420", 5)],
        ),
        (
            (*CHOICE[:2], "    good if at least 3 providers are inadequate", *CHOICE[2:]),
            [("R423", 2), ("R420", 4)],
        ),
        (
            (*CHOICE[:2], f"    good if {NEVER}", *CHOICE[2:]),
            [("R423", 2), ("R421", 4)],
        ),
        (("lowest of providers", "at most outstanding if any provider is good"), [("R422", 3)]),
        (("lowest of providers", "at most good if more than 7 providers are good"), []),
        (("lowest of providers", "at most good if fewer than 3 providers"), []),
    ],
)
def test_what_no_number_of_providers_brings_about(rule, expected):
    assert sorted(found(*rule)) == sorted(expected)


def test_what_more_providers_may_bring_about_is_not_said_never_to_be():
    """A rule that adds up is tried with a few, which shows nothing of others."""
    rule = ("lowest of providers", "at most good if total score of providers is at least 40")
    assert found(*rule) == []


def test_something_better_that_lowers_a_region_is_pointed_out():
    harm = ("lowest of providers", "down 1 if at least 2 providers are outstanding")
    assert ("R425", 3) in found(*harm)


def test_a_rule_for_items_is_looked_at_as_any_other():
    items = ITEMS + "    at most outstanding if any provider is good\n\n"
    items = items.replace("providers\n\n    at", "providers\n    at")
    assert found("lowest of key questions", items=items) == [("R422", -1)]


def test_a_region_that_reads_its_items_alone_meets_them_all():
    rule = ("lowest of key questions", "at most good if safe is good or worse")
    assert found(*rule, items=ITEMS) == [("R422", 3)]


def test_an_expectation_that_says_nothing_is_pointed_out():
    expected = f"expect region is good if {NEVER}\n"
    assert found("lowest of providers", expected=expected) == [("R421", 4)]


def test_a_line_for_providers_that_the_data_leave_not_rated_is_not_in_vain():
    rule = (*CHOICE[:1], "    inadequate if any provider is not rated", *CHOICE[2:])
    treated = "key questions treating not rated as good"
    always = BELOW.replace("of key questions", f"of {treated}")
    written = "".join(f"    {each}\n" for each in rule)
    rules = sound(f"{always}rate region:\n{written}", REGIONS)
    assert "R420" not in {finding.code for finding in lines(REGIONS, rules)}
