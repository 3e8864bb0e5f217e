"""What rules give, against expectations worked out by hand and by other programs."""

# ruff: noqa: E501 -- lines of rules are as long as people write them

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.frameworks.model import Item
from engine.frameworks.model import ProviderType
from engine.rules import typed
from engine.rules.facts import Facts
from engine.rules.load import check_framework
from engine.rules.measures import measure
from engine.rules.reference import rate
from tests.rules.checking import choice_of
from tests.rules.checking import outcome_of
from tests.rules.checking import rated
from tests.rules.checking import read
from tests.rules.checking import sound
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.written import CASES
from tests.rules.written import NURSING_HOMES
from tests.rules.written import PRINCIPLES_OF_FIVE
from tests.rules.written import SHIPPED
from tests.rules.written import components
from tests.rules.written import questions
from tests.rules.written import standards

INADEQUATE, REQUIRES, GOOD, OUTSTANDING = FOUR
LETTERS = dict(zip("IRGO", FOUR, strict=True)) | {"-": None}
FIVE = ("one star", "two stars", "three stars", "four stars", "five stars")
QUESTIONS = tuple(item.id for item in PRINCIPLES.items)


def answers(yes: int, applicable: int) -> dict[str, int]:
    return {"sufficient": yes, "insufficient": applicable - yes}


@cache
def shipped(folder):
    framework, findings = check_framework(folder)
    assert framework is not None, findings
    return framework


def ten(letters: str) -> dict[str, str | None]:
    """Ratings of ten standards, such as ``GGGGGGRRRR``; ``-`` is not rated."""
    assert len(letters) == 10
    return {item.id: LETTERS[c] for item, c in zip(TEN.items, letters, strict=True)}


def five(letters: str) -> dict[str, str | None]:
    return dict(zip(QUESTIONS, (LETTERS[c] for c in letters), strict=True))


def overall(framework, type_id: str, letters: str):
    """The overall result of a provider of whose standards these are the ratings, in order."""
    rule = framework.rules.rating(None)
    inputs = {fact.id: fact.default for fact in framework.vocabulary.inputs}
    members = read(rule, framework.vocabulary, None, type_id)
    (ids,) = members.values()
    ratings = {item: LETTERS[c] for item, c in zip(ids, letters, strict=True)}
    return rate(rule, Facts(ratings, members, inputs=inputs))


