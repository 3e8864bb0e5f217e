"""Why a rating is what it is: what every form of an explanation is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.rounds.results import Result
    from engine.rules.facts import Effect


@dataclass(frozen=True)
class Line:
    """One clause: where it stands, its words, what it saw, and what came of it."""

    file: str
    line: int
    words: str
    saw: str
    effect: Effect
    citation: str = ""


@dataclass(frozen=True)
class Quoted:
    """What a citation resolves to: the published sentence, and where it stands."""

    citation: str
    document: str
    section: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Explanation:
    """The derivation of one result.

    ``result`` is what is explained; its children are what it was made from, or for what is
    above providers the results that are its ``members``. ``grades`` names the grades of
    everything in it, by level. ``notes`` are sentences: flags, notices,
    assumptions, what was decided. ``nearest`` is the smallest change that would alter
    the rating, as a sentence; empty where there is none.
    """

    round: str
    framework: str
    synthetic: bool
    provider: str
    provider_name: str
    type: str | None
    result: Result
    grades: dict[str, dict[str, str]]
    lines: tuple[Line, ...]
    sources: tuple[Quoted, ...] = ()
    notes: tuple[str, ...] = ()
    nearest: str = ""
    members: tuple[Result, ...] = ()
