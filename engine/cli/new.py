"""``assay new``: files to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.cli.meter import meter
from engine.cli.options import NEW
from engine.cli.options import forms
from engine.cli.output import deliver
from engine.cli.output import facts

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def new() -> None:
    """Make the files of a framework or a round."""


@new.command("framework")
@click.argument("folder", metavar="DIR", type=NEW)
@forms("text", "json")
def new_framework(folder: Path, form: str, output: Path | None) -> None:
    """Make a small framework to start from.

    It is complete, and explains itself in comments. DIR must not exist yet or be empty.
    """
    from engine.rounds.new import new_framework as make

    make(folder)
    deliver(
        _made(folder, form, f"Edit them, and ask at any time: assay check {folder}"), output
    )


@new.command("round")
@click.argument("folder", metavar="DIR", type=NEW)
@click.option(
    "--framework", "reference", metavar="PATH", help="The framework: its folder or its id."
)
@click.option("--synthetic", is_flag=True, help="Fill the round with made-up data.")
@click.option("--seed", default=1, show_default=True, help="Another number, other data.")
@click.option(
    "--copies",
    default=1,
    type=click.IntRange(min=1),
    help="So many times the providers, with their cases as Parquet.",
)
@forms("text", "json")
def new_round(  # noqa: PLR0913
    *,
    folder: Path,
    reference: str | None,
    synthetic: bool,
    seed: int,
    copies: int,
    form: str,
    output: Path | None,
) -> None:
    """Make the files of a round, to be filled in.

    DIR must not exist yet or be empty. With --synthetic the round is filled with made-up
    data, and every file says so.
    """
    from engine.cli.rounds import chosen
    from engine.rounds.new import new_round as make
    from engine.rounds.synthetic.demo import make_demo
    from engine.rounds.synthetic.demo import steps

    framework = chosen(reference)
    if copies > 1 and not synthetic:
        raise click.UsageError("--copies goes with --synthetic")
    if synthetic:
        with meter(f"making a round in {folder}", steps(framework, copies)) as tick:
            make_demo(folder, framework, seed, copies=copies, tick=tick)
    else:
        make(folder, framework)
    then = f"Then: assay rate {folder}" if synthetic else f"Read {folder}/README.md first."
    deliver(_made(folder, form, then), output)


def _made(folder: Path, form: str, then: str) -> str:
    """Which files there are now, and what to do with them."""
    made = sorted(path.as_posix() for path in folder.rglob("*") if path.is_file())
    if form == "json":
        return facts("new", made=made)
    return "".join(f"made {path}\n" for path in made) + f"{then}\n"
