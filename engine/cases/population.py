"""The cases that a sample may be drawn from, as a file lists them: a row for each."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.cases import desk as sql
from engine.cases.cases import count_ids
from engine.cases.cases import repeated_cases
from engine.cases.counting import introduce
from engine.cases.faults import Fault
from engine.cases.faults import located
from engine.cases.files import alone
from engine.cases.findings import LikeAFormula
from engine.cases.findings import MissingColumn
from engine.cases.findings import Unreadable
from engine.cases.layout import lay_out
from engine.cases.provider import tidy
from engine.cases.sample import count_file
from engine.cases.table import table_of
from engine.cases.wide_inspection import inspect_wide
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.diagnostics import errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from engine.cases.desk import Desk
    from engine.cases.layout import Layout
    from engine.cases.provider import Provider
    from engine.cases.questions import Form
    from engine.diagnostics import Finding
    from engine.frameworks.model import ProfileColumn

FORMULA = ("=", "+", "-", "@")
"""What a formula may begin with."""


@dataclass(frozen=True)
class Eligible:
    """A case that may be drawn; ``values`` are those of the population's columns."""

    case: str
    provider: str
    values: tuple[str | None, ...]


@dataclass(frozen=True)
class Population:
    """All cases that may be drawn, and the profile columns in which they are described."""

    columns: tuple[ProfileColumn, ...]
    cases: tuple[Eligible, ...]

    def by_provider(self) -> dict[str, list[Eligible]]:
        """The cases of each provider that has some, by the providers' ids."""
        found: dict[str, list[Eligible]] = {}
        for each in sorted(self.cases, key=lambda each: each.provider):
            found.setdefault(each.provider, []).append(each)
        return found


def read_population(path: Path, form: Form, providers: Sequence[Provider]) -> Population:
    """The cases that a file lists for a sample.

    It has the columns case, provider and those of the strata, and any other of the profile.
    Raises Invalid, with every finding, where anything is wrong.
    """
    from engine.cases.desk import Desk

    with closing(Desk()) as desk:
        introduce(desk, providers)
        try:
            return _read(desk, path, _described(form))
        except desk.error as error:
            raise Invalid([Unreadable(Place(str(path)), "cases")]) from error


def _described(form: Form) -> Form:
    """The form, of whose profile only the strata have to be known of a case beforehand."""
    sample = form.sample
    profile = tuple(
        c if c.id in sample.strata else replace(c, missing_allowed=True) for c in sample.profile
    )
    return replace(form, sample=replace(sample, profile=profile))


def _read(desk: Desk, path: Path, form: Form) -> Population:
    table = table_of(desk, alone(path))
    counted = count_file(desk, lay_out(table, form, "profile"), form)
    layout = counted.layout
    ids = count_ids(desk, [layout])
    findings: list[Finding] = [*_without(layout, form)]
    findings += repeated_cases(desk, [layout], ids)
    findings += inspect_wide(desk, counted, form, ids.filled[0])
    findings += _formulas(desk, layout)
    if errors(findings):
        raise Invalid(findings)
    return _population(desk, layout, form)


def _without(layout: Layout, form: Form) -> Iterator[Finding]:
    """The strata that the file has no column for, though it could leave them blank."""
    there = {column.id for column in layout.each("profile")}
    for name in form.sample.strata:
        if name not in there:
            column = form.profile[name]
            yield MissingColumn(Place(layout.file, 1), name, f"stratum {column.name}")


def _formulas(desk: Desk, layout: Layout) -> tuple[Finding, ...]:
    """Ids that would not come back from a spreadsheet as they were."""
    case = layout.the("case")
    start = f"left({sql.trimmed(case.sql)}, 1)"
    fault = Fault(
        sql.one_of(start, FORMULA),
        lambda rows: LikeAFormula(layout.place(case, rows.line), rows),
    )
    return located(desk, layout.table.numbered, [fault])


def _population(desk: Desk, layout: Layout, form: Form) -> Population:
    there = {column.id: column for column in layout.each("profile")}
    columns = tuple(column for column in form.sample.profile if column.id in there)
    cells = [sql.trimmed(f"t.{there[column.id].sql}") for column in columns]
    case, provider = layout.the("case").sql, layout.the("provider").sql
    rows = desk.ask(
        f"select {', '.join([sql.trimmed(f't.{case}'), 'p.provider', *cells])} "
        f"from {layout.table.relation} t "
        f"join providers p on p.spelling = {sql.tidy(f't.{provider}')} "
        "order by 1"  # the order of the rows is nothing to go by
    )
    spelled = [_Spelled(column) for column in columns]
    cases = (
        Eligible(case, whose, tuple(map(_Spelled.of, spelled, values)))
        for case, whose, *values in rows
    )
    return Population(columns, tuple(cases))


class _Spelled:
    """The values of a column, each written in one way however its cells write it."""

    def __init__(self, column: ProfileColumn) -> None:
        self._known = {tidy(value): value for value in column.values}

    def of(self, cell: str | None) -> str | None:
        """The value in a cell; None where it is blank."""
        return None if cell is None else self._known.setdefault(tidy(cell), cell)
