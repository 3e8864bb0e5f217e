"""What is wrong in a user's file, as values that can be sorted and shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING
from typing import ClassVar
from typing import Self
from typing import dataclass_transform

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


@dataclass_transform(frozen_default=True)
class _Facts:
    """What a dataclass is, without the price: making one costs half a millisecond.

    There are some two hundred kinds of finding, and every command loads most of them.
    A subclass lists its fields as a dataclass does; they are given by position or name.
    """

    _fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        own = [
            name
            for name, kind in cls.__annotations__.items()
            if not str(kind).startswith("ClassVar")
        ]
        cls._fields = tuple(dict.fromkeys((*cls._fields, *own)))

    def __init__(self, *values: object, **named: object) -> None:
        given = dict(zip(self._fields, values, strict=False)) | named
        unknown = [name for name in given if name not in self._fields]
        missing = [f for f in self._fields if f not in given and not hasattr(type(self), f)]
        if unknown or missing or len(values) > len(self._fields):
            message = f"{type(self).__name__} has the fields {', '.join(self._fields)}"
            raise TypeError(message)
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> None:
        message = f"{type(self).__name__} cannot be changed"
        raise AttributeError(message)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Facts) or type(other) is not type(self):
            return False
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._values()}"

    def but(self, **named: object) -> Self:
        """The same with some fields changed."""
        facts = dict(zip(self._fields, self._values(), strict=True))
        return type(self)(**(facts | named))

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self._fields)


class Finding(_Facts):
    """One thing that is wrong, where, and what to do about it.

    A subclass is one kind of finding: it has a stable code, the facts as fields, as a
    dataclass has them, and the words as properties. Messages are lower case, have no full
    stop, and put the user's own text in quotation marks. What a framework may turn off
    has the name of a ``check`` besides its code.
    """

    place: Place

    code: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR
    check: ClassVar[str] = ""

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
