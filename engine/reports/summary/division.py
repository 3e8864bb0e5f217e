"""What a change is made of: what the same providers do, and who was inspected.

A percentage of cases is divided as is usual (Kitagawa, 1955): the part of the providers
that were inspected in both rounds is the sum of their own changes, each weighted by the
mean of its shares of such providers' cases. The rest is who was inspected, and how many
cases each had.

Ratings are counted provider by provider. Of those inspected in both rounds the comparison
of rounds says what is performance and what the framework; the rest is who was inspected.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING
from typing import TypeAlias
from typing import TypeGuard

from engine.rounds.comparison.division import Four
from engine.rounds.comparison.division import divided

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.assurance.figures.figure import Unit
    from engine.reports.summary.numbers import Cell
    from engine.reports.summary.numbers import Part
    from engine.rounds.comparison.comparison import Line
    from engine.rounds.comparison.comparison import RoundsCompared
    from engine.rounds.results import Result

Parts: TypeAlias = "tuple[tuple[Part, Fraction], ...]"
"""What a change is made of; all of it together is the change."""

Measure: TypeAlias = "Callable[[Result], Fraction | None]"
"""What a result adds to a number; None if it has nothing to add."""

Cells: TypeAlias = "Mapping[str, Cell]"
"""A number of each provider, by its id."""


@dataclass(frozen=True)
class Whose:
    """Which ratings are counted: those of a level or of some items, of a type or of all."""

    level: str
    items: tuple[str, ...]
    unit: Unit


@dataclass(frozen=True)
class Divider:
    """Divides changes between two rounds that are compared."""

    found: RoundsCompared

    def shares(self, unit: Unit, change: Fraction, before: Cells, after: Cells) -> Parts:
        """What the change of a percentage is made of, of the cases of a type or of all."""
        pairs = [
            (old, new)
            for olds, news in self._groups
            for old in [_sum(before, self._of(unit, olds, 0))]
            for new in [_sum(after, self._of(unit, news, 1))]
            if old[1] and new[1]
        ]
        if not pairs:
            return (("who", change),)
        whole = [sum(pair[side][1] for pair in pairs) for side in (0, 1)]
        within = Fraction(0)
        for old, new in pairs:
            shares = Fraction(old[1], whole[0]) + Fraction(new[1], whole[1])
            within += 100 * (Fraction(*new) - Fraction(*old)) * shares / 2
        return ("within", within), ("who", change - within)

    def ratings(self, whose: Whose, change: Fraction, measure: Measure) -> Parts:
        """What the change of a number of ratings is made of."""
        return self._parts([_four(line, measure) for line in self._lines(whose)], 1, change)

    def means(self, whose: Whose, change: Fraction) -> Parts:
        """What the change of a mean score is made of."""
        fours = [_four(line, lambda result: result.score) for line in self._lines(whose)]
        scored = [each for each in fours if each.before is not None and each.after is not None]
        return self._parts(scored, len(scored), change)

    def _parts(
        self, fours: Sequence[Four[Fraction | None]], number: int, change: Fraction
    ) -> Parts:
        """What single ratings changed, each of them one of a number, and the rest."""
        if not fours:
            return (("who", change),)
        sums: dict[Part, Fraction] = {}
        if self.found.carried is not None:
            sums = {"performance": Fraction(0), "framework": Fraction(0)}
        for part, points in (each for four in fours for each in self._divided(four)):
            sums[part] = sums.get(part, Fraction(0)) + points / number
        return *sums.items(), ("who", change - sum(sums.values()))

    def _divided(self, four: Four[Fraction | None]) -> Parts:
        """What one rating changed."""
        whole = (four.after or Fraction(0)) - (four.before or Fraction(0))
        if self.found.carried is None:
            return (("within", whole),)
        found = divided(four)
        if found is None or found.performance is None or found.framework is None:
            return (("undivided", whole),)
        return ("performance", found.performance), ("framework", found.framework)

    def _lines(self, whose: Whose) -> Iterator[Line]:
        """The ratings that both rounds have, of whoever is one and the same in both."""
        old = Counter(each.before.id for each in self.found.providers)
        new = Counter(each.after.id for each in self.found.providers)
        for each in self.found.providers:
            types = {each.before.type, each.after.type}
            if old[each.before.id] == new[each.after.id] == 1 and (
                whose.unit is None or types == {whose.unit}
            ):
                yield from (
                    line
                    for line in each.lines
                    if line.level == whose.level
                    and (not whose.items or line.after in whose.items)
                )

    @cached_property
    def _groups(self) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        """Who is who by their ids in either round: a merger and its parts are together."""
        groups: list[tuple[frozenset[str], frozenset[str]]] = []
        for each in self.found.providers:
            olds, news = frozenset({each.before.id}), frozenset({each.after.id})
            apart = [group for group in groups if not (group[0] & olds or group[1] & news)]
            for group in (group for group in groups if group not in apart):
                olds, news = olds | group[0], news | group[1]
            groups = [*apart, (olds, news)]
        return tuple(groups)

    def _of(self, unit: Unit, ids: Iterable[str], side: int) -> list[str]:
        """Those of a type in one of the rounds."""
        types = self._types[side]
        return [each for each in ids if unit is None or types[each] == unit]

    @cached_property
    def _types(self) -> tuple[dict[str, str | None], dict[str, str | None]]:
        before, after = self.found.before.results, self.found.after.results
        return {each.id: each.type for each in before}, {each.id: each.type for each in after}


def _sum(cells: Cells, ids: Iterable[str]) -> tuple[int, int]:
    """How many of how many some providers have together."""
    own = [cells[each] for each in ids if each in cells]
    parts = (cell.part.n for cell in own if cell.part is not None)
    wholes = (cell.whole.n for cell in own if cell.whole is not None)
    return sum(parts), sum(wholes)


def _four(line: Line, measure: Measure) -> Four[Fraction | None]:
    """What a rating adds in either round, under either framework."""
    there, back = line.results.before_there, line.results.after_there
    return Four(
        measure(line.old),
        measure(there) if _is_known(there) else None,
        measure(back) if _is_known(back) else None,
        measure(line.new),
    )


def _is_known(result: Result | None) -> TypeGuard[Result]:
    """Whether there is one result, which may be not rated."""
    return result is not None and result.basis != "cannot be computed"
