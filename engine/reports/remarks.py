"""What stands under a ratings table: marks explained, notices, assumptions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.reports import grades
from engine.reports.layout import wrapped
from engine.rounds.results import FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.frameworks.model import Vocabulary
    from engine.rounds.results import Carried
    from engine.rounds.results import NotCarried
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result

SIGNS = "*†‡§¶"
"""The marks that stand for flags, in the order in which they are needed."""


def marks(results: Iterable[Result]) -> dict[str, str]:
    """A mark for each flag that a provider's own result has."""
    used = {flag for result in results for flag in result.flags}
    return dict(zip((flag for flag in FLAGS if flag in used), SIGNS, strict=False))


def remarks(ratings: Ratings, marked: Mapping[str, str], vocabulary: Vocabulary) -> list[str]:
    """All remarks, a paragraph each."""
    return [
        line
        for paragraph in (
            *_marks(ratings.results, marked),
            *_unsure(ratings.results, vocabulary),
            *_below(ratings.results, vocabulary),
            *(f"Assumed: {a.input} is {a.value}: {a.because}" for a in ratings.assumptions),
            *_notices(ratings),
            *(() if ratings.carried is None else carried(ratings.carried)),
        )
        for line in wrapped(paragraph)
    ]


def _marks(results: Sequence[Result], marked: Mapping[str, str]) -> Iterator[str]:
    for flag, mark in marked.items():
        flagged = [_with_range(r) for r in results if flag in r.flags]
        yield f"{mark} {_sentence(flag)}: {listed(flagged)}"


def _sentence(flag: str) -> str:
    return next(words for name, words in FLAGS.items() if name == flag).capitalize()


def _with_range(result: Result) -> str:
    if result.score_if_rated is None:
        return _called(result)
    low, high = (exact(score) for score in result.score_if_rated)
    return f"{_called(result)} ({low} to {high} if all were rated)"


def _called(result: Result) -> str:
    return result.name if result.type is None else f"{result.name} {result.type}"


def _unsure(results: Sequence[Result], vocabulary: Vocabulary) -> Iterator[str]:
    for result in results:
        scale = vocabulary.scale_of(result.level)
        if scale is not None and result.possible:
            yield f"? {_called(result)}: {grades.in_words(result, scale)}"


def _below(results: Sequence[Result], vocabulary: Vocabulary) -> Iterator[str]:
    """How many results below the providers have a flag, or were moved by a decision."""
    for whole in (vocabulary.provider_level, *vocabulary.levels_above):
        where = "" if whole.pools is None else f" in {whole.plural}"
        children = [
            c for result in results if result.level == whole.id for c in result.children
        ]
        below = [r for child in children for r in child.walk()]
        for level in reversed(vocabulary.levels):
            own = [r for r in below if r.level == level.id]
            flags = Counter(flag for r in own for flag in r.flags)
            for flag in [flag for flag in FLAGS if flags[flag]]:
                number = several(flags[flag], level.id, level.plural)
                yield f"{number}{where}: {FLAGS[flag]}"
            moved = sum(r.basis == "decision" for r in own)
            if moved:
                number = several(moved, level.id, level.plural)
                yield f"{number}{where}: moved by a decision"


def _notices(ratings: Ratings) -> Iterator[str]:
    names = {result.id: _called(result) for result in ratings.results}
    about: dict[str, list[str]] = {}
    for notice in ratings.notices:
        provider = names.get(notice.provider, notice.provider)
        about.setdefault(notice.text, []).append(f"{provider} {notice.item}".strip())
    for text, places in about.items():
        yield f"Notice for {listed(places)}: {text}"


def carried(carried: Carried) -> Iterator[str]:
    """How a round was read under another framework than its own, a paragraph each."""
    made, rated = carried.from_framework, carried.to_framework
    under = f"another copy of {rated}" if made == rated else rated
    yield f"Judgements made under {made}, rated under {under}"
    yield from _uncarried("Not carried over", carried.not_carried)
    yield from _uncarried("Left behind", carried.left_behind)


def _uncarried(heading: str, items: Sequence[NotCarried]) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for item in items:
        reasons.setdefault(item.because, []).append(item.item)
    for because, codes in reasons.items():
        yield f"{heading}: {listed(codes)}: {because}".removesuffix(": ")
