"""``assay page``: a provider's own page, or those of all providers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.cli.meter import meter
from engine.cli.options import NEW
from engine.cli.options import forms
from engine.cli.options import other_framework
from engine.cli.options import round_folder
from engine.cli.output import deliver
from engine.cli.output import filled

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@round_folder
@click.argument("provider", required=False)
@click.option(
    "--into", "folder_", metavar="DIR", type=NEW, help="Make the pages of all providers here."
)
@other_framework
@forms("html")
def page(  # noqa: PLR0913 - one for each option
    *,
    folder: Path,
    provider: str | None,
    folder_: Path | None,
    reference: str | None,
    form: str,
    output: Path | None,
) -> None:
    """Make a provider's own page.

    PROVIDER is an id, a name or an alias, in any case, of a provider or of what stands
    above providers. The page has all of its ratings, each with the lines of the rules in
    English and what they saw, its percentages beside those of all providers, what is
    borderline, and what was decided and why. With --into, everybody gets a page.
    """
    from engine.cli.rounds import rated_with
    from engine.reports.provider.page import page as made

    del form
    if (provider is None) is (folder_ is None):
        raise click.UsageError("name a provider, or say --into DIR to make all pages")
    if folder_ is not None:
        _all(folder, reference, folder_)
        return
    assert provider is not None
    found, whose = rated_with(folder, reference, provider)
    deliver(made(found, whose), output)


def _all(folder: Path, reference: str | None, target: Path) -> None:
    from engine.cli.rounds import rated
    from engine.reports.folder import fill
    from engine.reports.provider.site import pages
    from engine.rounds.head import is_register

    if is_register(folder):
        raise click.UsageError("the providers of this round are a table: name one of them")
    found = rated(folder, reference, partial=True)
    with meter(f"making pages in {target}", len(found.ratings.results)) as tick:
        made = pages(found, tick)
    deliver(filled(target, fill(target, made, "pages")), None)
