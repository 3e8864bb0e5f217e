"""Whole-number problems solved by z3, which is imported only here.

The time that a problem may take is set on its own solver, and an answer is made the least
there is, so that the same question has the same answer everywhere.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import TypeAlias
from typing import assert_never

from engine.assurance.numbers import core

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    import z3

    Expression: TypeAlias = z3.ArithRef
    Statement: TypeAlias = z3.BoolRef

SECONDS = 10
"""How long one question may take."""

UNKNOWN = "unknown"


@cache
def is_there() -> bool:
    """Whether z3 is installed."""
    return find_spec("z3") is not None


class Undecided(Exception):
    """The solver was not done in time."""


class Problem:
    """Variables, what they are defined as, and what must hold of them."""

    def __init__(self, seconds: int = SECONDS) -> None:
        import z3

        self._z3 = z3
        self._solver = z3.Solver()
        self._solver.set("timeout", seconds * 1000)  # the only kind that is kept to
        self._solver.set("random_seed", 0)
        self._variables: dict[str, Expression] = {}
        self._known: dict[int, tuple[object, Expression | Statement]] = {}

    def declare(self, name: str, values: Sequence[int] | None) -> None:
        """A variable: one of these values, or any whole number from 0."""
        variable = self._variables[name] = self._z3.Int(name)
        if values is None:
            self._solver.add(variable >= 0)
        else:
            self._solver.add(self._z3.Or([variable == value for value in values]))

    def define(self, name: str, term: core.Term) -> None:
        """A variable that is what a term is."""
        variable = self._variables[name] = self._z3.Int(name)
        self._solver.add(variable == self._number(term))

    def require(self, formula: core.Formula) -> None:
        """Something that must hold."""
        self._solver.add(self._truth(formula))

    def is_possible(self) -> bool:
        """Whether everything required can hold; raises Undecided if that takes too long."""
        answer = str(self._solver.check())
        if answer == UNKNOWN:
            raise Undecided
        return answer == "sat"

    def least(
        self, sums: Sequence[core.Term], wanted: Mapping[str, Sequence[int]]
    ) -> dict[str, int]:
        """The answer with the least sums, then the first wanted value of each variable.

        Everything required must be possible.
        """
        for term in sums:
            self._make_least(self._number(term))
        for name, values in wanted.items():
            self._fix(self._variables[name], values)
        assert self.is_possible()
        model = self._solver.model()
        return {
            name: model.eval(variable, model_completion=True).as_long()
            for name, variable in self._variables.items()
        }

    def _make_least(self, expression: Expression) -> None:
        assert self.is_possible()
        high = self._solver.model().eval(expression, model_completion=True).as_long()
        low = 0
        while low < high:
            middle = (low + high) // 2
            if self._can(expression <= middle):
                high = middle
            else:
                low = middle + 1
        self._solver.add(expression == low)

    def _fix(self, variable: Expression, values: Sequence[int]) -> None:
        value = next(value for value in values if self._can(variable == value))
        self._solver.add(variable == value)

    def _can(self, statement: Statement) -> bool:
        self._solver.push()
        self._solver.add(statement)
        try:
            return self.is_possible()
        finally:
            self._solver.pop()

    def _number(self, term: core.Term) -> Expression:
        known = self._known.get(id(term))
        if known is None:
            known = self._known[id(term)] = (term, self._made(term))
        made: Expression = known[1]
        return made

    def _made(self, term: core.Term) -> Expression:
        z3 = self._z3
        match term:
            case core.Constant(value):
                return z3.IntVal(value)
            case core.Variable(name):
                return self._variables[name]
            case core.Total(parts):
                summed = (times * self._number(part) for times, part in parts)
                return z3.Sum([z3.IntVal(0), *summed])
            case core.Count(those):
                ones = (z3.If(self._truth(each), 1, 0) for each in those)
                return z3.Sum([z3.IntVal(0), *ones])
            case core.Least(those) | core.Greatest(those):
                return self._extreme(those, least=isinstance(term, core.Least))
            case core.Clamped(inner, low, high):
                of = self._number(inner)
                return z3.If(of < low, low, z3.If(of > high, high, of))
            case core.Chosen(condition, then, otherwise):
                holds = self._truth(condition)
                return z3.If(holds, self._number(then), self._number(otherwise))
            case core.Looked(inner, table, below):
                return self._looked(self._number(inner), table, below)
            case _:  # pragma: no cover
                assert_never(term)

    def _looked(self, of: Expression, table: tuple[int, ...], below: int) -> Expression:
        """What stands in a list; a straight line, where it is one, is solved much faster."""
        z3 = self._z3
        steps = {high - low for low, high in pairwise(table)}
        if len(steps) < 2:
            return z3.If(of < 0, below, table[0] + sum(steps) * of)
        found = z3.IntVal(below)
        for number, value in enumerate(table):
            found = z3.If(of == number, value, found)
        return found

    def _extreme(self, those: tuple[core.Term, ...], *, least: bool) -> Expression:
        found, *others = (self._number(each) for each in those)
        for other in others:
            found = self._z3.If((other < found) if least else (other > found), other, found)
        return found

    def _truth(self, formula: core.Formula) -> Statement:
        z3 = self._z3
        match formula:
            case core.Reaches(one, other):
                return self._number(one) >= self._number(other)
            case core.Among(term, values):
                of = self._number(term)
                return z3.Or([of == value for value in sorted(values)])
            case core.All(those):
                return z3.And([self._truth(each) for each in those])
            case core.Any(those):
                return z3.Or([self._truth(each) for each in those])
            case core.Not(inner):
                return z3.Not(self._truth(inner))
            case _:  # pragma: no cover
                assert_never(formula)
