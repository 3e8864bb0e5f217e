"""References from one part of a framework to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.frameworks.known import names
from engine.frameworks.meaning_findings import NotRated
from engine.frameworks.meaning_findings import UnknownReference
from engine.frameworks.names import canonical
from engine.frameworks.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.diagnostics import Finding
    from engine.frameworks.known import Known
    from engine.frameworks.known import Names
    from engine.frameworks.nodes import Mapping
    from engine.frameworks.nodes import Scalar
    from engine.frameworks.outline import Branch


def references(known: Known) -> Iterator[Finding]:
    """Every reference to something that is declared nowhere."""
    return _References(known).all()


@dataclass(frozen=True)
class _References:
    known: Known

    def all(self) -> Iterator[Finding]:
        outline = self.known.outline
        framework = outline.framework
        for level in framework.mappings("levels"):
            yield from self._level(level)
        for group in framework.mappings("groups"):
            yield from self._group(group)
        for sample in framework.mappings("samples"):
            yield from self._sample(sample)
        for bands in framework.mappings("bands"):
            yield from self._bands(bands)
        for notice in framework.mappings("notices"):
            yield from self._notice(notice)
        for expectation in framework.mappings("expectations"):
            yield from self._text(expectation)
        for branch in outline.branches:
            yield from self._branch(branch)
        for leaf in outline.leaves:
            yield from self._leaf(leaf.node)

    def _level(self, node: Mapping) -> Iterator[Finding]:
        yield from unknown("scale", node.scalars("scale"), self.known.scales)
        answers = node.mapping("answers")
        if answers is not None:
            yield from unknown("scale", answers.scalars("scale"), self.known.scales)

    def _group(self, node: Mapping) -> Iterator[Finding]:
        members = node.mapping("members")
        assert members is not None
        yield from unknown("level", members.scalars("level"), self.known.levels)
        yield from self._items(members, "within")
        yield from self._items(members, "items")

    def _sample(self, node: Mapping) -> Iterator[Finding]:
        yield from self._types(node)
        columns = names(node.mappings("profile"))
        yield from unknown("profile column", node.scalars("strata"), columns)
        for answer in node.mappings("answers") if self.known.knows_answers else ():
            yield from unknown("answer", answer.scalars("is"), self.known.answers)

    def _bands(self, node: Mapping) -> Iterator[Finding]:
        yield from self._source(node)
        for edge in node.mappings("edges"):
            yield from unknown("grade", edge.scalars("rating"), self.known.all_grades)

    def _notice(self, node: Mapping) -> Iterator[Finding]:
        yield from self._source(node)
        when = node.mapping("when")
        assert when is not None
        above = when.mapping("grades_above")
        assert above is not None
        for selection in (when.mapping("judged"), above.mapping("mean_of")):
            assert selection is not None
            yield from self._items(selection, "within")

    def _branch(self, branch: Branch) -> Iterator[Finding]:
        node = branch.node
        yield from self._text(node)
        yield from self._types(node)
        yield from unknown("sample", node.scalars("sample"), self.known.samples)
        yield from unknown("expectation", node.scalars("expectations"), self.known.expectations)
        if branch.is_file:
            return
        yield from unknown("level", node.scalars("level"), self.known.levels)
        yield from self._ratings(branch)

    def _ratings(self, branch: Branch) -> Iterator[Finding]:
        """Grades of an item, which must be on the scale of its level."""
        described = branch.node.mappings("characteristics")
        rated = [
            *branch.node.scalars("allowed"),
            *(r for d in described for r in d.scalars("rating")),
        ]
        scale = self.known.scale_of(branch)
        level = self.known.level(branch.level)
        if scale is not None:
            yield from unknown("grade", rated, self.known.grades[scale])
        elif level is not None and level.get("scale") is None:
            yield from (NotRated(each.place, branch.level) for each in rated)
        for each in described:
            yield from self._text(each)

    def _leaf(self, node: Mapping) -> Iterator[Finding]:
        yield from self._text(node)
        yield from self._types(node)
        yield from self._items(node, "about")
        yield from unknown("sample", node.scalars("sample"), self.known.samples)

    def _text(self, node: Mapping) -> Iterator[Finding]:
        text = node.mapping("text")
        if text is not None:
            yield from self._source(text)

    def _source(self, node: Mapping) -> Iterator[Finding]:
        yield from unknown("source", node.scalars("source"), self.known.sources)

    def _types(self, node: Mapping) -> Iterator[Finding]:
        yield from unknown("provider type", node.scalars("applies_to"), self.known.types)

    def _items(self, node: Mapping, key: str) -> Iterator[Finding]:
        for scalar in node.scalars(key):
            if canonical(scalar.text) not in self.known.items:
                yield _unknown("item", scalar, self.known.items)


def unknown(kind: str, written: Iterable[Scalar], known: Names) -> Iterator[Finding]:
    """Those of a list that name nothing known."""
    for scalar in written:
        if folded(scalar.text) not in known:
            yield _unknown(kind, scalar, known)


def _unknown(kind: str, scalar: Scalar, known: Names) -> Finding:
    return UnknownReference(
        scalar.place, kind, scalar.text, tuple(dict.fromkeys(known.values()))
    )
