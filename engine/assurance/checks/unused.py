"""What a framework declares and nothing in it uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Protocol

from engine.assurance.checks import unused_findings as found
from engine.frameworks.names import folded
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.frameworks.crosswalk import Crosswalk
    from engine.frameworks.model import Selection
    from engine.frameworks.model import Vocabulary


def unused(
    vocabulary: Vocabulary, rules: typed.Rules, crosswalk: Crosswalk | None
) -> Iterator[Finding]:
    """Everything that is declared in vain."""
    uses = _Uses(vocabulary, rules, crosswalk)
    kinds: tuple[tuple[type[found.Unused], Iterable[_Declared], Iterator[str]], ...] = (
        (found.UnusedInput, vocabulary.inputs, uses.inputs()),
        (found.UnusedBands, vocabulary.bands, uses.bands()),
        (found.UnusedGroup, vocabulary.groups, uses.groups()),
        (found.UnusedRole, vocabulary.roles, uses.roles()),
        (found.UnusedSource, vocabulary.sources, uses.sources()),
        (found.UnusedScale, vocabulary.scales, uses.scales()),
        (found.UnusedLevel, vocabulary.levels, uses.levels()),
        (found.UnusedSample, vocabulary.samples, uses.samples()),
        (found.UnusedStatus, vocabulary.statuses, uses.statuses()),
        (found.UnusedExpectation, vocabulary.expectations, uses.expectations()),
    )
    for kind, declared, used in kinds:
        known = {folded(name) for name in used}
        for each in declared:
            if folded(each.id) not in known:
                yield kind(each.place, each.id)


def missing_answers(vocabulary: Vocabulary) -> Iterator[Finding]:
    """Grades of cases that no answer of a sample means, though others of the scale are."""
    scales = {level.answers.scale for level in vocabulary.levels if level.answers}
    for sample in vocabulary.samples:
        meant = {answer.answer for answer in sample.answers}
        for scale in vocabulary.scales:
            grades = [grade.id for grade in scale.grades]
            if scale.id in scales and meant & set(grades):
                missing = (grade for grade in grades if grade not in meant)
                yield from (found.MissingAnswer(sample.place, sample.id, g) for g in missing)


def silent_notices(vocabulary: Vocabulary, rules: typed.Rules) -> Iterator[Finding]:
    """Notices that no rating can call for."""
    judged = {i for r in rules.rules if isinstance(r.base, typed.Judged) for i in r.items}
    for notice in vocabulary.notices:
        about = _levels(vocabulary, notice.judged, judged)
        beside = _levels(vocabulary, notice.mean_of, {item.id for item in vocabulary.items})
        scales = [vocabulary.scale_of(level) for level in about & beside]
        apart = [len(scale.grades) - 1 for scale in scales if scale is not None]
        most = max(apart, default=None)
        if most is None or notice.at_least > most:
            yield found.SilentNotice(notice.place, notice.id, most)


def _levels(vocabulary: Vocabulary, selection: Selection, of: set[str]) -> set[str]:
    """The levels of some items that are selected."""
    items = (item for item in vocabulary.items if item.id in of)
    return {item.level for item in items if vocabulary.is_within(item, selection.within)}


class _Declared(Protocol):
    """Anything with an id, declared somewhere."""

    @property
    def id(self) -> str: ...

    @property
    def place(self) -> Place: ...


@dataclass(frozen=True)
class _Uses:
    """The ids of what is used, by kind."""

    vocabulary: Vocabulary
    rules: typed.Rules
    crosswalk: Crosswalk | None

    def inputs(self) -> Iterator[str]:
        for rule in self.rules.all:
            yield from (fact.id for fact in typed.inputs_of(rule))
        for condition in self._expected():
            yield from (fact.id for fact in typed.inputs_in(condition))

    def bands(self) -> Iterator[str]:
        bases = (rule.base for rule in self.rules.all)
        yield from (base.bands.id for base in bases if isinstance(base, typed.Banded))

    def groups(self) -> Iterator[str]:
        for rule in self.rules.all:
            yield rule.tree.name.text
            yield from (c.group for c in typed.collections_of(rule) if c.group is not None)
        for expectation in self.rules.expectations:
            yield expectation.tree.name.text
        for condition in self._expected():
            used = typed.collections_in(condition)
            yield from (each.group for each in used if each.group is not None)

    def roles(self) -> Iterator[str]:
        for rule in self.rules.all:
            if isinstance(rule.base, typed.Judged):
                yield rule.base.role.id
            yield from (m.role.id for m in rule.modifiers if isinstance(m, typed.Allow))

    def sources(self) -> Iterator[str]:
        vocabulary = self.vocabulary
        texts = [item.text for item in vocabulary.items if item.text is not None]
        texts += [c.text for item in vocabulary.items for c in item.characteristics]
        texts += [each.text for each in vocabulary.expectations]
        texts += [each.text for each in vocabulary.observations]
        yield from (text.source for text in texts)
        yield from (bands.source for bands in vocabulary.bands)
        yield from (notice.source for notice in vocabulary.notices)
        if self.crosswalk is not None:
            yield from (entry.source for entry in self.crosswalk.items)
        for citation in self._citations():
            yield citation
            yield from (part.strip() for part in citation.split(","))

    def scales(self) -> Iterator[str]:
        for level in self.vocabulary.levels:
            yield level.scale or ""
            yield level.answers.scale if level.answers else ""

    def levels(self) -> Iterator[str]:
        yield self.vocabulary.provider_level.id
        yield from (level.id for level in self.vocabulary.levels_above)
        yield from (item.level for item in self.vocabulary.items)

    def samples(self) -> Iterator[str]:
        yield from (each.sample or "" for each in self.vocabulary.items)
        yield from (each.sample or "" for each in self.vocabulary.observations)

    def statuses(self) -> Iterator[str]:
        if any(isinstance(rule.base, typed.Judged) for rule in self.rules.all):
            yield from (status.id for status in self.vocabulary.statuses)

    def expectations(self) -> Iterator[str]:
        for item in self.vocabulary.items:
            yield from item.expectations

    def _expected(self) -> Iterator[typed.Condition]:
        for expectation in self.rules.expectations:
            if expectation.condition is not None:
                yield expectation.condition

    def _citations(self) -> Iterator[str]:
        clauses = [clause for rule in self.rules.all for clause in rule.tree.clauses]
        clauses += [expectation.tree for expectation in self.rules.expectations]
        yield from (each.citation.text for each in clauses if each.citation is not None)
