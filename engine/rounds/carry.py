"""Reads a round under another framework version: what is comparable is carried over."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.diagnostics import Finding
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.diagnostics import in_order
from engine.frameworks.locate import FILE
from engine.frameworks.values import value_of
from engine.rounds import carry_above
from engine.rounds.carry_findings import TypesDiffer
from engine.rounds.decision_findings import DecisionNotApplied
from engine.rounds.directory import WHOLE
from engine.rounds.directory import Directory
from engine.rounds.records import standing
from engine.rounds.results import Carried
from engine.rounds.results import NotCarried
from engine.rounds.way import Way
from engine.rounds.way import way
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.frameworks.model import Level
    from engine.frameworks.model import Vocabulary
    from engine.rounds.round import Decision
    from engine.rounds.round import Judgement
    from engine.rounds.round import Round
    from engine.rules.framework import Framework


def carry(round_: Round, own: Framework, other: Framework) -> tuple[Round, Carried]:
    """The round as the other framework would read it, and what could not be carried.

    Raises Invalid when nothing says how the two frameworks correspond.
    """
    found, findings = way(own, other)
    findings = (*_type_findings(round_, other), *findings)
    if found is None or any(isinstance(finding, TypesDiffer) for finding in findings):
        raise Invalid(findings)
    above = carry_above.of_ratings(round_, own)
    counted = standing(round_, own, other.vocabulary.inspections)
    of_wholes = [judgement for judgement in counted if judgement.provider in above]
    wholes, left = carry_above.carried(of_wholes, above, other, found.items)
    left_above = tuple(carry_above.left_behind(round_, other, left))
    round_ = replace(
        round_,
        judgements=tuple(j for j in counted if j.provider not in above),
        above=carry_above.kept(round_, other),
    )
    passage = _passage(round_, own, other, found)
    decisions = [
        _decision(d, passage, own, other, above.get(d.provider)) for d in round_.decisions
    ]
    inputs = _inputs(round_, own.vocabulary, other.vocabulary)
    asked = {fact.id for fact in other.vocabulary.inputs}
    refused = [d for d in decisions if isinstance(d, Finding)]
    carried = replace(
        round_,
        tallies={
            (provider, passage.recorded[item]): tally
            for (provider, item), tally in round_.tallies.items()
            if item in passage.recorded
        },
        judgements=(*_judgements(round_, passage), *wholes),
        decisions=tuple(d for d in decisions if not isinstance(d, Finding)),
        inputs=inputs,
        assumptions=tuple(a for a in round_.assumptions if a.input in asked),
        unanswered=(),
        unknown={**passage.lacking, **_unanswered(round_, own, passage)},
        findings=in_order([*round_.findings, *findings, *refused]),
    )
    facts = _unknown_facts(round_, other, inputs)
    report = Carried(
        from_framework=own.vocabulary.id,
        to_framework=other.vocabulary.id,
        not_carried=(*_listed(passage.lacking, other.vocabulary), *facts),
        left_behind=(*_listed(passage.left, own.vocabulary), *left_above),
    )
    return carried, report


@dataclass
class _Passage:
    """What of a round finds its way: of items in general, and of what is recorded for them.

    ``left`` and ``lacking`` say of items of either framework why nothing recorded for
    them was taken along, or reaches them.
    """

    items: Mapping[str, str]
    recorded: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    lacking: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Kind:
    """What is recorded for an item, and what that may be."""

    words: str
    values: tuple[str, ...]
    judged: bool = False


def _passage(round_: Round, own: Framework, other: Framework, found: Way) -> _Passage:
    given, wanted = _recorded(own), _recorded(other)
    passage = _Passage(found.items)
    for item, target in found.items.items():
        mine, theirs = given.get(item), wanted.get(target)
        hindrance = _hindrance(round_, item, mine, theirs, other.vocabulary.id)
        if mine is not None and theirs is not None and not hindrance:
            passage.recorded[item] = target
        if mine is not None and hindrance:
            passage.left[item] = hindrance
        if theirs is not None and hindrance:
            passage.lacking[target] = hindrance
    withheld = {j.item for j in round_.judgements if j.rating is None}
    for item in {*given, *withheld} - set(found.items):
        passage.left[item] = found.left.get(item) or _nothing_in(other)
    for target in set(wanted) - set(found.items.values()):
        passage.lacking[target] = found.lacking.get(target) or _nothing_in(own)
    return passage


def _nothing_in(framework: Framework) -> str:
    return f"{framework.vocabulary.id} has nothing comparable"


def _recorded(framework: Framework) -> dict[str, _Kind]:
    """Items for which a rating by a person, or answers, are recorded."""
    vocabulary = framework.vocabulary
    kinds: dict[str, _Kind] = {}
    for item in vocabulary.items:
        answers = vocabulary.level_by_id[item.level].answers
        if answers is not None:
            grades = vocabulary.scale_by_id[answers.scale].grades
            kinds[item.id] = _Kind("answers are", tuple(grade.id for grade in grades))
    for rule in framework.rules.rules:
        if isinstance(rule.base, typed.Judged):
            grades = rule.scale.grades
            for key in rule.items or (WHOLE,):
                allowed = () if key == WHOLE else vocabulary.item_by_id[key].allowed
                values = allowed or tuple(grade.id for grade in grades)
                kinds[key] = _Kind("a rating is", values, judged=True)
    return kinds


def _hindrance(
    round_: Round, item: str, mine: _Kind | None, theirs: _Kind | None, other: str
) -> str:
    """Why what is recorded for a comparable item means nothing there all the same."""
    if mine is None or theirs is None or mine.judged != theirs.judged:
        there = "nothing is" if theirs is None else theirs.words
        return f"{there} recorded for it in {other}"
    if not mine.judged:
        return "" if mine == theirs else f"its answers are others in {other}"
    given = (j.rating for j in round_.judgements if j.item == item)
    lost = [rating for rating in given if rating is not None and rating not in theirs.values]
    return f'{other} has no rating "{lost[0]}" for it' if lost else ""


def _judgements(round_: Round, passage: _Passage) -> Iterator[Judgement]:
    """The ratings that people gave, and those that they withheld."""
    for judgement in round_.judgements:
        items = passage.items if judgement.rating is None else passage.recorded
        if judgement.item in items:
            yield replace(judgement, item=items[judgement.item])


def _decision(
    decision: Decision,
    passage: _Passage,
    own: Framework,
    other: Framework,
    level: Level | None,
) -> Decision | Finding:
    """The decision as the other framework would read it, or why it cannot.

    The level is that of something rated from ratings, where the decision is about one.
    """
    why = _objection(decision, passage, other, level)
    if why:
        words = Directory(own, ()).words(decision.item)
        if level is not None and decision.item == WHOLE:
            words = f"the {level.id}"
        return DecisionNotApplied(decision.place, words, why)
    return replace(decision, item=passage.items[decision.item])


def _objection(
    decision: Decision, passage: _Passage, other: Framework, level: Level | None
) -> str:
    there = other.vocabulary.id
    if decision.item not in passage.items:
        return passage.left.get(decision.item) or _nothing_in(other)
    item = passage.items[decision.item]
    rule = other.rules.rating(item or None)
    if level is not None:
        rule = carry_above.rule_of(level, other, item)
    if rule is None or rule.allow is None:
        return f"no rule of {there} allows a move of it"
    if rule.allow.role.id != decision.by:
        return f"in {there} it is for the {rule.allow.role.id} to decide"
    lost = [grade for grade in (decision.start, decision.end) if grade not in rule.scale]
    return f'{there} has no rating "{lost[0]}" for it' if lost else ""


def _unanswered(round_: Round, own: Framework, passage: _Passage) -> dict[str, str]:
    """Questions whose cases the round itself does not have."""
    return {
        passage.recorded[item.id]: f"there are no cases of {item.sample}"
        for item in own.vocabulary.items
        if item.sample in round_.unanswered and item.id in passage.recorded
    }


def _inputs(round_: Round, mine: Vocabulary, theirs: Vocabulary) -> dict[tuple[str, str], str]:
    """The facts that the other framework asks for: as they were, or else its default.

    That is where a fact is new, or has been nothing but a default before.
    """
    known = {fact.id for fact in mine.inputs}
    found: dict[tuple[str, str], str] = {}
    for fact in theirs.inputs:
        for provider in round_.everybody:
            key, value = (provider.id, fact.id), fact.default
            if fact.id in known and (value is None or key not in round_.defaulted):
                given = round_.inputs.get(key)
                value = None if given is None else value_of(fact, given)[0]
            if value is not None:
                found[key] = value
    return found


def _unknown_facts(
    round_: Round, other: Framework, inputs: Mapping[tuple[str, str], str]
) -> Iterator[NotCarried]:
    """Facts that the other framework's rules read, and some provider has no value of."""
    read = {fact.id for rule in other.rules.all for fact in typed.inputs_of(rule)}
    directory = Directory(other, round_.everybody)
    asked = {p.id: directory.inputs_of(p) for p in round_.everybody}
    for fact in other.vocabulary.inputs:
        lacking = [p for p in asked if fact in asked[p] and (p, fact.id) not in inputs]
        if lacking and fact.id in read:
            yield NotCarried(fact.id, "the round has no value that could stand for it")


def _listed(reasons: Mapping[str, str], vocabulary: Vocabulary) -> Iterator[NotCarried]:
    """Items and reasons in the framework's order, the provider last."""
    for item in vocabulary.items:
        if item.id in reasons:
            yield NotCarried(item.id, reasons[item.id])
    if WHOLE in reasons:
        yield NotCarried(vocabulary.provider_level.id, reasons[WHOLE])


def _type_findings(round_: Round, other: Framework) -> tuple[Finding, ...]:
    known = set(other.vocabulary.type_ids)
    unknown = sorted({p.type or "" for p in round_.providers if p.type not in known})
    place = Place(str(other.folder / FILE))
    if not unknown:
        return ()
    return (TypesDiffer(place, tuple(unknown), other.vocabulary.id, round_.id),)
