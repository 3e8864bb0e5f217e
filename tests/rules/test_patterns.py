"""Every pattern that a rule can meet: each once, and as many as there are."""

# ruff: noqa: E501 -- lines of rules are as long as people write them

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.frameworks.model import Group
from engine.rules.conditions import verdict
from engine.rules.facts import Facts
from engine.rules.patterns import Alike
from engine.rules.patterns import Space
from engine.rules.patterns import arranged
from engine.rules.patterns import possible_by_rule
from engine.rules.patterns import possible_values
from engine.rules.reference import rate
from tests.rules.checking import choice_of
from tests.rules.checking import provider_patterns
from tests.rules.checking import read
from tests.rules.checking import sound
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.written import CASES
from tests.rules.written import NURSING_HOMES
from tests.rules.written import components
from tests.rules.written import questions
from tests.rules.written import standards

RANKS = {grade: rank for rank, grade in enumerate(FOUR)}


def test_five_like_questions_have_56_patterns():
    rules = sound(questions("lowest of key questions"), PRINCIPLES)
    patterns = provider_patterns(rules, PRINCIPLES)
    assert patterns.size == len(list(patterns)) == 56


def test_ten_standards_that_may_be_not_rated_have_1001_patterns():
    rules = sound(standards("lowest of standards ignoring not rated"), TEN)
    patterns = provider_patterns(rules, TEN)
    assert patterns.size == len(list(patterns)) == 1_001


def test_named_children_and_inputs_are_apart():
    patterns = provider_patterns(sound(NURSING_HOMES, STARS), STARS)
    assert patterns.size == len(list(patterns)) == 5 * 5 * 5 * 2
    assert [alike.words for alike in patterns.alike] == [
        "health inspection",
        "staffing",
        "quality measures",
    ]
    words = [pattern.words for pattern in patterns]
    assert words[0] == (
        "health inspection one star, staffing one star, quality measures one star, "
        "no special focus facility"
    )
    assert words[1].endswith("quality measures one star, special focus facility")
    assert len(set(words)) == 250


def test_patterns_are_told_in_counts():
    rules = sound(
        components(
            "lowest of components treating not rated as one star",
            "at most one star if safeguarding is ineffective",
        ),
        STARS,
    )
    patterns = list(provider_patterns(rules, STARS))
    assert patterns[0].words == "3 one star, safeguarding effective"
    assert patterns[3].words == "2 one star, 1 two stars, safeguarding ineffective"


def test_a_number_of_things_is_told_apart_from_a_rating_that_is_a_number():
    grades = tuple(replace(grade, id=str(n)) for n, grade in enumerate(STARS.scales[0].grades))
    numbered = replace(STARS, scales=(replace(STARS.scales[0], grades=grades),))
    rules = sound(components("lowest of components"), numbered)
    patterns = list(provider_patterns(rules, numbered))
    assert patterns[1].words == "2 rated 0, 1 rated 1"


def test_a_child_named_in_two_ways_is_one_child():
    rules = sound(
        components("start from staffing", "up 1 if Staffing is one star", "down 1 if safeguarding is effective"),
        STARS,
    )  # fmt: skip
    assert provider_patterns(rules, STARS).size == 5 * 2


def test_a_child_that_is_also_in_a_collection_is_counted_once():
    rules = sound(questions("lowest of key questions", "up 1 if safe is good"), PRINCIPLES)
    patterns = provider_patterns(rules, PRINCIPLES)
    assert patterns.size == len(list(patterns)) == 4 * 35
    assert {len(pattern.facts.ratings) for pattern in patterns} == {5}


OVERLAPPING = replace(
    PRINCIPLES,
    groups=(
        Group("first", "firsts", "key question", items=("safe", "effective", "caring")),
        Group("second", "seconds", "key question", items=("caring", "responsive")),
    ),
)


