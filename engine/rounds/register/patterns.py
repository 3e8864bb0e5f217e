"""The different combinations of what a table says: what holds of one holds of all like it."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from engine.rules.arrays.columns import IntArray

LARGEST = 2**62
"""So many combinations can be told apart by one whole number each."""


FEW = 10**6
"""For so many combinations a place each is no waste, however few the rows are."""


def distinct(
    codes: Sequence[IntArray], rows: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Of some rows, one for each combination of codes, and the combination of every row."""
    import numpy as np

    if not codes or not len(rows):
        return rows[:1], np.zeros(len(rows), np.intp)
    columns = [code[rows] for code in codes]
    spans = [(int(column.min()), int(column.max())) for column in columns]
    possible = prod(most - least + 1 for least, most in spans)
    if possible > LARGEST:
        matrix = np.stack(columns, axis=1)
        _, first, which = np.unique(matrix, axis=0, return_index=True, return_inverse=True)
        return rows[first], which.reshape(-1)
    number = np.zeros(len(rows), np.int64)
    for column, (least, most) in zip(columns, spans, strict=True):
        number = number * (most - least + 1) + (column.astype(np.int64) - least)
    if possible <= max(FEW, len(rows)):
        return _few(number, possible, rows)
    _, first, which = np.unique(number, return_index=True, return_inverse=True)
    return rows[first], which


def _few(
    number: NDArray[np.int64], possible: int, rows: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The same of numbers so small that there is a place for each: without sorting them."""
    import numpy as np

    first = np.full(possible, -1, np.intp)
    first[number[::-1]] = rows[::-1]
    there = first >= 0
    return first[there], (np.cumsum(there) - 1)[number]
