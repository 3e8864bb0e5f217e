"""Which cases stand in a sample's files, whatever else stands there yet."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from engine.cases import desk as sql
from engine.cases.counting import introduce
from engine.cases.findings import NotInPopulation
from engine.cases.findings import Unreadable
from engine.cases.layout import lay_out
from engine.cases.rows import Gathered
from engine.cases.sample import carefully
from engine.cases.table import table_of
from engine.diagnostics import Invalid
from engine.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from engine.cases.desk import Desk
    from engine.cases.files import Found
    from engine.cases.layout import Layout
    from engine.cases.population import Population
    from engine.cases.provider import Provider
    from engine.cases.questions import Form
    from engine.diagnostics import Finding


def read_inspected(
    files: Iterable[Found], form: Form, providers: Sequence[Provider], population: Population
) -> tuple[frozenset[str], tuple[Finding, ...]]:
    """The ids of the population's cases that some files hold, and a warning of others.

    Cases of providers that the population is not of are passed over. Raises Invalid where a
    file cannot be read.
    """
    from engine.cases.desk import Desk

    whose = {each.case: each.provider for each in population.cases}
    providers_of = set(whose.values())
    known: set[str] = set()
    findings: list[Finding] = []
    with closing(Desk()) as desk:
        introduce(desk, providers)
        for found in files:
            layout, rows = _rows(desk, found, form)
            strangers = Gathered()
            for case, provider, row in rows:
                if whose.get(case) == provider:
                    known.add(case)
                elif provider in providers_of:
                    strangers.add(row)
            if strangers:
                place = layout.place(layout.the("case"), strangers.rows.line)
                findings.append(NotInPopulation(place, strangers.rows))
    return frozenset(known), tuple(findings)


def _rows(desk: Desk, found: Found, form: Form) -> tuple[Layout, list[tuple[str, str, int]]]:
    """The cases of a file: the id, the provider, and the row where it first stands."""
    try:
        layout = lay_out(table_of(desk, found), form)
        try:
            return layout, _ask(desk, layout)
        except desk.error:
            layout = carefully(desk, layout, form)
            return layout, _ask(desk, layout)
    except desk.error as error:
        raise Invalid([Unreadable(Place(found.shown), "cases")]) from error


def _ask(desk: Desk, layout: Layout) -> list[tuple[str, str, int]]:
    case = sql.trimmed(f"t.{layout.the('case').sql}")
    provider = sql.tidy(f"t.{layout.the('provider').sql}")
    return desk.ask(
        f"select {case} as id, p.provider, min(t.row) as row from {layout.table.numbered} t "
        f"join providers p on p.spelling = {provider} where {case} is not null "
        "group by id, p.provider order by row"
    )
