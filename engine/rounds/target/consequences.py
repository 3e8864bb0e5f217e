"""What a decision about one item would do to everything above it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.rounds.target.target import moved
from engine.rounds.target.target import outcomes

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.rounds.target.network import Network
    from engine.rounds.target.search import Key
    from engine.rounds.target.target import Moved
    from engine.rules.facts import Outcome


@dataclass(frozen=True)
class Consequence:
    """The other ratings that a decision would change, lowest first.

    ``score`` is what the provider's own rating is banded from, before and after.
    """

    moved: tuple[Moved, ...]
    score: tuple[Fraction, Fraction] | None = None


class Consequences:
    """What decisions about one provider would do."""

    def __init__(self, network: Network, provider: str) -> None:
        self._provider = provider
        self._nodes = network.everything(provider)
        self._now = outcomes(self._nodes, {})

    def of(self, item: str | None, grade: str) -> Consequence:
        """What a decision that gives an item a grade would do to all else."""
        key = (self._provider, item)
        own = next(node for node in self._nodes if node.key == key).choices[0]
        decided = replace(own, facts=replace(own.facts, decided=grade), decision=None)
        then = outcomes(self._nodes, {key: decided})
        others = tuple(m for m in moved(self._nodes, self._now, then) if m.item != item)
        return Consequence(others, self._score(then))

    def _score(self, then: dict[Key, Outcome]) -> tuple[Fraction, Fraction] | None:
        last = self._nodes[-1]
        before, after = self._now[last.key].value, then[last.key].value
        if last.task.scored is None or before is None or after is None:
            return None
        return before, after
