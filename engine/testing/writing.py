"""Rules of every kind for one target: mostly well typed, as they read only what they may.

What is not well typed, the checks of a framework refuse.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeVar
from typing import get_args

from hypothesis import strategies as st

from engine.frameworks.model import IN_PERCENT
from engine.frameworks.model import Bands
from engine.frameworks.model import Edge
from engine.frameworks.model import Measure
from engine.frameworks.model import Rounding
from engine.rules import tree as t

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn

    from engine.frameworks.model import Input
    from engine.frameworks.model import Level
    from engine.frameworks.model import Scale
    from engine.frameworks.model import Vocabulary
    from engine.rules import typed

Thing = TypeVar("Thing")

NUMBERS = ("-2.5", "0", "1/3", "0.5", "1", "2", "3", "4.5", "7", "15", "300")
PERCENTAGES = ("10", "100/3", "49.5", "50", "65", "200/3", "79.5", "80", "99.99", "100")
FEW = (0, 1, 1, 2, 2, 3, 999_999_999)
MEASURES: dict[str, Measure] = {
    "percentage of": "percentage",
    "number of": "number",
    "total score of": "total score",
    "average score of": "average score",
    "percentage of maximum score of": "percentage of maximum score",
}
SHARES: tuple[Literal["percentage of", "number of"], ...] = (
    "percentage of",
    "percentage of",
    "number of",
)
WAYS: tuple[Literal["up", "down", "up or down"], ...] = ("up", "down", "up or down")
LIMITS: tuple[Literal["at most", "at least"], ...] = ("at most", "at least")
OPPOSITES: tuple[tuple[t.Comparison, t.Comparison], ...] = (
    ("at least", "fewer than"),
    ("at most", "more than"),
    ("any", "no"),
)


@dataclass(frozen=True)
class Readable:
    """What a rule may read: a collection by its plural, or an item by its id."""

    name: t.Name
    scale: Scale
    absence: typed.Absence


@dataclass
class Page:
    """What there is to write one rule with; ``bands`` are those that it has made."""

    draw: DrawFn
    vocabulary: Vocabulary
    level: Level
    scale: Scale
    collections: list[Readable]
    children: list[Readable]
    bands: list[Bands] = field(default_factory=list)

    def one(self, things: Iterable[Thing]) -> Thing:
        """One of some things."""
        chosen: Thing = self.draw(st.sampled_from(list(things)))
        return chosen

    def once_in(self, times: int) -> bool:
        """Yes, once in so many times."""
        return self.one(range(times)) == 0

    def some(self, make: Callable[[], Thing], least: int, most: int) -> tuple[Thing, ...]:
        """A few things, one after another."""
        return tuple(make() for _ in range(self.draw(st.integers(least, most))))

    def perhaps(self, make: Callable[[], Thing]) -> Thing | None:
        """A thing, or none."""
        return make() if self.once_in(2) else None

    @property
    def role(self) -> t.Name:
        """Somebody who judges or decides."""
        return t.Name(self.one(self.vocabulary.roles).id)

    @property
    def facts(self) -> list[t.Name]:
        """The inputs that are yes or no."""
        return [t.Name(i.id) for i in self.vocabulary.inputs if i.type == "yes/no"]

    @property
    def states(self) -> list[Input]:
        """The inputs that are one of several values."""
        return [i for i in self.vocabulary.inputs if i.type == "one of"]

    @property
    def numbers(self) -> list[t.Name]:
        """The inputs that are numbers."""
        return [t.Name(i.id) for i in self.vocabulary.inputs if i.type == "number"]

    @property
    def conditions(self) -> bool:
        """Whether there is anything that a condition could ask for."""
        return bool(self.vocabulary.inputs or self.collections or self.children or self.answers)

    @property
    def unit(self) -> str:
        """What the judgements of what is rated are about."""
        return "" if self.level.answers is None else self.level.answers.unit

    @property
    def answers(self) -> Readable | None:
        """The judgements that are recorded for what is rated."""
        judgements = self.level.answers
        if judgements is None:
            return None
        scale = self.vocabulary.scale_by_id[judgements.scale]
        return Readable(t.Name(judgements.plural), scale, "never")


# The base


def base(page: Page) -> t.Base:
    """The first line of a rule."""
    kinds: list[Callable[[Page], t.Base]] = [_judged]
    kinds += [_banded] if page.numbers else []
    kinds += [_first] if page.conditions else []
    if page.collections or page.answers:
        kinds += [_banded] * 5
    alike = [each for each in page.collections if each.scale == page.scale]
    if alike:
        kinds += [lambda page: _extreme(page, page.one(alike))] * 5
    siblings = [each for each in page.children if each.scale == page.scale]
    if siblings:
        kinds.append(lambda page: t.StartFrom(page.one(siblings).name))
    if page.collections:
        kinds += [_first, _first, _complete]
    return page.one(kinds)(page)


def _judged(page: Page) -> t.Base:
    return t.Judged(page.role)


def _banded(page: Page) -> t.Banded:
    measured = t.Points() if page.once_in(9) else measure(page)
    kind = "number of" if isinstance(measured, t.Given | t.Points) else measured.kind
    bands = _bands(page, MEASURES[kind.removeprefix("weighted ")])
    additions: tuple[t.Addition, ...] = ()
    if not isinstance(measured, t.Share) and page.once_in(2):
        additions = page.some(lambda: _addition(page), least=1, most=3)
    return t.Banded(measured, t.Name(bands.id), additions)


def _addition(page: Page) -> t.Addition:
    number = page.one((None, _number(page, [n for n in NUMBERS if n != "0"])))
    name = page.one(page.numbers) if page.numbers and page.once_in(3) else None
    grades = None
    if name is None and page.collections and page.once_in(3):
        read = page.one(page.collections)
        name, grades = read.name, _grades(page, read)
    if number is None and (name is None or grades is not None):
        number = t.Number(Fraction(1), "1")
    when = page.perhaps(lambda: condition(page)) if page.conditions else None
    return t.Addition(page.one(("plus", "minus")), number, name, grades, when)


def _bands(page: Page, measure: Measure) -> Bands:
    percentages = measure in IN_PERCENT
    places = sorted(map(Fraction, PERCENTAGES if percentages else NUMBERS))
    first = Fraction(page.one(["0", "0", "-10000000000000000"]))
    grades = page.scale.grades
    edges = [(first, True)]
    above = [(at, inclusive) for at in places if at > first for inclusive in (True, False)]
    number = page.one((len(grades) - 1, page.draw(st.integers(0, len(grades) - 1))))
    chosen = page.draw(
        st.lists(st.sampled_from(above), min_size=number, max_size=number, unique=True)
    )
    edges += sorted(chosen, key=lambda edge: (edge[0], not edge[1]))
    ranks = st.lists(
        st.integers(0, len(grades) - 1), min_size=len(edges), max_size=len(edges), unique=True
    )
    bands = Bands(
        f"bands {len(page.vocabulary.bands) + len(page.bands)}",
        measure,
        page.one(("none", "none", *get_args(Rounding))),
        tuple(
            Edge(at, inclusive, grades[rank].id)
            for (at, inclusive), rank in zip(edges, sorted(page.draw(ranks)), strict=True)
        ),
        page.scale.id,
    )
    page.bands.append(bands)
    return bands


def _extreme(page: Page, collection: Readable) -> t.Extreme:
    absence = _absence(page, collection, scores=False)
    return t.Extreme(page.one(("lowest of", "highest of")), collection.name, absence)


def _absence(page: Page, read: Readable, *, scores: bool) -> t.Absence | None:
    """What is done about what is not rated: said where it must be, or may."""
    if read.absence == "never" or (read.absence == "by data" and page.once_in(4)):
        return None
    counted = t.Absence("counting not rated as", number=_number(page, NUMBERS[1:]))
    treated = t.Absence("treating not rated as", name=_grade(page, read.scale))
    instead = counted if scores else treated
    kinds = (t.Absence("ignoring not rated"), t.Absence("only if all are rated"))
    return page.one((*kinds, instead, instead))


def _first(page: Page) -> t.Choice:
    branches = page.some(
        lambda: t.Branch(_grade(page, page.scale), condition(page)), least=1, most=4
    )
    last = t.Branch(_grade(page, page.scale), None)
    return t.Choice("first that applies", (*branches, last))


def _complete(page: Page) -> t.Choice:
    """A choice of two lines of which one or the other applies."""
    one, other = _opposites(page)
    branches = tuple(
        t.Branch(_grade(page, page.scale), t.Condition((atom,))) for atom in (one, other)
    )
    return t.Choice(page.one(("exactly one applies", "first that applies")), branches)


def _opposites(page: Page) -> tuple[t.Atom, t.Atom]:
    if page.facts and page.once_in(3):
        fact = page.one(page.facts)
        return t.Holds(fact), t.Holds(fact, negated=True)
    read = page.one(page.collections)
    one, other = page.one(OPPOSITES)
    number = None if one == "any" else page.one(FEW)
    grades = _grades(page, read)
    return (
        t.Counted(t.Quantity(one, number), read.name, grades),
        t.Counted(t.Quantity(other, number), read.name, grades),
    )


# Measures


def measure(page: Page) -> t.Measured:
    """A measure: of the item's own judgements, of what is below it, or an input."""
    kinds: list[Callable[[], t.Measured]] = []
    if page.numbers:
        kinds.append(lambda: t.Given(page.one(page.numbers)))
    own = page.answers
    scored = [c for c in page.collections if c.scale.grades[0].score is not None]
    if scored:
        kinds += [lambda: _scored(page, page.one(scored))] * 5
    if page.collections:
        kinds += [lambda: _share(page, page.one(page.collections))] * 2
    if own is not None:
        kinds += [lambda: _share(page, own)] * 5
    return page.one(kinds)()


