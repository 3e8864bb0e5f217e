"""How sure ratings are, for programs and spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from engine.diagnostics.words import whole
from engine.reports import programs
from engine.reports.export import csv_text
from engine.reports.tidy import decimal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.reports.tidy import Cell
    from engine.rounds.results import Result
    from engine.rounds.simulation.simulate import Likely
    from engine.rounds.simulation.simulate import OfProvider
    from engine.rounds.simulation.simulate import Simulation

COLUMNS = (
    "round",
    "framework",
    "synthetic",
    "provider",
    "provider_name",
    "type",
    "level",
    "item",
    "rating",
    "chance_of",
    "probability",
    "exact",
    "replicates",
    "seed",
    "measure",
    "value",
    "expected",
    "lowest",
    "highest",
    "confidence",
)
"""The columns of the CSV form, which has a row for each rating that something may have."""


def as_json(simulation: Simulation) -> str:
    """The simulation as ``schemas/simulation.schema.json`` describes it."""
    ratings, request = simulation.ratings, simulation.request
    found = {
        "assay": "simulation/1",
        "round": ratings.round,
        "synthetic": ratings.synthetic,
        "framework": {"id": ratings.framework, "digest": ratings.digest},
        "inputs": programs.inputs(ratings.inputs),
        "replicates": request.replicates,
        "seed": request.seed,
        "fast": request.fast,
        "confidence": _number(request.confidence),
        "providers": [_provider(simulation, each) for each in simulation.providers],
    }
    return programs.as_json(found)


def as_csv(simulation: Simulation) -> str:
    """A row for each rating that something may have; no text can be taken for a formula."""
    found = ((each, likely) for each in simulation.providers for likely in each.items)
    rows = (row for each, likely in found for row in _rows(simulation, each, likely))
    return csv_text([COLUMNS, *rows])


def _provider(simulation: Simulation, each: OfProvider) -> dict[str, Any]:
    result = each.result
    named = {"name": result.name, "type": result.type}
    return {
        "provider": result.id,
        **{key: value for key, value in named.items() if value},
        "samples": [vars(sample) for sample in each.samples],
        "results": [_likely(simulation, each, likely) for likely in each.items],
    }


def _likely(simulation: Simulation, each: OfProvider, likely: Likely) -> dict[str, Any]:
    chances = likely.chances
    found = {
        "level": likely.result.level,
        "item": _item(likely, each),
        "rating": likely.result.rating,
        "exact": chances.exact,
        "chances": [
            {"rating": rating, "probability": _number(chances.of(rating))}
            for rating in chances.ratings
        ],
    }
    between, expected = chances.interval(simulation.request.confidence), chances.expected
    if between is None or expected is None:
        return found
    measure, value = _measure(likely.result)
    return found | {
        "measure": measure,
        "value": None if value is None else _number(value),
        "expected": _number(expected),
        "interval": [_number(end) for end in between],
    }


def _rows(simulation: Simulation, each: OfProvider, likely: Likely) -> Iterator[list[Cell]]:
    ratings, request, chances = simulation.ratings, simulation.request, likely.chances
    between = chances.interval(request.confidence) or (None, None)
    measure, value = _measure(likely.result) if chances.values else (None, None)
    for rating in chances.ratings:
        yield [
            ratings.round,
            ratings.framework,
            _yes(said=ratings.synthetic),
            each.result.id,
            each.result.name,
            each.result.type,
            likely.result.level,
            _item(likely, each),
            likely.result.rating,
            rating or "not rated",
            decimal(chances.of(rating)),
            _yes(said=chances.exact),
            None if chances.exact else request.replicates,
            None if chances.exact else request.seed,
            measure,
            decimal(value),
            decimal(chances.expected),
            *map(decimal, between),
            decimal(request.confidence),
        ]


def _item(likely: Likely, each: OfProvider) -> str | None:
    """The item's id; None for the provider itself."""
    return None if likely.result is each.result else likely.result.id


def _measure(result: Result) -> tuple[str, Fraction | None]:
    """What is banded, and what it is now."""
    if result.counts is not None:
        return "percentage", result.percentage
    return "score", result.score


def _number(value: Fraction) -> int | float:
    """A number to six places, for display: nothing is decided by it."""
    return int(value) if value.denominator == 1 else whole(value * 10**6) / 10**6


def _yes(*, said: bool) -> str:
    return "yes" if said else "no"
