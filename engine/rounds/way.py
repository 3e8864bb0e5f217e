"""How the items of one framework version stand for those of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.diagnostics import Place
from engine.frameworks import crosswalk
from engine.frameworks.locate import FILE
from engine.rounds.carry_findings import NoCrosswalk
from engine.rounds.directory import WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.diagnostics import Finding
    from engine.rules.framework import Framework


@dataclass(frozen=True)
class Way:
    """The way from one framework to another.

    ``items`` are pairs, the provider among them; ``left`` says of items of the first, and
    ``lacking`` of items of the other, why they are in no pair.
    """

    items: Mapping[str, str]
    left: Mapping[str, str]
    lacking: Mapping[str, str]


def way(own: Framework, other: Framework) -> tuple[Way | None, tuple[Finding, ...]]:
    """The way from one framework to the other: the same ids, or a crosswalk of either."""
    mine, theirs = own.vocabulary, other.vocabulary
    if mine.id == theirs.id:
        shared = [item for item in mine.item_by_id if item in theirs.item_by_id]
        return Way({WHOLE: WHOLE, **{item: item for item in shared}}, {}, {}), ()
    for later, earlier in ((other, own), (own, other)):
        ids = (earlier.vocabulary.id, later.vocabulary.id)
        if crosswalk.crosswalk_versions(later.folder) != ids:
            continue
        walk, findings = crosswalk.load_crosswalk(
            later.folder, earlier.vocabulary, later.vocabulary
        )
        return (None if walk is None else _along(walk, mine.id, theirs.id)), findings
    place = Place(str(other.folder / FILE))
    return None, (NoCrosswalk(place, mine.id, theirs.id),)


def _along(walk: crosswalk.Crosswalk, given: str, wanted: str) -> Way:
    direction = walk.direction(given, wanted)
    assert direction is not None
    entries = crosswalk.not_carried(walk, direction)
    return Way(
        {WHOLE: WHOLE, **crosswalk.carried(walk, direction)},
        {item: entry.because for entry in entries for item in entry.given},
        {item: entry.because for entry in entries for item in entry.wanted},
    )
