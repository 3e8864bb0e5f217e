"""The nearest change that would alter a rating, up and down, in words."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.rules import typed
from engine.rules.discretion import counts
from engine.rules.reference import rate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.frameworks.model import Vocabulary
    from engine.rounds.plan import Task
    from engine.rules.facts import Facts

FARTHEST = 20_000
"""How many arrangements of ratings are looked through at most."""


@dataclass(frozen=True)
class Change:
    """What would have to differ, and the rating that this would give."""

    what: str
    rating: str


def nearest(vocabulary: Vocabulary, task: Task, facts: Facts) -> tuple[Change, ...]:
    """The fewest changes to a better rating, and to a worse one, where there are any."""
    if task.share is not None:
        return tuple(_by_cases(task, task.share, facts))
    if not task.reads:
        return ()
    return tuple(_by_ratings(vocabulary, task, facts))


def _by_cases(task: Task, share: typed.Share, facts: Facts) -> Iterator[Change]:
    """How many judgements would have to be the other way."""
    found = counts(share, facts)
    base = task.rule.base
    assert isinstance(base, typed.Banded)
    if found.applicable == 0:
        return
    rating = base.bands.grade(_value(base, found.favourable, found.applicable))
    unit = share.judgements.unit
    for step, end in ((1, found.applicable), (-1, 0)):
        for favourable in range(found.favourable + step, end + step, step):
            other = base.bands.grade(_value(base, favourable, found.applicable))
            if other != rating:
                number = several(abs(favourable - found.favourable), unit, f"{unit}s")
                more = "more" if step > 0 else "fewer"
                what = f"{number} {more} {share.grades.words}"
                total = f"({favourable} of {found.applicable})"
                yield Change(f"{what} {total}", other)
                break


def _value(base: typed.Banded, favourable: int, applicable: int) -> Fraction:
    if base.bands.measure == "number":
        return Fraction(favourable)
    return Fraction(100 * favourable, applicable)


def _by_ratings(vocabulary: Vocabulary, task: Task, facts: Facts) -> Iterator[Change]:
    """Breadth first over single steps of single ratings, until the result differs."""
    start = {item: facts.ratings[item] for item in task.reads}
    rank = task.rule.scale.rank
    plain = replace(facts, decided=None)
    now = rate(task.rule, replace(plain, ratings=start)).rating
    if now is None:
        return
    for upward in (True, False):
        for ratings in _steps(vocabulary, task, start, upward=upward):
            rating = rate(task.rule, replace(plain, ratings=ratings)).rating
            if rating is not None and (rank(rating) > rank(now)) is upward and rating != now:
                yield Change(_differences(start, ratings), rating)
                break


def _steps(
    vocabulary: Vocabulary,
    task: Task,
    start: Mapping[str, str | None],
    *,
    upward: bool,
) -> Iterator[dict[str, str | None]]:
    """Ratings one step from the start, then two, …; like children are tried once."""
    alike = _alike(task)
    queue = deque([dict(start)])
    seen = {_shape(alike, start)}
    while queue and len(seen) < FARTHEST:
        ratings = queue.popleft()
        for item, rating in ratings.items():
            moved = _moved(vocabulary, item, rating, upward=upward)
            if moved is None:
                continue
            other = {**ratings, item: moved}
            shape = _shape(alike, other)
            if shape not in seen:
                seen.add(shape)
                yield other
                queue.append(other)


def _moved(
    vocabulary: Vocabulary, item_id: str, rating: str | None, *, upward: bool
) -> str | None:
    item = vocabulary.item_by_id[item_id]
    scale = vocabulary.scale_of(item.level)
    if rating is None or scale is None:
        return None
    ranks = [scale.rank(g.id) for g in scale.grades if not item.allowed or g.id in item.allowed]
    here = scale.rank(rating)
    beyond = [rank for rank in ranks if (rank > here if upward else rank < here)]
    if not beyond:
        return None
    return scale.grades[min(beyond) if upward else max(beyond)].id


def _alike(task: Task) -> dict[str, tuple[object, ...]]:
    """Which children the rule cannot tell apart: those with the same mark."""
    named = {child.item for child in typed.children_of(task.rule)}
    return {
        item: (item,)
        if item in named
        else tuple(k for k, ids in task.members.items() if item in ids)
        for item in task.reads
    }


def _shape(
    alike: Mapping[str, tuple[object, ...]], ratings: Mapping[str, str | None]
) -> tuple[object, ...]:
    return tuple(sorted((repr(alike[item]), rating or "") for item, rating in ratings.items()))


def _differences(start: Mapping[str, str | None], end: Mapping[str, str | None]) -> str:
    changed = [f"{item} to {rating}" for item, rating in end.items() if start[item] != rating]
    return listed(changed)
