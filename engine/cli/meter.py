"""How far long work has got, where somebody is watching."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator


@contextmanager
def meter(words: str, steps: int) -> Iterator[Callable[[str], None]]:
    """A bar on a terminal, and nothing in a pipe; call what it gives at every step."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    bar = click.progressbar(
        length=steps,
        label=words,
        file=sys.stderr,
        show_eta=False,
        item_show_func=lambda step: step,
    )
    with bar:
        yield lambda step: bar.update(1, step)
