"""The lowest patterns that still have a rating, and how much may be missing from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.assurance.numbers import core
from engine.assurance.numbers.improving import improved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.numbers.tables import Row
    from engine.assurance.numbers.tables import Table


def tipping(table: Table) -> Iterator[tuple[str, str]]:
    """For each rating but the lowest, the lowest patterns that have it.

    First the most even of them, then the one with most of what is worst.
    """
    for rank, grade in enumerate(table.rule.scale.grades):
        rows = [row for row, of in table.ratings.items() if of == rank and _rated(table, row)]
        lowest = min(table.ratings.values(), key=lambda of: (of == core.NOT_RATED, of))
        if rank <= lowest or not rows:
            continue
        better = {up for row in rows for up in improved(table, row)}
        tips = [row for row in rows if row not in better]
        even = max(tips, key=lambda row: _ranks(table, row))
        yield f'the lowest "{grade.id}"', _told(table, even)
        uneven = min(tips, key=lambda row: _ranks(table, row))
        if _ranks(table, uneven) != _ranks(table, even):
            yield f'the most uneven "{grade.id}"', _told(table, uneven)


def absences(table: Table) -> Iterator[tuple[str, str]]:
    """For each rating, how many may be not rated, where that makes a difference."""
    total = sum(len(alike.items) for alike in table.space.alike)
    most: dict[str, Row] = {}
    for rank, grade in enumerate(table.rule.scale.grades):
        rows = [row for row, of in table.ratings.items() if of == rank]
        if rows:
            most[grade.id] = max(rows, key=lambda row: _missing(table, row))
    numbers = {grade: _missing(table, row) for grade, row in most.items()}
    if set(numbers.values()) == {0}:
        yield "for any rating, all must be rated", ""
        return
    for name, number in numbers.items():
        if number < total - 1:
            words = f"at most {number} may be not rated" if number else "all must be rated"
            yield f'for "{name}", {words}', _told(table, most[name]) if number else ""


def _rated(table: Table, row: Row) -> bool:
    return _missing(table, row) == 0


def _missing(table: Table, row: Row) -> int:
    """How many are not rated in a row."""
    parts = zip(table.space.alike, row, strict=False)
    return sum(alike.options[n] is None for alike, numbers in parts for n in numbers)


def _ranks(table: Table, row: Row) -> list[int]:
    """The ratings of a row from the worst to the best."""
    found: list[int] = []
    for alike, numbers in zip(table.space.alike, row, strict=False):
        ranks = table.ranks(alike.items[0], alike.options)
        found += (ranks[number] for number in numbers)
    return sorted(found)


def _told(table: Table, row: Row) -> str:
    return table.pattern(row).words
