"""The mapping of a table: what its columns and its cells are, as a person has said."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.cases.questions import form as form_of
from engine.frameworks.names import canonical
from engine.frameworks.names import folded
from engine.frameworks.names import suggest
from engine.frameworks.shape import load_mapping
from engine.rounds.findings import UnknownName
from engine.rounds.importing.findings import MappedTwice
from engine.rounds.importing.findings import OnlyAGuess
from engine.rounds.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.cases.provider import Provider
    from engine.cases.questions import Form
    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.frameworks.model import Vocabulary
    from engine.frameworks.nodes import Mapping as Node

Role: TypeAlias = Literal["case", "provider", "profile", "question"]
"""What a column of a case file is for."""

MISSING = "missing"
"""What a cell is that stands for nothing."""

Cells: TypeAlias = dict[tuple[str, str], str]
"""What a cell is, by the id of its column (or none, for every question) and by what it says."""


@dataclass(frozen=True)
class Target:
    """A column of the case file."""

    role: Role
    id: str

    def words(self, form: Form) -> str:
        """How messages name it."""
        match self.role:
            case "question":
                return str(form.by_id[self.id])
            case "profile":
                return f"profile column {self.id}"
        return f'the column "{self.id}"'


@dataclass(frozen=True)
class Entry:
    """What is said of a heading; no target means that the column is left out."""

    heading: str
    column: str
    target: Target | None
    as_above: bool
    place: Place


@dataclass(frozen=True)
class Mapping:
    """Everything that a mapping says."""

    file: str
    sample: str
    sheet: str
    header_rows: int
    entries: tuple[Entry, ...]
    answers: Cells = field(default_factory=dict)
    values: Cells = field(default_factory=dict)
    providers: dict[str, str] = field(default_factory=dict)


def targets(form: Form) -> dict[str, Target]:
    """Every column of the case file by how it may be called."""
    profile = form.sample.profile
    named = {folded(c.name): Target("profile", c.id) for c in profile}
    named |= {folded(c.id): Target("profile", c.id) for c in profile}
    named |= {code: Target("question", q.id) for code, q in form.question.items()}
    return named | {"case": Target("case", "case"), "provider": Target("provider", "provider")}


def read_mapping(
    path: Path, form: Form, providers: tuple[Provider, ...]
) -> tuple[Mapping | None, tuple[Finding, ...]]:
    """What a mapping file says, and what is wrong with it."""
    root, findings = load_mapping(path, "mapping")
    if root is None:
        return None, findings
    reader = _Reader(root, form, providers)
    mapping = reader.mapping(str(path))
    return mapping, (*findings, *reader.findings)


def check_mapping(
    path: Path, vocabulary: Vocabulary, providers: tuple[Provider, ...]
) -> tuple[Finding, ...]:
    """What is wrong with a mapping file, whatever table it is for."""
    root, findings = load_mapping(path, "mapping")
    if root is None:
        return findings
    name = root.text("sample")
    sample = vocabulary.sample_by_id.get(name)
    if sample is not None:
        return read_mapping(path, form_of(vocabulary, sample), providers)[1]
    known = tuple(vocabulary.sample_by_id)
    place, meant = root.place_of("sample"), suggest(name, known)
    unknown = UnknownName(place, "sample", name, "the framework", meant, known)
    return (*findings, unknown)


class _Reader:
    """Reads the parts of a mapping and gathers what is wrong with them."""

    def __init__(self, root: Node, form: Form, providers: tuple[Provider, ...]) -> None:
        self._root = root
        self._form = form
        self._targets = targets(form)
        self._providers = Names((p.id, (p.name, *p.aliases)) for p in providers)
        self.findings: list[Finding] = []

    def mapping(self, file: str) -> Mapping:
        """All of it."""
        root = self._root
        return Mapping(
            file,
            root.text("sample"),
            root.text("sheet"),
            int(root.text("header_rows", "1")),
            tuple(self._entries()),
            self._cells("answers"),
            self._cells("values"),
            dict(self._whose()),
        )

    def _entries(self) -> Iterator[Entry]:
        first: dict[Target, Place] = {}
        for node in self._root.mappings("columns"):
            target = self._target(node)
            what = "nothing to import" if target is None else target.words(self._form)
            self._guessed(node, what)
            if target is not None:
                if target in first:
                    self.findings.append(MappedTwice(node.place_of("is"), what, first[target]))
                first.setdefault(target, node.place_of("is"))
            yield Entry(
                node.text("heading"),
                node.text("column").upper(),
                target,
                node.text("blank") == "as above",
                node.place_of("heading"),
            )

    def _target(self, node: Node) -> Target | None:
        name = node.text("is")
        if not name:
            return None
        found = self._named(name)
        if found is None:
            self._unknown("column", node, "is", tuple(t.id for t in self._targets.values()))
        return found

    def _cells(self, key: str) -> Cells:
        """What cells are, as far as the columns may hold it."""
        found: Cells = {}
        for node in self._root.mappings(key):
            column = self._column(node, key)
            if column is None:
                continue
            self._guessed(node, f'"{node.text("is")}"')
            said = self._said(node, column)
            if said is not None:
                found[column, folded(node.text("cell"))] = said
        return found

    def _column(self, node: Node, key: str) -> str | None:
        """The question or the profile column whose cells are meant; none is every question."""
        name = node.text("column")
        if not name:
            return ""
        answers = key == "answers"
        role, kind = ("question", "question") if answers else ("profile", "profile column")
        found = self._named(name)
        if found is not None and found.role == role:
            return found.id
        known = tuple(t.id for t in self._targets.values() if t.role == role)
        self._unknown(kind, node, "column", known)
        return None

    def _said(self, node: Node, column: str) -> str | None:
        """The label or the value that a cell is; nothing where it stands for nothing."""
        name = node.text("is")
        choices = self._choices(column)
        names = {folded(choice): choice for choice in choices}
        if folded(name) in names:
            return names[folded(name)]
        if folded(name) == MISSING:
            return ""
        if not choices:
            return name
        kind = "value" if column in self._form.profile else "answer"
        self._unknown(kind, node, "is", (*choices, MISSING))
        return None

    def _choices(self, column: str) -> tuple[str, ...]:
        form = self._form
        if column in form.profile:
            return form.profile[column].values
        if column:
            return tuple(form.labels(form.by_id[column]))
        return tuple(answer.label for answer in form.sample.answers)

    def _whose(self) -> Iterator[tuple[str, str]]:
        for node in self._root.mappings("providers"):
            found = self._providers.find(node.text("is"))
            self._guessed(node, f'"{node.text("is")}"')
            if len(found) == 1:
                yield folded(node.text("cell")), found[0]
            else:
                self._unknown("provider", node, "is", self._providers.ids, "the round")

    def _named(self, name: str) -> Target | None:
        return self._targets.get(folded(name)) or self._targets.get(canonical(name))

    def _guessed(self, node: Node, what: str) -> None:
        """Note that an entry is only a guess, if it says so."""
        if node.text("guess") == "true":
            self.findings.append(OnlyAGuess(node.place_of("guess"), what))

    def _unknown(
        self,
        kind: str,
        node: Node,
        key: str,
        choices: tuple[str, ...],
        where: str = "",
    ) -> None:
        name = node.text(key)
        meant = Names((choice, ()) for choice in choices).suggest(name)
        where = where or f'sample "{self._form.sample.id}"'
        self.findings.append(UnknownName(node.place_of(key), kind, name, where, meant, choices))
