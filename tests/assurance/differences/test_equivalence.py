"""Whether two rules always give the same, and the smallest pattern for which they do not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.assurance.differences.diff import diff
from engine.frameworks.model import Edge
from engine.frameworks.model import Item
from engine.frameworks.model import Level
from engine.frameworks.model import ProviderType
from tests.rounds.making import framework
from tests.rounds.making import shipped
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.written import CASES
from tests.rules.written import PRINCIPLES_OF_FIVE
from tests.rules.written import components
from tests.rules.written import questions
from tests.rules.written import standards

SUM = "total score of standards counting not rated as 0, banded by overall bands"


def about(before, after, rates="provider"):
    """The behaviour of the rule of this name; there is one."""
    (found,) = [b for b in diff(before, after).behaviours if b.rates == rates]
    return found


def between(vocabulary, before, after, rates="provider", changed=None):
    """The same for two texts of rules, the second perhaps over another vocabulary."""
    return about(framework(vocabulary, before), framework(changed or vocabulary, after), rates)


def with_bands(vocabulary, band_id, **changes):
    """A vocabulary in which some bands are otherwise."""
    bands = tuple(replace(b, **changes) if b.id == band_id else b for b in vocabulary.bands)
    return replace(vocabulary, bands=bands)


def with_edge(vocabulary, band_id, grade, at, *, inclusive=True):
    """A vocabulary in which a band begins elsewhere."""
    (bands,) = [b for b in vocabulary.bands if b.id == band_id]
    edges = tuple(
        Edge(Fraction(at), inclusive, grade) if e.grade == grade else e for e in bands.edges
    )
    return with_bands(vocabulary, band_id, edges=edges)


def decided(found):
    """The answer, and the numbers of patterns."""
    return found.answer, found.differing, found.patterns


# The same


def test_the_same_rule_is_the_same():
    found = between(PRINCIPLES, PRINCIPLES_OF_FIVE, PRINCIPLES_OF_FIVE)
    assert decided(found) == ("the same", 0, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("at most good if any key question is inadequate", None),
        ("at most good if at least 1 key question is inadequate", None),
        ("at most good if all key questions are good or better", "at most good if no key"),
    ],
)
def test_other_words_may_do_the_same(one, other):
    words = {
        None: "at most good if at least 1 key question is inadequate or worse",
        "at most good if no key": (
            "at most good if no key question is requires improvement or worse"
        ),
    }[other]
    base = "highest of key questions"
    found = between(PRINCIPLES, questions(base, one), questions(base, words))
    assert found.answer == "the same"


def test_a_line_that_never_does_anything_may_go():
    """A limit above the highest rating that the base can give."""
    limit = "at most good if any key question is inadequate"
    found = between(
        PRINCIPLES,
        questions("lowest of key questions", limit),
        questions("lowest of key questions"),
    )
    assert decided(found) == ("the same", 0, 56)


# Different, in patterns of ratings


def test_without_the_line_that_was_added_nine_of_56_patterns_come_out_otherwise():
    """The known result: the principles as printed do not say what one inadequate makes."""
    lines = (
        "first that applies",
        "    inadequate if at least 2 key questions are inadequate",
        "    requires improvement if any key question is inadequate",
        "    requires improvement if at least 2 key questions are requires improvement",
        "    outstanding if at least 2 key questions are outstanding and the rest are good",
        "    good otherwise",
    )
    found = between(PRINCIPLES, questions(*lines), questions(*lines[:2], *lines[3:]))
    assert decided(found) == ("different", 9, 56)
    assert found.smallest.pattern == "1 inadequate, 4 good"
    assert (found.smallest.before.rating, found.smallest.after.rating) == (FOUR[1], FOUR[2])


def test_the_smallest_pattern_names_the_lines_on_both_sides():
    before = components("start from health inspection", "up 1 if staffing is five stars")
    after = components(
        "start from health inspection", "up 1 if staffing is four stars or better"
    )
    found = between(STARS, before, after)
    assert decided(found) == ("different", 4, 25)
    assert found.smallest.pattern == "health inspection four stars, staffing four stars"
    old, new = found.smallest.before, found.smallest.after
    assert (old.rating, old.line.words) == ("four stars", "start from health inspection")
    assert (new.rating, new.line.words) == (
        "five stars",
        "up 1 if staffing is four stars or better",
    )
    assert new.saw == "staffing is four stars"


def test_lines_in_another_order_may_give_something_else():
    lines = ("up 1 if staffing is five stars", "at most three stars if special focus facility")
    base = "start from health inspection"
    found = between(STARS, components(base, *lines), components(base, *reversed(lines)))
    assert decided(found) == ("different", 3, 50)
    assert found.smallest.pattern == (
        "health inspection five stars, staffing five stars, special focus facility"
    )


def test_a_band_of_a_score_that_begins_elsewhere():
    before = framework(TEN, standards(SUM))
    after = framework(with_edge(TEN, "overall bands", FOUR[3], 27), standards(SUM))
    found = about(before, after)
    assert found.answer == "different"
    assert found.smallest.pattern == "2 requires improvement, 8 outstanding"
    assert found.smallest.before.saw.endswith("= 26")


def test_a_new_input_and_a_line_that_asks_for_it():
    found = about(shipped("2018-19"), shipped("2019-20"))
    assert decided(found) == ("different", 7_350, 14_700)
    assert found.types == ("NPS", "CRC")
    assert found.smallest.pattern == "10 inadequate, inspection incomplete"
    assert found.smallest.after.line.words == "not rated if inspection incomplete"


def test_a_number_is_tried_where_either_rule_can_tell_it_from_others():
    base = "start from health inspection"
    before = components(base, "up 1 if beds is more than 10")
    after = components(base, "up 1 if beds is at least 10")
    found = between(STARS, before, after)
    assert found.smallest.pattern == "health inspection one star, beds 10"
    assert decided(found) == ("different", 4, 15)


def test_each_kind_of_item_is_answered_for():
    rules = (
        "rate each standard:\n    percentage of judgements that are sufficient, "
        "banded by case bands\nrate provider:\n    {} of standards ignoring not rated\n"
    )
    found = diff(
        framework(TEN, rules.format("lowest")), framework(TEN, rules.format("highest"))
    )
    assert [(b.rates, b.answer) for b in found.behaviours] == [
        ("each standard", "the same"),
        ("provider", "different"),
    ]


# Different, in percentages of cases


def share(*lines):
    """Rules for ten standards, each with these lines below its percentage."""
    below = "".join(f"    {line}\n" for line in lines)
    base = "percentage of judgements that are sufficient, banded by case bands"
    return f"rate each standard:\n    {base}\n{below}rate provider:\n    {SUM}\n"


def stretches(found):
    """The percentages that are rated otherwise, and how."""
    return [
        (s.low, s.low_included, s.high, s.high_included, s.before, s.after)
        for s in found.stretches
    ]


def test_percentages_between_the_old_edge_and_the_new():
    after = with_edge(TEN, "case bands", "good", 66)
    found = between(TEN, share(), share(), "each standard", after)
    assert found.answer == "different"
    assert stretches(found) == [(65, True, 66, False, "good", FOUR[1])]
    assert found.smallest.pattern == "13 of 20 sufficient"


def test_a_single_percentage():
    after = with_edge(TEN, "case bands", "good", 65, inclusive=False)
    found = between(TEN, share(), share(), "each standard", after)
    assert stretches(found) == [(65, True, 65, True, "good", FOUR[1])]


def test_rounding_before_banding():
    """11 of 17 is 64.7 %; rounded it is 65."""
    after = with_bands(TEN, "case bands", rounding="half up to integer")
    found = between(TEN, share(), share(), "each standard", after)
    assert stretches(found) == [
        (Fraction(99, 2), True, 50, False, FOUR[0], FOUR[1]),
        (Fraction(129, 2), True, 65, False, FOUR[1], FOUR[2]),
        (Fraction(159, 2), True, 80, False, FOUR[2], FOUR[3]),
    ]
    assert found.smallest.pattern == "11 of 17 sufficient"


def test_published_ends_and_words_of_bands_give_no_other_ratings():
    (bands,) = [b for b in TEN.bands if b.id == "case bands"]
    edges = tuple(replace(edge, published="so it was printed") for edge in bands.edges)
    found = between(
        TEN, share(), share(), "each standard", with_bands(TEN, "case bands", edges=edges)
    )
    assert found.answer == "the same"


def test_a_limit_on_the_percentage():
    after = share(
        "at most requires improvement if percentage of judgements that are sufficient"
        " is less than 70"
    )
    found = between(TEN, share(), after, "each standard")
    assert stretches(found) == [(65, True, 70, False, "good", FOUR[1])]
    assert found.smallest.pattern == "2 of 3 sufficient"


def test_a_limit_on_the_number():
    after = share("not rated if number of judgements that are sufficient is fewer than 3")
    found = between(TEN, share(), after, "each standard")
    assert found.answer == "different"
    assert found.smallest.pattern == "1 sufficient"
    assert (found.patterns, found.stretches) == (0, ())


def test_numbers_and_percentages_together_may_be_undecided():
    one = "at most outstanding if number of judgements that are sufficient is fewer than 3"
    found = between(TEN, share(), share(one), "each standard")
    assert found.answer == "not decided"
    assert found.because == "more than one count of cases matters, and there is no end to them"


# Not decided, not compared


def test_too_many_patterns():
    many = replace(TEN, items=tuple(Item(f"s{n}", "standard") for n in range(50)))
    after = with_edge(many, "overall bands", FOUR[3], 27)
    found = between(many, standards(SUM), standards(SUM), changed=after)
    assert (found.answer, found.because) == ("not decided", "there are 316,251 patterns")


def test_children_that_only_one_framework_has():
    items = (*PRINCIPLES.items, Item("kind", "key question", "Kind"))
    rules = questions("lowest of key questions")
    found = between(PRINCIPLES, rules, rules, changed=replace(PRINCIPLES, items=items))
    assert (found.answer, found.because) == ("not compared", "it is made from kind only after")


def test_a_rating_that_a_person_gives_is_not_compared_with_one_that_is_computed():
    found = between(
        PRINCIPLES, questions("judged by inspector"), questions("lowest of key questions")
    )
    assert (found.answer, found.because) == ("not compared", "it is judged by a person before")


def test_children_rated_on_another_scale():
    scale = PRINCIPLES.scales[0]
    fewer = replace(PRINCIPLES, scales=(replace(scale, grades=scale.grades[:3]),))
    rules = questions("lowest of key questions")
    found = between(PRINCIPLES, rules, rules, changed=fewer)
    assert (found.answer, found.because) == ("not compared", "caring has other ratings")


def test_what_is_made_from_two_levels_that_hang_together():
    """Standards are as good as their lowest question, which patterns do not know."""
    before = CASES
    after = CASES + "    at most good if any key question is inadequate\n"
    found = between(CASEWORK, before, after)
    assert (found.answer, found.because) == (
        "not decided",
        "2.1.1 is looked at, and so is what is made from it",
    )


def test_an_item_that_applies_to_some_types_only():
    """Each type of provider is answered for where the answers are not the same."""
    types = (ProviderType("home", "Home"), ProviderType("day", "Day centre"))
    items = tuple(
        replace(item, applies_to=("home",)) if item.id == "safe" else item
        for item in PRINCIPLES.items
    )
    vocabulary = replace(PRINCIPLES, provider_types=types, items=items)
    line = "at most good if at least 5 key questions are outstanding"
    base = "lowest of key questions"
    found = diff(
        framework(vocabulary, questions(base)), framework(vocabulary, questions(base, line))
    )
    answers = [(b.types, *decided(b)) for b in found.behaviours if b.rates == "provider"]
    assert answers == [
        (("home",), "different", 1, 56),
        (("day",), "the same", 0, 35),
    ]


# Discretion


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        (["allow panel to move up 1"], ["allow panel to move up 1"], True),
        (["allow panel to move up 1"], ["allow panel to move up 2"], False),
        (["allow panel to move up 1"], [], False),
        (
            ["at most good if fire", "allow panel to move up 1"],
            ["allow panel to move up 1", "at most good if fire"],
            False,
        ),
        (
            ["allow panel to move up 1 if within 5 points of a boundary"],
            ["allow panel to move up 1 if within 3 points of a boundary"],
            False,
        ),
    ],
)
def test_what_is_left_to_discretion(before, after, same):
    found = between(TEN, share(*before), share(*after), "each standard")
    assert found.answer == "the same"
    assert found.discretion is not same


def test_discretion_near_a_boundary_follows_the_boundary():
    rules = share("allow panel to move up 1 if within 5 points of a boundary")
    after = with_edge(TEN, "case bands", "good", 66)
    assert between(TEN, rules, rules, "each standard", after).discretion


# Above providers

REGIONS = replace(
    PRINCIPLES,
    levels=(*PRINCIPLES.levels, Level("region", "regions", "rating", pools="ratings")),
)


def regions(*lines):
    """Rules for five key questions, the provider, and these lines for its region."""
    below = "".join(f"    {line}\n" for line in lines)
    return f"{questions('lowest of key questions')}rate region:\n{below}"


def of_regions(before, after, changed=REGIONS):
    """What is found about the rule for a region."""
    return between(REGIONS, regions(*before), regions(*after), "region", changed)


def test_the_same_rule_above_providers():
    line = "lowest of providers"
    assert of_regions([line], [line]).answer == "the same"


def test_rules_above_providers_differ_from_so_many_members_on():
    found = of_regions(["lowest of providers"], ["highest of providers"])
    assert (found.answer, found.smallest.pattern) == (
        "different",
        "1 inadequate, 1 requires improvement",
    )
    assert (found.smallest.before.rating, found.smallest.after.rating) == FOUR[:2]


def test_what_no_few_members_tell_apart_is_not_decided():
    limit = "at most good if at least 9 providers are inadequate"
    found = of_regions(["highest of providers"], ["highest of providers", limit])
    assert (found.answer, found.because) == (
        "not decided",
        "there may be any number of members; up to 6 it always gives the same",
    )


def test_a_rating_of_a_region_that_a_person_gives():
    found = of_regions(["judged by inspector"], ["lowest of providers"])
    assert (found.answer, found.because) == ("not compared", "it is judged by a person before")


ITEMS = "rate each key question in region:\n    lowest of providers\n\n"


def of_items(before, after, name="region"):
    """What is found about a rule for a region whose key questions are rated too."""
    head = "rate region"
    texts = [regions(*lines).replace(head, f"{ITEMS}{head}") for lines in (before, after)]
    return between(REGIONS, texts[0], texts[1], name, REGIONS)


def test_a_region_that_reads_its_own_items_is_compared_like_a_provider():
    same = of_items(["lowest of key questions"], ["lowest of key questions"])
    assert same.answer == "the same"
    limit = "at most good if safe is inadequate"
    found = of_items(["highest of key questions"], ["highest of key questions", limit])
    assert found.answer == "different"
    assert found.patterns > found.differing > 0
    assert found.smallest.pattern.startswith("safe inadequate")


def test_items_of_a_region_are_compared_by_what_their_providers_may_have():
    lines = ["lowest of key questions"]
    assert of_items(lines, lines, "each key question in region").answer == "the same"


def test_a_region_that_reads_items_and_providers_is_not_compared():
    limit = "at most good if safe is inadequate"
    found = of_items(["highest of providers"], ["highest of providers", limit])
    assert found.answer == "not compared"
    assert found.because == "it is made from several levels, which depend on each other"
