"""Rules for what stands above providers: what they may look at, and what cannot be checked."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.frameworks.model import Bands
from engine.frameworks.model import Edge
from engine.frameworks.model import Level
from engine.rules import typed
from engine.rules.facts import Facts
from engine.rules.reference import rate
from tests.rules.checking import codes
from tests.rules.checking import said
from tests.rules.checking import sound
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import NATION
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import REGION
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import scale

if TYPE_CHECKING:
    from engine.rules.patterns import Members

REGIONS = replace(PRINCIPLES, levels=(*PRINCIPLES.levels, REGION))
NATIONS = replace(REGIONS, levels=(*REGIONS.levels, NATION))
BELOW = """
    rate each key question:
        judged by inspector

    rate provider:
        lowest of key questions
"""
ALWAYS = """
    rate each key question:
        judged by inspector

    rate provider:
        first that applies
            requires improvement if breach of regulations
            good otherwise
"""
OPTIONAL = BELOW + "        not rated if breach of regulations\n"


def region(*lines, below=BELOW):
    """The rules with one for regions."""
    return below + "".join(f"\n    {line}" for line in ("rate region:", *lines))


def rating_of(rule, **ratings):
    """What a region's rule gives, with these ratings of its providers."""
    members: Members = {("provider", None): tuple(ratings)}
    inputs = {"breach of regulations": "no"}
    return rate(rule, Facts(ratings=ratings, members=members, inputs=inputs)).rating


def test_a_rule_above_reads_providers_as_any_rule_reads_what_is_below():
    rules = sound(
        region(
            "    first that applies",
            "        inadequate if at least 2 providers are inadequate",
            "        good if no provider is inadequate and the rest are good or better",
            "        requires improvement otherwise",
        ),
        REGIONS,
    )
    (rule,) = rules.above
    assert rule.level == REGION
    assert rule.items == ()
    assert rating_of(rule, ash="inadequate", elm="inadequate", oak="good") == "inadequate"
    assert rating_of(rule, ash="inadequate", elm="good") == "requires improvement"
    assert rating_of(rule, ash="good") == "good"


def test_rules_above_stand_apart_from_those_of_providers():
    rules = sound(region("    highest of providers"), REGIONS)
    provider = next(level for level in REGIONS.levels if level.id == "provider")
    assert {rule.level.id for rule in rules.rules} == {"key question", "provider"}
    assert rules.whole(provider) is rules.rating(None)
    assert rules.whole(REGION) is rules.above[0]


def test_a_level_that_pools_cases_is_rated_by_the_providers_rule():
    pooling = replace(REGION, pools="cases")
    vocabulary = replace(PRINCIPLES, levels=(*PRINCIPLES.levels, pooling))
    rules = sound(BELOW, vocabulary)
    assert rules.above == ()
    assert rules.whole(pooling) is rules.rating(None)


def test_a_nation_may_look_at_regions_and_at_providers():
    rules = sound(
        region("    lowest of providers")
        + """
    rate nation:
        highest of regions
        at most good if any provider is inadequate
""",
        NATIONS,
    )
    nation = rules.whole(NATION)
    assert nation is not None
    assert [c.level for c in typed.collections_of(nation)] == ["region", "provider"]


def of(found):
    """The codes of findings, without their places."""
    return [each.partition(" ")[2] for each in found]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("    lowest of providers",), []),
        (("    lowest of providers", "    at most good if breach of regulations"), []),
        (("    judged by inspector",), []),
        (("    lowest of key questions",), ["R302"]),
        (("    start from safe",), ["R302"]),
        (("    lowest of providers", "    down 1 if safe is good"), ["R302"]),
        (("    lowest of regions",), ["R302"]),
        (("    lowest of provider",), ["R208"]),
        (("    lowest of providers ignoring not rated",), []),
        (("    lowest of providers", "", "rate region:", "    judged by inspector"), ["R401"]),
    ],
)
def test_what_a_rule_above_may_look_at(lines, expected):
    assert of(codes(region(*lines), REGIONS)) == expected


