"""Ratings of a round: what every form of output is made from."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.diagnostics import Finding
    from engine.rules.facts import Step

Basis: TypeAlias = Literal["computed", "judged", "decision", "not rated", "cannot be computed"]
"""Where a rating comes from, or why there is none."""

Flag: TypeAlias = Literal[
    "understated",
    "borderline",
    "display-crosses-boundary",
    "small-sub-sample",
    "carried-forward",
]
"""What a reader of a rating should know about it."""

FLAGS: dict[Flag, str] = {
    "borderline": "close enough to a boundary for discretion",
    "carried-forward": "carried forward from an earlier inspection",
    "display-crosses-boundary": "the percentage shown falls in another band than the exact one",
    "small-sub-sample": "few cases",
    "understated": "something not rated counts nothing in the score",
}
"""Each flag in plain words."""


@dataclass(frozen=True)
class Counts:
    """The judgements behind a percentage."""

    favourable: int
    unfavourable: int
    not_applicable: int
    missing: int

    @property
    def applicable(self) -> int:
        """The denominator."""
        return self.favourable + self.unfavourable


@dataclass(frozen=True)
class Result:
    """The rating of one item of one provider, or of the provider or what is above it.

    ``rating`` is a grade's id, None when there is none; ``possible`` lists what it may
    still be (None for not rated) where something it depends on is missing. ``score`` is
    what the rating adds to a total, or for a rating that is banded from a score that
    score; ``percentage`` is exact, from 0 to 100. ``steps`` is the trace, ``moves`` the
    grades that discretion could give, ``before`` what a decision replaced. ``date`` is
    when it was judged, where there may be several inspections. A provider is ``part_of``
    something, which has ``members``: the ids of those whose ratings it was made from, or
    whose cases it pools.
    """

    level: str
    id: str
    name: str
    rating: str | None
    basis: Basis
    type: str | None = None
    reason: str = ""
    before: str | None = None
    date: datetime.date | None = None
    possible: tuple[str | None, ...] = ()
    score: Fraction | None = None
    score_of: Fraction | None = None
    score_if_rated: tuple[Fraction, Fraction] | None = None
    percentage: Fraction | None = None
    counts: Counts | None = None
    flags: tuple[Flag, ...] = ()
    moves: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    children: tuple[Result, ...] = ()
    members: tuple[str, ...] = ()
    part_of: str | None = None

    def walk(self) -> Iterator[Result]:
        """This result and everything under it, in the framework's order."""
        yield self
        for child in self.children:
            yield from child.walk()


def in_words(result: Result, flag: Flag) -> str:
    """A flag of a result in plain words."""
    if flag == "carried-forward":
        return f"carried forward from {result.date}"
    return FLAGS[flag]


@dataclass(frozen=True)
class InputFile:
    """A file that the ratings were made from; ``file`` is relative to the round."""

    file: str
    digest: str


@dataclass(frozen=True)
class Assumption:
    """A fact that the round assumes for all providers, and why."""

    input: str
    value: str
    because: str


@dataclass(frozen=True)
class NoticeGiven:
    """Advice about one provider's result; never part of the rating."""

    notice: str
    provider: str
    item: str
    text: str
    because: str


@dataclass(frozen=True)
class NotCarried:
    """An item whose answers could not be carried over to another framework version."""

    item: str
    because: str


@dataclass(frozen=True)
class Carried:
    """How a round was read under another framework version than its own."""

    from_framework: str
    to_framework: str
    not_carried: tuple[NotCarried, ...]
    left_behind: tuple[NotCarried, ...]


@dataclass(frozen=True)
class Ratings:
    """All ratings of a round under one framework version, and what they rest on."""

    round: str
    title: str
    synthetic: bool
    framework: str
    framework_title: str
    digest: str
    model_digest: str
    inputs: tuple[InputFile, ...]
    results: tuple[Result, ...]
    published: dict[str, datetime.date] = field(default_factory=dict)
    assumptions: tuple[Assumption, ...] = ()
    notices: tuple[NoticeGiven, ...] = ()
    carried: Carried | None = None
    findings: tuple[Finding, ...] = ()
