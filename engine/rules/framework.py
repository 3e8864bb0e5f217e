"""A framework version: its vocabulary and its checked rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from engine.frameworks.model import Vocabulary
    from engine.rules.typed import Rules


class Printer(Protocol):
    """What shows a value in a notebook, or in a failing test."""

    def text(self, text: str, /) -> object:
        """Show some words."""


@dataclass(frozen=True)
class Framework:
    """Everything that a rating needs of a framework version.

    ``digest`` is over the files, ``model_digest`` over what they mean.
    """

    folder: Path
    vocabulary: Vocabulary
    rules: Rules
    digest: str
    model_digest: str

    def __repr__(self) -> str:
        """Which framework it is; all of it would be very long."""
        return f"Framework({self.vocabulary.id!r}, {str(self.folder)!r})"

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:  # noqa: FBT001
        """How notebooks and Hypothesis show it."""
        del cycle
        printer.text(repr(self))
