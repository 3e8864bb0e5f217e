"""Doing something again whenever a file changes, until the user ends it."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from typing import TypeAlias

import click

from engine.cli.targets import FRAMEWORK
from engine.cli.targets import targets
from engine.diagnostics.text import shown
from engine.diagnostics.words import listed
from engine.diagnostics.words import several

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

PAUSE = 500
"""Milliseconds between two looks at the files."""

SETTLING = 100
"""Milliseconds for which nothing may change: an editor writes a file in several steps."""

MOST = 3
"""How many changed files are named."""

Stamps: TypeAlias = dict[Path, tuple[int, int]]
"""When each file was changed, and its size."""


def watch(paths: tuple[Path, ...], look: Callable[[], int], *, but: Path | None = None) -> int:
    """Look, and again after each change to what the paths mean; the status of the last look.

    The file ``but``, which is written meanwhile, is not watched. Ends with Ctrl-C. The
    screen is never cleared: what was said before can be read again, and is read only once.
    """
    others = _others(paths)
    seen = _stamps(paths, others, but)
    status = look()
    try:
        click.echo("watching for changes; Ctrl-C ends", err=True)
        while True:
            now = _changed(seen, partial(_stamps, paths, others, but))
            click.echo(f"\n{_told(seen, now)}", err=True)
            others = _others(paths)
            seen = _stamps(paths, others, but)
            status = _again(look)
    except KeyboardInterrupt:
        click.echo(err=True)  # so that the shell begins below "^C"
    return status


def _again(look: Callable[[], int]) -> int:
    """Look; what cannot be looked at now may be there after the next change."""
    try:
        return look()
    except click.UsageError as error:
        click.echo(error.format_message(), err=True)
    except OSError as error:
        click.echo(f"{error.filename}: {(error.strerror or str(error)).lower()}", err=True)
    return 1


def _changed(seen: Stamps, stamps: Callable[[], Stamps]) -> Stamps:
    """Wait until something differs from what was seen, and no more changes."""
    while True:
        time.sleep(PAUSE / 1000)
        now = stamps()
        while now != seen:
            time.sleep(SETTLING / 1000)
            before, now = now, stamps()
            if now == before:
                return now


def _told(before: Stamps, after: Stamps) -> str:
    changed = sorted({path for path, _ in before.items() ^ after.items()})
    names = [shown(str(path)) for path in changed[:MOST]]
    if len(changed) > MOST:
        names.append(several(len(changed) - MOST, "other", "others"))
    return f"changed: {listed(names)}"


def _others(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Frameworks beside those that the paths mean, and those that rounds are rated under.

    The first are there because a crosswalk is about two versions.
    """
    found = targets(paths)
    return tuple(_beside([*found.frameworks, *_under(found.rounds)]))


def _beside(frameworks: Iterable[Path]) -> Iterator[Path]:
    for folder in frameworks:
        yield folder
        yield from (path.parent for path in folder.resolve().parent.glob(f"*/{FRAMEWORK}"))


def _under(rounds: Iterable[Path]) -> Iterator[Path]:
    from engine.rounds.load import framework_of

    for folder in rounds:
        framework, _ = framework_of(folder)
        if framework is not None:
            yield framework


def _stamps(paths: tuple[Path, ...], others: tuple[Path, ...], but: Path | None) -> Stamps:
    found = targets(path for path in paths if path.exists())
    folders = {folder.resolve() for folder in (*found.frameworks, *found.rounds, *others)}
    left = None if but is None else but.resolve()
    return {
        path: stamp
        for folder in folders
        for path in _visible(folder)
        if path != left and (stamp := _stamp(path)) is not None
    }


def _visible(folder: Path) -> Iterator[Path]:
    """The files of a folder and below it, but for hidden ones."""
    for path in folder.rglob("*"):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _stamp(path: Path) -> tuple[int, int] | None:
    """Nothing of a folder, nor of a file that was there a moment ago."""
    try:
        told = path.stat()
    except OSError:
        return None
    return None if path.is_dir() else (told.st_mtime_ns, told.st_size)
