"""Reads rules in tests: their types, or what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING
from typing import Any

from engine.diagnostics.text import text as drawn
from engine.rules import typed
from engine.rules.check import check_rules
from engine.rules.facts import Facts
from engine.rules.framework import Framework
from engine.rules.members import members_read
from engine.rules.parse import parse
from engine.rules.patterns import arranged
from engine.rules.patterns import possible_by_rule
from engine.rules.patterns import possible_values
from engine.rules.reference import rate

if TYPE_CHECKING:
    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary
    from engine.rules.facts import Outcome
    from engine.rules.patterns import Members
    from engine.rules.patterns import Space


def sound(written: str, vocabulary: Vocabulary) -> typed.Rules:
    """The typed rules of a text that has no errors."""
    rules, findings = checked(written, vocabulary)
    assert rules is not None, drawn(findings, color=False)
    return rules


def checked(
    written: str, vocabulary: Vocabulary
) -> tuple[typed.Rules | None, tuple[Finding, ...]]:
    """The typed rules, and everything that is wrong with the text or its meaning."""
    file, findings = parse(dedent(written).lstrip("\n"), "ratings.rules")
    if findings:
        return None, findings
    return check_rules(file, vocabulary)


def framework_of(written: str, vocabulary: Vocabulary) -> Framework:
    """A framework that stands in no folder, with rules that have no errors."""
    return Framework(Path("made"), vocabulary, sound(written, vocabulary), "", "")


def said(written: str, vocabulary: Vocabulary) -> str:
    """What a person is told of a text, without colour."""
    _, findings = checked(written, vocabulary)
    return drawn(findings, color=False)


def codes(written: str, vocabulary: Vocabulary) -> list[str]:
    """The codes and lines of the findings."""
    _, findings = checked(written, vocabulary)
    return [
        f"{finding.place.line}:{finding.place.column} {finding.code}" for finding in findings
    ]


def outcome_of(
    written: str,
    vocabulary: Vocabulary,
    item: str | None = None,
    *,
    type_id: Any = None,
    **known: Any,
) -> Outcome:
    """What the rules give an item, or the provider, with these facts."""
    return rated(sound(written, vocabulary), vocabulary, item, type_id=type_id, **known)


def rated(
    rules: typed.Rules,
    vocabulary: Vocabulary,
    item: str | None = None,
    *,
    type_id: Any = None,
    **known: Any,
) -> Outcome:
    """What typed rules give an item, or the provider, with these facts."""
    rule = rules.rating(item)
    assert rule is not None
    return rate(rule, Facts(members=read(rule, vocabulary, item, type_id), **known))


def read(
    rule: typed.Rule, vocabulary: Vocabulary, item: str | None, type_id: str | None = None
) -> Members:
    """The ids of every collection that a rule reads."""
    below = None if item is None else vocabulary.item_by_id[item]
    return members_read(vocabulary, rule, below, type_id or vocabulary.type_ids[0])


def condition_of(rule: typed.Rule) -> typed.Condition:
    """The condition of a rule's first modifier."""
    modifier = rule.modifiers[0]
    assert not isinstance(modifier, typed.Allow)
    assert modifier.condition is not None
    return modifier.condition


def choice_of(rule: typed.Rule) -> typed.Choice:
    """The choice that a rule is based on."""
    assert isinstance(rule.base, typed.Choice)
    return rule.base


def provider_patterns(rules: typed.Rules, vocabulary: Vocabulary) -> Space:
    """All that the provider's rule can meet."""
    rule = rules.rating(None)
    assert rule is not None
    options = possible_by_rule(vocabulary, rules)
    return arranged(rule, read(rule, vocabulary, None), options, possible_values)
