"""Which unknowns some equations determine, each by itself; the rest stay open."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.reports.summary.numbers import Key

CONSTANT = None
"""What stands for one, beside the unknowns of an equation."""

Equation: TypeAlias = "Mapping[Key | None, int]"
"""The factor of each unknown, and a constant: all of it together is nothing."""

Row: TypeAlias = "dict[Key | None, Fraction]"


def about(wanted: Iterable[Key], equations: Sequence[Equation]) -> list[Equation]:
    """The equations that have to do with some unknowns, directly or through others."""
    holding: defaultdict[Key, list[int]] = defaultdict(list)
    for place, equation in enumerate(equations):
        for key in equation:
            if key is not CONSTANT:
                holding[key].append(place)
    reached: set[int] = set()
    now = list(wanted)
    seen = set(now)
    while now:
        found = {place for key in now for place in holding[key]} - reached
        reached |= found
        keys = {key for place in found for key in equations[place] if key is not CONSTANT}
        now = list(keys - seen)
        seen |= keys
    return [equations[place] for place in sorted(reached)]


def determined(equations: Iterable[Equation]) -> dict[Key, Fraction]:
    """The unknowns that can have one value only, with that value.

    Gauss-Jordan elimination over fractions: an unknown is determined where its row of
    the reduced form has no other unknown in it.
    """
    rows: dict[Key, Row] = {}
    holding: defaultdict[Key, set[Key]] = defaultdict(set)
    for equation in equations:
        row: Row = {key: Fraction(factor) for key, factor in equation.items()}
        for key in [key for key in row if key is not CONSTANT and key in rows]:
            _add(row, rows[key], -row[key])
        pivot = next((key for key in row if key is not CONSTANT), CONSTANT)
        if pivot is CONSTANT:
            continue
        row = {key: factor / row[pivot] for key, factor in row.items()}
        for other in list(holding[pivot]):
            before = _unknowns(rows[other])
            _add(rows[other], row, -rows[other][pivot])
            for unknown in before ^ _unknowns(rows[other]):
                holding[unknown].symmetric_difference_update({other})
        rows[pivot] = row
        for unknown in _unknowns(row) - {pivot}:
            holding[unknown].add(pivot)
    nothing = Fraction(0)
    return {
        pivot: -row.get(CONSTANT, nothing)
        for pivot, row in rows.items()
        if len(_unknowns(row)) == 1
    }


def _unknowns(row: Row) -> set[Key]:
    return {key for key in row if key is not CONSTANT}


def _add(row: Row, other: Row, times: Fraction) -> None:
    """Add a row so many times to another; what comes to nothing goes."""
    for key, factor in other.items():
        total = row.get(key, Fraction(0)) + times * factor
        if total:
            row[key] = total
        else:
            row.pop(key, None)
