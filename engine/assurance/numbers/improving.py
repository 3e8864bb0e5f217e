"""What becomes of a rating when one thing that it rests on is better by one step."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.numbers.tables import Row
    from engine.assurance.numbers.tables import Table
    from engine.rules import typed


def lowered_by_better(table: Table) -> Iterator[tuple[Row, Row]]:
    """Rows, and rows better by one step that have a lower rating."""
    for row, rank in table.ratings.items():
        for better in improved(table, row):
            if 0 <= table.ratings[better] < rank:
                yield row, better


def improved(table: Table, row: Row) -> Iterator[Row]:
    """Every row in which one rating, or the percentage of cases, is a step better."""
    for part, (most, steps) in enumerate(_ordered(table)):
        numbers = row[part]
        for number in dict.fromkeys(numbers):
            for step in steps:
                if number < most and 0 <= number + step < most:
                    better = list(numbers)
                    better[numbers.index(number)] = number + step
                    yield (*row[:part], tuple(sorted(better)), *row[part + 1 :])


def _ordered(table: Table) -> Iterator[tuple[int, tuple[int, ...]]]:
    """How many options of each part have an order, and which steps lead to a better one.

    Not rated has no place in it, and so it is no part of it.
    """
    space = table.space
    for alike in space.alike:
        yield sum(option is not None for option in alike.options), (1,)
    yield from ((0, ()) for _ in space.values)
    if space.judged:
        yield len(space.judged), (1,)
    if space.telling:
        values = space.telling.values
        yield sum(value is not None for value in values), tuple(_steps(space.telling.share))


def _steps(share: typed.Share) -> Iterator[int]:
    """Whether a better judgement may add to a share, take from it, or either.

    It takes from it where something better than what is counted is not counted.
    """
    counted = [grade.id in share.grades for grade in share.scale.grades]
    changes = set(pairwise(counted))
    if (False, True) in changes:
        yield 1
    if (True, False) in changes:
        yield -1
