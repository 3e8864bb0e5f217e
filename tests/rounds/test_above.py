"""What stands above providers, rated from their ratings."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.rounds.carry import carry
from engine.rounds.explain import explain
from engine.rounds.membership import membership
from engine.rounds.rate import rate
from engine.rounds.round import Judgement
from engine.rounds.round import Provider
from tests.rounds.making import decision
from tests.rounds.making import framework
from tests.rounds.making import people
from tests.rounds.making import round_of
from tests.rounds.making import whole
from tests.rules.vocabularies import CARE
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import NATION
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import REGION
from tests.rules.vocabularies import scale

BELOW = """
    rate each key question:
        judged by inspector

    rate provider:
        lowest of key questions
        not rated if breach of regulations
"""
LOWEST = """
    rate region:
        lowest of providers ignoring not rated
        allow inspection manager to move up or down 1
"""
COUNTED = """
    rate region:
        first that applies
            inadequate if at least 2 providers are inadequate
            good if at least 3 providers and all providers are good or better
            requires improvement otherwise
"""
NATIONS = (
    LOWEST
    + """
    rate nation:
        lowest of regions ignoring not rated
        at most good if any provider is good
"""
)


def of(rules, *levels):
    """A framework of five key questions with levels above the provider."""
    vocabulary = replace(PRINCIPLES, levels=(*PRINCIPLES.levels, *(levels or (REGION,))))
    return framework(vocabulary, BELOW + rules)


def region(who, level="region", part_of=None):
    return Provider(who, who.title(), level=level, part_of=part_of)


def houses(grades, part_of=None, above=None, **more):
    """A round of houses by the grade of all that is judged there; None leaves it out."""
    part_of = part_of or dict.fromkeys(grades, "north")
    judged = {who: dict.fromkeys(CARE, g) if g else {} for who, g in grades.items()}
    rows = [
        replace(row, provider=replace(row.provider, part_of=part_of.get(row.provider.id)))
        for row in people(judged)
    ]
    above = above or [region(who) for who in dict.fromkeys(part_of.values()) if who]
    everybody = (*grades, *(each.id for each in above))
    inputs = {(who, "breach of regulations"): "no" for who in everybody}
    return round_of(*rows, above=tuple(above), inputs=inputs | more.pop("inputs", {}), **more)


# From ratings


def test_a_region_is_rated_by_its_own_rule_from_the_ratings_of_its_providers():
    round_ = houses({"ash": "good", "elm": "inadequate", "oak": "outstanding"})
    north = whole(rate(round_, of(LOWEST)))
    assert (north.level, north.name, north.rating, north.basis) == (
        "region",
        "North",
        "inadequate",
        "computed",
    )
    assert north.members == ("ash", "elm", "oak")
    assert north.children == ()


def test_regions_come_after_the_providers_in_the_order_of_the_round():
    round_ = houses({"ash": "good", "elm": "good"}, {"ash": "south", "elm": "north"})
    results = rate(round_, of(LOWEST)).results
    assert [result.id for result in results] == ["ash", "elm", "south", "north"]
    assert [result.part_of for result in results] == ["south", "north", None, None]


def test_each_region_has_its_own_providers_and_others_are_in_none():
    grades = {"ash": "good", "elm": "inadequate", "oak": "outstanding"}
    round_ = houses(grades, {"ash": "north", "elm": None, "oak": "south"})
    ratings = rate(round_, of(LOWEST))
    assert whole(ratings).rating == "good"
    assert whole(ratings, "south").rating == "outstanding"


@pytest.mark.parametrize(
    ("grades", "rating"),
    [
        (["inadequate", "inadequate", "good"], "inadequate"),
        (["good", "good", "outstanding"], "good"),
        (["good", "good"], "requires improvement"),
        (["inadequate", "good", "good"], "requires improvement"),
    ],
)
def test_a_rule_may_count_how_many_providers_there_are(grades, rating):
    round_ = houses({f"h{n}": grade for n, grade in enumerate(grades)})
    assert whole(rate(round_, of(COUNTED))).rating == rating


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(FOUR), min_size=1, max_size=6), st.randoms())
def test_the_order_of_the_providers_does_not_matter(grades, random):
    given_ = {f"h{n}": grade for n, grade in enumerate(grades)}
    shuffled = [*given_.items()]
    random.shuffle(shuffled)
    for rules in (LOWEST, COUNTED):
        one, other = rate(houses(given_), of(rules)), rate(houses(dict(shuffled)), of(rules))
        assert whole(one).rating == whole(other).rating


def test_a_region_may_be_judged():
    round_ = houses({"ash": "good"})
    judged = Judgement("north", "", "outstanding")
    round_ = replace(round_, judgements=(*round_.judgements, judged))
    north = whole(rate(round_, of("rate region:\n        judged by inspector")))
    assert (north.rating, north.basis, north.members) == ("outstanding", "judged", ())


def test_a_region_may_be_withheld_with_a_reason():
    round_ = houses({"ash": "good"})
    withheld = Judgement("north", "", None, "it was reorganised")
    round_ = replace(round_, judgements=(*round_.judgements, withheld))
    north = whole(rate(round_, of(LOWEST)))
    assert (north.rating, north.reason) == (None, "it was reorganised")


def test_a_region_has_inputs_of_its_own():
    rules = LOWEST + "        at most requires improvement if breach of regulations\n"
    breach = {("north", "breach of regulations"): "yes"}
    ratings = rate(houses({"ash": "good"}, inputs=breach), of(rules))
    assert whole(ratings, "ash").rating == "good"
    assert whole(ratings).rating == "requires improvement"


def test_a_provider_that_is_not_rated_is_absorbed_as_the_rule_says():
    breach = {("elm", "breach of regulations"): "yes"}
    round_ = houses({"ash": "good", "elm": "inadequate"}, inputs=breach)
    assert whole(rate(round_, of(LOWEST))).rating == "good"
    strict = LOWEST.replace("ignoring not rated", "only if all are rated")
    north = whole(rate(round_, of(strict)))
    assert (north.rating, north.reason) == (None, "elm is not rated")


def test_a_decision_moves_a_region():
    made = decision("north", "", "good", "outstanding", by="inspection manager")
    north = whole(rate(houses({"ash": "good"}, decisions=(made,)), of(LOWEST)))
    assert (north.rating, north.before, north.basis) == ("outstanding", "good", "decision")


# What is possible


def test_what_is_possible_of_a_provider_is_possible_of_its_region():
    round_ = houses({"ash": "good", "elm": None})
    north = whole(rate(round_, of(LOWEST)))
    assert north.possible == ("inadequate", "requires improvement", "good")
    assert north.reason == "elm cannot be known"


def test_a_region_is_settled_where_nothing_that_is_possible_changes_it():
    north = whole(rate(houses({"ash": "inadequate", "elm": None}), of(LOWEST)))
    assert (north.rating, north.basis) == ("inadequate", "computed")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([*FOUR, None]), min_size=1, max_size=4))
def test_the_possible_ratings_are_those_of_all_completions(grades):
    given_ = {f"h{n}": grade for n, grade in enumerate(grades)}
    for rules in (LOWEST, COUNTED):
        made = of(rules)
        known = whole(rate(houses(given_), made))
        ways = product(*(FOUR if grade is None else [grade] for grade in grades))
        completed = {
            whole(rate(houses(dict(zip(given_, way, strict=True))), made)).rating
            for way in ways
        }
        assert set(known.possible or (known.rating,)) == completed


def test_of_a_large_region_all_that_its_rule_gives_is_possible_where_too_much_is_unknown():
    grades = {f"h{n}": "good" if n % 2 else None for n in range(300)}
    north = whole(rate(houses(grades), of(LOWEST)))
    assert north.possible == (*FOUR, None)
    assert north.reason == "h0, h2, h4, h6, h8 and 145 others cannot be known"


# Several storeys


def storeys():
    grades = {"ash": "good", "elm": "outstanding", "oak": "requires improvement"}
    part_of = {"ash": "north", "elm": "south", "oak": "south"}
    above = [region("north", part_of="all"), region("south", part_of="all")]
    above.append(region("all", "nation"))
    return houses(grades, part_of, above)


def test_a_nation_is_rated_from_its_regions_and_may_look_at_providers():
    ratings = rate(storeys(), of(NATIONS, REGION, NATION))
    nation = whole(ratings, "all")
    assert nation.rating == "requires improvement"
    assert nation.members == ("north", "south", "ash", "elm", "oak")
    assert [step.saw for step in nation.steps] == [
        "lowest is south",
        "1 is (ash); already within",
    ]


def test_the_order_in_which_storeys_are_listed_does_not_matter():
    made = of(NATIONS, REGION, NATION)
    upside_down = replace(storeys(), above=storeys().above[::-1])
    one, other = rate(storeys(), made), rate(upside_down, made)
    assert {r.id: r.rating for r in one.results} == {r.id: r.rating for r in other.results}


def test_everything_below_is_a_member_however_far():
    vocabulary = of(NATIONS, REGION, NATION).vocabulary
    members = membership(vocabulary, storeys().everybody)
    assert members["provider"] == {
        "north": ("ash",),
        "south": ("elm", "oak"),
        "all": ("ash", "elm", "oak"),
    }
    assert members["region"] == {"all": ("north", "south")}


def test_a_nation_without_what_its_rule_reads_cannot_be_computed():
    round_ = houses({"ash": "good"}, {"ash": "all"}, [region("all", "nation")])
    nation = whole(rate(round_, of(NATIONS, REGION, NATION)), "all")
    assert (nation.basis, nation.reason) == ("cannot be computed", "it has no regions")


# Why


def test_an_explanation_shows_the_providers_and_the_nearest_change():
    round_ = houses({"ash": "good", "elm": "requires improvement"})
    made = of(LOWEST)
    ratings = rate(round_, made)
    why = explain(round_, made, ratings, "north")
    assert [(member.id, member.rating) for member in why.members] == [
        ("ash", "good"),
        ("elm", "requires improvement"),
    ]
    assert why.nearest == (
        "elm to good would give good; elm to inadequate would give inadequate"
    )


def test_the_nearest_change_of_a_large_region_is_found_in_time():
    """The many providers are alike, so few arrangements are tried."""
    grades = {f"h{n}": FOUR[n % 4] for n in range(400)}
    round_, made = houses(grades), of(LOWEST)
    why = explain(round_, made, rate(round_, made), "north")
    assert why.lines[0].saw == "lowest is h0, h4, h8, h12, h16 and 95 others"
    assert len(why.members) == 400
    assert why.nearest == ""


# Under another framework


def test_a_region_is_read_under_an_edited_copy():
    own, other = of(LOWEST), of(LOWEST.replace("lowest", "highest"))
    round_ = houses({"ash": "good", "elm": "inadequate"})
    moved = decision("north", "", "inadequate", "requires improvement", by="inspection manager")
    carried, report = carry(replace(round_, decisions=(moved,)), own, other)
    north = whole(rate(carried, other, report))
    assert north.rating == "good"
    assert report.left_behind == ()


def test_a_judged_region_is_carried_where_it_is_judged_there_too():
    judged = "rate region:\n        judged by inspector"
    own, other = of(judged), of(LOWEST)
    round_ = houses({"ash": "good"})
    given_ = Judgement("north", "", "outstanding")
    round_ = replace(round_, judgements=(*round_.judgements, given_))
    assert given_ in carry(round_, own, of(judged))[0].judgements
    carried, report = carry(round_, own, other)
    assert given_ not in carried.judgements
    assert [(left.item, left.because) for left in report.left_behind] == [
        ("region", "nothing is recorded for it in principles")
    ]


@pytest.mark.parametrize(
    ("rating", "grades", "pools", "because"),
    [
        (None, FOUR, "ratings", ""),
        ("outstanding", FOUR[:3], "ratings", 'principles has no rating "outstanding" for it'),
        ("good", FOUR, "cases", "principles rates nothing like it from ratings"),
    ],
)
def test_a_judged_region_means_something_only_where_it_can(rating, grades, pools, because):
    judged = "rate region:\n        judged by inspector"
    scales = (scale(*grades, scored=False),)
    level = replace(REGION, pools=pools)
    vocabulary = replace(PRINCIPLES, scales=scales, levels=(*PRINCIPLES.levels, level))
    other = framework(vocabulary, BELOW + (judged if pools == "ratings" else ""))
    judgement = Judgement("north", "", rating, "" if rating else "it was reorganised")
    round_ = houses({"ash": "good"})
    round_ = replace(round_, judgements=(*round_.judgements, judgement))
    carried, report = carry(round_, of(judged), other)
    assert (judgement in carried.judgements) == (not because)
    assert [left.because for left in report.left_behind] == ([because] if because else [])


def test_a_framework_without_the_level_leaves_it_behind():
    other = framework(PRINCIPLES, BELOW)
    carried, report = carry(houses({"ash": "good"}), of(LOWEST), other)
    assert [result.id for result in rate(carried, other, report).results] == ["ash"]
    assert [(left.item, left.because) for left in report.left_behind] == [
        ("region", "principles has no such level above providers")
    ]
