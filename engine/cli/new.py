"""``assay new``: files to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.cli.options import NEW

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def new() -> None:
    """Make the files of a framework or a round."""


@new.command("framework")
@click.argument("folder", metavar="DIR", type=NEW)
def new_framework(folder: Path) -> None:
    """Make a small framework to start from.

    It is complete, and explains itself in comments. DIR must not exist yet or be empty.
    """
    from engine.rounds.new import new_framework as make

    make(folder)
    _made(folder)
    click.echo(
        f"Edit them, and ask as often as you like: assay check {click.format_filename(folder)}"
    )


@new.command("round")
@click.argument("folder", metavar="DIR", type=NEW)
@click.option(
    "--framework", "reference", metavar="PATH", help="The framework: its folder or its id."
)
@click.option("--synthetic", is_flag=True, help="Fill the round with made-up data.")
@click.option("--seed", default=1, show_default=True, help="Another number, other data.")
def new_round(folder: Path, reference: str | None, seed: int, *, synthetic: bool) -> None:
    """Make the files of a round, to be filled in.

    DIR must not exist yet or be empty. With --synthetic the round is filled with made-up
    data, and every file says so.
    """
    from engine.cli.rounds import chosen
    from engine.rounds.demo import make_demo
    from engine.rounds.new import new_round as make

    framework = chosen(reference)
    if synthetic:
        make_demo(folder, framework, seed)
    else:
        make(folder, framework)
    _made(folder)
    shown = click.format_filename(folder)
    click.echo(f"Then: assay rate {shown}" if synthetic else f"Read {shown}/README.md first.")


def _made(folder: Path) -> None:
    """Say which files there are now."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        click.echo(f"made {click.format_filename(path)}")
