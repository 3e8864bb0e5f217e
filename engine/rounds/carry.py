"""Reads a round under another framework version: what is comparable is carried over."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.diagnostics import Finding
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.frameworks import crosswalk
from engine.frameworks.locate import FILE
from engine.rounds.carry_findings import NoCrosswalk
from engine.rounds.carry_findings import TypesDiffer
from engine.rounds.results import Carried
from engine.rounds.results import NotCarried

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.frameworks.model import Vocabulary
    from engine.rounds.round import Judgement
    from engine.rounds.round import Round
    from engine.rules.framework import Framework


@dataclass(frozen=True)
class Way:
    """How items of one version stand for items of another.

    ``items`` are pairs; ``because`` says of items on either side why they have no other.
    """

    items: Mapping[str, str]
    because: Mapping[str, str]


def carry(round_: Round, own: Framework, other: Framework) -> tuple[Round, Carried]:
    """The round as the other framework would read it, and what could not be carried.

    Raises Invalid when nothing says how the two frameworks correspond.
    """
    findings = _type_findings(round_, other)
    way, more = _way(own, other)
    if way is None or findings:
        raise Invalid((*findings, *more))
    vocabulary = other.vocabulary
    wanted = {item.id for item in vocabulary.items} & _answered(vocabulary)
    reached = set(way.items.values())
    unknown = {i: _reason(way, i, own) for i in _in_order(vocabulary, wanted - reached)}
    given = _answered(own.vocabulary) - set(way.items)
    left = {i: _reason(way, i, other) for i in _in_order(own.vocabulary, given)}
    carried = replace(
        round_,
        tallies={
            (provider, way.items[item]): tally
            for (provider, item), tally in round_.tallies.items()
            if item in way.items
        },
        judgements=tuple(_judgement(way, j) for j in round_.judgements if j.item in way.items),
        decisions=tuple(
            replace(decision, item=way.items[decision.item])
            for decision in round_.decisions
            if decision.item in way.items
        ),
        inputs=_inputs(round_, vocabulary),
        unanswered=(),
        unknown={**unknown, **_unanswered(round_, own, way)},
    )
    report = Carried(
        from_framework=own.vocabulary.id,
        to_framework=vocabulary.id,
        not_carried=tuple(NotCarried(item, why) for item, why in unknown.items()),
        left_behind=tuple(NotCarried(item, why) for item, why in left.items()),
    )
    return carried, report


def _judgement(way: Way, judgement: Judgement) -> Judgement:
    return replace(judgement, item=way.items[judgement.item])


def _answered(vocabulary: Vocabulary) -> set[str]:
    """Items that something is recorded for: a rating by a person, or answers."""
    return {
        item.id
        for item in vocabulary.items
        if vocabulary.scale_of(item.level) is not None
        or vocabulary.level_by_id[item.level].answers is not None
    }


def _in_order(vocabulary: Vocabulary, items: set[str]) -> list[str]:
    return [item.id for item in vocabulary.items if item.id in items]


def _reason(way: Way, item: str, missing_in: Framework) -> str:
    because = way.because.get(item)
    return because or f"{missing_in.vocabulary.id} has nothing comparable"


def _unanswered(round_: Round, own: Framework, way: Way) -> dict[str, str]:
    """Questions whose cases the round itself does not have."""
    return {
        way.items[item.id]: f"there are no cases of {item.sample}"
        for item in own.vocabulary.items
        if item.sample in round_.unanswered and item.id in way.items
    }


def _inputs(round_: Round, vocabulary: Vocabulary) -> dict[tuple[str, str], str]:
    """The facts that the other framework asks for: as recorded, assumed, or its default."""
    assumed = {assumption.input: assumption.value for assumption in round_.assumptions}
    found: dict[tuple[str, str], str] = {}
    for provider in round_.providers:
        for fact in vocabulary.inputs:
            given = round_.inputs.get(
                (provider.id, fact.id), assumed.get(fact.id, fact.default)
            )
            if given is not None:
                found[provider.id, fact.id] = given
    return found


def _type_findings(round_: Round, other: Framework) -> tuple[Finding, ...]:
    known = set(other.vocabulary.type_ids)
    unknown = sorted({str(p.type) for p in round_.providers if p.type not in known})
    place = Place(str(other.folder / FILE))
    if not unknown:
        return ()
    return (TypesDiffer(place, tuple(unknown), other.vocabulary.id, round_.id),)


def _way(own: Framework, other: Framework) -> tuple[Way | None, tuple[Finding, ...]]:
    """The way from one framework to the other: the same ids, or a crosswalk of either."""
    mine, theirs = own.vocabulary, other.vocabulary
    if mine.id == theirs.id:
        shared = set(mine.item_by_id) & set(theirs.item_by_id)
        return Way({item: item for item in shared}, {}), ()
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
    because = {
        item: entry.because
        for entry in crosswalk.not_carried(walk, direction)
        for item in (*entry.given, *entry.wanted)
    }
    return Way(crosswalk.carried(walk, direction), because)
