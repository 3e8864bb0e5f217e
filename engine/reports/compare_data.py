"""Two rounds compared, for programs and spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from engine.reports import programs
from engine.reports import tidy
from engine.reports.diff_data import framework_data
from engine.reports.export import carried_data
from engine.reports.export import csv_text
from engine.reports.export import number
from engine.reports.export import reasons_data
from engine.rounds.changes import standing
from engine.rounds.comparison.comparison import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.reports.tidy import Cell
    from engine.rounds.comparison.comparison import Compared
    from engine.rounds.comparison.comparison import Line
    from engine.rounds.comparison.comparison import RoundsCompared
    from engine.rounds.comparison.division import Division
    from engine.rounds.comparison.nearness import Nearness
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result
    from engine.rules.framework import Framework

Data = dict[str, Any]

COLUMNS = (
    "round_before",
    "round_after",
    "framework_before",
    "framework_after",
    "synthetic",
    "provider_before",
    "provider_after",
    "provider_name",
    "type",
    "level",
    "item_before",
    "item_after",
    "name",
    "rating_before",
    "rating_after",
    "steps",
    "score_before",
    "score_after",
    "score_change",
    "percentage_before",
    "percentage_after",
    "percentage_change",
    "rating_before_there",
    "rating_after_there",
    "score_before_there",
    "score_after_there",
    "performance",
    "framework",
    "not_divided",
    "not_divided_items",
    "next_rating",
    "points_short",
    "rating_below",
    "points_to_spare",
)
"""The columns of the CSV form, which has a row for each item that can be compared."""

ONCE = ("round", "provider", "provider_name", "type", "rating", "score")
"""The columns of the sheet of those who were inspected once."""


def as_json(found: RoundsCompared) -> str:
    """The comparison as ``schemas/comparison.schema.json`` describes it."""
    return programs.as_json(data(found))


def data(found: RoundsCompared) -> Data:
    """The comparison as plain values; numbers are exact."""
    own, other = found.frameworks
    carried = found.carried
    return {
        "assay": "comparison/1",
        "synthetic": found.synthetic,
        "before": _round(found.before, own),
        "after": _round(found.after, other),
        "changed": found.changed,
        "providers": [_provider(each) for each in in_order(found.providers)],
        "only_before": [_once(each) for each in found.only_before],
        "only_after": [_once(each) for each in found.only_after],
        "carried": None if carried is None else [carried_data(each) for each in carried],
    }


def as_csv(found: RoundsCompared) -> str:
    """A row for each item of each provider; no text can be taken for a formula."""
    return csv_text([COLUMNS, *_rows(found, found.providers)])


def as_xlsx(found: RoundsCompared) -> bytes:
    """A workbook: providers, items, who was inspected once, and what all that rests on."""
    from engine.reports.workbook import workbook

    rows = [*_rows(found, in_order(found.providers))]
    item = COLUMNS.index("item_after")
    sheets: dict[str, tuple[list[str], list[list[Cell]]]] = {
        "Providers": ([*COLUMNS], [row for row in rows if not row[item]]),
        "Items": ([*COLUMNS], [row for row in rows if row[item]]),
        "Inspected once": ([*ONCE], [*_only(found)]),
        "Not comparable": (["from", "to", "item", "because"], [*_lost(found)]),
        "About": (["about", "value"], _about(found)),
    }
    return workbook(sheets)


def _round(ratings: Ratings, framework: Framework) -> Data:
    return {
        "round": ratings.round,
        "title": ratings.title,
        "framework": framework_data(framework),
        "inputs": programs.inputs(ratings.inputs),
    }


def _provider(each: Compared) -> Data:
    return {
        "before": _called(each.before),
        "after": _called(each.after),
        "items": [_line(line) for line in each.lines],
    }


def _called(result: Result) -> Data:
    return {"id": result.id, "name": result.name, "type": result.type, "level": result.level}


def _once(result: Result) -> Data:
    return {**_called(result), **_side(result)}


def _line(line: Line) -> Data:
    there, back = line.results.before_there, line.results.after_there
    return {
        "level": line.level,
        "item": {"before": line.before or None, "after": line.after or None},
        "name": line.name or None,
        "before": {**_side(line.old), "nearness": _nearness(line.nearness[0])},
        "after": {**_side(line.new), "nearness": _nearness(line.nearness[1])},
        "before_there": None if there is None else _side(there),
        "after_there": None if back is None else _side(back),
        "change": {
            "steps": line.steps,
            "score": number(line.score),
            "percentage": number(line.percentage),
        },
        "division": None if line.division is None else _division(line.division),
    }


def _side(result: Result) -> Data:
    """How a result stands."""
    stands = standing(result)
    return {
        "rating": stands.rating,
        "instead": stands.instead or None,
        "possible": list(stands.possible),
        "score": number(result.score),
        "percentage": number(result.percentage),
    }


def _nearness(place: Nearness | None) -> Data | None:
    if place is None:
        return None
    return {
        "next": None if place.next is None else place.next.grade,
        "short": number(place.short),
        "below": place.below or None,
        "spare": number(place.spare),
    }


def _division(division: Division) -> Data:
    return {
        "performance": number(division.performance),
        "framework": number(division.framework),
        "undivided": [
            {
                "item": {"before": part.before or None, "after": part.after or None},
                "points": number(part.points),
                "because": reasons_data(part.because),
            }
            for part in division.undivided
        ],
    }


def _rows(found: RoundsCompared, providers: Iterable[Compared]) -> Iterator[list[Cell]]:
    made_up = "yes" if found.synthetic else "no"
    for each in providers:
        start: list[Cell] = [found.before.round, found.after.round]
        start += [found.before.framework, found.after.framework, made_up]
        start += [each.before.id, each.after.id, each.after.name, each.after.type]
        for line in each.lines:
            yield [*start, *_cells(line)]


def _cells(line: Line) -> Iterator[Cell]:
    yield from (line.level, line.before, line.after, line.name)
    yield from (_label(line.old), _label(line.new), line.steps)
    for numbers in (
        (line.old.score, line.new.score, line.score),
        (line.old.percentage, line.new.percentage, line.percentage),
    ):
        yield from map(tidy.decimal, numbers)
    there, back = line.results.before_there, line.results.after_there
    yield from ("" if each is None else _label(each) for each in (there, back))
    yield from (None if each is None else tidy.decimal(each.score) for each in (there, back))
    yield from _parts(line.division)
    place = line.nearness[1]
    if place is None:
        yield from (None, None, None, None)
    else:
        yield from (None if place.next is None else place.next.grade, tidy.decimal(place.short))
        yield from (place.below, tidy.decimal(place.spare))


def _parts(division: Division | None) -> list[Cell]:
    if division is None:
        return [None, None, None, None]
    items = "; ".join(part.after or part.before for part in division.undivided)
    parts = (division.performance, division.framework, division.rest)
    return [*map(tidy.decimal, parts), items]


def _label(result: Result) -> str:
    stands = standing(result)
    return "; ".join(grade or "not rated" for grade in stands.possible) or stands.label


def _only(found: RoundsCompared) -> Iterator[list[Cell]]:
    for ratings, results in (
        (found.before, found.only_before),
        (found.after, found.only_after),
    ):
        for each in results:
            score = tidy.decimal(each.score)
            yield [ratings.round, each.id, each.name, each.type, _label(each), score]


def _lost(found: RoundsCompared) -> Iterator[list[Cell]]:
    for each in found.carried or ():
        for lost in (*each.not_carried, *each.left_behind):
            yield [each.from_framework, each.to_framework, lost.item, lost.because]


def _about(found: RoundsCompared) -> list[list[Cell]]:
    return [
        [f"{when}: {about}", value]
        for when, ratings in (("before", found.before), ("after", found.after))
        for about, value in tidy.about(ratings)
    ]
