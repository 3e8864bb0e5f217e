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
@click.argument("provider", required=False)
@forms("text", "json")
def panel(folder: Path, provider: str | None, form: str, output: Path | None) -> None:
    """List the results that are open to discretion.

    Those of PROVIDER, or of everybody: each with its percentage and its cases, the
    ratings that it may be moved to and how far away they are, what would follow, how
    results like it were decided, and the other results beside it. The JSON form is
    described by schemas/panel.schema.json.
    """
    from engine.cli.names import provider_id
    from engine.cli.rounds import rated
    from engine.reports import panel as reports

    found = rated(folder)
    opened = found.panel()
    if provider is not None:
        whose = provider_id(found.round, provider)
        opened = tuple(opening for opening in opened if opening.provider.id == whose)
    if form == "json":
        deliver(reports.as_json(opened, found.ratings), output)
    else:
        deliver(reports.as_text(opened, found.ratings, found.framework), output)
    remark(found.ratings.findings, folder)
