"""The nearest change that would alter a rating, up and down, in words."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.diagnostics.words import several
from engine.diagnostics.words import shortened
from engine.rounds.target import choices
from engine.rounds.target.search import in_order
from engine.rounds.target.search import search
from engine.rules import typed
from engine.rules.discretion import counts
from engine.rules.patterns import collections_with
from engine.rules.reference import rate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.frameworks.model import Scale
    from engine.frameworks.model import Vocabulary
    from engine.rounds.target.choices import Cost
    from engine.rounds.target.choices import Kind
    from engine.rounds.target.network import Network
    from engine.rounds.target.search import Key
    from engine.rules.facts import Facts
    from engine.rules.plan import Task

FARTHEST = 200_000
"""How many ratings are looked at, at most, over all the ways to arrange them."""

FEW = 3
"""Of more items than this it is not said how each would have to be."""


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


def nearest_judgements(network: Network, key: Key, kind: Kind, now: str) -> tuple[Change, ...]:
    """The fewest judgements of one kind, however far below, that would give another rating.

    ``key`` is what has the rating ``now``; for a better one and a worse one, where there
    are any, and of those that take as few the nearest.
    """
    nodes = network.nodes(key, (kind,))
    states = {r: s for r, s in search(nodes).items() if r not in (None, now)}
    rank = network.task(key).rule.scale.rank

    def distance(rating: str) -> tuple[Cost, int]:
        return states[rating].cost, abs(rank(rating) - rank(now))

    found = []
    for upward in (True, False):
        beyond = [r for r in states if r is not None and (rank(r) > rank(now)) is upward]
        if beyond:
            rating = min(beyond, key=distance)
            way = in_order(nodes, states[rating])[0]
            changes = [choice.change for choice in way if choice.change is not None]
            found.append(Change(_all_in_words(network, changes), rating))
    return tuple(found)


def _all_in_words(network: Network, changes: list[choices.Change]) -> str:
    """What would differ; of many items only how many judgements of which."""
    if len(changes) <= FEW or changes[0].kind != "cases":
        return shortened([_in_words(network, change) for change in changes])
    first = network.task((changes[0].provider, changes[0].item)).asks[0]
    number = sum(change.number for change in changes)
    items = shortened([change.item or "" for change in changes])
    return f"{number:,} other {first.judgements.plural} in {items}"


def _in_words(network: Network, change: choices.Change) -> str:
    """What would differ about one item."""
    if change.kind != "cases":
        return f"{change.item} to {change.rating}"
    key = change.provider, change.item
    task = network.task(key)
    share = task.share or task.asks[0]
    then, now = (choices.favourable(share, c) for c in (change.counts, network.counts(key)))
    unit = several(change.number, share.judgements.unit, f"{share.judgements.unit}s")
    if abs(then - now) != change.number:
        return f"{unit} judged otherwise in {change.item}"
    direction = "more" if then > now else "fewer"
    of = f"({then} of {sum(change.counts)})"
    return f"{unit} {direction} {share.grades.words} in {change.item} {of}"


def _by_cases(task: Task, share: typed.Share, facts: Facts) -> Iterator[Change]:
    """How many judgements would have to be the other way."""
    found = counts(share, facts)
    scale = task.rule.scale
    inside = share.grades.grades[0]
    outside = next((g.id for g in share.scale.grades if g.id not in share.grades), None)
    if outside is None:
        return

    def rank(favourable: int) -> int:
        """The rank of the rating that so many favourable judgements would give."""
        answers = {inside: favourable, outside: found.applicable - favourable}
        rating = rate(task.rule, replace(facts, answers=answers, decided=None)).rating
        return -1 if rating is None else scale.rank(rating)

    now = rank(found.favourable)
    unit = share.judgements.unit
    upwards = range(found.favourable, found.applicable + 1)
    downwards = range(found.favourable, -1, -1)
    for more, ways in (("more", upwards), ("fewer", downwards)):
        # More favourable judgements never give less: once it differs, it goes on differing.
        number = bisect_left(ways, 1, key=lambda favourable: int(rank(favourable) != now))
        if number < len(ways):
            cases = several(number, unit, f"{unit}s")
            total = f"({ways[number]} of {found.applicable})"
            what = f"{cases} {more} {share.grades.words} {total}"
            yield Change(what, scale.at(rank(ways[number])).id)


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
    children = _children(vocabulary, task)
    alike = _alike(task, children)
    queue = deque([dict(start)])
    seen = {_shape(alike, start)}
    while queue and len(seen) * len(start) < FARTHEST:
        ratings = queue.popleft()
        for item in _different(alike, ratings):
            moved = _moved(*children[item], ratings[item], upward=upward)
            if moved is None:
                continue
            other = {**ratings, item: moved}
            shape = _shape(alike, other)
            if shape not in seen:
                seen.add(shape)
                yield other
                queue.append(other)


def _different(
    alike: Mapping[str, tuple[object, ...]], ratings: Mapping[str, str | None]
) -> Iterator[str]:
    """The first of all children that are alike and have the same rating."""
    tried = set()
    for item, rating in ratings.items():
        if (alike[item], rating) not in tried:
            tried.add((alike[item], rating))
            yield item


def _children(vocabulary: Vocabulary, task: Task) -> dict[str, tuple[Scale, tuple[str, ...]]]:
    """The scale of each child, and the grades to which it is limited, if it is."""
    scales = {child.item: child.scale for child in typed.children_of(task.rule)}
    for collection in typed.collections_of(task.rule):
        scales |= dict.fromkeys(task.of(collection), collection.scale)
    of_parts = () if task.item is None else task.item.allowed

    def allowed(child: str) -> tuple[str, ...]:
        return of_parts if child in task.parts else vocabulary.item_by_id[child].allowed

    return {child: (scale, allowed(child)) for child, scale in scales.items()}


def _moved(
    scale: Scale, allowed: tuple[str, ...], rating: str | None, *, upward: bool
) -> str | None:
    if rating is None:
        return None
    ranks = [scale.rank(g.id) for g in scale.grades if not allowed or g.id in allowed]
    here = scale.rank(rating)
    beyond = [rank for rank in ranks if (rank > here if upward else rank < here)]
    if not beyond:
        return None
    return scale.grades[min(beyond) if upward else max(beyond)].id


def _alike(
    task: Task, children: Mapping[str, tuple[Scale, tuple[str, ...]]]
) -> dict[str, tuple[object, ...]]:
    """Which children the rule cannot tell apart: those with the same mark."""
    named = {child.item for child in typed.children_of(task.rule)}
    inside = collections_with(task.members)
    scored = [m for m in typed.measures_of(task.rule) if isinstance(m, typed.Scored)]

    def mark(item: str) -> tuple[object, ...]:
        weights = tuple(measure.weight_of.get(item) for measure in scored)
        return (children[item][1], weights, *inside[item])

    return {item: (item,) if item in named else mark(item) for item in task.reads}


def _shape(
    alike: Mapping[str, tuple[object, ...]], ratings: Mapping[str, str | None]
) -> tuple[object, ...]:
    return tuple(sorted((repr(alike[item]), rating or "") for item, rating in ratings.items()))


def _differences(start: Mapping[str, str | None], end: Mapping[str, str | None]) -> str:
    changed = [f"{item} to {rating}" for item, rating in end.items() if start[item] != rating]
    return shortened(changed)