def test_what_is_below_may_not_look_up():
    rules = BELOW.replace("lowest of key questions", "lowest of regions")
    assert "R302" in of(
        codes(rules + "\n    rate region:\n        judged by inspector", REGIONS)
    )


def test_a_region_is_not_rated_by_any_rule():
    assert "no rule rates the region\n  help: add a rule: rate region:" in said(BELOW, REGIONS)


def test_a_region_stands_within_nothing():
    rules = BELOW + "\n    rate region in safe:\n        judged by inspector"
    assert "R321" in of(codes(rules, REGIONS))


def test_where_providers_may_be_not_rated_the_region_must_say_what_then():
    found = said(region("    lowest of providers", below=OPTIONAL), REGIONS)
    assert "R303: a provider may be not rated; say what the region should do then" in found
    assert "may be not rated here" in found


def test_what_is_inside_providers_is_said_to_be():
    found = said(region("    lowest of key questions"), REGIONS)
    assert "^^^^^^^^^^^^^ key questions are inside providers\n" in found
    assert "help: use the ratings of providers; or rate these there too" in found


def test_there_is_nothing_to_pool_where_providers_have_no_overall_rating():
    vocabulary = replace(REGIONS, overall=False)
    rules = region("    lowest of providers", below=BELOW.partition("rate provider")[0])
    assert of(codes(rules, vocabulary)) == ["R317"]


@pytest.mark.parametrize(
    "line",
    [
        "    lowest of providers ignoring not rated",
        "    lowest of providers treating not rated as inadequate",
        "    highest of providers\n        not rated if fewer than 2 providers are rated",
    ],
)
def test_the_data_may_say_of_any_provider_that_it_is_not_rated(line):
    assert codes(region(line, below=ALWAYS), REGIONS) == []


@pytest.mark.parametrize(
    ("lines", "below", "absence"),
    [
        (("    judged by inspector",), BELOW, "by data"),
        (("    lowest of providers",), ALWAYS, "by data"),
        (("    lowest of providers",), BELOW, "by data"),
        (("    lowest of providers ignoring not rated",), OPTIONAL, "by rule"),
        (("    lowest of providers treating not rated as good",), OPTIONAL, "never"),
    ],
)
def test_how_what_is_above_may_be_not_rated(lines, below, absence):
    (rule,) = sound(region(*lines, below=below), REGIONS).above
    assert rule.absence == absence


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("expect region is good if all providers are good", []),
        ("expect region is inadequate or better", []),
        ("expect region is good or better", ["R411"]),
        ("expect region is good if at least 3 providers are good", ["R411"]),
        ("expect region is good if all key questions are good", ["R302"]),
    ],
)
def test_an_expectation_above_is_decided_where_numbers_cannot_matter(line, expected):
    rules = region("    lowest of providers") + f"\n    {line}"
    assert of(codes(rules, REGIONS)) == expected


AVERAGE = "average score of providers, banded by by score"
SCORED = replace(
    REGIONS,
    scales=(scale(*FOUR),),
    bands=(
        Bands(
            "by score",
            "average score",
            "none",
            tuple(Edge(Fraction(n), inclusive=True, grade=g) for n, g in enumerate(FOUR)),
            "rating",
        ),
    ),
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("expect region is inadequate or better", ["R412"]),
        ("expect region is good or better if all providers are good or better", ["R412"]),
        ("expect region is outstanding if any provider is outstanding", ["R411"]),
    ],
)
def test_an_expectation_above_of_a_score_can_only_be_refuted(line, expected):
    rules = region(f"    {AVERAGE}") + f"\n    {line}"
    assert of(codes(rules, SCORED)) == expected


@pytest.mark.parametrize(
    ("last", "detail"),
    [
        (
            "inadequate if at least 2 providers are requires improvement or worse",
            "none applies in 2, for example: 1 inadequate",
        ),
        (
            "inadequate if at most 3 providers are requires improvement or worse",
            "two apply in 2, for example: 1 good  (lines 9 and 10)",
        ),
    ],
)
def test_a_few_may_show_that_a_choice_fails(last, detail):
    rules = region(
        "    exactly one applies",
        "        good if all providers are good or better",
        f"        {last}",
    )
    assert f"  {detail}\n" in said(rules, REGIONS)
    assert of(codes(rules, REGIONS)) == ["R403"]


