"""Who of one round is who in another: by id, by former ids, and by other names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.frameworks.names import canonical

if TYPE_CHECKING:
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
    left = [each for each in before if each.id not in {old for old, _ in found}]
    come = [each for each in after if each.id not in {new for _, new in found}]
    found |= {*_called(left, come)}
    found |= {(old, new) for new, old in _called(come, left)}
    by_id = {each.id: each for each in after}
    places = {each.id: place for place, each in enumerate(after)}
    pairs = (
        (old, by_id[new])
        for old in before
        for new in sorted((n for o, n in found if o == old.id), key=places.__getitem__)
    )
    olds, news = {old for old, _ in found}, {new for _, new in found}
    return Pairing(
        pairs=tuple(pairs),
        only_before=tuple(each for each in before if each.id not in olds),
        only_after=tuple(each for each in after if each.id not in news),
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