def _share(page: Page, read: Readable) -> t.Share:
    return t.Share(page.one(SHARES), read.name, _grades(page, read))


def _scored(page: Page, read: Readable) -> t.Scored:
    kind = page.one(get_args(t.ScoreKind))
    return t.Scored(kind, read.name, _absence(page, read, scores=True))


# Conditions


def changing(page: Page) -> t.Condition:
    """The condition of a line that changes a rating, which it may ask for."""
    if not page.once_in(3):
        return condition(page)
    alike = [child.name for child in page.children if child.scale == page.scale]
    read = Readable(t.Name(""), page.scale, "never")
    atom: t.Atom = t.Is(t.SoFar(), _grades(page, read))
    if alike and page.once_in(2):
        pair: list[t.Name | t.SoFar] = [t.SoFar(), page.one(alike)]
        one, other = page.one((pair, pair[::-1]))
        atom = t.Compared(one, page.one(get_args(t.Relation)), other)
    more = condition(page).atoms if page.conditions and page.once_in(2) else ()
    return t.Condition((atom, *more))


def condition(page: Page) -> t.Condition:
    """One to three atoms."""
    atoms: list[t.Atom] = []
    for atom in page.some(lambda: _atom(page), least=1, most=2):
        atoms.append(atom)
        if isinstance(atom, t.Counted) and page.once_in(2):
            read = next(c for c in page.collections if c.name == atom.name)
            atoms.append(t.TheRest(_grades(page, read)))
    return t.Condition(tuple(atoms))


