"""A round: what was inspected, and what was found, judged and decided."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from engine.diagnostics import Place

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from pathlib import Path

    from engine.cases import Tally
    from engine.diagnostics import Finding
    from engine.rounds.results import Assumption
    from engine.rounds.results import InputFile

NOWHERE = Place("")


@dataclass(frozen=True)
class Provider:
    """A provider that was inspected, or something above providers at a ``level`` of its own.

    ``was`` are the ids that it, or what it was made from, had in other rounds.
    """

    id: str
    name: str
    type: str | None = None
    aliases: tuple[str, ...] = ()
    fieldwork: datetime.date | None = None
    published: datetime.date | None = None
    part_of: str | None = None
    level: str | None = None
    was: tuple[str, ...] = ()
    was_place: Place = field(default=NOWHERE, compare=False)
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Population:
    """How many cases a sample was drawn from."""

    provider: str
    sample: str
    size: int
    by: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()


@dataclass(frozen=True)
class Judgement:
    """A rating that a person gave; no rating means not rated, with the reason.

    ``date`` says at which inspection, where there may be several.
    """

    provider: str
    item: str
    rating: str | None
    reason: str = ""
    date: datetime.date | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Seen:
    """The counts that a panel had before it."""

    favourable: int
    applicable: int


@dataclass(frozen=True)
class Decision:
    """A panel's move of one rating; ``start`` and ``end`` are its "from" and "to".

    ``inputs`` is the digest of the files that it was made on, where it is recorded.
    """

    provider: str
    item: str
    start: str
    end: str
    by: str
    date: datetime.date
    reason: str
    on: Seen | None = None
    inputs: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    item_place: Place = field(default=NOWHERE, compare=False)
    end_place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Round:
    """A round as its files say, read and checked against its own framework.

    ``above`` is what the providers are part of. ``tallies`` counts the answers by provider
    and question; ``judgements`` are those of every inspection; ``inputs`` gives each
    provider's facts, with defaults and assumptions filled in, of which ``defaulted`` are
    the framework's own. ``framework`` is what round.yaml names. ``unanswered`` are the
    samples that have no case file; ``unknown`` the items about which nothing can be known,
    and why. ``table`` is the file that lists the providers, where there is one: of a row
    with a blank cell nothing is guessed.
    """

    id: str
    title: str
    folder: Path
    framework: str
    synthetic: bool
    providers: tuple[Provider, ...]
    tallies: Mapping[tuple[str, str], Tally]
    judgements: tuple[Judgement, ...] = ()
    decisions: tuple[Decision, ...] = ()
    inputs: Mapping[tuple[str, str], str] = field(default_factory=dict)
    defaulted: frozenset[tuple[str, str]] = frozenset()
    assumptions: tuple[Assumption, ...] = ()
    populations: tuple[Population, ...] = ()
    files: tuple[InputFile, ...] = ()
    unanswered: tuple[str, ...] = ()
    unknown: Mapping[str, str] = field(default_factory=dict)
    above: tuple[Provider, ...] = ()
    table: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def everybody(self) -> tuple[Provider, ...]:
        """The providers, and what they are part of."""
        return (*self.providers, *self.above)
