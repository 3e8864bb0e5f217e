"""What can be wrong with a report of two rounds."""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding


class SameCases(Finding):
    """A file of cases that two rounds have, where small counts are to be withheld."""

    code: ClassVar[str] = "C321"
    before: str

    @property
    def message(self) -> str:
        return f'these cases are those of "{self.before}" as well'

    @property
    def help(self) -> str:
        return (
            "what is withheld of one round could be worked out from the other: "
            "leave out --suppress, or --before"
        )
