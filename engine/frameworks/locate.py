"""Finds the folder of a framework that a round or a person refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import data
from engine.diagnostics import Place
from engine.frameworks.meaning_findings import NotFound
from engine.frameworks.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "framework.yaml"


def locate(reference: str, start: Path, place: Place | None = None) -> Path | NotFound:
    """A framework's folder: by its path from ``start`` if the reference has a slash.

    Otherwise by its id: in ``standards`` of the nearest folder upwards from ``start``,
    or else among those that come with Assay. ``place`` is where the reference stands.
    """
    if _is_path(reference):
        found = _folder(start, reference)
        return found or NotFound(place or Place(reference), reference, ())
    for standards in _shelves(start):
        found = _on_shelf(standards, reference)
        if found is not None:
            return found
    return NotFound(place or Place(str(start)), reference, versions(start))


def versions(start: Path) -> tuple[str, ...]:
    """The ids of all frameworks that can be referred to from a folder."""
    return tuple(sorted({path.name for shelf in _shelves(start) for path in _on(shelf)}))


def _is_path(reference: str) -> bool:
    return "/" in reference or "\\" in reference


def _folder(start: Path, reference: str) -> Path | None:
    path = start / reference.replace("\\", "/")
    path = path.parent if path.name == FILE else path
    return path if _is_framework(path) else None


def _shelves(start: Path) -> Iterator[Path]:
    start = start.absolute()
    nearest = (folder / "standards" for folder in (start, *start.parents))
    yield from (shelf for shelf in nearest if shelf.is_dir())
    yield data.folder("standards")
    yield data.folder("examples")


def _on(shelf: Path) -> Iterator[Path]:
    if shelf.is_dir():
        yield from (path for path in sorted(shelf.iterdir()) if _is_framework(path))


def _on_shelf(shelf: Path, reference: str) -> Path | None:
    named = {folded(path.name): path for path in _on(shelf)}
    return named.get(folded(reference))


def _is_framework(path: Path) -> bool:
    try:
        return (path / FILE).is_file()
    except (OSError, ValueError):
        return False
