"""Measures, from what was written to what they mean: what is counted, scored or given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import assert_never
from typing import cast

from engine.frameworks.names import folded
from engine.rules import findings as found
from engine.rules import tree
from engine.rules import typed
from engine.rules.expected import MEASURES
from engine.rules.similar import beginning
from engine.rules.text_findings import NearPhrase

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.diagnostics import Place
    from engine.frameworks.model import Scale
    from engine.rules.context import Context

WEIGHTED = "weighted "


def measure(context: Context, written: tree.Measured) -> typed.Measured | None:
    """A measure, if it is sound."""
    match written:
        case tree.Share():
            return _share(context, written)
        case tree.Scored():
            return _scored(context, written)
        case tree.Given():
            return given(context, written)
        case tree.Points():
            return typed.Points()
        case _:  # pragma: no cover
            assert_never(written)


def _share(context: Context, share: tree.Share) -> typed.Measured | None:
    judgements = context.answers
    if judgements is not None and folded(share.name.text) == folded(judgements.plural):
        scale = context.vocabulary.scale_by_id[judgements.scale]
        grades = context.grades(share.grades, scale, "never", judgements.plural)
        return None if grades is None else typed.Share(share.kind, judgements, scale, grades)
    if _names_judgements(context, share.name):
        pooled = "" if context.pooling is None else context.vocabulary.provider_level.id
        name = share.name
        context.report(found.NoJudgements(name.place, context.what, name.text, pooled))
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
    endings = absorbing(context.scale, scores=True)
    collection = context.collection(scored.name, endings=endings)
    if collection is None:
        return None
    scores = {grade.id: grade.score for grade in collection.scale.grades}
    without = tuple(grade for grade, score in scores.items() if score is None)
    if without:
        context.report(found.NoScores(scored.place, collection.scale.id, without))
        return None
    kind = cast("typed.ScoreKind", scored.kind.removeprefix(WEIGHTED))
    highest = max(score for score in scores.values() if score is not None)
    if kind == "percentage of maximum score of" and highest <= 0:
        context.report(found.NoMaximum(scored.place, collection.scale.id))
        return None
    absence = absorbed(context, collection, scored.absence, scores=True)
    if absence is None:
        return None
    if scored.kind == kind:
        return typed.Scored(kind, collection, absence)
    weights = _weights(context, collection, scored.place)
    return typed.Scored(kind, collection, absence, weights)


def _weights(
    context: Context, collection: typed.Collection, place: Place
) -> tuple[tuple[str, Fraction], ...]:
    """The weights of everything that the collection can hold, by item."""
    members = {i.id: i.weight for each in context.holdings(collection) for i in each}
    if len(set(members.values())) < 2:
        level = context.vocabulary.level_by_id[collection.level]
        items = not context.vocabulary.is_whole(level)
        context.report(found.NoWeights(place, collection.words, items))
    return tuple(members.items())


def given(context: Context, written: tree.Given, kind: str = "measure") -> typed.Given | None:
    """An input that is a number; ``kind`` is what is looked for."""
    fact = context.scope.input(written.name.text)
    near = beginning(written.name.text, MEASURES)
    if fact is None and near is not None and kind == "measure" and not written.name.quoted:
        place = replace(written.name.place, width=len(near[0]))
        context.report(NearPhrase(place, *near))
        return None
    if fact is None:
        names = tuple(each.id for each in context.vocabulary.inputs)
        scope = context.scope
        context.unknown(
            found.UnknownFact, written.name, kind, names, lambda w: bool(scope.input(w))
        )
        return None
    if fact.type != "number":
        context.report(found.WrongFact(written.name.place, fact.id, fact.type))
        return None
    return typed.Given(fact)


def absorbed(
    context: Context,
    collection: typed.Collection,
    absence: tree.Absence | None,
    *,
    scores: bool,
) -> typed.Absorbed | None:
    """What is done about what is not rated, which must be said where it can come about."""
    choices = absorbing(collection.scale, scores=scores)
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
            assert absence.number is not None
            return typed.Absorbed("counted", score=absence.number.value)
        case "treating not rated as" if not scores:
            assert absence.name is not None
            grade = context.grade(absence.name, collection.scale)
            return None if grade is None else typed.Absorbed("treated", grade=grade)
    context.report(found.WrongAbsence(absence.place, absence.kind, choices))
    return None


def absorbing(scale: Scale, *, scores: bool) -> tuple[str, ...]:
    """What can be said of what is not rated, after a collection."""
    lowest = scale.grades[0].id
    instead = "counting not rated as 0" if scores else f"treating not rated as {lowest}"
    return ("ignoring not rated", instead, "only if all are rated")


def _not_absorbed(
    context: Context, collection: typed.Collection, choices: tuple[str, ...]
) -> None:
    absent = (each for each in context.held(collection) if context.absence(*each) == "by rule")
    origins = (context.origin(*each) for each in absent)
    origin = next(o for o in origins if o is not None)
    context.report(
        found.AbsenceNotAbsorbed(
            context.clause,
            collection.level,
            context.what,
            origin.place,
            origin.why,
            choices,
        )
    )
