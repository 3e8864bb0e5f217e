"""From the clauses of a rule, as written, to what they mean: every type is checked here."""

from __future__ import annotations

from fractions import Fraction
from itertools import takewhile
from typing import TYPE_CHECKING
from typing import assert_never

from engine.diagnostics.words import exact
from engine.frameworks.names import folded
from engine.rules import findings as found
from engine.rules import tree
from engine.rules import typed
from engine.rules import unknown
from engine.rules.requirements import condition

if TYPE_CHECKING:
    from engine.frameworks.model import Bands
    from engine.frameworks.model import Measure
    from engine.frameworks.model import Role
    from engine.rules.context import Context


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
    context.clause = clause.place
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
    measured = _measure(context, clause.measure)
    bands = _bands(context, clause.bands)
    if measured is None or bands is None:
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
    least = _least(context, measured) if isinstance(measured, typed.Scored) else None
    if least is not None and not bands.covers(least):
        place = clause.bands.place
        context.report(found.BelowAllBands(place, bands.id, exact(least), bands.place))
        return None
    return typed.Banded(clause, measured, bands)


def _least(context: Context, scored: typed.Scored) -> Fraction:
    """The least that a score can come to, whatever is rated."""
    scores = [grade.score or Fraction(0) for grade in scored.collection.scale.grades]
    absorbed, most = scored.absorbed, max(scores)
    least = min([*scores, Fraction(absorbed.score)] if absorbed.kind == "counted" else scores)
    if scored.kind == "average score of":
        return least
    if scored.kind == "percentage of maximum score of":
        return 100 * least / most
    if absorbed.kind == "ignored" and least > 0:
        return least
    return min(number * least for number in context.sizes(scored.collection))


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


def _measure(context: Context, measure: tree.Measured) -> typed.Measured | None:
    match measure:
        case tree.Share():
            return _share(context, measure)
        case tree.Scored():
            return _scored(context, measure)
        case tree.Given():
            return _given(context, measure)
        case _:  # pragma: no cover
            assert_never(measure)


def _share(context: Context, share: tree.Share) -> typed.Measured | None:
    judgements = context.level.answers
    if judgements is not None and folded(share.name.text) == folded(judgements.plural):
        scale = context.vocabulary.scale_by_id[judgements.scale]
        grades = context.grades(share.grades, scale, "never", judgements.plural)
        return None if grades is None else typed.Share(share.kind, judgements, scale, grades)
    if _names_judgements(context, share.name):
        context.report(found.NoJudgements(share.name.place, context.level.id, share.name.text))
        return None
    collection = context.collection(share.name)
    if collection is None:
        return None
    words = collection.words
    grades = context.grades(share.grades, collection.scale, collection.absence, words)
    return None if grades is None else typed.CountOf(share.kind, collection, grades)


def _names_judgements(context: Context, name: tree.Name) -> bool:
    levels = context.vocabulary.levels
    return folded(name.text) in {folded(lv.answers.plural) for lv in levels if lv.answers}


def _scored(context: Context, scored: tree.Scored) -> typed.Scored | None:
    collection = context.collection(scored.name)
    if collection is None:
        return None
    scores = {grade.id: grade.score for grade in collection.scale.grades}
    without = tuple(grade for grade, score in scores.items() if score is None)
    if without:
        context.report(found.NoScores(scored.place, collection.scale.id, without))
        return None
    highest = max(score for score in scores.values() if score is not None)
    if scored.kind == "percentage of maximum score of" and highest <= 0:
        context.report(found.NoMaximum(scored.place, collection.scale.id))
        return None
    absorbed = _absorbed(context, collection, scored.absence, scores=True)
    return None if absorbed is None else typed.Scored(scored.kind, collection, absorbed)


def _given(context: Context, given: tree.Given) -> typed.Given | None:
    fact = context.scope.input(given.name.text)
    if fact is None:
        names = tuple(each.id for each in context.vocabulary.inputs)
        scope = context.scope
        context.unknown(
            found.UnknownFact, given.name, "measure", names, lambda w: bool(scope.input(w))
        )
        return None
    if fact.type != "number":
        context.report(found.WrongFact(given.name.place, fact.id, fact.type))
        return None
    return typed.Given(fact)


def _extreme(context: Context, clause: tree.Extreme) -> typed.Extreme | None:
    collection = context.collection(clause.name)
    if collection is None or not _same_scale(context, clause.name, collection):
        return None
    absorbed = _absorbed(context, collection, clause.absence, scores=False)
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


def _absorbed(
    context: Context,
    collection: typed.Collection,
    absence: tree.Absence | None,
    *,
    scores: bool,
) -> typed.Absorbed | None:
    lowest = collection.scale.grades[0].id
    instead = "counting not rated as 0" if scores else f"treating not rated as {lowest}"
    choices = ("ignoring not rated", instead, "only if all are rated")
    if absence is None:
        if collection.absence != "by rule":
            return typed.Absorbed("strict")
        _not_absorbed(context, collection, choices)
        return None
    if collection.absence == "never":
        context.report(found.NothingToAbsorb(absence.place, collection.words))
        return None
    match absence.kind:
        case "ignoring not rated":
            return typed.Absorbed("ignored")
        case "only if all are rated":
            return typed.Absorbed("strict")
        case "counting not rated as" if scores:
            return typed.Absorbed("counted", score=absence.number or 0)
        case "treating not rated as" if not scores:
            assert absence.name is not None
            grade = context.grade(absence.name, collection.scale)
            return None if grade is None else typed.Absorbed("treated", grade=grade)
    context.report(found.WrongAbsence(absence.place, absence.kind, choices))
    return None


def _not_absorbed(
    context: Context, collection: typed.Collection, choices: tuple[str, ...]
) -> None:
    level = context.vocabulary.level_by_id[collection.level]
    items = (item for item in context.vocabulary.items if item.level == level.id)
    rated = (level,) if context.vocabulary.is_whole(level) else items
    absent = (each for each in rated if context.absence(each) == "by rule")
    origins = (context.origin(each) for each in absent)
    origin = next(o for o in origins if o is not None)
    context.report(
        found.AbsenceNotAbsorbed(
            context.clause,
            level.id,
            context.level.id,
            origin.place,
            origin.why,
            choices,
        )
    )


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


def _limit(context: Context, clause: tree.Limit) -> typed.Limit | None:
    when = None
    if clause.condition is not None:
        when = condition(context, clause.condition)
        if when is None:
            return None
    bound = clause.bound
    if bound.steps is None:
        grade = context.grade(bound.name, context.scale)
        return None if grade is None else typed.Limit(clause, grade, None, 0, when)
    child = _child(context, bound.name)
    steps = bound.steps if bound.direction == "above" else -bound.steps
    return None if child is None else typed.Limit(clause, None, child, steps, when)


def _child(context: Context, name: tree.Name) -> typed.Child | None:
    """An item by name, on the scale of what is rated."""
    if not context.scope.items(name.text):
        names = context.scope.item_names()
        context.report(unknown.item(context.scope, name, names, context.clause, kind="item"))
        return None
    child = context.child(name)
    return child if child is not None and _same_scale(context, name, child) else None


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
    judgements = context.level.answers
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
