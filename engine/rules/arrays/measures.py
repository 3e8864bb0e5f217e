"""The exact values of a measure, of many providers at once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import assert_never

import numpy as np

from engine.frameworks.model import ALL
from engine.rules import typed
from engine.rules.arrays.columns import WHOLE
from engine.rules.arrays.exact import Ratios
from engine.rules.arrays.exact import added
from engine.rules.arrays.exact import holding
from engine.rules.arrays.exact import whole
from engine.rules.arrays.members import Set
from engine.rules.arrays.members import ranks_in
from engine.rules.arrays.scores import scored
from engine.rules.arrays.tallies import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.frameworks.model import Input
    from engine.rules.arrays.block import Block
    from engine.rules.arrays.columns import IntArray
    from engine.rules.arrays.cuts import Cut
    from engine.rules.plan import Task


@dataclass(frozen=True, eq=False)
class Measure:
    """How to take a measure, in a unit; ``least`` is a value that none is below, if known."""

    unit: Fraction
    take: Callable[[Block], Ratios]
    least: Fraction | None = Fraction(0)

    def reaches(self, cut: Cut) -> bool:
        """Whether every value is known to reach a place."""
        return self.least is not None and cut.reached_by(self.least)


def measures(
    task: Task, numbers: Mapping[str, tuple[Fraction, ...]]
) -> dict[typed.Measured, Measure]:
    """How to take every measure that the rule of a task takes."""
    taken = typed.measures_of(task.rule)
    return {measured: _measure(measured, task, numbers) for measured in taken}


def _measure(
    measured: typed.Measured, task: Task, numbers: Mapping[str, tuple[Fraction, ...]]
) -> Measure:
    match measured:
        case typed.Share():
            return _share(measured, task.key or WHOLE)
        case typed.CountOf():
            return _count(measured, task)
        case typed.Scored():
            return Measure(*scored(measured, task), None)
        case typed.Given(fact):
            return _given(fact, numbers.get(fact.id, ()))
        case typed.Points():
            return Measure(Fraction(1), lambda block: Ratios(np.zeros(block.size, np.int8), 0))
        case _:  # pragma: no cover
            assert_never(measured)


def _share(share: typed.Share, item: str) -> Measure:
    def percentage_of(block: Block) -> Ratios:
        found = counted(share, block.tally(item, share.scale))
        return percentage(found.favourable, found.applicable, found.most)

    def number_of(block: Block) -> Ratios:
        found = counted(share, block.tally(item, share.scale))
        return Ratios(found.favourable, found.most)

    if share.kind == "number of":
        return Measure(Fraction(1), number_of)
    return Measure(ALL, percentage_of)


def percentage(favourable: IntArray, applicable: IntArray, most: int) -> Ratios:
    """Shares of counts that are at most so large; none where nothing applies."""
    return Ratios(favourable, most, applicable, most, np.equal(applicable, 0))


def _count(count: typed.CountOf, task: Task) -> Measure:
    scale, grades = count.collection.scale, count.grades
    items = task.of(count.collection)
    wanted = Set(ranks_in(grades, scale), scale)

    def number_of(block: Block) -> Ratios:
        members = [block.ranks[item] for item in items]
        return Ratios(added([wanted(ranks) for ranks in members]), len(items))

    def percentage_of_rated(block: Block) -> Ratios:
        rated = added([np.greater_equal(block.ranks[item], 0) for item in items])
        return percentage(number_of(block).numerators, rated, len(items))

    if count.kind == "number of":
        return Measure(Fraction(1), number_of)
    if grades.names_absence:
        return Measure(ALL / len(items), number_of)
    return Measure(ALL, percentage_of_rated)


def _given(fact: Input, values: Sequence[Fraction]) -> Measure:
    numerators, denominator = whole(values)
    largest = max(map(abs, numerators), default=0)
    # A missing code is -2, and found from the end.
    by_code = np.array([*numerators, 0, 0], holding(largest))

    def measure(block: Block) -> Ratios:
        return Ratios(by_code[block.codes(fact).astype(np.intp)], largest)

    return Measure(Fraction(1, denominator), measure, None)
