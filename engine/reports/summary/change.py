"""By how much a number that is printed changed, and whether that says anything."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.reports.summary.numbers import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.reports.summary.numbers import Cell
    from engine.reports.summary.numbers import Count
    from engine.reports.summary.numbers import State
    from engine.rounds.results import Result

ERRORS = Fraction(196, 100)
"""How many standard errors a change has to exceed: chance does that once in twenty."""

WORST: tuple[State, ...] = ("hidden", "not comparable", "not asked", "nothing")
"""What stands for a change of which one side is not shown, the first that it is."""


def changed(before: Cell, after: Cell) -> Change:
    """By how much a number went up; it says no more than the two that are printed."""
    states = {before.state, after.state}
    for state in WORST:
        if state in states:
            return Change(state=state)
    percent = _less(before.percent, after.percent)
    return Change(
        n=_less_count(before.part, after.part),
        base=_less_count(before.whole, after.whole),
        percent=percent,
        mean=_less(before.mean, after.mean),
        small=before.small or after.small,
        chance=None if percent is None else _by_chance(before, after),
    )


def having(grade: str | None) -> Callable[[Result], Fraction]:
    """Counts results with a rating, or those without any."""
    return lambda result: Fraction(result.rating == grade)


def _less(before: Fraction | None, after: Fraction | None) -> Fraction | None:
    return None if before is None or after is None else after - before


def _less_count(before: Count | None, after: Count | None) -> int | None:
    return None if before is None or after is None else after.n - before.n


def _by_chance(before: Cell, after: Cell) -> bool | None:
    """Whether two samples of people from one and the same may well differ as much.

    The interval of Agresti and Caffo (2000): a case of either kind is added to both
    samples, so that it holds for small ones too. What is about providers is no sample.
    """
    if not (before.keys and after.keys):
        return None
    (old, olds), (new, news) = _counted(before), _counted(after)
    shares = Fraction(old + 1, olds + 2), Fraction(new + 1, news + 2)
    spread = sum(
        share * (1 - share) / (size + 2)
        for share, size in zip(shares, (olds, news), strict=True)
    )
    return (shares[1] - shares[0]) ** 2 <= ERRORS**2 * spread


def _counted(cell: Cell) -> tuple[int, int]:
    assert cell.part is not None
    assert cell.whole is not None
    return cell.part.n, cell.whole.n
