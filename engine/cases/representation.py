"""How well the cases that were inspected stand for those that could have been drawn.

A sample was drawn so that no stratum is a whole case away from its share. Of any other
value, chance alone makes the share differ: as far as in the sample, or farther, with a
probability that follows from the hypergeometric distribution, for draws without replacement
that disregard the strata.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import comb
from typing import TYPE_CHECKING

from engine.cases.draw import divided
from engine.cases.draw import ranking
from engine.cases.sizes import margin
from engine.cases.sizes import size

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.cases.draw import Values
    from engine.cases.population import Eligible
    from engine.cases.population import Population
    from engine.frameworks.model import Precision
    from engine.frameworks.model import ProfileColumn
    from engine.frameworks.model import Sample

SIGNIFICANCE = Fraction(1, 20)
"""What happens by chance less often than this is a departure."""


@dataclass(frozen=True)
class Share:
    """How many cases of a kind there are, out of all, and how many of those inspected."""

    eligible: int
    of_eligible: int
    inspected: int
    of_inspected: int

    @property
    def expected(self) -> Fraction:
        """How many would be inspected in proportion."""
        return Fraction(self.of_inspected * self.eligible, self.of_eligible)

    @property
    def off(self) -> Fraction:
        """By how many cases the inspected ones are more, or fewer, than in proportion."""
        return self.inspected - self.expected

    @property
    def points(self) -> Fraction:
        """The same in percentage points of what was inspected."""
        return 100 * self.off / self.of_inspected

    @cached_property
    def probability(self) -> Fraction:
        """How likely chance alone makes a share that is as far off, or farther."""
        return tail(self)


@dataclass(frozen=True)
class InStratum:
    """A stratum: its values, and its share."""

    values: Values
    share: Share

    @property
    def departs(self) -> bool:
        """Whether it is a whole case, or more, away from its share."""
        return abs(self.share.off) >= 1


@dataclass(frozen=True)
class InColumn:
    """A value of a profile column, None where it is blank, and its share."""

    value: str | None
    share: Share

    @property
    def departs(self) -> bool:
        """Whether chance alone would hardly make such a share."""
        return self.share.probability < SIGNIFICANCE


@dataclass(frozen=True)
class Profiled:
    """A profile column, and the shares of its values."""

    column: ProfileColumn
    values: tuple[InColumn, ...]

    @property
    def dissimilarity(self) -> Fraction:
        """What percentage of the inspected cases would need another value.

        The index of dissimilarity: half the sum of the differences between the shares.
        """
        return sum((abs(value.share.points) for value in self.values), Fraction(0)) / 2


@dataclass(frozen=True)
class Representation:
    """What was inspected of one provider beside what could have been.

    ``margin`` is in percentage points, None where nothing was inspected; then there are no
    shares either. A sample without strata has none here.
    """

    provider: str
    eligible: int
    needed: int
    inspected: int
    margin: Fraction | None
    strata: tuple[InStratum, ...]
    profile: tuple[Profiled, ...]

    @property
    def short(self) -> int:
        """How many cases fewer than needed were inspected."""
        return max(0, self.needed - self.inspected)

    @property
    def departures(self) -> int:
        """How many shares are not as they should be; too few cases are not among them."""
        strata = sum(stratum.departs for stratum in self.strata)
        return strata + sum(value.departs for each in self.profile for value in each.values)

    @property
    def departs(self) -> bool:
        """Whether it is short of cases, or any share is not as it should be."""
        return self.short > 0 or self.departures > 0


def represent(
    population: Population, inspected: Collection[str], sample: Sample, precision: Precision
) -> tuple[Representation, ...]:
    """Each provider's inspected cases, given by their ids, beside its eligible ones."""
    return tuple(
        _represented(own, inspected, population, sample, precision)
        for own in population.by_provider().values()
    )


def tail(share: Share) -> Fraction:
    """The two-sided tail of the hypergeometric distribution: as far off, or farther."""
    of, alike, drawn = share.of_eligible, share.eligible, share.of_inspected
    low, high = max(0, drawn + alike - of), min(drawn, alike)
    weight = comb(alike, low) * comb(of - alike, drawn - low)
    outside = 0
    for number in range(low, high + 1):
        if abs(number * of - drawn * alike) >= abs(share.inspected * of - drawn * alike):
            outside += weight
        weight = weight * (alike - number) * (drawn - number)
        weight //= (number + 1) * (of - alike - drawn + number + 1)
    return Fraction(outside, comb(of, drawn))


def _represented(
    eligible: Sequence[Eligible],
    inspected: Collection[str],
    population: Population,
    sample: Sample,
    precision: Precision,
) -> Representation:
    found = [each for each in eligible if each.case in inspected]
    return Representation(
        eligible[0].provider,
        len(eligible),
        size(precision, len(eligible)),
        len(found),
        margin(precision.confidence, len(found), len(eligible)),
        tuple(_strata(eligible, found, population, sample)) if found and sample.strata else (),
        tuple(_profile(eligible, found, population, sample)) if found else (),
    )


def _strata(
    eligible: Sequence[Eligible],
    found: Sequence[Eligible],
    population: Population,
    sample: Sample,
) -> Iterator[InStratum]:
    chosen = divided(found, population, sample)
    for values, alike in divided(eligible, population, sample).items():
        inspected = len(chosen.get(values, ()))
        yield InStratum(values, Share(len(alike), len(eligible), inspected, len(found)))


def _profile(
    eligible: Sequence[Eligible],
    found: Sequence[Eligible],
    population: Population,
    sample: Sample,
) -> Iterator[Profiled]:
    """Every column; but one by which alone the strata are made says the same as they do."""
    for number, column in enumerate(population.columns):
        if sample.strata == (column.id,):
            continue
        counts = Counter(each.values[number] for each in eligible)
        chosen = Counter(each.values[number] for each in found)
        known = sorted(counts, key=ranking(column.values))
        shares = (
            InColumn(v, Share(counts[v], len(eligible), chosen[v], len(found))) for v in known
        )
        yield Profiled(column, tuple(shares))
