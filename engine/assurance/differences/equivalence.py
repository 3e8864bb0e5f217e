"""Whether the rules of two frameworks always give the same, decided rule by rule."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from engine.assurance.differences import above
from engine.assurance.differences.clauses import WHOLE
from engine.assurance.differences.clauses import pairings
from engine.assurance.differences.difference import Behaviour
from engine.assurance.differences.difference import Stretch
from engine.assurance.differences.difference import Witness
from engine.assurance.differences.discretion import same_discretion
from engine.assurance.differences.divergence import Trace
from engine.assurance.differences.divergence import parted
from engine.assurance.differences.own import recorded
from engine.assurance.differences.question import Question
from engine.assurance.differences.question import Version
from engine.rules.patterns import LIMIT
from engine.rules.patterns import possible_by_rule
from engine.rules.patterns import possible_ratings
from engine.rules.places import words
from engine.rules.plan import plan
from engine.rules.plan import plan_above
from engine.rules.reference import rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.differences.joint_patterns import JointPatterns
    from engine.assurance.differences.matching import Matching
    from engine.assurance.differences.reader import Reader
    from engine.rules import typed
    from engine.rules.framework import Framework


def behaviours(before: Framework, after: Framework, matching: Matching) -> Iterator[Behaviour]:
    """Whether two rules that rate the same items always give the same, for all such rules."""
    types = [*_types(before, after)]
    for pairing in pairings(before.rules, after.rules, matching):
        if pairing.before is None or pairing.after is None:
            continue
        answers = _Answers(pairing.before, pairing.after, matching)
        versions = types
        if pairing.before.above is not None:
            vocabularies = before.vocabulary, after.vocabulary
            if above.reads_parts((pairing.before, pairing.after), vocabularies):
                yield above.answered(pairing.before, pairing.after, answers.about)
                continue
            level_id = pairing.before.above.id
            both = _version_above(before, level_id), _version_above(after, level_id)
            versions = [(None, *both)]
        for type_id, old, new in versions:
            for pair in pairing.items or [WHOLE]:
                tasks = old.tasks.get(pair[0] or None), new.tasks.get(pair[1] or None)
                if tasks[0] is not None and tasks[1] is not None:
                    question = Question(old, new, tasks[0], tasks[1], matching)
                    answers.add(question, pair, type_id)
        yield from answers.all()


class _Answers:
    """What is found out about two rules, for each item and type of provider."""

    def __init__(self, before: typed.Rule, after: typed.Rule, matching: Matching) -> None:
        self.about = Behaviour(
            rates=words(after.tree).removeprefix("rate ").removesuffix(":"),
            items=(),
            types=(),
            answer="the same",
            discretion=not same_discretion(before, after, matching.called),
        )
        self.known: dict[object, Behaviour] = {}
        self.found: dict[Behaviour, list[tuple[tuple[str, str], str | None]]] = {}

    def add(self, question: Question, pair: tuple[str, str], type_id: str | None) -> None:
        """Answer a question; one that is like an earlier one has its answer."""
        key = question.signature
        if key not in self.known:
            self.known[key] = _answered(question, self.about)
        self.found.setdefault(self.known[key], []).append((pair, type_id))

    def all(self) -> Iterator[Behaviour]:
        """Each answer once, with all that it is about."""
        for answer, about in self.found.items():
            yield replace(
                answer,
                items=tuple(dict.fromkeys(pair for pair, _ in about)),
                types=tuple(dict.fromkeys(t for _, t in about if t is not None)),
            )


def _types(
    before: Framework, after: Framework
) -> Iterator[tuple[str | None, Version, Version]]:
    """The types of provider that both have; where one has none, all those of the other."""
    ours, theirs = before.vocabulary.type_ids, after.vocabulary.type_ids
    options = [possible_by_rule(f.vocabulary, f.rules) for f in (before, after)]
    for one in ours:
        for other in theirs:
            if one == other or None in (one, other):
                old = {task.key: task for task in plan(before, one).tasks}
                new = {task.key: task for task in plan(after, other).tasks}
                yield (
                    one or other,
                    Version(before.vocabulary, old, options[0]),
                    Version(after.vocabulary, new, options[1]),
                )


def _version_above(framework: Framework, level_id: str) -> Version:
    """A framework as it applies to what has every item at a level above providers."""
    vocabulary, rules = framework.vocabulary, framework.rules
    level = vocabulary.level_by_id[level_id]
    parts = {vocabulary.provider_level.id: ("any",)}
    tasks = plan_above(framework, level, parts, lambda _, item: bool(item)).tasks

    def options(item: str) -> tuple[str | None, ...]:
        rule = rules.of(level, item)
        assert rule is not None
        return possible_ratings(vocabulary, rule, item, withheld=False)

    return Version(vocabulary, {task.key: task for task in tasks}, options)


def _answered(question: Question, about: Behaviour) -> Behaviour:
    if question.obstacle:
        return replace(about, answer="not compared", because=question.obstacle)
    if question.same:
        return about
    if question.endless:
        return replace(about, answer="not decided", because=question.endless)
    own = recorded(question.old, question.new)
    patterns = question.patterns(own.ways)
    if patterns.size > LIMIT:
        because = f"there are {patterns.size:,} patterns"
        return replace(about, answer="not decided", because=because)
    old, new = (reader.rated(patterns) for reader in question.readers)
    apart = [n for n, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    because = question.entanglement if apart else own.because
    if because:
        return replace(about, answer="not decided", because=because)
    if not apart:
        return replace(about, patterns=patterns.size)
    smallest = _witness(question, patterns, patterns.smallest(apart))
    found = replace(about, answer="different", smallest=smallest)
    if own.because:  # some patterns were gone through, and nothing can be said of the others
        return found
    return replace(
        found,
        patterns=patterns.size,
        differing=len(apart),
        stretches=tuple(_stretches(patterns, old, new, _unit(question))),
    )


def _unit(question: Question) -> str:
    """What the numbers of judgements are counted in."""
    asked = (*question.old.asks, *question.new.asks)
    return "%" if any(share.kind == "percentage of" for share in asked) else ""


def _witness(question: Question, patterns: JointPatterns, number: int) -> Witness:
    """A pattern, rated again by the reference interpreter."""
    old, new = (_trace(reader, patterns, number) for reader in question.readers)
    assert old.rating != new.rating
    return Witness(patterns.words(number), *parted(old, new, question.matching.called))


def _trace(reader: Reader, patterns: JointPatterns, number: int) -> Trace:
    outcome = rate(reader.task.rule, reader.facts(patterns, number))
    return Trace(reader.task.rule, outcome.steps, outcome.rating)


def _stretches(
    patterns: JointPatterns, old: list[str | None], new: list[str | None], unit: str
) -> Iterator[Stretch]:
    """Neighbouring spans that differ in the same way, where nothing else matters."""
    if patterns.size != len(patterns.own):
        return
    rated = [
        (own.span, pair)
        for own, pair in zip(patterns.own, zip(old, new, strict=True), strict=True)
        if own.span is not None
    ]
    for (one, other), group in groupby(rated, key=lambda each: each[1]):
        found = [span for span, _ in group]
        first, last = found[0], found[-1]
        if one != other and first.low is not None:
            ends = first.low, last.high, first.is_point, last.is_point
            yield Stretch(*ends, one, other, unit)
