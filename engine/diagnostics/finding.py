"""What is wrong in a user's file, as values that can be sorted and shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING
from typing import ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(Enum):
    """How much a finding matters; only an error stops a rating."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Place:
    """A stretch of one line of a file.

    Lines and columns count from 1; line 0 means the file as a whole and column 0 the
    whole line. ``text`` is the line itself, so that a finding can be shown without
    reading the file again; it stays empty for case files, whose rows are about people.
    """

    file: str
    line: int = 0
    column: int = 0
    width: int = 1
    text: str = ""

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True)
class Label:
    """A place with a few words about it, drawn under the line."""

    place: Place
    text: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, where, and what to do about it.

    A subclass is one kind of finding: it has a stable code, the facts as fields, and
    the words as properties. Messages are lower case, have no full stop, and put the
    user's own text in quotation marks.
    """

    place: Place

    code: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR

    @property
    def message(self) -> str:
        """What is wrong, in one line."""
        raise NotImplementedError

    @property
    def help(self) -> str:
        """What to do about it, in one line."""
        raise NotImplementedError

    @property
    def labels(self) -> tuple[Label, ...]:
        """The places that the finding is about, in reading order."""
        return (Label(self.place),)

    @property
    def notes(self) -> tuple[str, ...]:
        """Further facts, a line each, between the source and the help."""
        return ()


class Invalid(Exception):
    """The user's files have findings, so the request cannot be carried out."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = in_order(findings)
        super().__init__("; ".join(f"{f.place}: {f.message}" for f in self.findings))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, by file, line, column and code."""
    return tuple(sorted(set(findings), key=_position))


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those findings that stop a rating."""
    return tuple(f for f in findings if f.severity is Severity.ERROR)


def _position(finding: Finding) -> tuple[str, int, int, str, str]:
    place = finding.place
    return (place.file, place.line, place.column, finding.code, finding.message)
