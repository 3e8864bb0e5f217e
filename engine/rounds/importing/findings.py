"""What can be wrong with a table that is imported, or with its mapping.

Cells are named as spreadsheet programs name them, and what stands in them is not shown.
"""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Place
from engine.diagnostics.words import first_quoted
from engine.diagnostics.words import listed
from engine.diagnostics.words import quoted
from engine.rounds.write_findings import AlreadyThere

SHOWN = 10


class InCells(Finding):
    """Something wrong in some cells of one column."""

    cells: tuple[str, ...]

    @property
    def where(self) -> str:
        """The cells, of many only the first."""
        noun = "cell" if len(self.cells) == 1 else "cells"
        named = ", ".join(self.cells[:SHOWN])
        more = len(self.cells) - SHOWN
        return f"{noun} {named}{f' and {more:,} more' if more > 0 else ''}"


class UnmappedColumn(Finding):
    """A column that the mapping does not mention."""

    code: ClassVar[str] = "D501"

    column: str
    mapping: str

    @property
    def message(self) -> str:
        return f"column {self.column} is not in the mapping"

    @property
    def help(self) -> str:
        return f'add its heading to "columns" in {self.mapping}, with "is" or "ignore: true"'


class NoSuchHeading(Finding):
    """A heading of the mapping that no column has."""

    code: ClassVar[str] = "D502"

    heading: str
    meant: str | None = None

    @property
    def message(self) -> str:
        return f'no column of the table is headed "{self.heading}"'

    @property
    def help(self) -> str:
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        return "write the heading as it stands in the table, or remove the entry"


class SeveralColumns(Finding):
    """A heading that several columns have."""

    code: ClassVar[str] = "D503"

    heading: str
    columns: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'columns {listed(self.columns)} are all headed "{self.heading}"'

    @property
    def help(self) -> str:
        return f'add "column: {self.columns[0]}", or another of them, to the entry'


class OnlyAGuess(Finding):
    """An entry of a draft that nobody has confirmed."""

    code: ClassVar[str] = "D504"

    what: str

    @property
    def message(self) -> str:
        return f"that this is {self.what} is only a guess"

    @property
    def help(self) -> str:
        return 'correct it if it is wrong, and remove "guess: true"'


class NotMapped(Finding):
    """A column of the case file that must be there, and is mapped from nothing."""

    code: ClassVar[str] = "D505"

    what: str

    @property
    def message(self) -> str:
        return f"no column of the table is {self.what}"

    @property
    def help(self) -> str:
        return 'add an entry to "columns" that says which column it is'


class UnexplainedCells(InCells):
    """Cells that hold something that neither the framework nor the mapping explains."""

    code: ClassVar[str] = "D506"

    what: str
    allowed: tuple[str, ...]
    key: str

    @property
    def message(self) -> str:
        return f"{self.where}: this is nothing that {self.what} can be"

    @property
    def help(self) -> str:
        choices = first_quoted(self.allowed, SHOWN, "or")
        missing = "" if self.key == "providers" else ", or missing"
        return f'say in "{self.key}" of the mapping what it is: {choices}{missing}'


class DateCells(InCells):
    """Cells in which a spreadsheet program has made a date of something else."""

    code: ClassVar[str] = "D507"

    @property
    def message(self) -> str:
        return f"{self.where}: this is a date, which Excel makes of such as 3-4 or 5/6"

    @property
    def help(self) -> str:
        return "format the column as text, and write again what stood there"


class RoundedCells(InCells):
    """Numbers so long that a spreadsheet program has rounded them."""

    code: ClassVar[str] = "D508"

    @property
    def message(self) -> str:
        return f"{self.where}: this number is too long, and has been rounded"

    @property
    def help(self) -> str:
        return "format the column as text, and copy the ids again from where they come"


class BlankCells(InCells):
    """Cells that may not be blank."""

    code: ClassVar[str] = "D509"

    what: str

    @property
    def message(self) -> str:
        return f"{self.where}: {self.what} is blank"

    @property
    def help(self) -> str:
        if self.what != "provider":
            return "fill it in"
        return (
            'fill it in; or say "blank: as above" in the mapping of the column, '
            "if a name stands for the rows below it too"
        )


class RepeatedCells(InCells):
    """A case that stands in the table twice."""

    code: ClassVar[str] = "D510"

    @property
    def message(self) -> str:
        return f"{self.where}: this case stands in an earlier row already"

    @property
    def help(self) -> str:
        return "give each case one row and an id of its own"


class NotAsked(InCells):
    """Answers to a question that does not apply to the provider's type."""

    code: ClassVar[str] = "D511"

    what: str
    types: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"{self.where}: {self.what} applies only to {quoted(self.types)}"

    @property
    def help(self) -> str:
        return "correct the provider or the answer, or map the answer to missing"


class MergedCells(InCells):
    """Cells that are merged where each row needs its own."""

    code: ClassVar[str] = "D512"

    @property
    def message(self) -> str:
        return f"{self.where}: cells are merged here"

    @property
    def help(self) -> str:
        return "divide them, and write into each row what holds of it"


class WhichSheet(Finding):
    """A workbook with several sheets, of which none is named."""

    code: ClassVar[str] = "D513"

    sheets: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"several sheets hold something: {quoted(self.sheets)}"

    @property
    def help(self) -> str:
        return 'say which: --sheet NAME, or "sheet" in the mapping'


class NoSuchSheet(Finding):
    """A sheet that the file does not have."""

    code: ClassVar[str] = "D514"

    sheet: str
    sheets: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'this file has no sheet "{self.sheet}"'

    @property
    def help(self) -> str:
        return f"there are {quoted(self.sheets)}" if self.sheets else "leave the sheet out"


class NoCasesBelow(Finding):
    """A table that has nothing below its header."""

    code: ClassVar[str] = "D515"

    rows: int

    @property
    def message(self) -> str:
        rows = "row, which is" if self.rows == 1 else f"{self.rows} rows, which are"
        return f"there is nothing below the first {rows} the header"

    @property
    def help(self) -> str:
        return 'correct "header_rows" in the mapping, or export the answers again'


class OtherMapping(Finding):
    """A mapping that is for another sample."""

    code: ClassVar[str] = "D516"

    sample: str
    asked: str

    @property
    def message(self) -> str:
        return f'this mapping is for sample "{self.sample}", not "{self.asked}"'

    @property
    def help(self) -> str:
        return "name another file with --mapping: a mapping for this sample is drafted there"


class OtherCases(AlreadyThere):
    """A case file that holds something else than what is imported."""

    @property
    def message(self) -> str:
        return "this file is there already and says something else; nothing has been written"

    @property
    def help(self) -> str:
        return "look at what has changed; with --replace the imported cases take its place"


class MappedTwice(Finding):
    """Two entries of a mapping about the same."""

    code: ClassVar[str] = "D517"

    what: str
    first: Place

    @property
    def message(self) -> str:
        return f"another entry is {self.what} already"

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.first, "first here"), Label(self.place, "and again here"))

    @property
    def help(self) -> str:
        return "keep one of them"
