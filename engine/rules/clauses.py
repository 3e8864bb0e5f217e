"""From the clauses of a rule, as written, to what they mean: every type is checked here."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import takewhile
from typing import TYPE_CHECKING
from typing import assert_never

from engine.diagnostics.words import exact
from engine.frameworks.names import folded
from engine.rules import findings as found
from engine.rules import quantities
from engine.rules import tree
from engine.rules import typed
from engine.rules.requirements import condition
from engine.rules.requirements import named
from engine.rules.text_findings import NearPhrase

if TYPE_CHECKING:
    from engine.frameworks.model import Bands
    from engine.frameworks.model import Input
    from engine.frameworks.model import Measure
    from engine.frameworks.model import Role
    from engine.rules.context import Context

_TIMES = re.compile(r"(.+) (?:x|times) ([0-9./]+)", re.IGNORECASE)
"""A product, of which a name is made where no phrase is known."""


def base(context: Context, clause: tree.Base) -> typed.Base | None:
    """The base line of a rule."""
    context.clause = clause.place
    match clause:
        case tree.Judged():
            role = _role(context, clause.role)
            return None if role is None else typed.Judged(clause, role)
        case tree.Banded():
            return _banded(context, clause)
        case tree.Extreme():
            return _extreme(context, clause)
        case tree.StartFrom():
            child = _child(context, clause.name)
            return None if child is None else typed.StartFrom(clause, child)
        case tree.Choice():
            return _choice(context, clause)
        case _:  # pragma: no cover
            assert_never(clause)


def modifier(context: Context, clause: tree.Modifier, rule: tree.Rule) -> typed.Modifier | None:
    """A line after the base."""
    context.clause, context.changing = clause.place, True
    match clause:
        case tree.Move():
            when = condition(context, clause.condition)
            return None if when is None else typed.Move(clause, when)
        case tree.Limit():
            return _limit(context, clause)
        case tree.NotRated():
            when = condition(context, clause.condition)
            return None if when is None else typed.NotRated(clause, when)
        case tree.Allow():
            return _allow(context, clause, rule)
        case _:  # pragma: no cover
            assert_never(clause)


def _banded(context: Context, clause: tree.Banded) -> typed.Banded | None:
    measured = quantities.measure(context, clause.measure)
    bands = _bands(context, clause.bands)
    additions = [_addition(context, addition, measured) for addition in clause.additions]
    sound = tuple(addition for addition in additions if addition is not None)
    if measured is None or bands is None or len(sound) < len(additions):
        return None
    wanted = _kind(measured)
    if bands.measure != wanted:
        fitting = tuple(b.id for b in context.vocabulary.bands if b.measure == wanted)
        place = clause.bands.place
        context.report(
            found.BandsOfAnother(place, bands.id, bands.measure, wanted, bands.place, fitting)
        )
        return None
    if bands.scale != context.scale.id:
        what = f'"{bands.id}"'
        context.report(
            found.OtherScale(clause.bands.place, what, bands.scale, context.scale.id)
        )
        return None
    banded = typed.Banded(clause, measured, bands, sound)
    if isinstance(measured, typed.Scored | typed.Points) and not banded.adds_anything:
        least = _least(context, measured) + banded.sums[0]
        if not bands.covers(least):
            place = clause.bands.place
            context.report(found.BelowAllBands(place, bands.id, exact(least), bands.place))
            return None
    return banded


def _addition(
    context: Context, clause: tree.Addition, measured: typed.Measured | None
) -> typed.Addition | None:
    """Points that are added to a measure, if that is one of points."""
    context.clause = clause.place
    if isinstance(measured, typed.Share | typed.CountOf):
        context.report(found.AddedToPercentage(clause.place))
        return None
    points = _points(context, clause)
    if points is None:
        return None
    fact, things, when = None, None, None
    if clause.name is not None and clause.grades is not None:
        things = _things(context, clause.name, clause.grades)
    elif clause.name is not None:
        fact = _number(context, clause.name)
    if clause.name is not None and fact is None and things is None:
        return None
    if clause.condition is not None:
        when = condition(context, clause.condition)
        if when is None:
            return None
    return typed.Addition(clause, points, fact, when, things)


def _things(context: Context, name: tree.Name, written: tree.Grades) -> typed.Things | None:
    """Things with some ratings, for each of which points are added.

    How many providers there may be, only a round says.
    """
    collection = context.collection(name, singular=True)
    if collection is None:
        return None
    grades = context.grades(written, collection.scale, collection.absence, collection.words)
    whole = context.vocabulary.is_whole(context.vocabulary.level_by_id[collection.level])
    most = None if whole else max(map(len, context.holdings(collection)))
    return None if grades is None else typed.Things(collection, grades, most)


def _points(context: Context, clause: tree.Addition) -> Fraction | None:
    """How many points a line adds; of an input without a number, as many as it is."""
    number, away = clause.number, clause.sign == "minus"
    if number is None:
        return Fraction(-1 if away else 1)
    if number.value < 0:
        meant = f"{'plus' if away else 'minus'} {number.written[1:]}"
        context.report(NearPhrase(clause.place, f"{clause.sign} {number.written}", meant))
        return None
    if number.value == 0:
        context.report(found.NothingAdded(number.place))
        return None
    return -number.value if away else number.value


def _number(context: Context, name: tree.Name) -> Input | None:
    """An input that is added to a score."""
    times = _TIMES.fullmatch(name.text)
    if times is not None and context.scope.input(times[1]) is not None:
        meant = f"{times[2]} for each {times[1]}"
        context.report(NearPhrase(name.place, name.text, meant))
        return None
    things = None if context.scope.input(name.text) else _things_named(context, name)
    if things is not None:
        context.report(found.WrongNumber(name.place, name.text, things))
        return None
    given = quantities.given(context, tree.Given(name, name.place), "input")
    return None if given is None else given.input


def _things_named(context: Context, name: tree.Name) -> str | None:
    """What to write where things are named, perhaps after their rating, and not an input."""
    scope, words = context.scope, name.text.split()
    for start in range(len(words)):
        last, first = " ".join(words[start:]), " ".join(words[:start])
        family = scope.one(last) or scope.many(last)
        if family is not None and (not first or scope.scale_with(first) is not None):
            return f"{family.id} that is {first or '…'}"
    return None


def _least(context: Context, scored: typed.Scored | typed.Points) -> Fraction:
    """The least that a score can come to, whatever is rated."""
    if isinstance(scored, typed.Points):
        return Fraction(0)
    absorbed, points = scored.absorbed, scored.collection.scale.points
    least = min([*points, absorbed.score] if absorbed.kind == "counted" else points)
    if scored.kind == "average score of":
        return least
    if scored.kind == "percentage of maximum score of":
        return 100 * least / max(points)
    if context.vocabulary.is_whole(context.vocabulary.level_by_id[scored.collection.level]):
        return least  # of one of them; how many there are, only a round says
    totals = [
        [scored.weight_of.get(item.id, Fraction(1)) * least for item in members]
        for members in context.holdings(scored.collection)
        if members  # where there are none, that is reported
    ]
    if absorbed.kind == "ignored" and least > 0:
        return min((min(parts) for parts in totals), default=least)
    return min((sum(parts, Fraction(0)) for parts in totals), default=least)


def _kind(measured: typed.Measured) -> Measure:
    match measured:
        case typed.Share(kind="percentage of") | typed.CountOf(kind="percentage of"):
            return "percentage"
        case typed.Scored(kind="total score of"):
            return "total score"
        case typed.Scored(kind="average score of"):
            return "average score"
        case typed.Scored(kind="percentage of maximum score of"):
            return "percentage of maximum score"
        case _:
            return "number"


def _extreme(context: Context, clause: tree.Extreme) -> typed.Extreme | None:
    endings = quantities.absorbing(context.scale, scores=False)
    collection = context.collection(clause.name, endings=endings)
    if collection is None or not _same_scale(context, clause.name, collection):
        return None
    absorbed = quantities.absorbed(context, collection, clause.absence, scores=False)
    return None if absorbed is None else typed.Extreme(clause, collection, absorbed)


def _same_scale(
    context: Context, name: tree.Name, rated: typed.Collection | typed.Child
) -> bool:
    if rated.scale.id == context.scale.id:
        return True
    context.report(
        found.OtherScale(name.place, f'"{name.text}"', rated.scale.id, context.scale.id)
    )
    return False


def _choice(context: Context, clause: tree.Choice) -> typed.Choice | None:
    branches = [_branch(context, branch) for branch in clause.branches]
    known = [branch for branch in branches if branch is not None]
    last = clause.branches[-1]
    if clause.kind == "exactly one applies" and last.condition is None:
        context.report(found.OtherwiseOfOne(last.place))
        return None
    return typed.Choice(clause, tuple(known)) if len(known) == len(branches) else None


def _branch(context: Context, clause: tree.Branch) -> typed.Branch | None:
    context.clause = clause.place
    grade = context.grade(clause.grade, context.scale)
    when = None
    if clause.condition is not None:
        when = condition(context, clause.condition)
        if when is None:
            return None
    return None if grade is None else typed.Branch(clause, grade, when)


def _child(context: Context, name: tree.Name) -> typed.Child | None:
    """An item by name, on the scale of what is rated."""
    child = named(context, name)
    return child if child is not None and _same_scale(context, name, child) else None


def _limit(context: Context, clause: tree.Limit) -> typed.Limit | None:
    when = None
    if clause.condition is not None:
        when = condition(context, clause.condition)
        if when is None:
            return None
    bound, scope = clause.bound, context.scope
    is_grade = scope.scale_with(bound.name.text) or not scope.items(bound.name.text)
    if bound.steps is None and is_grade:
        grade = context.grade(bound.name, context.scale)
        return None if grade is None else typed.Limit(clause, grade, None, 0, when)
    child = _child(context, bound.name)
    steps = bound.steps or 0
    steps = -steps if bound.direction == "below" else steps
    return None if child is None else typed.Limit(clause, None, child, steps, when)


def _allow(context: Context, clause: tree.Allow, rule: tree.Rule) -> typed.Allow | None:
    role = _role(context, clause.role)
    earlier = tuple(takewhile(lambda other: other is not clause, rule.modifiers))
    for other in earlier:
        if isinstance(other, tree.Allow):
            context.report(found.TwoAllowances(clause.place, other.place))
            return None
    if clause.near is not None and not _has_boundary(context, clause.near, rule, earlier):
        return None
    return None if role is None else typed.Allow(clause, role)


def _has_boundary(
    context: Context,
    near: tree.Near,
    rule: tree.Rule,
    earlier: tuple[tree.Modifier, ...],
) -> bool:
    judgements = context.answers
    match rule.base:
        case tree.Banded(measure=tree.Share(kind="percentage of", name=name)) if (
            judgements is not None
            and folded(name.text) == folded(judgements.plural)
            and not any(isinstance(m, tree.Move | tree.Limit) for m in earlier)
        ):
            unit = judgements.unit
        case _:
            context.report(found.WindowWithoutBoundary(near.place))
            return False
    if near.unit is not None and folded(near.unit.text) not in {
        folded(unit),
        f"{folded(unit)}s",
    }:
        context.report(found.WrongUnit(near.unit.place, near.unit.text, unit))
        return False
    return True


def _bands(context: Context, name: tree.Name) -> Bands | None:
    bands = context.scope.bands(name.text)
    if bands is None:
        names = tuple(each.id for each in context.vocabulary.bands)
        scope = context.scope
        context.unknown(
            found.UnknownBands, name, "set of bands", names, lambda w: bool(scope.bands(w))
        )
    return bands


def _role(context: Context, name: tree.Name) -> Role | None:
    role = context.scope.role(name.text)
    if role is None:
        names = tuple(each.id for each in context.vocabulary.roles)
        scope = context.scope
        context.unknown(found.UnknownRole, name, "role", names, lambda w: bool(scope.role(w)))
    return role
