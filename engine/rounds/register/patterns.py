"""The different combinations of what a table says: what holds of one holds of all like it."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

    from engine.rules.arrays.columns import IntArray

LARGEST = 2**62
"""So many combinations can be told apart by one whole number each."""

FEW = 10**6
"""For so many combinations a place each is no waste, however few the rows are."""

BLOCK = 2**16


@dataclass(frozen=True)
class Kinds:
    """Rows of a few kinds: ``first`` has a row of each, ``which`` the kind of every row."""

    first: NDArray[np.intp]
    which: NDArray[np.integer[Any]]


def distinct(codes: Sequence[IntArray], size: int) -> Kinds:
    """The combinations of codes, which are ``size`` in every column."""
    import numpy as np

    if not codes or not size:
        return Kinds(np.arange(size)[:1], np.zeros(size, np.intp))
    spans = [(int(column.min()), int(column.max())) for column in codes]
    possible = prod(most - least + 1 for least, most in spans)
    if possible > LARGEST:
        matrix = np.stack(codes, axis=1)
        _, first, which = np.unique(matrix, axis=0, return_index=True, return_inverse=True)
        return Kinds(first, which.reshape(-1))
    # Whole numbers that turn over at the end of their range are right again at last, since
    # what they come to is within it: the narrower they are, the quicker.
    kind = np.min_scalar_type(possible)
    number = np.zeros(size, kind)
    for column, (least, most) in zip(codes, spans, strict=True):
        if most > least:
            number *= kind.type(most - least + 1)
            number += column.astype(kind)
            number -= np.array(least).astype(kind)
    if possible <= max(FEW, size):
        return _few(number, possible)
    _, first, which = np.unique(number, return_index=True, return_inverse=True)
    return Kinds(first, which)


def _few(number: NDArray[np.unsignedinteger[Any]], possible: int) -> Kinds:
    """The same of numbers so small that there is a place for each: without sorting them."""
    import numpy as np

    first = np.full(possible, -1, np.intp)
    for start in range(0, len(number), BLOCK)[::-1]:  # what is written last is the first
        part = number[start : start + BLOCK]
        first[part[::-1]] = np.arange(start, start + len(part))[::-1]
    there = first >= 0
    places = np.cumsum(there) - 1
    return Kinds(first[there], places.astype(np.min_scalar_type(possible))[number])
