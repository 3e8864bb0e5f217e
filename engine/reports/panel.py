"""Results that are open to discretion, with what a panel needs to see."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from engine.diagnostics.words import exact
from engine.diagnostics.words import hundredths
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.diagnostics.words import shortened
from engine.diagnostics.words import whole
from engine.reports import programs
from engine.reports.export import number
from engine.reports.export import result_data
from engine.reports.grades import named
from engine.reports.grades import scale_of
from engine.reports.layout import MADE_UP
from engine.reports.layout import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.frameworks.model import Scale
    from engine.rounds.panel import Move
    from engine.rounds.panel import Open
    from engine.rounds.panel import Precedent
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result
    from engine.rounds.target.consequences import Consequence
    from engine.rules.framework import Framework


def as_text(found: Sequence[Open], ratings: Ratings, framework: Framework) -> str:
    """The list, for reading in a meeting."""
    made_up = [MADE_UP] if ratings.synthetic else []
    wholes = {opening.provider.id: opening.provider.level for opening in found}
    levels = [
        several(count, level.id, level.plural)
        for level in framework.vocabulary.levels
        if (count := list(wholes.values()).count(level.id))
    ]
    results = several(len(found), "result", "results")
    summary = f"{results} of {listed(levels)} open to discretion"
    parts = [[summary if found else "No result is open to discretion", *made_up]]
    parts += [list(_opening(opening, framework)) for opening in found]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def as_json(found: Sequence[Open], ratings: Ratings) -> str:
    """The same as ``schemas/panel.schema.json`` describes it."""
    data = {
        "assay": "panel/1",
        "round": ratings.round,
        "synthetic": ratings.synthetic,
        "framework": ratings.framework,
        "open": [
            {
                "provider": opening.provider.id,
                "parent": opening.parent.id,
                "result": result_data(opening.result),
                "percentage": number(opening.result.percentage),
                "moves": [_move_data(move) for move in opening.moves],
                "others": [_other_data(other, opening.result) for other in opening.others],
            }
            for opening in found
        ],
    }
    return programs.as_json(data)


def _move_data(move: Move) -> dict[str, Any]:
    then = move.consequence
    return {
        "to": move.grade,
        "cases": move.cases,
        "points": None if move.points is None else hundredths(move.points),
        "like": {
            "number": move.like.number,
            "moved": [_precedent_data(precedent) for precedent in move.like.moved],
        },
        "then": None if then is None else _consequence_data(then),
    }


def _precedent_data(precedent: Precedent) -> dict[str, Any]:
    decision = precedent.decision
    return {
        "provider": precedent.provider.id,
        "item": precedent.result.id,
        "percentage": number(precedent.result.percentage),
        "from": decision.start,
        "to": decision.end,
        "by": decision.by,
        "date": decision.date.isoformat(),
        "reason": decision.reason,
    }


def _consequence_data(then: Consequence) -> dict[str, Any]:
    before, after = then.score or (None, None)
    return {
        "ratings": [
            {"level": m.level, "item": m.item, "from": m.start, "to": m.end} for m in then.moved
        ],
        "score": {"from": number(before), "to": number(after)},
    }


def _other_data(other: Result, result: Result) -> dict[str, Any]:
    apart = _apart(other, result)
    return result_data(other) | {"points_apart": None if apart is None else hundredths(apart)}


def _opening(opening: Open, framework: Framework) -> Iterator[str]:
    provider, result = opening.provider, opening.result
    scale = scale_of(framework.vocabulary, result.level)
    kind = f" ({provider.type})" if provider.type else ""
    name = f"{result.level} {result.id} {result.name}".strip()
    yield from wrapped(f"{provider.name}{kind}, {name}")
    facts = [named(opening.start, scale), *filter(None, (exactly(result), _sub_sample(result)))]
    yield from wrapped(", ".join(facts), "  ")
    if result.before is not None and result.rating is not None:
        yield f"  moved to {scale.grade(result.rating).name} by a decision"
    for move in opening.moves:
        if result.before is not None and move.grade == result.rating:
            continue
        way = f": {far(move)}" if far(move) else ""
        yield from wrapped(f"may become {scale.grade(move.grade).name}{way}", "  ")
        yield from wrapped(_then(move, opening, framework), "    ")
        yield from wrapped(_precedents(move), "    ")
    others = [_beside(other, result, scale) for other in opening.others]
    if others:
        yield from wrapped(f"beside it: {'; '.join(others)}", "  ")


def _sub_sample(result: Result) -> str:
    """How many of the cases count, where not all do; and whether they are few."""
    counts = result.counts
    if counts is None:
        return ""
    every = counts.applicable + counts.not_applicable + counts.missing
    parts = []
    if every > counts.applicable:
        parts.append(f"{counts.applicable:,} of {every:,} cases count")
    if "small-sub-sample" in result.flags:
        parts.append("which are few" if parts else "few cases")
    return ", ".join(parts)


def _then(move: Move, opening: Open, framework: Framework) -> str:
    """What the move would do to the ratings above, and to the score."""
    then = move.consequence
    if then is None:
        return ""
    said = []
    for moved in then.moved:
        end = named(moved.end, scale_of(framework.vocabulary, moved.level))
        what = moved.item or f"the {moved.level}"
        said.append(f"{what} would be {end}")
    if then.score is not None and then.score[0] != then.score[1]:
        before, after = map(exact, then.score)
        said.append(f"the score {after} instead of {before}")
    above = opening.result is not opening.provider
    nothing = "no other rating would change" if above else ""
    return f"then {listed(said)}" if said else nothing


def _precedents(move: Move) -> str:
    """How the results that stood alike were decided, the most similar first."""
    like = move.like
    if not like.number:
        return ""
    others = several(like.number, "other like it", "others like it")
    if not like.moved:
        return f"{others} in the round, not moved"
    words = [
        f"{p.provider.name}{f' ({p.provider.type})' if p.provider.type else ''} "
        f"{p.result.id}{_percent(p.result)}"
        for p in like.moved
    ]
    return f"{others} in the round, {len(like.moved):,} moved: {shortened(words)}"


def _percent(result: Result) -> str:
    return "" if result.percentage is None else f" at {hundredths(result.percentage)} %"


def _beside(other: Result, result: Result, scale: Scale) -> str:
    """A result beside another, and how far its percentage lies from that one's."""
    apart = _apart(other, result)
    if apart is None:
        return f"{other.id} {_rated(other, scale)}"
    unit = "point" if abs(apart) == 1 else "points"
    where = "higher" if apart > 0 else "lower"
    far = f"{hundredths(abs(apart))} {unit} {where}" if apart else "the same percentage"
    return f"{other.id} {_rated(other, scale)}, {far}"


def _apart(other: Result, result: Result) -> Fraction | None:
    if other.percentage is None or result.percentage is None:
        return None
    return other.percentage - result.percentage


def exactly(result: Result) -> str:
    """The percentage to two decimals, and its counts."""
    if result.percentage is None or result.counts is None:
        return ""
    counts = f"{result.counts.favourable:,} of {result.counts.applicable:,}"
    return f"{hundredths(result.percentage)} % ({counts})"


def _rated(result: Result, scale: Scale) -> str:
    shown = "" if result.percentage is None else f" {whole(result.percentage)} %"
    return f"{named(result.rating, scale)}{shown}"


def far(move: Move) -> str:
    """How far away a move is: from the boundary, and in cases; nothing if it is not known."""
    parts = []
    if move.points is not None:
        points = "point" if move.points == 1 else "points"
        parts.append(f"{hundredths(move.points)} {points} from the boundary")
    if move.cases is not None:
        parts.append(f"{several(move.cases, 'case', 'cases')} away")
    return listed(parts)
