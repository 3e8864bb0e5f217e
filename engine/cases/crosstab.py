"""One table made from gathered cases: what the database counts, put into rows."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.cases import desk as sql
from engine.cases.gather import NOWHERE
from engine.cases.gather import WHOSE
from engine.cases.provider import tidy
from engine.cases.tabulation import UNKNOWN
from engine.cases.tabulation import Cell
from engine.cases.tabulation import Row
from engine.cases.tabulation import Table
from engine.cases.variables import Value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from engine.cases.asking import Plan
    from engine.cases.desk import Desk
    from engine.cases.gather import Gathered
    from engine.cases.provider import Provider
    from engine.cases.tabulation import Filter
    from engine.cases.variables import Variable

ALL = None
"""The unit or group of everything."""

Counts = Mapping[tuple[str, str, str], int]
"""How many cases by unit, group and value; without a breakdown, the group is UNKNOWN."""


def crosstab(
    desk: Desk, gathered: Gathered, plan: Plan, providers: Sequence[Provider], small: int
) -> Table:
    """The table that was planned, of cases that were gathered."""
    subject, where, by = plan.subject, plan.where, plan.by
    asked = _asked(gathered, subject)
    own = [f for f in where if f.variable.kind in WHOSE]
    unit = "provider" if plan.per == "provider" else "type"
    columns = [unit, "null" if by is None else gathered.column(by), gathered.column(subject)]
    found = _count(desk, gathered.table, columns, _conditions(gathered, where, asked))
    subject = _with_values(subject, (key[2] for key in found))
    by = None if by is None else _with_values(by, (key[1] for key in found))
    counts: Counter[tuple[str, str, str]] = Counter()
    for (whose, group, value), number in found.items():
        coded = UNKNOWN if by is None else _decoded(by, group)
        counts[str(whose or ""), coded, _decoded(subject, value)] += number
    sizes: Counter[str] = Counter()
    if len(own) == len(where):  # no other filter, so that they have been counted already
        for (whose, *_), number in found.items():
            sizes[str(whose or "")] += number
    else:
        samples = _count(desk, gathered.table, [unit], _conditions(gathered, own, asked))
        sizes.update({str(whose or ""): number for (whose,), number in samples.items()})
    return filled(_blank(plan, providers, small, subject, by), counts, sizes)


def empty(plan: Plan, providers: Sequence[Provider], small: int) -> Table:
    """The table that was planned, of no cases at all."""
    return filled(_blank(plan, providers, small, plan.subject, plan.by), {}, {})


def filled(table: Table, counts: Counts, samples: Mapping[str, int]) -> Table:
    """A table with rows, from counts that were made somehow.

    ``samples`` says how many cases of each unit there are, whatever the filter says.
    """
    groups = [] if table.by is None else _groups(table.by, table.where, counts)
    summed = _summed(counts)
    everybody = sum(samples.values())
    rows = []
    for unit in (ALL, *table.units):
        sample = everybody if unit is ALL else samples.get(unit, 0)
        for group in (ALL, *groups):
            own: Mapping[str, int] = summed.get((unit, group), {})
            rows.append(Row(unit, group, cell(table.subject, own, sample, table.base)))
    return replace(table, rows=tuple(rows))


def cell(subject: Variable, counts: Mapping[str, int], sample: int, small: int) -> Cell:
    """A cell from the counts of values; the value UNKNOWN counts cases without one."""
    known = {value.id: counts.get(value.id, 0) for value in subject.values}
    applicable = sum(n for value, n in known.items() if value not in subject.excluded)
    favourable = sum(n for value, n in known.items() if value in subject.favourable)
    cases = sum(counts.values())
    return Cell(sample, cases, known, favourable, applicable, small=0 < applicable < small)


def _summed(counts: Counts) -> dict[tuple[str | None, str | None], Counter[str]]:
    """The counts of values by unit and group, and by all of either."""
    found: defaultdict[tuple[str | None, str | None], Counter[str]] = defaultdict(Counter)
    for (unit, group, value), number in counts.items():
        for key in ((unit, group), (unit, ALL), (ALL, group), (ALL, ALL)):
            found[key][value] += number
    return found


def _blank(
    plan: Plan,
    providers: Sequence[Provider],
    small: int,
    subject: Variable,
    by: Variable | None,
) -> Table:
    return Table(subject, plan.where, by, plan.per, (), units(plan, providers), small)


def units(plan: Plan, providers: Sequence[Provider]) -> dict[str, str]:
    """Whose rows there are: those of the sample whom the filter lets in."""
    if plan.per is None:
        return {}
    types = plan.subject.types or plan.shelf.types
    let_in = [
        p
        for p in providers
        if (p.type or "") in types and all(_lets_in(f, p) for f in plan.where)
    ]
    if plan.per == "type":
        there = {provider.type for provider in let_in}
        return {t: t for t in types if t and t in there}
    (names,) = [v for v in plan.shelf.variables if v.kind == "provider"]
    return {provider.id: names.called(provider.id) for provider in let_in}


def _lets_in(condition: Filter, provider: Provider) -> bool:
    if condition.variable.kind not in WHOSE:
        return True
    own = provider.id if condition.variable.kind == "provider" else provider.type
    return (own in condition.values) != condition.negated


def _groups(by: Variable, where: Sequence[Filter], counts: Counts) -> list[str]:
    """The values of the breakdown that the filter leaves, and those without one at the end."""
    there = {group for _, group, _ in counts}
    own = [f for f in where if f.variable == by]
    sparse = bool(own) or by.kind in WHOSE
    groups = [v.id for v in by.values if not sparse or v.id in there]
    return [*groups, *([UNKNOWN] if UNKNOWN in there else [])]


def _asked(gathered: Gathered, subject: Variable) -> str:
    """The cases to which a question was put."""
    if subject.kind != "question":
        return "true"
    column = gathered.column(subject)
    return f"{sql.one_of('type', subject.types)} and {column} is distinct from {NOWHERE}"


def _conditions(gathered: Gathered, where: Iterable[Filter], asked: str) -> str:
    return " and ".join([asked, *(_condition(gathered.column(f.variable), f) for f in where)])


def _condition(column: str, condition: Filter) -> str:
    variable, values = condition.variable, condition.values
    if variable.kind in WHOSE:
        listed = ", ".join(map(sql.text, values))
    elif variable.values:
        codes = {value.id: code for code, value in enumerate(variable.values)}
        listed = ", ".join(str(codes[value]) for value in values)
    else:
        column, listed = f"lower({column})", ", ".join(sql.text(tidy(v)) for v in values)
    some = f"coalesce({column} in ({listed}), false)" if values else "false"
    asked = sql.one_of("type", variable.types) if variable.kind == "question" else "true"
    if not condition.negated:
        return f"({some} or {column} is null and {asked})" if condition.missing else some
    there = f"{column} is not null"
    if variable.kind == "question":
        there += f" and {column} <> {NOWHERE}"
    return f"({there} and not {some})"


def _count(
    desk: Desk, name: str, columns: Sequence[str], condition: str
) -> dict[tuple[str | int | None, ...], int]:
    """How many rows meet a condition, by the values of some columns."""
    listed = ", ".join(columns)
    found = desk.ask(
        f"select {listed}, count(*) from {name} where {condition} group by all order by all"
    )
    return {tuple(values): number for *values, number in found}


def _with_values(variable: Variable, found: Iterable[str | int | None]) -> Variable:
    """A variable that may hold any text, with the texts that it holds."""
    if variable.values:
        return variable
    texts: dict[str, str] = {}
    for text in sorted(str(value) for value in found if value is not None):
        texts.setdefault(tidy(text), text)
    return replace(variable, values=tuple(Value(text, text) for text in texts.values()))


def _decoded(variable: Variable, value: str | int | None) -> str:
    """The value that a code or a text is."""
    if value is None or value == NOWHERE:
        return UNKNOWN
    if isinstance(value, int):
        return variable.values[value].id
    if variable.kind in WHOSE:
        return value
    return next(v.id for v in variable.values if tidy(v.id) == tidy(value))
