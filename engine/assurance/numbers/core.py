"""A rule in whole numbers: a dozen operations, which any solver reads.

A rating is its rank, from 0; not rated is -1 and never reaches arithmetic. A ratio is
compared by multiplying across, so that nothing is ever divided.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import TypeAlias
from typing import assert_never

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    Values: TypeAlias = Sequence[int]
    Number: TypeAlias = Callable[[Values], int]
    Truth: TypeAlias = Callable[[Values], bool]

NOT_RATED = -1


@dataclass(frozen=True, eq=False)
class Constant:
    """A number."""

    value: int


@dataclass(frozen=True, eq=False)
class Variable:
    """A number from outside: a rating, a fact, a count of judgements."""

    name: str


@dataclass(frozen=True, eq=False)
class Total:
    """A sum of numbers, each taken so many times."""

    parts: tuple[tuple[int, Term], ...]


@dataclass(frozen=True, eq=False)
class Count:
    """How many of these hold."""

    those: tuple[Formula, ...]


@dataclass(frozen=True, eq=False)
class Least:
    """The least of some numbers."""

    those: tuple[Term, ...]


@dataclass(frozen=True, eq=False)
class Greatest:
    """The greatest of some numbers."""

    those: tuple[Term, ...]


@dataclass(frozen=True, eq=False)
class Clamped:
    """A number, or the end that it lies beyond."""

    term: Term
    low: int
    high: int


@dataclass(frozen=True, eq=False)
class Chosen:
    """One number if something holds, and otherwise another."""

    condition: Formula
    then: Term
    otherwise: Term


@dataclass(frozen=True, eq=False)
class Looked:
    """What stands in a list at a number; something else for a number below 0."""

    term: Term
    table: tuple[int, ...]
    below: int


Term: TypeAlias = (
    Constant | Variable | Total | Count | Least | Greatest | Clamped | Chosen | Looked
)


@dataclass(frozen=True, eq=False)
class Reaches:
    """One number is at least another."""

    one: Term
    other: Term


@dataclass(frozen=True, eq=False)
class Among:
    """A number is one of these."""

    term: Term
    values: frozenset[int]


@dataclass(frozen=True, eq=False)
class All:
    """All of these hold; nothing always does."""

    those: tuple[Formula, ...]


@dataclass(frozen=True, eq=False)
class Any:
    """One of these holds; nothing never does."""

    those: tuple[Formula, ...]


@dataclass(frozen=True, eq=False)
class Not:
    """This does not hold."""

    formula: Formula


Formula: TypeAlias = Reaches | Among | All | Any | Not

ALWAYS = All(())
NEVER = Any(())


def rated(term: Term) -> Formula:
    """A rating is there."""
    return Reaches(term, Constant(0))


def same(one: Term, other: Term) -> Formula:
    """Two numbers are equal."""
    return All((Reaches(one, other), Reaches(other, one)))


def number(term: Term, at: Mapping[str, int]) -> Number:
    """A term as a function of the values of its variables, which stand where ``at`` says."""
    match term:
        case Constant(value):
            return lambda _: value
        case Variable(name):
            place = at[name]
            return lambda values: values[place]
        case Total(parts):
            summed = tuple((times, number(part, at)) for times, part in parts)
            return lambda values: sum(times * part(values) for times, part in summed)
        case Count(those):
            counted = tuple(truth(formula, at) for formula in those)
            return lambda values: sum(holds(values) for holds in counted)
        case Least(those):
            compared = tuple(number(part, at) for part in those)
            return lambda values: min(part(values) for part in compared)
        case Greatest(those):
            compared = tuple(number(part, at) for part in those)
            return lambda values: max(part(values) for part in compared)
        case Clamped(inner, low, high):
            of = number(inner, at)
            return lambda values: max(low, min(of(values), high))
        case Chosen(condition, then, otherwise):
            holds, yes, no = truth(condition, at), number(then, at), number(otherwise, at)
            return lambda values: yes(values) if holds(values) else no(values)
        case Looked(inner, table, below):
            of = number(inner, at)
            return lambda values: table[n] if (n := of(values)) >= 0 else below
        case _:  # pragma: no cover
            assert_never(term)


def truth(formula: Formula, at: Mapping[str, int]) -> Truth:
    """A formula as a function of the values of its variables."""
    match formula:
        case Reaches(one, other):
            more, less = number(one, at), number(other, at)
            return lambda values: more(values) >= less(values)
        case Among(term, among):
            of = number(term, at)
            return lambda values: of(values) in among
        case All(those):
            parts = tuple(truth(part, at) for part in those)
            return lambda values: all(part(values) for part in parts)
        case Any(those):
            parts = tuple(truth(part, at) for part in those)
            return lambda values: any(part(values) for part in parts)
        case Not(inner):
            holds = truth(inner, at)
            return lambda values: not holds(values)
        case _:  # pragma: no cover
            assert_never(formula)
