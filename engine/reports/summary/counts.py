"""Counts of a table with the keys of what they count, and how they hang together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.cases.tabulation import UNKNOWN
from engine.reports.summary.numbers import NOT_ASKED
from engine.reports.summary.numbers import Cell
from engine.reports.summary.numbers import Count
from engine.reports.summary.numbers import Key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.assurance.figures.figure import Unit
    from engine.cases.tabulation import Base
    from engine.cases.tabulation import Cell as Tabulated
    from engine.cases.tabulation import Table
    from engine.reports.summary.numbers import Condition


@dataclass(frozen=True)
class Place:
    """A row of a table: whose cases, and in which group of its breakdown."""

    table: Table
    unit: Unit
    group: str | None = None

    @property
    def asked(self) -> bool:
        """Whether what is tabulated is asked of whose cases they are."""
        return self.unit is None or self.unit in self.table.units

    @property
    def cell(self) -> Tabulated:
        """What was tabulated."""
        return self.table.cell(self.unit, self.group)

    def cases(self) -> Count:
        """All cases of the row."""
        return self._count(self.cell.cases, ())

    def value(self, value: str) -> Count:
        """The cases with one value."""
        return self._count(self.cell.counts[value], (value,))

    def values(self, values: Sequence[str]) -> Count:
        """The cases with any of some values."""
        return self._count(sum(self.cell.counts[value] for value in values), tuple(values))

    def known(self) -> Count:
        """The cases with any value."""
        return self._count(self.cell.known, tuple(self.cell.counts))

    def favourable(self) -> Count:
        """The cases with a favourable answer."""
        return self._count(self.cell.favourable, self.table.subject.favourable)

    def applicable(self) -> Count:
        """The cases with an answer that counts."""
        subject = self.table.subject
        own = tuple(v.id for v in subject.values if v.id not in subject.excluded)
        return self._count(self.cell.applicable, own)

    def _count(self, n: int, values: tuple[str, ...]) -> Count:
        table = self.table
        conditions: set[Condition] = {
            (f.variable.id, tuple(sorted(f.values)), f.missing, f.negated) for f in table.where
        }
        if table.by is not None and self.group is not None:
            unknown = self.group == UNKNOWN
            conditions.add((table.by.id, () if unknown else (self.group,), unknown, False))
        if table.subject.kind == "question" and not values and self.unit is None:
            conditions.add(("type", table.subject.types, False, False))
        if values:
            conditions.add((table.subject.id, tuple(sorted(values)), False, False))
        return Count(n, Key(table.subject.sample, frozenset(conditions), self.unit))


def share(place: Place) -> Cell:
    """The favourable of the applicable."""
    if not place.asked:
        return NOT_ASKED
    part, whole = place.favourable(), place.applicable()
    return shared(part, whole, place)


def part(place: Place, values: Sequence[str], of: Base) -> Cell:
    """The cases with one of some values, of those with any or of all."""
    if not place.asked:
        return NOT_ASKED
    whole = place.known() if of == "known" else place.cases()
    return shared(place.values(values), whole, place)


def shared(part: Count, whole: Count, place: Place) -> Cell:
    """So many of so many, where there are any; of few it is marked."""
    if not whole.n:
        return Cell(part, whole, state="nothing")
    return Cell(part, whole, small=whole.n < place.table.base)


@dataclass(frozen=True)
class Relation:
    """A count that is the sum of others."""

    whole: Count
    parts: tuple[Count, ...]


def relations(table: Table) -> Iterator[Relation]:
    """How the counts of a table follow from one another.

    A part that counts nobody is left out where nobody would print it: that there is
    none without a value may well be known.
    """
    groups = (None, *table.groups)
    units = (None, *table.units)
    for unit in units:
        for group in groups:
            yield from _values(Place(table, unit, group))
        if table.by is not None:
            for whole, parts in _across(table, [(unit, group) for group in groups]):
                yield Relation(whole, parts)
    if len(units) > 1:
        for group in groups:
            for whole, parts in _across(table, [(unit, group) for unit in units]):
                yield Relation(whole, parts)


def _values(place: Place) -> Iterator[Relation]:
    """The values of a row: favourable, applicable, known, and all."""
    subject = place.table.subject
    atoms = {value.id: place.value(value.id) for value in subject.values}
    known = tuple(atoms.values())
    if not known:
        return
    yield Relation(place.known(), known)
    if subject.judged:
        own = tuple(n for v, n in atoms.items() if v not in subject.excluded)
        yield Relation(place.applicable(), own)
        yield Relation(place.favourable(), tuple(atoms[v] for v in subject.favourable))
    if place.cell.known == place.cell.cases:
        yield Relation(place.cases(), (place.known(),))


def _across(
    table: Table, rows: list[tuple[Unit, str | None]]
) -> Iterator[tuple[Count, tuple[Count, ...]]]:
    """The same count of several rows, the first of which is all of the others."""
    first, *others = (Place(table, unit, group) for unit, group in rows)
    yield first.cases(), tuple(place.cases() for place in others)
    for value in table.subject.values:
        yield first.value(value.id), tuple(place.value(value.id) for place in others)
    yield first.known(), tuple(place.known() for place in others)
    if table.subject.judged:
        yield first.favourable(), tuple(place.favourable() for place in others)
        yield first.applicable(), tuple(place.applicable() for place in others)
