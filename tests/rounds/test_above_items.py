"""What stands above providers, with ratings of its own for each item."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.diagnostics import Invalid
from engine.frameworks.model import Group
from engine.frameworks.model import ProviderType
from engine.rounds.carry import carry
from engine.rounds.directory import WHOLE
from engine.rounds.directory import Directory
from engine.rounds.explain import explain
from engine.rounds.judgements import no_judgements
from engine.rounds.rate import rate
from engine.rounds.round import Judgement
from engine.rounds.round import Provider
from engine.rounds.target.network import Network
from engine.rounds.target.target import target
from tests.rounds.making import decision
from tests.rounds.making import found
from tests.rounds.making import framework
from tests.rounds.making import people
from tests.rounds.making import round_of
from tests.rounds.making import whole
from tests.rules.vocabularies import CARE
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import NATION
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import REGION

if TYPE_CHECKING:
    from engine.rounds.target.choices import Kind

BELOW = """
    rate each key question:
        judged by inspector

    rate provider:
        lowest of key questions
        at most good if breach of regulations
"""
ITEMS = """
    rate each key question in region:
        lowest of providers
        allow inspection manager to move up or down 1
"""
WHOLE_RULE = """
    rate region:
        highest of key questions
        at most good if safe is requires improvement or worse
"""
NATIONS = """
    rate each key question in nation:
        highest of regions

    rate nation:
        lowest of key questions
        at most requires improvement if any provider is inadequate
