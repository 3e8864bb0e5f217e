"""Advice about results that a framework declares; never part of a rating."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.diagnostics.words import exact
from engine.diagnostics.words import hundredths
from engine.diagnostics.words import listed
from engine.rounds.results import NoticeGiven

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Notice
    from engine.frameworks.model import Selection
    from engine.frameworks.model import Vocabulary
    from engine.rounds.results import Result


def notices(vocabulary: Vocabulary, provider: Result) -> Iterator[NoticeGiven]:
    """Every notice that one provider's ratings call for, in the framework's order."""
    for notice in vocabulary.notices:
        for result in _selected(vocabulary, provider, notice.judged):
            if result.basis == "judged":
                yield from _notice(vocabulary, provider, notice, result)


def _notice(
    vocabulary: Vocabulary, provider: Result, notice: Notice, result: Result
) -> Iterator[NoticeGiven]:
    beside = [
        other
        for other in _selected(vocabulary, provider, notice.mean_of)
        if other.level == result.level
    ]
    others = [_rank(vocabulary, other) for other in beside if other.rating is not None]
    if not others or any(other.possible for other in beside):
        return
    mean = Fraction(sum(others), len(others))
    above = _rank(vocabulary, result) - mean
    if above >= notice.at_least:
        words = listed([_name(vocabulary, item) for item in notice.mean_of.within])
        because = f"{hundredths(above)} grades above the mean of {words}"
        because = f"{because}; at least {exact(notice.at_least)} calls for a notice"
        yield NoticeGiven(notice.id, provider.id, result.id, notice.text, because)


def _selected(vocabulary: Vocabulary, provider: Result, selection: Selection) -> list[Result]:
    """The results of items within a selection; the provider's own is no item's."""
    items = vocabulary.item_by_id
    found = [result for result in provider.walk() if result is not provider]
    return [r for r in found if vocabulary.is_within(items[r.id], selection.within)]


def _rank(vocabulary: Vocabulary, result: Result) -> int:
    scale = vocabulary.scale_of(result.level)
    assert scale is not None
    assert result.rating is not None
    return scale.rank(result.rating)


def _name(vocabulary: Vocabulary, item_id: str) -> str:
    item = vocabulary.item_by_id[item_id]
    return f"{item.level} {item.id}"
