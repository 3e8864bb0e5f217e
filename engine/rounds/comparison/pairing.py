"""Who of one round is who in another: by id, by former ids, and by other names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.frameworks.names import canonical
from engine.frameworks.names import misspelt
from engine.frameworks.names import suggest
from engine.rounds.head_findings import FormerlyNobody

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.rounds.round import Provider


@dataclass(frozen=True)
class Pairing:
    """Who was inspected in both rounds, in the order of the first, and who only in one.

    Something that was merged or divided is in several pairs.
    """

    pairs: tuple[tuple[Provider, Provider], ...]
    only_before: tuple[Provider, ...]
    only_after: tuple[Provider, ...]


def paired(before: Sequence[Provider], after: Sequence[Provider]) -> Pairing:
    """Who is who: the same id, or a former one that either round declares.

    Who has no partner by then may have one of whom either is an alias of the other.
    """
    found = {*_same(before, after)}
    found |= {(old, new) for new, old in _same(after, before)}
    left, come = _alone(before, after, found)
    found |= {*_called(left, come)}
    found |= {(old, new) for new, old in _called(come, left)}
    olds = {each.id: place for place, each in enumerate(before)}
    news = {each.id: place for place, each in enumerate(after)}
    places = sorted((olds[old], news[new]) for old, new in found)
    pairs = tuple((before[old], after[new]) for old, new in places)
    return Pairing(pairs, *_alone(before, after, found))


def strangers(pairing: Pairing, before: Sequence[Provider]) -> Iterator[FormerlyNobody]:
    """Former ids in the second round that are wrong, as far as the first can tell.

    Others may be from a still earlier round: a name is wrong where somebody without a
    partner may have been meant, or where none of those of somebody without one is known.
    """
    known = {(each.level, canonical(each.id)) for each in before}
    left, alone = [each.id for each in pairing.only_before], {*pairing.only_after}
    for new in dict.fromkeys((*(new for _, new in pairing.pairs), *pairing.only_after)):
        for name in (name for name in new.was if (new.level, canonical(name)) not in known):
            meant = suggest(name, left) if new in alone else misspelt(name, left)
            if new in alone or meant is not None:
                yield FormerlyNobody(new.was_place, new.id, name, meant)


def _alone(
    before: Iterable[Provider], after: Iterable[Provider], found: Collection[tuple[str, str]]
) -> tuple[tuple[Provider, ...], tuple[Provider, ...]]:
    """Who of either round is in no pair."""
    olds, news = {old for old, _ in found}, {new for _, new in found}
    return (
        tuple(each for each in before if each.id not in olds),
        tuple(each for each in after if each.id not in news),
    )


def _same(some: Iterable[Provider], others: Iterable[Provider]) -> Iterator[tuple[str, str]]:
    """Those of whom the others have the id, or name it as a former one."""
    return _met(some, [(each, (each.id, *each.was)) for each in others])


def _called(some: Iterable[Provider], others: Iterable[Provider]) -> Iterator[tuple[str, str]]:
    """Those whose id is an alias of another."""
    return _met(some, [(each, each.aliases) for each in others])


def _met(
    some: Iterable[Provider], others: Iterable[tuple[Provider, Sequence[str]]]
) -> Iterator[tuple[str, str]]:
    """Those of whom one of the others, of the same level, says the id."""
    by_id = {(each.level, canonical(each.id)): each.id for each in some}
    for other, names in others:
        for name in names:
            if (other.level, canonical(name)) in by_id:
                yield by_id[other.level, canonical(name)], other.id
