"""What can be wrong with a file of interviews; never what stands in it."""

from __future__ import annotations

from typing import ClassVar

from engine.cases.row_findings import InRows
from engine.diagnostics import Finding
from engine.diagnostics.words import quoted


class NoInterviews(Finding):
    """A round without a file of interviews, where one is asked for."""

    code: ClassVar[str] = "C211"

    @property
    def message(self) -> str:
        return "this round has no interviews"

    @property
    def help(self) -> str:
        return "add interviews.csv to the round's folder"


class SeveralInterviews(Finding):
    """Interviews in more than one file."""

    code: ClassVar[str] = "C212"

    files: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"the interviews stand more than once: {quoted(self.files)}"

    @property
    def help(self) -> str:
        return "keep one of the files"


class UnknownInterviewColumn(Finding):
    """A heading that interviews do not have."""

    code: ClassVar[str] = "C213"

    heading: str
    columns: tuple[str, ...]
    meant: str | None

    @property
    def message(self) -> str:
        return f'interviews have no column "{self.heading}"'

    @property
    def help(self) -> str:
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        return f"the columns are {quoted(self.columns)}"


class BlankOfficer(InRows):
    """An interview of nobody."""

    code: ClassVar[str] = "C214"

    @property
    def message(self) -> str:
        return f'column "officer" is blank {self.where}'

    @property
    def help(self) -> str:
        return "give everybody who was interviewed an id"


class RepeatedOfficer(InRows):
    """Somebody who was interviewed twice."""

    code: ClassVar[str] = "C215"

    @property
    def message(self) -> str:
        return f"the officer stands in an earlier row of the same provider {self.where}"

    @property
    def help(self) -> str:
        return "keep one row for each officer; the questions are asked once"


class NotACaseload(InRows):
    """A caseload that is no whole number."""

    code: ClassVar[str] = "C216"

    @property
    def message(self) -> str:
        return f'column "caseload" holds no whole number from 1 on {self.where}'

    @property
    def help(self) -> str:
        return "write how many cases the officer has, or leave the cell blank if missing"


class BadEdges(Finding):
    """Bands of caseloads that do not rise."""

    code: ClassVar[str] = "C217"

    edges: tuple[int, ...]

    @property
    def message(self) -> str:
        return f"bands that end at {', '.join(map(str, self.edges))} do not follow each other"

    @property
    def help(self) -> str:
        return "name the last number of each band but the highest, rising, such as 20,30,40"
