"""Every pattern that two rules can both meet.

As in ``engine.rules.patterns``, children that neither rule can tell from each other are
only counted. A pattern is a number, from which everything about it follows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations_with_replacement
from math import prod
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.diagnostics.words import after_number
from engine.diagnostics.words import listed
from engine.rules.patterns import input_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.assurance.differences.own import Own
    from engine.frameworks.model import Input
    from engine.rules.patterns import Alike

FEW = 4
"""More children than this are not listed."""

Grades: TypeAlias = "tuple[str | None, ...]"
"""The ratings of children that are alike, in an order that does not matter."""


@dataclass(frozen=True)
class Asked:
    """An input that either rule reads, its values, and those that are nothing unusual."""

    input: Input
    values: tuple[str, ...]
    usual: frozenset[str]


@dataclass(frozen=True)
class JointPatterns:
    """The patterns of what two rules read: children, inputs, what is recorded of the item.

    ``alike`` are children by their ids in the first framework.
    """

    alike: tuple[Alike, ...]
    inputs: tuple[Asked, ...]
    own: tuple[Own, ...]

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many ways there are for each kind of children, each input, and the item."""
        return (
            *(a.size for a in self.alike),
            *(len(i.values) for i in self.inputs),
            len(self.own),
        )

    @cached_property
    def size(self) -> int:
        """How many patterns there are."""
        return prod(self.sizes)

    @cached_property
    def ways(self) -> tuple[tuple[Grades, ...], ...]:
        """The ways for each kind of children."""
        return tuple(
            tuple(combinations_with_replacement(alike.options, len(alike.items)))
            for alike in self.alike
        )

    @cached_property
    def strides(self) -> tuple[int, ...]:
        """How many patterns there are before each thing takes its next way."""
        return tuple(prod(self.sizes[place + 1 :]) for place in range(len(self.sizes)))

    def ratings(self, number: int) -> dict[str, str | None]:
        """The ratings of the children in a pattern."""
        found: dict[str, str | None] = {}
        for alike, grades in self._taken(number):
            found |= zip(alike.items, grades, strict=True)
        return found

    def given(self, number: int) -> dict[str, str]:
        """The inputs in a pattern."""
        places = enumerate(self.inputs, start=len(self.alike))
        return {a.input.id: a.values[self._way(number, place)] for place, a in places}

    def recorded(self, number: int) -> Own:
        """What is recorded of the item itself in a pattern."""
        return self.own[self._way(number, len(self.sizes) - 1)]

    def smallest(self, numbers: Sequence[int]) -> int:
        """Of some patterns the one in which the fewest things are out of the ordinary.

        Then with the fewest different ratings, the fewest judgements, the lowest ratings.
        """
        return min(numbers, key=self._extent)

    def words(self, number: int) -> str:
        """A pattern in the framework's own words."""
        own, given = self.recorded(number).words, self.given(number)
        facts = [input_in_words(a.input, given[a.input.id]) for a in self.inputs]
        return ", ".join([*self._children(number), *([own] if own else []), *facts])

    def _way(self, number: int, place: int) -> int:
        """Which of its ways something takes in a pattern."""
        return number // self.strides[place] % self.sizes[place]

    def _taken(self, number: int) -> list[tuple[Alike, Grades]]:
        places = enumerate(zip(self.alike, self.ways, strict=True))
        return [(alike, ways[self._way(number, place)]) for place, (alike, ways) in places]

    def _extent(self, number: int) -> tuple[int, ...]:
        taken = self._taken(number)
        counts = Counter(grade for _, grades in taken for grade in grades)
        unusual = counts.total() - max(counts.values(), default=0)
        given = self.given(number)
        unusual += sum(given[asked.input.id] not in asked.usual for asked in self.inputs)
        height = sum(alike.options.index(g) for alike, grades in taken for g in grades)
        return unusual, len(counts), self.recorded(number).applicable, height, number

    def _children(self, number: int) -> Iterator[str]:
        """Named children by their ratings; of the others how many have which."""
        rest: dict[str, str | None] = {}
        for alike, grades in self._taken(number):
            if alike.words:
                yield f"{alike.words} {grades[0] or 'not rated'}"
            else:
                rest |= zip(alike.items, grades, strict=True)
        counts = Counter(rest.values())
        by_name = sum(not alike.words for alike in self.alike) > 1 and len(counts) > 1
        for grade, times in counts.items():
            who = [item for item, of in rest.items() if of == grade]
            others = "the other " if by_name else ""
            which = listed(who) if by_name and times <= FEW else f"{others}{times:,}"
            said = grade or "not rated"
            yield f"{which} {said if which in who else after_number(said)}"
