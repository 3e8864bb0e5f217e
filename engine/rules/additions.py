"""What is added to a measure before it is banded."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.diagnostics.words import exact
from engine.rules.conditions import Verdict
from engine.rules.conditions import verdict
from engine.rules.measures import measure

if TYPE_CHECKING:
    from engine.rules import typed
    from engine.rules.facts import Facts
    from engine.rules.measures import Measurement


@dataclass(frozen=True)
class Added:
    """How many points a line adds, whether it applies, and what it saw."""

    points: Fraction
    applies: bool
    saw: str


def added(addition: typed.Addition, facts: Facts) -> Added:
    """What a line adds; nothing where its condition does not hold, or cannot be told."""
    seen = Verdict(holds=True, saw="always")
    if addition.condition is not None:
        seen = verdict(addition.condition, facts, absorbing=False, settling=True)
    if not seen.holds or addition.each is None:
        points = addition.points if seen.holds else Fraction(0)
        return Added(points, bool(seen.holds), seen.saw)
    found = measure(addition.each, facts)
    assert found.value is not None
    saw = found.saw if addition.condition is None else f"{seen.saw}; {found.saw}"
    return Added(addition.points * found.value, applies=True, saw=saw)


def points(base: typed.Banded, facts: Facts) -> Fraction:
    """Everything that is added to what is banded."""
    return sum((added(each, facts).points for each in base.additions), Fraction(0))


def total(base: typed.Banded, facts: Facts) -> Measurement:
    """The value of what is banded: the measure, and what is added to it."""
    measured, more = measure(base.measure, facts), points(base, facts)
    if measured.value is None or not more:
        return measured
    value = measured.value + more
    sign = "plus" if more > 0 else "minus"
    saw = f"{measured.saw}, {sign} {exact(abs(more))} is {exact(value)}"
    return replace(measured, value=value, saw=saw)
