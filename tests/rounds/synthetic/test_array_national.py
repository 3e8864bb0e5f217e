"""The array reader on the synthetic national round: all that `rate` says, of all 28."""

from __future__ import annotations

import pytest

from engine.rounds import array_flags
from engine.rules.arrays import NOT_RATED
from engine.rules.arrays import moves
from engine.rules.arrays import rate
from engine.rules.arrays import values
from engine.rules.plan import plan
from tests.rounds.in_columns import in_columns
from tests.rounds.synthetic.national import National


@pytest.fixture(scope="module")
def national(tmp_path_factory):
    return National(tmp_path_factory.mktemp("national") / "round", seed=1)


def by_item(result):
    """What a result says of each item: its rating, what was banded, moves and flags."""
    found = {None if result.level == "provider" else result.id: result}
    for child in result.children:
        found |= by_item(child)
    return found


def said(result, task):
    exact = result.percentage if task.share is not None else result.score
    banded = task.share is not None or task.scored is not None
    return (result.rating, exact if banded else None, set(result.moves), set(result.flags))


@pytest.mark.parametrize(("type_id", "number"), [("NPS", 7), ("CRC", 21)])
def test_everything_said_of_every_provider_is_the_same(national, type_id, number):
    vocabulary = national.framework.vocabulary
    tasks = plan(national.framework, type_id)
    decided = {(d.provider, d.item): d.end for d in national.round.decisions}
    columns = in_columns(national.round, vocabulary, tasks, type_id, decided)
    rated = rate(tasks, columns)
    results = [by_item(r) for r in national.ratings.results if r.type == type_id]
    assert len(results) == columns.size == number
    for task in tasks.tasks:
        grades = [grade.id for grade in task.rule.scale.grades]
        exact, open_ = values(rated, task.key), moves(rated, task.key)
        flags = array_flags.flags(vocabulary, rated, task.key)
        for n, result in enumerate(results):
            rank = rated.ranks[task.key][n]
            assert said(result[task.key], task) == (
                None if rank == NOT_RATED else grades[rank],
                None if exact is None else exact[n],
                {grades[r] for r, mask in enumerate(open_) if mask[n]},
                {flag for flag, mask in flags.items() if mask[n]},
            ), (task.words, n)


def test_the_decisions_of_the_round_are_among_what_agrees(national):
    assert {r.basis for result in national.ratings.results for r in result.walk()} >= {
        "computed",
        "judged",
        "decision",
        "not rated",
    }
