"""How near a result is to a boundary, and which moves a rule then allows."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.rules import typed

if TYPE_CHECKING:
    from engine.frameworks.model import Bands
    from engine.frameworks.model import Edge
    from engine.frameworks.model import Scale
    from engine.rules import tree
    from engine.rules.facts import Facts


@dataclass(frozen=True)
class Counts:
    """How many judgements are in the set that a share asks for, of how many."""

    favourable: int
    applicable: int

    @property
    def percentage(self) -> Fraction | None:
        """From 0 to 100, exact; None where nothing applies."""
        if self.applicable == 0:
            return None
        return Fraction(100 * self.favourable, self.applicable)


def counts(share: typed.Share, facts: Facts) -> Counts:
    """The counts that a share is made of."""
    favourable = sum(facts.answers.get(grade, 0) for grade in share.grades.grades)
    return Counts(favourable, sum(facts.answers.values()))


def moves(rule: typed.Rule, rating: str, facts: Facts) -> tuple[str, ...]:
    """The grades to which the rule lets somebody move a rating, lowest first."""
    allow = rule.allow
    if allow is None:
        return ()
    clause = allow.clause
    rank = rule.scale.rank(rating)
    down = clause.steps if "down" in clause.direction else 0
    up = clause.steps if "up" in clause.direction else 0
    grades = rule.scale.grades[max(0, rank - down) : rank + up + 1]
    others = [grade.id for grade in grades if grade.id != rating]
    near = clause.near
    return tuple(g for g in others if near is None or _near(rule, near, (rating, g), facts))


def boundary(bands: Bands, scale: Scale, start: str, end: str) -> Edge:
    """The edge that a move crosses last, going up or down; the highest if it goes past all."""
    up = scale.rank(end) > scale.rank(start)
    first = scale.rank(end) if up else scale.rank(end) + 1
    beyond = (edge for edge in bands.edges if scale.rank(edge.grade) >= first)
    return next(beyond, bands.edges[-1])


def _near(rule: typed.Rule, near: tree.Near, move: tuple[str, str], facts: Facts) -> bool:
    """Whether a move crosses a boundary that the result is near to."""
    base = rule.base
    assert isinstance(base, typed.Banded)
    assert isinstance(base.measure, typed.Share)
    found = counts(base.measure, facts)
    value = found.percentage
    assert value is not None
    if not any(edge.grade == move[1] for edge in base.bands.edges):
        return False
    edge = boundary(base.bands, rule.scale, *move)
    if abs(value - edge.at) <= near.points:
        return True
    if near.number is None:
        return False
    return _cases_reach(base.bands, rule.scale, move[1], found, near.number)


def _cases_reach(bands: Bands, scale: Scale, grade: str, found: Counts, number: int) -> bool:
    """Whether so many judgements the other way would give that grade, or go past it."""
    most = min(found.favourable + number, found.applicable)
    least = max(found.favourable - number, 0)
    highest, lowest = (
        scale.rank(bands.grade(Fraction(100 * n, found.applicable))) for n in (most, least)
    )
    return lowest <= scale.rank(grade) <= highest
