"""What can keep Assay from writing into a folder that has files in it."""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding


class NotMadeHere(Finding):
    """A file that Assay would write, where there is another that it did not make."""

    code: ClassVar[str] = "D307"

    @property
    def message(self) -> str:
        """What is wrong."""
        return "Assay did not make this file as it stands, and will not replace it"

    @property
    def help(self) -> str:
        """What to do."""
        return "move it elsewhere or delete it, or name another folder"