def test_patterns_stand_for_every_rating_of_every_child_exactly_once():
    written = questions(
        "lowest of firsts",
        "at most good if any second is inadequate",
        "at most requires improvement if no key question is outstanding",
    )
    rules = sound(written, OVERLAPPING)
    rule = rules.rating(None)
    assert rule is not None
    members = read(rule, OVERLAPPING, None)
    found: Counter[object] = Counter()
    for pattern in provider_patterns(rules, OVERLAPPING):
        found[shape(pattern.facts.ratings)] += 1
    expected: dict[object, set[str | None]] = {}
    ids = [item.id for item in OVERLAPPING.items]
    for grades in product(FOUR, repeat=5):
        ratings = dict(zip(ids, grades, strict=True))
        expected.setdefault(shape(ratings), set()).add(
            rate(rule, Facts(ratings, members)).rating
        )
    assert set(found) == set(expected)
    assert set(found.values()) == {1}
    assert all(len(results) == 1 for results in expected.values())


def shape(ratings):
    """Ratings, as far as the two groups can tell: safe from effective they cannot."""
    alike = (("safe", "effective"), ("caring",), ("responsive",), ("well-led",))
    return tuple(tuple(sorted(ratings[item] for item in items)) for items in alike)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4)), min_size=1, max_size=3))
def test_each_multiset_comes_exactly_once(kinds):
    alike = tuple(
        Alike(tuple(f"{n}.{i}" for i in range(items)), (*FOUR, None)[:options])
        for n, (items, options) in enumerate(kinds)
    )
    patterns = Space(alike, (), {})
    seen = [
        tuple(tuple(sorted(map(str, (p.facts.ratings[i] for i in a.items)))) for a in alike)
        for p in patterns
    ]
    ordered = {
        tuple(tuple(sorted(map(str, chosen))) for chosen in grades)
        for grades in product(*(product(a.options, repeat=len(a.items)) for a in alike))
    }
    assert len(seen) == len(set(seen)) == patterns.size == prod(a.size for a in alike)
    assert set(seen) == ordered


# What items and inputs may be.


def test_what_is_rated_by_cases_may_be_not_rated_and_what_is_judged_may_not():
    rules = sound(CASES, CASEWORK)
    options = possible_by_rule(CASEWORK, rules)
    assert options("2.1.1") == (*FOUR, None)
    assert options("1.1") == FOUR


def test_a_judged_item_has_only_its_allowed_grades():
    items = (
        replace(PRINCIPLES.items[0], allowed=("inadequate", "good")),
        *PRINCIPLES.items[1:],
    )
    vocabulary = replace(PRINCIPLES, items=items)
    rules = sound(questions("lowest of key questions"), vocabulary)
    assert possible_by_rule(vocabulary, rules)("safe") == ("inadequate", "good")
    assert provider_patterns(rules, vocabulary).size == 2 * 35


def test_what_is_allowed_to_the_judge_does_not_bind_later_lines():
    items = (
        replace(PRINCIPLES.items[0], allowed=("inadequate", "good")),
        *PRINCIPLES.items[1:],
    )
    vocabulary = replace(PRINCIPLES, items=items)
    written = questions("lowest of key questions").replace(
        "judged by inspector\n",
        "judged by inspector\n    at most requires improvement if breach of regulations\n",
    )
    rules = sound(written, vocabulary)
    assert possible_by_rule(vocabulary, rules)("safe") == FOUR


def test_inputs_have_their_declared_values():
    values = {fact.id: possible_values(fact) for fact in STARS.inputs}
    assert values == {
        "special focus facility": ("no", "yes"),
        "safeguarding": ("effective", "ineffective"),
        "beds": (),
    }


def test_known_ratings_leave_one_pattern():
    rules = sound(questions("lowest of key questions"), PRINCIPLES)
    rule = rules.rating(None)
    assert rule is not None
    members = read(rule, PRINCIPLES, None)
    patterns = arranged(rule, members, lambda _: ("good",), possible_values)
    assert [pattern.words for pattern in patterns] == ["5 good"]


def test_spaces_differ_when_their_collections_overlap_differently():
    written = questions("lowest of key questions", "at most good if any first is inadequate")
    rules = sound(written, OVERLAPPING)
    rule = rules.rating(None)
    assert rule is not None

    def space(firsts):
        members = {("key question", None): ("a", "b"), ("key question", "first"): firsts}
        return arranged(rule, members, lambda _: FOUR, possible_values)

    assert space(("a",)).signature == space(("a",)).signature
    assert space(("a",)).signature != space(("b",)).signature
    assert space(("a",)).signature != space(("a", "b")).signature


# What the patterns of published rules show.

