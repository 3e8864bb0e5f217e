"""Tables of counts: what is asked for, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.cases.tally import CaseFile
    from engine.cases.variables import Variable
    from engine.diagnostics import Finding
    from engine.diagnostics import Place

Per: TypeAlias = Literal["type", "provider"]
"""Whose cases are counted apart, besides everybody's together."""

Base: TypeAlias = Literal["known", "cases"]
"""What a share is of: the cases with a value, or all cases."""

UNKNOWN = ""
"""The group of the cases that have no value of the breakdown."""


@dataclass(frozen=True)
class Request:
    """A table as people ask for it: names in any case, ``where`` in words.

    ``sample`` is needed only where several samples have the profile column, and
    ``favourable`` only where other answers count than the framework's rule says.
    ``place`` is where the request itself is written, if it is written anywhere.
    """

    subject: str
    where: tuple[str, ...] = ()
    by: str | None = None
    per: Per | None = None
    sample: str | None = None
    favourable: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True)
class Filter:
    """One condition: a case has one of these values of a variable.

    ``missing`` is for a case without a value. The negated condition holds for a case
    with another value, and never for one without.
    """

    variable: Variable
    values: tuple[str, ...]
    missing: bool = False
    negated: bool = False

    def __str__(self) -> str:
        names = [self.variable.called(value) for value in self.values]
        names += ["missing"] if self.missing else []
        return f"{self.variable.id} is {'not ' if self.negated else ''}{' or '.join(names)}"


@dataclass(frozen=True)
class Cell:
    """The cases of one row of a table, counted by their values of the table's subject.

    ``sample`` is how many cases of the sample could have come here, whatever the filter
    and the breakdown say; ``cases`` how many did.
    """

    sample: int
    cases: int
    counts: Mapping[str, int]
    favourable: int
    applicable: int
    small: bool = False

    @property
    def known(self) -> int:
        """How many cases have a value."""
        return sum(self.counts.values())

    @property
    def missing(self) -> int:
        """How many cases should have a value and have none."""
        return self.cases - self.known

    @property
    def percentage(self) -> Fraction | None:
        """The favourable of the applicable, exactly; None of nothing."""
        return _percentage(self.favourable, self.applicable)

    def share(self, value: str, of: Base = "known") -> Fraction | None:
        """The percentage of the cases that have a value."""
        whole = self.known if of == "known" else self.cases
        return _percentage(self.counts.get(value, 0), whole)


@dataclass(frozen=True)
class Row:
    """Whose cases, which group of the breakdown, and their counts.

    ``unit`` is a provider or a type, None for all together. ``group`` is a value of the
    breakdown, None for all of them together, UNKNOWN for cases without one.
    """

    unit: str | None
    group: str | None
    cell: Cell


@dataclass(frozen=True)
class Table:
    """One subject tabulated; rows for everybody together come first.

    ``base`` is the number of cases below which a row is small, as the framework says.
    """

    subject: Variable
    where: tuple[Filter, ...]
    by: Variable | None
    per: Per | None
    rows: tuple[Row, ...]
    units: Mapping[str, str]
    """What the units are called, in order."""
    base: int = 0

    def cell(self, unit: str | None = None, group: str | None = None) -> Cell:
        """The counts of one row; without arguments, of everything."""
        return next(r.cell for r in self.rows if (r.unit, r.group) == (unit, group))

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of the breakdown, in order."""
        return tuple(dict.fromkeys(r.group for r in self.rows if r.group is not None))

    @property
    def extremes(self) -> tuple[tuple[str, Fraction], tuple[str, Fraction]] | None:
        """The units with the lowest and the highest percentage, if there are units."""
        found = [(share, unit) for unit, share in self._percentages()]
        if not found:
            return None
        low, high = min(found), max(found, key=lambda each: each[0])
        return (low[1], low[0]), (high[1], high[0])

    def _percentages(self) -> Iterator[tuple[str, Fraction]]:
        for row in self.rows:
            share = row.cell.percentage
            if row.unit is not None and row.group is None and share is not None:
                yield row.unit, share


@dataclass(frozen=True)
class Tabulation:
    """The tables of every request, in order; the files they are from; what to say of them."""

    tables: tuple[tuple[Table, ...], ...]
    files: tuple[CaseFile, ...] = ()
    findings: tuple[Finding, ...] = ()


def _percentage(part: int, whole: int) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None
