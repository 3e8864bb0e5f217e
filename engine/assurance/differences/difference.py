"""What changed from one framework to another: what every form of a comparison is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.assurance.differences.wording import Run
from engine.assurance.differences.wording import marked

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.diagnostics import Place
    from engine.rules.framework import Framework

Change: TypeAlias = Literal[
    "added",
    "withdrawn",
    "changed",
    "reworded",
    "replaced",
    "moved",
    "renumbered",
    "split",
    "merged",
]
"""What became of something that a framework declares."""

ClauseChange: TypeAlias = Literal[
    "same", "added", "withdrawn", "changed", "moved", "cited otherwise", "meant otherwise"
]
"""What became of a line of a rule; one that is meant otherwise has the same words."""

Answer: TypeAlias = Literal["the same", "different", "not decided", "not compared"]
"""Whether two rules always give the same."""


@dataclass(frozen=True)
class Side:
    """What a difference is about in one of the frameworks; nothing where it is not there."""

    ids: tuple[str, ...] = ()
    noun: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Detail:
    """One thing that is said otherwise; empty where it is not said at all."""

    name: str
    before: str
    after: str
    is_text: bool = False

    @property
    def runs(self) -> tuple[Run, ...]:
        """Both sides word by word."""
        return marked(self.before, self.after)


@dataclass(frozen=True)
class Difference:
    """Something that a framework declares, and what became of it.

    ``comparable`` and ``because`` are what the crosswalk says of an item.
    """

    kind: str
    before: Side
    after: Side
    changes: tuple[Change, ...]
    details: tuple[Detail, ...] = ()
    comparable: bool = True
    because: str = ""


@dataclass(frozen=True)
class Line:
    """A line of a rule as it stands in one of the frameworks."""

    words: str
    citation: str
    place: Place


@dataclass(frozen=True)
class Clause:
    """A line of a rule in both frameworks, or in the one that has it."""

    change: ClauseChange
    before: Line | None
    after: Line | None

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its words, held against each other."""
        return marked(_words(self.before), _words(self.after))

    @property
    def citations(self) -> tuple[Run, ...]:
        """Its citations in brackets, held against each other where it has both."""
        old, new = _cited(self.before), _cited(self.after)
        alone = self.before is None or self.after is None or old == new
        return tuple(Run(c, c) for c in [old or new] if c) if alone else (Run(old, new),)


@dataclass(frozen=True)
class RuleDifference:
    """A rule line by line, its first line included.

    ``items`` are what the two rate both, as pairs of ids; the provider is a pair of empty
    ones.
    """

    items: tuple[tuple[str, str], ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Given:
    """What a rule gives in one pattern, the line that makes it so, and what that saw."""

    rating: str | None
    line: Line | None
    saw: str


@dataclass(frozen=True)
class Witness:
    """A pattern for which two rules give different ratings."""

    pattern: str
    before: Given
    after: Given


@dataclass(frozen=True)
class Stretch:
    """Percentages or numbers for which two rules give ratings that differ in one way.

    ``high`` is None where there is no end; a single value is both ends. ``unit`` is "%", or
    empty for numbers.
    """

    low: Fraction
    high: Fraction | None
    low_included: bool
    high_included: bool
    before: str | None
    after: str | None
    unit: str = ""


@dataclass(frozen=True)
class Behaviour:
    """Whether two rules always give the same, for some items and types of provider.

    ``patterns`` is how many there are, of which ``differing`` give different ratings;
    ``stretches`` says which percentages do, where nothing else matters. ``discretion``
    says that who may move the rating, or how far, is not the same.
    """

    rates: str
    items: tuple[tuple[str, str], ...]
    types: tuple[str, ...]
    answer: Answer
    because: str = ""
    patterns: int = 0
    differing: int = 0
    smallest: Witness | None = None
    stretches: tuple[Stretch, ...] = ()
    discretion: bool = False


@dataclass(frozen=True)
class Comparison:
    """Two frameworks held against each other.

    ``crosswalk`` is the version whose crosswalk says which items correspond; without one
    they do where their ids are the same.
    """

    before: Framework
    after: Framework
    crosswalk: str
    differences: tuple[Difference, ...]
    rules: tuple[RuleDifference, ...]
    behaviours: tuple[Behaviour, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        same = all(b.answer == "the same" and not b.discretion for b in self.behaviours)
        return same and not self.differences and not self.rules


def _words(line: Line | None) -> str:
    return "" if line is None else line.words


def _cited(line: Line | None) -> str:
    return "" if line is None or not line.citation else f"[{line.citation}]"
