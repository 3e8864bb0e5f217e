"""What a rating would have taken, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.cases import Tally
from engine.reports.target import change_words
from engine.reports.target import one_as_text
from engine.rounds.rate import rate
from engine.rounds.round import Judgement
from engine.rounds.round import Provider
from engine.rounds.target.choices import Change
from engine.rounds.target.network import Network
from engine.rounds.target.reach import reach
from tests.rounds.making import framework
from tests.rounds.making import round_of
from tests.rounds.making import row
from tests.rounds.making import shipped
from tests.rounds.target.test_target import BY_ANSWERS
from tests.rounds.target.test_target import THREE


def reached(made, own, wanted, item=None, **more):
    """What the first provider would have needed."""
    ratings = rate(made, own)
    found = reach(Network(made, own), ratings.results[0], item, wanted, **more)
    return found, ratings


def text(made, own, wanted, item=None, **more):
    found, ratings = reached(made, own, wanted, item, **more)
    return one_as_text(found, own.vocabulary, ratings)


def three_kinds():
    counts = {q: Tally((0, 0, 0)) for q in ("q2", "q3", "q4")} | {"q1": Tally((2, 1, 5))}
    round_ = replace(
        round_of(),
        providers=(Provider("elm", "Elm"),),
        tallies={("elm", question): counted for question, counted in counts.items()},
    )
    return round_, framework(THREE, BY_ANSWERS)


def test_of_more_than_two_answers_all_counts_are_told_where_it_matters():
    made, own = three_kinds()
    found, _ = reached(made, own, "good", "q1")
    change = Change("elm", "q1", "cases", 1, (1, 2, 5))
    assert (
        change_words(change, found, own.vocabulary)
        == "q1: 1 case judged otherwise (1 missed, 2 partly, 5 met)"
    )
    met = Change("elm", "q1", "cases", 1, (1, 1, 6))
    said = change_words(met, found, own.vocabulary)
    assert said == "q1: 1 case more met (6 of 8, not 5)"


def test_a_rating_that_is_not_rated_and_one_that_would_be():
    made = replace(
        three_kinds()[0], judgements=(Judgement("elm", "", None, "could not be seen"),)
    )
    said = text(made, three_kinds()[1], "good")
    assert said.splitlines()[0] == "Elm: not rated"
    assert "  no other judgements of cases would give Good\n" in said


def test_a_score_is_short_by_points_and_a_decision_may_be_enough():
    made = round_of(
        row("ashby", "NPS", "GGRR GRRG GR", q221=(64, 36), q222=(72, 28), q223=(72, 28))
    )
    said = text(made, shipped(), "good")
    assert (
        said
        == """\
Ashby (NPS): Requires improvement, score 15 of 30, 1 point short
SYNTHETIC: made-up cases and judgements
  1 case judgement would have to differ for Good:
  2.2.1: 1 case more sufficient (65 of 100, not 64)
  then 2.2.1 and 2.2 would be Good and the score 16
  a decision alone would give it: 2.2.1: moved to Good
"""
    )


@pytest.mark.parametrize("most", [1, 2])
def test_ways_that_are_not_shown_are_counted(most):
    weak, fair = (64, 36), (72, 28)
    both = {"q231": weak, "q232": fair, "q233": fair, "q241": weak, "q242": fair, "q243": fair}
    said = text(
        round_of(row("ashby", "NPS", "GGRR GGRR GR", **both)), shipped(), "good", most=most
    )
    assert "in 2 ways:\n" in said
    assert ("  and 1 way more\n" in said) is (most == 1)
    assert ("or 1 other way\n" in said) is (most == 1)
