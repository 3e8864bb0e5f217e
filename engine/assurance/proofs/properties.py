"""Properties of rules: those that every rule should have, and those that authors expect."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.assurance.numbers import core
from engine.assurance.numbers.lowering import holds
from engine.assurance.proofs.bounds import beyond_bounds
from engine.assurance.proofs.bounds import claims_bounds
from engine.assurance.proofs.deciding import Answer
from engine.assurance.proofs.deciding import Question
from engine.diagnostics.words import listed
from engine.diagnostics.words import quoted
from engine.rules import places
from engine.rules import typed
from engine.rules.patterns import possible_judgements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.numbers.lowering import Lowered
    from engine.assurance.numbers.lowering import World
    from engine.assurance.numbers.tables import Table
    from engine.assurance.proofs.deciding import Decider
    from engine.assurance.proofs.searching import Sought
    from engine.diagnostics import Place

Kind: TypeAlias = Literal["complete", "reachable", "monotone", "bounded", "expected"]
"""What kind of property it is."""

Verdict: TypeAlias = Literal["holds", "false", "not refuted", "undecided"]
"""What is known of a property; trials can refute it and never show that it holds."""

UNREFUTED: dict[str, Verdict] = {
    "form": "holds",
    "patterns": "holds",
    "solver": "holds",
    "trials": "not refuted",
    "none": "undecided",
}

EVERY = "every rating can be given: {}"


@dataclass(frozen=True)
class Property:
    """Something that should be true of a rule, and what was found out about it."""

    rule: typed.Rule
    kind: Kind
    words: str
    place: Place
    answer: Answer
    verdict: Verdict


def properties(decider: Decider) -> Iterator[Property]:
    """Every property of the rules of a framework, rule by rule."""
    expectations = decider.survey.rules.expectations
    for rule in sorted(decider.survey.rules.all, key=lambda rule: rule.tree.place.line):
        if not only_judged(rule):
            yield _complete(decider, rule)
            above = rule.above is not None
            yield _reachable_above(decider, rule) if above else _reachable(decider, rule)
            yield _monotone(decider, rule)
            if claims_bounds(rule):
                yield _bounded(decider, rule)
        yield from (_expected(decider, each) for each in expectations if each.rule is rule)


def only_judged(rule: typed.Rule) -> bool:
    """Whether a rule does nothing but hand on what somebody judges."""
    changing = (typed.Move, typed.Limit, typed.NotRated)
    changes = any(isinstance(modifier, changing) for modifier in rule.modifiers)
    return isinstance(rule.base, typed.Judged) and not changes


def _complete(decider: Decider, rule: typed.Rule) -> Property:
    words = "every pattern leads to one rating, or is not rated as a line says"
    answer = Answer("form")
    if isinstance(rule.base, typed.Choice):
        alone = replace(rule, modifiers=())  # which come to the choice's rating afterwards
        answer = decider.find(Question(alone, lambda lowered, _: lowered.undecided))
    return _made(rule, "complete", words, answer, rule.base.clause.place)


def _monotone(decider: Decider, rule: typed.Rule) -> Property:
    answer = decider.find_harm(rule)
    words = "nothing better ever lowers it"
    return _made(rule, "monotone", words, answer, rule.tree.place)


def _bounded(decider: Decider, rule: typed.Rule) -> Property:
    words = "never better than the best, nor worse than the worst, of what it reads"
    answer = decider.find(Question(rule, beyond_bounds(rule)))
    return _made(rule, "bounded", words, answer, rule.base.clause.place)


def _reachable(decider: Decider, rule: typed.Rule) -> Property:
    grades = _given(decider, rule)
    tables = decider.survey.of(rule)
    question = Question(rule, lambda lowered, _: core.rated(lowered.rating))
    missing: list[str] = []
    verdict: Verdict = "holds"
    if tables is not None and decider.varies_freely(question):
        answer = Answer("patterns", (), 0, sum(len(table.ratings) for table in tables))
        ranks = [set(table.ratings.values()) for table in tables]
        missing = [g for g in grades if any(rule.scale.rank(g) not in each for each in ranks)]
    else:
        for grade in grades:
            answer = decider.find(Question(rule, _is(rule.scale.rank(grade))))
            if not answer.witnesses and UNREFUTED[answer.method] == "holds":
                missing.append(grade)
            elif not answer.witnesses:
                verdict = "undecided"
        answer = replace(answer, witnesses=())
    words = EVERY.format(listed(grades))
    if missing:
        verdict = "false"
        keys = [key for table in tables or () for key in table.keys]
        decided = keys and all(set(missing) <= set(decider.survey.reach[key]) for key in keys)
        words = f"{quoted(missing)} can never be given{' but by a decision' * bool(decided)}"
    return Property(rule, "reachable", words, rule.tree.place, answer, verdict)


def _reachable_above(decider: Decider, rule: typed.Rule) -> Property:
    """The same above providers, where there may be any number of these."""
    question = Question(rule, lambda lowered, _: core.rated(lowered.rating))
    every = [grade.id for grade in rule.scale.grades]
    tables = decider.tables(question)
    if tables is None:
        words, answer = EVERY.format(listed(every)), decider.of_any_number(question, None)
        return _made(rule, "reachable", words, answer, rule.tree.place)
    given = {rank for table in tables for rank in table.ratings.values()}
    if isinstance(rule.base, typed.Extreme):
        handed = {g for t in tables for g in _options(t, rule.base.collection)}
        every = [grade for grade in every if grade in handed]
    missing = [grade for grade in every if rule.scale.rank(grade) not in given]
    answer = Answer("patterns", (), 0, sum(len(table.ratings) for table in tables))
    answer = decider.of_any_number(question, answer, exists=not missing)
    words = EVERY.format(listed(every))
    verdict: Verdict = UNREFUTED[answer.method]
    if missing and verdict == "holds":
        words, verdict = f"{quoted(missing)} can never be given", "false"
    return Property(rule, "reachable", words, rule.tree.place, answer, verdict)


def _options(table: Table, collection: typed.Collection) -> Iterator[str | None]:
    """The ratings that a collection may have."""
    ids = {*table.space.members[collection.level, collection.group]}
    for alike in table.space.alike:
        yield from alike.options if ids.intersection(alike.items) else ()


def _is(rank: int) -> Sought:
    return lambda lowered, _: core.Among(lowered.rating, frozenset({rank}))


def _given(decider: Decider, rule: typed.Rule) -> tuple[str, ...]:
    """The ratings that a rule should be able to give: all, but for what it only hands on."""
    every = tuple(grade.id for grade in rule.scale.grades)
    handed: set[str | None] = set()
    match rule.base:
        case typed.Extreme(collection=collection):
            for item_id in rule.items or (None,):
                below = decider.vocabulary.below(item_id)
                ids = [item.id for item in below if item.level == collection.level]
                handed |= {grade for read in ids for grade in decider.possible(read)}
        case typed.StartFrom(child=child):
            handed |= set(decider.possible(child.item))
        case typed.Judged():
            for item_id in rule.items or (None,):
                handed |= set(possible_judgements(decider.vocabulary, rule, item_id))
        case _:
            return every
    return tuple(grade for grade in every if grade in handed)


def _expected(decider: Decider, expectation: typed.Expectation) -> Property:
    rule, condition = expectation.rule, expectation.condition
    ranks = {rule.scale.rank(grade) for grade in expectation.grades.grades}
    if expectation.grades.not_rated:
        ranks.add(core.NOT_RATED)

    def otherwise(lowered: Lowered, world: World) -> core.Formula:
        asked = core.ALWAYS if condition is None else holds(condition, world)
        return core.All((asked, core.Not(core.Among(lowered.rating, frozenset(ranks)))))

    also = () if condition is None else (condition,)
    withheld = condition is not None and condition.names_absence
    about = replace(rule, items=tuple(item for item in expectation.items if item))
    answer = decider.find(Question(about, otherwise, also, withheld))
    place = expectation.tree.place
    return _made(rule, "expected", places.words(expectation.tree), answer, place)


def _made(rule: typed.Rule, kind: Kind, words: str, answer: Answer, place: Place) -> Property:
    verdict: Verdict = "false" if answer.witnesses else UNREFUTED[answer.method]
    return Property(rule, kind, words, place, answer, verdict)
