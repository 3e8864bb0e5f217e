"""Whether two rules for what stands above providers give the same, tried on a few members."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.assurance.differences.difference import Witness
from engine.assurance.differences.divergence import Trace
from engine.assurance.differences.divergence import parted
from engine.assurance.differences.joint_patterns import JointPatterns
from engine.assurance.differences.meaning import substance
from engine.assurance.differences.own import common
from engine.assurance.differences.own import recorded
from engine.assurance.differences.question import apart_by_hand
from engine.assurance.differences.question import asked
from engine.assurance.differences.question import grade_ids
from engine.assurance.differences.question import other_inputs
from engine.rules import typed
from engine.rules.facts import Facts
from engine.rules.patterns import Alike
from engine.rules.plan import Task
from engine.rules.reference import rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.differences.difference import Behaviour
    from engine.frameworks.model import Vocabulary

FEW = 6
"""Only a round says how many members there are; so many are tried."""


def reads_parts(
    rules: tuple[typed.Rule, typed.Rule], vocabularies: tuple[Vocabulary, Vocabulary]
) -> bool:
    """Whether either rule reads the ratings of what is part of something above providers."""
    return any(
        vocabulary.is_whole(vocabulary.level_by_id[collection.level])
        for rule, vocabulary in zip(rules, vocabularies, strict=True)
        for collection in typed.collections_of(rule)
    )


def answered(old: typed.Rule, new: typed.Rule, about: Behaviour) -> Behaviour:
    """Whether two rules that rate from the ratings below always give the same."""
    one, other = (Task(rule, None, {}) for rule in (old, new))
    obstacle = next(_obstacles(old, new), "")
    if obstacle:
        return replace(about, answer="not compared", because=obstacle)
    if substance(one, str) == substance(other, str):
        return about
    witness = next(_witnesses(one, other), None)
    if witness is not None:
        return replace(about, answer="different", smallest=witness)
    because = f"there may be any number of members; up to {FEW} it always gives the same"
    return replace(about, answer="not decided", because=because)


def _obstacles(old: typed.Rule, new: typed.Rule) -> Iterator[str]:
    yield from apart_by_hand(old, new)
    theirs = {c.level: c for c in typed.collections_of(new)}
    ours = {c.level: c for c in typed.collections_of(old)}
    named = typed.children_of(old) or typed.children_of(new)
    if len({*ours, *theirs}) + bool(named) > 1:
        yield "it is made from several levels, which depend on each other"
    for level in {*ours} & {*theirs}:
        if grade_ids(ours[level].scale) != grade_ids(theirs[level].scale):
            yield f"each {level} has other ratings"
    yield from other_inputs(old, new)


def _witnesses(one: Task, other: Task) -> Iterator[Witness]:
    """The smallest pattern for each number of members for which the ratings differ."""
    own = recorded(one, other).ways
    facts = tuple(asked(one.rule, other.rule))
    for number in range(1, FEW + 1):
        ids = tuple(f"member {n}" for n in range(1, number + 1))
        alike = (Alike(ids, _options(one.rule, other.rule)),)
        patterns = JointPatterns(alike, facts, own)
        apart = [
            number
            for number in range(patterns.size)
            if _trace(one, patterns, number).rating != _trace(other, patterns, number).rating
        ]
        if apart:
            smallest = patterns.smallest(apart)
            traces = _trace(one, patterns, smallest), _trace(other, patterns, smallest)
            yield Witness(patterns.words(smallest), *parted(*traces, str))


def _options(old: typed.Rule, new: typed.Rule) -> tuple[str | None, ...]:
    """The ratings that a member can have in both frameworks; any where neither looks at it."""
    rows = [_possible(c) for rule in (old, new) for c in typed.collections_of(rule)]
    return common(rows[0], rows[-1]) if rows else (None,)


def _possible(collection: typed.Collection) -> tuple[str | None, ...]:
    grades = tuple(grade.id for grade in collection.scale.grades)
    return (*grades, None) if collection.absence == "by rule" else grades


def _trace(task: Task, patterns: JointPatterns, number: int) -> Trace:
    ratings, own = patterns.ratings(number), patterns.recorded(number)
    members = {(c.level, c.group): tuple(ratings) for c in typed.collections_of(task.rule)}
    facts = Facts(
        ratings=ratings, members=members, inputs=patterns.given(number), judged=own.judged
    )
    outcome = rate(task.rule, facts)
    return Trace(task.rule, outcome.steps, outcome.rating)
