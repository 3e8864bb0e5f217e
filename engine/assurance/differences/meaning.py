"""What a line of a rule means, whatever its words: two lines with one meaning do the same."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeAlias
from typing import assert_never

from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from engine.frameworks.model import Edge
    from engine.frameworks.model import Scale
    from engine.rules import tree
    from engine.rules.plan import Task

    Called = Callable[[str], str]

Meaning: TypeAlias = tuple[object, ...]
"""Texts and numbers that are the same where, and only where, the meaning is."""

Part: TypeAlias = typed.Base | typed.Branch | typed.Addition | typed.Modifier


def parts(rule: typed.Rule) -> tuple[Part, ...]:
    """The lines of a rule that do something, in order."""
    branches = rule.base.branches if isinstance(rule.base, typed.Choice) else ()
    return (rule.base, *branches, *typed.additions_of(rule), *rule.modifiers)


def meaning(part: Part, called: Called) -> Meaning:
    """What a line does; ``called`` is how items are called where they are compared.

    Levels, groups, bands, inputs and roles are their ids: what they are is declared elsewhere.
    """
    match part:
        case typed.Branch(grade=grade, condition=condition):
            return ("branch", grade, _when(condition, called))
        case typed.Addition(_, points, condition=condition):
            each = None if part.each is None else _measure(part.each)
            return ("plus", points, each, _when(condition, called))
        case typed.Move(clause, condition):
            return (clause.direction, clause.steps, _when(condition, called))
        case typed.Limit(clause, grade, child, steps, condition):
            bound = (grade, None if child is None else called(child.item), steps)
            return (clause.kind, *bound, _when(condition, called))
        case typed.NotRated(condition=condition):
            return ("not rated", _when(condition, called))
        case typed.Allow(clause, role):
            return ("allow", role.id, clause.direction, clause.steps, _near(clause.near))
        case _:
            return _base(part, called)


def expectation(expected: typed.Expectation, called: Called) -> Meaning:
    """What is expected, and of what."""
    items = sorted(called(item) for item in expected.items if item is not None)
    grades = _grades(expected.grades)
    return (expected.rule.level.id, *items, grades, _when(expected.condition, called))


def substance(task: Task, called: Callable[[str], str]) -> tuple[object, ...]:
    """Everything that a rule's ratings follow from, but for the ratings that it reads."""
    rule = task.rule
    named = typed.children_of(rule)
    scales = [rule.scale, *(c.scale for c in typed.collections_of(rule))]
    scales += [child.scale for child in named]
    weights = [m.weights for m in typed.measures_of(rule) if isinstance(m, typed.Scored)]
    bands = rule.base.bands if isinstance(rule.base, typed.Banded) else None
    return (
        [meaning(part, called) for part in parts(rule) if not isinstance(part, typed.Allow)],
        [*map(_steps, scales)],
        None if bands is None else (bands.rounding, [*map(_edge, bands.edges)]),
        {key: {*map(called, ids)} for key, ids in task.members.items()},
        [{called(item): weight for item, weight in each} for each in weights],
    )


def _base(base: typed.Base, called: Called) -> Meaning:
    match base:
        case typed.Judged(role=role):
            return ("judged", role.id)
        case typed.Banded(measure=measure, bands=bands):
            return ("banded", _measure(measure), bands.id)
        case typed.Extreme(clause, collection, absorbed):
            return (clause.which, _collection(collection), _absorbed(absorbed))
        case typed.StartFrom(child=child):
            return ("start from", called(child.item))
        case typed.Choice(clause=clause):
            return (clause.kind,)
        case _:  # pragma: no cover
            assert_never(base)


def _when(condition: typed.Condition | None, called: Called) -> Meaning:
    """What has to hold, in an order of its own."""
    if condition is None:
        return ("always",)
    return tuple(sorted((_atom(atom, called) for atom in condition.atoms), key=repr))


def _atom(atom: typed.Atom, called: Called) -> Meaning:
    match atom:
        case typed.Counted(quantity, collection, grades):
            return (*_quantity(quantity), _collection(collection), _grades(grades))
        case typed.CountedChildren(quantity, collection):
            return (*_quantity(quantity), _collection(collection))
        case typed.ChildIs(child, grades):
            return ("is", _rated(child, called), _grades(grades))
        case typed.TheRestAre(collection, taken, grades):
            others = sorted(map(_grades, taken), key=repr)
            return ("the rest", _collection(collection), *others, _grades(grades))
        case typed.FactIs(fact, values):
            return ("is", fact.id, *sorted(values))
        case typed.FactHolds(fact, negated):
            return ("not" if negated else "holds", fact.id)
        case typed.MeasureIs(measure, comparison, number):
            return ("measure", _measure(measure), comparison, number)
        case typed.Compared(child, relation, other):
            return (relation, _rated(child, called), _rated(other, called))
        case _:  # pragma: no cover
            assert_never(atom)


def _rated(rated: typed.Rated, called: Called) -> str:
    return called(rated.item) if isinstance(rated, typed.Child) else rated.words


def _measure(measure: typed.Measured) -> Meaning:
    match measure:
        case typed.Share(kind, judgements, _, grades):
            return (kind, judgements.unit, _grades(grades))
        case typed.CountOf(kind, collection, grades):
            return (kind, _collection(collection), _grades(grades))
        case typed.Scored(kind, collection, absorbed, weights):
            weighted = "weighted" if weights else "plain"
            return (kind, weighted, _collection(collection), _absorbed(absorbed))
        case typed.Given(fact):
            return ("given", fact.id)
        case typed.Points():
            return ("points",)
        case _:  # pragma: no cover
            assert_never(measure)


def _collection(collection: typed.Collection) -> Meaning:
    return (collection.level, collection.group)


def _grades(grades: typed.GradeSet) -> Meaning:
    return (*sorted(grades.grades), grades.not_rated, grades.rated)


def _absorbed(absorbed: typed.Absorbed) -> Meaning:
    return (absorbed.kind, absorbed.grade, absorbed.score)


def _quantity(quantity: tree.Quantity) -> Meaning:
    return (quantity.comparison, quantity.number)


def _near(near: tree.Near | None) -> Meaning:
    return () if near is None else (near.points, near.number)


def _steps(scale: Scale) -> list[tuple[str, Fraction | None]]:
    return [(grade.id, grade.score) for grade in scale.grades]


def _edge(edge: Edge) -> tuple[Fraction, bool, str]:
    return (edge.at, edge.inclusive, edge.grade)
