"""What it would take for a provider to have another rating."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.rounds.target.search import changed
from engine.rounds.target.search import in_order
from engine.rounds.target.search import outcome
from engine.rounds.target.search import search

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.rounds.target.choices import Change
    from engine.rounds.target.choices import Choice
    from engine.rounds.target.choices import Cost
    from engine.rounds.target.choices import Kind
    from engine.rounds.target.network import Network
    from engine.rounds.target.search import Key
    from engine.rounds.target.search import Node
    from engine.rules.facts import Outcome

FEW = 10
"""So many ways are told, if nobody asks for more."""


@dataclass(frozen=True)
class Moved:
    """Something whose rating would be another."""

    level: str
    provider: str
    item: str | None
    start: str | None
    end: str | None


@dataclass(frozen=True)
class Way:
    """One way to a rating: what would differ, and what would follow, lowest first.

    ``lapsed`` are changed items to which a decision applies no longer; ``score`` is what
    the rating would be banded from, where it is a score.
    """

    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    lapsed: tuple[Key, ...] = ()
    score: Fraction | None = None


@dataclass(frozen=True)
class Target:
    """What it would take to have a rating.

    ``rating`` is the one that it has. ``cost`` is the least there is, None where nothing
    gives the rating wanted; ``number`` is how many ways cost as little, of which ``ways``
    has some, those first that change the fewest items. ``nearest`` is what each rating
    costs that can be had at all.
    """

    rating: str | None
    wanted: str | None
    cost: Cost | None
    number: int
    ways: tuple[Way, ...]
    nearest: dict[str | None, Cost]


def target(
    network: Network,
    key: Key,
    wanted: str | None,
    free: Collection[Kind],
    most: int = FEW,
) -> Target:
    """The fewest judgements that would have to differ for something to have a rating.

    ``key`` is the provider and one of its items, None for its own rating; ``free`` says
    what may differ: judgements of cases, ratings that are judged, decisions of a panel.
    Nothing that the rating rests on may be unknown. Raises TooMany.
    """
    nodes = network.nodes(key, free)
    states = search(nodes)
    now = outcomes(nodes, {})
    found = states.get(wanted)
    ways = [] if found is None else in_order(nodes, found)[:most]
    return Target(
        rating=now[key].rating,
        wanted=wanted,
        cost=None if found is None else found.cost,
        number=0 if found is None else found.number,
        ways=tuple(_way(nodes, now, way) for way in ways),
        nearest={rating: state.cost for rating, state in states.items()},
    )


def _way(nodes: Sequence[Node], now: dict[Key, Outcome], way: tuple[Choice, ...]) -> Way:
    then = outcomes(nodes, {changed(choice): choice for choice in way})
    changes = tuple(choice.change for choice in way if choice.change is not None)
    lapsed = tuple(key for key in map(changed, way) if now[key].before and not then[key].before)
    last = nodes[-1]
    score = None if last.task.scored is None else then[last.key].value
    return Way(changes, moved(nodes, now, then), lapsed, score)


def outcomes(nodes: Sequence[Node], chosen: Mapping[Key, Choice]) -> dict[Key, Outcome]:
    """How everything comes out if some choices are made; all else stands as it is."""
    found: dict[Key, Outcome] = {}
    for node in nodes:
        ratings = {node.called(key): found[key].rating for key in node.reads}
        found[node.key] = outcome(node, chosen.get(node.key, node.choices[0]), ratings)
    return found


def moved(
    nodes: Sequence[Node], now: Mapping[Key, Outcome], then: Mapping[Key, Outcome]
) -> tuple[Moved, ...]:
    """Everything whose rating is another."""
    return tuple(
        Moved(n.task.rule.level.id, *n.key, now[n.key].rating, then[n.key].rating)
        for n in nodes
        if now[n.key].rating != then[n.key].rating
    )
