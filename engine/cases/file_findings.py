"""What can be wrong with a case file as a whole, its header, or the folder.

A class without fields of its own needs no decorator, and loads faster without.
"""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Severity
from engine.diagnostics.words import listed
from engine.diagnostics.words import quoted


class NotUtf8(Finding):
    """A text file in another encoding."""

    code: ClassVar[str] = "C101"

    @property
    def message(self) -> str:
        return "this file is not UTF-8 text"

    @property
    def help(self) -> str:
        return 'save it again as "CSV UTF-8"'


class EmptyFile(Finding):
    """A file without anything in it."""

    code: ClassVar[str] = "C102"

    @property
    def message(self) -> str:
        return "this file is empty"

    @property
    def help(self) -> str:
        return "write a header and a row for each case, or remove the file"


class NoRows(Finding):
    """A file that has a header and no case."""

    code: ClassVar[str] = "C103"

    @property
    def message(self) -> str:
        return "this file has a header and no rows"

    @property
    def help(self) -> str:
        return "write a row for each case, or remove the file"


class NoHeader(Finding):
    """A file whose first row does not name columns."""

    code: ClassVar[str] = "C104"

    @property
    def message(self) -> str:
        return "the first row does not name the columns"

    @property
    def help(self) -> str:
        return (
            "begin the file with a row that names its columns; "
            'in a file of cases "case", "provider", then the questions'
        )


class RepeatedColumn(Finding):
    """Two columns for the same thing."""

    code: ClassVar[str] = "C105"

    heading: str
    first_heading: str
    first: int

    @property
    def message(self) -> str:
        same = f'"{self.heading}" stands twice'
        if self.heading != self.first_heading:
            same = f'"{self.first_heading}" and "{self.heading}" are the same'
        return f"{same} (columns {self.first} and {self.place.column})"

    @property
    def help(self) -> str:
        return "remove one of the two columns"


class UnknownColumn(Finding):
    """A heading that the sample does not know."""

    code: ClassVar[str] = "C106"

    heading: str
    sample: str
    meant: str | None

    @property
    def message(self) -> str:
        return f'sample "{self.sample}" has no column "{self.heading}"'

    @property
    def help(self) -> str:
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        return "head a question by its code and a profile column by its id, or remove it"


class MissingColumn(Finding):
    """A column that has to be there."""

    code: ClassVar[str] = "C108"

    heading: str
    what: str = ""

    @property
    def message(self) -> str:
        return f'there is no column "{self.heading}"{self.what and f" ({self.what})"}'

    @property
    def help(self) -> str:
        return f'add a column headed "{self.heading}"'


class ForeignColumn(Finding):
    """A column for a question that another sample answers."""

    code: ClassVar[str] = "C109"

    question: str
    sample: str
    other: str

    @property
    def message(self) -> str:
        return f'{self.question} belongs to sample "{self.other}", not "{self.sample}"'

    @property
    def help(self) -> str:
        return f'move the column to the files of sample "{self.other}"'


class Unreadable(Finding):
    """A file that is not what its name says."""

    code: ClassVar[str] = "C120"

    kind: str

    @property
    def message(self) -> str:
        return f"this file cannot be read as {self.kind}"

    @property
    def help(self) -> str:
        return "save it again in this format, or give it the ending of the format it has"


class FarSheet(Unreadable):
    """A workbook with something so far away that reading it would need too much memory."""

    row: int
    column: int

    @property
    def message(self) -> str:
        return f"a sheet reaches to row {self.row} and column {self.column}, too far to be read"

    @property
    def help(self) -> str:
        return "delete the rows and columns beyond the cases, and save it again"


class SeveralSheets(Finding):
    """A workbook in which more than one sheet holds something."""

    code: ClassVar[str] = "C121"

    sheets: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"more than one sheet holds something: {quoted(self.sheets)}"

    @property
    def help(self) -> str:
        return "keep the cases in one sheet and remove the others"


class SeveralFormats(Finding):
    """A sample whose cases stand in two places."""

    code: ClassVar[str] = "C122"

    sample: str
    files: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'sample "{self.sample}" stands more than once: {listed(self.files)}'

    @property
    def help(self) -> str:
        return f"keep one of them, or put several files into cases/{self.sample}/"


class UnknownFile(Finding):
    """A file in the folder of cases that belongs to no sample."""

    code: ClassVar[str] = "C123"

    samples: tuple[str, ...]
    meant: str | None
    endings: tuple[str, ...]

    @property
    def message(self) -> str:
        return "this file belongs to no sample"

    @property
    def help(self) -> str:
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        endings = listed(self.endings, "or")
        return f"name it after a sample ({listed(self.samples)}), ending in {endings}"


class NoFile(Finding):
    """A sample without any case file."""

    code: ClassVar[str] = "C124"

    sample: str

    @property
    def message(self) -> str:
        return f'there are no cases of sample "{self.sample}"'

    @property
    def help(self) -> str:
        return f"add cases/{self.sample}.csv; to rate without it, use --partial"


class NoFileYet(NoFile):
    """The same where a round is rated in part."""

    severity: ClassVar[Severity] = Severity.WARNING

    @property
    def help(self) -> str:
        return f"add cases/{self.sample}.csv when it is there"


class NoCases(Finding):
    """Providers without a case in a sample that is drawn for them."""

    code: ClassVar[str] = "C125"
    severity: ClassVar[Severity] = Severity.WARNING

    sample: str
    providers: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'no case in sample "{self.sample}" is of {quoted(self.providers, "or")}'

    @property
    def help(self) -> str:
        return "add their cases; questions without any case are not rated"


class MixedForms(Finding):
    """A sample with wide and long files together."""

    code: ClassVar[str] = "C130"

    sample: str
    other: str

    @property
    def message(self) -> str:
        return f"this file has a row for each answer, {self.other} a row for each case"

    @property
    def help(self) -> str:
        return f'write all files of sample "{self.sample}" in one of the two forms'


class UnnamedColumn(Finding):
    """A column without a heading."""

    code: ClassVar[str] = "C131"

    @property
    def message(self) -> str:
        return f"column {self.place.column} has no heading"

    @property
    def help(self) -> str:
        return "name the column in the first row, or remove it"


class UnusedFile(Finding):
    """A file of a sample for which the round names other files."""

    code: ClassVar[str] = "C133"

    sample: str

    @property
    def message(self) -> str:
        return f'round.yaml names other files for sample "{self.sample}"'

    @property
    def help(self) -> str:
        return "name this file there too, or take it out of the folder"


class UnknownFormat(Finding):
    """A file whose ending is that of no format that can be read."""

    code: ClassVar[str] = "C134"

    endings: tuple[str, ...]

    @property
    def message(self) -> str:
        return "the ending of this file's name tells no format that can be read"

    @property
    def help(self) -> str:
        return f"save it as one of these: {listed(self.endings, 'or')}"
