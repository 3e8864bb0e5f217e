"""A strict reader of YAML: every scalar is text, and everything has a place."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

import yaml

from engine.diagnostics import Place
from engine.frameworks.file_findings import Alias
from engine.frameworks.file_findings import DuplicateKey
from engine.frameworks.file_findings import EmptyFile
from engine.frameworks.file_findings import HiddenCharacter
from engine.frameworks.file_findings import KeyNotText
from engine.frameworks.file_findings import MergeKey
from engine.frameworks.file_findings import NotYaml
from engine.frameworks.file_findings import SecondDocument
from engine.frameworks.file_findings import Tag
from engine.frameworks.file_findings import TooDeep
from engine.frameworks.grumbles import explained
from engine.frameworks.lines import Lines
from engine.frameworks.lines import first_hidden
from engine.frameworks.nodes import DEPTH
from engine.frameworks.nodes import Document
from engine.frameworks.nodes import Entry
from engine.frameworks.nodes import Mapping
from engine.frameworks.nodes import Scalar
from engine.frameworks.nodes import Sequence
from engine.frameworks.nodes import is_empty
from engine.frameworks.text import read_text
from engine.frameworks.text import unfit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.diagnostics import Finding
    from engine.frameworks.nodes import Node

_ENOUGH = 100
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # not every build has the one in C


def read(path: Path) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document in a file; None where it cannot be made out."""
    text, findings = read_text(path)
    return (None, findings) if text is None else parse(text, str(path))


def parse(text: str, file: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document in a text; None where it cannot be made out."""
    lines = Lines(file, text.removeprefix("\ufeff"))
    findings = unfit(lines)
    if findings:
        return None, findings
    builder = _Builder(lines)
    try:
        builder.build(yaml.parse(lines.text, _LOADER))
    except yaml.MarkedYAMLError as error:
        builder.fatal(explained(error, lines))
    except yaml.YAMLError:
        builder.fatal(NotYaml(Place(file), "this file cannot be read", "is it YAML?"))
    return builder.result()


@dataclass
class _Open:
    """A list or a mapping whose end is not read yet."""

    start: yaml.CollectionStartEvent
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: Node | None = None

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.start, yaml.MappingStartEvent)


@dataclass
class _Builder:
    """Makes nodes of the parser's events.

    It goes event by event and never calls itself, so that no depth of nesting can
    exhaust the stack; the library's own composer in C crashes there.
    """

    lines: Lines
    findings: list[Finding] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None
    documents: int = 0
    usable: bool = True

    def result(self) -> tuple[Document | None, tuple[Finding, ...]]:
        """The document, if nothing in it was refused."""
        if self.usable and (self.root is None or is_empty(self.root)):
            return None, (EmptyFile(Place(self.lines.file)),)
        if not self.usable or self.root is None:
            return None, tuple(self.findings)
        return Document(self.lines.file, self.root), tuple(self.findings)

    def fatal(self, finding: Finding) -> None:
        """Note something that leaves no document."""
        self.findings.append(finding)
        self.usable = False

    def build(self, events: Iterator[yaml.Event]) -> None:
        """Read to the end, or to where there is no point in going on."""
        for event in events:
            self._take(event)
            if self.documents > 1 or len(self.stack) > DEPTH:
                return
            if len(self.findings) >= _ENOUGH:
                return

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._refuse_extras(event)
                self._add(self._scalar(event))
            case yaml.CollectionStartEvent():
                self._refuse_extras(event)
                self._open(event)
            case yaml.CollectionEndEvent():
                self._close(event)
            case yaml.AliasEvent():
                self._refuse(Alias, event)
                self._add(Scalar("", self._place(event)))
            case yaml.DocumentStartEvent():
                self._begin_document(event)

    def _begin_document(self, event: yaml.Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self.fatal(SecondDocument(self._place(event)))

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse(Alias, event)
        if event.tag is not None:
            self._refuse(Tag, event)

    def _refuse(self, kind: type[Alias | Tag], event: yaml.Event) -> None:
        line, column = _start(event)
        word = self.lines.word(line, column)
        self.fatal(kind(self.lines.place(line, column, len(word)), word))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        self.stack.append(_Open(event))
        if len(self.stack) > DEPTH:
            self.fatal(TooDeep(self._place(event), DEPTH))

    def _close(self, event: yaml.Event) -> None:
        done = self.stack.pop()
        place = self._extent(done, event)
        if done.is_mapping:
            self._add(Mapping(done.entries, place))
        else:
            self._add(Sequence(tuple(done.items), place))

    def _extent(self, done: _Open, end: yaml.Event) -> Place:
        if done.start.flow_style:
            return self._stretch(done.start, end)
        first = next(iter(done.entries.values()), None)
        return self._place(done.start) if first is None else first.key.place

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        place = self._stretch(event, event)
        hidden = first_hidden(event.value) if event.style == '"' else None
        if hidden is not None:
            self.fatal(HiddenCharacter(place, hidden))
        return Scalar(event.value, place, plain=not event.style)

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
        elif not self.stack[-1].is_mapping:
            self.stack[-1].items.append(node)
        elif self.stack[-1].key is None:
            self.stack[-1].key = node
        else:
            self._add_entry(self.stack[-1], self.stack[-1].key, node)

    def _add_entry(self, mapping: _Open, key: Node, value: Node) -> None:
        mapping.key = None
        if not isinstance(key, Scalar) or key.is_empty:
            self.fatal(KeyNotText(key.place))
        elif key.text == "<<" and key.plain:
            self.fatal(MergeKey(key.place))
        elif key.text in mapping.entries:
            first = mapping.entries[key.text].key.place
            self.findings.append(DuplicateKey(key.place, key.text, first))
        else:
            mapping.entries[key.text] = Entry(key, _at_key(value, key))

    def _place(self, event: yaml.Event) -> Place:
        return self.lines.place(*_start(event))

    def _stretch(self, first: yaml.Event, last: yaml.Event) -> Place:
        line, column = _start(first)
        end_line, end_column = _end(last)
        width = end_column - column if end_line == line else len(self.lines.text)
        return self.lines.place(line, column, width)


def _start(event: yaml.Event) -> tuple[int, int]:
    assert event.start_mark is not None
    return event.start_mark.line, event.start_mark.column


def _end(event: yaml.Event) -> tuple[int, int]:
    assert event.end_mark is not None
    return event.end_mark.line, event.end_mark.column


def _at_key(value: Node, key: Scalar) -> Node:
    """Nothing stands nowhere, so it is shown at its key."""
    return Scalar("", key.place) if is_empty(value) else value
