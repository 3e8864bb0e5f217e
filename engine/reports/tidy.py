"""Ratings as a tidy table: a row per result, parents before children."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.diagnostics.words import whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.rounds.results import Ratings
    from engine.rounds.results import Result

Cell: TypeAlias = str | int | Decimal | datetime.date | None
"""What may stand in a row; None is an empty cell."""

COLUMNS = {
    "round": "varchar",
    "framework": "varchar",
    "synthetic": "varchar",
    "provider": "varchar",
    "provider_name": "varchar",
    "type": "varchar",
    "published": "date",
    "part_of": "varchar",
    "level": "varchar",
    "item": "varchar",
    "name": "varchar",
    "rating": "varchar",
    "basis": "varchar",
    "before": "varchar",
    "date": "date",
    "possible": "varchar",
    "reason": "varchar",
    "score": "decimal(18, 6)",
    "score_of": "decimal(18, 6)",
    "score_if_rated_lowest": "decimal(18, 6)",
    "score_if_rated_highest": "decimal(18, 6)",
    "percentage": "integer",
    "percentage_numerator": "bigint",
    "percentage_denominator": "bigint",
    "favourable": "bigint",
    "unfavourable": "bigint",
    "not_applicable": "bigint",
    "missing": "bigint",
    "flags": "varchar",
}
"""The columns in order, each with its type in a database."""


def rows(ratings: Ratings) -> Iterator[list[Cell]]:
    """The rows, in the order of the results."""
    for provider in ratings.results:
        for result in provider.walk():
            yield _row(ratings, provider, result)


def about(ratings: Ratings) -> list[list[Cell]]:
    """What the ratings were made from: names and digests."""
    pairs = [
        ("round", ratings.round),
        ("title", ratings.title),
        ("synthetic", _yes(value=ratings.synthetic)),
        ("framework", ratings.framework),
        ("framework title", ratings.framework_title),
        ("framework digest", ratings.digest),
        ("model digest", ratings.model_digest),
        *((f"input {file.file}", file.digest) for file in ratings.inputs),
        *((f"assumed {a.input}", f"{a.value}: {a.because}") for a in ratings.assumptions),
    ]
    return [[about, value] for about, value in pairs]


def decimal(value: Fraction | None) -> Decimal | None:
    """A number to six places, without zeros at its end."""
    if value is None:
        return None
    if value.denominator == 1:
        return Decimal(value.numerator)
    return Decimal(whole(value * 10**6)).scaleb(-6).normalize()


def _row(ratings: Ratings, provider: Result, result: Result) -> list[Cell]:
    lowest, highest = result.score_if_rated or (None, None)
    counts, percentage = result.counts, result.percentage
    return [
        ratings.round,
        ratings.framework,
        _yes(value=ratings.synthetic),
        provider.id,
        provider.name,
        provider.type,
        ratings.published.get(provider.id),
        provider.part_of,
        result.level,
        result.id,
        result.name,
        result.rating,
        result.basis,
        result.before,
        result.date,
        "; ".join(grade or "not rated" for grade in result.possible),
        result.reason,
        decimal(result.score),
        decimal(result.score_of),
        decimal(lowest),
        decimal(highest),
        None if percentage is None else whole(percentage),
        None if percentage is None else percentage.numerator,
        None if percentage is None else percentage.denominator,
        None if counts is None else counts.favourable,
        None if counts is None else counts.unfavourable,
        None if counts is None else counts.not_applicable,
        None if counts is None else counts.missing,
        "; ".join(result.flags),
    ]


def _yes(*, value: bool) -> str:
    return "yes" if value else "no"
