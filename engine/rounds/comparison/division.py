"""A change in score, divided into what performance changed and what the framework did.

Two rounds rated under two frameworks give four scores. The part of performance is the
mean of the two changes that another round makes under one framework, the part of the
framework the mean of the two that another framework makes of one round (the Shapley
value of two players). The two add up to the whole change, exactly.

Where one of the four is not known, because no crosswalk carries what it needs, a total
is divided member by member; what belongs to a member that cannot be divided is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Generic
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.rounds.results import NotCarried
    from engine.rounds.results import Result
    from engine.rules import typed

HALF = Fraction(1, 2)

Value = TypeVar("Value")


@dataclass(frozen=True)
class Four(Generic[Value]):
    """Something of two rounds under two frameworks, each round's own and the other's."""

    before: Value
    before_there: Value
    after_there: Value
    after: Value

    def __iter__(self) -> Iterator[Value]:
        return iter((self.before, self.before_there, self.after_there, self.after))


@dataclass(frozen=True)
class Part:
    """A part of a change that is not divided: the items that it is of, and why.

    The items are those of the first framework and of the second; one of them is empty
    where the other framework has nothing comparable.
    """

    before: str
    after: str
    points: Fraction
    because: tuple[NotCarried, ...]


@dataclass(frozen=True)
class Division:
    """The parts of a change in score; None where nothing of it can be divided."""

    performance: Fraction | None
    framework: Fraction | None
    undivided: tuple[Part, ...] = ()

    @property
    def rest(self) -> Fraction:
        """All that is not divided."""
        return sum((part.points for part in self.undivided), Fraction(0))

    @property
    def total(self) -> Fraction:
        """The whole change."""
        return (self.performance or 0) + (self.framework or 0) + self.rest


def divided(scores: Four[Fraction | None]) -> Division | None:
    """A change divided, where all four scores are known."""
    first, first_there, second_there, second = scores
    if first is None or first_there is None or second_there is None or second is None:
        return None
    return Division(
        performance=((second_there - first) + (second - first_there)) * HALF,
        framework=((first_there - first) + (second - second_there)) * HALF,
    )


@dataclass(frozen=True)
class Member:
    """What one member adds to a total, before and after, under either framework.

    None is not known. An item is empty, and adds nothing, where the framework has none
    that is comparable.
    """

    before: str
    after: str
    points: Four[Fraction | None]

    @property
    def change(self) -> Fraction:
        """What it changes of the total."""
        return (self.points.after or Fraction(0)) - (self.points.before or Fraction(0))


def divided_by_members(
    members: Iterable[Member], because: Callable[[str, str], tuple[NotCarried, ...]]
) -> Division:
    """The change of a total as the sum of what its members change of it.

    ``because`` says why what belongs to a member's items is not divided.
    """
    performance = framework = Fraction(0)
    undivided: list[Part] = []
    for member in members:
        known = divided(member.points)
        if known is not None:
            performance += known.performance or 0
            framework += known.framework or 0
        else:
            items = member.before, member.after
            undivided.append(Part(*items, member.change, because(*items)))
    return Division(performance, framework, tuple(undivided))


def added(scored: typed.Scored, item: str, result: Result) -> Fraction | None:
    """What a member's result adds to a total; None if that is not known."""
    if result.rating is not None:
        score = scored.collection.scale.grade(result.rating).score
        assert score is not None
        return score * scored.weight_of.get(item, Fraction(1))
    if result.possible or result.basis == "cannot be computed":
        return None
    if scored.absorbed.kind == "counted":
        return scored.absorbed.score * scored.weight_of.get(item, Fraction(1))
    return Fraction(0) if scored.absorbed.kind == "ignored" else None
