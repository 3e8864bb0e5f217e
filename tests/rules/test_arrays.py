"""Many providers at once: every construct of the language, by examples worked out by hand.

A letter stands for a provider's rating: of the four, or ``-`` not rated, ``?`` missing.
"""

# ruff: noqa: E501 -- lines of rules are as long as people write them

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from engine.frameworks.model import Grade
from engine.frameworks.model import Group
from engine.frameworks.model import ProviderType
from engine.frameworks.model import Scale
from engine.rules import typed
from engine.rules.arrays import MISSING
from engine.rules.arrays import NOT_RATED
from engine.rules.arrays import Columns
from engine.rules.arrays import moves
from engine.rules.arrays import rate
from engine.rules.arrays import reader
from engine.rules.arrays import values
from engine.rules.facts import Facts
from engine.rules.plan import plan
from engine.rules.reference import rate as one
from tests.rules.checking import choice_of
from tests.rules.checking import framework_of
from tests.rules.vocabularies import CARE
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.written import components
from tests.rules.written import questions
from tests.rules.written import standards

LETTERS = {"-": NOT_RATED, "?": MISSING} | {letter: n for n, letter in enumerate("IRGO")}
DIGITS = {"-": NOT_RATED, "?": MISSING} | {str(n + 1): n for n in range(5)}
HOME = ("health inspection", "staffing", "quality measures")


def planned(written, vocabulary, type_id=None):
    """The plan for one type of provider, under rules that must be sound."""
    return plan(framework_of(written, vocabulary), type_id)


def coded(letters, codes=LETTERS):
    return np.array([codes[letter] for letter in letters], np.int8)


def in_letters(ranks, codes=LETTERS):
    back = {code: letter for letter, code in codes.items()}
    return "".join(back[int(rank)] for rank in ranks)


def exact(rated, key=None):
    """What was banded, for each provider."""
    found = values(rated, key)
    assert found is not None
    return [found[n] for n in range(len(found.known))]


def five(*providers):
    """The five questions' ratings, a string for each provider."""
    return {
        item: coded(column)
        for item, column in zip(CARE, zip(*providers, strict=True), strict=True)
    }


def care(line, *providers, vocabulary=PRINCIPLES, **columns):
    """What a rule for the provider makes of the ratings of five questions."""
    made = Columns(len(providers), five(*providers), **columns)
    found = rate(planned(questions(*line.split("\n")), vocabulary), made)
    return in_letters(found.ranks[None])


def home(line, *providers, **columns):
    """What a rule for the provider makes of the stars of three components."""
    judged = {
        item: coded(column, DIGITS)
        for item, column in zip(HOME, zip(*providers, strict=True), strict=True)
    }
    made = Columns(len(providers), judged, **columns)
    found = rate(planned(components(*line.split("\n")), STARS, "home"), made)
    return in_letters(found.ranks[None], DIGITS)


def yes_no(text):
    return np.array([{"y": 1, "n": 0, "?": MISSING}[letter] for letter in text], np.int8)


# What is recorded


def test_judged_ratings_are_those_recorded():
    assert care(f"start from {CARE[0]}", "IGGGG", "OGGGG", "-GGGG", "?GGGG") == "IO-?"


def test_what_no_column_holds_is_missing_for_all():
    found = rate(planned(questions("start from safe"), PRINCIPLES), Columns(2))
    assert in_letters(found.ranks["safe"]) == in_letters(found.ranks[None]) == "??"


def test_a_rating_that_reads_something_missing_is_missing():
    rated = "lowest of key questions"
    assert care(rated, "GGGGG", "GG?GG", "-G?GG", "G-GGG") == "G??-"


def test_a_fact_that_is_missing_leaves_open_whatever_asks_for_it():
    line = "start from safe\nat most good if breach of regulations"
    inputs = {"breach of regulations": yes_no("yn?y")}
    assert care(line, "OOOOO", "OOOOO", "OOOOO", "IOOOO", inputs=inputs) == "GO?I"
    assert care(line, "OOOOO", "IIIII") == "??"


def test_what_the_data_withhold_is_not_rated_whatever_else_is_missing():
    withheld = {"": np.array([False, True, True])}
    rated = "lowest of key questions"
    assert care(rated, "GGGGG", "GGGGG", "?????", withheld=withheld) == "G--"
    of_one = {"safe": np.array([True, True])}
    assert care("start from safe", "GGGGG", "?GGGG", withheld=of_one) == "--"


