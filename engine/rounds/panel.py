"""What a ratings panel has before it: every result open to discretion, and what it means."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.rounds.directory import WHOLE
from engine.rounds.target.consequences import Consequences
from engine.rounds.target.network import Network
from engine.rules import typed
from engine.rules.discretion import boundary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.frameworks.model import Bands
    from engine.frameworks.model import Scale
    from engine.rounds.results import Counts
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result
    from engine.rounds.round import Decision
    from engine.rounds.round import Round
    from engine.rounds.target.consequences import Consequence
    from engine.rules.framework import Framework


@dataclass(frozen=True)
class Precedent:
    """A result like another that was moved in the same round, and the decision."""

    provider: Result
    result: Result
    decision: Decision


@dataclass(frozen=True)
class Like:
    """The other results of a round that stood where one stands and could be moved alike.

    ``number`` is how many there are; ``moved`` those that were, the most similar first.
    """

    number: int
    moved: tuple[Precedent, ...]


@dataclass(frozen=True)
class Move:
    """A grade that discretion could give, and how far away it is.

    ``points`` is the distance to the boundary, ``cases`` how many judgements would have
    to be otherwise; None where the rating is not banded from a percentage.
    ``consequence`` is what would follow, None where that cannot be known yet.
    """

    grade: str
    points: Fraction | None = None
    cases: int | None = None
    like: Like = Like(0, ())
    consequence: Consequence | None = None


@dataclass(frozen=True)
class Open:
    """A result open to discretion; ``others`` stand beside it under the same parent."""

    provider: Result
    parent: Result
    result: Result
    moves: tuple[Move, ...]

    @property
    def others(self) -> tuple[Result, ...]:
        """The results beside this one."""
        return tuple(r for r in self.parent.children if r.id != self.result.id)

    @property
    def start(self) -> str | None:
        """The rating before any decision."""
        return self.result.before or self.result.rating


def agenda(round_: Round, framework: Framework, ratings: Ratings) -> tuple[Open, ...]:
    """Every result that somebody may move, with what is like it and what would follow."""
    found = openings(ratings, framework)
    like = _Likeness(found, round_, framework)
    network = Network(round_, framework)
    whose = dict.fromkeys(opening.provider.id for opening in found)
    follows = {each: _consequences(network, each) for each in whose}
    return tuple(
        replace(opening, moves=tuple(_completed(opening, like, follows[opening.provider.id])))
        for opening in found
    )


def _consequences(network: Network, provider: str) -> Consequences | None:
    """What decisions about a provider would do; None while something is unknown."""
    unknown = network.unknown(network.all_of(provider))
    return None if unknown else Consequences(network, provider)


def openings(ratings: Ratings, framework: Framework) -> tuple[Open, ...]:
    """Every result that somebody may move, provider by provider, and how far away it is."""
    return tuple(
        Open(provider, parent, child, _moves(child, framework))
        for provider in ratings.results
        for parent, child in _pairs(provider)
        if child.moves
    )


def _pairs(provider: Result) -> Iterator[tuple[Result, Result]]:
    """Everything with what it stands under; the provider stands under nothing else."""
    yield replace(provider, children=()), provider
    yield from ((parent, child) for parent in provider.walk() for child in parent.children)


def _completed(opening: Open, like: _Likeness, follows: Consequences | None) -> Iterator[Move]:
    for move in opening.moves:
        then = None if follows is None else follows.of(_item(opening), move.grade)
        yield replace(move, like=like.to(opening, move.grade), consequence=then)


class _Likeness:
    """Which of the results that are open stood alike, and which of them were moved."""

    def __init__(self, found: Sequence[Open], round_: Round, framework: Framework) -> None:
        self._framework = framework
        self._decisions = {(d.provider, d.item): d for d in round_.decisions}
        self._of: dict[tuple[object, ...], list[Open]] = defaultdict(list)
        for opening in found:
            for move in opening.moves:
                self._of[self._mark(opening, move.grade)].append(opening)

    def to(self, opening: Open, grade: str) -> Like:
        """The others that could be moved from and to the same grades by the same rule."""
        others = [o for o in self._of[self._mark(opening, grade)] if o is not opening]
        moved = [
            Precedent(other.provider, other.result, decision)
            for other in others
            if other.result.basis == "decision" and other.result.rating == grade
            if (decision := self._decision(other)) is not None
        ]
        moved.sort(key=lambda precedent: _apart(opening.result, precedent.result))
        return Like(len(others), tuple(moved))

    def _mark(self, opening: Open, grade: str) -> tuple[object, ...]:
        rule = rule_of(self._framework, opening)
        return (opening.result.level, None if rule is None else rule.tree, opening.start, grade)

    def _decision(self, opening: Open) -> Decision | None:
        return self._decisions.get((opening.provider.id, _item(opening) or WHOLE))


def _item(opening: Open) -> str | None:
    return None if opening.result is opening.provider else opening.result.id


def rule_of(framework: Framework, opening: Open) -> typed.Rule | None:
    """The rule that gave a result."""
    level = framework.vocabulary.level_by_id[opening.provider.level]
    return framework.rules.of(level, _item(opening))


def _apart(one: Result, other: Result) -> Fraction:
    """How far two percentages lie apart."""
    if one.percentage is None or other.percentage is None:
        return Fraction(0)
    return abs(one.percentage - other.percentage)


def _moves(result: Result, framework: Framework) -> tuple[Move, ...]:
    scale = framework.vocabulary.scale_of(result.level)
    rule = framework.rules.rating(result.id)
    assert scale is not None
    if (
        rule is None
        or not isinstance(rule.base, typed.Banded)
        or not isinstance(rule.base.measure, typed.Share)
        or result.percentage is None
        or result.counts is None
    ):
        return tuple(Move(grade) for grade in result.moves)
    bands, start = rule.base.bands, result.before or result.rating
    assert start is not None
    return tuple(
        Move(
            grade,
            abs(result.percentage - boundary(bands, scale, start, grade).at),
            _cases(result.counts, bands, scale, start, grade),
        )
        for grade in result.moves
    )


def _cases(counts: Counts, bands: Bands, scale: Scale, start: str, end: str) -> int | None:
    """How many judgements would have to be otherwise for the grade, or one beyond."""
    up = scale.rank(end) > scale.rank(start)

    def reaches(number: int) -> bool:
        favourable = counts.favourable + (number if up else -number)
        rank = scale.rank(bands.grade(Fraction(100 * favourable, counts.applicable)))
        return rank >= scale.rank(end) if up else rank <= scale.rank(end)

    room = counts.unfavourable if up else counts.favourable
    return next((number for number in range(1, room + 1) if reaches(number)), None)
