"""Findings for programs to read: JSON, and annotations on GitHub."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from engine.diagnostics.finding import Severity
from engine.diagnostics.finding import errors
from engine.diagnostics.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.diagnostics.finding import Finding
    from engine.diagnostics.finding import Place

GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_json(findings: Iterable[Finding]) -> str:
    """The findings as ``schemas/diagnostics.schema.json`` describes them."""
    found = tuple(findings)
    return _dumped(
        {
            "assay": "diagnostics/1",
            "errors": len(errors(found)),
            "findings": [_finding(finding) for finding in found],
        }
    )


def as_github(findings: Iterable[Finding]) -> str:
    """The findings as commands to GitHub Actions, a line each."""
    return "".join(f"{_annotation(finding)}\n" for finding in findings)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "check": finding.check or None,
        **place_data(finding.place),
        "message": finding.message,
        "help": finding.help,
        "labels": [{**place_data(label.place), "text": label.text} for label in finding.labels],
        "notes": list(finding.notes),
    }


def place_data(place: Place) -> dict[str, Any]:
    """A place as programs are told it."""
    column = place.column if place.line else 0
    return {
        "file": shown(place.file),
        "line": place.line or None,
        "column": column or None,
        "end_column": column + place.width if column else None,
    }


def _annotation(finding: Finding) -> str:
    place = place_data(finding.place)
    named = {
        "file": place["file"],
        "line": place["line"],
        "col": place["column"],
        "endColumn": place["end_column"],
        "title": " ".join(filter(None, [finding.code, finding.check])),
    }
    properties = ",".join(f"{k}={_property(str(v))}" for k, v in named.items() if v)
    words = "\n".join([finding.message, *finding.notes, f"help: {finding.help}"])
    return f"::{GITHUB[finding.severity]} {properties}::{_escaped(words)}"


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _escaped(words).replace(":", "%3A").replace(",", "%2C")


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