def test_a_judgement_that_withholds_needs_nothing_else():
    rules = "rate each key question:\n    judged by inspector\n    at most good if breach of regulations\n"
    vocabulary = replace(PRINCIPLES, overall=False)
    found = rate(planned(rules, vocabulary), Columns(3, five("OOOOO", "-OOOO", "?OOOO")))
    assert in_letters(found.ranks["safe"]) == "?-?"


def test_without_overall_ratings_there_are_none():
    rules = "rate each key question:\n    judged by inspector\n"
    found = rate(planned(rules, replace(PRINCIPLES, overall=False)), Columns(1, five("GGGGG")))
    assert set(found.ranks) == set(CARE)


def test_no_providers_have_no_ratings():
    rules = planned(
        standards(
            "total score of standards counting not rated as 0, banded by overall bands\nallow panel to move up 1"
        ),
        TEN,
    )
    rated = rate(rules, Columns(0, tallies={"s1": (np.zeros(0, int), np.zeros(0, int))}))
    assert {len(ranks) for ranks in rated.ranks.values()} == {0}
    assert exact(rated) == []
    assert [len(mask) for mask in moves(rated, None)] == [0] * 4


# Counts


def counted(*pairs, kind=np.int64):
    """Columns of insufficient and sufficient, from pairs of sufficient and of how many."""
    return (
        np.array([of - yes for yes, of in pairs], kind),
        np.array([yes for yes, of in pairs], kind),
    )


def of_cases(line, *pairs, vocabulary=TEN, kind=np.int64, **columns):
    """What a rule makes of the cases of one standard."""
    rules = f"rate each standard:\n    {line}\n"
    tallies = {"s1": counted(*pairs, kind=kind)}
    made = Columns(len(pairs), tallies=tallies, **columns)
    return rate(planned(rules, replace(vocabulary, overall=False)), made)


BANDED = "percentage of judgements that are sufficient, banded by case bands"


def test_percentages_are_banded_exactly():
    pairs = [
        (0, 9),
        (49, 100),
        (1, 2),
        (62, 125),
        (11, 17),
        (13, 20),
        (159, 200),
        (4, 5),
        (9, 9),
    ]
    found = of_cases(BANDED, *pairs)
    assert in_letters(found.ranks["s1"]) == "IIRIRGGOO"
    assert exact(found, "s1")[3:5] == [Fraction(6200, 125), Fraction(1100, 17)]


def test_no_case_is_not_rated_and_no_tally_is_missing():
    found = of_cases(BANDED, (0, 0), (1, 1), (-2, -4))
    assert in_letters(found.ranks["s1"]) == "-O?"
    assert exact(found, "s1") == [None, 100, None]
    assert in_letters(found.ranks["s2"]) == "???"


def test_a_number_of_judgements_is_banded_as_it_is():
    line = "number of judgements that are sufficient, banded by number bands"
    found = of_cases(line, (0, 9), (2, 2), (4, 9), (8, 9), (0, 0))
    assert in_letters(found.ranks["s1"]) == "IRGOI"


def test_answers_of_several_grades_are_added_up():
    three = Scale("answer", (Grade("no", "No"), Grade("partly", "Partly"), Grade("yes", "Yes")))
    vocabulary = replace(TEN, scales=(TEN.scales[0], three), overall=False)
    rules = "rate each standard:\n    percentage of judgements that are partly or better, banded by case bands\n"
    tallies = {"s1": tuple(np.array(c) for c in ([1, 1, 0], [1, 0, 0], [2, 0, 0]))}
    found = rate(planned(rules, vocabulary), Columns(3, tallies=tallies))
    assert in_letters(found.ranks["s1"]) == "GI-"
    assert exact(found, "s1")[0] == 75


@pytest.mark.parametrize(
    ("rounding", "letters"),
    [("half up to integer", "GOO"), ("down to integer", "GGO"), ("up to integer", "OOO")],
)
def test_declared_rounding_comes_before_the_bands(rounding, letters):
    rounded = replace(TEN.bands[0], rounding=rounding)
    vocabulary = replace(TEN, bands=(rounded, *TEN.bands[1:]))
    found = of_cases(BANDED, (791, 1000), (159, 200), (4, 5), vocabulary=vocabulary)
    assert in_letters(found.ranks["s1"]) == letters


