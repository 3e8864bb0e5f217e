"""What can be wrong with the rows of a case file; never what stands in them.

A class without fields of its own needs no decorator, and loads faster without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Severity
from engine.diagnostics.words import quoted
from engine.diagnostics.words import several

if TYPE_CHECKING:
    from engine.cases.rows import Rows


class MissingAnswers(Finding):
    """Answers that should be there and are not.

    ``outside`` is how the sample writes that a question did not arise, if it can.
    """

    code: ClassVar[str] = "C107"
    severity: ClassVar[Severity] = Severity.WARNING

    question: str
    rows: Rows
    outside: str = ""

    @property
    def message(self) -> str:
        are = "is" if self.rows.total == 1 else "are"
        answers = several(self.rows.total, "answer", "answers")
        where = (
            str(self.rows)
            if self.rows.first
            else f"no row for {'it' if self.rows.total == 1 else 'them'}"
        )
        return f"{answers} {are} missing for {self.question} ({where})"

    @property
    def help(self) -> str:
        left_out = "missing answers are left out of the percentage"
        if not self.outside:
            return f"add the answer if there is one; {left_out}"
        return f'record "{self.outside}" if the question did not arise; {left_out}'


class MissingAnswersRefused(MissingAnswers):
    """The same where missing answers are not allowed at all."""

    severity: ClassVar[Severity] = Severity.ERROR

    @property
    def help(self) -> str:
        if not self.outside:
            return "record the answers"
        return f'record the answers, or "{self.outside}" where the question did not arise'


class RepeatedCase(Finding):
    """A case that stands twice in a sample: pairs of (file, row), where rows are numbered."""

    code: ClassVar[str] = "C110"

    total: int
    pairs: tuple[tuple[tuple[str, int], tuple[str, int]], ...]

    @property
    def message(self) -> str:
        cases = several(self.total, "case stands", "cases stand")
        if not self.pairs:
            return f"{cases} here twice"
        pairs = "; ".join(self._pair(a, b) for a, b in self.pairs)
        more = self.total - len(self.pairs)
        return f"{cases} here twice ({pairs}{f'; and {more:,} more' if more else ''})"

    @property
    def help(self) -> str:
        return "give each case of a sample one row and its own id; remove the second row"

    def _pair(self, first: tuple[str, int], second: tuple[str, int]) -> str:
        if first[0] == second[0]:
            return f"rows {first[1]} and {second[1]}"
        return f"row {first[1]} and {second[0]} row {second[1]}"


class InRows(Finding):
    """Something wrong in some rows of one column, or of the whole file."""

    rows: Rows

    @property
    def where(self) -> str:
        """The rows, in brackets, for the end of a message."""
        return f"({self.rows})"


class BlankCase(InRows):
    """A row without a case id."""

    code: ClassVar[str] = "C111"

    @property
    def message(self) -> str:
        return f'column "case" is blank {self.where}'

    @property
    def help(self) -> str:
        return "give each case an id that no other case of the sample has"


class UnknownProvider(InRows):
    """A provider that the round does not have."""

    code: ClassVar[str] = "C112"

    @property
    def message(self) -> str:
        return f'column "provider" names no provider of this round {self.where}'

    @property
    def help(self) -> str:
        return (
            "write the id, the name or an alias of one provider in round.yaml; "
            "the id, if two share a name"
        )


class WrongProviderType(InRows):
    """A case of a provider whose type the sample is not drawn for."""

    code: ClassVar[str] = "C113"

    sample: str
    types: tuple[str, ...]

    @property
    def message(self) -> str:
        types = quoted(self.types)
        return f'sample "{self.sample}" is drawn only for {types} {self.where}'

    @property
    def help(self) -> str:
        return "correct the provider, or move the cases to the sample they belong to"


class InColumn(InRows):
    """Something wrong in one column of which the framework says what it may hold."""

    column: str
    allowed: tuple[str, ...]


class UnknownAnswer(InColumn):
    """An answer that the sample does not declare."""

    code: ClassVar[str] = "C114"

    @property
    def message(self) -> str:
        return f'column "{self.column}" holds an unknown answer {self.where}'

    @property
    def help(self) -> str:
        return f"write {quoted(self.allowed, 'or')}, or leave the cell blank if missing"


class UnknownValue(InColumn):
    """A value of a profile column that the sample does not declare."""

    code: ClassVar[str] = "C115"

    @property
    def message(self) -> str:
        return f'column "{self.column}" holds an unknown value {self.where}'

    @property
    def help(self) -> str:
        return f"write {quoted(self.allowed, 'or')}"


class MissingValue(InColumn):
    """A blank cell of a profile column that may not be blank."""

    code: ClassVar[str] = "C116"

    @property
    def message(self) -> str:
        return f'column "{self.column}" is blank {self.where}'

    @property
    def help(self) -> str:
        if self.allowed:
            return f"write {quoted(self.allowed, 'or')}"
        return "fill it in, or have the framework say missing: allowed for this column"


class AnswerDoesNotApply(InRows):
    """An answer to a question that does not apply to the provider's type."""

    code: ClassVar[str] = "C117"

    question: str
    types: tuple[str, ...]

    @property
    def message(self) -> str:
        types = quoted(self.types)
        return f"{self.question} applies only to {types}, and is answered {self.where}"

    @property
    def help(self) -> str:
        return "leave the answer blank, or correct the provider"


