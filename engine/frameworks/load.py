"""Reads a framework's folder: its files, their shape, what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Place
from engine.diagnostics import errors
from engine.diagnostics import in_order
from engine.frameworks.ambiguity import ambiguities
from engine.frameworks.banding import banding
from engine.frameworks.build import Builder
from engine.frameworks.contents import domain_files
from engine.frameworks.duplicates import duplicates
from engine.frameworks.file_findings import Unread
from engine.frameworks.hierarchy import hierarchy
from engine.frameworks.known import Known
from engine.frameworks.outline import Outline
from engine.frameworks.parts import parts
from engine.frameworks.references import references
from engine.frameworks.shape import load_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary


def load_vocabulary(folder: Path) -> tuple[Vocabulary | None, tuple[Finding, ...]]:
    """What a framework declares; None, with every finding, where anything is wrong."""
    framework, findings = load_mapping(folder / "framework.yaml", "framework")
    domains = []
    for path in domain_files(folder):
        domain, found = load_mapping(path, "domain")
        domains.append(domain)
        findings += found
    findings += tuple(_unread(folder))
    if framework is None or None in domains:
        return None, in_order(findings)
    outline = Outline(framework, tuple(d for d in domains if d is not None))
    return _meaning(Known(outline), findings)


def _unread(folder: Path) -> Iterator[Finding]:
    for path in (folder / "framework.yml", *sorted((folder / "domains").glob("*.yml"))):
        if path.is_file():
            yield Unread(Place(str(path)), path.suffix)


def _meaning(
    known: Known, findings: tuple[Finding, ...]
) -> tuple[Vocabulary | None, tuple[Finding, ...]]:
    vocabulary = Builder(known).vocabulary()
    found = in_order(
        (
            *findings,
            *duplicates(known.outline),
            *references(known),
            *hierarchy(known),
            *parts(known),
            *ambiguities(known.outline),
            *(f for bands in vocabulary.bands for f in banding(bands, vocabulary.scales)),
        )
    )
    return (None if errors(found) else vocabulary), found