def _atom(page: Page) -> t.Atom:
    kinds: list[Callable[[Page], t.Atom]] = []
    kinds += [_holds] if page.facts else []
    kinds += [_fact_is] if page.states else []
    kinds += [_measured] if page.numbers or page.answers else []
    if page.collections:
        kinds += [_counted, _counted, _counted, _children, _measured]
    if page.children:
        kinds += [_is, _is]
    if len({child.scale for child in page.children}) < len(page.children):
        kinds += [_compared, _compared]
    return page.one(kinds)(page)


def _holds(page: Page) -> t.Holds:
    return t.Holds(page.one(page.facts), negated=page.once_in(2))


def _fact_is(page: Page) -> t.Is:
    state = page.one(page.states)
    values = page.some(lambda: t.Term(t.Name(page.one(state.values))), 1, 2)
    return t.Is(t.Name(state.id), t.Grades(values))


def _counted(page: Page) -> t.Counted:
    read = page.one(page.collections)
    return t.Counted(_quantity(page), read.name, _grades(page, read))


def _children(page: Page) -> t.CountedChildren:
    return t.CountedChildren(_quantity(page, counting=True), page.one(page.collections).name)


def _is(page: Page) -> t.Is:
    read = page.one(page.children)
    return t.Is(read.name, _grades(page, read))


