"""How far a result is from the next band, in the points that its rule bands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.rules import typed

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.frameworks.model import Edge
    from engine.rounds.results import Result


@dataclass(frozen=True)
class Nearness:
    """Where a measure stands between two boundaries; None beyond the last of them.

    ``value`` is a score, or a percentage from 0 to 100. ``own`` is where its band begins,
    if another is below it, and ``next`` where the band above does.
    """

    value: Fraction
    own: Edge | None
    next: Edge | None
    below: str = ""

    @property
    def short(self) -> Fraction | None:
        """The points that it falls short of the next band."""
        return None if self.next is None else self.next.at - self.value

    @property
    def spare(self) -> Fraction | None:
        """The points that it has above the beginning of its own band."""
        return None if self.own is None else self.value - self.own.at

    def can_rise(self, points: Fraction) -> bool:
        """Whether so many points more would be enough for the next band."""
        return self.next is not None and self.next.reached_by(self.value + points)

    def can_fall(self, points: Fraction) -> bool:
        """Whether so many points less would be too few for its own band."""
        return self.own is not None and not self.own.reached_by(self.value - points)


def nearness(result: Result, rule: typed.Rule | None) -> Nearness | None:
    """How near a result is to another rating.

    None where its rating does not follow from its band alone: where it is not banded, where
    another line of the rule applies, such as a limit or a decision, and where there is none.
    """
    if rule is None or not isinstance(rule.base, typed.Banded):
        return None
    value = result.score if rule.base.scored else result.percentage
    bands = rule.base.bands
    others = any(step.effect == "applied" for step in result.steps[1:])
    if value is None or result.rating is None or others:
        return None
    edges = bands.exact_edges
    place = next(n for n, edge in enumerate(edges) if edge.grade == result.rating)
    return Nearness(
        value,
        own=edges[place] if place else None,
        next=edges[place + 1] if place + 1 < len(edges) else None,
        below=edges[place - 1].grade if place else "",
    )
