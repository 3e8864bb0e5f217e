"""Counts of answers: all that a rating ever sees of the cases."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.frameworks.model import Scale


@dataclass(frozen=True)
class Tally:
    """The answers to one question at one provider.

    ``counts`` follow the answer scale, lowest grade first; ``excluded`` are the answers
    that leave the denominator, and ``missing`` those that should be there and are not.
    """

    counts: tuple[int, ...]
    excluded: int = 0
    missing: int = 0
    scale: Scale | None = field(default=None, compare=False, repr=False)

    @property
    def applicable(self) -> int:
        """The denominator: how many cases the question arose in and was answered for."""
        return sum(self.counts)

    def of(self, grade_ids: Collection[str]) -> int:
        """How many answers are one of these grades."""
        if self.scale is None:
            raise ValueError("this tally does not know its scale")
        return sum(self.counts[self.scale.rank(grade)] for grade in set(grade_ids))


def total(tallies: Sequence[Tally]) -> Tally:
    """The answers of several providers to one question, counted together."""
    return replace(
        tallies[0],
        counts=tuple(map(sum, zip(*(tally.counts for tally in tallies), strict=True))),
        excluded=sum(tally.excluded for tally in tallies),
        missing=sum(tally.missing for tally in tallies),
    )


@dataclass(frozen=True)
class CaseFile:
    """A file that was read, by its name in the round and the digest of its bytes."""

    file: str
    digest: str


@dataclass(frozen=True)
class SampleTally:
    """What the files of one sample hold: counts by (provider id, question id)."""

    sample: str
    files: tuple[CaseFile, ...]
    cases: Mapping[str, int]
    answers: Mapping[tuple[str, str], Tally]


@dataclass(frozen=True)
class Tallies:
    """What all the case files of a round hold."""

    samples: tuple[SampleTally, ...] = ()

    @property
    def answers(self) -> Mapping[tuple[str, str], Tally]:
        """Counts by (provider id, question id)."""
        return {key: t for one in self.samples for key, t in one.answers.items()}

    @property
    def files(self) -> tuple[CaseFile, ...]:
        """Every file that was read, in the order of the samples."""
        return tuple(file for one in self.samples for file in one.files)

    def of(self, provider: str, question: str) -> Tally | None:
        """One provider's answers to one question, if the files have a place for them."""
        found = (one.answers.get((provider, question)) for one in self.samples)
        return next((tally for tally in found if tally is not None), None)
