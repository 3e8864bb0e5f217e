"""What can be wrong with the names in rules."""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Place
from engine.diagnostics import Severity
from engine.diagnostics.words import a
from engine.diagnostics.words import quoted
from engine.rules.grammar import phrases

MANY = 8
"""More names than this are not listed."""


ROUNDING = 'rounding stands with the bands in framework.yaml: "rounding: half up to {}"'
"""What to say to those who round in a rule."""


class UnknownName(Finding):
    """A name that stands for nothing; ``known`` is its longest beginning that does.

    ``kind`` is what was looked for, ``choices`` all there are, ``suggestion`` the most
    alike of them.
    """

    name: str
    kind: str
    suggestion: str | None = None
    choices: tuple[str, ...] = ()
    known: Place | None = None
    left: Place | None = None
    left_word: str = ""
    mended: str = ""

    @property
    def message(self) -> str:
        return f'there is no {self.kind} "{self.name}"'

    @property
    def help(self) -> str:
        if self.mended:
            return f'write "{self.mended}"'
        if self.left_word.lower() == "rounded":
            return ROUNDING.format(self.name.rpartition(" ")[2])
        if self.suggestion is not None:
            known, meant = phrases(), f'did you mean "{self.suggestion}"?'
            bare = known.is_grade(self.suggestion) or not known.needs_quotes(self.suggestion)
            return meant if bare else f"{meant} then write the quotation marks, too"
        if not self.choices:
            return f"the framework declares no {self.kind}; add it to framework.yaml"
        if len(self.choices) > MANY:
            return f"use one of the {len(self.choices)} names that the framework declares"
        return f"{self.kind}: {quoted(self.choices, 'or')}"

    @property
    def labels(self) -> tuple[Label, ...]:
        if self.known is None or self.left is None:
            return (Label(self.place),)
        why = f'"{self.left_word}" is not a rule word'
        return (Label(self.known, f"this much is {a(self.kind)}"), Label(self.left, why))


class UnknownRating(UnknownName):
    """A rating that the scale does not have."""

    code: ClassVar[str] = "R201"


class UnknownItem(UnknownName):
    """A level, group or item that the framework does not have."""

    code: ClassVar[str] = "R202"
    framework: str = ""
    endings: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        return f"{super().message} in {self.framework}"

    @property
    def help(self) -> str:
        if self.endings and self.left_word.lower() != "rounded":
            return f"of what is not rated, say one of: {' | '.join(self.endings)}"
        return super().help


class UnknownBands(UnknownName):
    """Bands that the framework does not declare."""

    code: ClassVar[str] = "R203"


class UnknownRole(UnknownName):
    """A role that the framework does not declare."""

    code: ClassVar[str] = "R204"


class UnknownFact(UnknownName):
    """A name in a condition that is neither an item nor an input."""

    code: ClassVar[str] = "R205"

    @property
    def help(self) -> str:
        if self.mended or self.suggestion is not None:
            return super().help
        if self.kind == "measure":
            return (
                'begin with "average score of", "number of" or the like, or declare the '
                'number under "inputs" in framework.yaml'
            )
        if self.kind == "input":
            return 'declare it under "inputs" in framework.yaml, as "type: number"'
        return 'name an item, or declare it under "inputs" in framework.yaml'


class AmbiguousName(Finding):
    """A name that several things have."""

    code: ClassVar[str] = "R206"
    name: str
    ids: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'"{self.name}" may be {quoted(self.ids, "or")}'

    @property
    def help(self) -> str:
        return f'write the one that you mean by its id, for example "{self.ids[0]}"'


class UnknownSource(Finding):
    """A citation that no source of the framework answers to."""

    code: ClassVar[str] = "R207"
    severity: ClassVar[Severity] = Severity.WARNING
    check: ClassVar[str] = "unknown-source"
    name: str
    suggestion: str | None = None

    @property
    def message(self) -> str:
        return f'no source "{self.name}" is declared'

    @property
    def help(self) -> str:
        if self.suggestion is not None:
            return f'did you mean "{self.suggestion}"?'
        return "add it to the sources in framework.yaml"


class WrongNumber(Finding):
    """A singular where the plural belongs, or the other way round."""

    code: ClassVar[str] = "R208"
    name: str
    mended: str

    @property
    def message(self) -> str:
        return f'"{self.name}" does not go here'

    @property
    def help(self) -> str:
        return f'write "{self.mended}"'
