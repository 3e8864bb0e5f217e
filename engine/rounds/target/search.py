"""The cheapest way to each rating: dynamic programming over the levels of a framework.

Item after item is rated, each after all that its rule reads. All that has to be known of
the items so far is the summary that each rule above them has of their ratings; of the
ways that lead to the same summaries only the cheapest are kept, with every way that is as
cheap. So what is found is the minimum, and every way to it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.rounds.overrides import override
from engine.rounds.target.choices import Choice
from engine.rounds.target.choices import Cost
from engine.rounds.target.choices import TooMany
from engine.rounds.target.summary import Summary
from engine.rounds.target.summary import Value
from engine.rounds.target.summary import summary
from engine.rules.reference import rate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.rules.facts import Outcome
    from engine.rules.plan import Task

MOST = 100_000
"""More situations than this at one item are not followed."""

LOOKED_AT = 10_000
"""So many ways are put in order, at most."""

Key: TypeAlias = tuple[str, str | None]
"""Whose item, and which; None is the whole."""


@dataclass(frozen=True)
class Node:
    """One thing to rate; ``reads`` are the keys of what its own rule reads."""

    key: Key
    task: Task
    choices: tuple[Choice, ...]
    reads: tuple[Key, ...]

    def called(self, other: Key) -> str:
        """What its rule calls something that it reads: an item beside it, or whose it is."""
        provider, item = other
        if item is not None and provider == self.key[0]:
            return item
        return self.task.names[provider]


@dataclass
class State:
    """What the cheapest ways so far cost, and how each was arrived at."""

    cost: Cost
    arrivals: list[tuple[State, Choice]] = field(default_factory=list)
    number: int = 0

    def ways(self) -> Iterator[tuple[Choice, ...]]:
        """Every cheapest way: the choices that change something, in the nodes' order."""
        left: list[tuple[State, tuple[Choice, ...]]] = [(self, ())]
        while left:
            state, way = left.pop()
            if not state.arrivals:
                yield way
            for before, choice in reversed(state.arrivals):
                left.append((before, way if choice.change is None else (choice, *way)))


@dataclass
class _Rater:
    """The rule of a node, with what is known of it already."""

    node: Node
    summary: Summary
    read: dict[Value, dict[str, str | None]]
    rated: dict[tuple[Value, int], Outcome | None] = field(default_factory=dict)
    added: dict[tuple[Value, str, str | None], Value] = field(default_factory=dict)

    def outcome(self, value: Value, number: int) -> Outcome | None:
        """What one of the node's choices gives, of ratings with this summary.

        None where it is a decision that is not open.
        """
        key = value, number
        if key not in self.rated:
            choice = self.node.choices[number]
            found = outcome(self.node, choice, self.read[value])
            applies = choice.facts.decided is None or found.before is not None
            self.rated[key] = found if applies else None
        return self.rated[key]

    def add(self, value: Value, name: str, rating: str | None) -> Value:
        """The summary with one rating more; some ratings that have it are kept for each."""
        key = value, name, rating
        if key not in self.added:
            new = self.summary.add(value, name, rating)
            self.added[key] = new
            self.read.setdefault(new, {**self.read[value], name: rating})
        return self.added[key]


def outcome(node: Node, choice: Choice, ratings: dict[str, str | None]) -> Outcome:
    """What a node's rule gives, with the decision where that still applies."""
    facts = replace(choice.facts, ratings=ratings)
    found = rate(node.task.rule, facts)
    if choice.decision is None:
        return found
    decided = override(node.task, choice.decision, facts, found).decided
    return found if decided is None else rate(node.task.rule, replace(facts, decided=decided))


def in_order(nodes: Sequence[Node], state: State) -> list[tuple[Choice, ...]]:
    """Every cheapest way, as far as there are not too many: those that change least first."""
    places = {node.key: place for place, node in enumerate(nodes)}
    return sorted(
        islice(state.ways(), LOOKED_AT),
        key=lambda way: (len(way), [places[changed(choice)] for choice in way]),
    )


def changed(choice: Choice) -> Key:
    """What a choice changes."""
    assert choice.change is not None
    return choice.change.provider, choice.change.item


def search(nodes: Sequence[Node]) -> dict[str | None, State]:
    """The cheapest ways to each rating of the last node, which rests on all the others.

    Each node comes after what it reads. Raises TooMany.
    """
    front = _Front(nodes)
    for place, node in enumerate(nodes):
        front.pass_by(place)
        if len(front.states) > MOST:
            message = f"there are too many ways to follow at {node.task.words}"
            raise TooMany(message)
    return {rating: state for (rating,), state in front.states.items()}  # type: ignore[misc]


class _Front:
    """How far a search has come.

    ``begun`` are the places of the nodes that have read something and are not rated yet;
    a state is known by the summaries of these, in order.
    """

    def __init__(self, nodes: Sequence[Node]) -> None:
        places = {node.key: place for place, node in enumerate(nodes)}
        self.raters = [_rater(node) for node in nodes]
        self.readers: dict[int, list[int]] = defaultdict(list)
        for place, node in enumerate(nodes):
            for key in dict.fromkeys(node.reads):
                self.readers[places[key]].append(place)
        self.begun: list[int] = []
        self.states: dict[Value, State] = {(): State(Cost(), number=1)}

    def pass_by(self, place: int) -> None:
        """Rate the next node in every state, by every choice that there is for it."""
        rater, readers = self.raters[place], self.readers[place]
        after = [other for other in self.begun if other != place]
        after += [other for other in readers if other not in self.begun]
        options = _cheapest(rater)
        found: dict[Value, State] = {}
        for key, state in self.states.items():
            held = dict(zip(self.begun, key, strict=True))
            own = held.get(place, rater.summary.start)
            for number, choice in options:
                given = rater.outcome(own, number)  # type: ignore[arg-type]
                if given is not None:
                    values = self._read(held, after, place, given.rating)  # type: ignore[arg-type]
                    _arrive(found, values if readers else (given.rating,), state, choice)
        self.begun, self.states = after, found

    def _read(
        self, held: dict[int, Value], after: list[int], place: int, rating: str | None
    ) -> Value:
        """The summaries once a node's rating is known to those that read it."""
        key, readers = self.raters[place].node.key, self.readers[place]
        values = []
        for other in after:
            rater = self.raters[other]
            value = held.get(other, rater.summary.start)
            read = other in readers
            values.append(rater.add(value, rater.node.called(key), rating) if read else value)
        return tuple(values)


def _rater(node: Node) -> _Rater:
    own = summary(node.task)
    return _Rater(node, own, {own.start: {}})


def _cheapest(rater: _Rater) -> list[tuple[int, Choice]]:
    """The choices of a node; of one that reads nothing, the cheapest for each rating."""
    every = list(enumerate(rater.node.choices))
    if rater.node.reads:
        return every
    start = rater.summary.start
    given = [(n, c, o) for n, c in every if (o := rater.outcome(start, n)) is not None]
    least: dict[str | None, Cost] = {}
    for _, choice, found in given:
        least[found.rating] = min(choice.cost, least.get(found.rating, choice.cost))
    return [(n, choice) for n, choice, found in given if choice.cost == least[found.rating]]


def _arrive(found: dict[Value, State], key: Value, state: State, choice: Choice) -> None:
    cost = state.cost.plus(choice.cost)
    known = found.get(key)
    if known is None or cost < known.cost:
        known = found[key] = State(cost)
    if cost == known.cost:
        known.arrivals.append((state, choice))
        known.number += state.number
