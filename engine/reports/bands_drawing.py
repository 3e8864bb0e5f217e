"""Bands drawn to scale: a row for each rating, on one axis, and where discretion begins."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.diagnostics.words import exact
from engine.diagnostics.words import whole
from engine.reports.markup import Markup
from engine.reports.markup import element
from engine.reports.markup import together
from engine.rules import typed
from engine.rules.english.bands import in_words
from engine.rules.english.bands import ranges
from engine.rules.english.bands import unit_of
from engine.rules.members import members_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Bands
    from engine.frameworks.model import Vocabulary
    from engine.rules.english.bands import Range
    from engine.rules.framework import Framework

WIDE, LEFT, ROW, TOP = 480, 184, 34, 10
"""The drawing's width, the room for names, a row's height, and the room above, in pixels."""

INK, BAR, WINDOW = "#0b0c0c", "#1d70b8", "#fd0"


def drawn(bands: Bands, framework: Framework, value: Fraction | None = None) -> Markup:
    """The drawing of a set of bands, with its words for those who do not see it.

    A value is shown by a line across all rows.
    """
    axis = _Axis(bands, framework)
    names = {g.id: g.name for g in framework.vocabulary.scale_by_id[bands.scale].grades}
    parts = [*ranges(bands)]
    said = "; ".join(f"{names[part.grade]}: {in_words(part, bands)}" for part in parts)
    rows = [
        _row(number, names[part.grade], [_stretch(part)], axis, BAR)
        for number, part in enumerate(reversed(parts))
    ]
    points = window(bands, framework)
    if points is not None:
        rows.append(_windows(bands, points, len(rows), axis))
    here = "" if value is None else f" Here: {exact(value)}{unit_of(bands)}."
    return element(
        "svg",
        element("title", f"The bands {bands.id}"),
        element("desc", f"{said}.{here}"),
        *_grid(bands, axis, len(rows)),
        *rows,
        None if value is None else _mark(bands, value, len(rows), axis),
        viewBox=f"0 0 {WIDE} {TOP + len(rows) * ROW + (30 if value is None else 52)}",
        role="img",
        xmlns="http://www.w3.org/2000/svg",
        font_family="system-ui, sans-serif",
        font_size="14",
    )


def _stretch(part: Range) -> tuple[Fraction, Fraction | None]:
    return part.start.at, None if part.end is None else part.end.at


def window(bands: Bands, framework: Framework) -> int | None:
    """How many points from a boundary discretion reaches at most; None where there is none."""
    near = [
        allow.clause.near.points
        for rule in framework.rules.all
        if isinstance(rule.base, typed.Banded)
        and rule.base.bands.id == bands.id
        and (allow := rule.allow) is not None
        and allow.clause.near is not None
    ]
    return max(near, default=None)


class _Axis:
    """Where values lie across the drawing."""

    def __init__(self, bands: Bands, framework: Framework) -> None:
        self.low, self.high = _extent(bands, framework)

    def across(self, value: Fraction | None) -> int:
        """The place of a value; of None, of what has no end."""
        value = self.high if value is None else max(self.low, min(value, self.high))
        room = WIDE - LEFT - 24
        return LEFT + whole((value - self.low) / (self.high - self.low) * room)


def _extent(bands: Bands, framework: Framework) -> tuple[Fraction, Fraction]:
    """The lowest and the highest value to draw."""
    if bands.in_percent:
        return Fraction(0), Fraction(100)
    first, last = bands.edges[0].at, bands.edges[-1].at
    step = last - bands.edges[-2].at if len(bands.edges) > 1 else Fraction(1)
    highest = max(_highest(bands, framework), default=last + step)
    return min(Fraction(0), first), max(highest, last + step / 4)


def _highest(bands: Bands, framework: Framework) -> Iterator[Fraction]:
    """The highest values that the rules with these bands can meet."""
    vocabulary = framework.vocabulary
    for rule in framework.rules.all:
        base = rule.base
        if not isinstance(base, typed.Banded) or base.bands.id != bands.id:
            continue
        if isinstance(base.measure, typed.Scored):
            scores = _scores(base.measure, rule, vocabulary)
            yield from (score + base.sums[-1] for score in scores)


def _scores(
    scored: typed.Scored, rule: typed.Rule, vocabulary: Vocabulary
) -> Iterator[Fraction]:
    most = max(scored.collection.scale.points)
    if scored.kind == "average score of":
        yield most
        return
    for name in rule.items or (None,):
        item = None if name is None else vocabulary.item_by_id[name]
        for type_id in vocabulary.type_ids:
            members = members_of(vocabulary, scored.collection, item, type_id)
            weights = [scored.weight_of.get(m.id, Fraction(1)) for m in members]
            yield sum(weights, Fraction(0)) * most


def _grid(bands: Bands, axis: _Axis, rows: int) -> Iterator[Markup]:
    """A line at each edge, and its value below, wherever there is room for it."""
    bottom, taken = TOP + rows * ROW, 0
    for value in dict.fromkeys((axis.low, *(e.at for e in bands.edges), axis.high)):
        x = axis.across(value)
        yield element("line", x1=x, x2=x, y1=TOP, y2=bottom, stroke="#505a5f")
        words = f"{exact(value)}{unit_of(bands)}"
        half = 5 * len(words)
        if x - half >= taken:
            taken = x + half
            end = "end" if value == axis.high else "middle"
            x = WIDE - 4 if value == axis.high else x
            yield element("text", words, x=x, y=bottom + 20, text_anchor=end, fill=INK)


def _row(
    number: int,
    name: str,
    stretches: list[tuple[Fraction, Fraction | None]],
    axis: _Axis,
    fill: str,
) -> Markup:
    y = TOP + number * ROW
    shown = name if len(name) <= 22 else f"{name[:21].rstrip()}…"
    return element(
        "g",
        element("text", shown, x=LEFT - 12, y=y + 21, text_anchor="end", fill=INK),
        *(
            element(
                "rect",
                x=axis.across(low),
                y=y + 6,
                width=max(axis.across(high) - axis.across(low), 2),
                height=ROW - 12,
                fill=fill,
                stroke=INK,
            )
            for low, high in stretches
        ),
    )


def _mark(bands: Bands, value: Fraction, rows: int, axis: _Axis) -> Markup:
    """Where a value lies."""
    x, bottom = axis.across(value), TOP + rows * ROW
    line = element(
        "line",
        x1=x,
        x2=x,
        y1=2,
        y2=bottom + 4,
        stroke=INK,
        stroke_width=3,
        stroke_dasharray="6 3",
    )
    words = f"Here: {exact(value)}{unit_of(bands)}"
    anchor = "end" if x > WIDE - 80 else "middle"
    text = element(
        "text", words, x=x, y=bottom + 44, text_anchor=anchor, font_weight="bold", fill=INK
    )
    return together([line, text])


def _windows(bands: Bands, points: int, number: int, axis: _Axis) -> Markup:
    """Where a rating may be moved: so many points on both sides of each boundary."""
    edges = [edge.at for edge in bands.edges[1:]]
    stretches = [(at - points, at + points) for at in edges]
    return _row(number, "May be moved", [*stretches], axis, WINDOW)
