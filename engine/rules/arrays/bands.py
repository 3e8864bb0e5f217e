"""The ratings that bands give to exact values, of many providers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.rules.arrays.block import rank_type
from engine.rules.arrays.columns import NOT_RATED
from engine.rules.arrays.exact import Places
from engine.rules.arrays.exact import as_type
from engine.rules.arrays.exact import reached
from engine.rules.arrays.exact import times
from engine.rules.arrays.masks import not_rated
from engine.rules.arrays.masks import ones

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from engine.frameworks.model import Scale
    from engine.rules.arrays.columns import IntArray
    from engine.rules.arrays.cuts import Rise
    from engine.rules.arrays.exact import Ratios
    from engine.rules.arrays.measures import Measure


def banding(
    rises: Sequence[Rise], scale: Scale, measure: Measure
) -> Callable[[Ratios], IntArray]:
    """How to band a measure: not rated where there is none, or it is below all bands."""
    always = [rise for rise in rises if measure.reaches(rise.cut)]
    others = [rise for rise in rises if rise not in always]
    places = Places.of([rise.cut for rise in others], measure.unit)
    lowest = NOT_RATED + sum(rise.grades for rise in always)
    kind = rank_type(scale)

    def banded(values: Ratios) -> IntArray:
        ranks = np.full(len(values.numerators), lowest, kind)
        for rise, place in zip(others, reached(values, places), strict=True):
            ranks += times(as_type(ones(place), kind), rise.grades)
        return not_rated(ranks, values.absent)

    return banded
