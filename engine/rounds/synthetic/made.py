"""A made-up round before it is written: all that its files will say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from engine.frameworks.model import Sample
    from engine.rounds.round import Decision
    from engine.rounds.round import Judgement
    from engine.rounds.round import Population
    from engine.rounds.round import Provider

    Tick: TypeAlias = Callable[[str], None]


@dataclass(frozen=True)
class Cases:
    """The cases of one sample: its header, and a row of cells for each case."""

    sample: Sample
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Made:
    """The parts of a made-up round; ``interviews`` and ``inputs`` are rows of their tables."""

    title: str
    providers: tuple[Provider, ...]
    cases: tuple[Cases, ...]
    judgements: tuple[Judgement, ...]
    decisions: tuple[Decision, ...]
    populations: tuple[Population, ...] = ()
    interviews: tuple[tuple[str, ...], ...] = ()
    notes: str = ""
    inputs: tuple[tuple[str, ...], ...] = ()
