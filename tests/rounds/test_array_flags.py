"""Flags and scores in columns."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from engine.rounds.array_flags import flags
from engine.rounds.array_flags import scores
from engine.rules.arrays import MISSING
from engine.rules.arrays import NOT_RATED
from engine.rules.arrays import Columns
from engine.rules.arrays import rate
from engine.rules.plan import plan
from tests.rounds.making import framework
from tests.rounds.making import shipped
from tests.rules.vocabularies import TEN


def question(most, **columns):
    """Flags of a question of a shipped framework, for every count of up to so many cases."""
    pairs = [(yes, of) for of in range(1, most + 1) for yes in range(of + 1)]
    tallies = {
        "2.1.1": (
            np.array([of - yes for yes, of in pairs]),
            np.array([yes for yes, _ in pairs]),
        )
    }
    made = columns.pop("framework", shipped())
    rated = rate(plan(made, "NPS"), Columns(len(pairs), tallies=tallies, **columns))
    found = flags(made.vocabulary, rated, "2.1.1")
    return {flag: [pairs[n] for n in np.flatnonzero(mask)] for flag, mask in found.items()}


def test_as_many_percentages_look_like_another_band_as_are_known_to():
    crossing = question(300)["display-crosses-boundary"]
    assert len(crossing) == 568
    assert (11, 17) in crossing
    assert (159, 200) in crossing


def test_as_many_results_are_in_the_panels_window_as_are_known_to():
    borderline = question(60)["borderline"]
    assert len(borderline) == 307 + 263 + 30
    assert (3, 5) in borderline


def test_few_cases_are_flagged():
    small = question(12)["small-sub-sample"]
    assert {of for _, of in small} == set(range(1, 10))


def test_of_what_is_withheld_nothing_is_said():
    everything = sum(of + 1 for of in range(1, 10))
    withheld = {"2.1.1": np.ones(everything, np.bool_)}
    assert question(9, withheld=withheld) == {
        "borderline": [],
        "display-crosses-boundary": [],
        "small-sub-sample": [],
    }


def test_discretion_without_a_window_is_no_borderline():
    rules = """
    rate each standard:
        percentage of judgements that are sufficient, banded by case bands
        allow panel to move up or down 1
    """
    made = framework(replace(TEN, overall=False), rules)
    tallies = {"s1": (np.array([1]), np.array([1]))}
    rated = rate(plan(made, None), Columns(1, tallies=tallies))
    assert set(flags(made.vocabulary, rated, "s1")) == {
        "display-crosses-boundary",
        "small-sub-sample",
    }


def overall(line, *rows, after=""):
    """The provider's rating by judged standards, ten ranks for each provider."""
    rules = f"""
    rate each standard:
        judged by panel

    rate provider:
        {line}, banded by overall bands{after}
    """
    made = framework(TEN, rules)
    judged = {item.id: np.array([row[n] for row in rows]) for n, item in enumerate(TEN.items)}
    return made.vocabulary, rate(plan(made, None), Columns(len(rows), judged))


def understated(vocabulary, rated):
    return flags(vocabulary, rated, None)["understated"].tolist()


@pytest.mark.parametrize(
    ("counting", "flagged"), [("0", True), ("2.5", True), ("3", False), ("4", False)]
)
def test_a_score_with_something_not_rated_may_be_understated(counting, flagged):
    line = f"total score of standards counting not rated as {counting}"
    full, partly, unknown = [2] * 10, [2] * 9 + [NOT_RATED], [2] * 9 + [MISSING]
    vocabulary, rated = overall(line, full, partly, unknown)
    assert understated(vocabulary, rated) == [False, flagged, False]
    found = scores(rated, None)
    assert found is not None
    assert [found.score[n] for n in range(3)] == [20, 18 + Fraction(counting), None]
    assert [found.score_of[n] for n in range(3)] == [30, 27 + Fraction(counting), None]
    assert [found.least[n] for n in range(3)] == [None, 18, None]
    assert [found.most[n] for n in range(3)] == [None, 21, None]


def test_what_scores_could_have_been_has_the_points_that_there_are():
    line = "total score of standards counting not rated as 0"
    points = "\n        plus 2 if any standard is not rated\n        plus 1/2"
    partly = [2] * 9 + [NOT_RATED]
    vocabulary, rated = overall(line, [2] * 10, partly, after=points)
    assert understated(vocabulary, rated) == [False, True]
    found = scores(rated, None)
    assert found is not None
    half = Fraction(1, 2)
    assert [found.score[n] for n in range(2)] == [20 + half, 20 + half]
    assert [found.score_of[n] for n in range(2)] == [30 + half, 29 + half]
    assert [found.least[n] for n in range(2)] == [None, 20 + half]
    assert [found.most[n] for n in range(2)] == [None, 23 + half]


def test_what_is_left_out_is_not_understated():
    line = "total score of standards ignoring not rated"
    vocabulary, rated = overall(line, [2] * 9 + [NOT_RATED], [NOT_RATED] * 10)
    assert understated(vocabulary, rated) == [False, False]
    found = scores(rated, None)
    assert found is not None
    assert [found.score_of[n] for n in range(2)] == [27, None]
    assert [found.most[n] for n in range(2)] == [None, None]


def test_what_bands_no_score_has_none():
    made = shipped()
    rated = rate(plan(made, "NPS"), Columns(1))
    assert scores(rated, "2.1") is None
    assert flags(made.vocabulary, rated, "2.1") == {}
