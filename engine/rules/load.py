"""Reads a framework's folder: its vocabulary, its rules, and what is wrong with either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Finding
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.diagnostics import Severity
from engine.diagnostics import errors
from engine.diagnostics import in_order
from engine.frameworks.digests import digest
from engine.frameworks.digests import model_digest
from engine.rules.framework import Framework

if TYPE_CHECKING:
    from pathlib import Path

    from engine.frameworks.model import Vocabulary
    from engine.rules.tree import RulesFile
    from engine.rules.typed import Rules

RULES_FILE = "ratings.rules"


def load_framework(folder: Path, cache: Path | None = None) -> Framework:
    """A framework version that has no errors; raises Invalid for one that has.

    With a cache folder, a framework that was found sound is remembered by its digest.
    """
    from engine.rules import memory

    digested = digest(folder) if folder.is_dir() else ""
    known = memory.recall(cache, folder, digested)
    if known is not None:
        return known
    framework, findings = check_framework(folder)
    if framework is None:
        raise Invalid(findings)
    memory.remember(cache, framework)
    return framework


def check_framework(folder: Path) -> tuple[Framework | None, tuple[Finding, ...]]:
    """The framework in a folder, if it has no errors, and everything to say about it."""
    from engine.frameworks import load_vocabulary

    vocabulary, findings = load_vocabulary(folder)
    written, more = _read_rules(folder)
    rules: Rules | None = None
    typing: tuple[Finding, ...] = ()
    if vocabulary is not None and written is not None and not errors(more):
        rules, typing = _check(written, vocabulary)
    found = _enabled(in_order([*findings, *more, *typing]), vocabulary)
    if vocabulary is None or rules is None or written is None or errors(found):
        return None, found
    meaning = model_digest(vocabulary, written.rules)
    return Framework(folder, vocabulary, rules, digest(folder), meaning), found


def _enabled(
    findings: tuple[Finding, ...], vocabulary: Vocabulary | None
) -> tuple[Finding, ...]:
    """The findings without the warnings that the framework switches off."""
    disabled = vocabulary.disabled_checks if vocabulary is not None else ()
    codes = {check.id.upper() for check in disabled}
    return tuple(
        f for f in findings if f.code not in codes or f.severity is not Severity.WARNING
    )


def _read_rules(folder: Path) -> tuple[RulesFile | None, tuple[Finding, ...]]:
    from engine.frameworks.file_findings import Unreadable
    from engine.rules.parse import parse
    from engine.rules.parse import read_rules

    path = folder / RULES_FILE
    if not path.is_file():
        return None, (Unreadable(Place(str(path))),)
    text, findings = read_rules(path, str(path))
    if findings:
        return None, findings
    return parse(text, str(path))


def _check(
    written: RulesFile, vocabulary: Vocabulary
) -> tuple[Rules | None, tuple[Finding, ...]]:
    from engine.rules.check import check_rules

    return check_rules(written, vocabulary)
