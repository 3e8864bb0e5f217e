"""What people ask for, made out against what there is to tabulate."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.cases.filters import Clause
from engine.cases.filters import Span
from engine.cases.filters import Unclear
from engine.cases.filters import clauses
from engine.cases.tabulation import Filter
from engine.cases.tabulation_findings import AmbiguousVariable
from engine.cases.tabulation_findings import NotJudged
from engine.cases.tabulation_findings import OtherSample
from engine.cases.tabulation_findings import UnclearFilter
from engine.cases.tabulation_findings import UnknownChoice
from engine.cases.tabulation_findings import UnknownSample
from engine.cases.tabulation_findings import UnknownSubject
from engine.cases.tabulation_findings import UnknownVariable
from engine.diagnostics import Invalid
from engine.frameworks.names import folded
from engine.frameworks.names import suggest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.cases.tabulation import Per
    from engine.cases.tabulation import Request
    from engine.cases.variables import Shelf
    from engine.cases.variables import Variable
    from engine.diagnostics import Finding
    from engine.diagnostics import Place

MISSING = ("missing", "blank")
"""What stands for having no value, where it is not a value itself."""


@dataclass(frozen=True)
class Plan:
    """A table that can be made: a request whose names are made out."""

    shelf: Shelf
    subject: Variable
    where: tuple[Filter, ...]
    by: Variable | None
    per: Per | None

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Everything that has to be known of a case."""
        by = () if self.by is None else (self.by,)
        return (self.subject, *(each.variable for each in self.where), *by)


def plans(shelves: Sequence[Shelf], request: Request) -> tuple[Plan, ...]:
    """The tables that a request means, one for each sample that has its subject.

    Raises Invalid where no sample has all that is named.
    """
    chosen = _chosen(shelves, request)
    having = [shelf for shelf in chosen if shelf.find(request.subject)]
    if not having:
        raise Invalid([_unknown_subject(shelves, chosen, request)])
    found: list[Plan] = []
    findings: list[list[Finding]] = []
    for shelf in having:
        asking = _Asking(shelves, shelf, request)
        plan = asking.plan()
        if plan is None:
            findings.append(asking.findings)
        else:
            found.append(plan)
    if not found:
        fewest = min(findings, key=len)
        raise Invalid(fewest)
    return tuple(found)


def _chosen(shelves: Sequence[Shelf], request: Request) -> Sequence[Shelf]:
    if request.sample is None:
        return shelves
    wanted = folded(request.sample)
    found = [s for s in shelves if wanted in (folded(s.sample.id), folded(s.sample.name))]
    if found:
        return found
    names = tuple(shelf.sample.id for shelf in shelves)
    meant = suggest(request.sample, names)
    place = _whole(request, "sample", request.sample)
    raise Invalid([UnknownSample(place, request.sample, names, meant)])


def _unknown_subject(
    shelves: Sequence[Shelf], chosen: Sequence[Shelf], request: Request
) -> Finding:
    place, name = _whole(request, "question", request.subject), request.subject
    if len(chosen) < len(shelves):
        return _unknown(shelves, chosen[0], place, name)
    return UnknownSubject(place, name, suggest(name, _names(shelves)))


def _unknown(shelves: Sequence[Shelf], shelf: Shelf, place: Place, name: str) -> Finding:
    """Something that one sample does not have, and another may."""
    for other in shelves:
        if other is not shelf and other.find(name):
            others = tuple(s.sample.id for s in shelves if s.find(name))
            return OtherSample(place, str(other.find(name)[0]), shelf.sample.id, others)
    meant = suggest(name, _names([shelf]))
    return UnknownVariable(place, name, shelf.sample.id, meant)


def _names(shelves: Sequence[Shelf]) -> list[str]:
    """Everything by which something may be named; a question is not named by its text."""
    variables = [v for shelf in shelves for v in shelf.variables]
    names = [v.name for v in variables if v.kind != "question"]
    return [*(v.id for v in variables), *names]


def _whole(request: Request, source: str, words: str) -> Place:
    return request.place or Span(words, 0, len(words)).place(source)


