"""A round whose providers are a table, rated in one call: for commands, and for notebooks."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from engine.rounds.rated import named
from engine.rounds.rated import own_framework
from engine.rounds.rated import remembered
from engine.rounds.register.rating import rate
from engine.rounds.register.register import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.rounds.register.rating import Rating
    from engine.rules.framework import Framework


@contextmanager
def rate_table(
    folder: Path | str,
    framework: str | None = None,
    *,
    against: Sequence[str] = (),
    strict: bool = False,
) -> Iterator[Rating]:
    """Rate the table of a round, under its own framework or another, by folder or id.

    ``against`` are columns with published ratings to compare with; ``strict`` refuses
    blank cells. What is read is kept while the ratings are in use. Raises Invalid, with
    every finding, where anything is wrong.
    """
    under = framework_for(Path(folder), framework)
    with opened(Path(folder), under, tuple(against), strict=strict) as register:
        yield rate(register)


def framework_for(folder: Path, reference: str | None) -> Framework:
    """The framework that a round names, or the one referred to."""
    return own_framework(folder) if reference is None else remembered(named(reference))
