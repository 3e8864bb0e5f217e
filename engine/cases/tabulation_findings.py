"""What can be wrong with what somebody asks to have tabulated."""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics.words import quoted

FEW = 12
"""How many names a help lists."""


class UnknownSubject(Finding):
    """Something to tabulate that no sample has."""

    code: ClassVar[str] = "C201"

    name: str
    meant: str | None

    @property
    def message(self) -> str:
        return f'no sample has a question or a profile column "{self.name}"'

    @property
    def help(self) -> str:
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        return "name a question by its code, or a profile column by its id or name"


class UnknownVariable(Finding):
    """Something to filter or divide by that the sample does not have."""

    code: ClassVar[str] = "C202"

    name: str
    sample: str
    meant: str | None

    @property
    def message(self) -> str:
        return f'sample "{self.sample}" has no question or profile column "{self.name}"'

    @property
    def help(self) -> str:
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        return 'name a question, a profile column, "provider" or "type"'


class UnknownChoice(Finding):
    """A value that a variable cannot have."""

    code: ClassVar[str] = "C203"

    name: str
    variable: str
    choices: tuple[str, ...]
    meant: str | None

    @property
    def message(self) -> str:
        return f'{self.variable} has no value "{self.name}"'

    @property
    def help(self) -> str:
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        if len(self.choices) > FEW:
            return f"it has {len(self.choices)} values; {quoted(self.choices[:FEW])} are some"
        return f"write {quoted(self.choices, 'or')}"


class OtherSample(Finding):
    """A question that is answered about other cases."""

    code: ClassVar[str] = "C204"

    variable: str
    sample: str
    others: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'{self.variable} belongs to {quoted(self.others)}, not to "{self.sample}"'

    @property
    def help(self) -> str:
        return "a table is about the cases of one sample: name something that they have"


class AmbiguousVariable(Finding):
    """A name that two things of a sample have."""

    code: ClassVar[str] = "C205"

    name: str
    meanings: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'"{self.name}" may be {quoted(self.meanings, "or")}'

    @property
    def help(self) -> str:
        return f"say {quoted(self.meanings, 'or')}"


class UnclearFilter(Finding):
    """Something that is no condition."""

    code: ClassVar[str] = "C206"

    words: str

    @property
    def message(self) -> str:
        return f'cannot tell which cases "{self.words}" asks for'

    @property
    def help(self) -> str:
        return 'write a name, "is" or "is not", and one or more values joined by "or"'


class UnknownSample(Finding):
    """A sample that the framework does not have."""

    code: ClassVar[str] = "C207"

    name: str
    samples: tuple[str, ...]
    meant: str | None

    @property
    def message(self) -> str:
        return f'there is no sample "{self.name}"'

    @property
    def help(self) -> str:
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        return f"there are {quoted(self.samples)}"


class NotJudged(Finding):
    """Favourable answers named for something whose values are neither good nor bad."""

    code: ClassVar[str] = "C208"

    variable: str

    @property
    def message(self) -> str:
        return f"{self.variable} has no answers that could be favourable"

    @property
    def help(self) -> str:
        return "name favourable answers only where a question is tabulated"
