"""What a measure is, and when there is none, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import assert_never

from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.rules import typed
from engine.rules.english.grades import among
from engine.rules.english.grades import rated

if TYPE_CHECKING:
    from collections.abc import Iterator


def measure(measured: typed.Measured) -> str:
    """A measure as a noun: ``the total of the scores of its standards``."""
    match measured:
        case typed.Share("percentage of", judgements, scale, grades):
            return f"the percentage of its {judgements.plural} that are {among(grades, scale)}"
        case typed.Share(_, judgements, scale, grades):
            return f"the number of its {judgements.plural} that are {among(grades, scale)}"
        case typed.CountOf("percentage of", collection, grades):
            those = rated(grades, collection.scale)
            return f"the percentage of its {collection.words} that are {those}"
        case typed.CountOf(_, collection, grades):
            those = rated(grades, collection.scale)
            return f"the number of its {collection.words} that are {those}"
        case typed.Scored():
            return _score(measured)
        case typed.Given(fact):
            return f'the number recorded for "{fact.id}"'
        case typed.Points():
            return "points"
        case _:  # pragma: no cover
            assert_never(measured)


def details(measured: typed.Measured) -> Iterator[str]:
    """How a measure is taken, a sentence each."""
    match measured:
        case typed.Share(kind, judgements, scale):
            if kind == "percentage of":
                every = listed([grade.name for grade in scale.grades], "or")
                out = listed([*scale.excluded, "missing"], "or")
                yield f"It is taken of the {judgements.plural} that are {every}."
                yield f"What is {out} is left out."
        case typed.CountOf(kind, collection, grades):
            if kind == "percentage of" and collection.absence != "never":
                words = f"its {collection.words}"
                those = f"those of {words} that are rated"
                if grades.names_absence:
                    those = f"all {words}, rated or not"
                yield f"It is taken of {those}."
        case typed.Scored():
            yield from _of_scores(measured)
        case typed.Given() | typed.Points():
            pass
        case _:  # pragma: no cover
            assert_never(measured)


def without(measured: typed.Measured, level: str) -> Iterator[str]:
    """When there is no measure, so that what is rated by it is not rated."""
    when = ""
    match measured:
        case typed.Share("percentage of", judgements):
            when = f"no {judgements.unit} applies"
        case typed.CountOf("percentage of", collection, grades):
            if collection.absence != "never" and not grades.names_absence:
                when = f"none of its {collection.words} is rated"
        case typed.Scored():
            absent = {"ignored": "none", "strict": "any"}.get(measured.absorbed.kind)
            if absent and measured.collection.absence != "never":
                verb = "is" if absent == "none" else "is not"
                when = f"{absent} of its {measured.collection.words} {verb} rated"
        case _:
            pass
    if when:
        yield f"If {when}, the {level} is not rated."
    if isinstance(measured, typed.Scored) and _may_weigh_nothing(measured):
        yield f"If the weights of what counts add up to 0, the {level} is not rated."


def _may_weigh_nothing(scored: typed.Scored) -> bool:
    """Whether a score may have to be divided by weights that are all 0."""
    return scored.kind != "total score of" and any(not weight for _, weight in scored.weights)


def _score(scored: typed.Scored) -> str:
    scores = "weighted scores" if scored.weights else "scores"
    what = f"the {scores} of its {scored.collection.words}"
    match scored.kind:
        case "total score of":
            return f"the total of {what}"
        case "average score of":
            return f"the average of {what}"
        case "percentage of maximum score of":
            return f"the total of {what}, as a percentage of the highest that it could be"
        case _:  # pragma: no cover
            assert_never(scored.kind)


def _of_scores(scored: typed.Scored) -> Iterator[str]:
    scale = scored.collection.scale
    points = zip(scale.grades, scale.points, strict=True)
    grades = [(grade.name, exact(score)) for grade, score in points]
    if all(name == score for name, score in grades):
        yield "Each rating is itself the score."
    else:
        yield f"The scores are {listed([f'{name} {score}' for name, score in grades])}."
    if scored.weights:
        weights = [f"{item} {exact(weight)}" for item, weight in scored.weights]
        yield f"Each score is multiplied by its weight: {listed(weights)}."
    if scored.collection.absence != "never":
        if scored.absorbed.kind == "counted":
            yield f"What is not rated counts {exact(scored.absorbed.score)}."
        elif scored.absorbed.kind == "ignored":
            yield "What is not rated is left out."
    yield from _over(scored)


def _over(scored: typed.Scored) -> Iterator[str]:
    those = scored.collection.words
    if scored.absorbed.kind == "ignored" and scored.collection.absence != "never":
        those = f"{those} that are rated"
    if scored.kind == "average score of":
        over = "the sum of the weights of the" if scored.weights else "the number of"
        yield f"The total is divided by {over} {those}."
    elif scored.kind == "percentage of maximum score of":
        yield f"The highest that it could be is what the {those} would add up to at best."
