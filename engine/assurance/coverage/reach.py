"""What a measure may come to, for one item and one type of provider."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING
from typing import assert_never

from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.coverage.cuts import Values
    from engine.assurance.coverage.gauges import Gauge
    from engine.rules.plan import Task
    from engine.rules.spaces import Options

MANY = 100_000
"""More sums than this are not told apart; then any number may come about."""


def reach(measure: typed.Measured, task: Task, options: Options) -> Values:
    """The values of a measure; ``options`` are the ratings that an item may have."""
    match measure:
        case typed.Share(kind=kind):
            return "percentage" if kind == "percentage of" else "whole"
        case typed.Given():
            return "any"
        case typed.CountOf(collection=collection):
            return _counted(measure, task.of(collection), options)
        case typed.Scored(collection=collection):
            return _scored(measure, task.of(collection), options)
        case typed.Points():
            return (Fraction(0),)
        case _:  # pragma: no cover
            assert_never(measure)


def _counted(count: typed.CountOf, items: tuple[str, ...], options: Options) -> Values:
    """How many of some items are in the set, of how many that count at all."""
    states = {(0, 0)}
    for item in items:
        ways = {
            (int(rating in count.grades), int(rating is not None or count.grades.names_absence))
            for rating in options(item)
        }
        states = {(n + more, of + one) for n, of in states for more, one in ways}
    if count.kind == "number of":
        return _in_order({Fraction(n) for n, _ in states})
    return _in_order({Fraction(100 * n, of) for n, of in states if of})


def _scored(scored: typed.Scored, items: tuple[str, ...], options: Options) -> Values:
    """Sums of scores in whole units, and of the weights behind them."""
    parts = {item: set(_parts(scored, item, options(item))) for item in items}
    numbers = [number for each in parts.values() for part in each if part for number in part]
    unit = lcm(*(number.denominator for number in numbers))
    states: set[tuple[int, int, bool]] = {(0, 0, False)}
    for each in parts.values():
        ways = [None if p is None else (int(p[0] * unit), int(p[1] * unit)) for p in each]
        states = {
            (total, weight, rated) if way is None else (total + way[0], weight + way[1], True)
            for total, weight, rated in states
            for way in ways
        }
        if len(states) > MANY:
            return "any"
    return _in_order(set(_values(scored, states, unit)))


def _parts(
    scored: typed.Scored, item: str, ratings: tuple[str | None, ...]
) -> Iterator[tuple[Fraction, Fraction] | None]:
    """What an item may add to the sum and to the weight; None where it is left out."""
    scale, weight = scored.collection.scale, scored.weight_of.get(item, Fraction(1))
    for rating in ratings:
        if rating is not None:
            yield weight * scale.points[scale.rank(rating)], weight
        elif scored.absorbed.kind == "counted":
            yield weight * scored.absorbed.score, weight
        elif scored.absorbed.kind == "ignored":
            yield None


def _values(
    scored: typed.Scored, states: set[tuple[int, int, bool]], unit: int
) -> Iterator[Fraction]:
    most = max(scored.collection.scale.points)
    for total, weight, rated in states:
        if scored.kind == "total score of":
            if rated:
                yield Fraction(total, unit)
        elif weight:
            value = Fraction(total, weight)
            yield value if scored.kind == "average score of" else 100 * value / most


def _in_order(values: set[Fraction]) -> Values:
    return tuple(sorted(values))


def _with_points(values: Values, base: typed.Banded) -> Values:
    """The values with everything that may be added to them."""
    if isinstance(values, str) or base.adds_anything:
        return "any"
    return _in_order({value + points for value in values for points in base.sums})


class Reach:
    """What measures may come to, remembered for things that have the same below them."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._known: dict[tuple[object, ...], Values] = {}

    def __call__(self, gauge: Gauge, task: Task) -> Values:
        """The values of a measure, with what is added to it, for a task."""
        key = (id(gauge.measure), id(gauge.added), *task.members.values())
        if key not in self._known:
            values = reach(gauge.measure, task, self._options)
            known = values if gauge.added is None else _with_points(values, gauge.added)
            self._known[key] = known
        return self._known[key]
