"""The text of a rules file as a tree: what was written, where, nothing resolved."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.diagnostics import Place

if TYPE_CHECKING:
    from fractions import Fraction

NOWHERE = Place("")
BLANK = "\n"
"""A blank line among the comments above a rule; no comment holds a new line."""

AbsenceKind: TypeAlias = Literal[
    "ignoring not rated",
    "treating not rated as",
    "counting not rated as",
    "only if all are rated",
]
ScoreKind: TypeAlias = Literal[
    "total score of",
    "average score of",
    "percentage of maximum score of",
    "weighted total score of",
    "weighted average score of",
    "weighted percentage of maximum score of",
]
ShareKind: TypeAlias = Literal["percentage of", "number of"]
Comparison: TypeAlias = Literal[
    "at least", "at most", "exactly", "fewer than", "more than", "no", "all", "any"
]
MeasureComparison: TypeAlias = Literal[
    "at least", "at most", "exactly", "fewer than", "less than", "more than"
]
Relation: TypeAlias = Literal["better than", "worse than", "the same as"]
Suffix: TypeAlias = Literal["", "or better", "or worse"]
Verb: TypeAlias = Literal["is", "are"]


@dataclass(frozen=True)
class Name:
    """A run of words, or words in quotation marks, which mean the same."""

    text: str
    quoted: bool = field(default=False, compare=False)
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Term:
    """A grade, that grade or better, that grade or worse; no name means (not) rated."""

    name: Name | None
    suffix: Suffix = ""
    rated: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Grades:
    """Alternatives joined by "or"."""

    terms: tuple[Term, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Quantity:
    """How many; ``number`` is None for no, all and any."""

    comparison: Comparison
    number: int | None = None
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def welcomes_more(self) -> bool:
        """Whether more of what is counted never makes it fail."""
        return self.comparison in ("at least", "more than", "any", "all")


@dataclass(frozen=True)
class Counted:
    """``at least 2 key questions are good``; without a name, ``at most 1 is good``."""

    quantity: Quantity
    name: Name | None
    grades: Grades
    verb: Verb = field(default="are", compare=False, kw_only=True)
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class CountedChildren:
    """``at least 4 key questions``: how many there are, whatever their ratings."""

    quantity: Quantity
    name: Name
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class TheRest:
    """``the rest are good``."""

    grades: Grades
    verb: Verb = field(default="are", compare=False, kw_only=True)
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class SoFar:
    """``the rating so far``."""

    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Is:
    """``staffing is five stars``."""

    name: Name | SoFar
    grades: Grades
    verb: Verb = field(default="is", compare=False, kw_only=True)
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Holds:
    """``breach of regulations``, or ``not breach of regulations``."""

    name: Name
    negated: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Number:
    """A number, exact: ``15``, ``4.5``, ``1/2``."""

    value: Fraction
    written: str = field(default="", compare=False)
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Amount:
    """``at most 15``."""

    comparison: MeasureComparison
    number: Number
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class MeasureIs:
    """``total score of components is at most 15``, or ``beds is more than 10``."""

    measure: Measured
    amount: Amount
    verb: Verb = field(default="is", compare=False, kw_only=True)
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Compared:
    """``staffing is better than health inspection``."""

    name: Name | SoFar
    relation: Relation
    other: Name | SoFar
    verb: Verb = field(default="is", compare=False, kw_only=True)
    place: Place = field(default=NOWHERE, compare=False)


Atom: TypeAlias = Counted | CountedChildren | TheRest | Is | Holds | MeasureIs | Compared


@dataclass(frozen=True)
class Condition:
    """Atoms joined by "and"."""

    atoms: tuple[Atom, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Absence:
    """What a clause does about children that are not rated."""

    kind: AbsenceKind
    name: Name | None = None
    number: Number | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Share:
    """``percentage of judgements that are sufficient``, or ``number of``."""

    kind: ShareKind
    name: Name
    grades: Grades
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Scored:
    """``total score of standards counting not rated as 0``, and its like."""

    kind: ScoreKind
    name: Name
    absence: Absence | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Given:
    """A measure that is given by name: an input."""

    name: Name
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Points:
    """``points``: nothing to begin with, and what the lines below add to it."""

    place: Place = field(default=NOWHERE, compare=False)


Measured: TypeAlias = Share | Scored | Given | Points


@dataclass(frozen=True)
class Citation:
    """``[Fig A4]``: the source of a clause."""

    text: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Clause:
    """What every line has: its place, its citation, and its comments.

    ``place`` covers the clause's words without citation and comment; ``above`` are the
    comment lines before it, ``beside`` the comment at its end, both without ``#``.
    """

    place: Place = field(default=NOWHERE, compare=False, kw_only=True)
    citation: Citation | None = field(default=None, kw_only=True)
    above: tuple[str, ...] = field(default=(), compare=False, kw_only=True)
    beside: str = field(default="", compare=False, kw_only=True)


@dataclass(frozen=True)
class Judged(Clause):
    """``judged by lead inspector``."""

    role: Name


@dataclass(frozen=True)
class Addition(Clause):
    """``plus 2 if accredited``, ``minus 5 for each serious incident``, ``plus bonus``.

    Without a number, the input that is named is added as it is. With ``grades`` the name is
    that of things, of which those count that have such a rating: ``minus 5 for each standard
    that is poor``.
    """

    sign: Literal["plus", "minus"]
    number: Number | None
    name: Name | None
    grades: Grades | None = None
    condition: Condition | None = None


@dataclass(frozen=True)
class Banded(Clause):
    """``percentage of …, banded by case bands``, and what is added before."""

    measure: Measured
    bands: Name
    additions: tuple[Addition, ...] = ()


@dataclass(frozen=True)
class Extreme(Clause):
    """``lowest of key questions ignoring not rated``."""

    which: Literal["lowest of", "highest of"]
    name: Name
    absence: Absence | None = None


@dataclass(frozen=True)
class StartFrom(Clause):
    """``start from health inspection``."""

    name: Name


@dataclass(frozen=True)
class Branch(Clause):
    """``good if no key question is inadequate``; no condition means otherwise."""

    grade: Name
    condition: Condition | None


@dataclass(frozen=True)
class Choice(Clause):
    """``first that applies`` or ``exactly one applies``, and its branches."""

    kind: Literal["first that applies", "exactly one applies"]
    branches: tuple[Branch, ...]


Base: TypeAlias = Judged | Banded | Extreme | StartFrom | Choice


@dataclass(frozen=True)
class Move(Clause):
    """``up 1 if staffing is five stars``."""

    direction: Literal["up", "down"]
    steps: int
    condition: Condition


@dataclass(frozen=True)
class Bound:
    """A grade, or so many steps above or below another rating."""

    name: Name
    steps: int | None = None
    direction: Literal["above", "below"] | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Limit(Clause):
    """``at most requires improvement if breach of regulations``."""

    kind: Literal["at most", "at least"]
    bound: Bound
    condition: Condition | None = None


@dataclass(frozen=True)
class NotRated(Clause):
    """``not rated if all standards are not rated``."""

    condition: Condition


@dataclass(frozen=True)
class Near:
    """``within 5 points or 1 case of a boundary``."""

    points: int
    number: int | None = None
    unit: Name | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Allow(Clause):
    """``allow ratings panel to move up or down 1 if within …``."""

    role: Name
    direction: Literal["up", "down", "up or down"]
    steps: int
    near: Near | None = None


Modifier: TypeAlias = Move | Limit | NotRated | Allow


@dataclass(frozen=True)
class Rule(Clause):
    """``rate each case standard:`` and its clauses; ``within`` are the names after "in".

    ``below`` are the comment lines after its last clause.
    """

    each: bool
    name: Name
    within: tuple[Name, ...]
    base: Base
    modifiers: tuple[Modifier, ...] = ()
    below: tuple[str, ...] = field(default=(), compare=False, kw_only=True)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All its lines, in order."""
        match self.base:
            case Choice(branches=lines) | Banded(additions=lines):
                return (self, self.base, *lines, *self.modifiers)
            case _:
                return (self, self.base, *self.modifiers)


@dataclass(frozen=True)
class Expect(Clause):
    """``expect provider is good or worse if …``: checked, never applied."""

    name: Name
    grades: Grades
    condition: Condition | None = None
    verb: Verb = field(default="is", compare=False, kw_only=True)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Its only line."""
        return (self,)


@dataclass(frozen=True)
class RulesFile:
    """A file: rules and expectations in order, the comments at its end, where it ends."""

    file: str
    rules: tuple[Rule | Expect, ...]
    trailing: tuple[str, ...] = field(default=(), compare=False)
    end: Place = field(default=NOWHERE, compare=False)
