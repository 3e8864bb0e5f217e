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

Equation: TypeAlias = "Mapping[Key, int]"
"""The factor of each unknown; what they come to is known, and does not matter."""


def about(wanted: Iterable[Key], equations: Sequence[Equation]) -> list[Equation]:
    """The equations that have to do with some unknowns, directly or through others."""
    holding: defaultdict[Key, list[int]] = defaultdict(list)
    for place, equation in enumerate(equations):
        for key in equation:
            holding[key].append(place)
    reached: set[int] = set()
    now = list(wanted)
    seen = set(now)
    while now:
        found = {place for key in now for place in holding[key]} - reached
        reached |= found
        now = [key for place in found for key in equations[place] if key not in seen]
        seen.update(now)
    return [equations[place] for place in sorted(reached)]


def determined(equations: Iterable[Equation]) -> set[Key]:
    """The unknowns that have one value only, whatever the known numbers are.

    Gauss-Jordan elimination over fractions: an unknown is determined where its row of
    the reduced form has nothing else in it.
    """
    rows: dict[Key, dict[Key, Fraction]] = {}
    holding: dict[Key, set[Key]] = {}
    for equation in equations:
        row = {key: Fraction(factor) for key, factor in equation.items()}
        for key in [key for key in row if key in rows]:
            _add(row, rows[key], -row[key])
        if not row:
            continue
        pivot = next(iter(row))
        row = {key: factor / row[pivot] for key, factor in row.items()}
        for other in list(holding.get(pivot, ())):
            target = rows[other]
            before = set(target)
            _add(target, row, -target[pivot])
            for key in before - set(target):
                holding[key].discard(other)
            for key in set(target) - before:
                holding.setdefault(key, set()).add(other)
        rows[pivot] = row
        for key in row:
            if key != pivot:
                holding.setdefault(key, set()).add(pivot)
    return {pivot for pivot, row in rows.items() if len(row) == 1}


def _add(row: dict[Key, Fraction], other: Mapping[Key, Fraction], times: Fraction) -> None:
    """Add a row so many times to another; what comes to nothing goes."""
    for key, factor in other.items():
        total = row.get(key, Fraction(0)) + times * factor
        if total:
            row[key] = total
        else:
            row.pop(key, None)
