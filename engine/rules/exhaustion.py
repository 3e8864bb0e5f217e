"""What going through every pattern shows: choices that fail, expectations that are false."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.diagnostics.words import listed
from engine.rules import findings as found
from engine.rules import typed
from engine.rules.conditions import verdict
from engine.rules.patterns import LIMIT
from engine.rules.patterns import possible_by_rule
from engine.rules.pooled import pooled
from engine.rules.shares import shares_in
from engine.rules.shares import telling
from engine.rules.spaces import spaces
from engine.rules.witness import witness

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary
    from engine.rules.patterns import Pattern
    from engine.rules.patterns import Space
    from engine.rules.spaces import Options


def exhausted(vocabulary: Vocabulary, rules: typed.Rules) -> list[Finding]:
    """Every choice and expectation that some pattern refutes, or that is not decided."""
    options = possible_by_rule(vocabulary, rules)
    withheld = possible_by_rule(vocabulary, rules, withheld=True)
    findings: list[Finding] = []
    failed: list[typed.Rule] = []
    for rule in rules.rules:
        if isinstance(rule.base, typed.Choice) and not _falls_through(rule.base):
            alone = replace(rule, modifiers=())
            because = beyond_patterns(alone)
            undecided = found.Undecided(rule.base.clause.place, because)
            every = (space for space, _ in spaces(vocabulary, alone, options, {}))
            refuted = [undecided] if because else _choice(rule.base, every)
            failed += [rule] if refuted else []
            findings += refuted
    for rule in rules.above:
        if isinstance(rule.base, typed.Choice) and not _falls_through(rule.base):
            refuted = _choice_above(vocabulary, rules, rule, rule.base)
            failed += [rule] if refuted else []
            findings += refuted
    for expectation in rules.expectations:
        asks = expectation.condition is not None and expectation.condition.names_absence
        if expectation.rule in failed:
            continue
        if expectation.rule.above is not None:
            findings += _expectation_above(vocabulary, rules, expectation, asks=asks)
        else:
            findings += _expectation(vocabulary, expectation, withheld if asks else options)
    return findings


def _choice_above(
    vocabulary: Vocabulary, rules: typed.Rules, rule: typed.Rule, choice: typed.Choice
) -> list[Finding]:
    """A choice about however many there are: where a few may not be all, they may refute it."""
    met = pooled(vocabulary, rules, replace(rule, modifiers=()))
    refuted = _choice(choice, (space for space, _ in met.spaces))
    if refuted or met.complete:
        return refuted
    return [found.UndecidedAbove(choice.clause.place, _unknown_number(vocabulary))]


def _falls_through(choice: typed.Choice) -> bool:
    """Whether the choice ends with "otherwise", so that it always gives something."""
    return choice.branches[-1].condition is None


def _choice(choice: typed.Choice, every: Iterable[Space]) -> list[Finding]:
    place = choice.clause.place
    for patterns in every:
        if patterns.size > LIMIT:
            return [found.Undecided(place, f"there are {patterns.size:,} patterns")]
        applied = [(p, _applied(choice, p)) for p in patterns]
        none = [p for p, branches in applied if branches is not None and not branches]
        many = [(p, b) for p, b in applied if b is not None and len(b) > 1]
        if choice.clause.kind == "first that applies":
            many = []
        if none or many:
            wrong = len(none) + len(many)
            details = tuple(_details(none, many))
            kind = choice.clause.kind
            return [found.ChoiceFails(place, kind, wrong, patterns.size, details)]
    return []


def _applied(choice: typed.Choice, pattern: Pattern) -> list[typed.Branch] | None:
    """The branches that apply; None if one of them reads something that is not rated."""
    applied = []
    for branch in choice.branches:
        assert branch.condition is not None
        seen = verdict(branch.condition, pattern.facts, absorbing=choice.names_absence)
        if seen.holds is None:
            return None
        if seen.holds:
            applied.append(branch)
    return applied


def _details(
    none: list[Pattern], many: list[tuple[Pattern, list[typed.Branch]]]
) -> Iterator[str]:
    if none:
        yield f"none applies in {len(none):,}, for example: {none[0].words}"
    if many:
        pattern, branches = many[0]
        lines = listed([str(branch.clause.place.line) for branch in branches])
        number = "two apply" if all(len(b) == 2 for _, b in many) else "several apply"
        yield f"{number} in {len(many):,}, for example: {pattern.words}  (lines {lines})"


def _expectation(
    vocabulary: Vocabulary, expectation: typed.Expectation, options: Options
) -> list[Finding]:
    place = expectation.tree.place
    because = _undecidable(vocabulary, expectation)
    if because:
        return [found.Undecided(place, because)]
    about = replace(expectation.rule, items=tuple(i for i in expectation.items if i))
    every = spaces(vocabulary, about, options, {}, _asked(expectation))
    return _refuted(expectation, [space for space, _ in every])


def _expectation_above(
    vocabulary: Vocabulary,
    rules: typed.Rules,
    expectation: typed.Expectation,
    *,
    asks: bool,
) -> list[Finding]:
    """The same of what is above providers, where a few of these may not be all."""
    place, rule = expectation.tree.place, expectation.rule
    because = _undecidable(vocabulary, expectation)
    if because:
        return [found.Undecided(place, because)]
    met = pooled(vocabulary, rules, rule, _asked(expectation), withheld=asks)
    refuted = _refuted(expectation, [space for space, _ in met.spaces])
    if refuted or met.complete:
        return refuted
    return [found.UndecidedAbove(place, _unknown_number(vocabulary))]


def _asked(expectation: typed.Expectation) -> tuple[typed.Condition, ...]:
    return () if expectation.condition is None else (expectation.condition,)


def _refuted(expectation: typed.Expectation, every: Iterable[Space]) -> list[Finding]:
    """What some patterns show that is not expected, or that there are too many of them."""
    place = expectation.tree.place
    for patterns in every:
        if patterns.size > LIMIT:
            return [found.Undecided(place, f"there are {patterns.size:,} patterns")]
        outcomes = (witness(expectation.rule, p) for p in patterns if _meant(expectation, p))
        wrong = [each for each in outcomes if each.rating not in expectation.grades]
        if wrong:
            smallest = str(min(wrong, key=lambda each: each.cases))
            return [found.ExpectationFails(place, len(wrong), patterns.size, smallest)]
    return []


def _undecidable(vocabulary: Vocabulary, expectation: typed.Expectation) -> str:
    """Why going through patterns cannot decide an expectation, if it cannot."""
    rule = expectation.rule
    because = beyond_patterns(
        rule, () if expectation.condition is None else (expectation.condition,)
    )
    if because or expectation.condition is None:
        return because
    asked = _levels(
        vocabulary,
        typed.collections_in(expectation.condition),
        typed.children_in(expectation.condition),
    )
    read = _levels(vocabulary, typed.collections_of(rule), typed.children_of(rule))
    others = [level for level in asked if level not in read]
    if others and read:
        return f"it asks about {listed(others)}, the rule about {listed(read)}"
    return ""


def beyond_patterns(rule: typed.Rule, also: tuple[typed.Condition, ...] = ()) -> str:
    """Why patterns do not decide about a rule and some conditions, if they do not."""
    shares = shares_in(rule, also)
    if not shares or telling(rule, also) is not None:
        return beyond_additions(rule)
    return f"it is about more than one share of any number of {shares[0].judgements.unit}s"


def beyond_additions(rule: typed.Rule) -> str:
    """Why patterns do not decide about what a rule adds to a score, if they do not."""
    if isinstance(rule.base, typed.Banded) and rule.base.adds_untold:
        return "what is added to the score may be any number"
    return ""


def _unknown_number(vocabulary: Vocabulary) -> str:
    return f"how many {vocabulary.provider_level.plural} there are, only a round says"


def _levels(
    vocabulary: Vocabulary,
    collections: Iterable[typed.Collection],
    children: Iterable[typed.Child],
) -> list[str]:
    """The plurals of the levels of collections and named items, lowest first."""
    ids = {collection.level for collection in collections}
    ids |= {vocabulary.item_by_id[child.item].level for child in children}
    return [level.plural for level in vocabulary.levels if level.id in ids]


def _meant(expectation: typed.Expectation, pattern: Pattern) -> bool:
    if expectation.condition is None:
        return True
    seen = verdict(expectation.condition, pattern.facts, absorbing=False, settling=True)
    return bool(seen.holds)
