"""``assay handbook``: a framework as pages that can be published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.cli.options import into_folder
from engine.cli.output import deliver
from engine.cli.output import facts
from engine.cli.output import filled
from engine.cli.output import progress
from engine.diagnostics import Finding
from engine.diagnostics import Invalid

if TYPE_CHECKING:
    from pathlib import Path

    from engine.reports.folder import Written
    from engine.rules.framework import Framework


@click.command()
@click.argument("framework")
@click.option(
    "--since",
    "earlier",
    metavar="FRAMEWORK",
    help="Tell what changed since this version: its folder or its id.",
)
@into_folder("text", "json")
def handbook(framework: str, earlier: str | None, form: str, output: Path) -> None:
    """Make the pages of a framework's handbook.

    FRAMEWORK is its folder or its id. The pages are a small site that needs no network and
    works without scripts: items with their sources, every line of the rules beside what it
    does, the bands drawn, a form for each sample to print and as a spreadsheet, and what
    changed since the version that its crosswalk leads from. A second run writes only what
    changed.
    """
    from engine.assurance.differences.diff import diff
    from engine.cli.rounds import chosen
    from engine.reports.folder import fill
    from engine.reports.handbook.site import handbook as made

    found = chosen(framework)
    before = _earlier(found) if earlier is None else chosen(earlier)
    comparison = None
    if before is not None:
        progress(f"comparing {before.vocabulary.id} with {found.vocabulary.id}")
        comparison = diff(before, found)
    progress(f"making the pages of {found.vocabulary.id}")
    written = fill(output, made(found, comparison), "handbook")
    deliver(_facts(written) if form == "json" else filled(output, written), None)


def _earlier(framework: Framework) -> Framework | None:
    """The version from which the framework's crosswalk leads to it, if it has one."""
    from engine.diagnostics import Place
    from engine.frameworks.crosswalk import FILE
    from engine.frameworks.crosswalk import crosswalk_versions
    from engine.frameworks.locate import locate
    from engine.rounds.rated import remembered

    versions = crosswalk_versions(framework.folder)
    if versions is None or versions[1] != framework.vocabulary.id:
        return None
    place = Place(str(framework.folder / FILE))
    found = locate(versions[0], framework.folder, place)
    if isinstance(found, Finding):
        raise Invalid([found])
    return remembered(found)


def _facts(written: Written) -> str:
    return facts("handbook", **vars(written))
