"""From a typed rule to whole numbers, line by line, as the reference reads it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING
from typing import assert_never

from engine.assurance.numbers import core
from engine.assurance.numbers.amounts import Addition
from engine.assurance.numbers.amounts import Amount
from engine.assurance.numbers.amounts import Ratio
from engine.assurance.numbers.amounts import banded
from engine.assurance.numbers.amounts import compared
from engine.assurance.numbers.amounts import counted
from engine.assurance.numbers.amounts import plus
from engine.assurance.numbers.amounts import scored
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.assurance.numbers.amounts import Position
    from engine.frameworks.model import Input
    from engine.rules import tree
    from engine.rules.patterns import Members


@dataclass(frozen=True)
class World:
    """What a rule looks at, in whole numbers.

    ``ratings`` are ranks; ``facts`` the place of an input's value among its values, ``no``
    being 0; ``number`` and ``share`` the amounts of inputs and of own judgements.
    """

    ratings: Mapping[str, core.Term]
    members: Members
    facts: Mapping[str, core.Term]
    number: Callable[[Input], Position]
    share: Callable[[typed.Share], Amount]
    judged: core.Term = field(default_factory=lambda: core.Constant(core.NOT_RATED))

    def of(self, collection: typed.Collection) -> dict[str, core.Term]:
        """The ranks of a collection, by item."""
        ids = self.members[collection.level, collection.group]
        return {item: self.ratings[item] for item in ids}


@dataclass(frozen=True)
class Line:
    """A clause: whether what it asks for holds, whether it gives a rating, the rating then.

    ``rating`` refers to the rating so far as the variable ``before``.
    """

    clause: tree.Clause
    holds: core.Formula
    rating: core.Term
    before: str = ""


@dataclass(frozen=True)
class Branch:
    """A line of a choice: when it holds, and when it cannot be told."""

    clause: tree.Branch
    grade: int
    holds: core.Formula
    unknown: core.Formula


@dataclass(frozen=True)
class Lowered:
    """A rule in whole numbers: its lines, and the branches where its base is a choice.

    The rating after a line is the variable with the line's number after ``name``.
    """

    rule: typed.Rule
    lines: tuple[Line, ...]
    branches: tuple[Branch, ...] = ()
    name: str = "line"

    @property
    def rating(self) -> core.Variable:
        """The rating in the end."""
        return self.after(len(self.lines) - 1)

    def after(self, number: int) -> core.Variable:
        """The rating after a line."""
        return core.Variable(f"{self.name} {number}")

    @property
    def undecided(self) -> core.Formula:
        """Whether a choice can be told, and gives nothing, or more than one thing."""
        base = self.rule.base
        if not isinstance(base, typed.Choice):
            return core.NEVER
        if base.clause.kind == "first that applies":
            some = core.Any(tuple(core.Any((b.unknown, b.holds)) for b in self.branches))
            return core.Not(some)
        unknown = core.Any(tuple(branch.unknown for branch in self.branches))
        number = core.Count(tuple(branch.holds for branch in self.branches))
        one = core.Among(number, frozenset({1}))
        return core.Not(core.Any((unknown, one)))


def lowered(rule: typed.Rule, world: World, name: str = "line") -> Lowered:
    """A rule in whole numbers."""
    reader = _Reader(rule, world)
    base, branches = reader.base()
    lines = [base]
    for number, modifier in enumerate(rule.modifiers):
        lines.append(reader.modifier(modifier, f"{name} {number}"))
    return Lowered(rule, tuple(lines), branches, name)


def holds(condition: typed.Condition, world: World) -> core.Formula:
    """Whether a condition holds; it does not where it cannot be told.

    A number of items can be told where those that are rated settle it.
    """
    unknown, true = _condition(condition, world, absorbing=False, settling=True)
    return core.All((core.Not(unknown), true))


@dataclass(frozen=True)
class _Reader:
    rule: typed.Rule
    world: World

    def base(self) -> tuple[Line, tuple[Branch, ...]]:
        base, world = self.rule.base, self.world
        match base:
            case typed.Judged(clause):
                return Line(clause, core.ALWAYS, world.judged), ()
            case typed.StartFrom(clause, child):
                return Line(clause, core.ALWAYS, world.ratings[child.item]), ()
            case typed.Banded(clause, measure, bands):
                amount = _amount(measure, world)
                if base.additions:
                    each = chain.from_iterable(_added(a, world) for a in base.additions)
                    amount = plus(amount, each)
                return Line(clause, core.ALWAYS, banded(amount, bands, self.rule.scale)), ()
            case typed.Extreme():
                return Line(base.clause, core.ALWAYS, self._extreme(base)), ()
            case typed.Choice():
                branches = tuple(self._branch(base, each) for each in base.branches)
                return Line(base.clause, core.ALWAYS, _chosen(base, branches)), branches
            case _:  # pragma: no cover
                assert_never(base)

    def _extreme(self, base: typed.Extreme) -> core.Term:
        terms = tuple(self.world.of(base.collection).values())
        lowest = base.clause.which == "lowest of"
        if not terms:
            return core.Constant(core.NOT_RATED)
        if base.absorbed.kind == "treated":
            instead = self.rule.scale.rank(base.absorbed.grade)
            grades = tuple(range(len(self.rule.scale.grades)))
            terms = tuple(core.Looked(term, grades, instead) for term in terms)
            return core.Least(terms) if lowest else core.Greatest(terms)
        if not lowest and base.absorbed.kind != "strict":
            return core.Greatest(terms)
        least = core.Least(terms)
        if base.absorbed.kind == "strict":
            extreme = least if lowest else core.Greatest(terms)
            return core.Chosen(core.rated(least), extreme, core.Constant(core.NOT_RATED))
        top = len(self.rule.scale.grades)
        grades = tuple(range(top))
        rated = core.Least(tuple(core.Looked(term, grades, top) for term in terms))
        some = core.Any(tuple(core.rated(term) for term in terms))
        return core.Chosen(some, rated, core.Constant(core.NOT_RATED))

    def _branch(self, base: typed.Choice, branch: typed.Branch) -> Branch:
        unknown: core.Formula = core.NEVER
        true: core.Formula = core.ALWAYS
        if branch.condition is not None:
            absorbing = base.names_absence
            unknown, true = _condition(branch.condition, self.world, absorbing=absorbing)
        grade = self.rule.scale.rank(branch.grade)
        return Branch(branch.clause, grade, core.All((core.Not(unknown), true)), unknown)

    def modifier(self, modifier: typed.Modifier, before: str) -> Line:
        so_far = core.Variable(before)
        there = core.rated(so_far)
        match modifier:
            case typed.Allow(clause):
                return Line(clause, core.ALWAYS, so_far, before)
            case typed.NotRated(clause, condition):
                asked = self._holds(condition, so_far)
                absent = core.Constant(core.NOT_RATED)
                return Line(clause, asked, core.Chosen(asked, absent, so_far), before)
            case typed.Move(clause, condition):
                asked = self._holds(condition, so_far)
                steps = clause.steps if clause.direction == "up" else -clause.steps
                moved = self._clamped(so_far, steps)
                both = core.All((there, asked))
                return Line(clause, asked, core.Chosen(both, moved, so_far), before)
            case typed.Limit():
                return self._limit(modifier, so_far, before)
            case _:  # pragma: no cover
                assert_never(modifier)

    def _holds(self, condition: typed.Condition, so_far: core.Variable) -> core.Formula:
        ratings = {**self.world.ratings, typed.SoFar.item: so_far}
        return holds(condition, replace(self.world, ratings=ratings))

    def _clamped(self, term: core.Term, steps: int) -> core.Term:
        moved = core.Total(((1, term), (1, core.Constant(steps))))
        return core.Clamped(moved, 0, len(self.rule.scale.grades) - 1)

    def _limit(self, limit: typed.Limit, so_far: core.Variable, before: str) -> Line:
        asked: core.Formula = core.ALWAYS
        if limit.condition is not None:
            asked = self._holds(limit.condition, so_far)
        if limit.child is not None:
            other = self.world.ratings[limit.child.item]
            bound = self._clamped(other, limit.steps)
            asked = core.All((asked, core.rated(other)))
        else:
            assert limit.grade is not None
            bound = core.Constant(self.rule.scale.rank(limit.grade))
        pair = (so_far, bound)
        limited = core.Least(pair) if limit.clause.kind == "at most" else core.Greatest(pair)
        both = core.All((core.rated(so_far), asked))
        return Line(limit.clause, asked, core.Chosen(both, limited, so_far), before)


def _added(addition: typed.Addition, world: World) -> Iterator[Addition]:
    """What a line adds; of things that are counted, what it adds for each."""
    when: core.Formula = core.ALWAYS
    if addition.condition is not None:
        when = holds(addition.condition, world)
    if addition.things is not None:
        collection, grades = addition.things.collection, addition.things.grades
        for term in world.of(collection).values():
            both = core.All((when, _within(term, grades, collection)))
            yield Addition(both, addition.points)
    elif addition.input is None:
        yield Addition(when, addition.points)
    else:
        yield Addition(when, addition.points, world.number(addition.input))


def _chosen(base: typed.Choice, branches: tuple[Branch, ...]) -> core.Term:
    """The grade of the first branch that holds, or of the only one."""
    nothing = core.Constant(core.NOT_RATED)
    grade: core.Term = nothing
    for branch in reversed(branches):
        taken = core.Chosen(branch.holds, core.Constant(branch.grade), grade)
        grade = core.Chosen(branch.unknown, nothing, taken)
    if base.clause.kind == "first that applies":
        return grade
    unknown = core.Any(tuple(branch.unknown for branch in branches))
    number = core.Count(tuple(branch.holds for branch in branches))
    one = core.Among(number, frozenset({1}))
    return core.Chosen(core.All((core.Not(unknown), one)), grade, nothing)


def _condition(
    condition: typed.Condition, world: World, *, absorbing: bool, settling: bool = False
) -> tuple[core.Formula, core.Formula]:
    """Whether it cannot be told if a condition holds, and whether it does."""
    atoms = [
        _atom(atom, world, absorbing=absorbing, settling=settling) for atom in condition.atoms
    ]
    unknown = tuple(unknown for unknown, _ in atoms if unknown is not core.NEVER)
    true = tuple(true for _, true in atoms)
    return core.Any(unknown) if unknown else core.NEVER, core.All(true)


def _atom(
    atom: typed.Atom, world: World, *, absorbing: bool, settling: bool
) -> tuple[core.Formula, core.Formula]:
    provided = absorbing or any(grades.names_absence for grades in typed.sets_of(atom))
    match atom:
        case typed.Counted() if settling and not atom.grades.names_absence:
            return core.NEVER, _settled(atom, world)
        case typed.Counted(quantity, collection, grades):
            terms = tuple(world.of(collection).values())
            found = core.Count(tuple(_within(term, grades, collection) for term in terms))
            return _unrated(terms, provided=provided), _reaches(quantity, found, len(terms))
        case typed.TheRestAre():
            return _the_rest(atom, world, provided=provided)
        case typed.ChildIs(child, grades):
            term = world.ratings[child.item]
            return _unrated((term,), provided=provided), _within(term, grades, child)
        case typed.CountedChildren(quantity, collection):
            number = len(world.of(collection))
            return core.NEVER, _reaches(quantity, core.Constant(number), number)
        case typed.FactIs(fact, values):
            places = frozenset(fact.values.index(value) for value in values)
            return core.NEVER, core.Among(world.facts[fact.id], places)
        case typed.FactHolds(fact, negated):
            wanted = frozenset({0 if negated else 1})
            return core.NEVER, core.Among(world.facts[fact.id], wanted)
        case typed.MeasureIs(measure, comparison, number):
            amount = _amount(measure, world)
            there = core.Not(amount.absent)
            true = core.All((there, compared(amount, comparison, number)))
            return core.NEVER if absorbing else amount.absent, true
        case typed.Compared():
            return _compared(atom, world, absorbing=absorbing)
        case _:  # pragma: no cover
            assert_never(atom)


def _settled(atom: typed.Counted, world: World) -> core.Formula:
    """Whether so many are in a set whatever those that are not rated would be."""
    terms = tuple(world.of(atom.collection).values())
    within = tuple(_within(term, atom.grades, atom.collection) for term in terms)
    absent = tuple(core.Not(core.rated(term)) for term in terms)
    most = core.Count(within if atom.quantity.welcomes_more else within + absent)
    reached = _reaches(atom.quantity, most, len(terms))
    if atom.quantity.comparison == "exactly":
        return core.All((reached, core.Not(core.Any(absent))))
    return reached


def _the_rest(
    atom: typed.TheRestAre, world: World, *, provided: bool
) -> tuple[core.Formula, core.Formula]:
    unknown, true = [], []
    for term in world.of(atom.collection).values():
        taken = core.Any(tuple(_within(term, each, atom.collection) for each in atom.taken))
        true.append(core.Any((taken, _within(term, atom.grades, atom.collection))))
        unknown.append(core.All((core.Not(taken), core.Not(core.rated(term)))))
    return core.NEVER if provided else core.Any(tuple(unknown)), core.All(tuple(true))


def _compared(
    atom: typed.Compared, world: World, *, absorbing: bool
) -> tuple[core.Formula, core.Formula]:
    one, other = world.ratings[atom.child.item], world.ratings[atom.other.item]
    there = core.All((core.rated(one), core.rated(other)))
    match atom.relation:
        case "better than":
            true: core.Formula = core.Not(core.Reaches(other, one))
        case "worse than":
            true = core.Not(core.Reaches(one, other))
        case "the same as":
            true = core.same(one, other)
        case _:  # pragma: no cover
            assert_never(atom.relation)
    return core.NEVER if absorbing else core.Not(there), core.All((there, true))


def _within(
    term: core.Term, grades: typed.GradeSet, of: typed.Collection | typed.Rated
) -> core.Formula:
    ranks = {of.scale.rank(grade) for grade in grades.grades}
    return core.Among(
        term, frozenset(ranks | ({core.NOT_RATED} if grades.not_rated else set()))
    )


def _unrated(terms: tuple[core.Term, ...], *, provided: bool) -> core.Formula:
    if provided or not terms:
        return core.NEVER
    return core.Not(core.All(tuple(core.rated(term) for term in terms)))


def _reaches(quantity: tree.Quantity, found: core.Term, total: int) -> core.Formula:
    number = quantity.number or 0
    match quantity.comparison:
        case "at least":
            return core.Reaches(found, core.Constant(number))
        case "at most":
            return core.Reaches(core.Constant(number), found)
        case "exactly":
            return core.Among(found, frozenset({number}))
        case "fewer than":
            return core.Not(core.Reaches(found, core.Constant(number)))
        case "more than":
            return core.Not(core.Reaches(core.Constant(number), found))
        case "no":
            return core.Among(found, frozenset({0}))
        case "all":
            return core.Among(found, frozenset({total}))
        case "any":
            return core.Reaches(found, core.Constant(1))
        case _:  # pragma: no cover
            assert_never(quantity.comparison)


def _amount(measure: typed.Measured, world: World) -> Amount:
    match measure:
        case typed.Share():
            return world.share(measure)
        case typed.Given(fact):
            return world.number(fact)
        case typed.CountOf(kind, collection, grades):
            terms = world.of(collection).values()
            among = [core.ALWAYS if grades.names_absence else core.rated(t) for t in terms]
            return counted(kind, (_within(t, grades, collection) for t in terms), among)
        case typed.Scored():
            return scored(measure, world.of(measure.collection))
        case typed.Points():
            return Ratio(core.Constant(0), core.Constant(1), core.NEVER)
        case _:  # pragma: no cover
            assert_never(measure)
