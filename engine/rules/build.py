"""What a line says, as a piece of the tree."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple
from typing import Protocol
from typing import TypeVar

from engine.diagnostics import Place
from engine.rules import tree
from engine.rules.phrases import NAME
from engine.rules.phrases import Token

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence


Part = TypeVar("Part")


class Header(NamedTuple):
    """``rate each case standard in domain two:``, the first line of a rule."""

    each: bool
    name: tree.Name
    within: tuple[tree.Name, ...]


class ChoiceLine(NamedTuple):
    """``first that applies``, whose branches are lines of their own."""

    kind: str


class _Placed(Protocol):
    @property
    def place(self) -> Place: ...


def _over(first: _Placed, last: _Placed) -> Place:
    """The stretch of a line from one thing to another."""
    start, end = first.place, last.place
    return Place(
        start.file, start.line, start.column, end.column + end.width - start.column, start.text
    )


def _name(token: Token) -> tree.Name:
    return tree.Name(token.text, token.quoted, token.place)


def _thing(what: Token | tree.SoFar) -> tree.Name | tree.SoFar:
    return what if isinstance(what, tree.SoFar) else _name(what)


def _phrase(token: Token) -> Any:  # noqa: ANN401 (the grammar allows only the right ones)
    return token.phrase


def _last(rest: Sequence[Part]) -> Part | None:
    return rest[-1] if rest else None


class _LineBuilder:
    """One method for each rule of the grammar that says something."""

    @staticmethod
    def each(token: Token) -> Token:
        return token

    @staticmethod
    def rate(*parts: Token) -> Header:
        first, *within = (_name(token) for token in parts if token.type == NAME)
        return Header(parts[0].type != NAME, first, tuple(within))

    @staticmethod
    def expect(
        name: Token, be: Token, grades: tree.Grades, *condition: tree.Condition
    ) -> tree.Expect:
        return tree.Expect(_name(name), grades, _last(condition), verb=_phrase(be))

    @staticmethod
    def be(token: Token) -> Token:
        return token

    @staticmethod
    def judged(role: Token) -> tree.Judged:
        return tree.Judged(_name(role))

    @staticmethod
    def banded(measure: tree.Measured, *rest: Token) -> tree.Banded:
        return tree.Banded(measure, _name(rest[-1]))

    @staticmethod
    def addition(
        sign: Token,
        points: tuple[tree.Number | None, tree.Name | None, tree.Grades | None],
        *condition: tree.Condition,
    ) -> tree.Addition:
        return tree.Addition(_phrase(sign), *points, _last(condition))

    @staticmethod
    def points(
        *parts: Any,  # noqa: ANN401
    ) -> tuple[tree.Number | None, tree.Name | None, tree.Grades | None]:
        number = parts[0] if isinstance(parts[0], tree.Number) else None
        grades = parts[-1] if isinstance(parts[-1], tree.Grades) else None
        name = next((_name(part) for part in parts if part not in (number, grades)), None)
        return number, name, grades

    @staticmethod
    def extreme(which: Token, name: Token, absence: tree.Absence | None = None) -> tree.Extreme:
        return tree.Extreme(_phrase(which), _name(name), absence)

    @staticmethod
    def start(name: Token) -> tree.StartFrom:
        return tree.StartFrom(_name(name))

    @staticmethod
    def choice(kind: Token) -> ChoiceLine:
        return ChoiceLine(_phrase(kind))

    @staticmethod
    def branch(grade: tree.Name, condition: tree.Condition | None = None) -> tree.Branch:
        return tree.Branch(grade, condition)

    @staticmethod
    def grade(*parts: Token) -> tree.Name:
        text = " ".join(token.text for token in parts)
        return tree.Name(text, parts[0].quoted, _over(parts[0], parts[-1]))

    @staticmethod
    def number(token: Token) -> tree.Number:
        return tree.Number(Fraction(token.text), token.text, token.place)

    @staticmethod
    def share(kind: Token, name: Token, _that: Token, grades: tree.Grades) -> tree.Share:
        return tree.Share(_phrase(kind), _name(name), grades, _over(kind, grades))

    @staticmethod
    def scored(kind: Token, name: Token, absence: tree.Absence | None = None) -> tree.Scored:
        place = _over(kind, absence or name)
        return tree.Scored(_phrase(kind), _name(name), absence, place)

    @staticmethod
    def given(name: Token) -> tree.Given:
        return tree.Given(_name(name), name.place)

    @staticmethod
    def nothing(words: Token) -> tree.Points:
        return tree.Points(words.place)

    @staticmethod
    def absence(kind: Token, what: tree.Name | tree.Number | None = None) -> tree.Absence:
        place = _over(kind, what or kind)
        if isinstance(what, tree.Name):
            return tree.Absence(_phrase(kind), name=what, place=place)
        return tree.Absence(_phrase(kind), number=what, place=place)

    @staticmethod
    def move(
        direction: Token, steps: Token, _if: Token, condition: tree.Condition
    ) -> tree.Move:
        return tree.Move(_phrase(direction), int(steps.text), condition)

    @staticmethod
    def limit(kind: Token, bound: tree.Bound, *condition: tree.Condition) -> tree.Limit:
        return tree.Limit(_phrase(kind), bound, _last(condition))

    @staticmethod
    def direction(token: Token) -> Token:
        return token

    @staticmethod
    def bound(*parts: Any) -> tree.Bound:  # noqa: ANN401
        place = _over(parts[0], parts[-1])
        if len(parts) == 1:
            return tree.Bound(parts[0], place=place)
        steps, direction, name = parts
        return tree.Bound(_name(name), int(steps.text), _phrase(direction), place)

    @staticmethod
    def unrated(condition: tree.Condition) -> tree.NotRated:
        return tree.NotRated(condition)

    @staticmethod
    def allow(
        _allow: Token, role: Token, _to: Token, way: Token, steps: Token, *near: tree.Near
    ) -> tree.Allow:
        return tree.Allow(_name(role), _phrase(way), int(steps.text), _last(near))

    @staticmethod
    def near(*parts: Token) -> tree.Near:
        points, place = int(parts[1].text), _over(parts[0], parts[-1])
        if len(parts) == 4:
            return tree.Near(points, place=place)
        return tree.Near(points, int(parts[4].text), _name(parts[5]), place)

    @staticmethod
    def condition(*atoms: tree.Atom) -> tree.Condition:
        return tree.Condition(atoms, _over(atoms[0], atoms[-1]))

    @staticmethod
    def counted(quantity: tree.Quantity, *rest: Any) -> tree.Counted:  # noqa: ANN401
        *name, be, grades = rest
        counted = _name(name[0]) if name else None
        place = _over(quantity, grades)
        return tree.Counted(quantity, counted, grades, place, verb=_phrase(be))

    @staticmethod
    def children(quantity: tree.Quantity, name: Token) -> tree.CountedChildren:
        return tree.CountedChildren(quantity, _name(name), _over(quantity, name))

    @staticmethod
    def rest(words: Token, be: Token, grades: tree.Grades) -> tree.TheRest:
        return tree.TheRest(grades, _over(words, grades), verb=_phrase(be))

    @staticmethod
    def so_far(words: Token) -> tree.SoFar:
        return tree.SoFar(words.place)

    @staticmethod
    def equals(what: Token | tree.SoFar, be: Token, grades: tree.Grades) -> tree.Is:
        return tree.Is(_thing(what), grades, _over(what, grades), verb=_phrase(be))

    @staticmethod
    def holds(*parts: Token) -> tree.Holds:
        return tree.Holds(_name(parts[-1]), len(parts) > 1, _over(parts[0], parts[-1]))

    @staticmethod
    def measured(what: Any, be: Token, amount: tree.Amount) -> tree.MeasureIs:  # noqa: ANN401
        measure = what
        if isinstance(what, Token):
            measure = tree.Given(_name(what), what.place)
        return tree.MeasureIs(measure, amount, _over(what, amount), verb=_phrase(be))

    @staticmethod
    def compared(
        what: Token | tree.SoFar, be: Token, relation: Token, other: Token | tree.SoFar
    ) -> tree.Compared:
        one, place = _thing(what), _over(what, other)
        return tree.Compared(one, _phrase(relation), _thing(other), place, verb=_phrase(be))

    @staticmethod
    def amount(comparison: Token, number: tree.Number) -> tree.Amount:
        return tree.Amount(_phrase(comparison), number, _over(comparison, number))

    @staticmethod
    def relation(token: Token) -> Token:
        return token

    @staticmethod
    def quantity(comparison: Token, number: Token | None = None) -> tree.Quantity:
        place = _over(comparison, number or comparison)
        count = int(number.text) if number else None
        return tree.Quantity(_phrase(comparison), count, place)

    @staticmethod
    def grades(*terms: tree.Term) -> tree.Grades:
        return tree.Grades(terms, _over(terms[0], terms[-1]))

    @staticmethod
    def term(what: tree.Name | Token, *rest: Token) -> tree.Term:
        place = _over(what, rest[-1] if rest else what)
        if isinstance(what, Token):
            return tree.Term(None, rated=what.phrase == "rated", place=place)
        suffix: tree.Suffix = _phrase(rest[0]) if rest else ""
        return tree.Term(what, suffix, place=place)


class Spread:
    """The builder in the form that the parser calls: with a list of parts."""

    def __getattr__(self, rule: str) -> Callable[[Sequence[Any]], Any]:
        method = getattr(_LineBuilder, rule)
        return lambda parts: method(*parts)
