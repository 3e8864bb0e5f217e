"""The exact value of a measure: a share of judgements or items, a score, an input."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import assert_never

from engine.diagnostics.words import MANY
from engine.diagnostics.words import after_number
from engine.diagnostics.words import exact
from engine.diagnostics.words import hundredths
from engine.diagnostics.words import shortened
from engine.rules import typed
from engine.rules.discretion import Counts
from engine.rules.discretion import counts

if TYPE_CHECKING:
    from engine.rules.facts import Facts


@dataclass(frozen=True)
class Measurement:
    """A measure's exact value, what it was made of, or why there is none."""

    value: Fraction | None
    saw: str
    reason: str = ""


def measure(measured: typed.Measured, facts: Facts) -> Measurement:
    """The value of a measure; percentages go from 0 to 100."""
    match measured:
        case typed.Share(kind, judgements, _, grades):
            found = counts(measured, facts)
            return _share(kind, found, grades.words, f"no {judgements.unit} applies")
        case typed.CountOf(kind, collection, grades):
            ratings = facts.of(collection).values()
            among = [r for r in ratings if r is not None or grades.names_absence]
            found = Counts(sum(r in grades for r in among), len(among))
            return _share(kind, found, grades.words, f"no {collection.words} are rated")
        case typed.Scored():
            return _scored(measured, facts)
        case typed.Given(fact):
            value = Fraction(facts.inputs[fact.id])
            return Measurement(value, f"{fact.id} is {exact(value)}")
        case typed.Points():
            return Measurement(Fraction(0), "0 to begin with")
        case _:  # pragma: no cover
            assert_never(measured)


def unrated(items: list[str]) -> str:
    """That these are not rated, in words."""
    return f"{shortened(items)} {'is' if len(items) == 1 else 'are'} not rated"


def _share(kind: str, found: Counts, words: str, empty: str) -> Measurement:
    saw = f"{found.favourable} of {found.applicable} {after_number(words)}"
    if kind == "number of":
        return Measurement(Fraction(found.favourable), saw)
    value = found.percentage
    if value is None:
        return Measurement(None, empty, empty)
    return Measurement(value, f"{saw} ({hundredths(value)} %)")


@dataclass(frozen=True)
class _Part:
    """One item's part in a score: what it adds, and its weight."""

    score: Fraction
    weight: Fraction


def _scored(scored: typed.Scored, facts: Facts) -> Measurement:
    ratings = facts.of(scored.collection)
    absent = [item for item, rating in ratings.items() if rating is None]
    if absent and scored.absorbed.kind == "strict":
        return Measurement(None, unrated(absent), unrated(absent))
    parts = [p for i, r in ratings.items() if (p := _part(scored, i, r)) is not None]
    total = sum((part.weight * part.score for part in parts), Fraction(0))
    saw = f"{' + '.join(map(_in_words, parts)) or '0'} = {exact(total)}"
    if len(parts) > MANY:
        saw = f"{len(parts):,} scores are {exact(total)}"
    found = _of_total(scored, parts, total, saw)
    if not absent or found.value is None:
        return found
    without = f"without {shortened(absent)}, not rated"
    if scored.absorbed.kind == "counted":
        without = f"{shortened(absent)} not rated counting {exact(scored.absorbed.score)}"
    return replace(found, saw=f"{found.saw}, {without}")


def _part(scored: typed.Scored, item: str, rating: str | None) -> _Part | None:
    scale, weight = scored.collection.scale, scored.weight_of.get(item, Fraction(1))
    if rating is not None:
        return _Part(scale.points[scale.rank(rating)], weight)
    counted = scored.absorbed.kind == "counted"
    return _Part(scored.absorbed.score, weight) if counted else None


def _in_words(part: _Part) -> str:
    return (
        exact(part.score) if part.weight == 1 else f"{exact(part.weight)} x {exact(part.score)}"
    )


def _of_total(
    scored: typed.Scored, parts: list[_Part], total: Fraction, saw: str
) -> Measurement:
    weight = sum((part.weight for part in parts), Fraction(0))
    if not parts or (scored.kind != "total score of" and not weight):
        return Measurement(None, "nothing is rated", "nothing is rated")
    if scored.kind == "total score of":
        return Measurement(total, saw)
    if scored.kind == "average score of":
        return Measurement(total / weight, f"{saw}, over {exact(weight)}")
    most = weight * max(scored.collection.scale.points)
    value = 100 * total / most
    return Measurement(value, f"{saw} of {exact(most)} ({hundredths(value)} %)")
