"""An earlier round as a report reads it that was declared for a later one.

What the report asks is asked of the earlier round as its own framework has it, and put
into the words of the later one; the crosswalk says which question is which. Whatever was
asked in another way, or not at all, is left out, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.assurance.figures import figure as declared
from engine.cases.asking import plans
from engine.diagnostics import Invalid
from engine.reports.summary.display import heading
from engine.reports.summary.display import standards
from engine.reports.summary.gather import anywhere
from engine.reports.summary.gather import requests
from engine.reports.summary.numbers import MARKS
from engine.reports.summary.numbers import NOT_COMPARABLE
from engine.rounds.way import way

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.assurance.figures.figure import Content
    from engine.assurance.figures.figure import Figure
    from engine.assurance.figures.figure import Number
    from engine.assurance.figures.figure import Report
    from engine.cases.asking import Plan
    from engine.cases.tabulate import Casebook
    from engine.cases.tabulation import Filter
    from engine.cases.tabulation import Request
    from engine.cases.variables import Variable
    from engine.frameworks.model import Item
    from engine.reports.summary.gather import Gathered
    from engine.reports.summary.numbers import Display
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result
    from engine.rules.framework import Framework


@dataclass(frozen=True)
class Counterparts:
    """What of a report can be asked of an earlier round, and in which words.

    ``items`` are those of the later framework, each with the one of the earlier that it
    can be compared with; ``lost`` says why something that is asked cannot be compared.
    """

    later: Framework
    earlier: Framework
    items: Mapping[str, str]
    instead: Mapping[Request, Request]
    plans: Mapping[Request, Plan]
    lost: Mapping[Request, str]
    lost_items: Mapping[str, str]

    def rename(self, gathered: Gathered) -> Gathered:
        """Tables of the earlier round in the words of the later framework."""
        cases = {
            request: replace(
                table, subject=_worded(table.subject, plan), where=plan.where, by=plan.by
            )
            for request, table in gathered.cases.items()
            for plan in [self.plans[request]]
        }
        return replace(gathered, cases=cases)

    def ratings(self, ratings: Ratings) -> Ratings:
        """Ratings of the earlier round, by the ids of the later framework's items.

        What cannot be compared keeps its own id behind the name of its framework.
        """
        names = {old: new for new, old in self.items.items()}
        own = self.earlier.vocabulary.id

        def named(result: Result) -> Result:
            name = names.get(result.id, f"{own} {result.id}")
            children = tuple(map(named, result.children))
            return replace(result, id=name, children=children)

        results = tuple(
            replace(each, children=tuple(map(named, each.children))) for each in ratings.results
        )
        return replace(ratings, results=results)

    def report(self, report: Report) -> Report:
        """What of a report can be compared."""
        figures = (self.figure(figure)[0] for figure in report.figures)
        statements = (
            replace(each, numbers=tuple(n for n in each.numbers if not self.number(n)))
            for each in report.statements
        )
        return replace(
            report,
            figures=tuple(figure for figure in figures if figure is not None),
            statements=tuple(statements),
        )

    def figure(self, figure: Figure) -> tuple[Figure | None, tuple[str, ...]]:
        """What of a figure can be compared, if anything; and why the rest cannot."""
        content, lost = self._content(figure.content)
        kept = None if content is None else replace(figure, content=content)
        return kept, tuple(dict.fromkeys(lost))

    def _content(self, content: Content) -> tuple[Content | None, list[str]]:
        match content:
            case declared.Questions(asked):
                kept, lost = self._kept([(request,) for request in asked])
                chosen = tuple(asked[n] for n in kept)
                return (replace(content, requests=chosen) if kept else None), lost
            case declared.Profile(columns=columns):
                kept, lost = self._kept([(column.request,) for column in columns])
                held = tuple(columns[n] for n in kept)
                return (replace(content, columns=held) if kept else None), lost
            case declared.Needs(needs):
                kept, lost = self._kept([(need.column, need.question) for need in needs])
                met = tuple(needs[n] for n in kept)
                return (declared.Needs(met) if kept else None), lost
            case declared.Ratings(level, items):
                wrong = [*self._ungraded(level), *self._without(items)]
                if wrong:
                    return None, wrong
                own = [i.id for i in self.later.vocabulary.items if i.level == level]
                return content, ([] if items else self._without(own))
            case declared.Scores(items):
                level_of = self.later.vocabulary.item_by_id
                lost = self._without(items)
                lost += [w for i in items for w in self._ungraded(level_of[i].level)]
                scored = tuple(
                    i
                    for i in items
                    if i in self.items and not self._ungraded(level_of[i].level)
                )
                return (declared.Scores(scored) if scored else None), lost
            case declared.Providers(columns=columns_):
                levels = self._listed(columns_)
                wrong = [reason for level in levels for reason in self._ungraded(level)]
                if wrong:
                    return None, wrong
                shown = self._unlike if "standards" in columns_ else ()
                return content, self._without([item.id for item in shown])
        return content, []

    def _kept(self, asked: Sequence[tuple[Request, ...]]) -> tuple[list[int], list[str]]:
        """Which of several things can be compared, by their places; why others cannot."""
        reasons = [self._why(each) for each in asked]
        kept = [place for place, lost in enumerate(reasons) if not lost]
        return kept, [reason for lost in reasons for reason in lost]

    def marked(self, made: Display) -> Display:
        """A list of providers of the earlier round; what cannot be compared has a mark."""
        if not isinstance(made.figure.content, declared.Providers):
            return made
        columns = {heading(item.id, item.name) for item in self._unlike}
        lines = tuple(
            replace(
                line,
                cells=tuple(
                    replace(NOT_COMPARABLE, words=MARKS["not comparable"])
                    if series.id in columns
                    else cell
                    for series, cell in zip(made.series, line.cells, strict=True)
                ),
            )
            for line in made.lines
        )
        return replace(made, lines=lines)

    @property
    def _unlike(self) -> tuple[Item, ...]:
        """What a list of providers has a column for and that cannot be compared."""
        found = standards(self.later.vocabulary)
        return tuple(item for item in found if item.id not in self.items)

    def number(self, number: Number) -> tuple[str, ...]:
        """Why a number of a sentence cannot be compared, if so."""
        match number:
            case declared.Share(request) | declared.Portion(request) | declared.Cases(request):
                return self._why((request,))
            case declared.Gap(asked) | declared.InBand(asked):
                return self._why(asked)
            case declared.RatingCount(level, items):
                return (*self._ungraded(level), *self._without(items))
        return ()

    def _why(self, asked: Sequence[Request]) -> tuple[str, ...]:
        found = (self.lost.get(anywhere(request)) for request in asked)
        return tuple(reason for reason in found if reason is not None)

    def _without(self, items: Sequence[str]) -> list[str]:
        """Why some items cannot be compared."""
        return [self._lost_item(item) for item in items if item not in self.items]

    def _lost_item(self, item: str) -> str:
        return f"{item}: {self.lost_items.get(item) or _nothing(self.earlier)}"

    def _listed(self, columns: Sequence[declared.Shown]) -> Iterator[str]:
        """The levels whose ratings a list of providers shows."""
        vocabulary = self.later.vocabulary
        if "rating" in columns:
            yield vocabulary.provider_level.id
        if "standards" in columns:
            yield from dict.fromkeys(item.level for item in standards(vocabulary))

    def _ungraded(self, level: str) -> list[str]:
        """Why the ratings of a level cannot be compared, if so."""
        if _grades(self.later, level) == _grades(self.earlier, level):
            return []
        return [f"{level}: it is rated on another scale in {self.earlier.vocabulary.id}"]


def counterparts(
    report: Report, later: tuple[Framework, Casebook], earlier: tuple[Framework, Casebook]
) -> Counterparts:
    """What of a report can be asked of an earlier round.

    Raises Invalid where nothing says how the frameworks of the two correspond.
    """
    found, findings = way(later[0], earlier[0])
    if found is None:
        raise Invalid(findings)
    return _Matching(later, earlier, found.items, found.left).counterparts(report)


@dataclass(frozen=True)
class _Matching:
    """Requests of one round, matched with those of another."""

    later: tuple[Framework, Casebook]
    earlier: tuple[Framework, Casebook]
    items: Mapping[str, str]
    left: Mapping[str, str]

    def counterparts(self, report: Report) -> Counterparts:
        """What of a report can be asked, with the reasons why the rest cannot."""
        instead: dict[Request, Request] = {}
        planned: dict[Request, Plan] = {}
        lost: dict[Request, str] = {}
        for request in requests(report):
            plan = plans(self.later[1].shelves, request)[0]
            asked = self._asked(plan, request)
            if isinstance(asked, str):
                lost[request] = f"{plan.subject.id}: {asked}"
            else:
                instead[request], planned[request] = asked, plan
        return Counterparts(
            self.later[0], self.earlier[0], self.items, instead, planned, lost, self.left
        )

    def _asked(self, plan: Plan, request: Request) -> Request | str:
        """The same request in the words of the earlier framework, or why there is none."""
        subject = self._id(plan.subject)
        if subject is None:
            return self.left.get(plan.subject.id) or _nothing(self.earlier[0])
        sample = plan.shelf.sample.id
        asked = replace(request, subject=subject, sample=sample, place=None)
        try:
            (found,) = plans(self.earlier[1].shelves, asked)
        except Invalid:
            return _nothing(self.earlier[0])
        for mine, theirs in _variables(plan, found):
            reason = self._difference(mine, theirs)
            if reason:
                return reason if mine is plan.subject else f"{mine.id}: {reason}"
        if [*map(self._filter, plan.where)] != [*map(_filter, found.where)]:
            return f"other cases count in {self.earlier[0].vocabulary.id}"
        return asked

    def _id(self, variable: Variable) -> str | None:
        """What the earlier framework calls a variable, if it can be compared."""
        if variable.id in self.later[0].vocabulary.item_by_id:
            return self.items.get(variable.id)
        return variable.id

    def _difference(self, mine: Variable, theirs: Variable) -> str:
        """Why two variables do not ask the same, or have other answers; empty if they do."""
        there = self.earlier[0].vocabulary.id
        if mine.kind != theirs.kind or self._id(mine) != theirs.id:
            return self.left.get(mine.id) or _nothing(self.earlier[0])
        if mine.kind == "question" and mine.id not in self.items and mine.name != theirs.name:
            return f"it is asked in other words in {there}"
        if mine.kind in ("question", "profile") and _answers(mine) != _answers(theirs):
            return f"its answers are others in {there}"
        return ""

    def _filter(self, condition: Filter) -> tuple[object, ...]:
        return (self._id(condition.variable), *_filter(condition)[1:])


def _worded(subject: Variable, plan: Plan) -> Variable:
    """What was counted, in the words of a later plan; providers are those there were."""
    return subject if subject.kind == "provider" else plan.subject


def _grades(framework: Framework, level: str) -> list[tuple[object, ...]] | None:
    """The grades of a level, each with its score; None where there is no such level."""
    vocabulary = framework.vocabulary
    scale = vocabulary.scale_of(level) if level in vocabulary.level_by_id else None
    return None if scale is None else [(grade.id, grade.score) for grade in scale.grades]


def _answers(variable: Variable) -> tuple[object, ...]:
    values = tuple(value.id for value in variable.values)
    return values, set(variable.favourable), set(variable.excluded)


def _filter(condition: Filter) -> tuple[object, ...]:
    return condition.variable.id, condition.values, condition.missing, condition.negated


def _variables(one: Plan, other: Plan) -> Iterator[tuple[Variable, Variable]]:
    """What two plans look at, pair by pair."""
    yield one.subject, other.subject
    filters = zip(one.where, other.where, strict=True)
    yield from ((mine.variable, theirs.variable) for mine, theirs in filters)
    if one.by is not None and other.by is not None:
        yield one.by, other.by


def _nothing(framework: Framework) -> str:
    return f"{framework.vocabulary.id} has nothing comparable"
