"""The different combinations of what a table says: what holds of one holds of all like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray


def distinct(
    codes: Sequence[NDArray[np.integer[Any]]], rows: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Of some rows, one for each combination of codes, and the combination of every row."""
    import numpy as np

    if not codes or not len(rows):
        return rows[:1], np.zeros(len(rows), np.intp)
    matrix = np.stack([code[rows] for code in codes], axis=1)
    _, first, which = np.unique(matrix, axis=0, return_index=True, return_inverse=True)
    return rows[first], which.reshape(-1)