P3 = "outstanding if at least 2 key questions are outstanding and the rest are good"
P4 = "good if no key question is inadequate and at most 1 is requires improvement"
P5 = "requires improvement if at least 2 key questions are requires improvement"
P6 = "inadequate if at least 2 key questions are inadequate"


def branches_that_apply():
    """How many branches of the printed principles apply, by pattern."""
    lines = ("first that applies", *(f"    {line}" for line in (P3, P4, P5, P6)))
    rules = sound(questions(*lines, "    inadequate otherwise"), PRINCIPLES)
    rule = rules.rating(None)
    assert rule is not None
    *printed, _ = choice_of(rule).branches
    return [
        (
            pattern,
            [
                branch.clause.place.line - 4
                for branch in printed
                if branch.condition is not None
                and verdict(branch.condition, pattern.facts, absorbing=False).holds
            ],
        )
        for pattern in provider_patterns(rules, PRINCIPLES)
    ]


def test_the_printed_principles_leave_9_of_56_patterns_undetermined():
    none = [pattern for pattern, branches in branches_that_apply() if not branches]
    assert len(none) == 9
    for pattern in none:
        count = Counter(pattern.facts.ratings.values())
        assert count["inadequate"] == 1
        assert count["requires improvement"] <= 1
    ordered = 0
    for grades in product(FOUR, repeat=5):
        count = Counter(grades)
        ordered += count["inadequate"] == 1 and count["requires improvement"] <= 1
    assert ordered == 240


def test_the_printed_principles_contradict_each_other_in_4_patterns():
    both = [branches for _, branches in branches_that_apply() if len(branches) > 1]
    assert Counter(map(tuple, both)) == {(1, 2): 4, (3, 4): 4}


def test_with_two_of_ten_not_rated_no_provider_is_outstanding():
    rules = sound(
        standards(
            "total score of standards counting not rated as 0, banded by overall bands",
            "not rated if all standards are not rated",
        ),
        TEN,
    )
    rule = rules.rating(None)
    assert rule is not None
    reached: dict[int, set[str | None]] = {}
    for pattern in provider_patterns(rules, TEN):
        unrated = sum(rating is None for rating in pattern.facts.ratings.values())
        reached.setdefault(unrated, set()).add(rate(rule, pattern.facts).rating)
    assert {n for n, ratings in reached.items() if "outstanding" in ratings} == {0, 1}
    assert reached[10] == {None}


def overall_by_unrated(*lines):
    """The overall rating by the ratings of ten standards, lowest first."""
    rules = sound(standards(*lines), TEN)
    rule = rules.rating(None)
    assert rule is not None
    result = {}
    for pattern in provider_patterns(rules, TEN):
        ratings = pattern.facts.ratings.values()
        known = tuple(sorted(RANKS[r] for r in ratings if r is not None))
        result[known] = rate(rule, pattern.facts).rating
    return result


TOTAL = "total score of standards counting not rated as 0, banded by overall bands"
AVERAGE = "average score of standards ignoring not rated, banded by half-point bands"


def test_one_missing_grade_changes_nothing_in_154_of_220_patterns():
    totals = overall_by_unrated(TOTAL)
    nine = [known for known in totals if len(known) == 9]
    same = [k for k in nine if len({totals[tuple(sorted((*k, n)))] for n in range(4)}) == 1]
    assert (len(same), len(nine)) == (154, 220)


def test_counting_nothing_and_averaging_disagree_in_44_of_220_patterns():
    totals, averages = overall_by_unrated(TOTAL), overall_by_unrated(AVERAGE)
    for rated, expected in ((9, (44, 220)), (8, (47, 165))):
        alike = [known for known in totals if len(known) == rated]
        differing = [known for known in alike if totals[known] != averages[known]]
        assert (len(differing), len(alike)) == expected


def test_fractions_stay_exact_in_patterns():
    rules = sound(standards(AVERAGE), TEN)
    rule = rules.rating(None)
    assert rule is not None
    values = {rate(rule, p.facts).value for p in provider_patterns(rules, TEN)}
    assert Fraction(1, 3) in values


def test_a_rule_of_another_item_has_its_own_members():
    rules = sound(CASES, CASEWORK)
    rule = rules.rating("2.1")
    assert rule is not None
    assert read(rule, CASEWORK, "2.2") == {("key question", None): ("2.2.1", "2.2.2", "2.2.3")}
