"""What a reader of many results should know about them: scores and flags, in columns."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.rules import typed
from engine.rules.arrays import values
from engine.rules.arrays.bands import banding
from engine.rules.arrays.columns import WHOLE
from engine.rules.arrays.cuts import rises
from engine.rules.arrays.cuts import shown
from engine.rules.arrays.masks import always
from engine.rules.arrays.masks import chosen
from engine.rules.arrays.measures import measures
from engine.rules.arrays.members import unrated
from engine.rules.arrays.reader import again
from engine.rules.arrays.reader import applied
from engine.rules.arrays.reader import moves
from engine.rules.arrays.tallies import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.frameworks.model import Vocabulary
    from engine.rounds.results import Flag
    from engine.rules.arrays import Ranks
    from engine.rules.arrays import Values
    from engine.rules.arrays.columns import BoolArray
    from engine.rules.arrays.columns import IntArray
    from engine.rules.plan import Task


@dataclass(frozen=True)
class Scores:
    """The scores of an item, the most that what is rated could have given, and two more.

    ``least`` and ``most`` are what the score could have been had all been rated; they are
    known only where something not rated counts in it.
    """

    score: Values
    score_of: Values
    least: Values
    most: Values


def scores(rated: Ranks, key: str | None) -> Scores | None:
    """The scores of an item whose rule bands one; None for others."""
    task = rated.plan.task(key)
    scored = task.scored
    if scored is None:
        return None
    points = scored.collection.scale.points
    best, worst = points.index(max(points)), points.index(min(points))

    def of(instead: Callable[[IntArray], IntArray] | None) -> Values:
        found = values(rated, key, instead)
        assert found is not None
        return found

    counting = _counting(rated, task, scored)
    least = of(lambda ranks: chosen(np.less(ranks, 0), worst, ranks))
    most = of(lambda ranks: chosen(np.less(ranks, 0), best, ranks))
    return Scores(
        score=of(None),
        score_of=of(lambda ranks: chosen(np.greater_equal(ranks, 0), best, ranks)),
        least=replace(least, known=least.known & counting),
        most=replace(most, known=most.known & counting),
    )


def _counting(rated: Ranks, task: Task, scored: typed.Scored) -> BoolArray:
    """Where something that is not rated counts in a score."""
    if scored.absorbed.kind != "counted":
        return always(rated.columns.size, holds=False)
    found = unrated(rated.ranks[item] for item in task.of(scored.collection))
    assert found is not None
    return found


def flags(vocabulary: Vocabulary, rated: Ranks, key: str | None) -> dict[Flag, BoolArray]:
    """Where each flag is on an item; those that its rule cannot raise are left out."""
    task = rated.plan.task(key)
    if task.share is not None:
        return _of_cases(vocabulary, rated, task, task.share)
    found = scores(rated, key)
    if found is None:
        return {}
    # Both are over the same denominators: what is counted is never left out of them.
    more = np.greater(found.most.numerators, found.score.numerators)
    return {"understated": found.most.known & more}


def _of_cases(
    vocabulary: Vocabulary, rated: Ranks, task: Task, share: typed.Share
) -> dict[Flag, BoolArray]:
    known, allow = applied(rated, task.key), task.rule.allow
    small, crossing = _counted(vocabulary, rated, task, share)
    found: dict[Flag, BoolArray] = {}
    if allow is not None and allow.clause.near is not None:
        found["borderline"] = np.logical_or.reduce(moves(rated, task.key))
    if share.kind == "percentage of":
        found["display-crosses-boundary"] = known & crossing
    return found | {"small-sub-sample": known & small}


def _counted(
    vocabulary: Vocabulary, rated: Ranks, task: Task, share: typed.Share
) -> tuple[BoolArray, BoolArray]:
    """Where few cases are counted, and where a percentage looks like another band."""
    base, scale = task.rule.base, task.rule.scale
    assert isinstance(base, typed.Banded)
    measure = measures(task, rated.columns.numbers)[share]
    exact = rises(base.bands, scale)
    as_it_is = banding(exact, scale, measure)
    as_shown = banding([shown(rise) for rise in exact], scale, measure)
    parts = []
    for _, block in again(rated):
        applicable = counted(share, block.tally(task.key or WHOLE, share.scale)).applicable
        small = np.greater(applicable, 0) & np.less(applicable, vocabulary.small_sub_sample)
        ratios = measure.take(block)
        parts.append((small, np.not_equal(as_it_is(ratios), as_shown(ratios))))
    small, crossing = map(np.concatenate, zip(*parts, strict=True))
    return small, crossing
