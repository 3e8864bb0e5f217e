"""Rules for the items of what stands above providers: what they may say, and what is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.frameworks.model import Group
from engine.frameworks.model import Judgements
from engine.frameworks.model import Level
from engine.rules import typed
from tests.rules.checking import checked
from tests.rules.checking import codes
from tests.rules.checking import said
from tests.rules.checking import sound
from tests.rules.vocabularies import NATION
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import REGION
from tests.rules.vocabularies import scale

QUESTION, PROVIDER = PRINCIPLES.levels
REGIONS = replace(PRINCIPLES, levels=(*PRINCIPLES.levels, REGION))
NATIONS = replace(REGIONS, levels=(*REGIONS.levels, NATION))
GROUPED = replace(
    REGIONS,
    groups=(Group("core question", "core questions", QUESTION.id, items=("safe", "caring")),),
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
WHOLE = """
rate region:
    lowest of key questions
    at most good if safe is requires improvement
"""


def of(found):
    """The codes of findings, without their places."""
    return [each.partition(" ")[2] for each in found]


def test_each_item_is_rated_from_the_same_item_of_what_is_below():
    rules = sound(BELOW + ITEMS + WHOLE, REGIONS)
    items = rules.of(REGION, "safe")
    assert items is not None
    assert (items.level, items.whose, items.above) == (QUESTION, REGION, REGION)
    assert items.items == tuple(item.id for item in PRINCIPLES.items)
    assert [c.words for c in typed.collections_of(items)] == ["providers"]
    assert rules.items_of(REGION) == items.items
    assert rules.rating("safe") is rules.of(PROVIDER, "safe")
    assert rules.rating("safe") not in rules.above
    assert rules.whole(REGION) is rules.of(REGION, None)


def test_one_item_and_a_group_are_rated_there_by_rules_of_their_own():
    rules = BELOW + WHOLE
    for head in ("each core question", "effective", "responsive", "well-led"):
        rules += f"\nrate {head} in region:\n    highest of providers\n"
    found = sound(rules, GROUPED).of(REGION, "caring")
    assert found is not None
    assert found.items == ("safe", "caring")


@pytest.mark.parametrize("level", ["region", "nation"])
def test_a_further_storey_may_look_at_every_one_below_that_has_the_item(level):
    further = ITEMS + WHOLE + "\nrate each key question in nation:\n"
    further += f"    highest of {'regions' if level == 'region' else 'providers'}\n"
    further += "\nrate nation:\n    lowest of key questions\n"
    assert codes(BELOW + further, NATIONS) == []


def test_an_item_has_the_scale_of_its_own_level_whatever_that_of_the_whole():
    """The rating of a provider may be of another kind than that of its items."""
    wholes = scale("fails", "passes", scale_id="whole")
    levels = (QUESTION, *(replace(level, scale="whole") for level in (PROVIDER, REGION)))
    vocabulary = replace(REGIONS, levels=levels, scales=(*REGIONS.scales, wholes))
    verdict = """
    first that applies
        fails if any key question is inadequate
        passes otherwise