class _Asking:
    """One request put to one sample."""

    def __init__(self, shelves: Sequence[Shelf], shelf: Shelf, request: Request) -> None:
        self._shelves = shelves
        self._shelf = shelf
        self._request = request
        self.findings: list[Finding] = []

    def plan(self) -> Plan | None:
        """The table, if all its names mean something."""
        request = self._request
        subject = self._variable("question", Span(request.subject, 0, len(request.subject)))
        if subject is not None and request.favourable:
            subject = self._with_favourable(subject)
        where = [f for text in request.where for c in clauses(text) for f in self._filter(c)]
        by = None
        if request.by is not None:
            by = self._variable("by", Span(request.by, 0, len(request.by)))
        if subject is None or self.findings:
            return None
        return Plan(self._shelf, subject, tuple(where), by, request.per)

    def _place(self, source: str, span: Span) -> Place:
        return self._request.place or span.place(source)

    def _variable(self, source: str, span: Span) -> Variable | None:
        found = self._shelf.find(span.words)
        if len(found) == 1:
            return found[0]
        place = self._place(source, span)
        if found:
            ids = tuple(variable.id for variable in found)
            self.findings.append(AmbiguousVariable(place, span.words, ids))
        else:
            wrong = _unknown(self._shelves, self._shelf, place, span.words)
            self.findings.append(wrong)
        return None

    def _with_favourable(self, subject: Variable) -> Variable:
        names = [Span(name, 0, len(name)) for name in self._request.favourable]
        if not subject.judged:
            place = self._place("favourable", names[0])
            self.findings.append(NotJudged(place, str(subject)))
            return subject
        grades = replace(
            subject, values=tuple(v for v in subject.values if v.id not in subject.excluded)
        )
        chosen = [self._value("favourable", grades, name) for name in names]
        return replace(subject, favourable=tuple(v for v in chosen if v is not None))

    def _value(self, source: str, variable: Variable, span: Span) -> str | None:
        found = variable.find(span.words)
        if len(found) == 1:
            return found[0]
        self._no_value(source, variable, span)
        return None

    def _filter(self, clause: Clause | Unclear) -> tuple[Filter, ...]:
        if isinstance(clause, Unclear):
            place = self._place("where", clause.span)
            self.findings.append(UnclearFilter(place, clause.span.words))
            return ()
        variable = self._variable("where", clause.name)
        if variable is None:
            return ()
        if clause.said and variable.values and self._values(variable, clause.said)[1] is None:
            return (self._made(variable, clause.said, negated=False),)
        unknown = self._values(variable, clause.parts)[1]
        if unknown is not None:
            self._no_value("where", variable, unknown)
            return ()
        return (self._made(variable, clause.parts, negated=clause.negated),)

    def _made(self, variable: Variable, parts: tuple[Span, ...], *, negated: bool) -> Filter:
        values, _ = self._values(variable, parts)
        known = tuple(dict.fromkeys(value for value in values if value is not None))
        return Filter(variable, known, None in values, negated)

    def _values(
        self, variable: Variable, parts: tuple[Span, ...]
    ) -> tuple[list[str | None], Span | None]:
        """The values that some words name, None for none; or the first that name nothing.

        As many parts as possible make one value, since a value may hold an "or".
        """
        if not variable.values:
            words = [part.words for part in parts]
            return [None if folded(each) in MISSING else each for each in words], None
        values: list[str | None] = []
        rest = parts
        while rest:
            for end in range(len(rest), 0, -1):
                found = self._one(variable, rest[0].to(rest[end - 1]).words)
                if found:
                    break
            else:
                return values, rest[0]
            values += found
            rest = rest[end:]
        return values, None

    def _one(self, variable: Variable, words: str) -> tuple[str | None, ...]:
        found: tuple[str | None, ...] = variable.find(words)
        if not found and folded(words) in MISSING:
            return (None,)
        return found if len(found) == 1 else ()

    def _no_value(self, source: str, variable: Variable, span: Span) -> None:
        found, place = variable.find(span.words), self._place(source, span)
        if found:
            self.findings.append(AmbiguousVariable(place, span.words, found))
            return
        names = tuple(value.name for value in variable.values)
        ids = [value.id for value in variable.values]
        others = [name for value in variable.values for name in value.names]
        meant = suggest(span.words, [*names, *ids, *others])
        self.findings.append(UnknownChoice(place, span.words, str(variable), names, meant))
