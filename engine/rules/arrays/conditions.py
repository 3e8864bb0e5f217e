"""Where conditions hold, of many providers at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING
from typing import TypeAlias
from typing import assert_never

import numpy as np

from engine.rules import typed
from engine.rules.arrays.columns import NOT_RATED
from engine.rules.arrays.cuts import Cut
from engine.rules.arrays.exact import Places
from engine.rules.arrays.exact import added
from engine.rules.arrays.exact import reached
from engine.rules.arrays.masks import always
from engine.rules.arrays.masks import any_of
from engine.rules.arrays.members import Set
from engine.rules.arrays.members import every_rank
from engine.rules.arrays.members import ranks_in
from engine.rules.arrays.members import unrated

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from engine.frameworks.model import Input
    from engine.rules import tree
    from engine.rules.arrays.block import Block
    from engine.rules.arrays.columns import BoolArray
    from engine.rules.arrays.columns import IntArray
    from engine.rules.arrays.measures import Measure
    from engine.rules.plan import Task

Test: TypeAlias = "Callable[[Block], Verdicts]"


@dataclass(frozen=True)
class Verdicts:
    """Where something holds, and where it would have to read what is not rated.

    Where ``unrated``, whether it holds says nothing.
    """

    holds: BoolArray
    unrated: BoolArray | None = None


@dataclass(frozen=True)
class Asked:
    """What the conditions of one rule are about: its task, and how to take its measures."""

    task: Task
    measures: Mapping[typed.Measured, Measure]


def condition(
    written: typed.Condition, asked: Asked, *, absorbing: bool, settling: bool = False
) -> Test:
    """Where all atoms hold.

    ``absorbing`` says that not rated is provided for; ``settling`` that a number of items
    is known all the same where those that are rated settle it.
    """
    atoms = [
        _atom(atom, asked, absorbing=absorbing, settling=settling) for atom in written.atoms
    ]

    def test(block: Block) -> Verdicts:
        found = [atom(block) for atom in atoms]
        holds = reduce(np.logical_and, [verdicts.holds for verdicts in found])
        absent = any_of(verdicts.unrated for verdicts in found)
        return Verdicts(holds if absent is None else holds & ~absent, absent)

    return test


def _atom(atom: typed.Atom, asked: Asked, *, absorbing: bool, settling: bool) -> Test:
    match atom:
        case typed.Counted() if settling and not atom.grades.names_absence:
            return _settled(atom, asked)
        case typed.Counted():
            return _counted(atom, asked, absorbing=absorbing)
        case typed.TheRestAre():
            return _the_rest(atom, asked, absorbing=absorbing)
        case typed.ChildIs():
            return _child_is(atom, absorbing=absorbing)
        case typed.CountedChildren(quantity, collection):
            number = len(asked.task.of(collection))
            found = bool(_reaches(quantity, np.array([number]), number)[0])
            return lambda block: Verdicts(always(block.size, holds=found))
        case typed.FactIs(fact, values):
            return _coded(fact, {fact.values.index(value) for value in values})
        case typed.FactHolds(fact, negated):
            return _coded(fact, {0 if negated else 1})
        case typed.MeasureIs():
            return _measured(atom, asked.measures[atom.measure], absorbing=absorbing)
        case typed.Compared():
            return _compared(atom, absorbing=absorbing)
        case _:  # pragma: no cover
            assert_never(atom)


def _counted(atom: typed.Counted, asked: Asked, *, absorbing: bool) -> Test:
    items, scale = asked.task.of(atom.collection), atom.collection.scale
    wanted = Set(ranks_in(atom.grades, scale), scale)
    provided = absorbing or atom.grades.names_absence

    def test(block: Block) -> Verdicts:
        members = [block.ranks[item] for item in items]
        found = added([wanted(ranks) for ranks in members])
        holds = _reaches(atom.quantity, found, len(items))
        return Verdicts(holds, None if provided else unrated(members))

    return test


def _settled(atom: typed.Counted, asked: Asked) -> Test:
    """Where so many are in a set whatever those that are not rated would be."""
    items, scale = asked.task.of(atom.collection), atom.collection.scale
    wanted = Set(ranks_in(atom.grades, scale), scale)
    missing = Set(frozenset({NOT_RATED}), scale)

    def test(block: Block) -> Verdicts:
        members = [block.ranks[item] for item in items]
        found = added([wanted(ranks) for ranks in members])
        absent = added([missing(ranks) for ranks in members])
        most = found if atom.quantity.welcomes_more else found + absent
        holds = _reaches(atom.quantity, most, len(items))
        if atom.quantity.comparison == "exactly":
            holds = holds & np.equal(absent, 0)
        return Verdicts(holds)

    return test


def _the_rest(atom: typed.TheRestAre, asked: Asked, *, absorbing: bool) -> Test:
    items, scale = asked.task.of(atom.collection), atom.collection.scale
    taken = frozenset[int]().union(*(ranks_in(grades, scale) for grades in atom.taken))
    ranks_left = every_rank(scale) - taken - ranks_in(atom.grades, scale)
    others = Set(ranks_left, scale)
    provided = absorbing or atom.grades.names_absence or NOT_RATED in taken

    def test(block: Block) -> Verdicts:
        members = [block.ranks[item] for item in items]
        found = added([others(ranks) for ranks in members])
        return Verdicts(np.equal(found, 0), None if provided else unrated(members))

    return test


def _child_is(atom: typed.ChildIs, *, absorbing: bool) -> Test:
    item, scale = atom.child.item, atom.child.scale
    wanted = Set(ranks_in(atom.grades, scale), scale)
    provided = absorbing or atom.grades.names_absence

    def test(block: Block) -> Verdicts:
        ranks = block.ranks[item]
        holds = wanted(ranks)
        return Verdicts(holds, None if provided else unrated([ranks]))

    return test


def _coded(fact: Input, wanted: set[int]) -> Test:
    def test(block: Block) -> Verdicts:
        codes = block.codes(fact)
        return Verdicts(reduce(np.logical_or, [np.equal(codes, code) for code in wanted]))

    return test


def _measured(atom: typed.MeasureIs, measure: Measure, *, absorbing: bool) -> Test:
    cuts = [Cut(atom.number), Cut(atom.number, inclusive=False)]
    places = Places.of(cuts, measure.unit)

    def test(block: Block) -> Verdicts:
        values = block.once(measure.take)
        holds = _compares(atom.comparison, *reached(values, places))
        if absorbing and values.absent is not None:
            return Verdicts(holds & ~values.absent)
        return Verdicts(holds, values.absent)

    return test


def _compares(
    comparison: tree.MeasureComparison, at_least: BoolArray, above: BoolArray
) -> BoolArray:
    """Where values compare so with a number that they reach, or are above."""
    match comparison:
        case "at least":
            return at_least
        case "more than":
            return above
        case "fewer than" | "less than":
            return ~at_least
        case "at most":
            return ~above
        case "exactly":
            return at_least & ~above
        case _:  # pragma: no cover
            assert_never(comparison)


def _compared(atom: typed.Compared, *, absorbing: bool) -> Test:
    def test(block: Block) -> Verdicts:
        one, other = block.ranks[atom.child.item], block.ranks[atom.other.item]
        holds = _relates(atom.relation, one, other)
        absent = unrated([one, other])
        if absorbing and absent is not None:
            return Verdicts(holds & ~absent)
        return Verdicts(holds, absent)

    return test


def _relates(relation: tree.Relation, one: IntArray, other: IntArray) -> BoolArray:
    match relation:
        case "better than":
            return np.greater(one, other)
        case "worse than":
            return np.less(one, other)
        case "the same as":
            return np.equal(one, other)
        case _:  # pragma: no cover
            assert_never(relation)


def _reaches(quantity: tree.Quantity, found: IntArray, total: int) -> BoolArray:
    number = quantity.number or 0
    match quantity.comparison:
        case "at least":
            return np.greater_equal(found, number)
        case "at most":
            return np.less_equal(found, number)
        case "exactly":
            return np.equal(found, number)
        case "fewer than":
            return np.less(found, number)
        case "more than":
            return np.greater(found, number)
        case "no":
            return np.equal(found, 0)
        case "all":
            return np.equal(found, total)
        case "any":
            return np.greater(found, 0)
        case _:  # pragma: no cover
            assert_never(quantity.comparison)
