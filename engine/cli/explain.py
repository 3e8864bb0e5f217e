"""``assay explain``: the derivation of a rating."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from engine.cli.options import forms
from engine.cli.options import other_framework
from engine.cli.options import round_folder
from engine.cli.output import colored
from engine.cli.output import deliver

if TYPE_CHECKING:
    from pathlib import Path

    from engine.rounds.explanation import Explanation


@click.command()
@round_folder
@click.argument("provider")
@click.argument("item", required=False)
@other_framework
@forms("text", "json", "html")
def explain(  # noqa: PLR0913 - one for each option
    *,
    folder: Path,
    provider: str,
    item: str | None,
    reference: str | None,
    form: str,
    output: Path | None,
) -> None:
    """Say why a rating is what it is.

    PROVIDER is an id, a name or an alias, in any case, of a provider or of what stands
    above providers; without ITEM its own rating is explained. Every clause is shown with
    what it saw, then the published sentences that it rests on, then the nearest change
    that would alter the rating.
    """
    from engine.cli.names import item_id
    from engine.cli.rounds import rated_with

    found, whose = rated_with(folder, reference, provider)
    what = None if item is None else item_id(found, whose, item)
    deliver(_content(found.explain(whose, what), form, output), output)


def _content(explanation: Explanation, form: str, output: Path | None) -> str:
    from engine.reports import explanation as reports

    if form == "json":
        return reports.as_json(explanation)
    if form == "html":
        from engine.reports.page import as_html

        return as_html(explanation)
    return reports.as_text(explanation, color=colored(sys.stdout, output))
