"""Two rounds compared: who was inspected in both, and what changed of each item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.rounds.changes import standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from engine.diagnostics import Finding
    from engine.rounds.comparison.division import Division
    from engine.rounds.comparison.division import Four
    from engine.rounds.comparison.nearness import Nearness
    from engine.rounds.results import Carried
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result
    from engine.rules.framework import Framework


Direction: TypeAlias = Literal["up", "down", "same", "other"]
"""Where a rating went; "other" where there is not one on the same scale before and after."""


@dataclass(frozen=True)
class Line:
    """One item in two rounds, or a provider as a whole, whose items are then empty.

    ``before`` and ``after`` are its ids in either framework. ``results`` has those under
    the other framework too, None where there is none. ``steps`` is by how many grades the
    rating went up, None where it is not on one scale in both. ``division`` is None where
    there is one framework, or no change of a score.
    """

    level: str
    before: str
    after: str
    results: Four[Result | None]
    old: Result
    new: Result
    steps: int | None
    division: Division | None
    nearness: tuple[Nearness | None, Nearness | None]

    @property
    def name(self) -> str:
        """What the item is called."""
        return self.new.name or self.old.name

    @property
    def score(self) -> Fraction | None:
        """By how much the score changed, if there are two."""
        old, new = score_of(self.old), score_of(self.new)
        return None if old is None or new is None else new - old

    @property
    def percentage(self) -> Fraction | None:
        """By how many points the percentage changed, if there are two."""
        old, new = self.old.percentage, self.new.percentage
        return None if old is None or new is None else new - old

    @property
    def crossed(self) -> bool:
        """Whether the rating is another."""
        return standing(self.old) != standing(self.new)

    @property
    def direction(self) -> Direction:
        """Where the rating went."""
        if not self.crossed:
            return "same"
        if not self.steps:
            return "other"
        return "up" if self.steps > 0 else "down"

    @property
    def changed(self) -> bool:
        """Whether anything is another: the rating, the score or the percentage."""
        return self.crossed or bool(self.score) or bool(self.percentage)


@dataclass(frozen=True)
class Compared:
    """A provider that was inspected in both rounds: as it was, and as it is.

    ``names`` are all that either round knows it by. ``lines`` are everything that both
    rounds rated and that can be compared, as a whole first, in the order of the second
    framework.
    """

    before: Result
    after: Result
    names: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def whole(self) -> Line | None:
        """The provider's own rating, if the frameworks give one."""
        return next((line for line in self.lines if not line.after), None)

    @property
    def changes(self) -> tuple[Line, ...]:
        """What is another."""
        return tuple(line for line in self.lines if line.changed)

    def near(self, points: Fraction) -> Nearness | None:
        """Where it stands now, if so many points or fewer would change its rating."""
        place = None if self.whole is None else self.whole.nearness[1]
        if place is not None and (place.can_rise(points) or place.can_fall(points)):
            return place
        return None


@dataclass(frozen=True)
class RoundsCompared:
    """Two rounds held against each other.

    ``carried`` says what of either round could not be read under the other's framework;
    it is None where the two are rated under the same.
    """

    before: Ratings
    after: Ratings
    frameworks: tuple[Framework, Framework]
    providers: tuple[Compared, ...]
    only_before: tuple[Result, ...]
    only_after: tuple[Result, ...]
    carried: tuple[Carried, Carried] | None = None
    findings: tuple[tuple[Finding, ...], tuple[Finding, ...]] = ((), ())

    @property
    def changed(self) -> bool:
        """Whether anything is another of anybody who was inspected in both."""
        return any(each.changes for each in self.providers)

    @property
    def synthetic(self) -> bool:
        """Whether any of the data are made up."""
        return self.before.synthetic or self.after.synthetic


def in_order(providers: Iterable[Compared]) -> list[Compared]:
    """By the change of their score, the best first, then by name."""

    def position(each: Compared) -> tuple[bool, Fraction | int, str, str, str]:
        change = None if each.whole is None else each.whole.score
        names = (each.after.name.casefold(), each.after.id, each.before.id)
        return (change is None, -(change or 0), *names)

    return sorted(providers, key=position)


def score_of(result: Result) -> Fraction | None:
    """The score of what is rated; what is not rated has none to compare."""
    return None if result.rating is None else result.score
