"""How sure ratings are, as tables for a terminal, 80 columns wide."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING

from engine.diagnostics.words import exact
from engine.diagnostics.words import hundredths
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.diagnostics.words import shortened
from engine.diagnostics.words import whole
from engine.reports import grades
from engine.reports.layout import MADE_UP
from engine.reports.layout import packed
from engine.reports.layout import tabled
from engine.reports.layout import wrapped
from engine.reports.table import DASH
from engine.reports.table import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.frameworks.model import Scale
    from engine.frameworks.model import Vocabulary
    from engine.rounds.results import Result
    from engine.rounds.simulation.simulate import Likely
    from engine.rounds.simulation.simulate import OfProvider
    from engine.rounds.simulation.simulate import Simulation

LEFT = 3
"""So many columns are words, and stand to the left: what is rated, its type, its rating."""

HARDLY = Fraction(1, 200)
"""A probability below it is shown as less than one per cent, and not as none."""


@dataclass(frozen=True)
class Line:
    """A row of a table: what it is called, its type, and its chances."""

    label: str
    type: str
    likely: Likely


def as_text(simulation: Simulation, vocabulary: Vocabulary, *, color: bool = False) -> str:
    """A table of all providers, or of everything asked for of one."""
    ratings = simulation.ratings
    made_up = [MADE_UP] if ratings.synthetic else []
    title = wrapped(ratings.title or f"Round {ratings.round}")
    if len(simulation.request.providers) == 1:
        (one,) = simulation.providers
        title += wrapped(_called(one.result))
        head = "Rated"
        lines, notes = _of_one(one), list(_samples(one, vocabulary))
    else:
        head = vocabulary.provider_level.id.capitalize()
        lines, notes = _of_all(simulation, vocabulary), list(_remarks(simulation, vocabulary))
    by_scale: dict[str, list[Line]] = {}
    for line in lines:
        scale = grades.scale_of(vocabulary, line.likely.result.level)
        by_scale.setdefault(scale.id, []).append(line)
    scales = {scale: vocabulary.scale_by_id[scale] for scale in by_scale}
    parts = [
        [*title, *made_up],
        _about(simulation),
        *(
            _table(head, scales[scale], own, simulation.request.confidence, color=color)
            for scale, own in by_scale.items()
        ),
        [line for scale in scales.values() for line in packed(_legend(scale, lines))],
        [line for note in notes for line in wrapped(note)],
        made_up,
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _about(simulation: Simulation) -> list[str]:
    """What the numbers are."""
    request = simulation.request
    found = [likely for each in simulation.providers for likely in each.items]
    if not found:
        return wrapped(
            "This framework gives no overall rating: name a provider to see what it rates.",
            hang="",
        )
    if all(likely.chances.exact for likely in found):
        return wrapped(
            "How probable each rating is, in per cent, among samples drawn as this one was. "
            "Worked out, not simulated.",
            hang="",
        )
    spread = _tenths(Fraction(100, isqrt(request.replicates)))
    points = "point" if spread == "1" else "points"
    return wrapped(
        "How often each rating comes, in per cent, when the cases are drawn again: "
        f"{several(request.replicates, 'replicate', 'replicates')}, seed {request.seed}. "
        f"Each is right to about {spread} {points}.",
        hang="",
    )


def _of_all(simulation: Simulation, vocabulary: Vocabulary) -> list[Line]:
    """A line for each provider, or for each of its items that were asked for."""
    by_id = {each.result.id: each for each in simulation.providers}
    ordered = in_order((each.result for each in simulation.providers), vocabulary)
    return [
        Line(f"{result.name} {own}".strip(), result.type or "", likely)
        for result in ordered
        for likely in by_id[result.id].items
        for own in ["" if likely.result is result else likely.result.id]
    ]


def _of_one(one: OfProvider) -> list[Line]:
    """A line for each result, further in where it is below another."""
    depths = dict(_depths(one.result, 0))
    least = min((depths[likely.result.id] for likely in one.items), default=0)
    return [
        Line("  " * (depths[result.id] - least) + _item(result, one.result), "", likely)
        for likely in one.items
        for result in [likely.result]
    ]


def _depths(result: Result, depth: int) -> Iterator[tuple[str, int]]:
    yield result.id, depth
    for child in result.children:
        yield from _depths(child, depth + 1)


def _item(result: Result, whole_: Result) -> str:
    own = f"{result.id} {result.name}".strip()
    return result.level.capitalize() if result is whole_ else own


def _table(
    head: str, scale: Scale, lines: Sequence[Line], confidence: Fraction, *, color: bool
) -> list[str]:
    """The lines in columns; without values, where nothing is banded."""
    forms = grades.letters(scale)
    ratings: list[str | None] = [grade.id for grade in reversed(scale.grades)]
    if any(line.likely.chances.of(None) for line in lines):
        ratings.append(None)
    heads = [head, "Type", "Now", *(grades.NONE if r is None else forms[r] for r in ratings)]
    heads += ["Value", "Mean", f"{exact(100 * confidence)} %"]
    rows = [heads]
    for line in lines:
        chances = [_percent(line.likely.chances.of(rating)) for rating in ratings]
        now = grades.short(line.likely.result, scale)
        rows.append([line.label, line.type, now, *chances, *_values(line.likely, confidence)])
    kept = [n for n in range(len(heads)) if n < 1 or any(row[n] for row in rows[1:])]
    left = sum(n < LEFT for n in kept)
    return tabled([[row[n] for n in kept] for row in rows], left, color=color)


def _values(likely: Likely, confidence: Fraction) -> tuple[str, str, str]:
    """The percentage or the score as it is, its mean, and where it mostly lies."""
    result, chances = likely.result, likely.chances
    between, mean = chances.interval(confidence), chances.expected
    if between is None or mean is None:
        return "", "", ""
    if result.percentage is not None:
        low, high = map(whole, between)
        return f"{whole(result.percentage)} %", f"{whole(mean)} %", f"{low}{DASH}{high} %"
    now = "" if result.score is None else exact(result.score)
    return now, _tenths(mean), f"{_tenths(between[0])}{DASH}{_tenths(between[1])}"


def _tenths(value: Fraction) -> str:
    return hundredths(Fraction(whole(10 * value), 10))


def _percent(chance: Fraction) -> str:
    """A probability in per cent; what may be is never shown as what cannot be."""
    if 0 < chance < HARDLY:
        return "<1"
    if 1 - HARDLY <= chance < 1:
        return ">99"
    return str(whole(100 * chance))


def _legend(scale: Scale, lines: Sequence[Line]) -> list[str]:
    absent = any(line.likely.chances.of(None) for line in lines)
    return [*grades.legend(scale), *([f"{grades.NONE} not rated"] if absent else [])]


def _called(result: Result) -> str:
    return result.name if result.type is None else f"{result.name} ({result.type})"


def _samples(one: OfProvider, vocabulary: Vocabulary) -> Iterator[str]:
    """How many cases were read, and of how many."""
    if not one.samples:
        yield "No cases of its own were sampled"
    for each in one.samples:
        name = vocabulary.sample_by_id[each.sample].name
        read = f"{name}: {several(each.cases, 'case', 'cases')}"
        if each.population is None:
            yield f"{read} read; how many there are is not known"
        elif each.population < each.cases:
            yield (
                f"{read} read, which is more than the population of {each.population:,} in "
                "round.yaml: taken for all that there are"
            )
        else:
            yield f"{read} of {each.population:,} read"


def _remarks(simulation: Simulation, vocabulary: Vocabulary) -> Iterator[str]:
    """Whose rating comes less often than it should to be called sure."""
    confidence = simulation.request.confidence
    chances = [
        (likely.chances.of(likely.result.rating), _called(each.result))
        for each in simulation.providers
        for likely in each.items
    ]
    unsure = [f"{name} {_tenths(100 * c)} %" for c, name in sorted(chances) if c < confidence]
    if unsure:
        least = exact(100 * confidence)
        yield f"The rating comes in less than {least} % for {shortened(unsure)}"
    above = [level for level in vocabulary.levels_above if _rated(simulation, level.id)]
    if above:
        yield f"{listed([level.plural for level in above]).capitalize()} are not simulated"


def _rated(simulation: Simulation, level: str) -> bool:
    return any(result.level == level for result in simulation.ratings.results)