class RaggedRow(InRows):
    """A row with more or fewer cells than the header."""

    code: ClassVar[str] = "C118"

    width: int

    @property
    def message(self) -> str:
        columns = several(self.width, "column", "columns")
        return f"more or fewer cells than the header's {columns} {self.where}"

    @property
    def help(self) -> str:
        return "a cell that holds a comma or a line break needs quotation marks around it"


class BadQuotes(InRows):
    """Quotation marks that open and do not close, or close too early."""

    code: ClassVar[str] = "C119"

    @property
    def message(self) -> str:
        return f"the quotation marks of a cell do not match {self.where}"

    @property
    def help(self) -> str:
        return (
            "put quotation marks around the whole cell, and double those inside it: "
            '"he said ""yes"""'
        )


class UnknownItem(InRows):
    """A row of the long form whose item is no question of the sample."""

    code: ClassVar[str] = "C126"

    sample: str

    @property
    def message(self) -> str:
        return f'column "item" names no question of "{self.sample}" {self.where}'

    @property
    def help(self) -> str:
        return "write the code of a question that this sample is for"


class RepeatedAnswer(InRows):
    """A case whose answer to one question stands twice in the long form."""

    code: ClassVar[str] = "C127"

    @property
    def message(self) -> str:
        return f"the same question is answered again for the same case {self.where}"

    @property
    def help(self) -> str:
        return "keep one row for each case and question"


class CaseOfTwoProviders(InRows):
    """A case that one row gives to one provider and another row to another."""

    code: ClassVar[str] = "C128"

    @property
    def message(self) -> str:
        return f"the case belongs to another provider in an earlier row {self.where}"

    @property
    def help(self) -> str:
        return "give each case one provider, and each provider's cases ids of their own"


class NoProfile(InRows):
    """Answers to a case that the sample's profile file does not have."""

    code: ClassVar[str] = "C129"

    @property
    def message(self) -> str:
        return f"the case is not in the sample's profile file {self.where}"

    @property
    def help(self) -> str:
        return "add the case to the profile file, or correct its id"


class ForeignItem(InRows):
    """Rows of the long form for a question that another sample answers."""

    code: ClassVar[str] = "C132"

    question: str
    other: str

    @property
    def message(self) -> str:
        return f'{self.question} belongs to sample "{self.other}" {self.where}'

    @property
    def help(self) -> str:
        return f'move the rows to the files of sample "{self.other}"'


class NotInPopulation(InRows):
    """A case of a sample that the population that it was drawn from does not have."""

    code: ClassVar[str] = "C135"
    severity: ClassVar[Severity] = Severity.WARNING

    @property
    def message(self) -> str:
        return f"the case is not in the population, and is not compared {self.where}"

    @property
    def help(self) -> str:
        return "correct its id or its provider, or name the file that the sample was drawn from"


class LikeAFormula(InRows):
    """A case id that a spreadsheet program would compute instead of showing it."""

    code: ClassVar[str] = "C136"

    @property
    def message(self) -> str:
        return f'column "case" begins as a formula does {self.where}'

    @property
    def help(self) -> str:
        return "give the case an id that begins with a letter or a digit"
