"""Rules with every name resolved and every clause typed: what the readers walk."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING
from typing import ClassVar
from typing import Literal
from typing import TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.frameworks.model import Bands
    from engine.frameworks.model import Input
    from engine.frameworks.model import Judgements
    from engine.frameworks.model import Level
    from engine.frameworks.model import Role
    from engine.frameworks.model import Scale
    from engine.rules import tree

MANY = 1_000
"""More sums than this are not told apart."""

Absence: TypeAlias = Literal["never", "by data", "by rule"]
"""How something may come to be not rated; "by rule" must be absorbed where it is read."""

ScoreKind: TypeAlias = Literal[
    "total score of", "average score of", "percentage of maximum score of"
]
"""How scores are put together; weights are another matter."""


@dataclass(frozen=True)
class Collection:
    """The items of one level, or of one group, below the item that is rated."""

    words: str
    level: str
    group: str | None
    scale: Scale
    absence: Absence


@dataclass(frozen=True)
class Child:
    """One item, by name."""

    item: str
    words: str
    scale: Scale
    absence: Absence


@dataclass(frozen=True)
class SoFar:
    """The rating that the lines above have given, where a line may change it.

    Where there is none, no such line does anything.
    """

    scale: Scale
    item: ClassVar[str] = ""
    words: ClassVar[str] = "the rating so far"
    absence: ClassVar[Absence] = "never"


Rated: TypeAlias = Child | SoFar


@dataclass(frozen=True)
class GradeSet:
    """Grades of one scale, by id, lowest first; and perhaps not rated.

    ``rated`` says that they were named by the word "rated", which is all of them.
    """

    grades: tuple[str, ...]
    not_rated: bool
    words: str
    rated: bool = False

    @property
    def names_absence(self) -> bool:
        """Whether the author has said what happens to what is not rated."""
        return self.not_rated or self.rated

    def __contains__(self, grade: str | None) -> bool:
        return self.not_rated if grade is None else grade in self.grades


@dataclass(frozen=True)
class Counted:
    """How many of a collection are in a set."""

    quantity: tree.Quantity
    collection: Collection
    grades: GradeSet


@dataclass(frozen=True)
class CountedChildren:
    """How many a collection has."""

    quantity: tree.Quantity
    collection: Collection


@dataclass(frozen=True)
class ChildIs:
    """Whether one item's rating, or the rating so far, is in a set."""

    child: Rated
    grades: GradeSet


@dataclass(frozen=True)
class TheRestAre:
    """Whether all of a collection that no earlier set took are in a set."""

    collection: Collection
    taken: tuple[GradeSet, ...]
    grades: GradeSet


@dataclass(frozen=True)
class FactIs:
    """Whether an input has one of some values."""

    input: Input
    values: tuple[str, ...]


@dataclass(frozen=True)
class FactHolds:
    """Whether a yes/no input is yes, or no if negated."""

    input: Input
    negated: bool


@dataclass(frozen=True)
class MeasureIs:
    """Whether a measure compares so with a number; percentages go from 0 to 100."""

    measure: Measured
    comparison: tree.MeasureComparison
    number: Fraction


@dataclass(frozen=True)
class Compared:
    """Whether one item is rated better or worse than another, or the same."""

    child: Rated
    relation: tree.Relation
    other: Rated


Atom: TypeAlias = (
    Counted | CountedChildren | ChildIs | TheRestAre | FactIs | FactHolds | MeasureIs | Compared
)


@dataclass(frozen=True)
class Condition:
    """Atoms that must all hold."""

    atoms: tuple[Atom, ...]

    @property
    def names_absence(self) -> bool:
        """Whether any atom asks for what is rated or not rated, by that word."""
        return any(grades.names_absence for atom in self.atoms for grades in sets_of(atom))


@dataclass(frozen=True)
class Absorbed:
    """What to do about children that are not rated.

    ``strict`` is "only if all are rated"; ``ignored`` leaves them out; ``treated`` and
    ``counted`` put a grade or a score in their place.
    """

    kind: Literal["strict", "ignored", "treated", "counted"]
    grade: str = ""
    score: Fraction = Fraction(0)


@dataclass(frozen=True)
class Share:
    """The percentage or number of an item's own judgements that are in a set."""

    kind: tree.ShareKind
    judgements: Judgements
    scale: Scale
    grades: GradeSet


