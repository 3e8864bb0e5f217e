"""``assay diff``: what changed from one framework to another."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from engine.cli.options import fail_on_change
from engine.cli.options import forms
from engine.cli.output import colored
from engine.cli.output import deliver
from engine.cli.output import progress

if TYPE_CHECKING:
    from pathlib import Path

    from engine.assurance.differences.difference import Comparison


@click.command()
@click.argument("before")
@click.argument("after")
@fail_on_change
@forms("text", "json", "html")
def diff(
    before: str, after: str, form: str, output: Path | None, *, fail_on_change: bool
) -> int:
    """Say what changed from one framework to another.

    BEFORE and AFTER are the folders or the ids of two versions, or of a version and an
    edited copy. Order, comments and layout are no change. Texts are held against each
    other word by word and rules line by line; then it is decided whether the rules always
    give the same ratings, and if not, the smallest pattern for which they do not is shown.
    """
    from engine.assurance.differences.diff import diff as compared
    from engine.cli.rounds import chosen

    progress(f"comparing {before} with {after}")
    found = compared(chosen(before), chosen(after))
    deliver(_content(found, form, output), output)
    return 1 if fail_on_change and not found.empty else 0


def _content(found: Comparison, form: str, output: Path | None) -> str:
    if form == "json":
        from engine.reports.diff_data import as_json

        return as_json(found)
    if form == "html":
        from engine.reports.diff_page import as_html

        return as_html(found)
    from engine.reports.diff import as_text

    return as_text(found, color=colored(sys.stdout, output))
