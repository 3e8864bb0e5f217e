"""What stands above providers, rated as they are from their cases together."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.frameworks.model import Level
from engine.frameworks.model import ProviderType
from engine.rounds.explain import explain
from engine.rounds.pooling import pooled
from engine.rounds.rate import rate
from engine.rounds.round import Judgement
from engine.rounds.round import Provider
from tests.rounds.making import decision
from tests.rounds.making import found
from tests.rounds.making import framework
from tests.rounds.making import round_of
from tests.rounds.making import tally
from tests.rounds.making import whole
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import FOUR

REGION = Level("region", "regions", "rating", pools="cases")
VOCABULARY = replace(CASEWORK, levels=(*CASEWORK.levels, REGION))
RULES = """
    rate each case question:
        percentage of judgements that are sufficient, banded by case bands
        allow ratings panel to move up or down 1 if within 5 points or 1 case of a boundary

    rate each case standard:
        lowest of key questions ignoring not rated

    rate each organisational standard:
        judged by lead inspector

    rate provider:
        total score of standards counting not rated as 0, banded by overall bands
        at most requires improvement if inspection incomplete
"""
MADE = framework(VOCABULARY, RULES)
QUESTIONS = [i.id for i in VOCABULARY.items if i.level == "key question"]
JUDGED = [i.id for i in VOCABULARY.items if i.parent == "1"]
NORTH = Provider("north", "The North", level="region")
COUNTS = st.builds(tally, *[st.integers(0, 30)] * 4)


def cases(given_, above=(NORTH,), **more):
    """A round by the counts of each provider, question by question; all is judged good."""
    providers = [Provider(who, who.title(), part_of="north") for who in given_]
    everybody = (*given_, *(each.id for each in above))
    inputs = {(who, "inspection incomplete"): "no" for who in everybody}
    made = round_of(above=above, inputs=inputs | more.pop("inputs", {}), **more)
    return replace(
        made,
        providers=tuple(providers),
        tallies={(who, q): t for who, counts in given_.items() for q, t in counts.items()},
        judgements=tuple(Judgement(who, i, "good") for who in everybody for i in JUDGED),
    )


def of_one(**counts):
    """The counts of question 2.1.1 by provider; all others are met in ten of ten cases."""
    ten = dict.fromkeys(QUESTIONS, tally(10, 0))
    return {who: {**ten, "2.1.1": tally(*numbers)} for who, numbers in counts.items()}


def drawn(result):
    """What is said of a result and of all under it, whosever they are."""
    return [
        (r.level, r.id, r.rating, r.basis, r.reason, r.score, r.counts, r.flags, r.moves)
        for child in result.children
        for r in child.walk()
    ]


# The counts


@given(st.lists(st.dictionaries(st.sampled_from(QUESTIONS), COUNTS), min_size=1, max_size=5))
def test_pooled_counts_are_the_sum_of_those_of_the_providers(counts):
    given_ = {f"p{n}": each for n, each in enumerate(counts)}
    together = pooled(cases(given_), VOCABULARY)
    for question in QUESTIONS:
        own = [each[question] for each in counts if question in each]
        if not own:
            assert ("north", question) not in together
            continue
        total = together["north", question]
        assert total.counts == tuple(sum(t.counts[n] for t in own) for n in range(2))
        assert total.excluded == sum(t.excluded for t in own)
        assert total.missing == sum(t.missing for t in own)
    assert {key: t for key, t in together.items() if key[0] != "north"} == cases(given_).tallies


def test_of_a_question_that_none_of_its_providers_has_a_region_has_no_counts():
    elsewhere = {("oak", "2.1.1"): tally(1, 0)}
    round_ = cases({"elm": {"2.2.1": tally(9, 1)}})
    together = pooled(replace(round_, tallies={**round_.tallies, **elsewhere}), VOCABULARY)
    assert ("north", "2.1.1") not in together
    assert together["north", "2.2.1"] == tally(9, 1)


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(QUESTIONS, COUNTS)))
def test_a_region_of_one_provider_has_the_ratings_of_that(counts):
    ratings = rate(cases({"elm": counts}), MADE)
    region, provider = whole(ratings), whole(ratings, "elm")
    assert drawn(region) == drawn(provider)
    assert (region.rating, region.score) == (provider.rating, provider.score)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.fixed_dictionaries(dict.fromkeys(QUESTIONS, COUNTS)), min_size=2, max_size=4),
    st.randoms(),
)
def test_the_order_of_the_providers_does_not_matter(counts, random):
    given_ = {f"p{n}": each for n, each in enumerate(counts)}
    shuffled = [*given_.items()]
    random.shuffle(shuffled)
    one, other = rate(cases(given_), MADE), rate(cases(dict(shuffled)), MADE)
    assert drawn(whole(one)) == drawn(whole(other))


# The ratings


def test_every_case_weighs_the_same():
    """A small provider that does badly does not pull a large one down."""
    ratings = rate(cases(of_one(large=(90, 10), small=(2, 8))), MADE)
    rated = {r.id: found(r, "2.1.1") for r in ratings.results}
    assert [rated[who].rating for who in ("large", "small", "north")] == [
        "outstanding",
        "inadequate",
        "outstanding",
    ]
    assert rated["north"].percentage == Fraction(100 * 92, 110)


def test_the_region_is_of_its_own_level_and_knows_its_providers():
    region = whole(rate(cases(of_one(elm=(9, 1), oak=(9, 1))), MADE))
    assert (region.level, region.name, region.members) == (
        "region",
        "The North",
        ("elm", "oak"),
    )
    assert [child.level for child in region.children] == ["standard"] * 6


def test_what_is_judged_is_judged_for_the_region_itself():
    round_ = cases(of_one(elm=(9, 1)))
    others = [j for j in round_.judgements if (j.provider, j.item) != ("north", "1.1")]
    round_ = replace(round_, judgements=(*others, Judgement("north", "1.1", "inadequate")))
    ratings = rate(round_, MADE)
    assert found(whole(ratings), "1.1").rating == "inadequate"
    assert found(whole(ratings, "elm"), "1.1").rating == "good"


def test_a_judgement_that_is_missing_for_the_region_leaves_it_open():
    round_ = cases(of_one(elm=(9, 1)))
    others = tuple(j for j in round_.judgements if (j.provider, j.item) != ("north", "1.1"))
    ratings = rate(replace(round_, judgements=others), MADE)
    assert found(whole(ratings), "1.1").possible == FOUR
    assert found(whole(ratings, "elm"), "1.1").rating == "good"


def test_a_decision_about_a_provider_is_none_about_its_region():
    moved = decision("elm", "2.1.1", "good", "outstanding")
    ratings = rate(cases(of_one(elm=(78, 22), oak=(70, 30)), decisions=(moved,)), MADE)
    assert found(whole(ratings, "elm"), "2.1.1").rating == "outstanding"
    assert found(whole(ratings), "2.1.1").rating == "good"


def test_a_region_has_inputs_of_its_own():
    incomplete = {("north", "inspection incomplete"): "yes"}
    ratings = rate(cases(of_one(elm=(10, 0)), inputs=incomplete), MADE)
    assert whole(ratings, "elm").rating == "good"
    assert whole(ratings).rating == "requires improvement"


def test_a_question_that_one_provider_could_not_answer_is_answered_by_the_others():
    counts = of_one(elm=(9, 1), oak=(0, 0))
    ratings = rate(cases(counts), MADE)
    assert found(whole(ratings, "oak"), "2.1.1").rating is None
    assert found(whole(ratings), "2.1.1").rating == "outstanding"


def test_a_nation_pools_the_cases_of_all_providers_in_its_regions():
    nation = replace(REGION, id="nation", plural="nations")
    made = framework(replace(VOCABULARY, levels=(*VOCABULARY.levels, nation)), RULES)
    above = (replace(NORTH, part_of="all"), Provider("all", "All", level="nation"))
    ratings = rate(cases(of_one(elm=(9, 1), oak=(1, 9)), above), made)
    assert drawn(whole(ratings, "all")) == drawn(whole(ratings, "north"))
    assert whole(ratings, "all").members == ("elm", "oak")


def test_without_an_overall_rating_a_region_has_the_others():
    vocabulary = replace(VOCABULARY, overall=False)
    rules = RULES.partition("    rate provider:")[0]
    region = whole(rate(cases(of_one(elm=(9, 1))), framework(vocabulary, rules)))
    assert (region.level, region.rating, region.basis) == ("region", None, "not rated")
    assert found(region, "2.1").rating == "outstanding"


def test_what_does_not_apply_to_its_type_is_no_part_of_a_region():
    types = (ProviderType("city", "City"), ProviderType("village", "Village"))
    items = tuple(
        replace(item, applies_to=("city",)) if item.id.startswith("2.2") else item
        for item in VOCABULARY.items
    )
    made = framework(replace(VOCABULARY, provider_types=types, items=items), RULES)
    round_ = cases(of_one(elm=(9, 1)), (replace(NORTH, type="village"),))
    typed = tuple(replace(each, type="city") for each in round_.providers)
    region = whole(rate(replace(round_, providers=typed), made))
    assert "2.2" not in [child.id for child in region.children]
    assert (region.type, found(region, "2.1.1").counts.favourable) == ("village", 9)


# Why


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (None, "pooled: the cases of Elm and Oak"),
        ("2.1", "pooled: the cases of Elm and Oak"),
        ("2.1.1", "pooled: the cases of Elm (9 of 10) and Oak (1 of 10)"),
    ],
)
def test_an_explanation_says_whose_cases_are_pooled(item, expected):
    round_ = cases(of_one(elm=(9, 1), oak=(1, 9)))
    why = explain(round_, MADE, rate(round_, MADE), "north", item)
    assert why.notes[0] == expected
    assert why.members == ()


def test_the_nearest_change_is_one_of_the_pooled_cases():
    round_ = cases(of_one(elm=(9, 1), oak=(1, 9)))
    why = explain(round_, MADE, rate(round_, MADE), "north", "2.1.1")
    assert why.nearest.startswith("3 cases more sufficient (13 of 20) would give good")
