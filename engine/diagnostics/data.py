"""Findings for programs to read: JSON, SARIF, and annotations on GitHub."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import quote

from engine.diagnostics.finding import Severity
from engine.diagnostics.finding import errors
from engine.diagnostics.text import shown
from engine.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.diagnostics.finding import Finding
    from engine.diagnostics.finding import Label
    from engine.diagnostics.finding import Place

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

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


def as_sarif(findings: Iterable[Finding]) -> str:
    """The findings as SARIF 2.1.0, which code hosts and editors read."""
    found = tuple(findings)
    kinds = sorted({type(f) for f in found}, key=lambda kind: kind.code)
    codes = list(dict.fromkeys(kind.code for kind in kinds))
    firsts = [next(kind for kind in kinds if kind.code == code) for code in codes]
    driver = {"name": "Assay", "version": VERSION, "rules": [_rule(kind) for kind in firsts]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes) for finding in found],
    }
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


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


def _rule(kind: type[Finding]) -> dict[str, Any]:
    about = (kind.__doc__ or kind.__name__).partition("\n")[0]
    return {
        "id": kind.code,
        "name": kind.__name__,
        "shortDescription": {"text": about},
        "help": {"text": f"{about} Each result says what to do about it."},
        "defaultConfiguration": {"level": kind.severity.value},
    }


def _result(finding: Finding, codes: list[str]) -> dict[str, Any]:
    words = [finding.message, *finding.notes, f"help: {finding.help}"]
    others = [label for label in finding.labels if label.text]
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": finding.severity.value,
        "message": {"text": "\n".join(words)},
        "locations": [_location(finding.place)],
        "relatedLocations": [_related(label, n) for n, label in enumerate(others)],
    }


def _related(label: Label, number: int) -> dict[str, Any]:
    return {"id": number, **_location(label.place), "message": {"text": label.text}}


def _location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.file)}}
    if place.line:
        physical["region"] = _region(place)
    return {"physicalLocation": physical}


def _region(place: Place) -> dict[str, int]:
    if not place.column:
        return {"startLine": place.line}
    end = place.column + place.width
    return {"startLine": place.line, "startColumn": place.column, "endColumn": end}


def _uri(file: str) -> str:
    path = Path(shown(file))
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _annotation(finding: Finding) -> str:
    place = place_data(finding.place)
    named = {
        "file": place["file"],
        "line": place["line"],
        "col": place["column"],
        "endColumn": place["end_column"],
        "title": finding.code,
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
