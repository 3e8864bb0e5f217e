"""Reads a YAML file that has to fit the schema of its kind."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.frameworks import schema
from engine.frameworks.document import read
from engine.frameworks.file_findings import DuplicateKey
from engine.frameworks.file_findings import Unread
from engine.frameworks.nodes import Mapping
from engine.frameworks.shape_findings import UnknownKey
from engine.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from engine.diagnostics import Finding

_HARMLESS = (UnknownKey, DuplicateKey, Unread)
"""Findings after which it is still clear what everything else means."""


def load_mapping(
    path: Path, kind: str, cache: Path | None = None
) -> tuple[Mapping | None, tuple[Finding, ...]]:
    """A file that fits its schema; None where its shape is wrong.

    With a cache folder, a file that fitted is remembered and not held against it again.
    """
    document, findings = read(path)
    if document is None:
        return None, findings
    mark = None if cache is None else cache / _mark(path, kind)
    if mark is None or not mark.exists():
        findings += schema.check(document, kind)
    if any(type(finding) not in _HARMLESS for finding in findings):
        return None, findings
    assert isinstance(document.root, Mapping)
    if mark is not None and not findings:
        _remember(mark)
    return document.root, findings


def _mark(path: Path, kind: str) -> str:
    """The name under which a file with this content is remembered."""
    content = f"{VERSION}\0{kind}\0".encode() + path.read_bytes()
    return f"fits-{hashlib.sha256(content).hexdigest()}"


def _remember(mark: Path) -> None:
    with suppress(OSError):
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
