"""Which case stands where: every case once in a sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.cases import desk as sql
from engine.cases.findings import RepeatedCase
from engine.cases.rows import SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.cases.desk import Desk
    from engine.cases.layout import Layout
    from engine.diagnostics import Finding

Pair = tuple[tuple[str, int], tuple[str, int]]


@dataclass(frozen=True)
class Ids:
    """How many rows of each file name a case, and how many cases they name."""

    filled: tuple[int, ...]
    different: int


def count_ids(desk: Desk, layouts: Sequence[Layout]) -> Ids:
    """The cases that some files with a row for each case name."""
    if not layouts:
        return Ids((), 0)
    filled = [f"count(case when file = {n} then id end)" for n in range(len(layouts))]
    ((different, *numbers),) = desk.ask(
        f"select {', '.join(['count(distinct id)', *filled])} "
        f"from ({_ids(layouts, numbered=False)})"
    )
    return Ids(tuple(numbers), different)


def repeated_cases(desk: Desk, layouts: Sequence[Layout], ids: Ids) -> tuple[Finding, ...]:
    """Cases that stand twice in these files, a finding for each file that begins one."""
    return _located(desk, layouts) if sum(ids.filled) != ids.different else ()


def _located(desk: Desk, layouts: Sequence[Layout]) -> tuple[Finding, ...]:
    found = desk.ask(
        "with places as (select list_sort(min((file, row), 2)) as two "
        f"from ({_ids(layouts, numbered=True)}) where id is not null "
        "group by id having count(*) > 1) "
        f"select count(*), min(two, {SHOWN}) from places group by two[1][1] "
        "order by two[1][1]"
    )
    return tuple(_finding(layouts, total, two) for total, two in found)


def _finding(
    layouts: Sequence[Layout], total: int, two: list[list[tuple[int, int]]]
) -> Finding:
    pairs: list[Pair] = []
    for (one, row), (other, again) in two:
        pairs.append(((layouts[one].file, row), (layouts[other].file, again)))
    first = layouts[two[0][0][0]]
    place = first.place(first.the("case"), two[0][0][1])
    return RepeatedCase(place, total, tuple(pairs))


def _ids(layouts: Sequence[Layout], *, numbered: bool) -> str:
    """The ids in some files, with the file's number, and if asked for, the row's."""
    return " union all ".join(
        f"select {sql.trimmed(layout.the('case').sql)} as id, {n} as file"
        + (
            f", row from {layout.table.numbered}"
            if numbered
            else f" from {layout.table.relation}"
        )
        for n, layout in enumerate(layouts)
    )
