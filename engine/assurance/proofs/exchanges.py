"""Things that a rule reads of which it matters which has which rating."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from engine.rules.witness import witness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.numbers.tables import Row
    from engine.assurance.numbers.tables import Table


def exchanges(table: Table) -> Iterator[tuple[str, str]]:
    """Pairs of which the rule makes something else when they exchange their ratings.

    Whatever it reads together, and cannot tell apart, may be exchanged.
    """
    alike = table.space.alike
    for one, other in combinations(range(len(alike)), 2):
        if alike[one].options != alike[other].options:
            continue
        row = next((row for row in table.ratings if _matters(table, row, one, other)), None)
        if row is not None:
            names = [alike[n].words or alike[n].items[0] for n in (one, other)]
            before = witness(table.rule, table.pattern(row))
            after = witness(table.rule, table.pattern(_exchanged(row, one, other)))
            words = f"{names[0]} and {names[1]} may not be exchanged"
            yield words, f"{before}; exchanged, {after.gives}"


def _matters(table: Table, row: Row, one: int, other: int) -> bool:
    return table.ratings[row] != table.ratings[_exchanged(row, one, other)]


def _exchanged(row: Row, one: int, other: int) -> Row:
    """The row with one rating of each of two parts exchanged: the first of each."""
    parts = [list(part) for part in row]
    parts[one][0], parts[other][0] = parts[other][0], parts[one][0]
    return tuple(tuple(sorted(part)) for part in parts)
