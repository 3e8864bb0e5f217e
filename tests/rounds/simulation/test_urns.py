"""Samples drawn again: the sums of the words of their cases."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.codes import Cases
from engine.rounds.simulation import urns
from engine.rounds.simulation.compiled import compiled
from engine.rounds.simulation.compiled import draw
from engine.rounds.simulation.lanes import Lanes
from engine.rounds.simulation.strata import Stratum
from engine.rounds.simulation.urns import Urn

DRAWS = 4000


def each_apart(number):
    """Words that tell how often each of so many cases was drawn."""
    kinds = np.eye(number, dtype=np.int16)
    questions = tuple(str(n) for n in range(number))
    cases = Cases(questions, kinds, np.zeros((number, 0), np.int16))
    return Lanes.of(cases, dict.fromkeys(questions, 2))


def drawn(number, size, draws=DRAWS, **more):
    """How often each case was drawn, a row for each sample."""
    lanes = each_apart(number)
    urn = Urn(lanes.words, Stratum(np.arange(number), size), **more)
    counts = lanes.counts(urn.draw(np.random.default_rng(1), draws))
    return np.column_stack([yes for _, yes in counts.values()]).astype(np.int64)


@given(st.lists(st.lists(st.integers(-2, 4), min_size=3, max_size=3), min_size=1, max_size=300))
def test_lanes_count_answers(rows):
    cases = Cases(("a", "b", "c"), np.array(rows, np.int16), np.zeros((len(rows), 0), np.int16))
    grades = {"a": 2, "c": 5}
    lanes = Lanes.of(cases, grades)
    found = lanes.counts(lanes.words.sum(axis=0, keepdims=True, dtype=np.uint64))
    for question, number in grades.items():
        column = cases.answers[:, cases.questions.index(question)]
        expected = [int((column == rank).sum()) for rank in range(number)]
        assert [int(each[0]) for each in found[question]] == expected


@pytest.mark.parametrize("number", [255, 256, 70_000])
def test_lanes_are_wide_enough(number):
    cases = Cases(("a",), np.ones((number, 1), np.int16), np.zeros((number, 0), np.int16))
    lanes = Lanes.of(cases, {"a": 2})
    found = lanes.counts(lanes.words.sum(axis=0, keepdims=True, dtype=np.uint64))
    assert [int(each[0]) for each in found["a"]] == [0, number]


@pytest.mark.parametrize("number", [1, 2, 3, 7, 20, 150, 200])
@pytest.mark.parametrize("times", [None, 1, 2.5, 4])
def test_a_sample_has_as_many_cases_as_were_read(number, times):
    size = None if times is None else int(number * times)
    found = drawn(number, size, 200)
    assert (found.sum(axis=1) == number).all()
    if size is not None:
        assert found.max() <= -(-size // number)


def test_when_all_cases_were_read_every_sample_is_that_of_the_round():
    assert (drawn(40, 40, 100) == 1).all()


@pytest.mark.parametrize("size", [None, 60, 70, 300])
@pytest.mark.parametrize("table", [1 << 15, 1])
def test_cases_are_drawn_as_often_and_vary_as_much_as_they_should(size, table, monkeypatch):
    """With tables of several cases, and of one."""
    monkeypatch.setattr(urns, "TABLE", table)
    _has_the_right_moments(drawn(30, size), size)


def _has_the_right_moments(found, size):
    draws, number = found.shape
    correction = 1 if size is None else (size - number) / (size - 1)
    variance = (1 - 1 / number) * correction
    error = np.sqrt(variance / draws)
    assert np.abs(found.mean(axis=0) - 1).max() < 4.5 * error
    assert np.abs(found.var(axis=0) / variance - 1).max() < 0.25
    assert abs(found.var(axis=0).mean() / variance - 1) < 0.03
    together = np.cov(found.T)[np.triu_indices(number, 1)].mean()
    assert together == pytest.approx(-variance / (number - 1), rel=0.1)


def test_samples_do_not_depend_on_one_another():
    found = drawn(30, 75)
    assert abs(np.corrcoef(found[:-1, 0], found[1:, 0])[0, 1]) < 0.06


@pytest.mark.parametrize("size", [None, 60, 70, 300])
def test_the_compiled_loop_draws_alike(size, monkeypatch):
    """The same loop, not compiled; see the next test for what the compiler makes of it."""
    monkeypatch.setattr("engine.rounds.simulation.compiled.compiled", lambda: draw)
    with np.errstate(over="ignore"):
        found = drawn(12, size, 1500, fast=True)
    assert (found.sum(axis=1) == 12).all()
    correction = 1 if size is None else (size - 12) / (size - 1)
    variance = (1 - 1 / 12) * correction
    assert np.abs(found.mean(axis=0) - 1).max() < 4.5 * np.sqrt(variance / 1500)
    assert abs(found.var(axis=0).mean() / variance - 1) < 0.08


def test_the_loop_is_compiled_once(monkeypatch):
    asked = []

    def njit(*, cache):
        assert cache

        def taken(loop):
            asked.append(loop)
            return loop

        return taken

    monkeypatch.setitem(sys.modules, "numba", SimpleNamespace(njit=njit))
    compiled.cache_clear()
    try:
        assert compiled() is compiled() is draw
    finally:
        compiled.cache_clear()
    assert asked == [draw]


@pytest.mark.parametrize("size", [None, 60, 70, 300])
def test_fast_urns_draw_as_the_others_do(size):
    pytest.importorskip("numba")
    found = drawn(30, size, fast=True)
    assert (found.sum(axis=1) == 30).all()
    _has_the_right_moments(found, size)