"""
    below = BELOW.partition("rate provider")[0] + f"\nrate provider:{verdict}"
    assert codes(below + ITEMS + f"\nrate region:{verdict}", vocabulary) == []
    wrong = ITEMS.replace("lowest of providers", "first that applies\n        good otherwise")
    wrong += "    at most good if any provider is fails\n"
    assert of(codes(below + wrong + f"\nrate region:{verdict}", vocabulary)) == ["R301"]


def test_items_may_be_rated_where_wholes_are_not():
    vocabulary = replace(REGIONS, overall=False)
    assert codes(BELOW.partition("rate provider")[0] + ITEMS + WHOLE, vocabulary) == []


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (ITEMS + WHOLE + ITEMS, ["R401"]),
        (WHOLE + "\nrate safe in region:\n    highest of providers\n", ["R402"]),
        (WHOLE + ITEMS.replace("in region", "in region, safe"), ["R407"]),
        (WHOLE + ITEMS.replace("in region", "in safe, region"), ["R407"]),
        (WHOLE + ITEMS.replace("in region", "in regoin"), ["R202"]),
        (WHOLE + ITEMS.replace("each key question", "each provider"), ["R321"]),
        (WHOLE + ITEMS.replace("of providers", "of regions"), ["R302"]),
        (WHOLE + ITEMS.replace("of providers", "of key questions"), ["R302"]),
        (WHOLE, ["R302", "R302"]),
        (ITEMS + WHOLE.replace("lowest of key questions", "lowest of providers"), []),
    ],
)
def test_what_is_wrong_with_rules_for_items_above(rules, expected):
    _, findings = checked(BELOW + rules, REGIONS)
    assert [finding.code for finding in findings] == expected


def test_a_misspelt_level_is_known_after_in():
    found = said(BELOW + WHOLE + ITEMS.replace("in region", "in regoin"), REGIONS)
    assert 'did you mean "region"?' in found


@pytest.mark.parametrize(
    ("head", "wrong", "meant"),
    [
        ("each key question of region", "of", "in"),
        ("safe of the region", "of the", "in"),
        ("each key question in each region", "in each", "in"),
    ],
)
def test_other_words_for_in(head, wrong, meant):
    found = said(f"{BELOW}{WHOLE}\nrate {head}:\n    lowest of providers\n", REGIONS)
    assert f'R115: "{wrong}" is not a phrase of the rules\n' in found
    assert f'help: did you mean "{meant}"?' in found


@pytest.mark.parametrize(
    "head", ["each key question of safe", "sofe of region", '"safe of region"']
)
def test_other_names_with_of(head):
    found = said(f"{BELOW}{WHOLE}\nrate {head}:\n    lowest of providers\n", REGIONS)
    assert "R202: there is no" in found


def test_a_whole_that_looks_inside_is_told_how_to():
    found = said(BELOW + WHOLE, REGIONS)
    assert "help: use the ratings of providers; or rate these there too, by a rule" in found
    assert 'that begins "rate each key question in region:"' in found


def test_a_level_between_that_has_no_such_item_is_pointed_out():
    further = WHOLE.replace("key questions", "providers").replace("safe is", "any provider is")
    further += "\nrate each key question in nation:\n    lowest of regions\n"
    further += "\nrate nation:\n    lowest of key questions\n"
    found = said(BELOW + further, NATIONS)
    assert "a rule for a key question in a nation cannot look at regions" in found
    assert "of regions no key question is rated" in found
    assert (
        'look at providers instead, or add a rule that begins "rate each key question in'
        in found
    )


def test_a_level_that_pools_cases_is_rated_by_the_providers_rules():
    pooling = replace(REGION, pools="cases")
    vocabulary = replace(PRINCIPLES, levels=(*PRINCIPLES.levels, pooling))
    assert of(codes(BELOW + ITEMS, vocabulary)) == ["R406"]


def test_cases_are_not_read_above_providers():
    answers = Judgements("judgements", "case", "rating")
    levels = (Level("key question", "key questions", "rating", answers), PROVIDER, REGION)
    vocabulary = replace(REGIONS, levels=levels)
    rules = ITEMS.replace("lowest of providers", "judged by inspector")
    rules += "    down 1 if percentage of judgements that are good is less than 50\n"
    found = said(BELOW + rules + WHOLE, vocabulary)
    assert "R318: a key question in a region has no judgements of its own" in found
    assert "help: cases are read at the provider: say something of its ratings" in found


def test_what_may_be_not_rated_must_be_absorbed_there_too():
    below = BELOW.replace(
        "judged by inspector", "judged by inspector\n    not rated if no breach of regulations"
    )
    below = below.replace("of key questions", "of key questions ignoring not rated")
    found = said(below + ITEMS + WHOLE, REGIONS)
    assert (
        "a provider may be not rated; say what the key question in a region should do" in found
    )
    absorbed = ITEMS.replace("of providers", "of providers ignoring not rated")
    whole = WHOLE.replace("of key questions", "of key questions ignoring not rated")
    assert codes(below + absorbed + whole, REGIONS) == []


def test_an_expectation_of_items_is_about_those_of_providers():
    rules = sound(BELOW + ITEMS + WHOLE + "\nexpect key question is rated\n", REGIONS)
    assert [each.rule for each in rules.expectations] == [rules.rating("safe")]
