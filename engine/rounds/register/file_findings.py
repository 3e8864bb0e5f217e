"""What can be wrong with a table of providers; never what stands in its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics.words import first_quoted
from engine.diagnostics.words import listed
from engine.diagnostics.words import quoted
from engine.diagnostics.words import several

if TYPE_CHECKING:
    from engine.cases.rows import Rows

LISTED = 12
"""More words than this are not listed."""


class NoSuchColumn(Finding):
    """A column that round.yaml or an option names and the table does not have."""

    code: ClassVar[str] = "D421"
    heading: str
    file: str
    there: tuple[str, ...]
    meant: str | None = None

    @property
    def message(self) -> str:
        return f'{self.file} has no column "{self.heading}"'

    @property
    def help(self) -> str:
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        return f"its columns are {listed(self.there)}"


class NoneOfTheColumns(Finding):
    """A table whose first row names no column, so that it may be a row like the others."""

    code: ClassVar[str] = "D429"
    wanted: tuple[str, ...]

    @property
    def message(self) -> str:
        return "the first row names none of the columns of which round.yaml speaks"

    @property
    def help(self) -> str:
        return f"begin the table with a row of headings: {first_quoted(self.wanted, LISTED)}"


class NoRowsCount(Finding):
    """A table without a row, or with none that counts."""

    code: ClassVar[str] = "D430"
    filters: tuple[str, ...]

    @property
    def message(self) -> str:
        if self.filters:
            return f'no row has what "only" asks of {quoted(self.filters)}'
        return "this table has no rows below its headings"

    @property
    def help(self) -> str:
        if self.filters:
            return 'write the words under "is" as the table has them; capitals do not matter'
        return "is this the right file?"


class UnlistedColumns(Finding):
    """Columns of the table of which round.yaml says nothing."""

    code: ClassVar[str] = "D422"
    headings: tuple[str, ...]
    file: str

    @property
    def message(self) -> str:
        columns = several(len(self.headings), "column", "columns")
        return f"nothing is said of {columns} of {self.file}"

    @property
    def help(self) -> str:
        written = ", ".join(_in_yaml(heading) for heading in self.headings)
        return (
            'list what is rated under "columns" and what was published under "published"; '
            f"of the rest say ignore: [{written}]"
        )


class RepeatedHeading(Finding):
    """Two columns of one name."""

    code: ClassVar[str] = "D423"
    heading: str

    @property
    def message(self) -> str:
        return f'"{self.heading}" heads two columns'

    @property
    def help(self) -> str:
        return "give each column a name of its own"


class UnknownWords(Finding):
    """Cells of a judged item or of an input that hold nothing that is known.

    ``elsewhere`` are the keys of round.yaml that can say what other words mean, and
    ``named`` says that some choices are names of ratings, which have ids besides.
    """

    code: ClassVar[str] = "D424"
    heading: str
    rows: Rows
    choices: tuple[str, ...]
    elsewhere: tuple[str, ...] = ("labels", "not_rated")
    named: bool = False

    @property
    def message(self) -> str:
        cells = several(self.rows.total, "cell", "cells")
        hold = "holds" if self.rows.total == 1 else "hold"
        return f'{cells} of column "{self.heading}" {hold} {self._what} ({self.rows})'

    @property
    def _what(self) -> str:
        return "no word that is known here"

    @property
    def help(self) -> str:
        ids = ", or a rating by its id" if self.named else ""
        known = f"write {first_quoted(self.choices, LISTED, 'or')}{ids}"
        others = f"say under {quoted(self.elsewhere, 'or')} what others mean"
        if not self.choices:
            return others
        return f"{known}; or {others}" if self.elsewhere else known


class UnknownStatuses(UnknownWords):
    """Cells of the column that says of providers that they are not rated, and why."""

    @property
    def help(self) -> str:
        known = f"write {first_quoted(self.choices, LISTED, 'or')}, or " if self.choices else ""
        return (
            f'{known}leave such cells blank; a word that is listed under "not_rated" of '
            '"status" takes the rating of its providers away'
        )


class NotNumbers(UnknownWords):
    """Cells of an input that is a number, and that hold none."""

    @property
    def _what(self) -> str:
        return "no number"

    @property
    def help(self) -> str:
        return "write numbers in digits, such as 12 or 4.5, without units"


class ErrorCells(Finding):
    """Cells in which a spreadsheet shows an error, which is no blank and no word."""

    code: ClassVar[str] = "D433"
    heading: str
    rows: Rows

    @property
    def message(self) -> str:
        return f'column "{self.heading}" has an error of a spreadsheet in {self.rows}'

    @property
    def help(self) -> str:
        return "correct the formulas; where nothing is known, leave the cell blank"


class NotDates(Finding):
    """Rows of which it is not known when they are from."""

    code: ClassVar[str] = "D432"
    heading: str
    rows: Rows
    dates: str

    @property
    def message(self) -> str:
        return f'column "{self.heading}" has no date in {self.rows}'

    @property
    def help(self) -> str:
        if self.dates != "year-month-day":
            return f'write them as {self.dates}, as "dates" in round.yaml has it'
        return (
            "write dates as year-month-day, such as 2026-01-31, or say under "
            '"dates" in round.yaml that they are written day/month/year'
        )


class RatesElsewhere(Finding):
    """Ratings of what does not apply to the provider's type."""

    code: ClassVar[str] = "D431"
    heading: str
    rows: Rows

    @property
    def message(self) -> str:
        what = "what does not apply to the provider"
        return f'column "{self.heading}" rates {what} in {self.rows}'

    @property
    def help(self) -> str:
        return "leave such cells blank, or correct the provider's type"


