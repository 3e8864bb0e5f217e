"""Who is part of whom: what stands above providers, and everything below each of these."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.frameworks.model import Vocabulary
    from engine.rounds.round import Provider
    from engine.rules.members import Members


def membership(vocabulary: Vocabulary, everybody: Sequence[Provider]) -> Members:
    """The members of everything above providers, however far below, in the round's order."""
    by_id = {each.id: each for each in everybody}
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in everybody:
        for whole in _wholes(vocabulary, each, by_id):
            found[level_of(vocabulary, each)][whole.id].append(each.id)
    return {
        level: {whole: tuple(parts) for whole, parts in wholes.items()}
        for level, wholes in found.items()
    }


def level_of(vocabulary: Vocabulary, each: Provider) -> str:
    """The id of the level of a provider, or of something above providers."""
    return each.level or vocabulary.provider_level.id


def _wholes(
    vocabulary: Vocabulary, each: Provider, by_id: Mapping[str, Provider]
) -> Iterator[Provider]:
    """What something is part of, and what that is part of, each at a higher level."""
    whole = by_id.get(each.part_of or "")
    while whole is not None and _is_above(vocabulary, whole, each):
        yield whole
        each, whole = whole, by_id.get(whole.part_of or "")


def _is_above(vocabulary: Vocabulary, whole: Provider, part: Provider) -> bool:
    depth = vocabulary.depth
    return depth(level_of(vocabulary, whole)) > depth(level_of(vocabulary, part))
