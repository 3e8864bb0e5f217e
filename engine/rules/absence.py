"""How a rule's result may come to be not rated, and which clause makes it so."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.diagnostics import Place

ORDER: tuple[typed.Absence, ...] = ("never", "by data", "by rule")


@dataclass(frozen=True)
class Origin:
    """The place that makes an item not rated, and when it does."""

    place: Place
    why: str


def worst(absences: Iterable[typed.Absence]) -> typed.Absence:
    """The way of being not rated that asks for most care."""
    return max(absences, key=ORDER.index, default="never")


def absence_of(base: typed.Base, modifiers: Iterable[typed.Modifier]) -> typed.Absence:
    """How the result of a base line and its modifiers may come to be not rated."""
    if any(isinstance(modifier, typed.NotRated) for modifier in modifiers):
        return "by rule"
    match base:
        case typed.Judged():
            return "by data"
        case typed.StartFrom(child=child):
            return child.absence
        case typed.Extreme(collection=collection, absorbed=absorbed):
            return _left(collection, absorbed)
        case typed.Banded(measure=measure):
            beyond = isinstance(measure, typed.Given) or base.adds_anything
            return worst((absence_of_measure(measure), "by data" if beyond else "never"))
        case typed.Choice() if not base.names_absence:
            return worst(
                (
                    *(read.absence for read in read_by(base)),
                    *map(absence_of_measure, _measures(base)),
                )
            )
        case _:
            return "never"


def absence_of_measure(measure: typed.Measured) -> typed.Absence:
    """How a measure may come to have no value."""
    match measure:
        case typed.Scored(collection=collection, absorbed=absorbed):
            return _left(collection, absorbed)
        case typed.Share(kind=kind):
            return "by rule" if kind == "percentage of" else "never"
        case typed.CountOf(kind="percentage of", collection=collection, grades=grades):
            return "never" if grades.names_absence else collection.absence
        case _:
            return "never"


def _measures(choice: typed.Choice) -> tuple[typed.Measured, ...]:
    """The measures that the conditions of a choice take."""
    conditions = (b.condition for b in choice.branches if b.condition is not None)
    return tuple(m for condition in conditions for m in typed.measures_in(condition))


def read_by(choice: typed.Choice) -> tuple[typed.Collection | typed.Rated, ...]:
    """Everything of which a choice reads the rating."""
    read: list[typed.Collection | typed.Rated] = []
    for branch in choice.branches:
        for atom in () if branch.condition is None else branch.condition.atoms:
            match atom:
                case typed.Counted() | typed.TheRestAre():
                    read.append(atom.collection)
                case typed.ChildIs():
                    read.append(atom.child)
                case typed.Compared():
                    read += [atom.child, atom.other]
    return tuple(read)


def origin_of(rule: typed.Rule) -> Origin:
    """The clause that makes a rule's result not rated."""
    for modifier in rule.modifiers:
        if isinstance(modifier, typed.NotRated):
            return Origin(modifier.clause.place, "may be not rated here")
    if isinstance(rule.base, typed.Banded) and isinstance(rule.base.measure, typed.Share):
        place = replace(rule.base.clause.measure.place, width=len("percentage"))
        return Origin(place, f"not rated when no {rule.base.measure.judgements.unit} applies")
    return Origin(rule.base.clause.place, "may be not rated here")


def _left(collection: typed.Collection, absorbed: typed.Absorbed) -> typed.Absence:
    return "never" if absorbed.kind in {"treated", "counted"} else collection.absence
