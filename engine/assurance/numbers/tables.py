"""Everything that a rule can meet, row by row, and what the rule makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from itertools import combinations_with_replacement
from itertools import product
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.assurance.numbers import core
from engine.assurance.numbers.amounts import Position
from engine.assurance.numbers.discretion import after_each_line
from engine.assurance.numbers.lowering import World
from engine.assurance.numbers.lowering import lowered
from engine.rules import typed
from engine.rules.exhaustion import beyond_patterns
from engine.rules.patterns import LIMIT
from engine.rules.patterns import possible_by_rule
from engine.rules.spaces import spaces

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.assurance.numbers.lowering import Lowered
    from engine.frameworks.model import Scale
    from engine.frameworks.model import Vocabulary
    from engine.rules.patterns import Pattern
    from engine.rules.patterns import Space
    from engine.rules.spaces import Key

Row: TypeAlias = tuple[tuple[int, ...], ...]
"""For each part of a space, which of its options were chosen, by number."""

KEPT = 20_000
"""The rows of a table are kept if there are no more than this."""


@dataclass(frozen=True)
class Table:
    """The rows of a rule, for all items and types of provider for which they are the same."""

    vocabulary: Vocabulary
    rule: typed.Rule
    space: Space
    keys: tuple[Key, ...]
    also: tuple[typed.Condition, ...] = ()

    @cached_property
    def world(self) -> World:
        """What the rule looks at."""
        space, names = self.space, self.at
        by_id = {fact.id: options for fact, options in space.values}
        telling = space.telling
        return World(
            ratings={i: core.Variable(f"item {i}") for a in space.alike for i in a.items},
            members=space.members,
            facts={fact.id: core.Variable(f"input {fact.id}") for fact, _ in space.values},
            number=lambda fact: Position(
                core.Variable(f"input {fact.id}"), tuple(map(Fraction, by_id[fact.id]))
            ),
            share=lambda _: Position(
                core.Variable("share"), () if telling is None else telling.values
            ),
            judged=core.Variable("judged") if "judged" in names else _NOBODY,
        )

    @cached_property
    def lowered(self) -> Lowered:
        """The rule in whole numbers."""
        return lowered(self.rule, self.world)

    @cached_property
    def at(self) -> dict[str, int]:
        """Where each variable stands among the values of a row."""
        space = self.space
        names = [f"item {item}" for alike in space.alike for item in alike.items]
        names += [f"input {fact.id}" for fact, _ in space.values]
        names += ["judged"] * bool(space.judged) + ["share"] * bool(space.telling)
        names += [f"line {number}" for number in range(len(self.rule.modifiers) + 1)]
        return {name: place for place, name in enumerate(names)}

    @cached_property
    def steps(self) -> tuple[core.Number, ...]:
        """What each line makes of the values of a row and of the rank so far."""
        return tuple(core.number(line.rating, self.at) for line in self.lowered.lines)

    @cached_property
    def ratings(self) -> dict[Row, int]:
        """The rank that every row comes to, -1 where it is not rated."""
        return {row: values[-1] for row, values in self.each()}

    @cached_property
    def reached(self) -> frozenset[int]:
        """The ranks that the rule may come to, by decisions as well."""
        if self.rule.allow is None:
            return frozenset(self.ratings.values())
        return frozenset().union(*(after_each_line(self, row)[-1] for _, row in self.each()))

    def each(self) -> Iterable[tuple[Row, list[int]]]:
        """Every row, its values, and after them the rank after each line of the rule."""
        return self._kept if self.space.size <= KEPT else self._made()

    @cached_property
    def _kept(self) -> list[tuple[Row, list[int]]]:
        return list(self._made())

    def _made(self) -> Iterator[tuple[Row, list[int]]]:
        steps = self.steps
        for parts in product(*self._parts):
            values = [*chain.from_iterable(part[1] for part in parts)]
            for step in steps:
                values.append(step(values))
            yield tuple(part[0] for part in parts), values

    def pattern(self, row: Row) -> Pattern:
        """A row as facts, and in words."""
        chosen: list[object] = []
        options = [alike.options for alike in self.space.alike]
        for numbers, of in zip(row, options, strict=False):
            chosen.append(tuple(of[number] for number in numbers))
        singles = self.space.singles
        for (number,), of in zip(row[len(options) :], singles, strict=True):
            chosen.append(of[number])
        return self.space.pattern(tuple(chosen))

    def cases(self, row: Row) -> int:
        """How many judgements a row is made of."""
        telling = self.space.telling
        value = None if telling is None else telling.values[row[-1][0]]
        return 0 if telling is None else sum(telling.answers(value).values())

    @cached_property
    def _parts(self) -> list[list[tuple[tuple[int, ...], tuple[int, ...]]]]:
        """The options of each part: by number, and as values of variables."""
        parts = []
        for alike in self.space.alike:
            ranks = self.ranks(alike.items[0], alike.options)
            ways = combinations_with_replacement(range(len(ranks)), len(alike.items))
            parts.append([(way, tuple(ranks[n] for n in way)) for way in ways])
        singles = self.space.singles
        parts += [[((n,), (n,)) for n in range(len(options))] for options in singles]
        if self.space.judged:
            place = len(self.space.alike) + len(self.space.values)
            ranks = [self.rule.scale.rank(grade) for grade in self.space.judged]
            parts[place] = [((n,), (rank,)) for n, rank in enumerate(ranks)]
        return parts

    def ranks(self, item: str, options: tuple[str | None, ...]) -> list[int]:
        """The options of an item as ranks."""
        scale = self._scales[item]
        return [core.NOT_RATED if grade is None else scale.rank(grade) for grade in options]

    @cached_property
    def _scales(self) -> dict[str, Scale]:
        """The scale of everything that is read."""
        found = {c.item: c.scale for c in typed.children_of(self.rule, self.also)}
        for collection in typed.collections_of(self.rule, self.also):
            ids = self.space.members[collection.level, collection.group]
            found |= dict.fromkeys(ids, collection.scale)
        return found


_NOBODY = core.Constant(core.NOT_RATED)


@dataclass(frozen=True)
class Untold:
    """A rule that is not gone through row by row, for some items, and why."""

    rule: typed.Rule
    space: Space
    keys: tuple[Key, ...]
    because: str


@dataclass(frozen=True)
class Survey:
    """Every rule of a framework, row by row where there are few enough.

    ``reach`` are the ratings that each item can really come to.
    """

    vocabulary: Vocabulary
    rules: typed.Rules
    tables: tuple[Table, ...]
    untold: tuple[Untold, ...]
    reach: dict[Key, tuple[str | None, ...]]

    def of(self, rule: typed.Rule) -> list[Table] | None:
        """All tables of a rule; None where some of what it meets is in none."""
        if any(each.rule is rule for each in self.untold):
            return None
        return [table for table in self.tables if table.rule is rule]


def survey(vocabulary: Vocabulary, rules: typed.Rules, limit: int = LIMIT) -> Survey:
    """Every rule of a framework, over the ratings that what it reads can really have."""
    possible = possible_by_rule(vocabulary, rules)
    reach: dict[Key, tuple[str | None, ...]] = {}
    tables: list[Table] = []
    untold: list[Untold] = []
    for rule in rules.rules:
        for table in tabled(vocabulary, rule, spaces(vocabulary, rule, possible, reach), limit):
            if isinstance(table, Untold):
                untold.append(table)
                reach |= dict.fromkeys(table.keys, _typed(rule))
            else:
                tables.append(table)
                reach |= dict.fromkeys(table.keys, _reached(table))
    return Survey(vocabulary, rules, tuple(tables), tuple(untold), reach)


def tabled(
    vocabulary: Vocabulary,
    rule: typed.Rule,
    found: Iterable[tuple[Space, tuple[Key, ...]]],
    limit: int,
    also: tuple[typed.Condition, ...] = (),
) -> Iterator[Table | Untold]:
    """The spaces of a rule row by row, as far as they have no more rows than that."""
    because = beyond_patterns(rule, also)
    for space, keys in found:
        if because or space.size > limit:
            many = because or f"there are {space.size:,} patterns"
            yield Untold(rule, space, keys, many)
        else:
            yield Table(vocabulary, rule, space, keys, also)


def _typed(rule: typed.Rule) -> tuple[str | None, ...]:
    """Every rating that a rule's types allow."""
    grades = tuple(grade.id for grade in rule.scale.grades)
    return grades if rule.absence == "never" else (*grades, None)


def _reached(table: Table) -> tuple[str | None, ...]:
    """Every rating that a table gives, lowest first, not rated last; by decisions as well."""
    grades = tuple(g.id for n, g in enumerate(table.rule.scale.grades) if n in table.reached)
    return (*grades, None) if core.NOT_RATED in table.reached else grades
