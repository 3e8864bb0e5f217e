"""Where a command's words go: to the terminal, to a pipe, or whole into a file."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from typing import TextIO

import click

from engine.cli.options import WHEN
from engine.diagnostics.text import summary
from engine.diagnostics.text import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.diagnostics import Finding


def deliver(content: str | bytes, output: Path | None) -> None:
    """Print, or write a whole file; bytes are not for a terminal."""
    if output is not None:
        write(output, content)
    elif isinstance(content, str):
        click.echo(content, nl=False, color=True)
    elif sys.stdout.isatty():
        message = "this format is not for a terminal: say -o FILE, or redirect the output"
        raise click.UsageError(message)
    else:
        click.echo(content, nl=False)


def write(path: Path, content: str | bytes) -> None:
    """Write a whole file or nothing: it is never seen half written."""
    raw = content.encode() if isinstance(content, str) else content
    target = path.resolve()
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".assay-", delete=False) as new:
        try:
            new.write(raw)
            new.close()
            Path(new.name).chmod(_mode(target))
            Path(new.name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(new.name).unlink()
            raise


def complain(findings: Sequence[Finding]) -> None:
    """Show findings on standard error, and how many there are."""
    if findings:
        words = f"{text(findings, color=colored(sys.stderr))}\n{summary(findings)}"
        click.echo(words, err=True, color=True)


def colored(stream: TextIO, output: Path | None = None) -> bool:
    """Whether to colour: as ``--color`` says, else on a terminal that can and may."""
    context = click.get_current_context(silent=True)
    when = "auto" if context is None else str(context.meta.get(WHEN, "auto"))
    if output is not None:
        return when == "always"
    if when in ("always", "never"):
        return when == "always"
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not plain


def progress(words: str) -> None:
    """Say what takes long, where somebody is watching."""
    if sys.stderr.isatty():
        click.echo(f"{words}…", err=True)


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those of any new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
