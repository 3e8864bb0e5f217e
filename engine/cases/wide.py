"""Files with a row for each case: counted in one pass, looked into if counts show faults.

Cells are first compared as they are written. Only where some fit nothing that is
declared, the file is counted again without regard to capitals and space.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING
from typing import Any

from engine.cases import desk as sql
from engine.cases.provider import tidy

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

    from engine.cases.desk import Desk
    from engine.cases.layout import Column
    from engine.cases.layout import Layout
    from engine.cases.layout import Role
    from engine.cases.questions import Form


@dataclass(frozen=True)
class Filled:
    """How many cells of a column hold something, and how many each declared thing."""

    total: int
    counts: tuple[int, ...]

    @property
    def unknown(self) -> int:
        """How many hold something that is not declared."""
        return self.total - sum(self.counts)


@dataclass(frozen=True)
class Group:
    """The rows of one provider; of none, those whose provider is not known.

    ``columns`` has the questions and the profile by their ids.
    """

    provider: str | None
    type: str
    cases: int
    columns: Mapping[tuple[Role, str], Filled]

    @property
    def strange(self) -> bool:
        """Whether something in it is not as declared."""
        unknown = any(filled.unknown for filled in self.columns.values())
        return self.provider is None or unknown


@dataclass(frozen=True)
class Counted:
    """A file with a row for each case, what it holds, and how its cells were compared."""

    layout: Layout
    groups: tuple[Group, ...]
    tidied: bool

    def spelled(self, label: str) -> str:
        """How a label stands in a cell that was compared with it."""
        return tidy(label) if self.tidied else label

    @property
    def numbered(self) -> str:
        """The file's rows with their numbers and their cells as they were compared: SQL."""
        if self.tidied:
            return _tidied(self.layout, self.layout.table.numbered, "row")
        return _filled(self.layout)


def count_wide(desk: Desk, layout: Layout, form: Form) -> Counted:
    """The counts of every provider in a file."""
    table = layout.table.relation
    groups = _count(desk, layout, _declared(layout, form, str), table)
    if not any(group.strange for group in groups):
        return Counted(layout, groups, tidied=False)
    cells = _tidied(layout, table)
    groups = _count(desk, layout, _declared(layout, form, tidy), cells)
    return Counted(layout, groups, tidied=True)


def _tidied(layout: Layout, table: str, *others: str) -> str:
    """A table with its cells in lower case and trimmed, without blank rows."""
    cells = {f"c{n}": sql.tidy(f"c{n}") for n in range(len(layout.table.headings))}
    columns = ", ".join([*others, *(f"{cell} as {c}" for c, cell in cells.items())])
    return (
        f"(select * from (select {columns} from {table}) "
        f"where coalesce({', '.join(cells)}) is not null)"
    )


def _filled(layout: Layout) -> str:
    """A table with row numbers, and with null for every blank cell, ids trimmed."""
    case = layout.the("case").sql
    blank = (f"nullif({c.sql}, '') as {c.sql}" for c in layout.columns if c.sql != case)
    columns = ", ".join(["row", f"{sql.trimmed(case)} as {case}", *blank])
    return f"(select {columns} from {layout.table.numbered})"


def with_providers(layout: Layout, cells: str) -> str:
    """A table with the provider of each row, and its type, where it is known."""
    spelling = layout.the("provider").sql
    return f"{cells} t left join providers p on p.spelling = t.{spelling}"


def _declared(
    layout: Layout, form: Form, spelled: Callable[[str], str]
) -> dict[Column, tuple[str, ...]]:
    """For every column that is counted, what to count in it besides filled cells."""
    questions = {
        column: tuple(
            f"{column.sql} = {sql.text(spelled(label))}"
            for label in form.labels(form.by_id[column.id])
        )
        for column in layout.each("question")
    }
    profile = {
        column: (_one_of(column, map(spelled, form.profile[column.id].values)),)
        for column in layout.each("profile")
    }
    return {**questions, **profile}


def _one_of(column: Column, values: Iterable[str]) -> str:
    """Whether a cell is one of the values; without values, whether it holds anything."""
    known = tuple(values)
    return sql.one_of(column.sql, known) if known else f"{sql.tidy(column.sql)} is not null"


def _count(
    desk: Desk,
    layout: Layout,
    declared: Mapping[Column, tuple[str, ...]],
    table: str,
) -> tuple[Group, ...]:
    terms = chain.from_iterable(_terms(c, tests) for c, tests in declared.items())
    found = desk.ask(
        f"select {', '.join(['p.provider', 'p.type', 'count(*)', *terms])} "
        f"from {with_providers(layout, table)} "
        "group by p.provider, p.type order by p.provider"
    )
    return tuple(_group(row, declared) for row in found)


def _terms(column: Column, tests: tuple[str, ...]) -> Iterable[str]:
    return [f"count_if({column.sql} <> '')", *(f"count_if({test})" for test in tests)]


def _group(row: tuple[Any, ...], declared: Mapping[Column, tuple[str, ...]]) -> Group:
    provider, type_id, cases, *numbers = row
    rest = iter(numbers)
    columns = {
        (column.role, column.id): Filled(next(rest) or 0, tuple(next(rest) or 0 for _ in tests))
        for column, tests in declared.items()
    }
    return Group(provider, type_id or "", cases, columns)
