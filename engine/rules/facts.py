"""What one rule may look at, and what it makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.rules.typed import SoFar
from engine.rules.typed import asks_so_far

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.rules import tree
    from engine.rules.typed import Collection
    from engine.rules.typed import Condition

Effect: TypeAlias = Literal["applied", "did not apply", "not reached", "not used"]
"""What became of a clause."""


@dataclass(frozen=True)
class Facts:
    """The facts for rating one item of one provider.

    ``ratings`` holds everything rated below, None for not rated; ``members`` the ids
    of each collection (by level and group) that apply to the provider; ``answers`` the
    item's own judgements by answer, without those that do not apply; ``judged`` the
    rating given by a person; ``withheld`` the reason, where the data say that the item
    is not rated; ``decided`` the grade that a panel's decision gives.
    """

    ratings: Mapping[str, str | None] = field(default_factory=dict)
    members: Mapping[tuple[str, str | None], tuple[str, ...]] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    judged: str | None = None
    withheld: str | None = None
    decided: str | None = None

    def so_far(self, condition: Condition, rating: str | None) -> Facts:
        """The same with the rating so far, if a condition asks for it."""
        if not asks_so_far(condition):
            return self
        return replace(self, ratings={**self.ratings, SoFar.item: rating})

    def of(self, collection: Collection) -> dict[str, str | None]:
        """The ratings of a collection, by item id, in the framework's order."""
        ids = self.members[collection.level, collection.group]
        return {item: self.ratings[item] for item in ids}


@dataclass(frozen=True)
class Step:
    """One row of a trace: a clause, what it saw, what came of it, the rating after it."""

    clause: tree.Clause
    saw: str
    effect: Effect
    rating: str | None


@dataclass(frozen=True)
class Outcome:
    """The result of one rule for one item.

    ``value`` is what was banded: a percentage from 0 to 100, a number or a score.
    ``moves`` are the grades that discretion could give, ``before`` the rating that a
    decision replaced, ``reason`` why there is no rating.
    """

    rating: str | None
    steps: tuple[Step, ...]
    value: Fraction | None = None
    reason: str = ""
    before: str | None = None
    moves: tuple[str, ...] = ()


def deciding(steps: Sequence[Step]) -> Step | None:
    """Of some lines the last that changed the rating; without one, the last of all."""
    applied = [step for step in steps if step.effect == "applied"]
    if not applied:
        return steps[-1] if steps else None
    found = applied[0]
    for step in applied[1:]:
        if step.rating != found.rating:
            found = step
    return found
