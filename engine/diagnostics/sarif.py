"""Findings as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import json
import os
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import quote

from engine.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.diagnostics.finding import Finding
    from engine.diagnostics.finding import Label
    from engine.diagnostics.finding import Place

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

ROOT = "%SRCROOT%"
"""What SARIF's readers take for the top of the checkout; here, the current folder."""

FINGERPRINT = "finding/v1"
"""By what a reader knows a result again after the lines above it have changed."""


def as_sarif(findings: Iterable[Finding]) -> str:
    """The findings as one run, with a rule for each code that occurs."""
    found = tuple(findings)
    rules = {finding.code: _first(type(finding)) for finding in found}
    codes = sorted(rules)
    described = [_rule(rules[code]) for code in codes]
    results = zip(found, _fingerprints(found), strict=True)
    top = {"description": {"text": "The folder in which Assay was run."}}
    run = {
        "tool": {"driver": {"name": "Assay", "version": VERSION, "rules": described}},
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {ROOT: top},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes, print_) for finding, print_ in results],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _first(kind: type[Finding]) -> type[Finding]:
    """The kind that a code was given to, of which others may be varieties."""
    same = [k for k in kind.__mro__ if getattr(k, "code", None) == kind.code]
    return same[-1]


def _rule(kind: type[Finding]) -> dict[str, Any]:
    about = (kind.__doc__ or kind.__name__).partition("\n")[0]
    more = f"Each result says what to do about it. The manual describes {kind.code} in"
    page = f"docs/findings/{_page(kind.code)}"
    return {
        "id": kind.code,
        "name": kind.__name__,
        "shortDescription": {"text": about},
        "fullDescription": {"text": about},
        "help": {
            "text": f"{about} {more} {page}.",
            "markdown": f"**{about}**\n\n{more} `{page}`.",
        },
        "defaultConfiguration": {"level": kind.severity.value},
    }


def _page(code: str) -> str:
    """The page of the manual on a code, by the longest beginning that has one."""
    pages = {
        "C": "cases",
        "C2": "tables",
        "C3": "figures",
        "D": "rounds",
        "D4": "providers",
        "D5": "imports",
        "E": "examples",
        "F": "framework-files",
        "R": "rules",
        "X": "crosswalks",
    }
    return f"{pages.get(code[:2]) or pages.get(code[:1], 'README')}.md"


def _fingerprints(findings: Sequence[Finding]) -> Iterator[str]:
    """Of each finding, what stays the same when it moves to another line."""
    seen: Counter[str] = Counter()
    for finding in findings:
        facts = (finding.code, _uri(finding.place.file), finding.message)
        told = sha256("\0".join(facts).encode()).hexdigest()[:32]
        seen[told] += 1
        yield f"{told}:{seen[told]}"


def _result(finding: Finding, codes: list[str], fingerprint: str) -> dict[str, Any]:
    check = f" [{finding.check}]" if finding.check else ""
    words = [f"{finding.message}{check}", *finding.notes, f"help: {finding.help}"]
    others = [label for label in finding.labels if label.text]
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": finding.severity.value,
        "message": {"text": "\n".join(words)},
        "locations": [_location(finding.place)],
        "relatedLocations": [_related(label, n) for n, label in enumerate(others)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }


def _related(label: Label, number: int) -> dict[str, Any]:
    return {"id": number, **_location(label.place), "message": {"text": label.text}}


def _location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(place.file)}
    if place.line:
        physical["region"] = _region(place)
    return {"physicalLocation": physical}


def _region(place: Place) -> dict[str, int]:
    if not place.column:
        return {"startLine": place.line}
    end = place.column + place.width
    return {"startLine": place.line, "startColumn": place.column, "endColumn": end}


def _artifact(file: str) -> dict[str, str]:
    uri = _uri(file)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": ROOT}


def _uri(file: str) -> str:
    """Relative to the current folder, for a file below it; of any other, the whole path."""
    path = Path(os.path.abspath(file))  # noqa: PTH100 - which leaves links as they are
    here = Path.cwd()
    return (
        quote(path.relative_to(here).as_posix()) if path.is_relative_to(here) else path.as_uri()
    )
