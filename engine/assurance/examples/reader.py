"""Turns an entry of examples.yaml into an example."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeVar

from engine.assurance.examples import findings as found
from engine.assurance.examples.example import Example
from engine.assurance.examples.example import Said
from engine.assurance.examples.lines import Lines
from engine.assurance.examples.subjects import Rank
from engine.assurance.examples.subjects import Subjects
from engine.diagnostics import Finding
from engine.diagnostics import errors
from engine.frameworks.names import folded
from engine.frameworks.values import value_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from engine.assurance.examples.example import Key
    from engine.assurance.examples.subjects import Subject
    from engine.frameworks.nodes import Mapping
    from engine.rules.framework import Framework

T = TypeVar("T")


class Reader:
    """Reads examples one after another; what is wrong with them goes to ``findings``."""

    def __init__(self, framework: Framework) -> None:
        self.subjects = Subjects(framework)
        self.findings: list[Finding] = []

    def example(self, node: Mapping) -> Example | None:
        """One example; None where anything is wrong with it."""
        before = len(self.findings)
        reading = _Entry(node, self.subjects, self.findings)
        example = reading.example()
        return None if errors(self.findings[before:]) else example


class _Entry:
    """One entry being read: the names in it that are particular, and where they stand."""

    def __init__(self, node: Mapping, subjects: Subjects, findings: list[Finding]) -> None:
        self.node = node
        self.subjects = subjects
        self.vocabulary = subjects.vocabulary
        self.findings = findings
        self.lines = Lines(subjects, findings)
        self.named: list[Subject] = []

    def example(self) -> Example:
        """The whole entry."""
        lines = self.lines
        ratings = self._said("ratings", lines.rating)
        judged = self._said("judged", lines.judged)
        counts = self._said("counts", lines.counts)
        decided = self._said("decided", lines.decided)
        expected = self._said("expect", lines.expected)
        self._sources()
        return Example(
            name=self.node.text("name"),
            types=self._types(),
            expected=tuple(each.what for each in expected.values()),
            inputs=self._inputs(),
            ratings=ratings,
            judged=judged,
            counts=counts,
            decided=decided,
            because=" ".join(self.node.text("because").split()),
            source=self.node.text("source"),
            place=self.node.place_of("name"),
        )

    def _said(self, kind: str, value: Callable[[Mapping, Key], T]) -> dict[Key, Said[T]]:
        """What one list says of each item: the most particular line about it."""
        said: dict[Key, tuple[Rank, Said[T]]] = {}
        for line in self.node.mappings(kind):
            for subject in self._subjects(line):
                for key in self._meant(kind, subject):
                    wrong = len(self.findings)
                    what = Said(value(line, key), subject.place)
                    before = said.get(key)
                    if before is not None and before[0] == subject.rank:
                        self._twice(kind, key, subject, before[1])
                    if before is None or before[0] < subject.rank:
                        said[key] = subject.rank, what
                    if len(self.findings) > wrong:
                        break
        return {key: each for key, (_, each) in said.items()}

    def _meant(self, kind: str, subject: Subject) -> tuple[Key, ...]:
        """The items that a line can be about; of a family, those that it fits, if any."""
        if subject.rank is Rank.ITEM:
            return subject.keys
        fitting = tuple(key for key in subject.keys if self.lines.fits(kind, key))
        return fitting or subject.keys

    def _twice(self, kind: str, key: Key, subject: Subject, before: Said[T]) -> None:
        what = f'"{kind}" names {self.subjects.words(key)}'
        self.findings.append(found.SaidTwice(subject.place, what, before.place))

    def _subjects(self, line: Mapping) -> Iterator[Subject]:
        for name in line.scalars("item"):
            subject = self.subjects.named(name)
            if isinstance(subject, Finding):
                self.findings.append(subject)
                continue
            self.named.append(subject)
            yield subject

    def _types(self) -> tuple[str | None, ...]:
        """The types of provider that the example is about."""
        written = self.node.scalar("type")
        if written is None:
            return self._common_types()
        types = self.vocabulary.provider_types
        known = {folded(each): t.id for t in types for each in (t.name, t.id)}
        type_id = known.get(folded(written.text))
        if type_id is None:
            names = tuple(t.id for t in types)
            unknown = found.UnknownName(written.place, "type", written.text, names)
            self.findings.append(unknown)
            return ()
        for subject in self.named:
            if not any(self.subjects.applies(key, type_id) for key in subject.keys):
                what = self.subjects.words(subject.keys[0])
                self.findings.append(found.DoesNotApply(subject.place, what, type_id))
        return (type_id,)

    def _common_types(self) -> tuple[str | None, ...]:
        own = [s for s in self.named if s.rank is Rank.ITEM]
        keys = dict.fromkeys(key for subject in own for key in subject.keys)
        common = tuple(
            type_id
            for type_id in self.vocabulary.type_ids
            if all(self.subjects.applies(key, type_id) for key in keys)
        )
        if not common:
            what = found.few([self.subjects.words(key) for key in keys])
            self.findings.append(found.NoType(self.node.place_of("name"), what, ""))
        return common

    def _inputs(self) -> dict[str, Said[str]]:
        said: dict[str, Said[str]] = {}
        for line in self.node.mappings("inputs"):
            name, place = line.text("input"), line.place_of("input")
            fact = self.subjects.scope.input(name)
            if fact is None:
                names = tuple(each.id for each in self.vocabulary.inputs)
                self.findings.append(found.UnknownName(place, "input", name, names))
                continue
            if fact.id in said:
                what = f'"inputs" names {fact.id}'
                self.findings.append(found.SaidTwice(place, what, said[fact.id].place))
            value, choices = value_of(fact, line.text("value"))
            if value is None:
                given = line.text("value")
                wrong = found.NotAValue(line.place_of("value"), fact.id, given, choices)
                self.findings.append(wrong)
            said.setdefault(fact.id, Said(value or "", place))
        return said

    def _sources(self) -> None:
        written = self.node.scalar("source")
        known = {folded(each.id): each.id for each in self.vocabulary.sources}
        if written is None or folded(written.text) in known:
            return
        for part in written.text.split(","):
            if folded(part) not in known:
                names = tuple(known.values())
                unknown = found.UnknownName(written.place, "source", part.strip(), names)
                self.findings.append(unknown)