def test_a_judged_rating_may_be_limited_by_the_cases():
    line = "judged by panel\n    at most good if percentage of judgements that are sufficient is less than 50"
    found = of_cases(line, (49, 100), (50, 100), (0, 0), judged={"s1": coded("OOO")})
    assert in_letters(found.ranks["s1"]) == "GOO"


# Collections


@pytest.mark.parametrize(
    ("line", "letters"),
    [
        ("lowest of key questions", "IR---"),
        ("highest of key questions", "OG---"),
        ("lowest of key questions only if all are rated", "IR---"),
        ("lowest of key questions ignoring not rated", "IRG-O"),
        ("highest of key questions ignoring not rated", "OGO-O"),
        ("lowest of key questions treating not rated as inadequate", "IRIII"),
        ("highest of key questions treating not rated as good", "OGOGO"),
    ],
)
def test_lowest_and_highest(line, letters):
    assert care(line, "GIOGR", "GGRRG", "G-OGG", "-----", "---O-") == letters


def of_ten(line, *providers, vocabulary=TEN):
    """What a rule for the provider makes of ten standards that are judged."""
    rules = f"rate each standard:\n    judged by panel\nrate provider:\n    {line}\n"
    columns = zip(*providers, strict=True)
    judged = {f"s{n}": coded(column) for n, column in enumerate(columns, start=1)}
    return rate(planned(rules, vocabulary), Columns(len(providers), judged))


@pytest.mark.parametrize(
    ("line", "providers", "found"),
    [
        (
            "total score of standards counting not rated as 0, banded by overall bands",
            ["IIIIIIIIII", "GGGIIIIIII", "RRRRRGGGGG", "OOOOOOOOO-", "----------"],
            [("I", 0), ("R", 6), ("R", 15), ("O", 27), ("I", 0)],
        ),
        (
            "total score of standards ignoring not rated, banded by overall bands",
            ["OOOOOOOO--", "----------"],
            [("G", 24), ("-", None)],
        ),
        (
            "total score of standards, banded by overall bands",
            ["OOOOOOOOO-", "OOOOOOOOOI"],
            [("-", None), ("O", 27)],
        ),
        (
            "total score of standards counting not rated as 2.5, banded by overall bands",
            ["OOOOOOOO--", "R---------"],
            [("O", 29), ("G", Fraction(47, 2))],
        ),
        (
            "average score of standards ignoring not rated, banded by half-point bands",
            ["RI--------", "RRI-------", "OG--------", "OOG-------", "----------"],
            [
                ("I", Fraction(1, 2)),
                ("R", Fraction(2, 3)),
                ("G", Fraction(5, 2)),
                ("O", Fraction(8, 3)),
                ("-", None),
            ],
        ),
        (
            "average score of standards counting not rated as 0, banded by half-point bands",
            ["GGG-------", "OO--------"],
            [("R", Fraction(3, 5)), ("R", Fraction(3, 5))],
        ),
        (
            "percentage of maximum score of standards ignoring not rated, banded by maximum bands",
            ["OOGG------", "OOOG------", "R---------"],
            [("G", Fraction(250, 3)), ("O", Fraction(275, 3)), ("I", Fraction(100, 3))],
        ),
        (
            "percentage of maximum score of standards counting not rated as 1, banded by maximum bands",
            ["OOOOO-----", "----------"],
            [("G", Fraction(200, 3)), ("I", Fraction(100, 3))],
        ),
        (
            "percentage of standards that are good or better, banded by share bands",
            ["GOIIR-----", "GG--------", "----------", "IIIIIIIIIG"],
            [("R", 40), ("O", 100), ("-", None), ("I", 10)],
        ),
        (
            "percentage of standards that are good or not rated, banded by share bands",
            ["GOIIR-----", "----------"],
            [("G", 60), ("O", 100)],
        ),
        (
            "number of standards that are good or better, banded by number bands",
            ["GOIIR-----", "GGGGGGGG--", "----------"],
            [("R", 2), ("O", 8), ("I", 0)],
        ),
    ],
)
def test_measures_of_a_collection(line, providers, found):
    rated = of_ten(line, *providers)
    letters = in_letters(rated.ranks[None])
    assert [*zip(letters, exact(rated), strict=True)] == found


