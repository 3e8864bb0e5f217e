"""Tables about interviews: what officers said, by how many cases they have."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.cases.asking import plans
from engine.cases.crosstab import filled
from engine.cases.crosstab import units
from engine.cases.interview_findings import BadEdges
from engine.cases.interview_findings import NoInterviews
from engine.cases.interviews import EFFECTIVE
from engine.cases.interviews import LABELS
from engine.cases.interviews import STEM
from engine.cases.interviews import WORKLOAD
from engine.cases.interviews import read_interviews
from engine.cases.questions import Form
from engine.cases.tabulation import Request
from engine.cases.tabulation import Table
from engine.cases.tabulation import Tabulation
from engine.cases.variables import Shelf
from engine.cases.variables import Value
from engine.cases.variables import Variable
from engine.cases.variables import whose
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.frameworks.model import Sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.cases.asking import Plan
    from engine.cases.interviews import Interviews
    from engine.cases.interviews import Pile
    from engine.cases.tabulate import Casebook
    from engine.cases.tabulation import Filter

EDGES = (20, 30, 40, 50, 60, 70)
"""The last number of each band of caseloads but the highest, which has no end."""

CASELOAD = "caseload"


def tabulate_interviews(
    book: Casebook, requests: Sequence[Request], edges: Sequence[int] = EDGES
) -> Tabulation:
    """The tables of every request about a round's interviews.

    Their subjects are ``workload_reasonable``, ``implemented_effectively`` and
    ``caseload``. Raises Invalid where there are no interviews, or something is wrong.
    """
    if not edges or edges[0] < 1 or any(a >= b for a, b in pairwise(edges)):
        raise Invalid([BadEdges(Place("bands"), tuple(edges))])
    shelf = interview_shelf(book, edges)
    planned = [plans([shelf], request)[0] for request in requests]
    interviews, findings = read_interviews(book.folder, book.providers)
    if interviews is None:
        raise Invalid(findings or [NoInterviews(Place(str(book.folder)))])
    tables = tuple((_table(book, plan, interviews, edges),) for plan in planned)
    return Tabulation(tables, (interviews.file,), findings)


def overview(where: tuple[str, ...] = ()) -> tuple[Request, ...]:
    """The tables that say most: both answers by caseload, caseloads, and the range."""
    return (
        Request(WORKLOAD, where, CASELOAD),
        Request(EFFECTIVE, where, CASELOAD),
        Request(CASELOAD, where, per="type"),
        Request(WORKLOAD, where, per="type"),
        Request(WORKLOAD, where, per="provider"),
    )


def interview_shelf(book: Casebook, edges: Sequence[int] = EDGES) -> Shelf:
    """What can be tabulated about interviews."""
    vocabulary = book.vocabulary
    types = tuple(type_id or "" for type_id in vocabulary.type_ids)
    sample = Sample(STEM, "Interviews", (), ())
    return Shelf(
        sample,
        Form(sample, (), (), types),
        (
            _answer(WORKLOAD, "Workload reasonable"),
            _answer(EFFECTIVE, "Implemented effectively"),
            Variable("interview", CASELOAD, "Caseload", "", STEM, _bands(edges)),
            *whose(vocabulary, sample, book.providers),
        ),
    )


def _answer(column: str, name: str) -> Variable:
    yes, no, excluded = (Value(label.lower(), label) for label in LABELS)
    return Variable(
        "interview",
        column,
        name,
        "",
        STEM,
        (no, yes, excluded),
        favourable=(yes.id,),
        excluded=(excluded.id,),
    )


def _bands(edges: Sequence[int]) -> tuple[Value, ...]:
    starts = [1, *(edge + 1 for edge in edges)]
    names = [f"{a}-{b}" for a, b in zip(starts, edges, strict=False)]
    return tuple(Value(name, name) for name in (*names, f"{starts[-1]}+"))


def _table(book: Casebook, plan: Plan, interviews: Interviews, edges: Sequence[int]) -> Table:
    types = {provider.id: provider.type or "" for provider in book.providers}
    counts: Counter[tuple[str, str, str]] = Counter()
    samples: Counter[str] = Counter()
    bands = [value.id for value in _bands(edges)]
    for pile in interviews.piles:
        values = _values(pile, types[pile.provider], edges, bands)
        unit = values["provider" if plan.per == "provider" else "type"]
        if all(_holds(f, values) for f in plan.where if f.variable.kind != "interview"):
            samples[unit] += pile.officers
        if all(_holds(condition, values) for condition in plan.where):
            group = "" if plan.by is None else values[plan.by.id]
            counts[unit, group, values[plan.subject.id]] += pile.officers
    blank = Table(
        plan.subject,
        plan.where,
        plan.by,
        plan.per,
        (),
        units(plan, book.providers),
        book.vocabulary.small_sub_sample,
    )
    return filled(blank, counts, samples)


def _values(
    pile: Pile, type_id: str, edges: Sequence[int], bands: Sequence[str]
) -> dict[str, str]:
    load = pile.caseload
    return {
        WORKLOAD: pile.workload,
        EFFECTIVE: pile.effective,
        CASELOAD: "" if load is None else bands[sum(load > edge for edge in edges)],
        "provider": pile.provider,
        "type": type_id,
    }


def _holds(condition: Filter, values: dict[str, str]) -> bool:
    value = values[condition.variable.id]
    if not value:
        return condition.missing and not condition.negated
    return (value in condition.values) != condition.negated