# Published scores and bands.


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
@pytest.mark.parametrize(
    ("score", "rating"),
    [
        (0, INADEQUATE),
        (5, INADEQUATE),
        (6, REQUIRES),
        (15, REQUIRES),
        (16, GOOD),
        (25, GOOD),
        (26, OUTSTANDING),
        (30, OUTSTANDING),
    ],
)
def test_the_overall_rating_changes_at_6_16_and_26(folder, score, rating):
    letters = "O" * (score // 3) + "IRG"[score % 3] * (score % 3 > 0)
    result = overall(shipped(folder), "NPS", letters.ljust(10, "I"))
    assert (result.value, result.rating) == (score, rating)


@pytest.mark.parametrize(
    ("letters", "score", "rating"),
    [("GGGGGGRRRR", 16, GOOD), ("GGGGGRRRRR", 15, REQUIRES), ("GRGOGGRIGR", 16, GOOD)],
)
def test_published_rows_of_standards(letters, score, rating):
    result = overall(shipped(SHIPPED[0]), "CRC", letters)
    assert (result.value, result.rating) == (score, rating)


def test_a_domain_of_inadequate_standards_does_not_force_an_inadequate_provider():
    result = overall(shipped(SHIPPED[0]), "CRC", "GGGR" + "IIII" + "OI")
    assert (result.value, result.rating) == (Fraction(10), REQUIRES)


def test_a_standard_that_is_not_rated_adds_nothing_to_the_score():
    result = overall(shipped(SHIPPED[0]), "CRC", "GRGGIRII-G")
    assert (result.value, result.rating) == (Fraction(10), REQUIRES)
    assert result.steps[0].saw == (
        "2 + 1 + 2 + 2 + 0 + 1 + 0 + 0 + 0 + 2 = 10, 4.1 not rated counting 0"
    )


def test_a_provider_without_a_rated_standard_is_not_rated():
    result = overall(shipped(SHIPPED[0]), "CRC", "-" * 10)
    assert result.rating is None
    assert result.value == 0
    assert result.reason == "all standards are not rated"


def test_an_incomplete_inspection_has_no_overall_rating():
    framework = shipped(SHIPPED[1])
    ratings = {item.id: GOOD for item in framework.vocabulary.items}
    inputs = {"inspection incomplete": "yes"}
    result = rated(
        framework.rules, framework.vocabulary, type_id="NPS", ratings=ratings, inputs=inputs
    )
    assert (result.rating, result.reason) == (None, "inspection incomplete")


@pytest.mark.parametrize(
    ("percentages", "rating"),
    [
        ((85, 66, 64), REQUIRES),
        ((85, 66, 65), GOOD),
        ((80, 80, 80), OUTSTANDING),
        ((80, 80, 49), INADEQUATE),
    ],
)
def test_a_standard_is_as_good_as_its_weakest_key_question(percentages, rating):
    framework = shipped(SHIPPED[0])
    ids = ("2.1.1", "2.1.2", "2.1.3")
    known = [answers(percentage, 100) for percentage in percentages]
    ratings = {
        item: rated(framework.rules, framework.vocabulary, item, answers=each).rating
        for item, each in zip(ids, known, strict=True)
    }
    assert rated(framework.rules, framework.vocabulary, "2.1", ratings=ratings).rating == rating


def test_case_bands_are_exact_for_every_share_of_up_to_120_cases():
    rules = sound(CASES, CASEWORK)
    rule = rules.rating("2.1.1")
    assert rule is not None
    for applicable in range(1, 121):
        for yes in range(applicable + 1):
            rank = sum(100 * yes >= edge * applicable for edge in (50, 65, 80))
            assert rate(rule, Facts(answers=answers(yes, applicable))).rating == FOUR[rank]


def test_rounding_first_changes_568_of_45450_bands():
    exact = CASEWORK.bands_by_id["case bands"]
    rounded = replace(exact, rounding="half up to integer")
    shares = [(yes, n) for n in range(1, 301) for yes in range(n + 1)]
    differing = [
        (yes, n)
        for yes, n in shares
        if exact.grade(Fraction(100 * yes, n)) != rounded.grade(Fraction(100 * yes, n))
    ]
    assert (len(differing), len(shares)) == (568, 45_450)
    assert differing[0] == (11, 17)


def test_declared_rounding_comes_before_the_bands():
    rounded = replace(CASEWORK.bands[0], rounding="half up to integer")
    vocabulary = replace(CASEWORK, bands=(rounded, *CASEWORK.bands[1:]))
    for vocabulary_, rating in ((CASEWORK, REQUIRES), (vocabulary, GOOD)):
        result = outcome_of(CASES, vocabulary_, "2.1.1", answers=answers(11, 17))
        assert result.rating == rating
        assert result.value == Fraction(1100, 17)


def test_answers_that_do_not_apply_are_not_in_the_denominator():
    result = outcome_of(CASES, CASEWORK, "2.1.1", answers=answers(4, 5))
    assert (result.rating, result.value) == (OUTSTANDING, Fraction(80))
    assert result.steps[0].saw == "4 of 5 sufficient (80 %)"


def test_no_applicable_case_is_not_rated_and_neither_0_nor_100_per_cent():
    result = outcome_of(CASES, CASEWORK, "2.1.1", answers=answers(0, 0))
    assert (result.rating, result.value) == (None, None)
    assert result.reason == result.steps[0].saw == "no case applies"


def test_what_the_data_withhold_is_not_rated_whatever_the_rule():
    result = outcome_of(
        CASES, CASEWORK, "2.1.1", answers=answers(5, 5), withheld="small caseload"
    )
    assert (result.rating, result.reason, result.steps) == (None, "small caseload", ())


# Whole published frameworks, against other programs.


def five_questions(judged: tuple[str, ...], *, breach: bool) -> str:
    """The care regulator's principles, written independently."""
    count = Counter(judged)
    if count[INADEQUATE] >= 2:
        result = INADEQUATE
    elif count[OUTSTANDING] >= 2 and count[OUTSTANDING] + count[GOOD] == 5:
        result = OUTSTANDING
    elif count[INADEQUATE] == 0 and count[REQUIRES] <= 1:
        result = GOOD
    else:
        result = REQUIRES
    return min(result, REQUIRES, key=FOUR.index) if breach else result


def test_the_principles_of_five_questions_for_every_judgement():
    rule = sound(PRINCIPLES_OF_FIVE, PRINCIPLES).rating(None)
    assert rule is not None
    members = read(rule, PRINCIPLES, None)
    for judged in product(FOUR, repeat=5):
        ratings = dict(zip(QUESTIONS, judged, strict=True))
        for breach in (False, True):
            inputs = {"breach of regulations": "yes" if breach else "no"}
            given_ = rate(rule, Facts(ratings, members, inputs=inputs)).rating
            assert given_ == five_questions(judged, breach=breach)


def nursing_home(health: int, staffing: int, quality: int, *, special: bool) -> int:
    """The five-star formula, written independently; stars count from 1."""
    stars = health
    stars = min(5, stars + 1) if staffing == 5 else stars
    stars = max(1, stars - 1) if staffing == 1 else stars
    stars = min(5, stars + 1) if quality == 5 else stars
    stars = max(1, stars - 1) if quality == 1 else stars
    stars = min(stars, 2) if health == 1 else stars
    return min(stars, 3) if special else stars


def test_the_stars_of_nursing_homes_for_every_combination():
    rule = sound(NURSING_HOMES, STARS).rating(None)
    assert rule is not None
    ids = [item.id for item in STARS.items]
    for stars in product(range(1, 6), repeat=3):
        ratings = dict(zip(ids, (FIVE[n - 1] for n in stars), strict=True))
        for special in (False, True):
            inputs = {"special focus facility": "yes" if special else "no"}
            given_ = rate(rule, Facts(ratings, inputs=inputs)).rating
            assert given_ == FIVE[nursing_home(*stars, special=special) - 1]


# Clause by clause.


def test_a_trace_has_one_row_for_each_clause():
    result = outcome_of(
        PRINCIPLES_OF_FIVE,
        PRINCIPLES,
        ratings=five("RGGGG"),
        inputs={"breach of regulations": "yes"},
    )
    assert [(s.clause.place.line, s.saw, s.effect, s.rating) for s in result.steps] == [
        (7, "0 are", "did not apply", None),
        (8, "0 are; of the rest 1 is not (safe)", "did not apply", None),
        (9, "0 are; 1 is (safe)", "applied", GOOD),
        (10, "", "not reached", GOOD),
        (11, "open to requires improvement or outstanding", "not used", GOOD),
        (12, "breach of regulations", "applied", REQUIRES),
    ]


def test_otherwise_is_taken_when_nothing_else_applies():
    result = outcome_of(
        PRINCIPLES_OF_FIVE,
        PRINCIPLES,
        ratings=five("IGGGG"),
        inputs={"breach of regulations": "no"},
    )
    assert (result.rating, result.steps[3].saw) == (REQUIRES, "otherwise")
    assert (result.steps[5].saw, result.steps[5].effect) == (
        "no breach of regulations",
        "did not apply",
    )


@pytest.mark.parametrize(
    ("line", "letters", "rating", "saw"),
    [
        ("lowest of key questions", "GRGOR", REQUIRES, "lowest is effective and well-led"),
        ("highest of key questions", "GRGOR", OUTSTANDING, "highest is responsive"),
        ("lowest of key questions", "GRG-R", None, "responsive is not rated"),
        ("lowest of key questions only if all are rated", "-RG-R", None,
         "safe and responsive are not rated"),
        ("lowest of key questions ignoring not rated", "G-GOG", GOOD,
         "lowest is safe, caring and well-led; effective is not rated"),
        ("highest of key questions ignoring not rated", "-----", None,
         "safe, effective, caring, responsive and well-led are not rated"),
        ("lowest of key questions treating not rated as requires improvement", "GGG-G",
         REQUIRES, "lowest is responsive; responsive is not rated, treated as requires improvement"),
        ("highest of key questions treating not rated as good", "----R", GOOD,
         ("highest is safe, effective, caring and responsive; safe, effective, caring and "
         "responsive are not rated, treated as good")),
    ],
)  # fmt: skip
def test_lowest_and_highest(line, letters, rating, saw):
    result = outcome_of(questions(line), PRINCIPLES, ratings=five(letters))
    assert (result.rating, result.steps[0].saw) == (rating, saw)
    assert result.reason == ("" if rating else saw)


@pytest.mark.parametrize(
    ("line", "letters", "value", "rating"),
    [
        ("total score of standards ignoring not rated, banded by overall bands",
         "GGGGGGRRRR", 16, GOOD),
        ("total score of standards ignoring not rated, banded by overall bands",
         "GGGGGGRR--", 14, REQUIRES),
        ("total score of standards ignoring not rated, banded by overall bands",
         "----------", None, None),
        ("total score of standards counting not rated as 2, banded by overall bands",
         "GGGGGGRR--", 18, GOOD),
        ("total score of standards only if all are rated, banded by overall bands",
         "GGGGGGRR--", None, None),
        ("average score of standards ignoring not rated, banded by half-point bands",
         "GGGGGGRR--", Fraction(14, 8), GOOD),
        ("average score of standards ignoring not rated, banded by half-point bands",
         "GGRR------", Fraction(3, 2), REQUIRES),
        ("average score of standards counting not rated as 0, banded by half-point bands",
         "GGRR------", Fraction(6, 10), REQUIRES),
        ("average score of standards ignoring not rated, banded by half-point bands",
         "RRRRRIIIII", Fraction(1, 2), INADEQUATE),
        ("average score of standards ignoring not rated, banded by half-point bands",
         "RRRRRRIIII", Fraction(6, 10), REQUIRES),
        (("percentage of maximum score of standards ignoring not rated, "
         "banded by maximum bands"), "GG--------", Fraction(200, 3), GOOD),
        (("percentage of maximum score of standards counting not rated as 0, "
         "banded by maximum bands"), "GG--------", Fraction(40, 3), INADEQUATE),
        ("percentage of standards that are good or better, banded by share bands",
         "GGRR------", 50, GOOD),
        ("percentage of standards that are good or better, banded by share bands",
         "----------", None, None),
        ("percentage of standards that are good or not rated, banded by share bands",
         "GRRRRRRR--", 30, REQUIRES),
        ("number of standards that are good, banded by number bands",
         "GGGG----RO", 4, GOOD),
        ("number of standards that are not rated, banded by number bands",
         "--GGGGGGGG", 2, REQUIRES),
        ("number of standards that are good, banded by number bands",
         "----------", 0, INADEQUATE),
    ],
)  # fmt: skip
def test_measures_of_a_collection(line, letters, value, rating):
    result = outcome_of(standards(line), TEN, ratings=ten(letters))
    assert (result.value, result.rating) == (value, rating)


@pytest.mark.parametrize(
    ("line", "letters", "saw"),
    [
        ("total score of standards ignoring not rated, banded by overall bands", "GGRRIIII--",
         "2 + 2 + 1 + 1 + 0 + 0 + 0 + 0 = 6, without s9 and s10, not rated"),
        ("total score of standards ignoring not rated, banded by overall bands", "----------",
         "nothing is rated"),
        ("total score of standards only if all are rated, banded by overall bands",
         "GGGGGGRRR-", "s10 is not rated"),
        ("average score of standards ignoring not rated, banded by half-point bands",
         "GR--------", "2 + 1 = 3, over 2, without s3, s4, s5, s6, s7, s8, s9 and s10, not rated"),
        (("percentage of maximum score of standards ignoring not rated, "
         "banded by maximum bands"), "GRRRRRRRRR",
         "2 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 = 11 of 30 (36.67 %)"),
        (("percentage of maximum score of standards ignoring not rated, "
         "banded by maximum bands"), "GR--------",
         "2 + 1 = 3 of 6 (50 %), without s3, s4, s5, s6, s7, s8, s9 and s10, not rated"),
        ("percentage of standards that are good or better, banded by share bands",
         "GGRRRR----", "2 of 6 good or better (33.33 %)"),
        ("percentage of standards that are good or better, banded by share bands",
         "----------", "no standards are rated"),
        ("number of standards that are good, banded by number bands", "GGRRRR----",
         "2 of 6 good"),
        ("incidents, banded by number bands", "----------", "incidents is 3.5"),
    ],
)  # fmt: skip
def test_what_a_measure_saw(line, letters, saw):
    inputs = {"incidents": "7/2"}
    result = outcome_of(standards(line), TEN, ratings=ten(letters), inputs=inputs)
    assert result.steps[0].saw == saw
    assert result.reason == ("" if result.rating else saw)


def test_a_number_of_judgements_is_banded_as_it_is():
    written = standards("judged by panel").replace(
        "percentage of judgements that are sufficient, banded by case bands",
        "number of judgements that are sufficient, banded by number bands",
    )
    for yes, rating in ((1, INADEQUATE), (2, REQUIRES), (8, OUTSTANDING)):
        result = outcome_of(written, TEN, "s1", answers=answers(yes, 9))
        assert (result.value, result.rating) == (Fraction(yes), rating)
        assert result.steps[0].saw == f"{yes} of 9 sufficient"


def test_an_input_below_all_bands_gives_no_rating():
    written = standards("incidents, banded by number bands")
    for value, rating in (
        ("-1", None),
        ("0", INADEQUATE),
        ("1.99", INADEQUATE),
        ("8", FOUR[3]),
    ):
        result = outcome_of(written, TEN, inputs={"incidents": value})
        assert (result.rating, result.value) == (rating, Fraction(value))
    below = outcome_of(written, TEN, inputs={"incidents": "-1"})
    assert below.reason == "incidents is -1, below all bands"


def test_an_input_that_rounds_into_the_lowest_band_is_in_it():
    rounded = replace(TEN.bands_by_id["number bands"], rounding="half up to integer")
    vocabulary = replace(TEN, bands=(*TEN.bands[:-1], rounded))
    written = standards("incidents, banded by number bands")
    for value, rating in (("-0.51", None), ("-0.5", INADEQUATE), ("1.5", REQUIRES)):
        assert outcome_of(written, vocabulary, inputs={"incidents": value}).rating == rating
    (step,) = outcome_of(written, vocabulary, inputs={"incidents": "1.5"}).steps
    assert step.saw == "incidents is 1.5, rounded to 2"
    (step,) = outcome_of(written, vocabulary, inputs={"incidents": "3"}).steps
    assert step.saw == "incidents is 3"


def test_a_measure_is_read_without_its_bands():
    rule = sound(standards("incidents, banded by number bands"), TEN).rating(None)
    assert rule is not None
    assert isinstance(rule.base, typed.Banded)
    assert measure(rule.base.measure, Facts(inputs={"incidents": "1/3"})).value == Fraction(
        1, 3
    )


@pytest.mark.parametrize(
    ("judged", "saw"), [(GOOD, "recorded"), (None, "no rating is recorded")]
)
def test_a_judged_rating_is_the_one_recorded(judged, saw):
    result = outcome_of(questions("judged by inspector"), PRINCIPLES, judged=judged)
    assert (result.rating, result.steps[0].saw) == (judged, saw)
    assert result.reason == ("" if judged else saw)


def stars(health: str | None, staffing: str | None = "three stars") -> dict[str, str | None]:
    return {"health inspection": health, "staffing": staffing, "quality measures": FIVE[2]}


@pytest.mark.parametrize(
    ("lines", "ratings", "rating"),
    [
        (["up 2 if staffing is three stars"], stars("one star"), "three stars"),
        (["up 2 if staffing is three stars"], stars("four stars"), "five stars"),
        (["down 3 if staffing is three stars"], stars("two stars"), "one star"),
        (["up 3 if staffing is three stars", "down 1 if staffing is three stars"],
         stars("five stars"), "four stars"),
        (["up 1 if staffing is one star"], stars("one star"), "one star"),
        (["up 1 if staffing is one star or worse"], stars("one star", None), "one star"),
        (["up 1 if staffing is not rated"], stars("one star", None), "two stars"),
        (["up 1 if staffing is three stars", "at least four stars"], stars(None), None),
        (["at most two stars"], stars("five stars"), "two stars"),
        (["at least two stars"], stars("one star"), "two stars"),
        (["at least two stars"], stars("four stars"), "four stars"),
        (["at most 1 above staffing"], stars("five stars"), "four stars"),
        (["at most 1 below staffing"], stars("five stars"), "two stars"),
        (["at most 4 below staffing"], stars("five stars"), "one star"),
        (["at least 1 above staffing"], stars("one star"), "four stars"),
        (["at least 4 above staffing"], stars("one star"), "five stars"),
        (["at most 1 above staffing"], stars("five stars", None), "five stars"),
        (["at most one star if staffing is two stars"], stars("five stars"), "five stars"),
        (["not rated if staffing is not rated"], stars("five stars", None), None),
        (["not rated if staffing is not rated"], stars("five stars"), "five stars"),
        (["not rated if staffing is not rated", "up 1 if quality measures is three stars"],
         stars("five stars", None), None),
        (["not rated if staffing is not rated"], stars(None, None), None),
    ],
)  # fmt: skip
def test_moves_and_limits(lines, ratings, rating):
    result = outcome_of(
        components("start from health inspection", *lines), STARS, ratings=ratings
    )
    assert result.rating == rating
    assert len(result.steps) == 1 + len(lines)


@pytest.mark.parametrize(
    ("line", "ratings", "saw", "effect"),
    [
        ("at most two stars", stars("one star"), "always; already within", "applied"),
        ("at most two stars", stars("four stars"), "always", "applied"),
        ("at most 1 above staffing", stars("five stars", None), "staffing is not rated",
         "did not apply"),
        ("up 1 if staffing is five stars", stars("one star"), "staffing is three stars",
         "did not apply"),
        ("up 1 if staffing is five stars", stars("one star", None),
         "staffing is not rated", "did not apply"),
        ("allow inspector to move up 1", stars(None), "nothing to move", "did not apply"),
        ("allow inspector to move up 1", stars("five stars"), "no move is open",
         "did not apply"),
        ("allow inspector to move up 1", stars("one star"), "open to two stars", "not used"),
    ],
)  # fmt: skip
def test_what_a_modifier_saw(line, ratings, saw, effect):
    result = outcome_of(
        components("start from health inspection", line), STARS, ratings=ratings
    )
    assert (result.steps[1].saw, result.steps[1].effect) == (saw, effect)


def test_starting_from_what_is_not_rated_gives_nothing_and_says_so():
    result = outcome_of(components("start from health inspection"), STARS, ratings=stars(None))
    assert (result.rating, result.reason) == (None, "health inspection is not rated")
    assert result.steps[0].saw == result.reason


# Absence in choices.

CHOICE = (
    "first that applies",
    "    inadequate if any key question is inadequate",
    "    good if safe is good",
    "    requires improvement otherwise",
)


def test_a_choice_that_reads_something_not_rated_gives_nothing():
    result = outcome_of(questions(*CHOICE), PRINCIPLES, ratings=five("GG-GG"))
    assert (result.rating, result.reason) == (None, "caring is not rated")
    assert [(s.effect, s.rating) for s in result.steps] == [
        ("applied", None),
        ("not reached", None),
        ("not reached", None),
    ]


def test_what_only_a_later_line_reads_does_not_matter_once_a_line_applies():
    lines = (CHOICE[0], "    good if effective is good", *CHOICE[2:])
    result = outcome_of(questions(*lines), PRINCIPLES, ratings=five("-GGGG"))
    assert result.rating == GOOD
    result = outcome_of(questions(*lines), PRINCIPLES, ratings=five("-RGGG"))
    assert result.rating is None


def test_a_choice_that_names_not_rated_provides_for_it_in_every_line():
    lines = (
        CHOICE[0],
        "    inadequate if safe is inadequate or not rated",
        CHOICE[1],
        CHOICE[3],
    )
    for letters, rating in (("-GGGG", INADEQUATE), ("G-GGG", REQUIRES), ("G-GIG", INADEQUATE)):
        result = outcome_of(questions(*lines), PRINCIPLES, ratings=five(letters))
        assert result.rating == rating


ONE_OF_TWO = (
    "exactly one applies",
    "    good if safe is good or better",
    "    requires improvement if safe is requires improvement or worse",
)


@pytest.mark.parametrize(
    ("letter", "rating"), [("O", GOOD), ("G", GOOD), ("R", REQUIRES), ("-", None)]
)
def test_exactly_one_line_applies(letter, rating):
    result = outcome_of(questions(*ONE_OF_TWO), PRINCIPLES, ratings=five(f"{letter}IIII"))
    assert result.rating == rating
    assert len(result.steps) == 2


def test_a_choice_that_was_never_decided_still_gives_nothing_where_it_fails():
    rule = sound(questions(*ONE_OF_TWO), PRINCIPLES).rating(None)
    assert rule is not None
    choice = choice_of(rule)
    first, second = choice.branches
    both = replace(rule, base=replace(choice, branches=(first, first)))
    neither = replace(rule, base=replace(choice, branches=(second, second)))
    facts = Facts(five("GGGGG"))
    assert rate(both, facts).reason == "more than one line applies"
    assert rate(neither, facts).reason == "no line applies"
    assert rate(both, facts).rating is rate(neither, facts).rating is None


# Two types of provider.


def test_standards_are_those_that_apply_to_the_type_of_provider():
    items = (
        *PRINCIPLES.items[:4],
        replace(PRINCIPLES.items[4], applies_to=("home",)),
        Item("research", "key question", applies_to=("hospital",)),
    )
    types = (ProviderType("home", "Home"), ProviderType("hospital", "Hospital"))
    vocabulary = replace(PRINCIPLES, items=items, provider_types=types)
    ratings = dict.fromkeys((item.id for item in items), GOOD) | {"research": INADEQUATE}
    written = questions("lowest of key questions")
    for type_id, rating in (("home", GOOD), ("hospital", INADEQUATE)):
        result = outcome_of(written, vocabulary, type_id=type_id, ratings=ratings)
        assert result.rating == rating


# Laws.


def providers(folder, type_id):
    """The items of a type of provider that are judged, and those that are rated by cases."""
    framework = shipped(folder)
    vocabulary = framework.vocabulary
    applying = [i.id for i in vocabulary.items if vocabulary.applies(i, type_id)]
    rated_by = {i: rule for rule in framework.rules.rules for i in rule.items}
    bases = {item: rated_by[item].base for item in applying if item in rated_by}
    judged = [item for item, base in bases.items() if isinstance(base, typed.Judged)]
    cases = [item for item, base in bases.items() if isinstance(base, typed.Banded)]
    return judged, cases


def whole(framework, type_id, judged, cases):
    """Every rating of a provider, from the bottom up; the provider's own is None's."""
    vocabulary = framework.vocabulary
    ratings: dict[Any, str | None] = {}
    for rule in framework.rules.rules:
        for item in rule.items or (None,):
            if item is not None and not vocabulary.applies(
                vocabulary.item_by_id[item], type_id
            ):
                continue
            yes, n = cases.get(item, (0, 0))
            facts = Facts(
                ratings=ratings,
                members=read(rule, vocabulary, item, type_id),
                answers=answers(yes, n),
                inputs={fact.id: "no" for fact in vocabulary.inputs},
                judged=judged.get(item),
            )
            ratings[item] = rate(rule, facts).rating
    return ratings


@pytest.mark.parametrize("type_id", ["NPS", "CRC"])
@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
@given(data=st.data())
def test_a_better_judgement_never_lowers_any_rating_of_the_shipped_frameworks(
    folder, type_id, data
):
    framework = shipped(folder)
    judged_ids, case_ids = providers(folder, type_id)
    judged = {item: data.draw(st.sampled_from(FOUR)) for item in judged_ids}
    cases = {}
    for item in case_ids:
        applicable = data.draw(st.integers(0, 12))
        cases[item] = (data.draw(st.integers(0, applicable)), applicable)
    before = whole(framework, type_id, judged, cases)
    better = data.draw(st.sampled_from([*judged_ids, *case_ids]))
    if better in judged:
        rank = min(FOUR.index(judged[better]) + 1, 3)
        after = whole(framework, type_id, judged | {better: FOUR[rank]}, cases)
    else:
        yes, n = cases[better]
        after = whole(framework, type_id, judged, cases | {better: (min(yes + 1, n), n)})
    for item, rating in before.items():
        other = after[item]
        assert (rating is None) == (other is None)
        assert rating is None or FOUR.index(other) >= FOUR.index(rating)


@pytest.mark.parametrize(
    ("written", "vocabulary", "grades"),
    [(PRINCIPLES_OF_FIVE, PRINCIPLES, FOUR), (NURSING_HOMES, STARS, FIVE)],
    ids=["five questions", "nursing homes"],
)
def test_a_better_child_never_lowers_the_provider(written, vocabulary, grades):
    rule = sound(written, vocabulary).rating(None)
    assert rule is not None
    ids = [item.id for item in vocabulary.items]
    members = read(rule, vocabulary, None)
    for answer in ("yes", "no"):
        inputs = {fact.id: answer for fact in vocabulary.inputs}
        ranks = {}
        for children in product(range(len(grades)), repeat=len(ids)):
            ratings = {i: grades[rank] for i, rank in zip(ids, children, strict=True)}
            result = rate(rule, Facts(ratings, members, inputs=inputs)).rating
            ranks[children] = grades.index(result)
        for children, rank in ranks.items():
            for n, child in enumerate(children):
                better = (*children[:n], child + 1, *children[n + 1 :])
                assert better not in ranks or ranks[better] >= rank


@given(st.lists(st.sampled_from([*FOUR, None]), min_size=10, max_size=10), st.randoms())
def test_the_order_of_like_children_does_not_matter(ratings, random):
    shuffled = list(ratings)
    random.shuffle(shuffled)
    ids = [item.id for item in TEN.items]
    for rules in ALIKE:
        one, other = (
            rated(rules, TEN, ratings=dict(zip(ids, order, strict=True)))
            for order in (ratings, shuffled)
        )
        assert (one.rating, one.value) == (other.rating, other.value)


ALIKE = tuple(
    sound(standards(*lines), TEN)
    for lines in (
        ["lowest of standards ignoring not rated"],
        ["total score of standards counting not rated as 0, banded by overall bands"],
        ["average score of standards ignoring not rated, banded by half-point bands"],
        [
            "first that applies",
            "    good if at least 3 standards are good or not rated and the rest are outstanding",
            "    inadequate otherwise",
        ],
    )
)
