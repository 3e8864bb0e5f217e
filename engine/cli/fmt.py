"""``assay fmt``: rules files as the formatter writes them."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli.options import ANYTHING
from engine.cli.options import forms
from engine.cli.output import complain
from engine.cli.output import deliver
from engine.cli.output import facts
from engine.cli.targets import rules_files
from engine.diagnostics import Finding
from engine.diagnostics import errors
from engine.diagnostics.words import several
from engine.files import write


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=ANYTHING)
@click.option(
    "--check", "only_look", is_flag=True, help="Change nothing; fail if anything would change."
)
@forms("text", "json")
def fmt(paths: tuple[Path, ...], form: str, output: Path | None, *, only_look: bool) -> int:
    """Format rules files.

    Keeps comments and meaning. Without a path, formats the rules files that the current
    folder holds. A file with an error in it is left alone.
    """
    files = rules_files(paths or (Path(),))
    if not files:
        message = "there is no rules file here"
        raise click.UsageError(message)
    findings: list[Finding] = []
    changed = [file for file in files if _format(file, findings, only_look=only_look)]
    complain(findings)
    names = [file.as_posix() for file in changed]
    left = len(files) - len(changed)
    if form == "json":
        deliver(facts("fmt", written=not only_look, changed=names, unchanged=left), output)
    else:
        deliver(_words(names, left, only_look=only_look), output)
    return 1 if errors(findings) or (only_look and changed) else 0


def _words(names: list[str], left: int, *, only_look: bool) -> str:
    verb = "would format" if only_look else "formatted"
    lines = [f"{verb} {name}\n" for name in names]
    if left:
        as_was = "it is" if left == 1 else "they are"
        lines.append(f"{several(left, 'file', 'files')} left as {as_was}\n")
    return "".join(lines)


def _format(file: Path, findings: list[Finding], *, only_look: bool) -> bool:
    """Whether the file was not as it should be, and could be put right."""
    from engine.rules.format import format_rules
    from engine.rules.parse import read_rules

    before = file.read_bytes()
    text, unreadable = read_rules(file, str(file))
    if unreadable:
        findings += unreadable
        return False
    formatted, wrong = format_rules(text, str(file))
    findings += wrong
    if errors(wrong) or formatted.encode() == before:
        return False
    if not only_look:
        _replace(file, before, formatted)
    return True


def _replace(file: Path, before: bytes, formatted: str) -> None:
    """Write the file, unless somebody has changed it in the meantime."""
    if file.read_bytes() != before:
        message = f"{file} has just been changed by somebody else; nothing was written"
        raise click.ClickException(message)
    write(file, formatted)
