"""``assay page``: a provider's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.cli.options import forms
from engine.cli.options import other_framework
from engine.cli.options import round_folder
from engine.cli.output import deliver

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@round_folder
@click.argument("provider")
@other_framework
@forms("html")
def page(
    *, folder: Path, provider: str, reference: str | None, form: str, output: Path | None
) -> None:
    """Make a provider's own page.

    PROVIDER is an id, a name or an alias, in any case, of a provider or of what stands
    above providers. The page has all of its ratings, each with the lines of the rules in
    English and what they saw, its percentages beside those of all providers, what is
    borderline, and what was decided and why.
    """
    from engine.cli.names import provider_id
    from engine.cli.rounds import rated
    from engine.reports.provider.page import page as made
    from engine.rounds.head import is_register

    del form
    if is_register(folder):
        from engine.cli.register import rated_provider

        found = rated_provider(folder, reference, provider)
        whose = (*found.round.above, *found.round.providers)[0].id
    else:
        found = rated(folder, reference, partial=True)
        whose = provider_id(found.round, provider)
    deliver(made(found, whose), output)
