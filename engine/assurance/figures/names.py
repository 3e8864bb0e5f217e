"""Names in figures.yaml made out: types, grades, items, levels, and what is tabulated."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.assurance.figures import findings as found
from engine.cases.asking import plans
from engine.cases.interview_tables import EDGES
from engine.cases.interview_tables import interview_shelf
from engine.cases.tabulate import Casebook
from engine.cases.tabulation import Request
from engine.diagnostics import Invalid
from engine.frameworks.model import NOWHERE
from engine.frameworks.names import folded
from engine.rules import typed
from engine.rules.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from engine.assurance.figures.figure import Unit
    from engine.cases.asking import Plan
    from engine.cases.variables import Shelf
    from engine.diagnostics import Finding
    from engine.frameworks.model import Bands
    from engine.frameworks.model import Scale
    from engine.frameworks.nodes import Mapping
    from engine.frameworks.nodes import Scalar
    from engine.rules.framework import Framework
    from engine.rules.typed import Rules

ALL = "all"
"""How a file names everybody together."""

NO_SAMPLE = ""
"""The sample of a name that stands for none."""

IN_CASES = 'name a question; "profile" counts the values of a column'
IN_INTERVIEWS = 'name "workload_reasonable" or "implemented_effectively"'
"""What to name where answers have to be favourable."""

Applying: TypeAlias = "tuple[Unit, ...] | None"
"""The types to which something applies, or None where that says nothing about types."""


class Names:
    """Looks names up in a framework; what stands for nothing goes to ``findings``."""

    def __init__(self, framework: Framework) -> None:
        self.vocabulary = framework.vocabulary
        self.scope = Scope(framework.vocabulary)
        self.rules = framework.rules
        self.book = Casebook(framework.folder, framework.vocabulary, framework.rules, ())
        self.findings: list[Finding] = []
        self._meant: dict[Request, tuple[Plan, ...]] = {}

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

    def units(self, node: Mapping, key: str, what: str, applying: Applying) -> tuple[Unit, ...]:
        """The types that an entry names, to each of which something has to apply."""
        names = node.scalars(key)
        units = tuple(self.unit(name) for name in names)
        self.once(names, [u or folded(n.text) for u, n in zip(units, names, strict=True)])
        for unit, name in zip(units, names, strict=True):
            if unit is not None and applying is not None and unit not in applying:
                self.complain(found.NothingInCommon(name.place, unit, what))
        return units

    def type(self, node: Mapping, what: str, applying: Applying) -> Unit:
        """The one type that an entry names, None for all."""
        return next(iter(self.units(node, "type", what, applying)), None)

    def once(self, names: Sequence[Scalar], meanings: Sequence[object]) -> None:
        """Complain of every name that means what one before it means."""
        for n, name in enumerate(names):
            if meanings[n] in meanings[:n]:
                self.complain(found.ListedTwice(name.place, name.text))

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

    def items(self, node: Mapping, key: str, levels: Sequence[str] | None) -> tuple[str, ...]:
        """The items that an entry lists, each of one of some levels, if those are known."""
        names, ids = node.scalars(key), []
        for name in names:
            items = self.scope.items(name.text)
            if len(items) != 1:
                self._unknown("item", name, self.scope.item_names())
            elif levels is not None and items[0].level not in levels:
                level = items[0].level
                self.complain(found.OtherLevel(name.place, name.text, level, tuple(levels)))
            ids.append(items[0].id if items else name.text)
        self.once(names, ids)
        return tuple(ids)

    def scored(self) -> tuple[str, ...]:
        """The levels whose ratings have scores."""
        levels = dict.fromkeys(item.level for item in self.vocabulary.items)
        scales = {level: self.vocabulary.scale_of(level) for level in levels}
        return tuple(
            level
            for level, scale in scales.items()
            if scale is not None and any(grade.score is not None for grade in scale.grades)
        )

    def sample(self, node: Mapping, key: str = "sample") -> str | None:
        """The sample that an entry names, if it does."""
        name = node.scalar(key)
        if name is None:
            return None
        known = {folded(each): s.id for s in self.vocabulary.samples for each in (s.id, s.name)}
        if folded(name.text) not in known:
            self._unknown("sample", name, [sample.id for sample in self.vocabulary.samples])
        return known.get(folded(name.text), NO_SAMPLE)

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
        if sample == NO_SAMPLE:
            return asked
        meant = self._plans(self.book.shelves, asked)
        if len(meant) > 1:
            samples = tuple(plan.shelf.sample.id for plan in meant)
            self.complain(found.SeveralSamples(subject.place, subject.text, samples))
        own = replace(asked, sample=meant[0].shelf.sample.id if meant else sample)
        self._meant[own] = meant
        return own

    def requests(
        self, node: Mapping, names: Sequence[Scalar], sample: str | None
    ) -> tuple[Request, ...]:
        """Questions or columns, each to be tabulated, of the cases of an entry."""
        asked = [self.request(node, name, sample) for name in names]
        self.once(names, [self._subject(request) for request in asked])
        return tuple(asked)

    def questions(self, node: Mapping, key: str) -> tuple[Request, ...]:
        """The questions that an entry lists, whose answers can be favourable."""
        asked = self.requests(node, node.scalars(key), self.sample(node))
        for request in asked:
            self.judged(request, IN_CASES)
        return asked

    def interview(
        self, node: Mapping, subject: Scalar, edges: Sequence[int] = EDGES
    ) -> Request:
        """What was said in interviews, to be tabulated in the same way."""
        by = node.text("by") or None
        name = "provider" if folded(subject.text) == ALL else subject.text
        asked = Request(name, node.texts("where"), by, "type", place=subject.place)
        self._meant[asked] = self._plans([interview_shelf(self.book, edges)], asked)
        return asked

    def edges(self, node: Mapping) -> tuple[int, ...]:
        """The ends of bands of numbers."""
        edges = tuple(int(text) for text in node.texts("bands"))
        if any(a >= b for a, b in pairwise((0, *edges))):
            self.complain(found.BadBands(node.place_of("bands")))
        return tuple(sorted({*edges})) or EDGES

    def judged(self, request: Request, instead: str) -> None:
        """Complain of something whose answers are neither good nor bad."""
        for plan in self._meant.get(request, ())[:1]:
            if not plan.subject.judged:
                place = request.place or NOWHERE
                self.complain(found.NeverFavourable(place, request.subject, instead))

    def banded(self, request: Request) -> None:
        """Complain of something that is not rated by the band of its percentage."""
        for plan in self._meant.get(request, ())[:1]:
            if plan.subject.judged and share_bands(self.rules, plan.subject.id) is None:
                place = request.place or NOWHERE
                self.complain(found.NotBanded(place, request.subject))

    def values(self, request: Request, names: Sequence[Scalar]) -> tuple[str, ...]:
        """Values of what is tabulated, by their ids."""
        ids = tuple(self.value(request, name) for name in names)
        self.once(names, ids)
        return ids

    def value(self, request: Request, name: Scalar) -> str:
        """One of them."""
        for plan in self._meant.get(request, ())[:1]:
            values = plan.subject.find(name.text)
            if values:
                return values[0]
            self._unknown("value", name, [each.name for each in plan.subject.values])
        return name.text

    def applying(self, requests: Iterable[Request]) -> Applying:
        """The types whose cases any of these tables counts."""
        meant = [plan for request in requests for plan in self._meant.get(request, ())]
        if not meant:
            return None
        return tuple(
            t for t in self.vocabulary.type_ids if any(_counts(plan, t) for plan in meant)
        )

    def rated(self, level: str, items: Sequence[str]) -> Applying:
        """The types to which any of these items applies, or without them any of the level."""
        meant = [
            item
            for item in self.vocabulary.items
            if (item.id in items if items else item.level == level)
        ]
        if not meant:
            return None
        return tuple(
            t
            for t in self.vocabulary.type_ids
            if any(self.vocabulary.applies(item, t) for item in meant)
        )

    def _plans(self, shelves: Sequence[Shelf], request: Request) -> tuple[Plan, ...]:
        try:
            return plans(shelves, request)
        except Invalid as invalid:
            self.findings += invalid.findings
            return ()

    def _subject(self, request: Request) -> str:
        meant = self._meant.get(request, ())
        return meant[0].subject.id if meant else request.subject

    def _scale(self, level: str) -> Scale | None:
        return self.vocabulary.scale_of(level) if level else None

    def _unknown(self, kind: str, name: Scalar, choices: Sequence[str]) -> None:
        known = tuple(dict.fromkeys(choices))
        self.complain(found.UnknownName(name.place, kind, name.text, known))


def share_bands(rules: Rules | None, question: str) -> Bands | None:
    """The bands in which the percentage of a question is rated, if it is rated so."""
    rule = None if rules is None else rules.rating(question)
    if rule is None or not isinstance(rule.base, typed.Banded):
        return None
    return rule.base.bands if isinstance(rule.base.measure, typed.Share) else None


def _counts(plan: Plan, unit: Unit) -> bool:
    """Whether a table has cases of a type."""
    asked = plan.subject.types or plan.shelf.types
    let_in = (
        (unit in condition.values) != condition.negated
        for condition in plan.where
        if condition.variable.kind == "type"
    )
    return (unit or "") in asked and all(let_in)
