"""Options that many commands have, written once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import ParamSpec
from typing import TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

WHEN = "assay.color"
"""Where the context keeps what ``--color`` said."""

NOT_PARTIAL = "the providers of this round are a table, whose blank cells are never guessed"
"""Why such a round does not take ``--partial``."""

P = ParamSpec("P")
R = TypeVar("R")

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
"""An argument that is a folder."""

ANYTHING = click.Path(path_type=Path, exists=True)
"""An argument that is a file or a folder."""

NEW = click.Path(path_type=Path, file_okay=False)
"""An argument that is a folder to be made."""

FILE = click.Path(path_type=Path, dir_okay=False)
"""An option that is a file to be written."""


def forms(*names: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Give a command ``--format``, ``-o`` and ``--color``; the first form is the default."""

    def decorate(command: Callable[P, R]) -> Callable[P, R]:
        for option in reversed((_form(names), _output(), _color)):
            command = option(command)
        return command

    return decorate


def into_folder(*names: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Give a command ``--format``, ``-o`` with a folder to fill, and ``--color``."""

    def decorate(command: Callable[P, R]) -> Callable[P, R]:
        for option in reversed((_form(names), _folder, _color)):
            command = option(command)
        return command

    return decorate


def round_folder(command: Callable[P, R]) -> Callable[P, R]:
    """Give a command the argument ``ROUND``."""
    return click.argument("folder", metavar="ROUND", type=FOLDER)(command)


def other_framework(command: Callable[P, R]) -> Callable[P, R]:
    """Give a command ``--framework``."""
    return click.option(
        "--framework",
        "reference",
        metavar="PATH",
        help="Rate under another framework version: its folder or its id.",
    )(command)


def no_cache(command: Callable[P, R]) -> Callable[P, R]:
    """Give a command ``--no-cache``."""
    return click.option(
        "--no-cache",
        is_flag=True,
        help="Count the cases again, and do not remember the counts.",
    )(command)


def fail_on_change(command: Callable[P, R]) -> Callable[P, R]:
    """Give a command ``--fail-on-change``."""
    return click.option(
        "--fail-on-change", is_flag=True, help="End with status 1 if anything changes."
    )(command)


def _form(names: tuple[str, ...]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help="The form of the output.",
    )


def _output() -> Callable[[Callable[P, R]], Callable[P, R]]:
    return click.option(
        "-o",
        "--output",
        metavar="FILE",
        type=FILE,
        help="Write to a file, whole or not at all.",
    )


def _folder(command: Callable[P, R]) -> Callable[P, R]:
    return click.option(
        "-o",
        "--output",
        metavar="DIR",
        type=NEW,
        required=True,
        help="The folder to write into.",
    )(command)


def _color(command: Callable[P, R]) -> Callable[P, R]:
    """Give a command ``--color``."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        expose_value=False,
        is_eager=True,
        callback=_keep,
        help="Whether to use colour; never the only sign of anything.",
    )(command)


def _keep(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    del parameter
    ctx.meta[WHEN] = value
    return value
