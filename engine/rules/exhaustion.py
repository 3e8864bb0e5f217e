"""What going through every pattern shows: choices that fail, expectations that are false."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.diagnostics.words import listed
from engine.rules import findings as found
from engine.rules import typed
from engine.rules.conditions import verdict
from engine.rules.facts import deciding
from engine.rules.patterns import LIMIT
from engine.rules.patterns import arranged
from engine.rules.patterns import members_read
from engine.rules.patterns import possible_by_rule
from engine.rules.patterns import telling_values
from engine.rules.reference import rate

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary
    from engine.rules.facts import Outcome
    from engine.rules.patterns import Pattern
    from engine.rules.patterns import Space

Options: TypeAlias = "Callable[[str], tuple[str | None, ...]]"
"""The ratings that an item may have, by its id."""


def exhausted(vocabulary: Vocabulary, rules: typed.Rules) -> list[Finding]:
    """Every choice and expectation that some pattern refutes, or that is not decided."""
    options = possible_by_rule(vocabulary, rules)
    findings: list[Finding] = []
    failed: list[typed.Rule] = []
    for rule in rules.rules:
        if isinstance(rule.base, typed.Choice) and not _falls_through(rule.base):
            spaces = _spaces(vocabulary, replace(rule, modifiers=()), options)
            because = _beyond_patterns(typed.measures_of(rule))
            undecided = found.Undecided(rule.base.clause.place, because)
            refuted = [undecided] if because else _choice(rule.base, spaces)
            failed += [rule] if refuted else []
            findings += refuted
    for rule in rules.above:
        if isinstance(rule.base, typed.Choice) and not _falls_through(rule.base):
            because = _unknown_number(vocabulary)
            findings.append(found.UndecidedAbove(rule.base.clause.place, because))
    for expectation in rules.expectations:
        if expectation.rule not in failed:
            findings += _expectation(vocabulary, expectation, options)
    return findings


def _falls_through(choice: typed.Choice) -> bool:
    """Whether the choice ends with "otherwise", so that it always gives something."""
    return choice.branches[-1].condition is None


def _choice(choice: typed.Choice, spaces: Iterable[Space]) -> list[Finding]:
    place = choice.clause.place
    for patterns in spaces:
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
    rule, place = expectation.rule, expectation.tree.place
    if rule.level.pools is not None:
        return [found.UndecidedAbove(place, _unknown_number(vocabulary))]
    because = _undecidable(vocabulary, expectation)
    if because:
        return [found.Undecided(place, because)]
    also = () if expectation.condition is None else (expectation.condition,)
    about = replace(rule, items=tuple(item for item in expectation.items if item))
    for patterns in _spaces(vocabulary, about, options, also):
        if patterns.size > LIMIT:
            return [found.Undecided(place, f"there are {patterns.size:,} patterns")]
        outcomes = [(p, rate(rule, p.facts)) for p in patterns if _meant(expectation, p)]
        wrong = [(p, o) for p, o in outcomes if o.rating not in expectation.grades]
        if wrong:
            smallest = _smallest(*wrong[0])
            return [found.ExpectationFails(place, len(wrong), patterns.size, smallest)]
    return []


def _undecidable(vocabulary: Vocabulary, expectation: typed.Expectation) -> str:
    """Why going through patterns cannot decide an expectation, if it cannot."""
    rule = expectation.rule
    if isinstance(rule.base, typed.Judged):
        return "a judged rating may be anything"
    asks = () if expectation.condition is None else (expectation.condition,)
    measures = [*typed.measures_of(rule), *(m for c in asks for m in typed.measures_in(c))]
    because = _beyond_patterns(measures) or _rounded(rule.base)
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


def _beyond_patterns(measures: Iterable[typed.Measured]) -> str:
    """Why patterns of ratings do not decide about these measures, if they do not."""
    shares = (m for m in measures if isinstance(m, typed.Share))
    share = next(shares, None)
    return "" if share is None else f"it is about any number of {share.judgements.unit}s"


def _rounded(base: typed.Base) -> str:
    """Why the numbers that stand in a rule do not tell all others apart, if they do not."""
    match base:
        case typed.Banded(measure=typed.Given(), bands=bands) if bands.rounding != "none":
            return "it is about any number, rounded"
        case _:
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


def _smallest(pattern: Pattern, outcome: Outcome) -> str:
    """A pattern, what it gives, and the line that gives it: the last one that changed it."""
    step = deciding(outcome.steps)
    assert step is not None
    rating = outcome.rating or "not rated"
    return f"{pattern.words} gives {rating} (line {step.clause.place.line})"


def _spaces(
    vocabulary: Vocabulary,
    rule: typed.Rule,
    options: Options,
    conditions: tuple[typed.Condition, ...] = (),
) -> Iterator[Space]:
    """Each different space of patterns, over what a rule rates and the provider types."""
    seen = set()
    for item_id in rule.items or (None,):
        item = None if item_id is None else vocabulary.item_by_id[item_id]
        for type_id in vocabulary.type_ids:
            if item is not None and not vocabulary.applies(item, type_id):
                continue
            members = members_read(vocabulary, rule, item, type_id, conditions)
            values = telling_values(rule, conditions)
            patterns = arranged(rule, members, options, values, conditions)
            if patterns.signature not in seen:
                seen.add(patterns.signature)
                yield patterns
