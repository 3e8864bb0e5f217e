"""``assay panel``: what a ratings panel may decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.cli.options import forms
from engine.cli.options import round_folder
from engine.cli.output import deliver
from engine.cli.output import remark

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@round_folder
@forms("text", "json")
def panel(folder: Path, form: str, output: Path | None) -> None:
    """List the results that are open to discretion.

    Each with its percentage, its cases, the ratings that it may be moved to, how far
    away they are, and the other results beside it.
    """
    from engine.cli.rounds import rated
    from engine.reports import panel as reports

    found = rated(folder)
    content = reports.as_json if form == "json" else reports.as_text
    deliver(content(found.ratings, found.framework), output)
    remark(found.ratings.findings, folder)
