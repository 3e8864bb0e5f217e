"""Scores in two rounds as a drawing: a row for each provider, from where to where."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from html import escape
from itertools import pairwise
from textwrap import wrap
from typing import TYPE_CHECKING

from engine.diagnostics.drawing import printable
from engine.diagnostics.words import exact
from engine.diagnostics.words import signed
from engine.diagnostics.words import whole
from engine.reports import grades
from engine.reports.compare import called
from engine.reports.layout import MADE_UP
from engine.reports.layout import cut
from engine.reports.picture import picture
from engine.rounds.comparison.comparison import in_order
from engine.rounds.comparison.comparison import score_of
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Scale
    from engine.rounds.comparison.comparison import Compared
    from engine.rounds.comparison.comparison import Line
    from engine.rounds.comparison.comparison import RoundsCompared
    from engine.rounds.results import Result

WIDTH, LEFT, RIGHT = 960, 300, 700
"""In pixels the width of the drawing, and where the scores begin and end."""

NAMES, LETTER = 40, 8
"""How many letters of a name there is room for, and how wide one is in pixels."""

TOP, ROW, BOTTOM = 110, 26, 84
"""In pixels the room above the rows, that of a row, and that below them."""

TABLE = (760, 830, 900)
"""Where the columns of the table end."""

BANDS = ("#ffffff", "#eef1f4")
UP, DOWN, SAME = "#0b5d3b", "#a3231c", "#444444"
INK, FAINT = "#1a1a1a", "#5a5f64"
FONT = 'font-family="sans-serif" font-size="13"'
END, MIDDLE, BOLD = (
    'text-anchor="end"',
    'text-anchor="middle"',
    'font-weight="bold"',
)


class NothingToDraw(Exception):
    """There is no provider with a score in both rounds."""


def as_svg(found: RoundsCompared) -> str:
    """A drawing, and the table of the same numbers beside it.

    Raises NothingToDraw where no provider has a score.
    """
    return "\n".join([*_Chart.of(found).drawn(found)]) + "\n"


def as_png(found: RoundsCompared) -> bytes:
    """The same as a picture, at twice the size.

    Raises NothingToDraw, and NoPainter where the extra "charts" is not installed.
    """
    return picture(as_svg(found))


@dataclass(frozen=True)
class _Chart:
    """Providers with a score in either round, and the scale on which they are drawn."""

    rows: tuple[tuple[Compared, Line], ...]
    scales: tuple[Scale, Scale]
    low: Fraction
    high: Fraction
    edges: tuple[tuple[Fraction, str], ...]

    @classmethod
    def of(cls, found: RoundsCompared) -> _Chart:
        """The chart of two rounds."""
        level = found.frameworks[1].vocabulary.provider_level
        rows = tuple(
            (each, each.whole)
            for each in in_order(found.providers)
            if each.whole is not None and each.after.level == level.id
            if score_of(each.whole.old) is not None or score_of(each.whole.new) is not None
        )
        if not rows:
            raise NothingToDraw
        ends = [end for _, line in rows for end in _ends(line)]
        edges = _edges(found)
        lowest = min(*ends, *(at for at, _ in edges[:1]), Fraction(0))
        return cls(
            rows=rows,
            scales=(
                grades.scale_of(found.frameworks[0].vocabulary, rows[0][1].old.level),
                grades.scale_of(found.frameworks[1].vocabulary, level.id),
            ),
            low=lowest,
            high=max(*ends, lowest + 1),
            edges=edges,
        )

    @property
    def height(self) -> int:
        """That of the whole drawing."""
        return TOP + ROW * len(self.rows) + BOTTOM

    def at(self, value: Fraction) -> int:
        """Where a score is drawn."""
        return LEFT + whole((value - self.low) * (RIGHT - LEFT) / (self.high - self.low))

    def drawn(self, found: RoundsCompared) -> Iterator[str]:
        """The lines of the drawing."""
        before, after = (r.title or f"Round {r.round}" for r in (found.before, found.after))
        title = f"Scores in two rounds: {before}; {after}"
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height}" '
            f'width="{WIDTH}" height="{self.height}" role="img" '
            f'aria-labelledby="title description" {FONT} fill="{INK}">'
        )
        yield f'<title id="title">{_safe(title)}</title>'
        yield f'<desc id="description">{_safe(self._told())}</desc>'
        yield f'<rect width="{WIDTH}" height="{self.height}" fill="#ffffff"/>'
        yield _text(16, 24, cut(f"From: {before} ({found.before.framework})", 120))
        yield _text(16, 42, cut(f"To: {after} ({found.after.framework})", 120))
        if found.synthetic:
            yield _text(16, 62, MADE_UP, BOLD)
        yield from self._bands()
        for x, head in zip(TABLE, ("From", "To", "Change"), strict=True):
            yield _text(x, TOP - 10, head, f"{BOLD} {END}")
        for number, (each, line) in enumerate(self.rows):
            yield from self._row(TOP + ROW * number + ROW // 2, each, line)
        yield from self._legend(found)
        yield "</svg>"

    def _told(self) -> str:
        """What the drawing shows, for those who do not see it."""
        return "; ".join(self._move(each, line) for each, line in self.rows)

    def _move(self, each: Compared, line: Line) -> str:
        old, new = self._words(line.old, 0), self._words(line.new, 1)
        return f"{called(each.after)}: {old} to {new}"

    def _bands(self) -> Iterator[str]:
        """The bands of the second framework, and where each begins."""
        height = ROW * len(self.rows)
        below, faint = TOP + height + 16, f'{MIDDLE} fill="{FAINT}"'
        ends = [*(max(self.low, at) for at, _ in self.edges), self.high]
        for number, (start, end) in enumerate(pairwise(ends)):
            x, right = self.at(start), self.at(min(end, self.high))
            if right > x:
                size = f'width="{right - x}" height="{height}"'
                fill = BANDS[number % len(BANDS)]
                yield f'<rect x="{x}" y="{TOP}" {size} fill="{fill}"/>'
                name = self._band(self.edges[number][1], right - x)
                yield _text((x + right) // 2, TOP - 10, name, MIDDLE)
                yield _text(x, below, exact(start), faint)
        size = f'width="{RIGHT - LEFT}" height="{height}"'
        yield f'<rect x="{LEFT}" y="{TOP}" {size} fill="none" stroke="{FAINT}"/>'
        yield _text(RIGHT, below, exact(self.high), faint)

    def _band(self, grade: str, room: int) -> str:
        """A grade by its name, or where that is too long by its letters."""
        name = self.scales[1].grade(grade).name
        return name if len(name) * LETTER <= room else grades.letters(self.scales[1])[grade]

    def _row(self, y: int, each: Compared, line: Line) -> Iterator[str]:
        old, new = score_of(line.old), score_of(line.new)
        change = line.score
        colour = SAME if not change else UP if change > 0 else DOWN
        yield "<g>"
        yield f"<title>{_safe(self._move(each, line))}</title>"
        yield from _name(y, called(each.after))
        if old is not None and new is not None and old != new:
            ends = f'x1="{self.at(old)}" y1="{y}" x2="{self.at(new)}" y2="{y}"'
            yield f'<line {ends} stroke="{colour}" stroke-width="2"/>'
        if old is not None:
            yield _dot(self.at(old), y, "#ffffff", colour)
        if new is not None:
            yield _dot(self.at(new), y, colour, colour, 4)
        for x, cell in zip(TABLE, self._cells(line), strict=True):
            yield _text(x, y + 4, cell, f'{END} fill="{colour}"')
        yield "</g>"

    def _cells(self, line: Line) -> tuple[str, str, str]:
        return self._words(line.old, 0), self._words(line.new, 1), signed(line.score)

    def _words(self, result: Result, side: int) -> str:
        score = score_of(result)
        letters = grades.short(result, self.scales[side])
        return letters if score is None else f"{letters} {exact(score)}"

    def _legend(self, found: RoundsCompared) -> Iterator[str]:
        """What the dots and the letters mean."""
        y = self.height - 42
        yield _dot(LEFT, y - 4, "#ffffff", SAME)
        yield _text(LEFT + 12, y, "first round")
        yield _dot(LEFT + 110, y - 4, SAME, SAME, 4)
        yield _text(LEFT + 122, y, "second round")
        yield _text(LEFT - 6, y + 22, ", ".join(grades.legend(self.scales[1])))
        if found.synthetic:
            yield _text(16, y + 22, MADE_UP.partition(":")[0], BOLD)


def _ends(line: Line) -> Iterator[Fraction]:
    """What has to be on the scale: the scores, and the highest that they could have been."""
    for result in (line.old, line.new):
        score = score_of(result)
        if score is not None:
            yield score
            if result.score_of is not None:
                yield result.score_of


def _edges(found: RoundsCompared) -> tuple[tuple[Fraction, str], ...]:
    """Where the bands of the second framework's overall rating begin, if a score is banded."""
    rule = found.frameworks[1].rules.rating(None)
    if rule is None or not isinstance(rule.base, typed.Banded) or not rule.base.scored:
        return ()
    return tuple((edge.at, edge.grade) for edge in rule.base.bands.exact_edges)


def _name(y: int, name: str) -> Iterator[str]:
    """A name before its row, smaller and on two lines if it is long."""
    first, *others = wrap(printable(name), NAMES) or [""]
    if not others:
        yield _text(LEFT - 16, y + 4, cut(first, NAMES), END)
    else:
        small = f'{END} font-size="11"'
        yield _text(LEFT - 16, y - 2, first, small)
        yield _text(LEFT - 16, y + 10, cut(" ".join(others), NAMES), small)


def _text(x: int, y: int, words: str, look: str = "") -> str:
    return f'<text x="{x}" y="{y}" {look}>{_safe(words)}</text>'.replace(" >", ">")


def _safe(words: str) -> str:
    return escape(printable(words))


def _dot(x: int, y: int, fill: str, stroke: str, radius: int = 5) -> str:
    look = f'fill="{fill}" stroke="{stroke}" stroke-width="2"'
    return f'<circle cx="{x}" cy="{y}" r="{radius}" {look}/>'
