"""Where a command's words go: to the terminal, to a pipe, or whole into a file."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from typing import TextIO

import click

from engine.cli.options import WHEN
from engine.diagnostics import errors
from engine.diagnostics.text import summary
from engine.diagnostics.text import text
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.files import replacing
from engine.files import write
from engine.reports import programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.diagnostics import Finding
    from engine.reports.folder import Written

FEW = 3
"""How many findings of a kind are shown where they are not what was asked for."""

NOT_FOR_A_TERMINAL = "this format is not for a terminal: say -o FILE, or redirect the output"


def deliver(content: str | bytes, output: Path | None) -> None:
    """Print, or write a whole file; bytes are not for a terminal."""
    if output is not None:
        _save(output, content)
    elif isinstance(content, str):
        click.echo(content, nl=False, color=True)
    elif sys.stdout.isatty():
        raise click.UsageError(NOT_FOR_A_TERMINAL)
    else:
        click.echo(content, nl=False)


@contextmanager
def whole_file(output: Path | None, *, binary: bool = False) -> Iterator[Path]:
    """A file to write into: it becomes the output, or is printed, once it is whole."""
    if output is not None and (output.is_file() or not output.exists()):
        with replacing(output) as path:
            yield path
        return
    if output is None and binary and sys.stdout.isatty():
        raise click.UsageError(NOT_FOR_A_TERMINAL)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "output"
        yield path
        with path.open("rb") as file:
            if output is None:
                shutil.copyfileobj(file, sys.stdout.buffer)
            else:
                with output.open("wb") as device:
                    shutil.copyfileobj(file, device)


def facts(kind: str, **values: object) -> str:
    """What a command did, for programs: JSON that says what kind it is of."""
    return programs.as_json({"assay": f"{kind}/1", **values})


def filled(folder: Path, written: Written) -> str:
    """What became of a folder that was filled, and where to begin reading."""
    done = [f"{several(len(written.written), 'file', 'files')} written"]
    if written.unchanged:
        done.append(f"{written.unchanged:,} unchanged")
    if written.removed:
        done.append(f"{len(written.removed):,} removed")
    lines = [f"{listed(done)} in {folder}"]
    lines += [f"left, since somebody changed it: {name}" for name in written.left]
    return "\n".join([*lines, f"Begin at {shlex.quote(str(folder / 'index.html'))}", ""])


def complain(findings: Sequence[Finding]) -> None:
    """Show findings on standard error, and how many there are.

    Where there are errors, many warnings are only counted.
    """
    if findings:
        wrong = errors(findings)
        shown = wrong if wrong and len(findings) - len(wrong) > FEW else findings
        words = f"{text(shown, color=colored(sys.stderr))}\n{summary(findings)}"
        click.echo(words, err=True, color=True)


def remark(findings: Sequence[Finding], folder: Path) -> None:
    """Show what a command that went well has to say; of what it says often, only how often."""
    often = Counter(finding.code for finding in findings)
    shown = [finding for finding in findings if often[finding.code] <= FEW]
    if len(shown) == len(findings):
        complain(findings)
        return
    counted = [finding for finding in findings if often[finding.code] > FEW]
    codes = listed(sorted({finding.code for finding in counted}))
    words = f'{summary(counted)} ({codes}); "assay check {folder}" shows them'
    if shown:
        words = f"{text(shown, color=colored(sys.stderr))}\n{words}"
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


def _save(output: Path, content: str | bytes) -> None:
    try:
        write(output, content)
    except OSError as error:  # which would name a file that nobody asked for
        raise OSError(error.errno, error.strerror, str(output)) from error
