"""How near a result is to a boundary, and which moves a rule then allows."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.rules import typed

if TYPE_CHECKING:
    from engine.frameworks.model import Edge
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
    return tuple(g for g in others if clause.near is None or _near(rule, rating, g, facts))


def boundary(bands: typed.Bands, scale: typed.Scale, start: str, end: str) -> Edge:
    """The edge that a move crosses last: of the higher of the two bands going up."""
    lower, higher = sorted((start, end), key=scale.rank)
    grade = higher if end == higher else scale.at(scale.rank(lower) + 1).id
    return next(edge for edge in bands.edges if scale.rank(edge.grade) >= scale.rank(grade))


def _near(rule: typed.Rule, rating: str, grade: str, facts: Facts) -> bool:
    assert isinstance(rule.base, typed.Banded)
    assert isinstance(rule.base.measure, typed.Share)
    found = counts(rule.base.measure, facts)
    value = found.percentage
    assert value is not None
    allow = rule.allow
    assert allow is not None
    near = allow.clause.near
    assert near is not None
    edge = boundary(rule.base.bands, rule.scale, rating, grade)
    if abs(value - edge.at) <= near.points:
        return True
    return near.number is not None and _cases_reach(rule, grade, found, near.number)


def _cases_reach(rule: typed.Rule, grade: str, found: Counts, number: int) -> bool:
    """Whether so many judgements the other way would give that grade, or go past it."""
    assert isinstance(rule.base, typed.Banded)
    scale, bands = rule.scale, rule.base.bands
    most = min(found.favourable + number, found.applicable)
    least = max(found.favourable - number, 0)
    highest, lowest = (
        scale.rank(bands.grade(Fraction(100 * n, found.applicable))) for n in (most, least)
    )
    return lowest <= scale.rank(grade) <= highest
