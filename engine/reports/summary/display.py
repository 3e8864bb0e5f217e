"""Figures and tables with their numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.assurance.figures import figure as declared
from engine.cases.tabulation import UNKNOWN
from engine.diagnostics.words import exact
from engine.reports.grades import in_words
from engine.reports.grades import scale_of
from engine.reports.summary.counts import Place
from engine.reports.summary.counts import part
from engine.reports.summary.counts import share
from engine.reports.summary.numbers import MARKS
from engine.reports.summary.numbers import NOT_ASKED
from engine.reports.summary.numbers import Cell
from engine.reports.summary.numbers import Count
from engine.reports.summary.numbers import Display
from engine.reports.summary.numbers import Line
from engine.reports.summary.numbers import Population
from engine.reports.summary.numbers import Series

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.assurance.figures.figure import Figure
    from engine.assurance.figures.figure import Unit
    from engine.cases.tabulation import Table
    from engine.frameworks.model import Item
    from engine.frameworks.model import Scale
    from engine.frameworks.model import Vocabulary
    from engine.reports.summary.gather import Gathered
    from engine.reports.summary.numbers import Measure
    from engine.reports.summary.numbers import State
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result

EVERYBODY = "All"
"""How all types together are called."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""The same on every machine, whatever language it speaks."""

NO_INTERVIEWS = "This round has no interviews."

RATING, SCORE = "Overall rating", "Score"
"""What the columns of a provider's own rating are called."""


@dataclass(frozen=True)
class Sources:
    """What displays are made from."""

    vocabulary: Vocabulary
    ratings: Ratings
    gathered: Gathered


def display(figure: Figure, sources: Sources) -> Display:
    """One figure or table."""
    maker = _Maker(figure, sources)
    match figure.content:
        case declared.Questions():
            return maker.questions(figure.content)
        case declared.Profile():
            return maker.profile(figure.content)
        case declared.Ratings():
            return maker.ratings(figure.content)
        case declared.Scores():
            return maker.scores(figure.content)
        case declared.Interviews():
            return maker.interviews(figure.content)
        case declared.Needs():
            return maker.needs(figure.content)
        case declared.Providers():
            return maker.providers(figure.content)


def called(unit: Unit) -> str:
    """A type, or all of them."""
    return unit or EVERYBODY


