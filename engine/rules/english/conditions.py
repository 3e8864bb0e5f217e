"""When a line applies, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import assert_never

from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.rules import typed
from engine.rules.absence import absence_of_measure
from engine.rules.english.grades import rated
from engine.rules.english.measures import measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.rules import tree

RELATIONS = {
    "better than": "rated better than",
    "worse than": "rated worse than",
    "the same as": "rated the same as",
}


def condition(all_of: typed.Condition) -> str:
    """All parts of a condition, which must hold together."""
    return ", and ".join(map(atom, all_of.atoms))


def atom(part: typed.Atom) -> str:
    """One part of a condition."""
    match part:
        case typed.Counted(quantity, collection, grades):
            return _counted(quantity, collection.words, rated(grades, collection.scale))
        case typed.CountedChildren(quantity, collection):
            return _there_are(quantity, collection.words)
        case typed.TheRestAre(collection, taken, grades):
            others = listed([f"those {rated(each, collection.scale)}" for each in taken])
            words = rated(grades, collection.scale)
            return f"the rest of its {collection.words}, without {others}, are {words}"
        case typed.ChildIs(child, grades):
            return _is(child, rated(grades, child.scale))
        case typed.FactIs(fact, values):
            return f'the answer to "{fact.id}" is {listed(values, "or")}'
        case typed.FactHolds(fact, negated):
            return f'the answer to "{fact.id}" is {"no" if negated else "yes"}'
        case typed.MeasureIs(measured, comparison, number):
            return f"{measure(measured)} is {comparison} {exact(number)}{_unit(measured)}"
        case typed.Compared(child, relation, other):
            words = _is(child, RELATIONS[relation])
            return f"{words} {other.words}"
        case _:  # pragma: no cover
            assert_never(part)


def _is(child: typed.Rated, those: str) -> str:
    """What an item is rated; of the rating so far, what it is."""
    if isinstance(child, typed.SoFar):
        those = those.removeprefix("rated ")
    return f"{child.words} is {those}"


def measures(all_of: typed.Condition) -> Iterator[typed.Measured]:
    """The measures that a condition compares, each once."""
    yield from dict.fromkeys(typed.measures_in(all_of))


def may_be_unknown(all_of: typed.Condition) -> bool:
    """Whether a condition may have to read a rating or a measure that there is not."""
    return any(map(_may_be_unknown, all_of.atoms))


def _may_be_unknown(part: typed.Atom) -> bool:
    match part:
        case typed.Counted() | typed.TheRestAre():
            return part.collection.absence != "never" and not _named(part)
        case typed.ChildIs():
            return part.child.absence != "never" and not _named(part)
        case typed.Compared(child, _, other):
            return {child.absence, other.absence} != {"never"}
        case typed.MeasureIs(measured):
            return absence_of_measure(measured) != "never"
        case _:
            return False


def _named(part: typed.Atom) -> bool:
    return any(grades.names_absence for grades in typed.sets_of(part))


def _counted(quantity: tree.Quantity, words: str, those: str) -> str:
    number = quantity.number
    match quantity.comparison:
        case "no":
            return f"none of its {words} is {those}"
        case "all":
            return f"all of its {words} are {those}"
        case "any":
            return f"one or more of its {words} are {those}"
        case comparison:
            verb = "is" if number == 1 else "are"
            return f"{comparison} {number:,} of its {words} {verb} {those}"


def _there_are(quantity: tree.Quantity, words: str) -> str:
    match quantity.comparison:
        case "no":
            return f"it has no {words}"
        case "all":
            return f"it has any number of {words}"
        case "any":
            return f"it has one or more {words}"
        case comparison:
            return f"the number of its {words} is {comparison} {quantity.number:,}"


def _unit(measured: typed.Measured) -> str:
    match measured:
        case typed.Share(kind="percentage of") | typed.CountOf(kind="percentage of"):
            return " %"
        case typed.Scored(kind="percentage of maximum score of"):
            return " %"
        case _:
            return ""
