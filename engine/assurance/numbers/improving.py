"""What becomes of a rating when one thing that it rests on is better by one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.numbers.tables import Row
    from engine.assurance.numbers.tables import Table


def lowered_by_better(table: Table) -> Iterator[tuple[Row, Row]]:
    """Rows, and rows better by one step that have a lower rating."""
    for row, rank in table.ratings.items():
        for better in improved(table, row):
            if 0 <= table.ratings[better] < rank:
                yield row, better


def improved(table: Table, row: Row) -> Iterator[Row]:
    """Every row in which one rating, or the percentage of cases, is a step better."""
    for part, most in enumerate(_ordered(table)):
        numbers = row[part]
        for number in dict.fromkeys(numbers):
            if number + 1 < most:
                better = list(numbers)
                better[numbers.index(number)] = number + 1
                yield (*row[:part], tuple(sorted(better)), *row[part + 1 :])


def _ordered(table: Table) -> Iterator[int]:
    """How many options of each part go from worse to better; not rated is no part of it."""
    space = table.space
    for alike in space.alike:
        yield sum(option is not None for option in alike.options)
    yield from (0 for _ in space.values)
    if space.judged:
        yield len(space.judged)
    if space.telling:
        yield sum(value is not None for value in space.telling.values)
