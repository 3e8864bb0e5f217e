"""``assay demo``: a made-up round to look at and to play with."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.meter import meter
from engine.cli.options import NEW
from engine.cli.options import forms
from engine.cli.output import colored
from engine.cli.output import deliver
from engine.cli.output import remark

if TYPE_CHECKING:
    from engine.cli.rounds import Rated


@click.command()
@click.argument("folder", metavar="[DIR]", type=NEW, default=Path("assay-demo"))
@click.option("--seed", default=1, show_default=True, help="Another number, another round.")
@click.option("--framework", "reference", metavar="PATH", help="Its folder or its id.")
@forms("text", "json")
def demo(
    *, folder: Path, seed: int, reference: str | None, form: str, output: Path | None
) -> None:
    """Make a synthetic round, rate it and show the ratings.

    The round is made up: no case in it is real. It is written into DIR,
    by default assay-demo, which must not exist yet or be empty.
    """
    from engine.cli.rounds import chosen
    from engine.cli.rounds import rated
    from engine.reports.export import as_json
    from engine.rounds.synthetic.demo import make_demo
    from engine.rounds.synthetic.demo import steps

    framework = chosen(reference)
    with meter(f"making a round in {folder}", steps(framework)) as tick:
        make_demo(folder, framework, seed, tick=tick)
    found = rated(folder)
    if form == "json":
        deliver(as_json(found.ratings), output)
    else:
        deliver(_words(folder, found, color=colored(sys.stdout, output)), output)
    remark(found.ratings.findings, folder)


def _words(folder: Path, found: Rated, *, color: bool) -> str:
    from engine.reports.table import table

    ratings = table(found.ratings, found.framework.vocabulary, color=color)
    return f"{ratings}\n{_next(folder, found)}"


def _next(folder: Path, found: Rated) -> str:
    """Commands to go on with, which work as they stand."""
    where, first = shlex.quote(str(folder)), found.ratings.results[0]
    commands = {
        f"assay explain {where} {first.id}": "why this rating?",
        f"assay panel {where}": "which results are open to discretion?",
        **_decision(where, found),
        **_later(folder, found),
        **_report(where, found),
        f"assay rate {where} --format xlsx -o ratings.xlsx": "the same as a spreadsheet",
    }
    lines = "".join(f"  {command}\n      {what}\n" for command, what in commands.items())
    return f"The round is in {where}. What to try next:\n\n{lines}"


def _report(where: str, found: Rated) -> dict[str, str]:
    """The summary report, if the framework declares one."""
    from engine.assurance.figures.read import FILE

    if not (found.framework.folder / FILE).is_file():
        return {}
    return {f"assay report {where} -o report": "the summary report, as a page and as data"}


def _decision(where: str, found: Rated) -> dict[str, str]:
    """A decision that the rules allow, if there is any."""
    from engine.rounds.panel import openings

    free = (o for o in openings(found.ratings, found.framework) if o.result.before is None)
    opening = next(free, None)
    roles = found.framework.vocabulary.roles
    rule = None if opening is None else found.framework.rules.rating(opening.result.id)
    if opening is None or rule is None or rule.allow is None or not roles:
        return {}
    words = [opening.provider.id, opening.result.id, opening.moves[-1].grade]
    words += ["--by", rule.allow.role.id, "--reason", "why the panel decided so"]
    return {f"assay decide {where} {shlex.join(words)}": "what does a decision change?"}


def _later(folder: Path, found: Rated) -> dict[str, str]:
    """The next framework version: ratings under it, and a second round if one is described."""
    from engine.rounds.synthetic.recipe_file import FILE

    version = _next_version(found)
    if version is None:
        return {}
    where, later = shlex.quote(str(folder)), shlex.quote(version.name)
    words = "what would the ratings be under the next framework?"
    commands = {f"assay rate {where} --framework {later}": words}
    if (version / FILE).is_file():
        second = shlex.quote(f"{folder}-{version.name}")
        commands[f"assay demo {second} --framework {later}"] = "make a second round"
        commands[f"assay compare {where} {second}"] = "what changed, and why?"
    return commands


def _next_version(found: Rated) -> Path | None:
    """The folder of a framework version that comes with Assay and continues this one."""
    from engine.data import folder as packaged
    from engine.frameworks.crosswalk import crosswalk_versions

    own = found.framework.vocabulary.id
    for path in sorted(packaged("standards").glob("*/crosswalk.yaml")):
        versions = crosswalk_versions(path.parent)
        if versions is not None and versions[0] == own:
            return path.parent
    return None
