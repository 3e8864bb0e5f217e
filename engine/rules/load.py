"""Reads a framework's folder: its vocabulary, its rules, and what is wrong with either."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
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
    from collections.abc import Collection
    from collections.abc import Iterable
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
    reading = read(folder)
    found = enabled((*reading.findings, *decided(reading)), reading.vocabulary)
    return (None if errors(found) else reading.framework), found


@dataclass(frozen=True)
class Reading:
    """What could be read in a framework's folder, and what is wrong with names and types.

    What its rules come to has not been looked at yet.
    """

    folder: Path
    vocabulary: Vocabulary | None
    written: RulesFile | None
    rules: Rules | None
    findings: tuple[Finding, ...]

    @cached_property
    def framework(self) -> Framework | None:
        """The framework, if every name and type is right."""
        vocabulary, written, rules = self.vocabulary, self.written, self.rules
        if vocabulary is None or written is None or rules is None:
            return None
        meaning = model_digest(vocabulary, written.rules)
        return Framework(self.folder, vocabulary, rules, digest(self.folder), meaning)


def read(folder: Path) -> Reading:
    """What can be read in a framework's folder."""
    from engine.frameworks import load_vocabulary

    vocabulary, findings = load_vocabulary(folder)
    written, more = _read_rules(folder)
    rules: Rules | None = None
    typing: tuple[Finding, ...] = ()
    if vocabulary is not None and written is not None and not errors(more):
        rules, typing = _typed(written, vocabulary)
    found = in_order([*findings, *more, *typing])
    return Reading(folder, vocabulary, written, None if errors(found) else rules, found)


def decided(reading: Reading) -> tuple[Finding, ...]:
    """What going through everything that the rules can meet shows."""
    from engine.rules import check

    if reading.vocabulary is None:
        return ()
    return check.decided(reading.vocabulary, reading.rules)


def enabled(findings: Iterable[Finding], vocabulary: Vocabulary | None) -> tuple[Finding, ...]:
    """The findings, in order, without those that the framework turns off."""
    disabled = vocabulary.disabled_checks if vocabulary is not None else ()
    off = {check.id.casefold() for check in disabled}
    return in_order(f for f in findings if not is_off(f, off))


def is_off(finding: Finding, off: Collection[str]) -> bool:
    """Whether a finding is among those turned off, by code or name; no error can be."""
    if finding.severity is Severity.ERROR:
        return False
    return any(check.casefold() in off for check in (finding.code, finding.check))


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


def _typed(
    written: RulesFile, vocabulary: Vocabulary
) -> tuple[Rules | None, tuple[Finding, ...]]:
    from engine.rules.check import type_rules

    return type_rules(written, vocabulary)
