"""Reads rules in tests: their types, or what is wrong with them."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from engine.diagnostics.text import text as drawn
from engine.rules.check import check_rules
from engine.rules.parse import parse

if TYPE_CHECKING:
    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary
    from engine.rules import typed


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
