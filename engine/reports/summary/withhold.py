"""Withholds small numbers, and what they could be worked out from.

A count of people from 1 to just below a threshold is small. It is withheld, and with it
as many other counts as it takes so that no sum of what is printed gives a withheld count
away. Which counts add up to which follows from the tables that were made; equations of
many counts are solved exactly, in whole numbers and fractions.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.reports.summary.elimination import CONSTANT
from engine.reports.summary.elimination import about
from engine.reports.summary.elimination import determined
from engine.reports.summary.numbers import Cell
from engine.reports.summary.numbers import Key
from engine.reports.summary.sums import Sums

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.cases.tabulation import Table
    from engine.reports.summary.elimination import Equation
    from engine.reports.summary.numbers import Figured
    from engine.reports.summary.numbers import Line
    from engine.reports.summary.numbers import Population
    from engine.reports.summary.numbers import Summary
    from engine.reports.summary.sums import Factors


def withheld(summary: Summary, tables: Iterable[Table], threshold: int) -> Summary:
    """The same report without counts of people below the threshold.

    Nothing that is withheld can be worked out from what is left by adding and taking
    away, and whatever is withheld of one sum is at least the threshold together.
    """
    hidden = secrets(list(_cells(summary)), list(tables), threshold)
    displays = tuple(
        replace(d, lines=_lines(d.lines, hidden), population=_fewer(d.population, hidden))
        for d in summary.displays
    )
    sentences = tuple(
        replace(s, numbers=tuple(_figured(n, hidden) for n in s.numbers))
        for s in summary.sentences
    )
    return replace(summary, displays=displays, sentences=sentences, threshold=threshold)


def _cells(summary: Summary) -> Iterator[Cell]:
    """Everything that is printed; the number of cases of a figure as a cell of its own."""
    people: list[Population] = []
    for display in summary.displays:
        people.append(display.population)
        for line in display.lines:
            yield from line.cells
    for sentence in summary.sentences:
        for number in sentence.numbers:
            people.append(number.of)
            yield number.cell
    yield from (Cell(n) for each in people for _, counts in each.kinds for n in counts)


def _lines(lines: Iterable[Line], hidden: set[Key]) -> tuple[Line, ...]:
    return tuple(
        replace(line, cells=tuple(_without(cell, hidden) for cell in line.cells))
        for line in lines
    )


def _figured(number: Figured, hidden: set[Key]) -> Figured:
    cell, of = _without(number.cell, hidden), _fewer(number.of, hidden)
    value = None if cell.state == "hidden" else number.value
    return replace(number, value=value, cell=cell, of=of)


def _fewer(people: Population, hidden: set[Key]) -> Population:
    """A population that prints nothing of what is hidden."""
    kinds = tuple(
        (words, tuple(None if n is None or n.key in hidden else n for n in counts))
        for words, counts in people.kinds
    )
    return replace(people, kinds=kinds)


def _without(cell: Cell, hidden: set[Key]) -> Cell:
    """A cell that prints nothing of what is hidden."""
    if not any(key in hidden for key in cell.keys):
        return cell
    part, whole = (
        None if count is None or count.key in hidden else count
        for count in (cell.part, cell.whole)
    )
    if part is not None and whole is None and cell.whole is not None:
        return Cell(part=part, state="hidden")
    return Cell(whole=whole, state="hidden")


def secrets(cells: Sequence[Cell], tables: Sequence[Table], threshold: int) -> set[Key]:
    """What is withheld of the counts that some cells print."""
    printed = {
        count.key: count.n
        for cell in cells
        for count in (cell.part, cell.whole)
        if count is not None and count.key is not None
    }
    used = Counter(key for cell in cells for key in cell.keys)
    return _Search(Sums(tables, printed), printed, used, threshold).found()


class _Search:
    """What to withhold, found step by step."""

    def __init__(
        self, sums: Sums, printed: Mapping[Key, int], used: Mapping[Key, int], threshold: int
    ) -> None:
        """``used`` says in how many cells a count is, which go with it."""
        self.cells = used
        self.known = sums
        self.numbers = sums.numbers
        self.equations = sums.equations
        self.printed = printed
        self.threshold = threshold
        self.sums: defaultdict[Key, list[Factors]] = defaultdict(list)
        for equation in self.equations:
            for key in equation:
                self.sums[key].append(equation)

    def found(self) -> set[Key]:
        """Small counts first; then, while one can be worked out, another beside it."""
        hidden = {key for key, n in self.printed.items() if self._is_small(n)}
        while True:
            beside = [self._beside(key, hidden) for key in self._exposed(hidden)]
            more = {key for key in beside if key is not None}
            if not more:
                return hidden
            hidden |= more

    def _is_small(self, n: int | Fraction) -> bool:
        return 0 < n < self.threshold

    def _exposed(self, hidden: set[Key]) -> list[Key]:
        """What can be worked out and must not, and what is too little together to hide."""
        left = [each for each in (self._open(e, hidden) for e in self.equations) if each]
        out = determined(about(hidden | self._beneath(left), left))
        exposed = {
            key
            for key, value in out.items()
            if key in hidden or (self._is_small(value) and self.known.is_secret(key))
        }
        few = {
            next(key for key in each if key is not CONSTANT)
            for each in left
            if self._is_little(each, hidden)
        }
        return sorted(exposed | few, key=_order)

    def _beneath(self, left: Iterable[Equation]) -> set[Key]:
        """What no table has, and small counts that are not printed but might follow."""
        keys = {key for each in left for key in each if key is not CONSTANT}
        small = {key for key in keys if self._is_small(self.numbers.get(key, 1))}
        return {key for key in small if self.known.is_secret(key)} | self.known.parts

    def _is_little(self, unknown: Equation, hidden: set[Key]) -> bool:
        """Whether all that an equation leaves unknown is withheld, and too few in sum."""
        keys = [key for key in unknown if key is not CONSTANT]
        if len(keys) < 2 or not all(key in hidden for key in keys):
            return False
        return sum(self.numbers[key] for key in keys) < self.threshold

    def _open(self, equation: Factors, hidden: set[Key]) -> Equation:
        """An equation with what is printed put together; empty if nothing is unknown."""
        left: dict[Key | None, int] = {}
        constant = 0
        for key, factor in equation.items():
            if key in hidden or key not in self.printed:
                left[key] = factor
            else:
                constant += factor * self.printed[key]
        if left and constant:
            left[CONSTANT] = constant
        return left

    def _beside(self, key: Key, hidden: set[Key]) -> Key | None:
        """Another printed count to withhold: the smallest in a sum with this one."""
        beside = {
            other
            for equation in self._reach(key, hidden)
            for other in equation
            if other in self.printed and other not in hidden and other != key
        }
        return min(beside, key=self._cost, default=None)

    def _reach(self, key: Key, hidden: set[Key]) -> list[Factors]:
        """The sums about a count; if all in them is withheld, those about the others too."""
        seen, now = {key}, [key]
        while now:
            sums = [equation for each in now for equation in self.sums[each]]
            if any(k in self.printed and k not in hidden for e in sums for k in e if k != key):
                return sums
            now = [k for e in sums for k in e if k not in seen]
            seen |= set(now)
        return []

    def _cost(self, key: Key) -> tuple[bool, int, bool, int, str]:
        """The fewest cells, types before all of them, small before large, never nothing."""
        n = self.numbers[key]
        return (n == 0, self.cells[key], key.unit is None, n, str(_order(key)))


def _order(key: Key) -> tuple[str, str, str]:
    return (key.sample, key.unit or "", str(sorted(key.conditions)))