@dataclass(frozen=True)
class CountOf:
    """The percentage or number of a collection that are in a set."""

    kind: tree.ShareKind
    collection: Collection
    grades: GradeSet


@dataclass(frozen=True)
class Scored:
    """A sum, mean or percentage of the highest possible sum of a collection's scores.

    ``weights`` are those of the items that it may hold; without any, each counts once.
    """

    kind: ScoreKind
    collection: Collection
    absorbed: Absorbed
    weights: tuple[tuple[str, Fraction], ...] = ()

    @cached_property
    def weight_of(self) -> dict[str, Fraction]:
        """The weights by item."""
        return dict(self.weights)


@dataclass(frozen=True)
class Given:
    """A measure that is an input."""

    input: Input


@dataclass(frozen=True)
class Points:
    """Nothing, to which points are added."""


Measured: TypeAlias = Share | CountOf | Scored | Given | Points


@dataclass(frozen=True)
class Judged:
    """A rating that somebody gives."""

    clause: tree.Judged
    role: Role


@dataclass(frozen=True)
class Things:
    """Things of a collection that have some ratings; at ``most`` so many, or any number."""

    collection: Collection
    grades: GradeSet
    most: int | None

    @property
    def number(self) -> CountOf:
        """How many there are."""
        return CountOf("number of", self.collection, self.grades)


@dataclass(frozen=True)
class Addition:
    """Points that a score gains, or loses where they are below 0, when a condition holds.

    With an input, so many for each one of it; with things, for each of them.
    """

    clause: tree.Addition
    points: Fraction
    input: Input | None
    condition: Condition | None
    things: Things | None = None

    @property
    def each(self) -> Given | CountOf | None:
        """What it adds so many for each of."""
        if self.things is not None:
            return self.things.number
        return None if self.input is None else Given(self.input)

    @property
    def endless(self) -> bool:
        """Whether it may add any number."""
        return self.input is not None or (self.things is not None and self.most is None)

    @property
    def most(self) -> int | None:
        """How often it adds its points, at the most; None where there is no limit."""
        return 1 if self.things is None else self.things.most

    @property
    def ways(self) -> tuple[Fraction, ...]:
        """All that it may add, unless that is endless."""
        some = () if self.condition is None and self.things is None else (Fraction(0),)
        return (*some, *(self.points * number for number in range(1, (self.most or 0) + 1)))


@dataclass(frozen=True)
class Banded:
    """A measure with what is added to it, divided into bands."""

    clause: tree.Banded
    measure: Measured
    bands: Bands
    additions: tuple[Addition, ...] = ()

    @property
    def adds_untold(self) -> bool:
        """Whether no pattern of ratings tells what is added: any number, or one of too many."""
        return len(self.sums) > MANY or any(a.input is not None for a in self.additions)

    @property
    def adds_anything(self) -> bool:
        """Whether what is added has no limit: it is untold, or for each of any number."""
        return self.adds_untold or any(a.endless for a in self.additions)

    @cached_property
    def sums(self) -> tuple[Fraction, ...]:
        """What the points may come to, lowest first, but for what is endless.

        Of more than so many only some.
        """
        found = {Fraction(0)}
        for addition in self.additions:
            if not addition.endless and len(found) <= MANY:
                found = {each + more for each in found for more in addition.ways}
        return tuple(sorted(found))

    @property
    def scored(self) -> bool:
        """Whether it is a score that is banded, and not what is counted."""
        return isinstance(self.measure, Scored)


@dataclass(frozen=True)
class Extreme:
    """The lowest or highest rating of a collection."""

    clause: tree.Extreme
    collection: Collection
    absorbed: Absorbed


@dataclass(frozen=True)
class StartFrom:
    """Another item's rating."""

    clause: tree.StartFrom
    child: Child


@dataclass(frozen=True)
class Branch:
    """A grade and when it is given; no condition means otherwise."""

    clause: tree.Branch
    grade: str
    condition: Condition | None


@dataclass(frozen=True)
class Choice:
    """Branches, of which the first or the only one that applies is taken."""

    clause: tree.Choice
    branches: tuple[Branch, ...]

    @property
    def names_absence(self) -> bool:
        """Whether the author has said what happens when something is not rated."""
        return any(b.condition is not None and b.condition.names_absence for b in self.branches)


Base: TypeAlias = Judged | Banded | Extreme | StartFrom | Choice


