"""Counts of a sample while its files are being added up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.cases.findings import MissingAnswers
from engine.cases.findings import NoCases
from engine.cases.rows import Rows
from engine.cases.tally import Tally
from engine.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.cases.files import Found
    from engine.cases.layout import Layout
    from engine.cases.long import Long
    from engine.cases.provider import Provider
    from engine.cases.questions import Form
    from engine.cases.questions import Question
    from engine.cases.wide import Counted
    from engine.diagnostics import Finding


class Sums:
    """Answers by provider and question, and cases by provider."""

    def __init__(self, form: Form, providers: Sequence[Provider]) -> None:
        self._form = form
        self._providers = {
            provider.id: provider
            for provider in providers
            if (provider.type or "") in form.types
        }
        self.cases: Counter[str] = Counter()
        self._answers: Counter[tuple[str, str, str]] = Counter()
        self._asked: Counter[tuple[str, str]] = Counter()
        self._standing: set[str] = set()

    def add_wide(self, counted: Counted) -> None:
        """The counts of one file with a row for each case."""
        columns = counted.layout.each("question")
        self._standing |= {column.id for column in columns}
        for group in counted.groups:
            if group.provider is None:
                continue
            self.cases[group.provider] += group.cases
            for column in columns:
                self._asked[group.provider, column.id] += group.cases
                answers = self._form.labels(self._form.by_id[column.id]).values()
                counts = group.columns["question", column.id].counts
                for answer, count in zip(answers, counts, strict=True):
                    self._answers[group.provider, column.id, answer] += count

    def add_long(self, long: Long, layout: Layout) -> list[Finding]:
        """The counts of all files with a row for each answer; what has no row at all."""
        if not self.cases:
            self.cases.update(long.cases)
        rated = {question.id for question in self._form.questions if question.rated}
        self._standing |= rated | {pile.question or "" for pile in long.piles}
        blank: Counter[str] = Counter()
        for pile in long.piles:
            provider, said = pile.provider or "", pile.question or ""
            if pile.answer is not None:
                self._answers[provider, said, pile.answer] += pile.rows
            elif self._form.by_id[said].applies(pile.type):
                blank[said] += pile.rows
        for asked in self._standing:
            for provider, cases in self.cases.items():
                self._asked[provider, asked] = cases
        return list(self._without_row(blank, layout))

    @property
    def tallies(self) -> dict[tuple[str, str], Tally]:
        """The counts of every provider for every question that the files have."""
        return {
            (provider.id, question.id): self._tally(provider.id, question)
            for question in self._form.questions
            for provider in self._providers.values()
            if question.id in self._standing and question.applies(provider.type)
        }

    def without_cases(self, files: Sequence[Found]) -> list[Finding]:
        """A warning where the sample has nothing from some providers."""
        absent = tuple(p for p in self._providers if not self.cases[p])
        place = Place(files[0].shown)
        return [NoCases(place, self._form.sample.id, absent)] if absent else []

    def _tally(self, provider: str, question: Question) -> Tally:
        scale = question.scale
        counts = [self._answers[provider, question.id, g.id] for g in scale.grades]
        excluded = sum(self._answers[provider, question.id, e] for e in scale.excluded)
        missing = self._asked[provider, question.id] - sum(counts) - excluded
        return Tally(tuple(counts), excluded, missing, scale)

    def _without_row(self, blank: Counter[str], layout: Layout) -> Iterator[Finding]:
        missing: Counter[str] = Counter()
        for (_, asked), tally in self.tallies.items():
            missing[asked] += tally.missing
        for question in self._form.questions:
            absent = missing[question.id] - blank[question.id]
            if absent > 0:
                outside = self._form.outside(question)
                place = Place(layout.file)
                yield MissingAnswers(place, str(question), Rows(absent), outside)