WEIGHTED = replace(
    TEN,
    items=tuple(
        replace(item, weight=Fraction(weight))
        for item, weight in zip(TEN.items, ("2", "0.5", "1/3", *"0000000"), strict=True)
    ),
)


@pytest.mark.parametrize(
    ("line", "providers", "found"),
    [
        (
            "weighted total score of standards counting not rated as 3, banded by overall bands",
            ["OOOIIIIIII", "-RRIIIIIII"],
            [("R", Fraction(17, 2)), ("R", Fraction(41, 6))],
        ),
        (
            "weighted average score of standards ignoring not rated, banded by half-point bands",
            ["OIIIIIIIII", "-OR-------", "---OOOOOOO"],
            [("G", Fraction(36, 17)), ("G", Fraction(11, 5)), ("-", None)],
        ),
        (
            "weighted percentage of maximum score of standards ignoring not rated, banded by maximum bands",
            ["GGGOOOOOOO", "O-I-------"],
            [("G", Fraction(200, 3)), ("G", Fraction(600, 7))],
        ),
    ],
)
def test_weights_count_where_a_rule_asks_for_them(line, providers, found):
    rated = of_ten(line, *providers, vocabulary=WEIGHTED)
    letters = in_letters(rated.ranks[None])
    assert [*zip(letters, exact(rated), strict=True)] == found


def test_where_nothing_has_weight_there_is_no_mean():
    items = tuple(replace(item, weight=Fraction(n > 4)) for n, item in enumerate(TEN.items))
    groups = (Group("light", "light ones", "standard", items=("s1", "s2")),)
    rated = of_ten(
        "weighted average score of light ones, banded by half-point bands",
        "OOOOOOOOOO",
        vocabulary=replace(TEN, items=items, groups=groups),
    )
    assert (in_letters(rated.ranks[None]), exact(rated)) == ("-", [None])


# Inputs


def numbers(*texts):
    """The distinct values, and the code of each; "?" is missing."""
    distinct = tuple(sorted({Fraction(text) for text in texts if text != "?"}))
    codes = [MISSING if text == "?" else distinct.index(Fraction(text)) for text in texts]
    return {"incidents": distinct}, {"incidents": np.array(codes, np.int32)}


def test_an_input_that_is_a_number_is_banded():
    known, codes = numbers("0", "1.99", "2", "7/2", "8", "?", "-1")
    rules = planned(
        "rate each standard:\n    incidents, banded by number bands\n",
        replace(TEN, overall=False),
    )
    rated = rate(rules, Columns(7, inputs=codes, numbers=known))
    assert in_letters(rated.ranks["s3"]) == "IIRRO?-"
    assert exact(rated, "s3")[3:] == [Fraction(7, 2), 8, None, -1]


def test_numbers_without_a_common_end_are_exact_too():
    thirds = [f"{10**n + 1}/{10**n}" for n in range(1, 40)]
    known, codes = numbers("1", *thirds)
    line = "judged by panel\n    at most good if incidents is more than 1"
    rules = planned(f"rate each standard:\n    {line}\n", replace(TEN, overall=False))
    rated = rate(rules, Columns(40, {"s1": coded("O" * 40)}, inputs=codes, numbers=known))
    assert in_letters(rated.ranks["s1"]) == "O" + "G" * 39


@pytest.mark.parametrize(
    ("condition", "letters"),
    [
        ("special focus facility", "35555?"),
        ("not special focus facility", "53333?"),
    ],
)
def test_facts_that_are_yes_or_no(condition, letters):
    fact = {"special focus facility": yes_no("ynnnn?")}
    line = f"start from staffing\nat most three stars if {condition}"
    assert home(line, *["555"] * 6, inputs=fact) == letters


def test_facts_that_are_one_of_several():
    fact = {"safeguarding": np.array([0, 1, MISSING])}
    line = "start from staffing\nat most one star if safeguarding is ineffective"
    assert home(line, "555", "555", "555", inputs=fact) == "51?"


# Choices


PRINCIPLES_OF_FIVE = """first that applies
    inadequate if at least 2 key questions are inadequate
    outstanding if at least 2 key questions are outstanding and the rest are good
    good if no key question is inadequate and at most 1 is requires improvement
    requires improvement otherwise"""


