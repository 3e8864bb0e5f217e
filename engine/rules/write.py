"""Each piece of the tree as its words, in the one way that the formatter writes it."""

from __future__ import annotations

from functools import singledispatch

from engine.rules import tree
from engine.rules.grammar import phrases


@singledispatch
def words(piece: object) -> str:
    """The words of a clause or of a part of one."""
    raise TypeError(piece)


@words.register
def _(name: tree.Name) -> str:
    return f'"{name.text}"' if phrases().needs_quotes(name.text) else name.text


@words.register
def _(number: tree.Number) -> str:
    return number.written


@words.register
def _(term: tree.Term) -> str:
    if term.name is None:
        return "rated" if term.rated else "not rated"
    return _joined(grade_words(term.name), term.suffix)


@words.register
def _(grades: tree.Grades) -> str:
    return " or ".join(words(term) for term in grades.terms)


@words.register
def _(quantity: tree.Quantity) -> str:
    return _joined(quantity.comparison, quantity.number)


@words.register
def _(atom: tree.Counted) -> str:
    name = words(atom.name) if atom.name else ""
    return _joined(words(atom.quantity), name, atom.verb, words(atom.grades))


@words.register
def _(atom: tree.CountedChildren) -> str:
    return f"{words(atom.quantity)} {words(atom.name)}"


@words.register
def _(atom: tree.TheRest) -> str:
    return f"the rest {atom.verb} {words(atom.grades)}"


@words.register
def _(atom: tree.Is) -> str:
    return f"{words(atom.name)} {atom.verb} {words(atom.grades)}"


@words.register
def _(atom: tree.Holds) -> str:
    return f"not {words(atom.name)}" if atom.negated else words(atom.name)


@words.register
def _(amount: tree.Amount) -> str:
    return f"{amount.comparison} {words(amount.number)}"


@words.register
def _(atom: tree.MeasureIs) -> str:
    return f"{words(atom.measure)} {atom.verb} {words(atom.amount)}"


@words.register
def _(atom: tree.Compared) -> str:
    return f"{words(atom.name)} {atom.verb} {atom.relation} {words(atom.other)}"


@words.register
def _(_thing: tree.SoFar) -> str:
    return "the rating so far"


@words.register
def _(condition: tree.Condition) -> str:
    return " and ".join(words(atom) for atom in condition.atoms)


@words.register
def _(absence: tree.Absence) -> str:
    name = grade_words(absence.name) if absence.name else ""
    return _joined(absence.kind, name, words(absence.number) if absence.number else "")


@words.register
def _(measure: tree.Share) -> str:
    return f"{measure.kind} {words(measure.name)} that are {words(measure.grades)}"


@words.register
def _(measure: tree.Scored) -> str:
    return _joined(measure.kind, words(measure.name), _optional(measure.absence))


@words.register
def _(measure: tree.Given) -> str:
    return words(measure.name)


@words.register
def _(_measure: tree.Points) -> str:
    return "points"


@words.register
def _(clause: tree.Judged) -> str:
    return f"judged by {words(clause.role)}"


@words.register
def _(clause: tree.Banded) -> str:
    return f"{words(clause.measure)}, banded by {words(clause.bands)}"


@words.register
def _(clause: tree.Addition) -> str:
    number = words(clause.number) if clause.number else ""
    name = words(clause.name) if clause.name else ""
    each = "for each" if number and name else ""
    those = f"that is {words(clause.grades)}" if clause.grades else ""
    return _joined(clause.sign, number, each, name, those, _if(clause.condition))


@words.register
def _(clause: tree.Extreme) -> str:
    return _joined(clause.which, words(clause.name), _optional(clause.absence))


@words.register
def _(clause: tree.StartFrom) -> str:
    return f"start from {words(clause.name)}"


@words.register
def _(clause: tree.Choice) -> str:
    return clause.kind


@words.register
def _(clause: tree.Move) -> str:
    return f"{clause.direction} {clause.steps} if {words(clause.condition)}"


@words.register
def _(bound: tree.Bound) -> str:
    if bound.steps is None:
        return grade_words(bound.name)
    return _joined(bound.steps, bound.direction, words(bound.name))


@words.register
def _(clause: tree.Limit) -> str:
    return _joined(clause.kind, words(clause.bound), _if(clause.condition))


@words.register
def _(clause: tree.NotRated) -> str:
    return f"not rated if {words(clause.condition)}"


@words.register
def _(near: tree.Near) -> str:
    unit = f"or {near.number} {words(near.unit)}" if near.unit else ""
    return _joined(f"within {near.points} points", unit, "of a boundary")


@words.register
def _(clause: tree.Allow) -> str:
    move = f"allow {words(clause.role)} to move {clause.direction} {clause.steps}"
    return _joined(move, _if(clause.near))


@words.register
def _(rule: tree.Rule) -> str:
    within = f"in {', '.join(words(name) for name in rule.within)}" if rule.within else ""
    return _joined("rate", "each" if rule.each else "", words(rule.name), within) + ":"


@words.register
def _(expect: tree.Expect) -> str:
    expectation = f"expect {words(expect.name)} {expect.verb} {words(expect.grades)}"
    return _joined(expectation, _if(expect.condition))


def branch_words(branch: tree.Branch, width: int) -> str:
    """A branch whose grade takes so many columns, so that what follows is aligned."""
    grade = grade_words(branch.grade).ljust(width)
    rest = _if(branch.condition) if branch.condition else "otherwise"
    return f"{grade}  {rest}"


def grade_width(choice: tree.Choice) -> int:
    """The columns of the longest grade in a choice."""
    return max(len(grade_words(branch.grade)) for branch in choice.branches)


def grade_words(name: tree.Name) -> str:
    """A name where a rating stands: there it may begin with a number, as in "5 stars"."""
    return name.text if phrases().is_grade(name.text) else words(name)


def _joined(*parts: str | int | None) -> str:
    return " ".join(str(part) for part in parts if part not in {None, ""})


def _optional(absence: tree.Absence | None) -> str:
    return words(absence) if absence else ""


def _if(condition: tree.Condition | tree.Near | None) -> str:
    return f"if {words(condition)}" if condition else ""