def _compared(page: Page) -> t.Compared:
    scales = [child.scale for child in page.children]
    scale = page.one([s for s in scales if scales.count(s) > 1])
    alike = [child.name for child in page.children if child.scale == scale]
    return t.Compared(page.one(alike), page.one(get_args(t.Relation)), page.one(alike))


def _measured(page: Page) -> t.MeasureIs:
    comparison = page.one(get_args(t.MeasureComparison))
    amount = t.Amount(comparison, _number(page, (*NUMBERS, *PERCENTAGES)))
    return t.MeasureIs(measure(page), amount)


def _quantity(page: Page, *, counting: bool = False) -> t.Quantity:
    kinds = get_args(t.Comparison)
    comparison = page.one(kinds[:5] if counting else kinds)
    alone = comparison in ("no", "all", "any")
    return t.Quantity(comparison, None if alone else page.one(FEW))


def _number(page: Page, numbers: Sequence[str]) -> t.Number:
    text = page.one([number for number in numbers if not number.startswith("-")])
    return t.Number(Fraction(text), text)


def _grade(page: Page, scale: Scale) -> t.Name:
    return t.Name(page.one(scale.grades).id)


def _grades(page: Page, read: Readable) -> t.Grades:
    """Some grades; not rated too, where that may come about."""

    def term() -> t.Term:
        return t.Term(_grade(page, read.scale), page.one(("", "", "or better", "or worse")))

    terms = tuple(term() for _ in range(page.one((1, 1, 1, 2))))
    if read.absence == "never":
        return t.Grades(terms)
    absent = (t.Term(None), t.Term(None, rated=True))
    return page.one(
        (t.Grades(terms), t.Grades((*terms, absent[0])), t.Grades((page.one(absent),)))
    )


# The other lines


def modifiers(page: Page, first: t.Base) -> tuple[t.Modifier, ...]:
    """Up to three lines after the base."""
    kinds: list[Callable[[], t.Modifier]] = [lambda: _limit(page)]
    if page.conditions:
        kinds += [lambda: _move(page), lambda: t.NotRated(changing(page))]
    lines = list(page.some(page.one(kinds), least=0, most=3))
    if page.once_in(2):
        place = page.one((0, page.draw(st.integers(0, len(lines)))))
        near = _near(page, first, lines[:place])
        way = page.one(WAYS)
        steps = page.one((1, 1, 2, 3, 999_999_999))
        lines.insert(place, t.Allow(page.role, way, steps, near))
    return tuple(lines)


def _near(page: Page, first: t.Base, before: Sequence[t.Modifier]) -> t.Near | None:
    """A window, where the rating comes from a percentage of judgements and nothing else."""
    own = page.answers
    match first:
        case t.Banded(measure=t.Share(kind="percentage of", name=name)) if (
            own is not None
            and name == own.name
            and not any(isinstance(line, t.Move | t.Limit) for line in before)
        ):
            points = page.one((0, 1, 5, 5, 50))
            if page.once_in(2):
                return t.Near(points)
            return t.Near(points, page.one((0, 1, 1, 2, 999_999_999)), t.Name(page.unit))
        case _:
            return None


def _move(page: Page) -> t.Move:
    return t.Move(page.one(("up", "down")), page.one(FEW), changing(page))


def _limit(page: Page) -> t.Limit:
    kind = page.one(LIMITS)
    siblings = [child for child in page.children if child.scale == page.scale]
    bound = t.Bound(_grade(page, page.scale))
    if siblings and page.once_in(2):
        bound = t.Bound(page.one(siblings).name, page.one(FEW), page.one(("above", "below")))
    when = page.perhaps(lambda: changing(page)) if page.conditions else None
    return t.Limit(kind, bound, when)
