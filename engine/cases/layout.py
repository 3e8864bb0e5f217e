"""What the columns of a file are, found by their headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.cases.findings import ForeignColumn
from engine.cases.findings import MissingColumn
from engine.cases.findings import NoHeader
from engine.cases.findings import RepeatedColumn
from engine.cases.findings import UnknownColumn
from engine.cases.findings import UnnamedColumn
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.frameworks.names import canonical
from engine.frameworks.names import folded
from engine.frameworks.names import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.cases.desk import Table
    from engine.cases.questions import Form
    from engine.diagnostics import Finding

Role: TypeAlias = Literal[
    "case", "provider", "item", "answer", "synthetic", "question", "profile"
]
"""What a column is for."""

Kind: TypeAlias = Literal["wide", "long", "profile"]
"""A row for each case, a row for each answer, or a row for each case without answers."""

EVERYWHERE: tuple[Role, ...] = ("case", "provider", "synthetic")
LONG: tuple[Role, ...] = ("item", "answer")
NEEDED: dict[Kind, tuple[Role, ...]] = {
    "wide": ("case", "provider"),
    "long": ("case", "provider", "item", "answer"),
    "profile": ("case", "provider"),
}


@dataclass(frozen=True)
class Column:
    """A column: where it stands from 0 on, its heading, and what it is for."""

    index: int
    heading: str
    role: Role
    id: str

    @property
    def sql(self) -> str:
        """Its name in a table."""
        return f"c{self.index}"


@dataclass(frozen=True)
class Layout:
    """A file whose columns are known."""

    table: Table
    kind: Kind
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The file's name in the round."""
        return self.table.found.shown

    def the(self, role: Role) -> Column:
        """The one column of a role that every file of this kind has."""
        return next(column for column in self.columns if column.role == role)

    def each(self, role: Role) -> tuple[Column, ...]:
        """The columns of a role, in order."""
        return tuple(column for column in self.columns if column.role == role)

    def place(self, column: Column, row: int = 0) -> Place:
        """A cell."""
        return Place(self.file, row, column.index + 1)


def lay_out(table: Table, form: Form, kind: Kind | None = None) -> Layout:
    """The columns of a file; what is wrong with them is raised together.

    Without a ``kind`` it is what the file's name and its headings show.
    """
    headings = [folded(heading) for heading in table.headings]
    kind = kind or _kind(table, form, headings)
    roles = [_role(form, kind, heading) for heading in headings]
    file = table.found.shown
    if not any(roles):
        raise Invalid([NoHeader(Place(file, 1))])
    columns = tuple(
        Column(n, table.headings[n].strip(), *role)
        for n, role in enumerate(roles)
        if role is not None
    )
    known = {column.index for column in columns}
    strangers = [n for n in range(len(headings)) if n not in known]
    findings: list[Finding] = [_stranger(table, form, kind, n) for n in strangers]
    findings += _repeated(file, columns)
    findings += _missing(file, form, kind, columns)
    if findings:
        raise Invalid(findings)
    return Layout(table, kind, columns)


def _kind(table: Table, form: Form, headings: list[str]) -> Kind:
    if table.found.only_profile:
        return "profile"
    asks = any(canonical(heading) in form.question for heading in headings)
    return "long" if not asks and set(LONG) & set(headings) else "wide"


def _role(form: Form, kind: Kind, heading: str) -> tuple[Role, str] | None:
    for role in EVERYWHERE + (LONG if kind == "long" else ()):
        if heading == role:
            return role, role
    if kind == "wide" and canonical(heading) in form.question:
        return "question", form.question[canonical(heading)].id
    if kind != "long":
        for profile in form.sample.profile:
            if heading in (folded(profile.id), folded(profile.name)):
                return "profile", profile.id
    return None


def _stranger(table: Table, form: Form, kind: Kind, index: int) -> Finding:
    heading = table.headings[index].strip()
    place = Place(table.found.shown, 1, index + 1)
    if not heading:
        return UnnamedColumn(place)
    other = form.foreign.get(canonical(heading))
    if other is not None:
        return ForeignColumn(place, str(other), form.sample.id, other.sample)
    meant = suggest(heading, _known(form, kind))
    return UnknownColumn(place, heading, form.sample.id, meant)


def _known(form: Form, kind: Kind) -> tuple[str, ...]:
    if kind == "long":
        return NEEDED["long"]
    profile = tuple(column.id for column in form.sample.profile)
    names = tuple(column.name for column in form.sample.profile)
    questions = tuple(question.id for question in form.questions)
    return (*NEEDED[kind], *profile, *names, *(questions if kind == "wide" else ()))


def _repeated(file: str, columns: tuple[Column, ...]) -> Iterator[Finding]:
    seen: dict[tuple[Role, str], Column] = {}
    for column in columns:
        first = seen.setdefault((column.role, column.id), column)
        if first is not column:
            place = Place(file, 1, column.index + 1)
            yield RepeatedColumn(place, column.heading, first.heading, first.index + 1)


def _missing(
    file: str, form: Form, kind: Kind, columns: tuple[Column, ...]
) -> Iterator[Finding]:
    there = {(column.role, column.id) for column in columns}
    place = Place(file, 1)
    for role in NEEDED[kind]:
        if (role, role) not in there:
            yield MissingColumn(place, role)
    if kind == "wide":
        for question in form.questions:
            if question.rated and ("question", question.id) not in there:
                yield MissingColumn(place, question.id, question.noun)
    if kind != "long":
        for profile in form.sample.profile:
            needed = not profile.missing_allowed
            if needed and ("profile", profile.id) not in there:
                yield MissingColumn(place, profile.id, profile.name)
