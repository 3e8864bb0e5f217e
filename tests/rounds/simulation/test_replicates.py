"""Replicates: other samples of a provider's cases, rated by the same rules."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import engine
from engine import testing
from engine.rounds.directory import WHOLE
from engine.rounds.simulation.counting import Count
from engine.rounds.simulation.strata import Stratum
from tests.assurance.trying import CARE
from tests.assurance.trying import care
from tests.rounds.making import decision
from tests.rounds.simulation.drawing import cases
from tests.rounds.simulation.drawing import counted
from tests.rounds.simulation.drawing import everything
from tests.rounds.simulation.drawing import of_round
from tests.rounds.simulation.drawing import subject
from tests.rounds.simulation.drawing import worked_out
from tests.rules.checking import framework_of

SLOW = settings(max_examples=30, suppress_health_check=list(HealthCheck))
DRAWS = 20_000


def all_chances(one, *keys, draws=DRAWS, seed=(1,)):
    """The chances of some items, simulated."""
    rated = one.rate(seed, draws)
    found = []
    for key in keys:
        count = Count(one.plan.task(key))
        count.add(rated)
        found.append(count.chances)
    return found


def chances(one, key, **more):
    """The chances of an item, simulated."""
    return all_chances(one, key, **more)[0]


def expected(found):
    """The mean, which there is."""
    assert found.expected is not None
    return found.expected


def close(simulated, true, draws=DRAWS):
    """Whether counts differ from chances by no more than five standard errors."""
    for rating in {*simulated.ratings, *true.ratings}:
        chance = true.of(rating)
        error = sqrt(chance * (1 - chance) / draws)
        if abs(simulated.of(rating) - chance) > 5 * error:
            return False
    return True


@given(st.data())
@SLOW
def test_when_all_cases_were_read_every_replicate_is_the_round(data):
    """Of any framework, with everything that may be recorded, decisions included."""
    framework = data.draw(testing.frameworks())
    round_ = data.draw(testing.rounds(framework, most=2, withheld=True, decisions=True))
    ratings = engine.rate(round_, framework)
    for result in ratings.results:
        own = counted(round_, framework, result.id, seed=1)
        samples = [] if own is None else [(own, everything(len(own), own))]
        moved = [r.id if r is not result else WHOLE for r in result.walk() if r.before]
        one = of_round(framework, round_, result.id, samples, moved or ["nothing"])
        results = {None if each is result else each.id: each for each in result.walk()}
        keys = [task.key for task in one.plan.tasks]
        for key, found in zip(keys, all_chances(one, *keys, draws=3), strict=True):
            item, share = results[key], one.plan.task(key).share
            assert found.ratings == {item.rating: 3}
            if found.values and item.rating is not None:
                assert found.values == {item.score if share is None else item.percentage: 3}


MARKS = {
    "b1a": "YYYYNYYN-YYYNYYYNNYY",
    "b1b": "YYNYNYYNYYYYNYY-NNYY",
    "b2a": "NYYYYYYN-YYYNYYYYNYY",
}


@pytest.mark.parametrize("size", [None, 30, 40, 90])
@pytest.mark.parametrize("question", MARKS)
def test_a_question_alone_comes_out_as_it_is_worked_out(size, question):
    marks = cases(**MARKS)
    one = subject(marks, everything(size, marks))
    found, true = chances(one, question), worked_out(one, question)
    assert close(found, true)
    mean, total = expected(true), sum(true.values.values())
    variance = sum(w * (v - mean) ** 2 for v, w in true.values.items()) / total
    assert abs(expected(found) - mean) < 5 * sqrt(variance / DRAWS)


@pytest.mark.parametrize("sizes", [(None, None), (9, 30), (12, None)])
def test_so_it_does_from_strata(sizes):
    marks = cases(**MARKS)
    parts = np.array([0, 2, 5, 8, 11, 14]), np.array([n for n in range(20) if n % 3 or n > 14])
    strata = [Stratum(rows, size) for rows, size in zip(parts, sizes, strict=True)]
    one = subject(marks, strata)
    for question in MARKS:
        assert close(chances(one, question), worked_out(one, question))


def test_the_compiled_loop_agrees():
    pytest.importorskip("numba")
    marks = cases(**MARKS)
    for size in (None, 50):
        one = subject(marks, everything(size, marks))
        fast = replace(one, fast=True)
        for question in MARKS:
            assert close(chances(fast, question), worked_out(one, question))


def test_all_questions_of_a_case_move_together():
    """Two questions answered alike are one: the lowest of both is either of them."""
    marks = cases(b1a=MARKS["b1a"], b1b=MARKS["b1a"])
    one = subject(marks, everything(60, marks))
    rated = one.rate((1,), 2000)
    assert len(np.unique(rated.ranks["b1a"])) > 1
    assert (rated.ranks["b1a"] == rated.ranks["b1b"]).all()
    assert (rated.ranks["b1a"] == rated.ranks["b1"]).all()


def test_and_those_that_are_opposites_never_rise_together():
    swapped = MARKS["b1a"].translate(str.maketrans("YN", "NY"))
    marks = cases(b1a=MARKS["b1a"], b1b=swapped)
    tallies = subject(marks, everything(None, marks)).rate((1,), 500).columns.tallies
    for one, other in zip(tallies["b1a"], reversed(tallies["b1b"]), strict=True):
        assert (one == other).all()


def test_what_was_judged_is_certain():
    marks = cases(**MARKS)
    one = subject(marks, everything(None, marks), {"a2": None})
    assert chances(one, "a1").ratings == {"good": DRAWS}
    assert chances(one, "a2").ratings == {None: DRAWS}


def test_what_is_withheld_stays_so():
    marks = cases(**MARKS)
    one = subject(marks, everything(None, marks), {"b1": None})
    assert chances(one, "b1").ratings == {None: DRAWS}
    assert len(chances(one, "b1a").ratings) > 1


def test_the_score_is_that_of_the_standards():
    marks = cases(**MARKS)
    one = subject(marks, everything(None, marks))
    rated = one.rate((1,), DRAWS)
    count = Count(one.plan.task(None))
    count.add(rated)
    mean = sum(rated.ranks[s].astype(int).sum() for s in ("a1", "a2", "b1", "b2"))
    assert count.chances.expected == Fraction(int(mean), DRAWS)
    interval = count.chances.interval(Fraction(9, 10))
    assert interval is not None
    low, high = map(int, interval)
    scores = np.sum([rated.ranks[s] for s in ("a1", "a2", "b1", "b2")], axis=0)
    assert np.mean(scores < low) <= 0.05 < np.mean(scores <= low)
    assert np.mean(scores > high) <= 0.05 < np.mean(scores >= high)


def test_a_decision_stands_as_it_does_where_it_is_worked_out():
    marks = cases(b1a="YYNYYNYYNN", b1b="YYYYYYYYYY")
    moved = decision("acton", "b1a", "fair", "good", by="panel")
    one = subject(marks, everything(40, marks), decisions=(moved,))
    found, above = all_chances(one, "b1a", "b1")
    assert close(found, worked_out(one, "b1a"))
    assert found.ratings == above.ratings
    without = subject(marks, everything(40, marks))
    assert found.of("good") > chances(without, "b1a").of("good")
    assert found.of("poor") == chances(without, "b1a").of("poor")


def test_a_decision_moves_nothing_the_other_way():
    marks = cases(b1a="YYYNYYYN")
    moved = decision("acton", "b1a", "good", "fair", by="panel")
    one = subject(marks, everything(None, marks), decisions=(moved,))
    without = chances(subject(marks, everything(None, marks)), "b1a")
    assert chances(one, "b1a").of("poor") == without.of("poor")
    assert chances(one, "b1a").of("fair") > without.of("fair")
    # One that was not applied in the round is not applied in any replicate.
    stale = replace(one, moved=())
    assert chances(stale, "b1a") == without


def test_lines_after_the_panels_still_bind_and_do_not_hide_what_it_moved():
    rules = (CARE / "ratings.rules").read_text()
    line = "    allow panel to move up or down 1 if within 5 points or 1 case of a boundary"
    changed = rules.replace(f"{line}  [Handbook]", f"{line}\n    down 1 if breach")
    assert changed != rules
    framework = framework_of(changed, care().vocabulary)
    marks = cases(b1a="YYYNYYYN")
    moved = decision("acton", "b1a", "good", "fair", by="panel")
    inputs = {("acton", "state"): "open", ("acton", "breach"): "yes"}
    one = subject(
        marks, everything(8, marks), decisions=(moved,), inputs=inputs, framework=framework
    )
    assert chances(one, "b1a").ratings == {"poor": DRAWS}
    assert worked_out(one, "b1a").of("poor") == 1


def test_samples_are_drawn_apart():
    round_ = subject(cases(b1a=MARKS["b1a"]), ()).records.round
    parts = [cases(b1a=MARKS["b1a"]), cases(b2a=MARKS["b1a"])]
    tallies = {("acton", "b2a"): round_.tallies["acton", "b1a"], **round_.tallies}
    samples = [(part, everything(None, part)) for part in parts]
    one = of_round(care(), replace(round_, tallies=tallies), "acton", samples)
    found = one.rate((1,), 2000).columns.tallies
    assert abs(np.corrcoef(found["b1a"][1], found["b2a"][1])[0, 1]) < 0.1


def test_a_sample_of_which_nothing_is_asked_here_is_left_alone():
    marks = cases(b1a=MARKS["b1a"])
    one = subject(marks, everything(None, marks))
    strangers = cases(b2b="YN")
    more = replace(one.samples[0], cases=strangers, strata=everything(None, strangers))
    both = replace(one, samples=(*one.samples, more))
    assert chances(both, "b1a") == chances(one, "b1a")


def test_a_replicate_may_leave_a_question_without_cases():
    marks = cases(b1a="Y---------", b1b="YYNNYYNNYY")
    one = subject(marks, everything(None, marks))
    found = chances(one, "b1a")
    assert close(found, worked_out(one, "b1a"))
    assert found.of(None) > 0.3
    assert found.expected == 100


def test_a_seed_gives_the_same_replicates_and_another_gives_others():
    marks = cases(**MARKS)
    one = subject(marks, everything(60, marks))
    assert chances(one, "b1") == chances(one, "b1")
    assert chances(one, "b1") != chances(one, "b1", seed=(2,))


def test_counts_of_batches_add_up():
    marks = cases(**MARKS)
    one = subject(marks, everything(60, marks))
    count = Count(one.plan.task(None))
    for seed in (1, 2):
        count.add(one.rate((seed,), 500))
    parts = [chances(one, None, seed=(seed,), draws=500) for seed in (1, 2)]
    for kind in ("ratings", "values"):
        whole = getattr(count.chances, kind)
        assert whole == {
            key: sum(getattr(part, kind).get(key, 0) for part in parts) for key in whole
        }
        assert sum(whole.values()) == 1000