"""
GOOD = dict.fromkeys(CARE, "good")


def of(*rules, levels=(REGION,), below=BELOW, **more):
    """A framework of five key questions with levels above the provider."""
    vocabulary = replace(PRINCIPLES, levels=(*PRINCIPLES.levels, *levels), **more)
    return framework(vocabulary, below + "".join(rules))


NATION_JUDGED = "\n    rate nation:\n        judged by inspector\n"
TRUSTS = of(ITEMS, WHOLE_RULE)


def houses(judged, above=("north",), part_of=None, **more):
    """A round of houses by what is judged of each, all of them in the north."""
    belongs = dict.fromkeys(judged, "north") | (part_of or {})
    rows = [
        replace(row, provider=replace(row.provider, part_of=belongs[row.provider.id]))
        for row in people(judged)
    ]
    wholes = tuple(
        who if isinstance(who, Provider) else Provider(who, who.title(), level="region")
        for who in above
    )
    everybody = (*judged, *(each.id for each in wholes))
    inputs = {(who, "breach of regulations"): "no" for who in everybody}
    return round_of(*rows, above=wholes, inputs=inputs | more.pop("inputs", {}), **more)


def ratings_of(result):
    """The ratings of a result and all under it."""
    return {each.id: each.rating for each in result.walk()}


MIXED = {
    "items": tuple(
        replace(item, applies_to=("large",)) if item.id == "safe" else item
        for item in PRINCIPLES.items
    ),
    "provider_types": (ProviderType("large", "Large"), ProviderType("small", "Small")),
}
"""Where only large providers are asked whether they are safe."""

ASH, ELM = {**GOOD, "safe": "inadequate"}, {**GOOD, "caring": "outstanding"}


def test_each_item_is_rated_from_that_of_every_provider_and_the_whole_from_its_items():
    north = whole(rate(houses({"ash": ASH, "elm": ELM}), TRUSTS))
    assert ratings_of(north) == {**GOOD, "north": "good", "safe": "inadequate"}
    assert [child.id for child in north.children] == [*CARE]
    assert north.members == ("ash", "elm")
    assert {child.basis for child in north.children} == {"computed"}
    assert found(north, "safe").level == "key question"
    assert found(north, "safe").name == "Safe"


@given(
    st.dictionaries(
        st.sampled_from(["ash", "elm", "oak", "fir"]),
        st.fixed_dictionaries({item: st.sampled_from(FOUR) for item in CARE}),
        min_size=1,
    )
)
@settings(deadline=None, max_examples=30)
def test_the_ratings_are_what_the_rules_say(judged):
    north = whole(rate(houses(judged), TRUSTS))
    rank = FOUR.index
    lowest = {item: min((each[item] for each in judged.values()), key=rank) for item in CARE}
    best = max(lowest.values(), key=rank)
    if rank(lowest["safe"]) < rank("good"):
        best = min(best, "good", key=rank)
    assert ratings_of(north) == {"north": best, **lowest}


def test_a_nation_rates_each_item_from_its_regions_and_may_look_at_providers_too():
    nation = Provider("wales", "Wales", level="nation")
    names = ("north", "south")
    regions = (Provider(who, who, level="region", part_of="wales") for who in names)
    part_of = {"elm": "south"}
    round_ = houses({"ash": ASH, "elm": ELM}, (*regions, nation), part_of)
    ratings = rate(round_, of(ITEMS, WHOLE_RULE, NATIONS, levels=(REGION, NATION)))
    assert ratings_of(whole(ratings, "south"))["caring"] == "outstanding"
    wales = ratings_of(whole(ratings, "wales"))
    assert wales == {**GOOD, "caring": "outstanding", "wales": "requires improvement"}


def test_an_item_may_be_judged_for_the_whole_itself():
    rules = ITEMS.replace("each key question", "each pooled question")
    judged = "\n    rate well-led in region:\n        judged by inspector\n"
    group = Group("pooled question", "pooled questions", "key question", items=CARE[:4])
    trusts = of(rules, judged, WHOLE_RULE, groups=(group,))
    round_ = houses({"ash": ASH, "elm": ELM})
    north = whole(rate(round_, trusts))
    assert found(north, "well-led").basis == "cannot be computed"
    assert found(north, "well-led").reason == "no rating is recorded"
    own = Judgement("north", "well-led", "outstanding")
    north = whole(rate(replace(round_, judgements=(*round_.judgements, own)), trusts))
    assert found(north, "well-led").rating == "outstanding"
    assert found(north, "well-led").basis == "judged"
    directory = Directory(trusts, round_.everybody)
    assert directory.judged_of(round_.above[0]) == ("well-led",)
    assert directory.judged_of(round_.providers[0]) == CARE
    (none,) = no_judgements("judgements.csv", directory)
    assert "well-led" in none.message


def test_an_item_of_the_whole_can_be_withheld_and_decided():
    own = Judgement("north", "caring", None, "too few were seen")
    moved = decision("north", "safe", "inadequate", FOUR[1], by="inspection manager")
    round_ = houses({"ash": ASH, "elm": ELM}, decisions=(moved,))
    north = whole(rate(replace(round_, judgements=(*round_.judgements, own)), TRUSTS))
    assert found(north, "caring").basis == "not rated"
    assert found(north, "safe").rating == "requires improvement"
    assert found(north, "safe").before == "inadequate"
    wrong = replace(moved, start="good")
    with pytest.raises(Invalid):
        rate(replace(round_, decisions=(wrong,)), TRUSTS)


def test_what_is_missing_below_leaves_open_what_is_above():
    missing = {item: grade for item, grade in GOOD.items() if item != "safe"}
    north = whole(rate(houses({"ash": missing, "elm": GOOD}), TRUSTS))
    assert found(north, "safe").possible == FOUR[:3]
    assert found(north, "safe").reason == "ash cannot be known"
    assert found(north, "caring").rating == "good"
    assert north.rating == "good"  # whatever "safe" comes to


def test_where_types_have_other_items_only_those_that_have_one_are_asked():
    lines = WHOLE_RULE.partition("        at most")[0]
    trusts = of(ITEMS, lines, **MIXED)
    small = {item: grade for item, grade in GOOD.items() if item != "safe"}
    round_ = houses({"ash": ASH, "elm": small}, ("north", "south"), {"elm": "north"})
    types = {"ash": "large", "elm": "small"}
    providers = tuple(replace(each, type=types[each.id]) for each in round_.providers)
    mixed = rate(replace(round_, providers=providers), trusts)
    assert ratings_of(whole(mixed))["safe"] == "inadequate"
    part_of = {"ash": "south", "elm": "north"}
    apart = tuple(replace(each, part_of=part_of[each.id]) for each in providers)
    ratings = rate(replace(round_, providers=apart), trusts)
    assert "safe" not in ratings_of(whole(ratings))
    assert "safe" in ratings_of(whole(ratings, "south"))
    directory = Directory(trusts, (*apart, *round_.above))
    north, south = round_.above
    assert (directory.applies("safe", north), directory.applies("safe", south)) == (False, True)
    assert directory.applies(WHOLE, north)


def test_a_whole_without_an_item_that_its_rule_names_is_not_computed():
    trusts = of(ITEMS, WHOLE_RULE, **MIXED)
    small = {item: grade for item, grade in GOOD.items() if item != "safe"}
    round_ = houses({"elm": small})
    providers = tuple(replace(each, type="small") for each in round_.providers)
    north = whole(rate(replace(round_, providers=providers), trusts))
    assert north.basis == "cannot be computed"
    assert north.reason == "it has no safe"


def test_what_has_no_providers_has_no_items():
    north = whole(rate(houses({"ash": GOOD}, ("north", "south"), {"ash": "south"}), TRUSTS))
    assert north.children == ()
    assert north.reason == "it has no key questions and no safe"


def test_a_provider_may_have_the_id_of_an_item():
    """Ids of providers and of items are told apart, wherever both are read."""
    rule = WHOLE_RULE + "        at most good if any provider is inadequate\n"
    round_ = houses({"safe": ELM, "elm": ASH})
    ratings = rate(round_, of(ITEMS, rule))
    assert ratings_of(whole(ratings)) == {**GOOD, "north": "good", "safe": "inadequate"}


@pytest.mark.parametrize("who", ["ash", "safe"])
def test_an_explanation_names_the_same_item_of_every_provider(who):
    round_ = houses({who: ASH, "elm": ELM})
    ratings = rate(round_, TRUSTS)
    why = explain(round_, TRUSTS, ratings, "north", "safe")
    assert [(m.id, m.level, m.rating) for m in why.members] == [
        (who, "key question", "inadequate"),
        ("elm", "key question", "good"),
    ]
    called = "safe itself" if who == "safe" else who
    assert why.nearest.startswith(f"{called} to requires improvement would give")
    of_whole = explain(round_, TRUSTS, ratings, "north")
    assert of_whole.members == ()
    assert of_whole.nearest.startswith("safe to outstanding would give outstanding")


def test_a_rule_that_reads_providers_and_items_shows_both():
    rule = WHOLE_RULE + "        at most good if any provider is inadequate\n"
    trusts = of(ITEMS, rule)
    round_ = houses({"ash": ASH, "elm": ELM})
    why = explain(round_, trusts, rate(round_, trusts), "north")
    assert [member.id for member in why.members] == ["ash", "elm"]
    assert [child.id for child in why.result.children] == [*CARE]


def test_the_fewest_judgements_are_found_through_the_items():
    network = Network(houses({"safe": ASH, "elm": ELM}), TRUSTS)
    kinds: tuple[Kind, ...] = ("rating",)
    (way,) = target(network, ("north", "caring"), "outstanding", kinds).ways
    changes = [(c.provider, c.item, c.rating) for c in way.changes]
    assert changes == [("safe", "caring", "outstanding")]
    moved = {(m.provider, m.item) for m in way.moved}
    assert moved == {("safe", "caring"), ("north", "caring")}


def test_older_judgements_of_the_whole_are_carried_forward():
    judged = "\n    rate each key question in region:\n        judged by inspector\n"
    trusts = of(judged, WHOLE_RULE, inspections="latest of each item")
    first, second = datetime.date(2025, 1, 1), datetime.date(2026, 1, 1)
    round_ = houses({"ash": GOOD})
    theirs = tuple(replace(each, date=second) for each in round_.judgements)
    own = [Judgement("north", item, "good", date=first) for item in CARE]
    own.append(Judgement("north", "safe", "inadequate", date=second))
    north = whole(rate(replace(round_, judgements=(*theirs, *own)), trusts))
    assert found(north, "safe").rating == "inadequate"
    assert found(north, "safe").flags == ()
    assert found(north, "caring").flags == ("carried-forward",)
    assert found(north, "caring").date == first


def test_what_is_recorded_of_items_above_is_carried_to_another_framework():
    judged = "\n    rate each key question in region:\n        judged by inspector\n"
    own, other = of(judged, WHOLE_RULE), of(ITEMS, WHOLE_RULE)
    moved = decision("north", "safe", "good", "requires improvement", by="inspection manager")
    kept = [Judgement("north", item, "good") for item in CARE]
    withheld = Judgement("north", "well-led", None, "not seen")
    round_ = houses({"ash": GOOD}, decisions=(moved,))
    round_ = replace(round_, judgements=(*round_.judgements, *kept[:4], withheld))
    there, report = carry(round_, own, other)
    assert [j.item for j in there.judgements if j.provider == "north"] == ["well-led"]
    assert [(left.item, left.because) for left in report.left_behind] == [
        (f"{item} in a region", "nothing is recorded for it in principles") for item in CARE[:4]
    ]
    assert there.decisions == (moved,)
    nation = Provider("wales", "Wales", level="nation")
    wider = replace(round_, above=(*round_.above, nation))
    _, lacking = carry(
        wider, of(judged, WHOLE_RULE, NATION_JUDGED, levels=(REGION, NATION)), other
    )
    assert "nation" in [left.item for left in lacking.left_behind]
    back, _ = carry(round_, own, of(judged, WHOLE_RULE))
    assert back.decisions == ()
    assert [j.item for j in back.judgements if j.provider == "north"] == [*CARE]
    bare = of("\n    rate region:\n        lowest of providers\n")
    gone, report = carry(round_, own, bare)
    assert not [j for j in gone.judgements if j.provider == "north"]
    assert "principles rates nothing like it from ratings" in {
        left.because for left in report.left_behind
    }
