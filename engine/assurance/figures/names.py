"""Names in figures.yaml made out: types, grades, items, levels, and what is tabulated."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.assurance.figures import findings as found
from engine.cases.asking import plans
from engine.cases.interview_tables import EDGES
from engine.cases.interview_tables import interview_shelf
from engine.cases.tabulate import Casebook
from engine.cases.tabulation import Request
from engine.diagnostics import Invalid
from engine.frameworks.names import folded
from engine.rules.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.assurance.figures.figure import Unit
    from engine.cases.asking import Plan
    from engine.diagnostics import Finding
    from engine.frameworks.model import Scale
    from engine.frameworks.nodes import Mapping
    from engine.frameworks.nodes import Scalar
    from engine.rules.framework import Framework

ALL = "all"
"""How a file names everybody together."""


class Names:
    """Looks names up in a framework; what stands for nothing goes to ``findings``."""

    def __init__(self, framework: Framework) -> None:
        self.vocabulary = framework.vocabulary
        self.scope = Scope(framework.vocabulary)
        self.book = Casebook(framework.folder, framework.vocabulary, framework.rules, ())
        self.findings: list[Finding] = []

    def complain(self, finding: Finding) -> None:
        """Note what is wrong."""
        self.findings.append(finding)

    def unit(self, name: Scalar) -> Unit:
        """A type of provider, or None for all of them."""
        declared = self.vocabulary.provider_types
        types = {folded(each): t.id for t in declared for each in (t.name, t.id)}
        wanted = folded(name.text)
        if wanted != ALL and wanted not in types:
            self._unknown("type of provider", name, [ALL, *dict.fromkeys(types.values())])
        return types.get(wanted)

    def units(self, node: Mapping) -> tuple[Unit, ...]:
        """The types that an entry lists."""
        return tuple(self.unit(name) for name in node.scalars("types"))

    def type(self, node: Mapping) -> Unit:
        """The one type that an entry names, or None for all."""
        name = node.scalar("type")
        return None if name is None else self.unit(name)

    def level(self, node: Mapping, key: str) -> str:
        """A level whose items are rated."""
        name = node.scalar(key)
        assert name is not None
        rated = [level for level in self.vocabulary.levels if level.scale and not level.pools]
        known = {folded(each): level.id for level in rated for each in (level.id, level.plural)}
        if folded(name.text) not in known:
            self._unknown("level that is rated", name, [level.id for level in rated])
        return known.get(folded(name.text), "")

    def grade(self, node: Mapping, key: str, level: str) -> str | None:
        """A rating of a level; None where none is named."""
        name, scale = node.scalar(key), self._scale(level)
        if name is None or scale is None:
            return None
        grade = self.scope.grade(scale, name.text)
        if grade is None:
            self._unknown("rating", name, [grade.name for grade in scale.grades])
        return grade

    def items(self, node: Mapping, key: str) -> tuple[str, ...]:
        """The items that an entry lists."""
        ids = []
        for name in node.scalars(key):
            items = self.scope.items(name.text)
            if len(items) != 1:
                self._unknown("item", name, self.scope.item_names())
            ids += [item.id for item in items[:1]]
        return tuple(ids)

    def sample(self, node: Mapping, key: str = "sample") -> str | None:
        """The sample that an entry names, if it does."""
        name = node.scalar(key)
        if name is None:
            return None
        known = {folded(each): s.id for s in self.vocabulary.samples for each in (s.id, s.name)}
        if folded(name.text) not in known:
            self._unknown("sample", name, [sample.id for sample in self.vocabulary.samples])
        return known.get(folded(name.text), "")

    def request(self, node: Mapping, subject: Scalar, sample: str | None = None) -> Request:
        """A question or a column to be tabulated, of each type, of the cases of an entry."""
        asked = Request(
            subject.text,
            node.texts("where"),
            node.text("by") or None,
            "type",
            sample,
            node.texts("favourable"),
            subject.place,
        )
        found_plans = self._plans(asked)
        if len(found_plans) > 1:
            samples = tuple(plan.shelf.sample.id for plan in found_plans)
            self.complain(found.SeveralSamples(subject.place, subject.text, samples))
        own = found_plans[0].shelf.sample.id if found_plans else sample
        return replace(asked, sample=own)

    def interview(
        self, node: Mapping, subject: Scalar, edges: Sequence[int] = EDGES
    ) -> Request:
        """What was said in interviews, to be tabulated in the same way."""
        by = node.text("by") or None
        name = "provider" if folded(subject.text) == ALL else subject.text
        asked = Request(name, node.texts("where"), by, "type", place=subject.place)
        try:
            plans([interview_shelf(self.book, edges)], asked)
        except Invalid as invalid:
            self.findings += invalid.findings
        return asked

    def edges(self, node: Mapping) -> tuple[int, ...]:
        """The ends of bands of numbers."""
        edges = tuple(int(text) for text in node.texts("bands"))
        if any(a >= b for a, b in pairwise((0, *edges))):
            self.complain(found.BadBands(node.place_of("bands")))
        return edges or EDGES

    def value(self, request: Request, name: Scalar) -> str:
        """A value of a column that is tabulated, by its id."""
        for plan in self._plans(replace(request, place=name.place), told=True):
            values = plan.subject.find(name.text)
            if values:
                return values[0]
            self._unknown("value", name, [each.name for each in plan.subject.values])
        return name.text

    def values(self, request: Request, node: Mapping, edges: Sequence[int]) -> tuple[str, ...]:
        """The values of something said in interviews that an entry lists."""
        ids: list[str] = []
        for subject in interview_shelf(self.book, edges).find(request.subject)[:1]:
            for name in node.scalars("values"):
                values = subject.find(name.text)
                if not values:
                    self._unknown("value", name, [value.name for value in subject.values])
                ids += values[:1]
        return tuple(ids)

    def applying(self, requests: Sequence[Request]) -> tuple[Unit, ...]:
        """The types to which any of these questions is put."""
        asked = [
            type_id
            for request in requests
            for plan in self._plans(request, told=True)
            for type_id in plan.subject.types or plan.shelf.types
        ]
        return tuple(t for t in self.vocabulary.type_ids if t in asked)

    def _plans(self, request: Request, *, told: bool = False) -> tuple[Plan, ...]:
        try:
            return plans(self.book.shelves, request)
        except Invalid as invalid:
            self.findings += () if told else invalid.findings
            return ()

    def _scale(self, level: str) -> Scale | None:
        return self.vocabulary.scale_of(level) if level else None

    def _unknown(self, kind: str, name: Scalar, choices: Sequence[str]) -> None:
        known = tuple(dict.fromkeys(choices))
        self.complain(found.UnknownName(name.place, kind, name.text, known))
