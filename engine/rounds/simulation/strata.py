"""What a sample is drawn from again: its cases by stratum, each as often as it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.cases.codes import BLANK

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from engine.cases.codes import Cases
    from engine.frameworks.model import Sample
    from engine.rounds.round import Population

SMALL = 5
"""Strata of fewer cases than this are put together.

What cases of a stratum have different is seen too small by one part in their number.
"""

BEYOND = 100
"""A population so many times the sample, or more, is taken for one without an end."""


@dataclass(frozen=True)
class Stratum:
    """Some of a sample's cases, by their rows, and how many there are in the population.

    ``size`` is None where the population is not known, or so large that it does not matter.
    """

    rows: npt.NDArray[np.intp]
    size: int | None = None

    @property
    def copies(self) -> tuple[int, Fraction]:
        """How often each case is put into the urn, and how probably it is not once more.

        The urn holds whole copies of the sample only. Which of two urns is drawn from is
        left to chance, such that the mean of any answer varies as much as it would among
        samples from so many cases (Bickel and Freedman 1984).
        """
        assert self.size is not None
        number = len(self.rows)
        copies, rest = divmod(self.size, number)
        if not rest:
            return copies, Fraction(1)
        return copies, (1 - Fraction(rest, number)) * (1 - Fraction(rest, self.size - 1))


def strata(cases: Cases, sample: Sample, population: Population | None) -> tuple[Stratum, ...]:
    """The strata of some cases, small ones put together.

    Where round.yaml does not say how large a stratum is, the sample is taken to be
    proportionate. A population is never smaller than what was read of it.
    """
    # A column of its own for all of them, as there may be none.
    columns = np.column_stack([np.zeros(len(cases), np.int16), cases.strata])
    keys, which = np.unique(columns, axis=0, return_inverse=True)
    rows = [np.flatnonzero(which == n) for n in range(len(keys))]
    sizes = _sizes(keys, [len(own) for own in rows], sample, population)
    small = [n for n, own in enumerate(rows) if len(own) < SMALL]
    groups = [[n] for n in range(len(rows)) if n not in small]
    if sum(len(rows[n]) for n in small) >= SMALL or not groups:
        groups.append(small)
    elif small:
        min(groups, key=lambda group: len(rows[group[0]])).extend(small)
    found = []
    for group in filter(None, groups):
        own = np.concatenate([rows[n] for n in group])
        size = None if sizes is None else sum(sizes[n] for n in group)
        found.append(Stratum(own, None if size is None or size >= BEYOND * len(own) else size))
    return tuple(found)


def _sizes(
    keys: npt.NDArray[np.int16],
    read: Sequence[int],
    sample: Sample,
    population: Population | None,
) -> list[int] | None:
    """How many cases of the population each stratum has; None if nobody knows."""
    if population is None:
        return None
    known = dict(population.by)
    if len(sample.strata) == 1 and sample.strata[0] in known:
        counts = dict(known[sample.strata[0]])
        rest = population.size - sum(counts.values())
        column = next(c for c in sample.profile if c.id == sample.strata[0])
        by_code = {code: counts.get(value, 0) for code, value in enumerate(column.values)}
        by_code[BLANK] = rest
        if column.values:
            return [
                max(by_code[int(key[1])], number)
                for key, number in zip(keys, read, strict=True)
            ]
    return _shared(max(population.size, sum(read)), read)


def _shared(size: int, read: Sequence[int]) -> list[int]:
    """A population divided as the sample is, by largest remainder."""
    whole = [divmod(size * number, sum(read)) for number in read]
    shares = [share for share, _ in whole]
    by_rest = sorted(range(len(read)), key=lambda n: (-whole[n][1], n))
    for n in by_rest[: size - sum(shares)]:
        shares[n] += 1
    return shares