class _Maker:
    """One figure being made."""

    def __init__(self, figure: Figure, sources: Sources) -> None:
        self.figure = figure
        self.vocabulary = sources.vocabulary
        self.round = sources.ratings
        self.gathered = sources.gathered

    def questions(self, content: declared.Questions) -> Display:
        """A line for each question, or for each group of each."""
        tables = [self.gathered.table(request) for request in content.requests]
        lines: list[Line] = []
        for table in tables:
            name = question_words(table)
            if table.by is None:
                lines.append(self._line(table.subject.id, name, table, None, share))
                continue
            for group in (None, *table.groups):
                label = EVERYBODY if group is None else group_words(table, group)
                own = f"{table.subject.id} {label}"
                lines.append(self._line(own, label, table, group, share, under=name))
        heads = ("Question", "Group") if any(t.by for t in tables) else ("Question",)
        return self._display(heads, self._series("percent", "base"), lines, tables)

    def profile(self, content: declared.Profile) -> Display:
        """The values of each column, and perhaps all cases above them."""
        lines: list[Line] = []
        tables = [self.gathered.table(column.request) for column in content.columns]
        if content.total and tables:
            cells = [self._total(Place(tables[0], unit)) for unit in self.figure.units]
            lines.append(Line("total", "", tuple(cells), under=content.total))
        for column, table in zip(content.columns, tables, strict=True):
            lines += self._characteristic(column, table)
        heads = ("Characteristic", "Category")
        return self._display(heads, self._series("n", "percent"), lines, tables)

    def _total(self, place: Place) -> Cell:
        return Cell(place.cases()) if place.asked else NOT_ASKED

    def _characteristic(self, column: declared.Characteristic, table: Table) -> Iterator[Line]:
        values = [v for v in table.subject.values if column.value in (None, v.id)]
        for value in values:

            def cell(place: Place, value_id: str = value.id) -> Cell:
                return part(place, [value_id], column.of)

            own, name = f"{table.subject.id} {value.id}", value.name
            under = table.subject.name
            if column.under:
                own, name, under = table.subject.id, table.subject.name, column.under
            yield self._line(own, name, table, None, cell, under=under)

    def ratings(self, content: declared.Ratings) -> Display:
        """A line for each type, with a number for each rating."""
        scale = scale_of(self.vocabulary, content.level)
        grades = [(g.id, g.name) for g in reversed(scale.grades)]
        found = {
            unit: Counter(
                r.rating for r in results(self.round, content.level, content.items, unit)
            )
            for unit in self.figure.units
        }
        if any(counts[None] for counts in found.values()):
            grades.append(("", "Not rated"))
        series = tuple(Series(grade, name, ("n", "percent")) for grade, name in grades)
        lines = [
            Line(unit or "", called(unit), self._rated(counts, [g for g, _ in grades]))
            for unit, counts in found.items()
        ]
        number = sum(sum(counts.values()) for counts in found.values())
        plural = self.vocabulary.level_by_id[content.level].plural
        return Display(
            self.figure,
            (self._provider_type,),
            series,
            tuple(lines),
            Population(words=f"{number:,} ratings of {plural}"),
        )

    def _rated(self, counts: Counter[str | None], grades: Sequence[str]) -> tuple[Cell, ...]:
        whole = Count(sum(counts.values()))
        state: State = "shown" if whole.n else "nothing"
        return tuple(Cell(Count(counts[grade or None]), whole, state=state) for grade in grades)

    def scores(self, content: declared.Scores) -> Display:
        """The mean score of each item; what is not rated is left out."""
        lines = []
        tops: list[Fraction] = []
        for item_id in content.items:
            item = self.vocabulary.item_by_id[item_id]
            scale = scale_of(self.vocabulary, item.level)
            tops += [grade.score for grade in scale.grades if grade.score is not None]
            cells = [self._mean(item.level, item_id, unit) for unit in self.figure.units]
            lines.append(Line(item_id, f"{item_id} {item.name}", tuple(cells)))
        providers = len(self.round.results)
        return Display(
            self.figure,
            ("Item",),
            self._series("mean"),
            tuple(lines),
            Population(words=f"{providers:,} providers; what is not rated is left out"),
            top=max(tops, default=Fraction(1)),
        )

    def _mean(self, level: str, item: str, unit: Unit) -> Cell:
        found = results(self.round, level, (item,), unit)
        scores = [result.score for result in found if result.score is not None]
        if not scores:
            return Cell(state="nothing" if found else "not asked")
        return Cell(whole=Count(len(scores)), mean=Fraction(sum(scores), len(scores)))

    def interviews(self, content: declared.Interviews) -> Display:
        """What was said, by groups; or how many said what."""
        table = self.gathered.interview(content.request, content.edges)
        if table is None:
            return Display(self.figure, ("Group",), (), (), Population(), why_not=NO_INTERVIEWS)
        lines: list[Line] = []
        if table.by is not None:
            series = self._series("base", "percent")
            head = table.by.name
            for group in table.groups:
                if group != UNKNOWN:
                    name = group_words(table, group)
                    lines.append(self._line(group, name, table, group, share))
        else:
            series = self._series("n", "percent")
            head = table.subject.name
            for value in table.subject.values:

                def cell(place: Place, value_id: str = value.id) -> Cell:
                    return part(place, [value_id], "known")

                lines.append(self._line(value.id, value.name, table, None, cell))
        return self._display((head,), series, lines, [table], "interview", "interviews")

    def needs(self, content: declared.Needs) -> Display:
        """For each need the cases that have it, and those in which it was met."""
        lines, tables = [], []
        for need in content.needs:
            noted = self.gathered.table(need.column)
            met = self.gathered.table(need.question)
            cells: list[Cell] = []
            for unit in self.figure.units:
                has = part(Place(noted, unit), [need.value], "cases")
                cells += [has, share(Place(met, unit))]
            lines.append(Line(noted.subject.id, noted.subject.name, tuple(cells)))
            tables += [noted, met]
        series = []
        for unit in self.figure.units:
            name = called(unit)
            series.append(Series(f"{unit or ''} need", f"{name}: need", ("n", "percent")))
            series.append(Series(f"{unit or ''} met", f"{name}: met", ("n", "percent")))
        return self._display(("Need",), tuple(series), lines, tables)

    def providers(self, content: declared.Providers) -> Display:
        """A line for each provider."""
        columns = [column for shown in content.columns for column in self._columns(shown)]
        ordered = sorted(self.round.results, key=self._order(content.order))
        lines = [
            Line(r.id, r.name, tuple(Cell(words=words(r)) for _, words in columns))
            for r in ordered
        ]
        series = tuple(Series(name, name, ("words",)) for name, _ in columns)
        level = self.vocabulary.provider_level
        return Display(
            self.figure,
            (level.id.capitalize(),),
            series,
            tuple(lines),
            Population(words=f"{len(lines):,} {level.plural}"),
        )

    def _order(self, order: str) -> Callable[[Result], tuple[object, ...]]:
        published = self.round.published
        if order == "published":
            return lambda r: (r.id not in published, str(published.get(r.id, "")), r.name)
        return lambda r: (r.score is None, -(r.score or 0), r.name, r.type or "")

    def _columns(self, shown: declared.Shown) -> Iterator[tuple[str, Callable[[Result], str]]]:
        published = self.round.published
        level = self.vocabulary.provider_level
        match shown:
            case "type":
                yield "Type", lambda r: r.type or ""
            case "published":
                yield "Published", lambda r: str(published.get(r.id, ""))
            case "month":
                yield "Published", self._month
            case "rating" if level.scale:
                scale = scale_of(self.vocabulary, level.id)
                yield RATING, lambda r: in_words(r, scale)
            case "score":
                yield SCORE, lambda r: "" if r.score is None else exact(r.score)
            case "standards":
                yield from self._standards()

    def _month(self, result: Result) -> str:
        found = self.round.published.get(result.id)
        return "" if found is None else f"{MONTHS[found.month - 1]} {found.year}"

    def _standards(self) -> Iterator[tuple[str, Callable[[Result], str]]]:
        """A column for each item just below the provider that is rated."""
        unasked = MARKS["not asked"]
        for item in standards(self.vocabulary):
            scale = scale_of(self.vocabulary, item.level)

            def words(result: Result, own: str = item.id, scale: Scale = scale) -> str:
                found = next((r for r in result.walk() if r.id == own), None)
                return unasked if found is None else in_words(found, scale)

            yield heading(item.id, item.name), words

    # What several kinds of figure do

    def _series(self, *shows: Measure) -> tuple[Series, ...]:
        return tuple(Series(unit or "", called(unit), shows) for unit in self.figure.units)

    def _line(  # noqa: PLR0913
        self,
        own: str,
        name: str,
        table: Table,
        group: str | None,
        cell: Callable[[Place], Cell],
        *,
        under: str = "",
    ) -> Line:
        cells = [cell(Place(table, unit, group)) for unit in self.figure.units]
        return Line(own, name, tuple(cells), under)

    def _display(  # noqa: PLR0913, PLR0917
        self,
        heads: tuple[str, ...],
        series: tuple[Series, ...],
        lines: Sequence[Line],
        tables: Sequence[Table],
        one: str = "case",
        many: str = "cases",
    ) -> Display:
        return Display(
            self.figure,
            heads,
            series,
            tuple(lines),
            population(self.vocabulary, self.figure.units, tables, one, many),
        )

    @property
    def _provider_type(self) -> str:
        level = self.vocabulary.provider_level.id.capitalize()
        return f"{level} type" if self.vocabulary.provider_types else level


