"""What a report prints: numbers that know which cases they count."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.diagnostics.words import several

if TYPE_CHECKING:
    from engine.assurance.figures.figure import Figure
    from engine.assurance.figures.figure import Section
    from engine.assurance.figures.figure import Statement
    from engine.assurance.figures.figure import Unit
    from engine.cases.tally import CaseFile

Condition: TypeAlias = tuple[str, tuple[str, ...], bool, bool]
"""A variable, its values, whether cases without one count, and whether it is negated."""

Measure: TypeAlias = Literal["n", "percent", "base", "mean", "words"]
"""What a column of a table prints of a cell."""

State: TypeAlias = Literal["shown", "hidden", "nothing", "not asked", "not comparable"]
"""Whether a number is there, withheld, of no cases at all, or never asked for.

What an earlier round asked in another way, or not at all, is not comparable.
"""

MARKS: dict[State, str] = {
    "hidden": "[c]",
    "nothing": "[x]",
    "not asked": "[z]",
    "not comparable": "[b]",
}
"""What stands in the place of a number that is not shown."""

SMALL = "[u]"
"""What stands beside a number of few cases."""

SYMBOLS = {
    "[c]": "confidential: withheld, so that no small number can be worked out",
    "[u]": "of few cases, and therefore not reliable",
    "[x]": "not available: no case is counted",
    "[z]": "not applicable: not asked here",
}
"""What every mark means, in the words of the guidance for statistical spreadsheets."""

CHANCE = "[ns]"
"""What stands beside a change that chance alone may well have made."""

SYMBOLS_OF_TWO = {
    "[b]": "not comparable: asked in another way in the other round, or not at all",
    CHANCE: "not significant: samples of so many cases may differ as much by chance",
}
"""The marks that only a report of two rounds has."""

Part: TypeAlias = Literal["change", "performance", "framework", "undivided", "within", "who"]
"""A change as a whole, and what it may be made of."""

PARTS: dict[Part, str] = {
    "change": "Change",
    "performance": "of which performance",
    "framework": "of which framework",
    "undivided": "of which not divided",
    "within": "of which the same providers",
    "who": "of which who was inspected",
}
"""How a row with a change is called."""


@dataclass(frozen=True)
class Key:
    """Which cases are counted: those of a sample and a type that meet some conditions."""

    sample: str
    conditions: frozenset[Condition]
    unit: Unit


@dataclass(frozen=True)
class Count:
    """A number of cases; without a key it is about providers, and nobody's secret."""

    n: int
    key: Key | None = None


