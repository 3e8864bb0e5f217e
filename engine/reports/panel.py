"""Results that are open to discretion, with what a panel needs to see."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.diagnostics.words import hundredths
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.diagnostics.words import whole
from engine.reports.export import result_data
from engine.reports.layout import MADE_UP
from engine.reports.layout import wrapped
from engine.rules import typed
from engine.rules.discretion import boundary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Bands
    from engine.frameworks.model import Scale
    from engine.rounds.results import Counts
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result
    from engine.rules.framework import Framework


@dataclass(frozen=True)
class Move:
    """A grade that discretion could give, and how far away it is.

    ``points`` is the distance to the boundary, ``cases`` how many judgements would have
    to be otherwise; None where the rating is not banded from a percentage.
    """

    grade: str
    points: Fraction | None = None
    cases: int | None = None


@dataclass(frozen=True)
class Open:
    """A result open to discretion; ``others`` stand beside it under the same parent."""

    provider: Result
    parent: Result
    result: Result
    moves: tuple[Move, ...]

    @property
    def others(self) -> tuple[Result, ...]:
        """The results beside this one."""
        return tuple(r for r in self.parent.children if r.id != self.result.id)


def openings(ratings: Ratings, framework: Framework) -> tuple[Open, ...]:
    """Every result that somebody may move, provider by provider."""
    return tuple(
        Open(provider, parent, child, _moves(child, framework))
        for provider in ratings.results
        for parent in provider.walk()
        for child in parent.children
        if child.moves
    )


def as_text(ratings: Ratings, framework: Framework) -> str:
    """The list, for reading in a meeting."""
    found = openings(ratings, framework)
    made_up = [MADE_UP] if ratings.synthetic else []
    wholes = {opening.provider.id: opening.provider.level for opening in found}
    levels = [
        several(number, level.id, level.plural)
        for level in framework.vocabulary.levels
        if (number := list(wholes.values()).count(level.id))
    ]
    results = several(len(found), "result", "results")
    count = f"{results} of {listed(levels)} open to discretion"
    parts = [[count if found else "No result is open to discretion", *made_up]]
    parts += [list(_opening(opening, framework)) for opening in found]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def as_json(ratings: Ratings, framework: Framework) -> str:
    """The same as values."""
    found = {
        "assay": "panel/1",
        "round": ratings.round,
        "synthetic": ratings.synthetic,
        "open": [
            {
                "provider": opening.provider.id,
                "parent": opening.parent.id,
                "result": result_data(opening.result),
                "moves": [
                    {"to": m.grade, "cases": m.cases}
                    | {"points": None if m.points is None else hundredths(m.points)}
                    for m in opening.moves
                ],
                "others": [result_data(other) for other in opening.others],
            }
            for opening in openings(ratings, framework)
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _opening(opening: Open, framework: Framework) -> Iterator[str]:
    provider, result = opening.provider, opening.result
    scale = framework.vocabulary.scale_of(result.level)
    assert scale is not None
    kind = f" ({provider.type})" if provider.type else ""
    name = f"{result.level} {result.id} {result.name}".strip()
    yield from wrapped(f"{provider.name}{kind}, {name}")
    given = result.before or result.rating
    rating = "not rated" if given is None else scale.grade(given).name
    yield from wrapped(f"{rating}, {exactly(result)}".removesuffix(", "), "  ")
    if result.before is not None and result.rating is not None:
        yield f"  moved to {scale.grade(result.rating).name} by a decision"
    for move in opening.moves:
        if result.before is not None and move.grade == result.rating:
            continue
        way = f": {far(move)}" if far(move) else ""
        yield from wrapped(f"may become {scale.grade(move.grade).name}{way}", "  ")
    others = [f"{other.id} {_rated(other, scale)}" for other in opening.others]
    if others:
        yield from wrapped(f"beside it: {', '.join(others)}", "  ")


def exactly(result: Result) -> str:
    """The percentage to two decimals, and its counts."""
    if result.percentage is None or result.counts is None:
        return ""
    counts = f"{result.counts.favourable:,} of {result.counts.applicable:,}"
    return f"{hundredths(result.percentage)} % ({counts})"


def _rated(result: Result, scale: Scale) -> str:
    words = "not rated" if result.rating is None else scale.grade(result.rating).name
    shown = "" if result.percentage is None else f" {whole(result.percentage)} %"
    return f"{words}{shown}"


def far(move: Move) -> str:
    """How far away a move is: from the boundary, and in cases; nothing if it is not known."""
    parts = []
    if move.points is not None:
        points = "point" if move.points == 1 else "points"
        parts.append(f"{hundredths(move.points)} {points} from the boundary")
    if move.cases is not None:
        parts.append(f"{several(move.cases, 'case', 'cases')} away")
    return listed(parts)


def _moves(result: Result, framework: Framework) -> tuple[Move, ...]:
    scale = framework.vocabulary.scale_of(result.level)
    rule = framework.rules.rating(result.id)
    assert scale is not None
    if (
        rule is None
        or not isinstance(rule.base, typed.Banded)
        or not isinstance(rule.base.measure, typed.Share)
        or result.percentage is None
        or result.counts is None
    ):
        return tuple(Move(grade) for grade in result.moves)
    bands, start = rule.base.bands, result.before or result.rating
    assert start is not None
    return tuple(
        Move(
            grade,
            abs(result.percentage - boundary(bands, scale, start, grade).at),
            _cases(result.counts, bands, scale, start, grade),
        )
        for grade in result.moves
    )


def _cases(counts: Counts, bands: Bands, scale: Scale, start: str, end: str) -> int | None:
    """How many judgements would have to be otherwise for the grade, or one beyond."""
    up = scale.rank(end) > scale.rank(start)

    def reaches(number: int) -> bool:
        favourable = counts.favourable + (number if up else -number)
        rank = scale.rank(bands.grade(Fraction(100 * favourable, counts.applicable)))
        return rank >= scale.rank(end) if up else rank <= scale.rank(end)

    room = counts.unfavourable if up else counts.favourable
    return next((number for number in range(1, room + 1) if reaches(number)), None)
