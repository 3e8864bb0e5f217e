"""What a reader of a result should know about it: counts, scores and flags."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.diagnostics.words import whole
from engine.rounds.results import Counts
from engine.rounds.results import Flag
from engine.rounds.results import Result
from engine.rules import typed
from engine.rules.discretion import counts

if TYPE_CHECKING:
    from engine.cases import Tally
    from engine.frameworks.model import Vocabulary
    from engine.rounds.plan import Task
    from engine.rules.facts import Facts
    from engine.rules.facts import Outcome


def described(
    vocabulary: Vocabulary,
    result: Result,
    task: Task,
    facts: Facts,
    outcome: Outcome,
    tally: Tally | None,
) -> Result:
    """The result with the numbers behind it, and its flags."""
    if facts.withheld is not None:
        return result
    if task.share is not None:
        return _of_cases(vocabulary, result, task, facts, tally)
    if task.scored is not None:
        return _of_score(result, task.scored, facts, outcome.value)
    return replace(result, flags=("borderline",)) if result.moves else result


def _of_cases(
    vocabulary: Vocabulary, result: Result, task: Task, facts: Facts, tally: Tally | None
) -> Result:
    assert task.share is not None
    found = counts(task.share, facts)
    behind = Counts(
        found.favourable,
        found.applicable - found.favourable,
        0 if tally is None else tally.excluded,
        0 if tally is None else tally.missing,
    )
    flags: list[Flag] = []
    if result.moves:
        flags.append("borderline")
    if found.percentage is not None and _crosses(task, found.percentage):
        flags.append("display-crosses-boundary")
    if 0 < found.applicable < vocabulary.small_sub_sample:
        flags.append("small-sub-sample")
    return replace(result, counts=behind, percentage=found.percentage, flags=tuple(flags))


def _crosses(task: Task, percentage: Fraction) -> bool:
    """Whether the percentage, as it is shown, falls in another band than it does."""
    base = task.rule.base
    assert isinstance(base, typed.Banded)
    shown = Fraction(whole(percentage))
    return base.bands.measure == "percentage" and (
        base.bands.grade(shown) != base.bands.grade(percentage)
    )


def _of_score(
    result: Result, scored: typed.Scored, facts: Facts, value: Fraction | None
) -> Result:
    """The score, the most that it could have been, and what is missing from it."""
    ratings = facts.of(scored.collection)
    unrated = sum(rating is None for rating in ratings.values())
    most = max(grade.score or Fraction(0) for grade in scored.collection.scale.grades)
    if scored.kind != "total score of" or value is None:
        return replace(result, score=value)
    described_ = replace(result, score=value, score_of=most * (len(ratings) - unrated))
    if not unrated or scored.absorbed.kind != "counted":
        return described_
    highest = value + unrated * (most - scored.absorbed.score)
    return replace(
        described_, score_if_rated=(value, highest), flags=(*result.flags, "understated")
    )
