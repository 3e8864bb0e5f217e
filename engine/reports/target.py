"""What it would take to have a rating, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from engine.diagnostics.words import capitalized
from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.reports import programs
from engine.reports.export import number
from engine.reports.grades import named
from engine.reports.grades import scale_of
from engine.reports.layout import MADE_UP
from engine.reports.layout import wrapped
from engine.rounds.target.choices import favourable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.frameworks.model import Vocabulary
    from engine.rounds.results import Ratings
    from engine.rounds.target.choices import Change
    from engine.rounds.target.reach import Reach
    from engine.rounds.target.target import Moved
    from engine.rounds.target.target import Way


def as_text(
    reaches: Sequence[Reach],
    vocabulary: Vocabulary,
    ratings: Ratings,
    wanted: str,
    within: Fraction | None = None,
) -> str:
    """What each would have needed; ``wanted`` is a grade, ``within`` how far short."""
    made_up = [MADE_UP] if ratings.synthetic else []
    lines = [*_summary(reaches, vocabulary, wanted, within), *made_up]
    parts = [
        lines,
        *([*wrapped(_heading(r, vocabulary)), *_needed(r, vocabulary)] for r in reaches),
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def one_as_text(reach: Reach, vocabulary: Vocabulary, ratings: Ratings) -> str:
    """What one of them would have needed."""
    made_up = [MADE_UP] if ratings.synthetic else []
    lines = [*wrapped(_heading(reach, vocabulary)), *made_up, *_needed(reach, vocabulary)]
    return "\n".join(lines) + "\n"


def as_json(reaches: Sequence[Reach], ratings: Ratings, wanted: str) -> str:
    """The same as ``schemas/target.schema.json`` describes it."""
    found = {
        "assay": "target/1",
        "round": ratings.round,
        "synthetic": ratings.synthetic,
        "framework": ratings.framework,
        "wanted": wanted,
        "targets": [_data(reach) for reach in reaches],
    }
    return programs.as_json(found)


def change_words(change: Change, reach: Reach, vocabulary: Vocabulary) -> str:
    """What would have to differ about one item."""
    task = reach.tasks[change.provider, change.item]
    who = "" if change.provider == reach.provider.id else f"{change.provider} "
    what = f"{who}{change.item or task.rule.level.id}"
    if change.kind == "decision" and not change.rating:
        return f"{what}: its decision undone"
    if change.kind != "cases":
        scale = vocabulary.scale_of(task.rule.level.id)
        assert scale is not None
        grade = scale.grade(change.rating).name
        return f"{what}: {'moved to' if change.kind == 'decision' else 'judged'} {grade}"
    share = task.share or task.asks[0]
    unit = several(change.number, share.judgements.unit, f"{share.judgements.unit}s")
    now = favourable(share, reach.counts[change.provider, change.item])
    then = favourable(share, change.counts)
    of = sum(change.counts)
    if abs(then - now) != change.number:
        grades = zip(change.counts, share.scale.grades, strict=True)
        counts = ", ".join(f"{n:,} {grade.id}" for n, grade in grades)
        return f"{what}: {unit} judged otherwise ({counts})"
    direction = "more" if then > now else "fewer"
    return f"{what}: {unit} {direction} {share.grades.words} ({then:,} of {of:,}, not {now:,})"


def _summary(
    reaches: Sequence[Reach], vocabulary: Vocabulary, wanted: str, within: Fraction | None
) -> list[str]:
    level = vocabulary.provider_level
    scale = vocabulary.scale_of(reaches[0].result.level if reaches else level.id)
    assert scale is not None
    near = ""
    if within is not None:
        near = f" and at most {_points(within)} short of it"
    number = several(len(reaches), level.id, level.plural) if reaches else f"no {level.id}"
    verb = "is" if len(reaches) < 2 else "are"
    words = f"{number} {verb} rated below {scale.grade(wanted).name}{near}"
    return wrapped(capitalized(words))


def _needed(reach: Reach, vocabulary: Vocabulary) -> Iterator[str]:
    scale = reach.tasks[reach.provider.id, _item(reach)].rule.scale
    target = reach.target
    wanted = scale.grade(target.wanted or "").name
    if target.rating == target.wanted:
        yield from wrapped(f"it is {wanted} already", "  ")
        return
    if target.cost is None:
        yield from _out_of_reach(reach, wanted)
    else:
        unit = _unit(reach, target.cost.judgements)
        yield from wrapped(f"{unit} would have to differ for {wanted}{_ways(reach)}", "  ")
        for count, way in enumerate(target.ways, start=1):
            mark = f"{count}. " if len(target.ways) > 1 else ""
            yield from _way(way, mark, reach, vocabulary)
        if target.number > len(target.ways):
            yield f"  and {several(target.number - len(target.ways), 'way', 'ways')} more"
    yield from _discretion(reach, wanted, vocabulary)


def _heading(reach: Reach, vocabulary: Vocabulary) -> str:
    provider, result = reach.provider, reach.result
    kind = f" ({provider.type})" if provider.type else ""
    own = result.id == provider.id
    item = "" if own else f", {result.level} {result.id} {result.name}".rstrip()
    rating = named(result.rating, scale_of(vocabulary, result.level))
    facts = [f"{provider.name}{kind}{item}: {rating}"]
    if result.score is not None and result.score_of is not None:
        facts.append(f"score {exact(result.score)} of {exact(result.score_of)}")
    if reach.points is not None:
        facts.append(f"{_points(reach.points)} short")
    return ", ".join(facts)


def _points(points: Fraction) -> str:
    return f"{exact(points)} {'point' if points == 1 else 'points'}"


def _unit(reach: Reach, number: int) -> str:
    """So many judgements of cases, or ratings, or both."""
    if reach.free == ("cases",):
        return several(number, "case judgement", "case judgements")
    if reach.free == ("rating",):
        return several(number, "judged rating", "judged ratings")
    return several(number, "judgement", "judgements")


def _ways(reach: Reach) -> str:
    number = reach.target.number
    return ":" if number == 1 else f", in {number:,} ways:"


def _out_of_reach(reach: Reach, wanted: str) -> Iterator[str]:
    scale = reach.tasks[reach.provider.id, _item(reach)].rule.scale
    what = f"no other judgements{' of cases' if 'rating' not in reach.free else ''}"
    grades = [grade.name for grade in scale.grades if grade.id in reach.target.nearest]
    others = f"; they can give {listed(grades, 'or')}" if grades else ""
    yield from wrapped(f"{what} would give {wanted}{others}", "  ")


def _way(way: Way, mark: str, reach: Reach, vocabulary: Vocabulary) -> Iterator[str]:
    indent = "  " + mark
    for change in way.changes:
        lapses = (change.provider, change.item) in way.lapsed
        lapse = "; its decision would no longer apply" if lapses else ""
        yield from wrapped(f"{change_words(change, reach, vocabulary)}{lapse}", indent)
        indent = " " * len(indent)
    yield from wrapped(_follows(way, reach, vocabulary), indent)


def _follows(way: Way, reach: Reach, vocabulary: Vocabulary) -> str:
    """What the changes make of what rests on them, rating by rating."""
    own = (reach.provider.id, _item(reach))
    above = [m for m in way.moved if (m.provider, m.item) != own]
    ratings: dict[str, list[str]] = {}
    for moved in above:
        who = "" if moved.provider == reach.provider.id else f"{moved.provider} "
        what = f"{who}{moved.item or ''}".strip()
        ratings.setdefault(_grade(moved, vocabulary), []).append(what)
    verbs = [f"{listed(items)} would be {grade}" for grade, items in ratings.items()]
    score = [] if way.score is None else [f"the score {exact(way.score)}"]
    return f"then {listed([*verbs, *score])}" if verbs or score else ""


def _grade(moved: Moved, vocabulary: Vocabulary) -> str:
    return named(moved.end, scale_of(vocabulary, moved.level))


def _discretion(reach: Reach, wanted: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Whether a decision would have been enough."""
    found = reach.discretion
    if found is None:
        return
    if found.cost is None:
        yield from wrapped(f"no decision that is open would give {wanted}", "  ")
        return
    ways = [
        listed([change_words(c, reach, vocabulary) for c in way.changes]) for way in found.ways
    ]
    more = found.number - len(found.ways)
    others = [several(more, "other way", "other ways")] if more else []
    yield from wrapped(
        f"a decision alone would give it: {'; or '.join([*ways, *others])}", "  "
    )


