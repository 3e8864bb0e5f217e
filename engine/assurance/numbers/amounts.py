"""Measures in whole numbers: what can be asked of one is whether it reaches a number."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING
from typing import TypeAlias
from typing import assert_never

from engine.assurance.numbers import core

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from engine.frameworks.model import Bands
    from engine.frameworks.model import Scale
    from engine.rules import tree
    from engine.rules import typed


@dataclass(frozen=True)
class Ratio:
    """One number over another, which is above 0 unless the measure is absent."""

    over: core.Term
    under: core.Term
    absent: core.Formula

    def reaches(self, at: Fraction, *, inclusive: bool) -> core.Formula:
        """Whether it is at least, or more than, a number."""
        needed = core.Total(((at.numerator, self.under),))
        have = core.Total(((at.denominator, self.over),))
        return core.Reaches(have, needed) if inclusive else core.Not(core.Reaches(needed, have))


@dataclass(frozen=True)
class Position:
    """One of some values that stand for all there are; None where it is absent."""

    term: core.Term
    values: tuple[Fraction | None, ...]

    @property
    def absent(self) -> core.Formula:
        """Whether there is no value."""
        return self._among(n for n, value in enumerate(self.values) if value is None)

    def reaches(self, at: Fraction, *, inclusive: bool) -> core.Formula:
        """Whether it is at least, or more than, a number."""
        return self._among(
            n
            for n, value in enumerate(self.values)
            if value is not None and (value >= at if inclusive else value > at)
        )

    def _among(self, places: Iterable[int]) -> core.Formula:
        return core.Among(self.term, frozenset(places))


Amount: TypeAlias = Ratio | Position
"""The value of a measure."""


@dataclass(frozen=True)
class Addition:
    """Points that are added when something holds, so many for each one of a number."""

    when: core.Formula
    points: Fraction
    number: Position | None = None

    @property
    def ways(self) -> list[tuple[core.Formula, Fraction]]:
        """What may be added, and when each is."""
        if self.number is None:
            return [(self.when, self.points)]
        at = self.number.term
        return [
            (core.All((self.when, core.Among(at, frozenset({n})))), self.points * value)
            for n, value in enumerate(self.number.values)
            if value is not None
        ]


def plus(amount: Amount, additions: Iterable[Addition]) -> Ratio:
    """A measure with what is added to it."""
    ratio = _ratio(amount)
    ways = [way for addition in additions for way in addition.ways]
    common = lcm(*(points.denominator for _, points in ways))
    nothing = core.Constant(0)
    more = (
        (1, core.Chosen(when, core.Total(((int(points * common), ratio.under),)), nothing))
        for when, points in ways
    )
    over = core.Total(((common, ratio.over), *more))
    return Ratio(over, core.Total(((common, ratio.under),)), ratio.absent)


def _ratio(amount: Amount) -> Ratio:
    """An amount as a ratio; one of some values over the denominator that they have all."""
    if isinstance(amount, Ratio):
        return amount
    values = [value or Fraction(0) for value in amount.values]
    common = lcm(*(value.denominator for value in values))
    table = tuple(int(value * common) for value in values)
    return Ratio(core.Looked(amount.term, table, 0), core.Constant(common), amount.absent)


def compared(
    amount: Amount, comparison: tree.MeasureComparison, number: Fraction
) -> core.Formula:
    """Whether a measure compares so with a number."""
    least = amount.reaches(number, inclusive=True)
    more = amount.reaches(number, inclusive=False)
    match comparison:
        case "at least":
            return least
        case "at most":
            return core.Not(more)
        case "exactly":
            return core.All((least, core.Not(more)))
        case "fewer than" | "less than":
            return core.Not(least)
        case "more than":
            return more
        case _:  # pragma: no cover
            assert_never(comparison)


def counted(
    kind: str, favourable: Iterable[core.Formula], among: Iterable[core.Formula]
) -> Ratio:
    """A number or a percentage of things."""
    found = core.Count(tuple(favourable))
    if kind == "number of":
        return Ratio(found, core.Constant(1), core.NEVER)
    return percentage(found, core.Count(tuple(among)))


def judgements(kind: str, favourable: list[core.Term], all_: list[core.Term]) -> Ratio:
    """A number or a percentage of judgements, of which there may be any number."""
    found = core.Total(tuple((1, term) for term in favourable))
    if kind == "number of":
        return Ratio(found, core.Constant(1), core.NEVER)
    return percentage(found, core.Total(tuple((1, term) for term in all_)))


def percentage(favourable: core.Term, applicable: core.Term) -> Ratio:
    """A percentage of things, absent where there is none."""
    absent = core.Not(core.Reaches(applicable, core.Constant(1)))
    return Ratio(core.Total(((100, favourable),)), applicable, absent)


def scored(measure: typed.Scored, ratings: Mapping[str, core.Term]) -> Ratio:
    """A total, a mean, or a percentage of the highest possible total of scores."""
    points, absorbed = measure.collection.scale.points, measure.absorbed
    weights = [measure.weight_of.get(item, Fraction(1)) for item in ratings]
    common = lcm(*(n.denominator for n in (*weights, *points, absorbed.score)))
    each = [int(weight * common) for weight in weights]
    parts = [int(score * common) for score in points]
    instead = int(absorbed.score * common) if absorbed.kind == "counted" else 0
    terms = tuple(ratings.values())
    total = core.Total(
        tuple(
            (weight, core.Looked(term, tuple(parts), instead))
            for weight, term in zip(each, terms, strict=True)
        )
    )
    there = terms if absorbed.kind != "counted" else ()
    absent = _nothing(measure, terms, there)
    if measure.kind == "total score of":
        return Ratio(total, core.Constant(common * common), absent)
    weighed = _weighed(each, terms, counts_all=not there)
    absent = core.Any((absent, core.Not(core.Reaches(weighed, core.Constant(1)))))
    if measure.kind == "average score of":
        return Ratio(total, core.Total(((common, weighed),)), absent)
    most = max(parts)
    return Ratio(core.Total(((100, total),)), core.Total(((most, weighed),)), absent)


def _nothing(
    measure: typed.Scored, terms: tuple[core.Term, ...], there: tuple[core.Term, ...]
) -> core.Formula:
    """Whether nothing is there to be added, or something is missing that must be."""
    if measure.absorbed.kind == "strict":
        all_rated = core.All(tuple(core.rated(term) for term in terms))
        return core.Not(all_rated) if terms else core.ALWAYS
    if not there:
        return core.NEVER if terms else core.ALWAYS
    return core.Not(core.Any(tuple(core.rated(term) for term in there)))


def _weighed(
    weights: list[int], terms: tuple[core.Term, ...], *, counts_all: bool
) -> core.Term:
    """The weight of everything that counts."""
    if counts_all:
        return core.Constant(sum(weights))
    ones = ((w, core.Count((core.rated(t),))) for w, t in zip(weights, terms, strict=True))
    return core.Total(tuple(ones))


def banded(amount: Amount, bands: Bands, scale: Scale) -> core.Term:
    """The rank of a measure's band; not rated below them all, or where it is absent."""
    rank: core.Term = core.Constant(core.NOT_RATED)
    for edge in bands.exact_edges:
        reached = amount.reaches(edge.at, inclusive=edge.inclusive)
        rank = core.Chosen(reached, core.Constant(scale.rank(edge.grade)), rank)
    return core.Chosen(amount.absent, core.Constant(core.NOT_RATED), rank)
