"""Whether what a round lists belongs together: levels, and what is part of what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.rounds.head_findings import MixedTypes
from engine.rounds.head_findings import NoParts
from engine.rounds.head_findings import PartOfNothing
from engine.rounds.head_findings import PartOfTooLow
from engine.rounds.membership import level_of
from engine.rounds.membership import membership

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.frameworks.model import Vocabulary
    from engine.rounds.round import Provider


def belonging(
    vocabulary: Vocabulary, everybody: Sequence[Provider], places: Mapping[str, Place]
) -> Iterator[Finding]:
    """Everything that is wrong with who is part of what, where there is something above.

    ``places`` tell where each says what it is part of.
    """
    if not vocabulary.levels_above:
        return
    levels = {each.id: level_of(vocabulary, each) for each in everybody}
    depth = {each: vocabulary.depth(level) for each, level in levels.items()}
    wholes = {each.part_of for each in everybody}
    for each in everybody:
        own, level = depth[each.id], levels[each.id]
        higher = [other for other, height in depth.items() if height > own]
        if each.level is not None and each.id not in wholes:
            yield NoParts(each.place, level, each.id)
        if each.part_of is None and higher:
            above = levels[min(higher, key=lambda other: depth[other])]
            yield PartOfNothing(each.place, level, each.id, above)
        if each.part_of is not None and each.part_of not in higher:
            other = levels[each.part_of]
            yield PartOfTooLow(places[each.id], level, each.id, other, each.part_of)


def typed(
    vocabulary: Vocabulary, everybody: Sequence[Provider]
) -> tuple[tuple[Provider, ...], tuple[Finding, ...]]:
    """Everybody, and what pools cases with the type of its providers if it says none."""
    types = {each.id: each.type for each in everybody}
    providers = membership(vocabulary, everybody).get(vocabulary.provider_level.id, {})
    found: list[Provider] = []
    findings: list[Finding] = []
    for each in everybody:
        level = vocabulary.level_by_id[level_of(vocabulary, each)]
        members = {types[member] for member in providers.get(each.id, ())}
        if level.pools != "cases" or each.type is not None or not members:
            found.append(each)
            continue
        found.append(replace(each, type=min(members, key=str)))
        if len(members) > 1:
            choices = tuple(sorted(member for member in members if member is not None))
            findings.append(MixedTypes(each.place, each.id, choices))
    return tuple(found), tuple(findings)
