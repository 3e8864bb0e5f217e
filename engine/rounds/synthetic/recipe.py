"""What a made-up round of a framework must meet: synthetic.yaml, and its solved tables.

The file stands beside a framework and holds what was published; the tables hold one
round in numbers that meets it all. Neither names a case: those are made from a seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.rounds.round import Provider

INTERVIEWS = "interviews"
"""In place of a question: the cases that an officer was interviewed about."""


@dataclass(frozen=True)
class Rule:
    """How many ratings of one kind some providers have for some items."""

    providers: frozenset[str]
    items: frozenset[str]
    rating: str
    least: int
    most: int

    def concerns(self, provider: str, item: str) -> bool:
        """Whether the rating of this item of this provider counts here."""
        return provider in self.providers and item in self.items


@dataclass(frozen=True)
class Answers:
    """How many answers to a question are of what kind; all others do not apply."""

    applicable: int
    favourable: int
    missing: int


@dataclass(frozen=True)
class Pooled:
    """Answers to a question over all providers of a type, in the cases where it arises.

    It arises within the cases in which ``within`` has an answer (or those of an
    interview), and whose profile has ``value`` in ``column``.
    """

    question: str
    type: str
    answers: Answers
    within: str
    column: str
    value: str


@dataclass(frozen=True)
class Profile:
    """How many cases of a type have which value in a column; the others have ``rest``."""

    sample: str
    type: str
    column: str
    counts: tuple[tuple[str, int], ...]
    rest: str


@dataclass(frozen=True)
class Crossing:
    """How many cases of a type have which answer to a question and which profile."""

    question: str
    type: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], int], ...]


@dataclass(frozen=True)
class Size:
    """How many cases were drawn for a sample, and from how many."""

    population: int
    cases: int


@dataclass(frozen=True)
class Interviewed:
    """Officers of a type who said the same, about cases that were judged the same."""

    type: str
    caseload: str
    reasonable: str
    implemented: str
    officers: int


@dataclass(frozen=True)
class Interviews:
    """The interviews: about which sample's cases, and who said what.

    ``question`` is what the inspector judged of the same case; ``bands`` give the least
    and the most of each caseload; ``by_provider`` how many said yes, no and nothing.
    """

    sample: str
    question: str
    bands: Mapping[str, tuple[int, int]]
    officers: tuple[Interviewed, ...]
    by_provider: Mapping[str, tuple[int, int, int]]


@dataclass(frozen=True)
class Recipe:
    """Everything that a made-up round must meet, and one table that meets it.

    ``ratings`` are by provider and item, None for not rated; ``known`` those that no
    seed changes; ``pinned`` are the providers' questions whose counts none changes. A
    question ``nested`` in another arises only where that does; two that are ``apart``
    never both have a favourable answer. ``inputs`` are facts: of whom, which, what, why.
    """

    file: str
    title: str
    providers: tuple[Provider, ...]
    rules: tuple[Rule, ...]
    ratings: Mapping[tuple[str, str], str | None]
    known: frozenset[tuple[str, str]]
    answers: Mapping[tuple[str, str], Answers]
    pinned: frozenset[tuple[str, str]]
    sizes: Mapping[tuple[str, str], Size]
    pooled: tuple[Pooled, ...]
    profiles: tuple[Profile, ...]
    crossings: tuple[Crossing, ...]
    nested: Mapping[str, str]
    apart: Mapping[str, str]
    interviews: Interviews | None
    decisions: int
    undecided: frozenset[str]
    weeks: int
    reasons: Mapping[str, str]
    inputs: tuple[tuple[str, ...], ...] = ()

    def of_type(self, type_id: str) -> tuple[Provider, ...]:
        """The providers of a type."""
        return tuple(p for p in self.providers if (p.type or "") == type_id)
