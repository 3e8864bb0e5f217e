"""Which cases are drawn: in proportion to the strata, by lot, the same lots for a seed.

Every case has a lot of its own, which depends on the seed, the sample and the case's id, and
on nothing else: not on the order of the rows, the machine, or the other cases. These are the
permanent random numbers of survey sampling.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.cases.sizes import size

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from engine.cases.population import Eligible
    from engine.cases.population import Population
    from engine.frameworks.model import Precision
    from engine.frameworks.model import Sample

Values: TypeAlias = tuple[str | None, ...]
"""What the cases of a stratum have in common, in the order of the sample's strata."""


@dataclass(frozen=True)
class Stratum:
    """The eligible cases that are alike, how many there are, and those that are drawn.

    ``reserve`` are the next by lot: the first of them takes the place of a case of the
    stratum that turns out not to be fit for inspection.
    """

    values: Values
    eligible: int
    drawn: tuple[Eligible, ...]
    reserve: tuple[Eligible, ...]


@dataclass(frozen=True)
class Draw:
    """What is drawn of one provider."""

    provider: str
    strata: tuple[Stratum, ...]

    @property
    def eligible(self) -> int:
        """How many cases there are to draw from."""
        return sum(stratum.eligible for stratum in self.strata)

    @property
    def size(self) -> int:
        """How many are drawn."""
        return sum(len(stratum.drawn) for stratum in self.strata)

    @property
    def reserve(self) -> int:
        """How many stand by."""
        return sum(len(stratum.reserve) for stratum in self.strata)


def draw(
    population: Population, sample: Sample, precision: Precision, seed: int, spare: int
) -> tuple[Draw, ...]:
    """A draw for each provider that has cases, by the providers' ids.

    ``spare`` is how large the reserve of a stratum is, in percent of what is drawn of it.
    """
    lots = _Lots(seed, sample.id)
    found: list[Draw] = []
    for provider, own in population.by_provider().items():
        strata = divided(own, population, sample)
        counts = [len(alike) for alike in strata.values()]
        ties = [lots.of("stratum", provider, *values) for values in strata]
        sizes = allocate(size(precision, sum(counts)), counts, ties)
        drawn = [
            _stratum(values, lots.sorted(strata[values]), number, spare)
            for values, number in zip(strata, sizes, strict=True)
        ]
        found.append(Draw(provider, tuple(drawn)))
    return tuple(found)


def divided(
    cases: Iterable[Eligible], population: Population, sample: Sample
) -> dict[Values, list[Eligible]]:
    """Cases by their strata, in the order that the framework gives the values."""
    ids = [column.id for column in population.columns]
    where = [ids.index(stratum) for stratum in sample.strata]
    ranks = [ranking(population.columns[n].values) for n in where]
    found: dict[Values, list[Eligible]] = {}
    for each in cases:
        found.setdefault(tuple(each.values[n] for n in where), []).append(each)

    def order(values: Values) -> tuple[tuple[int, str], ...]:
        return tuple(rank(value) for rank, value in zip(ranks, values, strict=True))

    return {values: found[values] for values in sorted(found, key=order)}


def ranking(values: Sequence[str]) -> Callable[[str | None], tuple[int, str]]:
    """An order of values: as declared, others by the alphabet, and none at the end."""
    ranks = {value: n for n, value in enumerate(values)}

    def rank(value: str | None) -> tuple[int, str]:
        if value is None:
            return len(ranks) + 1, ""
        return ranks.get(value, len(ranks)), value

    return rank


def allocate(cases: int, counts: Sequence[int], lots: Sequence[str]) -> tuple[int, ...]:
    """Some cases divided in proportion to counts, by largest remainder.

    No part is a whole case away from its share. Among equal remainders the lower lot wins.
    """
    total = sum(counts)
    whole = [cases * count // total for count in counts]
    left = cases - sum(whole)
    order = sorted(range(len(counts)), key=lambda n: (-(cases * counts[n] % total), lots[n]))
    more = set(order[:left])
    return tuple(number + (n in more) for n, number in enumerate(whole))


class _Lots:
    """A lot for everything that has a name; lower lots are drawn first."""

    def __init__(self, seed: int, sample: str) -> None:
        self._start = (seed, sample)

    def of(self, *names: str | None) -> str:
        """The lot of something by its names."""
        named = json.dumps([*self._start, *names], ensure_ascii=False)
        return hashlib.sha256(named.encode()).hexdigest()

    def sorted(self, cases: Iterable[Eligible]) -> list[Eligible]:
        """Cases by their lots."""
        return sorted(cases, key=lambda each: self.of("case", each.case))


def _stratum(values: Values, by_lot: Sequence[Eligible], number: int, spare: int) -> Stratum:
    end = number - (-number * spare // 100)
    return Stratum(values, len(by_lot), tuple(by_lot[:number]), tuple(by_lot[number:end]))
