"""Whether a condition holds, and what it saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import assert_never

from engine.diagnostics.words import listed
from engine.rules import typed
from engine.rules.measures import measure
from engine.rules.measures import unrated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.rules import tree
    from engine.rules.facts import Facts

MANY = 5
"""So many things are not listed by their names."""


@dataclass(frozen=True)
class Verdict:
    """Whether something holds; None when it would have to read what is not rated."""

    holds: bool | None
    saw: str


def verdict(
    condition: typed.Condition, facts: Facts, *, absorbing: bool, settling: bool = False
) -> Verdict:
    """Whether all atoms hold.

    ``absorbing`` says that not rated is provided for; ``settling`` that a number of items
    is known all the same where those that are rated settle it.
    """
    verdicts = [
        _atom(atom, facts, absorbing=absorbing, settling=settling) for atom in condition.atoms
    ]
    unrated = dict.fromkeys(v.saw for v in verdicts if v.holds is None)
    if unrated:
        return Verdict(None, "; ".join(unrated))
    return Verdict(all(v.holds for v in verdicts), "; ".join(v.saw for v in verdicts))


def _counted(atom: typed.Counted, facts: Facts, *, absorbing: bool, settling: bool) -> Verdict:
    ratings = facts.of(atom.collection)
    found = [item for item, rating in ratings.items() if rating in atom.grades]
    seen = Verdict(_reaches(atom.quantity, len(found), len(ratings)), _those(found))
    verdict_ = _unless_unrated(atom, ratings, seen, absorbing=absorbing)
    if verdict_.holds is not None or not settling:
        return verdict_
    absent = sum(rating is None for rating in ratings.values())
    possible = range(len(found), len(found) + absent + 1)
    ways = {_reaches(atom.quantity, number, len(ratings)) for number in possible}
    return Verdict(seen.holds, f"{seen.saw}; {verdict_.saw}") if len(ways) == 1 else verdict_


def _atom(atom: typed.Atom, facts: Facts, *, absorbing: bool, settling: bool) -> Verdict:
    match atom:
        case typed.Counted():
            return _counted(atom, facts, absorbing=absorbing, settling=settling)
        case typed.TheRestAre(collection, taken, grades):
            ratings = facts.of(collection)
            rest = {i: r for i, r in ratings.items() if not any(r in s for s in taken)}
            others = [item for item, rating in rest.items() if rating not in grades]
            those = _those(others, "is not", "are not")
            seen = Verdict(not others, f"of the rest {those}" if others else "the rest are")
            return _unless_unrated(atom, rest, seen, absorbing=absorbing)
        case typed.ChildIs(child, grades):
            rating = facts.ratings[child.item]
            seen = Verdict(rating in grades, f"{child.words} is {rating or 'not rated'}")
            return _unless_unrated(atom, {child.item: rating}, seen, absorbing=absorbing)
        case typed.CountedChildren(quantity, collection):
            number = len(facts.of(collection))
            return Verdict(_reaches(quantity, number, number), f"there are {number}")
        case typed.FactIs(fact, values):
            value = facts.inputs[fact.id]
            return Verdict(value in values, f"{fact.id} is {value}")
        case typed.FactHolds(fact, negated):
            holds = facts.inputs[fact.id] == "yes"
            return Verdict(holds is not negated, fact.id if holds else f"no {fact.id}")
        case typed.MeasureIs():
            return _measured(atom, facts, absorbing=absorbing)
        case typed.Compared():
            return _compared(atom, facts, absorbing=absorbing)
        case _:  # pragma: no cover
            assert_never(atom)


def _unless_unrated(
    atom: typed.Atom,
    ratings: dict[str, str | None],
    seen: Verdict,
    *,
    absorbing: bool,
) -> Verdict:
    absent = [item for item, rating in ratings.items() if rating is None]
    provided = absorbing or any(grades.names_absence for grades in typed.sets_of(atom))
    if not absent or provided:
        return seen
    if len(absent) >= MANY and isinstance(atom, typed.Counted | typed.TheRestAre):
        return Verdict(None, f"{len(absent)} {atom.collection.words} are not rated")
    return Verdict(None, unrated(absent))


def _measured(atom: typed.MeasureIs, facts: Facts, *, absorbing: bool) -> Verdict:
    found = measure(atom.measure, facts)
    if found.value is None:
        return Verdict(False if absorbing else None, found.reason)
    return Verdict(_compares(atom.comparison, found.value, atom.number), found.saw)


def _compares(comparison: tree.MeasureComparison, value: Fraction, number: Fraction) -> bool:
    match comparison:
        case "at least":
            return value >= number
        case "at most":
            return value <= number
        case "exactly":
            return value == number
        case "fewer than" | "less than":
            return value < number
        case "more than":
            return value > number
        case _:  # pragma: no cover
            assert_never(comparison)


def _compared(atom: typed.Compared, facts: Facts, *, absorbing: bool) -> Verdict:
    one, other = (facts.ratings[child.item] for child in (atom.child, atom.other))
    saw = (
        f"{atom.child.words} is {one or 'not rated'}, "
        f"{atom.other.words} is {other or 'not rated'}"
    )
    if one is None or other is None:
        return Verdict(False if absorbing else None, saw)
    rank = atom.child.scale.rank
    match atom.relation:
        case "better than":
            return Verdict(rank(one) > rank(other), saw)
        case "worse than":
            return Verdict(rank(one) < rank(other), saw)
        case "the same as":
            return Verdict(one == other, saw)
        case _:  # pragma: no cover
            assert_never(atom.relation)


def _reaches(quantity: tree.Quantity, found: int, total: int) -> bool:
    number = quantity.number or 0
    match quantity.comparison:
        case "at least":
            return found >= number
        case "at most":
            return found <= number
        case "exactly":
            return found == number
        case "fewer than":
            return found < number
        case "more than":
            return found > number
        case "no":
            return found == 0
        case "all":
            return found == total
        case "any":
            return found > 0
        case _:  # pragma: no cover
            assert_never(quantity.comparison)


def _those(items: Sequence[str], one: str = "is", many: str = "are") -> str:
    """``2 are (a and b)``; the names only where there are few."""
    words = f"{len(items)} {one if len(items) == 1 else many}"
    return f"{words} ({listed(items)})" if 0 < len(items) < MANY else words
