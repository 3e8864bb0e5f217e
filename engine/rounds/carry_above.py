"""What stands above providers, read under another framework version."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    judgements: Iterable[Judgement], levels: Mapping[str, Level], other: Framework
) -> tuple[tuple[Judgement, ...], dict[str, str]]:
    """The judgements of what is rated from ratings; and by level, why others stay behind."""
    found: list[Judgement] = []
    left: dict[str, str] = {}
    for judgement in judgements:
        level = levels[judgement.provider]
        why = _hindrance(judgement, rule_of(level, other), other.vocabulary.id)
        if why:
            left.setdefault(level.id, why)
        else:
            found.append(judgement)
    return tuple(found), left


def left_behind(
    round_: Round, other: Framework, left: Mapping[str, str]
) -> Iterator[NotCarried]:
    """The levels that the other framework lacks, and those whose judgements stay behind."""
    there = {each.level for each in kept(round_, other)}
    for level in dict.fromkeys(each.level or "" for each in round_.above):
        if level not in there:
            yield NotCarried(level, f"{other.vocabulary.id} has no such level above providers")
        elif level in left:
            yield NotCarried(level, left[level])


def rule_of(level: Level, other: Framework) -> typed.Rule | None:
    """The rule of the other framework for a level that is rated from ratings there too."""
    there = other.vocabulary.level_by_id.get(level.id)
    return None if there is None or there.pools != "ratings" else other.rules.whole(there)


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