@dataclass(frozen=True)
class Cell:
    """One number: so many of so many, a mean, or words.

    ``small`` is a share of few cases; ``behind`` are the counts that a number made of
    several rests on. A ``hidden`` cell has lost what it was.
    """

    part: Count | None = None
    whole: Count | None = None
    mean: Fraction | None = None
    words: str = ""
    small: bool = False
    state: State = "shown"
    behind: tuple[Key, ...] = ()

    @property
    def percent(self) -> Fraction | None:
        """The part of the whole, exactly."""
        if self.part is None or self.whole is None or not self.whole.n:
            return None
        return Fraction(100 * self.part.n, self.whole.n)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The counts of people from which the number can be worked out."""
        counts = (self.part, self.whole)
        own = (c.key for c in counts if c is not None and c.key is not None)
        return (*own, *self.behind)


@dataclass(frozen=True)
class Population:
    """Which cases are counted: each kind in words, with the counts that it is the sum of.

    A count that is withheld is None. What is not about people is only ``words``.
    """

    kinds: tuple[tuple[str, tuple[Count | None, ...]], ...] = ()
    types: tuple[str, ...] = ()
    one: str = "case"
    many: str = "cases"
    words: str = ""

    def __str__(self) -> str:
        said = [f"{words}: {n}" if words else n for words, n in map(self._number, self.kinds)]
        of = f" ({', '.join(self.types)})" if self.types else ""
        return self.words or f"{'; '.join(said)}{of}"

    def _number(self, kind: tuple[str, tuple[Count | None, ...]]) -> tuple[str, str]:
        words, counts = kind
        if None in counts:
            return words, f"{MARKS['hidden']} {self.many}"
        return words, several(sum(c.n for c in counts if c is not None), self.one, self.many)


NOT_ASKED = Cell(state="not asked")
NOT_COMPARABLE = Cell(state="not comparable")


@dataclass(frozen=True)
class Change:
    """By how much a number is another than it was, and what made it so.

    ``n``, ``base``, ``percent`` and ``mean`` went up by so much; of a column of words
    ``words`` says by how much, or what became of it. ``parts`` add up to the change of
    what ``of`` names. ``chance`` says whether chance alone may have made it; None of what
    is no sample.
    """

    n: int | None = None
    base: int | None = None
    percent: Fraction | None = None
    mean: Fraction | None = None
    words: str | Fraction = ""
    of: Measure = "percent"
    parts: tuple[tuple[Part, Fraction], ...] = ()
    small: bool = False
    chance: bool | None = None
    state: State = "shown"


@dataclass(frozen=True)
class Series:
    """A column of cells: of one type, one rating, one fact; and what it prints."""

    id: str
    name: str
    shows: tuple[Measure, ...]


@dataclass(frozen=True)
class Line:
    """A row of cells, perhaps under a heading that it shares with its neighbours.

    Beside an earlier round, ``before`` has the cells as they were, and ``changes`` what
    became of them. Who was inspected in one of the rounds has no cells in the other.
    """

    id: str
    name: str
    cells: tuple[Cell, ...]
    under: str = ""
    before: tuple[Cell, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Display:
    """A figure or a table with its numbers.

    ``heads`` are the headings of the columns before the numbers; ``population`` says
    which cases count; ``top`` is the end of the chart's axis, ``why_not`` the reason
    where there are no numbers. Beside an earlier round, ``rounds`` are the names of the
    two, ``people`` which cases counted in the earlier, and ``lost`` what cannot be compared.
    """

    figure: Figure
    heads: tuple[str, ...]
    series: tuple[Series, ...]
    lines: tuple[Line, ...]
    population: Population
    top: Fraction = Fraction(100)
    why_not: str = ""
    rounds: tuple[str, ...] = ()
    people: Population | None = None
    lost: tuple[str, ...] = ()

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks that stand in the table."""
        cells: list[Cell | Change] = []
        for line in self.lines:
            cells += (*line.cells, *line.before, *line.changes)
        found = {MARKS[cell.state] for cell in cells if cell.state != "shown"}
        found |= {SMALL for cell in cells if cell.small and cell.state == "shown"}
        found |= {CHANCE for each in self.lines for c in each.changes if c.chance}
        return tuple(sorted(found))


@dataclass(frozen=True)
class Figured:
    """A number of a sentence; ``what`` is how many, or a percentage, or points.

    Beside an earlier round, ``before`` is the number as it was, and ``change`` what became
    of it; ``lost`` says why it cannot be compared.
    """

    what: Literal["n", "percent", "points"]
    value: int | None
    cell: Cell
    of: Population
    before: Figured | None = None
    change: Change | None = None
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """A sentence with its numbers."""

    statement: Statement
    numbers: tuple[Figured, ...]

    @property
    def words(self) -> str:
        """The sentence as it is printed."""
        parts = self.statement.says.split("{}")
        numbers = [printed(each) for each in self.numbers]
        return "".join(a + b for a, b in zip(parts, [*numbers, ""], strict=True))


@dataclass(frozen=True)
class Summary:
    """Everything that a report prints, and what it was made from."""

    title: str
    round: str
    round_title: str
    synthetic: bool
    framework: str
    framework_title: str
    digest: str
    inputs: tuple[CaseFile, ...]
    sections: tuple[Section, ...]
    displays: tuple[Display, ...]
    sentences: tuple[Sentence, ...]
    threshold: int = 0
    small_below: int = 0
    earlier: Earlier | None = None

    @property
    def symbols(self) -> dict[str, str]:
        """What every mark means that the report may have."""
        return SYMBOLS if self.earlier is None else {**SYMBOLS, **SYMBOLS_OF_TWO}


@dataclass(frozen=True)
class Earlier:
    """The round beside which a report is made, and who was inspected in both.

    ``own`` is what it says itself of whatever can be compared. ``names`` are what the two
    rounds are called in the report, ``plural`` what providers are.
    """

    own: Summary
    names: tuple[str, str]
    plural: str
    both: int
    only_before: int
    only_after: int


def printed(number: Figured) -> str:
    """A number of a sentence, or the mark that stands for it."""
    if number.cell.state != "shown":
        return MARKS[number.cell.state]
    assert number.value is not None
    mark = f" {SMALL}" if number.cell.small else ""
    return f"{number.value:,}{mark}"
