"""Colour on a terminal, which is never the only sign of anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RESET = "\x1b[0m"
BOLD = "\x1b[1m"
RED = "\x1b[31m"
GREEN = "\x1b[32m"
YELLOW = "\x1b[33m"
CYAN = "\x1b[36m"

LOWEST_FIRST: Sequence[str] = (RED, YELLOW, GREEN, "\x1b[1;32m")
"""The colours of grades, from the lowest of a scale to its highest."""


def painted(words: str, paint: str) -> str:
    """The words in a colour; without one as they are."""
    return f"{paint}{words}{RESET}" if paint and words else words


def of_rank(rank: int, grades: int) -> str:
    """The colour of a grade, given how many are below it and how many there are."""
    return LOWEST_FIRST[rank * (len(LOWEST_FIRST) - 1) // max(1, grades - 1)]