def standards(vocabulary: Vocabulary) -> list[Item]:
    """The items just below the provider that are rated."""
    rated = [i for i in vocabulary.items if vocabulary.level_by_id[i.level].scale is not None]
    highest = max((vocabulary.depth(item.level) for item in rated), default=0)
    return [item for item in rated if vocabulary.depth(item.level) == highest]


def heading(item_id: str, name: str) -> str:
    """What the column of an item is called."""
    return f"{item_id} {name}".strip()


def results(ratings: Ratings, level: str, items: Sequence[str], unit: Unit) -> list[Result]:
    """The results of a level, or only of some items, of a type."""
    return [
        result
        for provider in ratings.results
        if unit in (None, provider.type)
        for result in provider.walk()
        if result.level == level and (not items or result.id in items)
    ]


def question_words(table: Table) -> str:
    """A question as a report names it: its code, unless that is only a name, and its words."""
    subject = table.subject
    coded = subject.id[:1].isdigit()
    words = subject.name or subject.id
    return f"{subject.id} {words}" if coded and subject.name else words


def group_words(table: Table, group: str) -> str:
    """A group of a table's breakdown."""
    assert table.by is not None
    return table.by.called(group) if group != UNKNOWN else "Not recorded"


def population(
    vocabulary: Vocabulary,
    units: Sequence[Unit],
    tables: Sequence[Table],
    one: str = "case",
    many: str = "cases",
) -> Population:
    """Which cases a figure counts, and how many there are."""
    names = {sample.id: sample.name for sample in vocabulary.samples}
    said: dict[str, tuple[Count, ...]] = {}
    for table in tables:
        own = [unit for unit in units if unit is not None and unit in table.units]
        whose = [None] if None in units else own
        counts = tuple(Place(table, unit).cases() for unit in whose)
        where = " and ".join(str(condition) for condition in table.where)
        words = f"{names.get(table.subject.sample, '')}{f', {where}' if where else ''}"
        said[words] = max(said.get(words, ()), counts, key=lambda each: sum(c.n for c in each))
    types = () if None in units else tuple(unit for unit in units if unit is not None)
    return Population(tuple(said.items()), types, one, many)
