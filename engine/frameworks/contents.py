"""Which files of a folder belong to a framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def domain_files(folder: Path) -> tuple[Path, ...]:
    """A framework's domain files, in the order in which they are read."""
    return tuple(sorted((folder / "domains").glob("*.yaml"), key=lambda path: path.name))


def framework_files(folder: Path) -> tuple[Path, ...]:
    """Those files of a framework that ratings may depend on, as far as it has them."""
    files = (
        folder / "framework.yaml",
        *domain_files(folder),
        folder / "ratings.rules",
        folder / "crosswalk.yaml",
    )
    return tuple(path for path in files if path.is_file())
