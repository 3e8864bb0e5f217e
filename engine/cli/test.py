"""``assay test``: the worked examples of frameworks, and what they exercise."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from engine.cli.options import ANYTHING
from engine.cli.options import forms
from engine.cli.output import colored
from engine.cli.output import complain
from engine.cli.output import deliver
from engine.cli.output import progress
from engine.cli.targets import frameworks_of
from engine.diagnostics import Invalid
from engine.diagnostics import data
from engine.diagnostics import errors
from engine.diagnostics import in_order
from engine.diagnostics.sarif import as_sarif
from engine.files import cache_folder

if TYPE_CHECKING:
    from pathlib import Path

    from engine.assurance.tested import Tested
    from engine.diagnostics import Finding

FORMS = {"sarif": as_sarif, "github": data.as_github}


@click.command()
@click.argument("paths", metavar="[FRAMEWORK]...", nargs=-1, type=ANYTHING)
@click.option("--coverage", is_flag=True, help="Say what no example exercises; offer examples.")
@click.option(
    "--fail-under",
    metavar="PERCENT",
    type=click.IntRange(0, 100),
    help="Fail if the examples exercise less than this; implies --coverage.",
)
@forms("text", "json", *FORMS)
def test(
    paths: tuple[Path, ...],
    *,
    coverage: bool,
    fail_under: int | None,
    form: str,
    output: Path | None,
) -> int:
    """Run the worked examples of frameworks.

    The examples stand in examples.yaml beside framework.yaml. Without a path, tests the
    frameworks that the current folder is or holds. The JSON form is described by
    schemas/tests.schema.json.
    """
    tested = _tested(frameworks_of(paths), coverage=coverage or fail_under is not None)
    found: list[Finding] = []
    for each in tested:
        found += [*each.failures, *each.not_exercised(), *each.too_little(fail_under or 0)]
    said = [finding for each in tested for finding in each.findings]
    if form in FORMS:
        deliver(FORMS[form](in_order([*found, *said])), output)
    else:
        deliver(_content(tested, found, form, output), output)
        complain(said)
    return 1 if errors([*found, *said]) else 0


def _tested(folders: tuple[Path, ...], *, coverage: bool) -> list[Tested]:
    """What came of each framework; what is wrong with any of them stops all."""
    from engine.assurance.tested import try_examples
    from engine.rules.load import load_framework

    tested: list[Tested] = []
    wrong: list[Finding] = []
    for folder in folders:
        progress(f"testing {folder}")
        try:
            framework = load_framework(folder, cache_folder())
            tested.append(try_examples(framework, coverage=coverage, cache=cache_folder()))
        except Invalid as invalid:
            wrong += invalid.findings
    if wrong:
        raise Invalid(wrong)
    return tested


def _content(tested: list[Tested], found: list[Finding], form: str, output: Path | None) -> str:
    from engine.reports.examples import as_json
    from engine.reports.examples import as_text

    if form == "json":
        return as_json(tested)
    return as_text(tested, found, color=colored(sys.stdout, output))
