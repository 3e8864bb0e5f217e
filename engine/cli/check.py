"""``assay check``: everything that is wrong with frameworks and rounds."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from engine.cli.options import ANYTHING
from engine.cli.options import forms
from engine.cli.output import colored
from engine.cli.output import deliver
from engine.cli.output import progress
from engine.cli.targets import Targets
from engine.cli.targets import targets
from engine.diagnostics import Finding
from engine.diagnostics import data
from engine.diagnostics import errors
from engine.diagnostics import in_order
from engine.diagnostics.sarif import as_sarif
from engine.diagnostics.text import summary
from engine.diagnostics.text import text
from engine.diagnostics.words import listed
from engine.diagnostics.words import several

FORMS = {"json": data.as_json, "sarif": as_sarif, "github": data.as_github}


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=ANYTHING)
@click.option("--watch", "again", is_flag=True, help="Check again whenever a file changes.")
@forms("text", *FORMS)
def check(paths: tuple[Path, ...], *, again: bool, form: str, output: Path | None) -> int:
    """Check frameworks, rules and rounds.

    Without a path, checks what the current folder is or holds.
    """
    what = paths or (Path(),)
    if not again:
        return _check(what, form, output)
    if form in FORMS and output is None:
        message = f"--watch shows text; for {form}, say with -o which file to write each time"
        raise click.UsageError(message)
    from engine.cli.watch import watch

    return watch(what, lambda: _check(what, form, output), but=output)


def _check(paths: tuple[Path, ...], form: str, output: Path | None) -> int:
    """Check once; the status."""
    found = targets(paths)
    if not found.frameworks and not found.rounds:
        message = "there is no framework.yaml, round.yaml or rules file here"
        raise click.UsageError(message)
    findings = in_order(_findings(found))
    if form in FORMS:
        deliver(FORMS[form](findings), output)
    else:
        deliver(_text(found, findings, color=colored(sys.stdout, output)), output)
    return 1 if errors(findings) else 0


def _findings(found: Targets) -> list[Finding]:
    findings: list[Finding] = []
    for folder in found.frameworks:
        findings += _framework(folder)
    for folder in found.rounds:
        findings += _round(folder)
    return _once(findings)


def _once(findings: list[Finding]) -> list[Finding]:
    """Each finding once: a round says again what is wrong with its framework."""

    def told(f: Finding) -> tuple[object, ...]:
        place = f.place
        return (Path(place.file).resolve(), place.line, place.column, f.code, f.message)

    return list({told(finding): finding for finding in reversed(findings)}.values())


def _framework(folder: Path) -> tuple[Finding, ...]:
    from engine.assurance.checks.soundness import check as check_framework

    progress(f"checking {folder}")
    return check_framework(folder)


def _round(folder: Path) -> tuple[Finding, ...]:
    from engine.cli.rounds import check_round

    progress(f"checking {folder}")
    return check_round(folder)


def _text(found: Targets, findings: tuple[Finding, ...], *, color: bool) -> str:
    checked = (
        (len(found.frameworks), "framework", "frameworks"),
        (len(found.rounds), "round", "rounds"),
    )
    what = listed([several(n, one, many) for n, one, many in checked if n])
    above = f"{text(findings, color=color)}\n" if findings else ""
    return f"{above}checked {what}: {summary(findings)}\n"
