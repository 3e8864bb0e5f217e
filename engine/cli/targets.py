"""What the paths of a command line mean: frameworks, rounds, rules files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

FRAMEWORK = "framework.yaml"
ROUND = "round.yaml"
RULES = "*.rules"

DEEPEST = 2
"""How far below a folder its frameworks and rounds are looked for."""


@dataclass(frozen=True)
class Targets:
    """Folders that hold frameworks, and folders that hold rounds."""

    frameworks: tuple[Path, ...]
    rounds: tuple[Path, ...]


def targets(paths: Iterable[Path]) -> Targets:
    """The frameworks and rounds that some files and folders are, belong to or hold."""
    folders = [folder for path in paths for folder in _folders(path)]
    once = list(dict.fromkeys(folders))
    return Targets(
        tuple(f for f in once if (f / FRAMEWORK).is_file() or any(f.glob(RULES))),
        tuple(f for f in once if (f / ROUND).is_file()),
    )


def frameworks_of(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The frameworks that some paths are or hold; without any, those of the current folder."""
    found = targets(paths or (Path(),)).frameworks
    if not found:
        message = f"there is no {FRAMEWORK} here"
        raise click.UsageError(message)
    return found


def rules_files(paths: Iterable[Path]) -> list[Path]:
    """The rules files that some files and folders are or hold."""
    found = [
        file for path in paths for file in ([path] if path.is_file() else _within(path, RULES))
    ]
    return list(dict.fromkeys(found))


def _folders(path: Path) -> Iterator[Path]:
    """The folder itself if it holds anything of ours, else those below that do."""
    if path.is_file():
        yield _owner(path)
    elif _is_ours(path):
        yield path
    else:
        yield from (f.parent for f in _within(path, FRAMEWORK))
        yield from (f.parent for f in _within(path, ROUND))


def _owner(file: Path) -> Path:
    """The framework or round that a file belongs to: its folder, or one above."""
    above = [file.parent, *file.parent.parents][: DEEPEST + 1]
    return next((folder for folder in above if _is_ours(folder)), file.parent)


def _is_ours(folder: Path) -> bool:
    names = (FRAMEWORK, ROUND)
    return any((folder / name).is_file() for name in names) or any(folder.glob(RULES))


def _within(folder: Path, pattern: str) -> list[Path]:
    """The files of a name, near the top first, hidden folders left out."""
    deep = ("*/" * depth + pattern for depth in range(DEEPEST + 1))
    found = (file for each in deep for file in sorted(folder.glob(each)))
    return [f for f in found if not _hidden(f.relative_to(folder))]


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