def _item(reach: Reach) -> str | None:
    return None if reach.result.id == reach.provider.id else reach.result.id


def _data(reach: Reach) -> dict[str, Any]:
    target = reach.target
    return {
        "provider": reach.provider.id,
        "level": reach.result.level,
        "item": _item(reach),
        "rating": target.rating,
        "score": number(reach.result.score),
        "points": number(reach.points),
        "free": list(reach.free),
        "judgements": None if target.cost is None else target.cost.judgements,
        "number": target.number,
        "ways": [_way_data(way, reach) for way in target.ways],
        "by_decision": None
        if reach.discretion is None
        else {
            "number": reach.discretion.number,
            "ways": [_way_data(way, reach) for way in reach.discretion.ways],
        },
    }


def _way_data(way: Way, reach: Reach) -> dict[str, Any]:
    return {
        "changes": [_change_data(change, reach) for change in way.changes],
        "ratings": [
            {"level": m.level, "provider": m.provider, "item": m.item}
            | {"from": m.start, "to": m.end}
            for m in way.moved
        ],
        "lapsed": [{"provider": provider, "item": item} for provider, item in way.lapsed],
        "score": number(way.score),
    }


def _change_data(change: Change, reach: Reach) -> dict[str, Any]:
    found: dict[str, Any] = {
        "provider": change.provider,
        "item": change.item,
        "kind": change.kind,
        "judgements": change.number,
    }
    if change.kind != "cases":
        return found | {"rating": change.rating}
    grades = [g.id for g in reach.tasks[change.provider, change.item].asks[0].scale.grades]
    now = reach.counts[change.provider, change.item]
    return found | {
        "from": dict(zip(grades, now, strict=True)),
        "to": dict(zip(grades, change.counts, strict=True)),
    }
