"""What can keep Assay from writing into somebody's folder."""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding


class NotEmpty(Finding):
    """A folder that has something in it already."""

    code: ClassVar[str] = "D301"

    @property
    def message(self) -> str:
        """What is wrong."""
        return "there is something here already, and nothing has been written"

    @property
    def help(self) -> str:
        """What to do."""
        return "name a folder that does not exist yet, or that is empty"


class CannotWrite(Finding):
    """A place where the system does not let anything be written."""

    code: ClassVar[str] = "D302"

    @property
    def message(self) -> str:
        """What is wrong."""
        return "nothing can be written here"

    @property
    def help(self) -> str:
        """What to do."""
        return (
            "check that the folder exists, that it may be changed, and that the disk has room"
        )


class ChangedMeanwhile(Finding):
    """A file that somebody else changed while it was being edited."""

    code: ClassVar[str] = "D303"

    @property
    def message(self) -> str:
        """What happened."""
        return "this file changed while it was being edited, and has been left as it is"

    @property
    def help(self) -> str:
        """What to do."""
        return "look at what changed, then try again"


class Locked(Finding):
    """A lock that another program holds."""

    code: ClassVar[str] = "D304"

    @property
    def message(self) -> str:
        """What is wrong."""
        return "somebody else is recording a decision in this round"

    @property
    def help(self) -> str:
        """What to do."""
        return "try again; if it goes on, find out which program keeps this file"


class CannotAppend(Finding):
    """A file to which an entry cannot be added without touching the others."""

    code: ClassVar[str] = "D305"

    entry: str

    @property
    def message(self) -> str:
        """What is wrong."""
        return "an entry cannot be added here without changing what stands there"

    @property
    def notes(self) -> tuple[str, ...]:
        """The entry."""
        return tuple(self.entry.splitlines())

    @property
    def help(self) -> str:
        """What to do."""
        return "add the entry by hand at the end of the list"


class AlreadyThere(Finding):
    """A file that would be written, and is there."""

    code: ClassVar[str] = "D306"

    @property
    def message(self) -> str:
        """What is wrong."""
        return "this file is there already, and nothing has been written"

    @property
    def help(self) -> str:
        """What to do."""
        return "move it away if it is not needed any more, and try again"