def test_the_first_line_that_applies_is_taken():
    providers = ["IIOOO", "OOGGG", "OGGGG", "RGGGG", "RRGGG", "IGGGG", "OO-GG", "??GGG"]
    assert care(PRINCIPLES_OF_FIVE, *providers) == "IOGGRR-?"


def test_a_choice_that_names_not_rated_provides_for_it():
    line = """first that applies
    inadequate if any key question is not rated
    good otherwise"""
    assert care(line, "GGGGG", "GGG-G") == "GI"


def test_exactly_one_line_applies():
    line = """exactly one applies
    inadequate if no key question is good
    good if any key question is good"""
    assert care(line, "IIIII", "GIIII", "-IIII", "-GIII") == "IG--"


def test_a_choice_that_was_never_decided_still_gives_nothing_where_it_fails():
    line = """exactly one applies
    inadequate if no key question is good
    good if any key question is good"""
    framework = framework_of(questions(*line.split("\n")), PRINCIPLES)
    *others, rule = framework.rules.rules
    choice = choice_of(rule)
    for branch in choice.branches:  # twice the same: both apply, or none
        base = replace(choice, branches=(branch, branch))
        changed = typed.Rules((*others, replace(rule, base=base)))
        made = replace(framework, rules=changed)
        assert in_letters(rate(plan(made, None), Columns(1, five("GGGGG"))).ranks[None]) == "-"


# Lines that change a rating


@pytest.mark.parametrize(
    ("lines", "stars"),
    [
        ("up 1 if staffing is five stars", "2452-"),
        ("up 999999999 if staffing is three stars or worse", "1551-"),
        ("down 2 if quality measures are one star", "1251-"),
        ("down 999999999 if staffing is rated", "1111-"),
        ("at most three stars", "1331-"),
        ("at least three stars if staffing is five stars", "3453-"),
        ("at most 1 above staffing", "1221-"),
        ("at least 3 below staffing", "2452-"),
        ("at least 2 above quality measures", "3453-"),
        ("at most 0 below quality measures if staffing is rated", "1151-"),
        ("not rated if staffing is one star", "1--1-"),
        ("up 1 if staffing is better than health inspection", "2452-"),
        ("up 1 if staffing is worse than quality measures", "1451-"),
        ("down 1 if quality measures are the same as health inspection", "1441-"),
    ],
)
def test_moves_and_limits(lines, stars):
    rated = home(f"start from health inspection\n{lines}", "151", "411", "515", "151", "-55")
    assert rated == stars


def test_what_is_not_rated_moves_nothing():
    lines = """start from health inspection
up 1 if staffing is better than quality measures
at most 1 above staffing
at least 1 below quality measures"""
    assert home(lines, "1-1", "51-", "2--", "-55") == "12" + "2-"


# Discretion


ALLOWED = (
    BANDED + "\n    allow panel to move up or down 1 if within 5 points or 1 case of a boundary"
)


def opened(rated, key):
    """For each provider, the grades that are open, lowest first."""
    masks = moves(rated, key)
    number = len(rated.ranks[key])
    return [
        "".join("IRGO"[r] for r, mask in enumerate(masks) if mask[n]) for n in range(number)
    ]


def test_moves_are_open_near_a_boundary():
    pairs = [
        (79, 100),
        (72, 100),
        (3, 5),
        (75, 100),
        (749, 1000),
        (57, 100),
        (1, 1),
        (0, 0),
        (-2, -4),
    ]
    assert opened(of_cases(ALLOWED, *pairs), "s1") == ["O", "", "IG", "O", "", "", "G", "", ""]


def test_the_window_is_the_reference_readers_for_every_share_of_up_to_60_cases():
    pairs = [(yes, of) for of in range(61) for yes in range(of + 1)]
    rated = of_cases(ALLOWED, *pairs)
    (task, *_) = rated.plan.tasks
    reference = []
    for yes, of in pairs:
        facts = Facts(answers={"sufficient": yes, "insufficient": of - yes})
        reference.append(
            "".join("IRGO"[task.rule.scale.rank(g)] for g in one(task.rule, facts).moves)
        )
    assert opened(rated, "s1") == reference


def test_a_decision_within_the_window_is_applied_and_one_outside_is_not():
    pairs = [(79, 100), (79, 100), (72, 100), (79, 100), (0, 0)]
    decided = {"s1": coded("OGO-O")}
    assert in_letters(of_cases(ALLOWED, *pairs, decided=decided).ranks["s1"]) == "OGGG-"