@dataclass(frozen=True)
class Move:
    """Steps up or down when a condition holds."""

    clause: tree.Move
    condition: Condition


@dataclass(frozen=True)
class Limit:
    """A ceiling or floor: a grade, or so many steps from another item's rating."""

    clause: tree.Limit
    grade: str | None
    child: Child | None
    steps: int
    condition: Condition | None


@dataclass(frozen=True)
class NotRated:
    """When the result is not rated after all."""

    clause: tree.NotRated
    condition: Condition


@dataclass(frozen=True)
class Allow:
    """Discretion: who may move the rating, which way, how far, and how near a boundary."""

    clause: tree.Allow
    role: Role


Modifier: TypeAlias = Move | Limit | NotRated | Allow


@dataclass(frozen=True)
class Rule:
    """One rule: what it rates, on which scale, and how.

    ``items`` are the ids of what it rates; empty when it rates a whole. ``whose`` they
    are, where those of something above providers are rated from ratings below it.
    """

    tree: tree.Rule
    level: Level
    items: tuple[str, ...]
    scale: Scale
    base: Base
    modifiers: tuple[Modifier, ...]
    absence: Absence
    whose: Level | None = None

    @property
    def above(self) -> Level | None:
        """The level above providers that it rates, or of which it rates items, if one is."""
        level = self.whose or self.level
        return level if level.pools == "ratings" else None

    @property
    def allow(self) -> Allow | None:
        """The discretion that the rule grants, if any."""
        return next((m for m in self.modifiers if isinstance(m, Allow)), None)


@dataclass(frozen=True)
class Expectation:
    """A property that the author believes of what a rule gives to some of its items."""

    tree: tree.Expect
    rule: Rule
    items: tuple[str | None, ...]
    grades: GradeSet
    condition: Condition | None


@dataclass(frozen=True)
class Rules:
    """All rules of a framework, in an order in which nothing is read before it is rated.

    ``above`` rate what stands above providers, from the ratings below it.
    """

    rules: tuple[Rule, ...]
    expectations: tuple[Expectation, ...] = ()
    above: tuple[Rule, ...] = ()

    @property
    def all(self) -> tuple[Rule, ...]:
        """Every rule, for providers and for what stands above them."""
        return (*self.rules, *self.above)

    def rating(self, item_id: str | None) -> Rule | None:
        """The rule that rates an item; None is the provider."""
        return next((r for r in self.rules if item_id in (r.items or (None,))), None)

    def of(self, level: Level, item_id: str | None) -> Rule | None:
        """The rule for an item of a provider, or of something above; None is the whole."""
        if level.pools != "ratings":
            return self.rating(item_id)
        rules = (rule for rule in self.above if rule.above == level)
        return next((r for r in rules if item_id in (r.items or (None,))), None)

    def whole(self, level: Level) -> Rule | None:
        """The rule that rates a provider, or something above providers, as a whole."""
        return self.of(level, None)

    def items_of(self, level: Level) -> tuple[str, ...]:
        """The items that are rated of something above providers from the ratings below it."""
        return tuple(item for rule in self.above if rule.whose == level for item in rule.items)


def sets_of(atom: Atom) -> tuple[GradeSet, ...]:
    """The sets of grades that an atom asks for."""
    match atom:
        case Counted() | ChildIs() | TheRestAre():
            return (atom.grades,)
        case _:
            return ()


def clauses_of(rule: Rule) -> tuple[tree.Clause, ...]:
    """The lines of a rule, in the order in which they are traced; of a choice, its branches."""
    base: tuple[tree.Clause, ...] = (rule.base.clause, *(a.clause for a in additions_of(rule)))
    if isinstance(rule.base, Choice):
        base = tuple(branch.clause for branch in rule.base.branches)
    return (*base, *(modifier.clause for modifier in rule.modifiers))


def additions_of(rule: Rule) -> tuple[Addition, ...]:
    """What a rule adds to a measure before it is banded."""
    return rule.base.additions if isinstance(rule.base, Banded) else ()


def conditions_of(rule: Rule) -> tuple[Condition, ...]:
    """Every condition of a rule."""
    branches = rule.base.branches if isinstance(rule.base, Choice) else ()
    conditions = [part.condition for part in branches]
    conditions += [addition.condition for addition in additions_of(rule)]
    conditions += [m.condition for m in rule.modifiers if not isinstance(m, Allow)]
    return tuple(c for c in conditions if c is not None)