class BlankIds(Finding):
    """Rows that say nothing of whom they are about."""

    code: ClassVar[str] = "D425"
    heading: str
    rows: Rows

    @property
    def message(self) -> str:
        return f'column "{self.heading}" is blank in {self.rows}'

    @property
    def help(self) -> str:
        return "give each row the provider's identifier"


class RepeatedIds(Finding):
    """Rows about a provider that has a row already."""

    code: ClassVar[str] = "D426"
    heading: str
    what: str
    rows: Rows

    @property
    def message(self) -> str:
        return f'column "{self.heading}" names a {self.what} for a second time in {self.rows}'

    @property
    def help(self) -> str:
        return (
            'leave one row for each, choose among them with "only", or list under "id" '
            "another column that tells them apart"
        )


class UnlikeRows(Finding):
    """A column about providers that differs between the rows of one of them."""

    code: ClassVar[str] = "D434"
    heading: str
    rows: Rows
    providers: int

    @property
    def message(self) -> str:
        whom = several(self.providers, "provider", "providers")
        return f'column "{self.heading}" is not the same in all rows of {whom} ({self.rows})'

    @property
    def help(self) -> str:
        return "write the same in each row of a provider; compare these with its first row"


class UnknownItems(Finding):
    """Rows of a long table about what nobody judges."""

    code: ClassVar[str] = "D427"
    heading: str
    rows: Rows
    choices: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'column "{self.heading}" names nothing that is judged in {self.rows}'

    @property
    def help(self) -> str:
        return f"write {first_quoted(self.choices, LISTED, 'or')}"


class MissingRatings(Finding):
    """Blank cells, where none is allowed."""

    code: ClassVar[str] = "D428"
    heading: str
    rows: Rows

    @property
    def message(self) -> str:
        return f'column "{self.heading}" is blank in {self.rows}'

    @property
    def help(self) -> str:
        return "fill the cells in, or rate without --strict: such rows are then not computed"


class NotJudged(MissingRatings):
    """Items of which a table with a row for each judgement has none for some providers."""

    providers: int = 0

    @property
    def message(self) -> str:
        whom = several(self.providers, "provider", "providers")
        return f"{self.heading} has no rating of {whom}"

    @property
    def help(self) -> str:
        return "add the rows, or rate without --strict: such providers are then not computed"


def _in_yaml(heading: str) -> str:
    plain = heading.replace(" ", "").replace("_", "").replace("-", "")
    return heading if plain.isalnum() else '"' + heading.replace('"', '\\"') + '"'