def test_lines_after_the_discretion_still_bind():
    line = f"{ALLOWED}\n    at most good if fire"
    rated = of_cases(
        line,
        *[(79, 100)] * 4,
        decided={"s1": coded("OO--")},
        inputs={"fire": yes_no("ynyn")},
    )
    assert in_letters(rated.ranks["s1"]) == "GOGG"
    assert opened(rated, "s1") == ["", "", "", "O"]


def test_without_a_window_every_grade_so_many_steps_away_is_open():
    line = "judged by panel\n    allow panel to move down 2"
    rated = of_cases(line, *[(1, 1)] * 5, judged={"s1": coded("IRO-?")})
    assert opened(rated, "s1") == ["", "I", "RG", "", ""]


def test_a_rule_without_discretion_has_no_moves():
    assert moves(of_cases(BANDED, (1, 1)), "s1") == ()
    assert values(of_cases("judged by panel", (1, 1)), "s1") is None


# Types of provider


def test_only_what_applies_to_the_type_is_rated_and_read():
    types = (ProviderType("home", "Home"), ProviderType("school", "School"))
    items = (*TEN.items[:2], *(replace(item, applies_to=("home",)) for item in TEN.items[2:]))
    vocabulary = replace(TEN, items=items, provider_types=types)
    rules = (
        "rate each standard:\n    judged by panel\nrate provider:\n    lowest of standards\n"
    )
    judged = {item.id: coded("I") for item in TEN.items[2:]} | {
        "s1": coded("G"),
        "s2": coded("O"),
    }
    for type_id, letter, number in (("home", "I", 11), ("school", "G", 3)):
        found = rate(planned(rules, vocabulary, type_id), Columns(1, judged))
        assert (in_letters(found.ranks[None]), len(found.ranks)) == (letter, number)


# Blocks


def test_a_rating_does_not_depend_on_where_a_block_ends(monkeypatch):
    providers = ["IIOOO", "OOGGG", "OGGGG", "RGGGG", "?RGGG", "IGGGG", "OO-GG"]
    whole = care(PRINCIPLES_OF_FIVE, *providers)
    pairs = [(79, 100), (3, 5), (0, 0), (-2, -4), (1, 2)]
    rated = of_cases(ALLOWED, *pairs)
    for size in (1, 2, 3):
        monkeypatch.setattr(reader, "SIZE", size)
        assert care(PRINCIPLES_OF_FIVE, *providers) == whole
        again = of_cases(ALLOWED, *pairs)
        assert opened(again, "s1") == opened(rated, "s1")
        assert exact(again, "s1") == exact(rated, "s1")


# Columns that cannot be


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"judged": {"s1": coded("GG")}}, '"s1" has 2 entries, not 1'),
        ({"judged": {"s1": np.array([4])}}, 'ranks of "s1" go from 4 to 4'),
        ({"judged": {"s1": np.array([-3])}}, 'ranks of "s1" go from -3 to -3'),
        ({"judged": {"s1": np.array([1]) / 2}}, '"s1" has entries of type float64'),
        ({"tallies": {"s1": counted((3, 2))}}, 'a count of "s1" is negative'),
        ({"tallies": {"s1": counted((3, 1))}}, 'counts of "s1" are missing in part'),
        ({"tallies": {"s1": counted((1, 1))[:1]}}, '"s1" has 1 counts, not 2'),
        ({"inputs": {"fire": np.array([2])}}, 'codes of "fire" go from 2 to 2'),
        ({"inputs": {"fire": np.array([-1])}}, 'a code of "fire" is -1'),
        ({"inputs": {"incidents": np.array([0])}}, 'codes of "incidents" go from 0 to 0'),
    ],
)
def test_columns_that_cannot_be_are_refused(columns, words):
    line = """judged by panel
    at most good if fire and incidents is more than 1
    up 1 if percentage of judgements that are sufficient is exactly 100"""
    rules = planned(f"rate each standard:\n    {line}\n", replace(TEN, overall=False))
    with pytest.raises(ValueError, match=words):
        rate(rules, Columns(1, **columns))


def test_rating_a_round_from_its_files_does_without_numpy():
    program = (
        "import sys, engine.rounds.rated, engine.rounds.explain; print('numpy' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "False\n"
