"""Ratings for programs and spreadsheets; the same ratings give the same bytes."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from typing import Any

from engine.diagnostics.words import whole
from engine.reports import programs
from engine.reports import tidy
from engine.reports.parquet import parquet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from engine.rounds.results import Carried
    from engine.rounds.results import NotCarried
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet would take for a formula."""


def as_json(ratings: Ratings) -> str:
    """The ratings as ``schemas/ratings.schema.json`` describes them."""
    return programs.as_json(data(ratings))


def data(ratings: Ratings) -> dict[str, Any]:
    """The ratings as plain values; what was not carried over comes last, if anything."""
    found = {
        "assay": "ratings/1",
        "round": ratings.round,
        "synthetic": ratings.synthetic,
        "framework": {
            "id": ratings.framework,
            "digest": ratings.digest,
            "model_digest": ratings.model_digest,
        },
        "inputs": programs.inputs(ratings.inputs),
        "results": [result_data(result) for result in ratings.results],
        "assumptions": [
            {"input": a.input, "value": a.value, "because": a.because}
            for a in ratings.assumptions
        ],
        "notices": [
            {"notice": n.notice, "provider": n.provider, "item": n.item, "text": n.text}
            | {"because": n.because}
            for n in ratings.notices
        ],
    }
    return (
        found if ratings.carried is None else found | {"carried": carried_data(ratings.carried)}
    )


def result_data(result: Result) -> dict[str, Any]:
    """One result and everything under it; what it does not have is left out."""
    optional = {
        "before": result.before,
        "date": None if result.date is None else result.date.isoformat(),
        "reason": result.reason,
        "possible": list(result.possible),
        "score": number(result.score),
        "score_of": number(result.score_of),
        "score_if_rated": [number(score) for score in result.score_if_rated or ()],
        "percentage": None if result.percentage is None else whole(result.percentage),
        **_counts(result),
        "flags": list(result.flags),
        "members": list(result.members),
        "children": [result_data(child) for child in result.children],
    }
    named = {"name": result.name, "type": result.type, "part_of": result.part_of}
    return {
        "level": result.level,
        "id": result.id,
        **{key: value for key, value in named.items() if value},
        "rating": result.rating,
        "basis": result.basis,
        **{key: value for key, value in optional.items() if value not in (None, "", [])},
    }


def as_csv(ratings: Ratings) -> str:
    """A row per result, for any spreadsheet; no text can be taken for a formula."""
    return csv_text([list(tidy.COLUMNS), *tidy.rows(ratings)])


def csv_text(rows: Iterable[Iterable[tidy.Cell]]) -> str:
    """Rows as CSV, in which no text can be taken for a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows(map(harmless, row) for row in rows)
    return file.getvalue()


def as_xlsx(ratings: Ratings) -> bytes:
    """A workbook with a row per result, and a sheet that says what it was made from."""
    from engine.reports.workbook import workbook

    sheets = {
        "Ratings": (list(tidy.COLUMNS), list(tidy.rows(ratings))),
        "About": (["about", "value"], tidy.about(ratings)),
    }
    return workbook(sheets)


def as_parquet(ratings: Ratings) -> bytes:
    """A row per result, with a type to every column."""
    return parquet(tidy.COLUMNS, tidy.rows(ratings))


def number(value: Fraction | None) -> int | str | None:
    """A whole number as such, any other as its exact fraction in text."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else str(value)


def _counts(result: Result) -> dict[str, int]:
    counts = result.counts
    if counts is None:
        return {}
    return {
        "favourable": counts.favourable,
        "unfavourable": counts.unfavourable,
        "not_applicable": counts.not_applicable,
        "missing": counts.missing,
    }


def carried_data(carried: Carried) -> dict[str, Any]:
    """How a round was read under another framework version than its own."""
    return {
        "from": carried.from_framework,
        "to": carried.to_framework,
        "not_carried": reasons_data(carried.not_carried),
        "left_behind": reasons_data(carried.left_behind),
    }


def reasons_data(items: tuple[NotCarried, ...]) -> list[dict[str, str]]:
    """The items that were not carried, and why."""
    return [{"item": item.item, "because": item.because} for item in items]


def harmless(cell: tidy.Cell) -> tidy.Cell:
    """A text that no spreadsheet takes for a formula or, halfway through, for a new row."""
    if not isinstance(cell, str):
        return cell
    mark = "'" if cell.startswith(FORMULA) else ""
    return mark + cell.replace("\r\n", "\n").replace("\r", "\n")
