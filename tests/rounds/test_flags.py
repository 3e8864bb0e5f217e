"""What a reader of a result should know: counts, scores and flags."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.rounds.rate import rate
from engine.rounds.results import FLAGS
from tests.rounds.making import found
from tests.rounds.making import framework
from tests.rounds.making import only
from tests.rounds.making import people
from tests.rounds.making import round_of
from tests.rounds.making import row
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import bands


def question(*counts, version="2018-19"):
    """Question 2.1.1 with these counts."""
    return found(
        only(row("ashby", "NPS", "GGGG GGGG GG", q211=counts), version=version), "2.1.1"
    )


def provider(line, measure, *edges, **ratings):
    """A provider whose four judged standards are all that is scored."""
    rules = f"""
    rate each case question:
        percentage of judgements that are sufficient, banded by case bands

    rate each case standard:
        lowest of key questions ignoring not rated

    rate each organisational standard:
        judged by lead inspector
        not rated if inspection incomplete

    rate provider:
        {line}
    """
    overall = replace(bands("overall bands", measure, *edges))
    vocabulary = replace(CASEWORK, bands=(CASEWORK.bands[0], overall))
    grades = {f"1.{n}": grade for n, grade in enumerate(ratings["grades"], 1)}
    made = round_of(
        *people({"elm": grades | {"2.1": None, "2.2": None}}),
        inputs={("elm", "inspection incomplete"): "no"},
    )
    return rate(made, framework(vocabulary, rules)).results[0]


# Cases


def test_counts_are_those_of_the_cases():
    counts = question(50, 14, 3, 2).counts
    assert (counts.favourable, counts.unfavourable, counts.applicable) == (50, 14, 64)
    assert (counts.not_applicable, counts.missing) == (3, 2)


@pytest.mark.parametrize(
    ("counts", "flagged"),
    [
        ((79, 21), True),  # within five points of 80
        ((72, 28), False),  # more than five from 65 and 80, and one case gives 71 or 73
        ((3, 2), True),  # 60 %: within five of 65, and one case changes the band
        ((75, 25), True),  # exactly five points away counts
        ((749, 251), False),  # just further than that
        ((57, 43), False),
        ((1, 0), True),  # 100 %, and one case fewer would be none
        ((0, 1), True),
        ((0, 50), False),
    ],
)
def test_a_result_within_the_panels_window_is_borderline(counts, flagged):
    assert ("borderline" in question(*counts).flags) is flagged


@pytest.mark.parametrize(
    ("counts", "flagged"),
    [
        ((159, 41), True),  # 79.5 % is shown as 80 %
        ((62, 63), True),  # 49.6 % is shown as 50 %
        ((11, 6), True),  # 64.7 % is shown as 65 %
        ((79, 21), False),
        ((158, 42), False),
        ((4, 1), False),
    ],
)
def test_a_percentage_that_looks_like_another_band_is_flagged(counts, flagged):
    assert ("display-crosses-boundary" in question(*counts).flags) is flagged


@pytest.mark.parametrize(
    ("counts", "flagged"), [((9, 0), True), ((10, 0), False), ((1, 0), True), ((0, 0), False)]
)
def test_few_cases_are_flagged(counts, flagged):
    assert ("small-sub-sample" in question(*counts).flags) is flagged


def test_flags_stand_in_alphabetical_order():
    for counts in [(11, 6), (7, 2), (3, 2), (159, 41), (5, 4)]:
        flags = question(*counts).flags
        assert list(flags) == sorted(flags)


def test_every_flag_has_words():
    assert list(FLAGS) == sorted(FLAGS)


def test_discretion_without_a_window_is_no_borderline():
    rules = """
    rate each case question:
        percentage of judgements that are sufficient, banded by case bands
        allow ratings panel to move up or down 1

    rate each case standard:
        lowest of key questions ignoring not rated

    rate each organisational standard:
        judged by lead inspector
        allow ratings panel to move up 1

    rate provider:
        total score of standards counting not rated as 0, banded by overall bands
    """
    one = row("elm", "NPS", "GGGG ???? ??", q211=(72, 28))
    made = round_of(replace(one, provider=replace(one.provider, type=None)))
    result = rate(made, framework(CASEWORK, rules)).results[0]
    for item, moves in (
        ("2.1.1", ("requires improvement", "outstanding")),
        ("1.1", ("outstanding",)),
    ):
        assert (found(result, item).moves, found(result, item).flags) == (moves, ())


# Scores


def test_a_full_score_is_not_understated():
    result = only(row("ashby", "NPS", "GGGG GGGG GG"))
    assert (result.score, result.score_of) == (20, 30)
    assert (result.score_if_rated, result.flags) == (None, ())


def test_two_standards_not_rated_cannot_reach_the_best():
    result = only(row("ashby", "NPS", "OOOO OOOO --"))
    assert (result.score, result.score_of, result.score_if_rated) == (24, 24, (24, 30))
    assert (result.rating, result.flags) == ("good", ("understated",))


def test_counting_not_rated_as_a_point_may_understate_or_overstate():
    line = "total score of standards counting not rated as 1, banded by overall bands"
    result = provider(line, "total score", 0, 3, 10, 16, grades=["outstanding"] * 4)
    assert (result.score, result.score_of, result.score_if_rated) == (14, 14, (12, 18))
    assert result.flags == ("understated",)


def test_counting_not_rated_as_the_most_does_not_understate():
    line = "total score of standards counting not rated as 3, banded by overall bands"
    result = provider(line, "total score", 0, 3, 10, 16, grades=["outstanding"] * 4)
    assert (result.score, result.score_if_rated, result.flags) == (18, (12, 18), ())


def test_what_is_ignored_is_not_understated():
    line = "average score of standards ignoring not rated, banded by overall bands"
    result = provider(
        line, "average score", 0, 1, 2, 3, grades=["good", "good", "good", "outstanding"]
    )
    assert (result.score, result.score_of) == (Fraction(9, 4), 3)
    assert (result.score_if_rated, result.flags) == (None, ())


def test_an_average_counting_not_rated_as_nothing_is_understated():
    line = "average score of standards counting not rated as 0, banded by overall bands"
    result = provider(line, "average score", 0, 1, 2, 3, grades=["good"] * 4)
    assert (result.score, result.score_of) == (Fraction(8, 6), 2)
    assert result.score_if_rated == (Fraction(8, 6), Fraction(14, 6))
    assert result.flags == ("understated",)


POINTS = """total score of standards counting not rated as 0, banded by overall bands
            plus 2 if at least 2 standards are not rated
            plus 1 if all standards are outstanding"""


def test_what_a_score_could_have_been_has_the_points_that_there_are():
    result = provider(POINTS, "total score", 0, 3, 10, 16, grades=["good"] * 4)
    assert (result.score, result.score_of, result.score_if_rated) == (10, 14, (10, 16))
    assert result.flags == ("understated",)


def test_a_score_that_only_full_ratings_have_is_left_out():
    line = "total score of standards only if all are rated, banded by overall bands"
    result = provider(line, "total score", 0, 3, 10, 16, grades=["good"] * 4)
    assert (result.rating, result.score, result.score_of, result.flags) == (
        None,
        None,
        None,
        (),
    )
