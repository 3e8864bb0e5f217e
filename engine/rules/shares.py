"""Percentages of an item's own judgements: a few stand for any number of cases.

A rule only compares a percentage with numbers that stand in the rule and in its bands. So
those, one between each two, and none where no case applies, stand for all there can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.diagnostics.words import hundredths
from engine.frameworks.model import ALL
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Telling:
    """A share of judgements, with the percentages that a rule can tell apart, lowest first."""

    share: typed.Share
    values: tuple[Fraction | None, ...]

    def answers(self, value: Fraction | None) -> dict[str, int]:
        """The fewest judgements that come to a percentage."""
        if value is None:
            return {}
        favourable, applicable = (value / ALL).as_integer_ratio()
        wanted = self.share.grades.grades[0]
        others = (g.id for g in self.share.scale.grades if g.id not in self.share.grades)
        return {wanted: favourable, next(others, wanted): applicable - favourable}

    def words(self, value: Fraction | None) -> str:
        """A percentage as the counts that it is made of."""
        if value is None:
            return f"no {self.share.judgements.unit} applies"
        favourable, applicable = (value / ALL).as_integer_ratio()
        counted = f"{favourable} of {applicable} {self.share.grades.words}"
        return f"{counted} ({hundredths(value)} %)"


def shares_in(
    rule: typed.Rule, also: Iterable[typed.Condition] = ()
) -> tuple[typed.Share, ...]:
    """The shares of an item's own judgements that a rule and some conditions take."""
    return tuple(m for m in typed.measures_of(rule, also) if isinstance(m, typed.Share))


def telling(rule: typed.Rule, also: Iterable[typed.Condition] = ()) -> Telling | None:
    """The percentages that a rule and some conditions can tell apart.

    None where they ask for no judgements, or for more of them than one percentage.
    """
    also = tuple(also)
    shares = shares_in(rule, also)
    same = {(share.kind, share.grades.grades) for share in shares}
    if len(same) != 1 or shares[0].kind != "percentage of":
        return None
    share = shares[0]
    if set(share.grades.grades) == {grade.id for grade in share.scale.grades}:
        return Telling(share, (ALL, None))
    held = typed.marks_of(rule, also)
    marks = {mark for measure, mark in held if isinstance(measure, typed.Share)}
    inside = sorted(mark for mark in {Fraction(0), *marks, ALL} if 0 <= mark <= ALL)
    between = (simplest(low / ALL, high / ALL) * ALL for low, high in pairwise(inside))
    return Telling(share, (*sorted([*inside, *between]), None))


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction between two others that has the least denominator."""
    whole = low.__floor__()
    if whole + 1 < high:
        return Fraction(whole + 1)
    rest = high - whole
    if low == whole:
        return whole + 1 / Fraction((1 / rest).__floor__() + 1)
    return whole + 1 / simplest(1 / rest, 1 / (low - whole))
