"""Conditions, from what was written to what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import assert_never

from engine.frameworks.names import folded
from engine.rules import findings as found
from engine.rules import tree
from engine.rules import typed
from engine.rules import unknown
from engine.rules.quantities import measure
from engine.rules.text_findings import NearPhrase
from engine.rules.text_findings import RatingAsNumber
from engine.rules.text_findings import SubjectMissing

if TYPE_CHECKING:
    from engine.frameworks.model import Input
    from engine.rules.context import Context

_COMPARISON = re.compile(
    r"(higher|greater|above|lower|below|equal)( than| to)? (?=\S)", re.IGNORECASE
)
"""Words that others use to compare, of which a name is made where no phrase is known."""


SO_FAR = {
    "it",
    "this",
    "rating",
    "the rating",
    "this rating",
    "current rating",
    "the current rating",
    "overall rating",
    "the overall rating",
    "result",
    "the result",
    "so far",
    "rating so far",
    "the result so far",
}
"""What others call the rating so far, besides what is rated itself."""


@dataclass
class _Before:
    """What the condition has named so far: its last item and collection, and the sets taken."""

    subject: str = ""
    collection: typed.Collection | None = None
    taken: dict[typed.Collection, list[typed.GradeSet]] = field(default_factory=dict)
    broken: bool = False

    def take(self, collection: typed.Collection, grades: typed.GradeSet) -> None:
        self.collection = collection
        self.taken.setdefault(collection, []).append(grades)


def condition(context: Context, written: tree.Condition) -> typed.Condition | None:
    """A condition, if every atom of it is sound."""
    before = _Before()
    atoms = [_atom(context, atom, before) for atom in written.atoms]
    known = tuple(atom for atom in atoms if atom is not None)
    return typed.Condition(known) if len(known) == len(atoms) else None


def _atom(context: Context, atom: tree.Atom, before: _Before) -> typed.Atom | None:
    match atom:
        case tree.Counted():
            return _counted(context, atom, before)
        case tree.CountedChildren():
            return _children(context, atom)
        case tree.TheRest():
            return _rest(context, atom, before)
        case tree.Is():
            return _is(context, atom, atom.name, before)
        case tree.Holds():
            return _holds(context, atom, before)
        case tree.MeasureIs():
            return _measured(context, atom)
        case tree.Compared():
            return _compared(context, atom)
        case _:  # pragma: no cover
            assert_never(atom)


def _counted(context: Context, atom: tree.Counted, before: _Before) -> typed.Counted | None:
    collection = (
        before.collection if atom.name is None else context.collection(atom.name, singular=True)
    )
    if collection is None:
        if atom.name is None and not before.broken:
            context.report(found.RestOfWhat(atom.place))
        before.broken = True
        return None
    grades = context.grades(atom.grades, collection.scale, collection.absence, collection.words)
    if grades is None:
        before.broken = True
        return None
    before.take(collection, grades)
    return typed.Counted(atom.quantity, collection, grades)


def _children(
    context: Context, atom: tree.CountedChildren
) -> typed.CountedChildren | typed.FactHolds | None:
    fact = context.scope.input(atom.name.text)
    if fact is not None and atom.quantity.comparison in {"no", "any"}:
        return _fact_holds(context, atom.name, fact, negated=atom.quantity.comparison == "no")
    if fact is not None:
        context.report(found.WrongFact(atom.name.place, fact.id, fact.type))
        return None
    collection = context.collection(atom.name, singular=True)
    return None if collection is None else typed.CountedChildren(atom.quantity, collection)


def _rest(context: Context, atom: tree.TheRest, before: _Before) -> typed.TheRestAre | None:
    collection = before.collection
    if collection is None or before.broken:
        if not before.broken:
            context.report(found.RestOfWhat(atom.place))
        return None
    grades = context.grades(atom.grades, collection.scale, collection.absence, collection.words)
    if grades is None:
        return None
    taken = tuple(before.taken[collection])
    named = {grade for grades in taken for grade in grades.grades}
    if not grades.not_rated and named.issuperset(g.id for g in collection.scale.grades):
        context.report(found.NothingLeft(atom.place, collection.words, grades.words))
        return None
    return typed.TheRestAre(collection, taken, grades)


def _measured(context: Context, atom: tree.MeasureIs) -> typed.MeasureIs | None:
    amount = atom.amount
    if isinstance(atom.measure, tree.Given) and _is_item(context, atom.measure.name):
        number = amount.number.written
        context.report(RatingAsNumber(amount.place, amount.comparison, number))
        return None
    measured = measure(context, atom.measure)
    if measured is None:
        return None
    return typed.MeasureIs(measured, amount.comparison, amount.number.value)


def _is_item(context: Context, name: tree.Name) -> bool:
    scope = context.scope
    return bool(scope.items(name.text)) and scope.input(name.text) is None


def _compared(context: Context, atom: tree.Compared) -> typed.Compared | None:
    child = _rated(context, atom.name)
    other = _rated(context, atom.other)
    if child is None or other is None:
        return None
    if child.scale.id != other.scale.id:
        what = f'"{other.words}"'
        context.report(found.OtherScale(atom.other.place, what, other.scale.id, child.scale.id))
        return None
    return typed.Compared(child, atom.relation, other)


def _rated(context: Context, what: tree.Name | tree.SoFar) -> typed.Rated | None:
    """A rated item by name, or the rating so far."""
    if isinstance(what, tree.SoFar):
        return _so_far(context, what)
    return None if _means_so_far(context, what) else named(context, what)


def _so_far(context: Context, written: tree.SoFar) -> typed.SoFar | None:
    if context.changing:
        return typed.SoFar(context.scale)
    context.report(found.NothingSoFar(written.place))
    return None


def _means_so_far(context: Context, name: tree.Name) -> bool:
    """Whether something is meant that is called the rating so far; then that is said."""
    scope, text = context.scope, folded(name.text)
    own = {folded(context.level.id)}
    own |= {folded(item.id) for item in context.items if len(context.items) == 1}
    if not context.changing or name.quoted or text not in SO_FAR | own:
        return False
    if text not in own and (scope.items(name.text) or scope.input(name.text)):
        return False
    context.report(NearPhrase(name.place, name.text, typed.SoFar.words))
    return True


def named(context: Context, name: tree.Name) -> typed.Child | None:
    """A rated item by name."""
    if not context.scope.items(name.text):
        names = context.scope.item_names()
        context.report(unknown.item(context.scope, name, names, context.clause, kind="item"))
        return None
    return context.child(name)


def _is(
    context: Context, atom: tree.Is, name: tree.Name | tree.SoFar, before: _Before
) -> typed.ChildIs | typed.FactIs | None:
    if _compares_in_other_words(context, atom):
        return None
    if isinstance(name, tree.SoFar):
        so_far = _so_far(context, name)
        if so_far is None:
            return None
        grades = context.grades(atom.grades, so_far.scale, so_far.absence, so_far.words)
        return None if grades is None else typed.ChildIs(so_far, grades)
    before.subject = name.text
    if _means_so_far(context, name):
        return None
    if context.scope.items(name.text):
        child = context.child(name)
        if child is None:
            return None
        grades = context.grades(atom.grades, child.scale, child.absence, f'"{child.words}"')
        return None if grades is None else typed.ChildIs(child, grades)
    fact = context.scope.input(name.text)
    if fact is not None:
        return _fact_is(context, atom, fact)
    if context.scope.many(name.text) is not None:
        context.report(found.HowMany(name.place, name.text))
        return None
    if name.text.lower().startswith("every "):
        context.report(NearPhrase(replace(name.place, width=len("every")), "every", "all"))
        return None
    _unknown(context, name)
    return None


def _compares_in_other_words(context: Context, atom: tree.Is) -> bool:
    """Whether a rating is compared with another in words that the language does not have."""
    term = atom.grades.terms[0]
    words = None if term.name is None else _COMPARISON.match(term.name.text)
    if words is None or term.name is None or context.scope.scale_with(term.name.text):
        return False
    name = "" if isinstance(atom.name, tree.SoFar) else atom.name.text
    of_numbers = context.scope.input(name) is not None
    given = words.group().strip()
    place = replace(term.name.place, width=len(given))
    context.report(NearPhrase(place, given, _meant(words, of_numbers=of_numbers)))
    return True


def _meant(words: re.Match[str], *, of_numbers: bool = False) -> str:
    """How the language says such a comparison."""
    better, worse, same = (
        ("more than", "less than", "exactly")
        if of_numbers
        else ("better than", "worse than", "the same as")
    )
    first = words.group(1).lower()
    return same if first == "equal" else worse if first in ("lower", "below") else better


def _fact_is(context: Context, atom: tree.Is, fact: Input) -> typed.FactIs | None:
    if fact.type != "one of":
        context.report(found.WrongFact(atom.name.place, fact.id, fact.type))
        return None
    known = {folded(value): value for value in fact.values}
    values: list[str] = []
    for term in atom.grades.terms:
        if term.name is None or term.suffix:
            context.report(found.WrongFact(term.place, fact.id, fact.type))
        elif folded(term.name.text) in known:
            values.append(known[folded(term.name.text)])
        else:
            kind = f"value of {fact.id}"
            context.unknown(
                found.UnknownRating, term.name, kind, fact.values, lambda w: folded(w) in known
            )
    return typed.FactIs(fact, tuple(values)) if len(values) == len(atom.grades.terms) else None


def _holds(context: Context, atom: tree.Holds, before: _Before) -> typed.FactHolds | None:
    fact = context.scope.input(atom.name.text)
    if fact is not None:
        return _fact_holds(context, atom.name, fact, negated=atom.negated)
    if context.scope.items(atom.name.text):
        context.report(found.IsWhat(atom.name.place, atom.name.text))
        return None
    compared = _COMPARISON.match(atom.name.text)
    if compared is not None and before.subject:
        rest = f"{_meant(compared)} {atom.name.text[compared.end() :]}"
        whole = f"and {before.subject} is {rest}"
        context.report(SubjectMissing(atom.name.place, whole))
        return None
    _unknown(context, atom.name)
    return None


def _fact_holds(
    context: Context, name: tree.Name, fact: Input, *, negated: bool
) -> typed.FactHolds | None:
    if fact.type != "yes/no":
        context.report(found.WrongFact(name.place, fact.id, fact.type))
        return None
    return typed.FactHolds(fact, negated)


def _unknown(context: Context, name: tree.Name) -> None:
    scope = context.scope
    names = (*(fact.id for fact in context.vocabulary.inputs), *scope.item_names())

    def known(words: str) -> bool:
        return bool(scope.input(words) or scope.items(words) or scope.many(words))

    kind = "item or input"
    context.unknown(found.UnknownFact, name, kind, names, known)
