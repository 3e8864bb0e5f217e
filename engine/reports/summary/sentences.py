"""Sentences with their numbers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.assurance.figures import figure as declared
from engine.assurance.figures.names import share_bands
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.diagnostics.words import whole
from engine.reports.grades import scale_of
from engine.reports.summary.counts import Place
from engine.reports.summary.counts import part
from engine.reports.summary.counts import share
from engine.reports.summary.display import called
from engine.reports.summary.display import population
from engine.reports.summary.display import results
from engine.reports.summary.numbers import NOT_ASKED
from engine.reports.summary.numbers import Cell
from engine.reports.summary.numbers import Count
from engine.reports.summary.numbers import Figured
from engine.reports.summary.numbers import Population
from engine.reports.summary.numbers import Sentence

if TYPE_CHECKING:
    from engine.assurance.figures.figure import Statement
    from engine.assurance.figures.figure import Unit
    from engine.cases.tabulation import Request
    from engine.cases.tabulation import Table
    from engine.reports.summary.display import Sources
    from engine.reports.summary.numbers import Key
    from engine.reports.summary.numbers import State
    from engine.rounds.results import Result
    from engine.rules.framework import Framework

QUESTIONS = ("question", "questions")


def sentence(statement: Statement, sources: Sources, framework: Framework) -> Sentence:
    """One sentence."""
    maker = _Maker(sources, framework)
    return Sentence(statement, tuple(maker.number(each) for each in statement.numbers))


def single(
    number: declared.Share | declared.Portion | declared.Said,
    sources: Sources,
    framework: Framework,
) -> dict[str, Cell]:
    """The same number of each provider alone, from what is counted by provider."""
    if isinstance(number, declared.Said):
        table = sources.gathered.interview(number.request, number.edges)
    else:
        table = sources.gathered.table(number.request)
    maker = _Maker(sources, framework)
    return {
        name: maker.number(replace(number, unit=name)).cell
        for name in (() if table is None else table.units)
    }


def counts(number: declared.RatingCount, result: Result) -> bool:
    """Whether a result is one of those that a number counts."""
    low, high, score = number.lowest, number.highest, result.score
    return (
        number.rating in (None, result.rating)
        and (low is None or (score is not None and score >= low))
        and (high is None or (score is not None and score <= high))
    )


class _Maker:
    """Numbers being made."""

    def __init__(self, sources: Sources, framework: Framework) -> None:
        self.sources = sources
        self.framework = framework

    def number(self, number: declared.Number) -> Figured:
        """One number of any kind."""
        match number:
            case declared.Share(request, unit):
                table = self._table(request)
                cell = share(Place(table, unit))
                return Figured("percent", _whole(cell), cell, self._of(table, unit))
            case declared.Portion():
                return self._portion(number)
            case declared.RatingCount():
                return self._ratings(number)
            case declared.Cases(request, unit):
                table = self._table(request)
                return _all(Place(table, unit), self._of(table, unit))
            case declared.Said():
                return self._said(number)
            case declared.Gap():
                return self._gap(number)
            case declared.InBand():
                return self._in_band(number)

    def _portion(self, number: declared.Portion) -> Figured:
        table = self._table(number.request)
        cell = part(Place(table, number.unit), number.values, number.of)
        return Figured("percent", _whole(cell), cell, self._of(table, number.unit))

    def _ratings(self, number: declared.RatingCount) -> Figured:
        found = results(self.sources.ratings, number.level, number.items, number.unit)
        number_of = sum(counts(number, result) for result in found)
        cell = Cell(Count(number_of), Count(len(found)))
        plural = self.framework.vocabulary.level_by_id[number.level].plural
        whose = f" of {number.unit}" if number.unit else ""
        of = Population(words=f"{len(found)} ratings of {plural}{whose}")
        return Figured("n", number_of, cell, of)

    def _said(self, number: declared.Said) -> Figured:
        table = self.sources.gathered.interview(number.request, number.edges)
        if table is None:
            return Figured("n", None, Cell(state="nothing"), Population())
        place = Place(table, number.unit)
        of = self._of(table, number.unit, "interview", "interviews")
        if number.count:
            return _all(place, of)
        cell = part(place, number.values, "known") if number.values else share(place)
        return Figured("percent", _whole(cell), cell, of)

    def _gap(self, number: declared.Gap) -> Figured:
        pairs = [
            [share(Place(self._table(request), unit)) for unit in number.between]
            for request in number.requests
        ]
        cells = [cell for pair in pairs for cell in pair]
        between = listed([called(unit) for unit in number.between])
        of = Population(words=f"{several(len(pairs), *QUESTIONS)}, {between}")
        shares = [[_whole(cell) for cell in pair] for pair in pairs]
        known = [(a, b) for a, b in shares if a is not None and b is not None]
        if len(known) < len(pairs):
            return Figured("points", None, _together(cells, "nothing"), of)
        if number.which == "bands":
            apart = sum(
                self._rank(request, a) - self._rank(request, b) == number.bands
                for request, (a, b) in zip(number.requests, known, strict=True)
            )
            return Figured("n", apart, _together(cells), of)
        gaps = [a - b for a, b in known]
        found = min(gaps) if number.which == "smallest" else max(gaps)
        return Figured("points", found, _together(cells), of)

    def _in_band(self, number: declared.InBand) -> Figured:
        tables = [self._table(request) for request in number.requests]
        cells = [share(Place(table, number.unit)) for table in tables]
        shares = [_whole(cell) for cell in cells]
        grades = [
            self._grade(request, found)
            for request, found in zip(number.requests, shares, strict=True)
            if found is not None
        ]
        counted = sum(grade == number.rating for grade in grades)
        of = Population(words=several(len(cells), *QUESTIONS))
        return Figured("n", counted, _together(cells), of)

    def _grade(self, request: Request, found: int) -> str:
        """The rating in whose band a printed percentage lies, by the question's own rule."""
        bands = share_bands(self.framework.rules, self._table(request).subject.id)
        assert bands is not None
        return bands.grade(Fraction(found)) if bands.covers(Fraction(found)) else ""

    def _rank(self, request: Request, found: int) -> int:
        item = self.framework.vocabulary.item_by_id[self._table(request).subject.id]
        scale = scale_of(self.framework.vocabulary, item.level)
        grade = self._grade(request, found)
        return scale.rank(grade) if grade else 0

    def _table(self, request: Request) -> Table:
        return self.sources.gathered.table(request)

    def _of(
        self, table: Table, unit: Unit, one: str = "case", many: str = "cases"
    ) -> Population:
        return population(self.framework.vocabulary, (unit,), [table], one, many)


def _all(place: Place, of: Population) -> Figured:
    """How many cases there are."""
    if not place.asked:
        return Figured("n", None, NOT_ASKED, of)
    cases = place.cases()
    return Figured("n", cases.n, Cell(cases), of)


def _whole(cell: Cell) -> int | None:
    return None if cell.percent is None else whole(cell.percent)


def _together(cells: list[Cell], state: State = "shown") -> Cell:
    """A cell that rests on several: what it must not reveal is what none of them may."""
    keys: tuple[Key, ...] = tuple(key for cell in cells for key in cell.keys)
    return Cell(behind=keys, state=state)