def test_a_choice_that_only_counts_is_decided():
    rules = region(
        "    exactly one applies",
        "        good if all providers are good or better",
        "        inadequate if any provider is requires improvement or worse",
    )
    assert codes(rules, REGIONS) == []
    (rule,) = sound(rules, REGIONS).above
    assert rating_of(rule, ash="good", elm="outstanding") == "good"


def test_a_choice_that_weighs_and_that_no_few_refute_cannot_be_decided():
    rules = region(
        "    exactly one applies",
        "        good if average score of providers is at least 2",
        "        inadequate if average score of providers is less than 2",
    )
    assert of(codes(rules, SCORED)) == ["R412"]


def test_a_number_beyond_the_few_that_are_usually_tried_is_met():
    rules = region(
        "    exactly one applies",
        "        good if at least 7 providers are good",
        "        inadequate if fewer than 7 providers are good",
        "        outstanding if at least 9 providers are good",
    )
    assert "two apply in" in said(rules, REGIONS)


def test_a_level_that_pools_cases_has_no_rule():
    vocabulary = replace(
        PRINCIPLES, levels=(*PRINCIPLES.levels, replace(REGION, pools="cases"))
    )
    assert of(codes(region("    lowest of providers"), vocabulary)) == ["R406"]


def starting(at, measure):
    """Bands of the five stars from a score on."""
    grades = STARS.scales[0].grades
    edges = (Edge(Fraction(n), inclusive=True, grade=g.id) for n, g in enumerate(grades, at))
    return Bands(f"from {measure}", measure, "none", tuple(edges), "rating")


POINTS = Bands(
    "points",
    "number",
    "none",
    (
        Edge(Fraction(-3), inclusive=True, grade="inadequate"),
        Edge(Fraction(-1), inclusive=True, grade="good"),
    ),
    "rating",
)
COUNTED = (
    '    points, banded by "points"',
    "    minus 1 for each provider that is inadequate",
)


def test_points_for_each_provider_have_no_limit():
    vocabulary = replace(REGIONS, bands=(*REGIONS.bands, POINTS))
    (rule,) = sound(region(*COUNTED), vocabulary).above
    bad = {f"p{number}": "inadequate" for number in range(4)}
    assert rating_of(rule, one="inadequate", two="good", three="outstanding") == "good"
    assert rating_of(rule, one="inadequate", two="inadequate") == "inadequate"
    assert rating_of(rule, **bad) is None
    assert rule.absence == "by data"
    right = region(*COUNTED, "", "    expect region is good if no provider is inadequate")
    wrong = right.replace("if no provider is inadequate", "if any provider is good")
    assert of(codes(right, vocabulary)) == ["R412"]
    assert of(codes(wrong, vocabulary)) == ["R411"]


def test_providers_have_no_weights():
    found = said(region(f"    weighted {AVERAGE}"), SCORED)
    assert "R415: this is weighted, and all providers have the same weight" in found
    assert 'help: leave "weighted" out: only items have weights' in found


@pytest.mark.parametrize("measure", ["average score", "total score"])
@pytest.mark.parametrize(("at", "expected"), [(0, []), (1, ["R309"])])
def test_bands_must_begin_where_the_scores_of_one_provider_do(measure, at, expected):
    """One provider is the least that there can be, and its lowest score is nought."""
    company = Level("company", "companies", "rating", pools="ratings")
    vocabulary = replace(STARS, levels=(*STARS.levels, company), bands=(starting(at, measure),))
    rules = f"""
    rate each component:
        judged by inspector

    rate provider:
        lowest of components

    rate company:
        {measure} of providers, banded by "from {measure}"
"""
    assert of(codes(rules, vocabulary)) == expected