def measures_in(condition: Condition) -> Iterator[Measured]:
    """The measures that a condition compares with a number."""
    for atom in condition.atoms:
        if isinstance(atom, MeasureIs):
            yield atom.measure


def measures_of(rule: Rule, also: Iterable[Condition] = ()) -> tuple[Measured, ...]:
    """Every measure that a rule, and some further conditions, take, once, in order.

    What it bands comes first, then its conditions.
    """
    found: list[Measured] = [rule.base.measure] if isinstance(rule.base, Banded) else []
    found += [a.each for a in additions_of(rule) if a.each is not None]
    for condition in (*conditions_of(rule), *also):
        found += measures_in(condition)
    return tuple(dict.fromkeys(found))


def marks_of(rule: Rule, also: Iterable[Condition] = ()) -> Iterator[tuple[Measured, Fraction]]:
    """The numbers that measures, before any rounding, are held against.

    Those of the bands and conditions of a rule, and of some further conditions. Of an input
    that is added to a measure, which would need others besides, only a few.
    """
    if isinstance(rule.base, Banded):
        for edge, added in product(rule.base.bands.exact_edges, rule.base.sums):
            yield rule.base.measure, edge.at - added
            for addition in rule.base.additions:
                if addition.input is not None:
                    yield Given(addition.input), (edge.at - added) / addition.points
    for condition in (*conditions_of(rule), *also):
        for atom in condition.atoms:
            if isinstance(atom, MeasureIs):
                yield atom.measure, atom.number


def collections_in(condition: Condition) -> Iterator[Collection]:
    """The collections that a condition reads."""
    for atom in condition.atoms:
        match atom:
            case Counted() | CountedChildren() | TheRestAre():
                yield atom.collection
            case MeasureIs(measure=CountOf() | Scored() as measure):
                yield measure.collection


def rated_in(condition: Condition) -> Iterator[Rated]:
    """The items that a condition reads by name, and the rating so far."""
    for atom in condition.atoms:
        match atom:
            case ChildIs():
                yield atom.child
            case Compared():
                yield from (atom.child, atom.other)


def children_in(condition: Condition) -> Iterator[Child]:
    """The items that a condition reads by name."""
    return (each for each in rated_in(condition) if isinstance(each, Child))


def asks_so_far(condition: Condition) -> bool:
    """Whether a condition asks for the rating so far."""
    return any(isinstance(each, SoFar) for each in rated_in(condition))


def inputs_in(condition: Condition) -> Iterator[Input]:
    """The inputs that a condition reads."""
    for atom in condition.atoms:
        match atom:
            case FactIs() | FactHolds():
                yield atom.input
            case MeasureIs(measure=Given(fact)):
                yield fact


def collections_of(rule: Rule, also: Iterable[Condition] = ()) -> tuple[Collection, ...]:
    """Every collection that a rule, and some further conditions, read, once, in order."""
    found: list[Collection] = []
    match rule.base:
        case Extreme(collection=collection):
            found.append(collection)
        case Banded(measure=Scored() | CountOf() as measure):
            found.append(measure.collection)
    found += [a.things.collection for a in additions_of(rule) if a.things is not None]
    for condition in (*conditions_of(rule), *also):
        found += collections_in(condition)
    return tuple(dict.fromkeys(found))


def children_of(rule: Rule, also: Iterable[Condition] = ()) -> tuple[Child, ...]:
    """Every item that a rule, and some further conditions, read by name, once, in order."""
    found: list[Child] = []
    if isinstance(rule.base, StartFrom):
        found.append(rule.base.child)
    found += [m.child for m in rule.modifiers if isinstance(m, Limit) and m.child is not None]
    for condition in (*conditions_of(rule), *also):
        found += children_in(condition)
    return tuple(dict.fromkeys(found))


def inputs_of(rule: Rule, also: Iterable[Condition] = ()) -> tuple[Input, ...]:
    """Every input that a rule, and some further conditions, read, once, in order."""
    found: list[Input] = []
    if isinstance(rule.base, Banded) and isinstance(rule.base.measure, Given):
        found.append(rule.base.measure.input)
    found += [a.input for a in additions_of(rule) if a.input is not None]
    for condition in (*conditions_of(rule), *also):
        found += inputs_in(condition)
    return tuple(dict.fromkeys(found))
