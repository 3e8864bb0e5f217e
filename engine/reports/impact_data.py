"""Whose ratings an edited framework would change, for programs and spreadsheets."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING
from typing import Any

from engine.reports import programs
from engine.reports.diff_data import framework_data
from engine.reports.diff_data import line_data
from engine.reports.export import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from engine.assurance.differences.difference import Given
    from engine.rounds.changes import Change
    from engine.rounds.changes import Standing
    from engine.rounds.impact import Impact

COLUMNS = (
    "round",
    "provider",
    "provider_name",
    "type",
    "level",
    "item",
    "before",
    "after",
    "cause_provider",
    "cause_level",
    "cause_item",
    "line_before",
    "clause_before",
    "saw_before",
    "line_after",
    "clause_after",
    "saw_after",
)
"""The columns of the CSV form, which has a row for each rating that would be another."""


def write_json(found: Impact, file: TextIO) -> None:
    """The impact as ``schemas/impact.schema.json`` describes it, a change to a line."""
    head = {
        "assay": "impact/1",
        "round": found.round,
        "synthetic": found.synthetic,
        "before": framework_data(found.before),
        "after": framework_data(found.after),
        "inputs": programs.inputs(found.inputs),
        "changed": found.changed,
        "moves": [vars(move) for move in found.moves],
    }
    file.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2])
    file.write(',\n "changes": [')
    for number, change in enumerate(found.changes):
        mark = "," if number else ""
        file.write(f"{mark}\n  {json.dumps(_change(change), ensure_ascii=False)}")
    file.write("\n ]\n}\n")


def write_csv(found: Impact, file: TextIO) -> None:
    """A row for each rating that would be another; no text can be taken for a formula."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for change in found.changes:
        writer.writerow([harmless(cell) for cell in _row(found, change)])


def _change(change: Change) -> dict[str, Any]:
    return {
        "provider": change.provider,
        "name": change.name,
        "type": change.type,
        "level": change.level,
        "item": change.item or None,
        "before": _standing(change.before),
        "after": _standing(change.after),
        "cause": {
            "provider": change.cause.provider,
            "level": change.cause.level,
            "item": change.cause.item or None,
            "before": _given(change.cause.before),
            "after": _given(change.cause.after),
        },
    }


def _standing(standing: Standing) -> dict[str, Any]:
    found = {"rating": standing.rating, "instead": standing.instead or None}
    return found | ({"possible": list(standing.possible)} if standing.possible else {})


def _given(side: Given) -> dict[str, Any]:
    return {"clause": line_data(side.line), "saw": side.saw, "rating": side.rating}


def _row(found: Impact, change: Change) -> Iterator[str | int | None]:
    yield from (found.round, change.provider, change.name, change.type)
    yield from (change.level, change.item, _label(change.before), _label(change.after))
    yield from (change.cause.provider, change.cause.level, change.cause.item)
    for side in (change.cause.before, change.cause.after):
        line = side.line
        yield None if line is None else line.place.line
        yield None if line is None else line.words
        yield side.saw


def _label(standing: Standing) -> str:
    possible = "; ".join(grade or "not rated" for grade in standing.possible)
    return possible or standing.label
