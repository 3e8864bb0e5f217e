"""Chances worked out, against every sample that can be drawn."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.rounds.simulation import exact
from engine.rounds.simulation.strata import Stratum
from tests.rounds.making import decision
from tests.rounds.simulation.drawing import cases
from tests.rounds.simulation.drawing import everything
from tests.rounds.simulation.drawing import subject
from tests.rounds.simulation.drawing import worked_out

OPEN = {("acton", "state"): "open", ("acton", "breach"): "no"}
BANDS = ((75, "good"), (50, "fair"), (0, "poor"))


def banded(marks):
    """The rating and the percentage of some answers."""
    yes, no = marks.count("Y"), marks.count("N")
    if not yes + no:
        return None, None
    share = Fraction(100 * yes, yes + no)
    return next(grade for edge, grade in BANDS if share >= edge), share


def from_urn(marks, size):
    """Every sample from one stratum, each as probable as it is."""
    number = len(marks)
    if size is None:
        for drawn in itertools.product(marks, repeat=number):
            yield drawn, Fraction(1, number**number)
        return
    copies, rest = divmod(size, number)
    chance = Fraction(1)
    if rest:
        chance = (1 - Fraction(rest, number)) * (1 - Fraction(rest, size - 1))
    for held, weight in ((copies, chance), (copies + 1, 1 - chance)):
        found = list(itertools.combinations(marks * held, number))
        yield from ((drawn, weight / len(found)) for drawn in found)


def every_sample(*strata):
    """The chances of ratings and percentages, from every sample of every stratum."""
    ratings: Counter[str | None] = Counter()
    values: Counter[Fraction | None] = Counter()
    for parts in itertools.product(*(from_urn(*stratum) for stratum in strata)):
        marks = [mark for drawn, _ in parts for mark in drawn]
        weight = np.prod([weight for _, weight in parts])
        rating, value = banded(marks)
        ratings[rating] += weight
        values[value] += weight
    values.pop(None, None)
    return {r: w for r, w in ratings.items() if w}, {v: w for v, w in values.items() if w}


def shares(weights):
    total = sum(weights.values())
    return {key: Fraction(weight, total) for key, weight in weights.items() if weight}


def by_engine(*strata):
    """The same by the engine."""
    marks = "".join(each for each, _ in strata)
    ends = np.cumsum([0, *(len(each) for each, _ in strata)])
    rows = [np.arange(*pair) for pair in itertools.pairwise(ends)]
    found = [Stratum(own, size) for own, (_, size) in zip(rows, strata, strict=True)]
    return worked_out(subject(cases(b1a=marks), found), "b1a")


@pytest.mark.parametrize("marks", ["YYN", "YN-", "Y--", "---", "YYYY", "YYNN", "N"])
@pytest.mark.parametrize("times", [None, 1, 2, 2.34])
def test_every_sample_is_counted(marks, times):
    size = None if times is None else int(len(marks) * times)
    found = by_engine((marks, size))
    ratings, values = every_sample((marks, size))
    assert shares(found.ratings) == ratings
    if values:
        total = sum(values.values())
        assert shares(found.values) == {v: w / total for v, w in values.items()}
    assert found.exact


@given(
    st.lists(
        st.tuples(st.text("YN-", min_size=1, max_size=3), st.none() | st.integers(0, 3)),
        min_size=1,
        max_size=2,
    )
)
@settings(max_examples=25)
def test_strata_are_drawn_apart(given_):
    strata = [(marks, None if more is None else len(marks) + more) for marks, more in given_]
    assert shares(by_engine(*strata).ratings) == every_sample(*strata)[0]


def test_means_and_intervals():
    found = by_engine(("YYYN", None))
    assert found.expected == 75
    assert found.interval(Fraction(95, 100)) == (25, 100)
    # None of four comes in 0.4 %, one in 4.7 %, two in 21.1 %.
    assert found.interval(Fraction(80, 100)) == (50, 100)
    assert found.of("good") == Fraction(4 * 27 + 81, 256)
    assert by_engine(("---", 5)).expected is None
    assert by_engine(("---", 5)).interval(Fraction(1, 2)) is None
    assert by_engine(("---", 5)).of(None) == 1


def test_a_decision_stands_where_the_panel_could_have_taken_it():
    """It moved fair to good: at two of three, and not where the rule gives poor or good."""
    marks = "YYN"
    moved = decision("acton", "b1a", "fair", "good", by="panel")
    found = worked_out(
        subject(cases(b1a=marks), everything(None, cases(b1a=marks)), decisions=(moved,)), "b1a"
    )
    ratings, _ = every_sample((marks, None))
    expected = {"poor": ratings["poor"], "good": ratings["fair"] + ratings["good"]}
    assert shares(found.ratings) == expected


def test_a_decision_moves_nothing_the_other_way():
    """It moved good to fair; what is poor, if only just, is not moved up to fair."""
    marks = cases(b1a="YYYNYYYN")
    moved = decision("acton", "b1a", "good", "fair", by="panel")
    found = worked_out(subject(marks, everything(None, marks), decisions=(moved,)), "b1a")
    without = worked_out(subject(marks, everything(None, marks)), "b1a")
    assert found.of("poor") == without.of("poor") > 0
    assert found.of("fair") > without.of("fair")


def test_what_was_not_applied_in_the_round_is_not_applied():
    marks = cases(b1a="YYN")
    moved = decision("acton", "b1a", "fair", "good", by="panel")
    one = subject(marks, everything(None, marks), decisions=(moved,))
    found = worked_out(replace(one, moved=()), "b1a")
    assert shares(found.ratings) == every_sample(("YYN", None))[0]


def test_what_is_withheld_is_never_rated():
    marks = cases(b1a="YYN")
    found = worked_out(subject(marks, everything(None, marks), {"b1a": None}), "b1a")
    assert shares(found.ratings) == {None: 1}
    assert found.values == {}


def test_what_reads_other_ratings_must_be_simulated():
    marks = cases(b1a="YYN", b1b="YNN")
    one = subject(marks, everything(None, marks))
    assert exact.chances(one, "b1") is None
    assert exact.chances(one, "a1") is None


def test_what_would_take_too_long_must_be_simulated(monkeypatch):
    marks = cases(b1a="YN-" * 5)
    one = subject(marks, everything(None, marks))
    assert exact.chances(one, "b1a") is not None
    monkeypatch.setattr(exact, "MOST", 100)
    assert exact.chances(one, "b1a") is None
