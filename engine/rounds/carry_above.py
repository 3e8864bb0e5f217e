"""What stands above providers, read under another framework version."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.diagnostics.words import a
from engine.rounds.membership import level_of
from engine.rounds.results import NotCarried
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.frameworks.model import Level
    from engine.rounds.round import Judgement
    from engine.rounds.round import Provider
    from engine.rounds.round import Round
    from engine.rules.framework import Framework


def kept(round_: Round, other: Framework) -> tuple[Provider, ...]:
    """What is of a level that the other framework has above its providers too."""
    known = {level.id for level in other.vocabulary.levels_above}
    return tuple(each for each in round_.above if each.level in known)


def of_ratings(round_: Round, own: Framework) -> dict[str, Level]:
    """The levels of what is rated from ratings, by id: it has no items of its own."""
    levels = own.vocabulary.level_by_id
    found = {each.id: levels[level_of(own.vocabulary, each)] for each in round_.above}
    return {each: level for each, level in found.items() if level.pools == "ratings"}


def carried(
    judgements: Iterable[Judgement],
    levels: Mapping[str, Level],
    other: Framework,
    items: Mapping[str, str],
) -> tuple[tuple[Judgement, ...], dict[tuple[str, str], str]]:
    """The judgements of what is rated from ratings; and why others stay behind.

    ``items`` are what those of the one framework are in the other; the reasons are by
    level and item.
    """
    found: list[Judgement] = []
    left: dict[tuple[str, str], str] = {}
    for judgement in judgements:
        level, item = levels[judgement.provider], items.get(judgement.item)
        rule = None if item is None else rule_of(level, other, item)
        why = _hindrance(judgement, rule, other.vocabulary.id)
        if why or item is None:
            left.setdefault((level.id, judgement.item), why)
        else:
            found.append(replace(judgement, item=item))
    return tuple(found), left


def left_behind(
    round_: Round, other: Framework, left: Mapping[tuple[str, str], str]
) -> Iterator[NotCarried]:
    """The levels that the other framework lacks, and those whose judgements stay behind."""
    there = {each.level for each in kept(round_, other)}
    for level in dict.fromkeys(each.level or "" for each in round_.above):
        if level not in there:
            yield NotCarried(level, f"{other.vocabulary.id} has no such level above providers")
            continue
        for (whose, item), why in left.items():
            if whose == level:
                yield NotCarried(f"{item} in {a(level)}" if item else level, why)


def rule_of(level: Level, other: Framework, item: str) -> typed.Rule | None:
    """The rule of the other framework for something rated from ratings there too.

    ``item`` is one of its items, or empty for its own rating.
    """
    there = other.vocabulary.level_by_id.get(level.id)
    if there is None or there.pools != "ratings":
        return None
    return other.rules.of(there, item or None)


def _hindrance(judgement: Judgement, rule: typed.Rule | None, other: str) -> str:
    """Why a judgement means nothing there."""
    if rule is None:
        return f"{other} rates nothing like it from ratings"
    if judgement.rating is None:
        return ""
    if not isinstance(rule.base, typed.Judged):
        return f"nothing is recorded for it in {other}"
    if judgement.rating not in rule.scale:
        return f'{other} has no rating "{judgement.rating}" for it'
    return ""
