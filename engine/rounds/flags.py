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
from engine.rules.additions import points
from engine.rules.discretion import counts
from engine.rules.measures import measure

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from engine.cases import Tally
    from engine.frameworks.model import Grade
    from engine.frameworks.model import Vocabulary
    from engine.rounds.round import Judgement
    from engine.rules.facts import Facts
    from engine.rules.plan import Task


def described(
    vocabulary: Vocabulary,
    result: Result,
    task: Task,
    facts: Facts,
    tally: Tally | None,
) -> Result:
    """The result with the numbers behind it, and its flags."""
    if task.share is not None:
        counted = replace(result, counts=_behind(task.share, facts, tally))
        # Of what is withheld the counts are shown, and nothing is made of them.
        withheld = facts.withheld is not None
        return counted if withheld else _of_cases(vocabulary, counted, task, facts)
    if task.scored is not None and facts.withheld is None:
        return _of_score(result, task.scored, task.rule.base, facts)
    return result


def dated(
    result: Result, judgement: Judgement | None, inspected: datetime.date | None
) -> Result:
    """The result with the day on which it was judged, and whether that was not the last."""
    if judgement is None or judgement.date is None:
        return result
    flags: tuple[Flag, ...] = () if judgement.date == inspected else ("carried-forward",)
    return replace(result, date=judgement.date, flags=(*result.flags, *flags))


def _behind(share: typed.Share, facts: Facts, tally: Tally | None) -> Counts | None:
    """The counts; None for what is withheld and has no cases at all."""
    if tally is None:
        return None
    found = counts(share, facts)
    unfavourable = found.applicable - found.favourable
    return Counts(found.favourable, unfavourable, tally.excluded, tally.missing)


def _of_cases(vocabulary: Vocabulary, result: Result, task: Task, facts: Facts) -> Result:
    assert task.share is not None
    found = counts(task.share, facts)
    allow = task.rule.allow
    flags: list[Flag] = []
    if result.moves and allow is not None and allow.clause.near is not None:
        flags.append("borderline")
    if found.percentage is not None and _crosses(task, found.percentage):
        flags.append("display-crosses-boundary")
    if 0 < found.applicable < vocabulary.small_sub_sample:
        flags.append("small-sub-sample")
    return replace(result, percentage=found.percentage, flags=tuple(flags))


def _crosses(task: Task, percentage: Fraction) -> bool:
    """Whether the percentage, as it is shown, falls in another band than it does."""
    base = task.rule.base
    assert isinstance(base, typed.Banded)
    shown = Fraction(whole(percentage))
    return base.bands.measure == "percentage" and (
        base.bands.grade(shown) != base.bands.grade(percentage)
    )


def _of_score(result: Result, scored: typed.Scored, base: typed.Base, facts: Facts) -> Result:
    """The most that the score could have been, and what is missing from it."""
    if result.score is None:
        return result
    assert isinstance(base, typed.Banded)
    grades = [grade for grade in scored.collection.scale.grades if grade.score is not None]
    ratings = facts.of(scored.collection)
    unrated = [item for item, rating in ratings.items() if rating is None]
    rated = [item for item in ratings if item not in unrated]
    best = max(grades, key=_score).id
    with_score = replace(result, score_of=_value(base, facts, dict.fromkeys(rated, best)))
    if not unrated or scored.absorbed.kind != "counted":
        return with_score
    worst = min(grades, key=_score).id
    least = _value(base, facts, dict.fromkeys(unrated, worst))
    most = _value(base, facts, dict.fromkeys(unrated, best))
    flags: tuple[Flag, ...] = ("understated",) if most > result.score else ()
    return replace(with_score, score_if_rated=(least, most), flags=flags)


def _score(grade: Grade) -> Fraction:
    return grade.score or Fraction(0)


def _value(base: typed.Banded, facts: Facts, instead: Mapping[str, str]) -> Fraction:
    """The score with other ratings in place of some, and the points that there are."""
    others = replace(facts, ratings={**facts.ratings, **instead})
    found = measure(base.measure, others).value
    assert found is not None
    return found + points(base, facts)
