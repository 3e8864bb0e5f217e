"""Everything that a report counts, from one pass over each sample's files."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.assurance.figures import figure as declared
from engine.cases.interview_tables import tabulate_interviews
from engine.cases.interviews import there_are_interviews
from engine.cases.tabulate import tabulate

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.assurance.figures.figure import Report
    from engine.cases.tabulate import Casebook
    from engine.cases.tabulation import Per
    from engine.cases.tabulation import Request
    from engine.cases.tabulation import Table
    from engine.cases.tally import CaseFile


@dataclass(frozen=True)
class Gathered:
    """The tables that a report is made from, by what was asked for."""

    cases: Mapping[Request, Table]
    interviews: Mapping[tuple[Request, tuple[int, ...]], Table]
    files: tuple[CaseFile, ...] = ()

    def table(self, request: Request) -> Table:
        """The table of a question or a column."""
        return self.cases[anywhere(request)]

    def interview(self, request: Request, edges: tuple[int, ...]) -> Table | None:
        """The table of something said in interviews, None where there were none."""
        return self.interviews.get((anywhere(request), edges))

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table."""
        return (*self.cases.values(), *self.interviews.values())


def anywhere(request: Request) -> Request:
    """A request, wherever it is written."""
    return replace(request, place=None)


def gather(book: Casebook, report: Report) -> Gathered:
    """The tables of everything that a report shows."""
    return gather_each(book, report, ("type",))["type"]


def gather_each(
    book: Casebook,
    report: Report,
    pers: Sequence[Per],
    instead: Mapping[Request, Request] | None = None,
) -> dict[Per, Gathered]:
    """The same counted for each of several kinds of whom, from files that are read once.

    Another round may have to be asked something ``instead``; what is not there, is not
    asked at all.
    """
    asked = requests(report) if instead is None else instead
    found = tabulate(book, _for_each(pers, asked.values()))
    files = found.files
    cases = _by_per(pers, tuple(asked), found.tables)
    interviews: dict[Per, dict[tuple[Request, tuple[int, ...]], Table]] = {p: {} for p in pers}
    if there_are_interviews(book.folder):
        for edges, own in _by_edges(report).items():
            said = tabulate_interviews(book, _for_each(pers, own), edges)
            files += tuple(f for f in said.files if f not in files)
            keys = tuple(map(anywhere, own))
            for per, tables in _by_per(pers, keys, said.tables).items():
                interviews[per] |= {(request, edges): t for request, t in tables.items()}
    return {per: Gathered(cases[per], interviews[per], files) for per in pers}


def _for_each(pers: Sequence[Per], asked: Collection[Request]) -> list[Request]:
    """All requests for the first kind of whom, then for the next."""
    return [replace(request, per=per) for per in pers for request in asked]


def _by_per(
    pers: Sequence[Per], keys: Sequence[Request], tables: Sequence[tuple[Table, ...]]
) -> dict[Per, dict[Request, Table]]:
    """What came of those requests."""
    found = (table for (table, *_) in tables)
    return {per: {key: next(found) for key in keys} for per in pers}


def requests(report: Report) -> dict[Request, Request]:
    """Everything that a report asks of cases, by what it is wherever it is written."""
    return {anywhere(request): request for request in _requests(report)}


def _requests(report: Report) -> Iterator[Request]:
    for figure in report.figures:
        match figure.content:
            case declared.Questions(requests):
                yield from requests
            case declared.Profile(columns=columns):
                yield from (column.request for column in columns)
            case declared.Needs(needs):
                yield from (request for n in needs for request in (n.column, n.question))
    for statement in report.statements:
        for number in statement.numbers:
            match number:
                case (
                    declared.Share(request)
                    | declared.Portion(request)
                    | declared.Cases(request)
                ):
                    yield request
                case declared.Gap(requests) | declared.InBand(requests):
                    yield from requests


def _by_edges(report: Report) -> dict[tuple[int, ...], list[Request]]:
    """What is asked of interviews, by the bands in which numbers are put."""
    found: dict[tuple[int, ...], dict[Request, Request]] = {}
    shown = [figure.content for figure in report.figures]
    stated = [number for statement in report.statements for number in statement.numbers]
    for each in (*shown, *stated):
        if isinstance(each, declared.Interviews | declared.Said):
            found.setdefault(each.edges, {})[anywhere(each.request)] = each.request
    return {edges: list(requests.values()) for edges, requests in found.items()}
