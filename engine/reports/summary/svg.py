"""Charts of horizontal bars, drawn so that nobody needs to see colours.

Every bar has its number beside it, every series its name before the bar or its letters
in it. All lengths are whole numbers, so that the same numbers give the same picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from engine.assurance.figures import figure as declared
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.diagnostics.words import whole
from engine.frameworks.naming import slug
from engine.reports.summary.values import text
from engine.reports.summary.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from engine.reports.summary.numbers import Cell
    from engine.reports.summary.numbers import Display
    from engine.reports.summary.numbers import Line
    from engine.reports.summary.numbers import Measure

WIDTH = 480
ROOM = 54
"""How wide a chart is, and how many letters go into its width."""

NAMES = 60
"""How wide the names of series before the bars are."""

NUMBERS = 76
"""How much room there is for the number behind the longest bar."""

BAR, GAP, LETTER = 22, 6, 20
"""How high a bar, the space under it, and a line of words are."""

INK, GRID = "#0b0c0c", "#b1b4b6"

COLOURS = (
    ("#12436d", "#ffffff"),
    ("#28a197", "#0b0c0c"),
    ("#f46a25", "#0b0c0c"),
    ("#801650", "#ffffff"),
    ("#ffffff", "#0b0c0c"),
)
"""Fills and the ink on them: contrast of bars at least 3 to 1, of words 4.5 to 1."""

PALE = "#d2e2f1"
"""What fills the rest of a bar; a dark line goes round it."""


@dataclass
class _Drawing:
    """A chart being drawn from above to below; ``y`` is how far it has come."""

    y: int = 0
    parts: list[str] = field(default_factory=list)

    def words(  # noqa: PLR0913
        self,
        x: int,
        y: int,
        words: str,
        *,
        anchor: str = "start",
        ink: str = INK,
        bold: bool = False,
    ) -> None:
        """Words whose foot stands at a point."""
        weight = ' font-weight="bold"' if bold else ""
        self.parts.append(
            f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{ink}"{weight}>'
            f"{escape(words)}</text>"
        )

    def box(self, x: int, width: int, fill: str, *, edge: bool = False) -> None:
        """A stretch of a bar at the present height."""
        line = f' stroke="{INK}"' if edge else ""
        self.parts.append(
            f'<rect x="{x}" y="{self.y}" width="{width}" height="{BAR}" fill="{fill}"{line}/>'
        )

    def bar(self, x: int, width: int, fill: str, *, empty: bool) -> None:
        """A bar; that of an earlier round is empty, and a line of its colour goes round it."""
        if empty:
            edge = INK if fill == "#ffffff" else fill
            self.parts.append(
                f'<rect x="{x + 1}" y="{self.y + 1}" width="{max(1, width - 2)}" '
                f'height="{BAR - 2}" fill="#ffffff" stroke="{edge}" stroke-width="2"/>'
            )
        else:
            self.box(x, width, fill, edge=fill == "#ffffff")

    def label(self, words: str, *, bold: bool = False) -> None:
        """Words across the whole width, on as many lines as they need."""
        for each in _wrapped(words):
            self.y += LETTER
            self.words(0, self.y - 4, each, bold=bold)
        self.y += 4


def chart(display: Display) -> str:
    """A figure as SVG; empty where nothing is to be drawn."""
    if display.figure.chart == "none" or not display.lines:
        return ""
    drawing = _Drawing()
    if isinstance(display.figure.content, declared.Needs):
        _needs(display, drawing)
    elif display.figure.chart == "stacked":
        _stacked(display, drawing)
    else:
        _grouped(display, drawing)
    return _whole(display, drawing)


def description(display: Display) -> str:
    """What a chart shows, for those who do not see it; the table has the numbers."""
    what = several(len(display.lines), "row", "rows")
    series = [each.name for each in display.series]
    if isinstance(display.figure.content, declared.Needs):
        series = ["need", "need met"]
    kind = "Stacked bar chart" if display.figure.chart == "stacked" else "Bar chart"
    of = f" for {listed(series)}" if len(series) > 1 else ""
    of += f", in {display.rounds[0]} and in {display.rounds[1]}" if display.rounds else ""
    return f"{kind} of {what}{of}.{_range(display)} The table below has all numbers."


def _range(display: Display) -> str:
    """The longest and the shortest bar of the first series."""
    if display.figure.chart == "stacked":
        return ""
    measure = _measure(display)
    found = [
        (exact, line)
        for line in display.lines
        if (exact := _exact(line.cells[0], measure)) is not None
    ]
    if len(found) < 2:
        return ""
    low, high = (pick(found, key=lambda each: each[0]) for pick in (min, max))
    of = f" for {display.series[0].name}" if len(display.series) > 1 else ""
    return (
        f" From {_shown(low[1].cells[0], display)} ({low[1].name}) to "
        f"{_shown(high[1].cells[0], display)} ({high[1].name}){of}."
    )


def _grouped(display: Display, drawing: _Drawing) -> None:
    """A bar for each number, its series before it and the number behind it."""
    named = len(display.series) > 1
    left = NAMES if named else 0
    room = WIDTH - left - NUMBERS
    measure = _measure(display)
    under = ""
    if display.rounds:
        _which(display, drawing)
    for line in display.lines:
        if line.under and line.under != under:
            drawing.label(line.under, bold=True)
        under = line.under
        drawing.label(line.name)
        for number, series in enumerate(display.series):
            if named:
                drawing.words(0, drawing.y + BAR - 6, series.name)
            for cells, empty in _sides(line):
                exact = _exact(cells[number], measure)
                long = 0 if exact is None else _long(exact, display.top, room)
                if long:
                    drawing.bar(left, long, COLOURS[number % len(COLOURS)][0], empty=empty)
                shown = _shown(cells[number], display)
                drawing.words(left + long + 6, drawing.y + BAR - 6, shown, bold=not empty)
                drawing.y += BAR + GAP
        drawing.y += GAP
    _axis(display, drawing, left, room)


def _sides(line: Line) -> list[tuple[tuple[Cell, ...], bool]]:
    """The numbers of a line, those of an earlier round first, and whether they are those."""
    return [*([(line.before, True)] if line.before else []), (line.cells, False)]


def _which(display: Display, drawing: _Drawing) -> None:
    """Which bars are whose round's."""
    for name, empty in zip(display.rounds, (True, False), strict=True):
        drawing.bar(0, NAMES - 16, COLOURS[0][0], empty=empty)
        drawing.words(NAMES, drawing.y + BAR - 6, name)
        drawing.y += BAR + GAP
    drawing.y += GAP


def _named(display: Display, line: Line) -> list[tuple[str, tuple[Cell, ...]]]:
    """The bars of a line with their names: one, or one for each round."""
    if not display.rounds:
        return [(line.name, line.cells)]
    sides = zip(display.rounds, (line.before, line.cells), strict=True)
    return [(f"{line.name}, {name}", cells) for name, cells in sides]


def _stacked(display: Display, drawing: _Drawing) -> None:
    """One bar for each line; every stretch has its letters and its number."""
    letters = _letters([series.name for series in display.series])
    for number, series in enumerate(display.series):
        fill, ink = COLOURS[number % len(COLOURS)]
        drawing.box(0, NAMES - 16, fill, edge=True)
        drawing.words(22, drawing.y + BAR - 6, letters[number], anchor="middle", ink=ink)
        drawing.words(NAMES, drawing.y + BAR - 6, series.name)
        drawing.y += BAR + GAP
    drawing.y += GAP
    for name, cells in (bar for line in display.lines for bar in _named(display, line)):
        numbers = [
            f"{letter} {text(value(cell, 'n', 0), cell, 'n')}"
            for letter, cell in zip(letters, cells, strict=True)
        ]
        drawing.label(f"{name}: {', '.join(numbers)}", bold=True)
        _stretches(cells, letters, drawing)
        drawing.y += BAR + GAP * 2


def _stretches(cells: Sequence[Cell], letters: Sequence[str], drawing: _Drawing) -> None:
    """The stretches of one bar; each ends where its share of the sum so far ends."""
    start, so_far = 0, Fraction(0)
    for number, cell in enumerate(cells):
        if cell.percent is None or not cell.percent:
            continue
        so_far += cell.percent
        end = _long(so_far, Fraction(100), WIDTH - 2)
        fill, ink = COLOURS[number % len(COLOURS)]
        drawing.box(start + 1, max(1, end - start - 2), fill, edge=True)
        words = f"{letters[number]} {text(value(cell, 'n', 0), cell, 'n')}"
        if end - start > 9 * len(words):
            middle = (start + end) // 2
            drawing.words(middle, drawing.y + BAR - 6, words, anchor="middle", ink=ink)
        start = end


def _needs(display: Display, drawing: _Drawing) -> None:
    """For each need a bar as long as it is frequent, filled as far as it was met."""
    room = WIDTH - NUMBERS * 2
    for fill, words in ((COLOURS[0][0], "need met"), (PALE, "need not met")):
        drawing.box(0, NAMES - 16, fill, edge=True)
        drawing.words(NAMES, drawing.y + BAR - 6, words)
        drawing.y += BAR + GAP
    drawing.y += GAP
    for name, cells in (bar for line in display.lines for bar in _named(display, line)):
        drawing.label(name)
        need, met = cells[:2]
        long = 0
        if need.percent is not None:
            long = _long(need.percent, display.top, room)
            drawing.box(0, long, PALE, edge=True)
        if need.percent is not None and met.percent is not None:
            share = need.percent * met.percent / 100
            drawing.box(0, _long(share, display.top, room), COLOURS[0][0], edge=True)
        shown = f"{_shown(need, display)}, met: {_shown(met, display)}"
        drawing.words(long + 6, drawing.y + BAR - 6, shown, bold=True)
        drawing.y += BAR + GAP * 2
    _axis(display, drawing, 0, room)


def _axis(display: Display, drawing: _Drawing, left: int, room: int) -> None:
    """A line under the bars with five marks."""
    y = drawing.y
    unit = "%" if _measure(display) == "percent" else ""
    drawing.parts.append(
        f'<path d="M{left} {y}H{left + room}" stroke="{GRID}" stroke-width="2"/>'
    )
    steps = 4 if display.top % 4 == 0 else int(display.top) or 1
    for step in range(steps + 1):
        x = left + room * step // steps
        at = display.top * step / steps
        anchor = "start" if step == 0 else "middle"
        drawing.words(x, y + LETTER, f"{whole(at)}{unit}", anchor=anchor)
    drawing.y += LETTER + 8


def _whole(display: Display, drawing: _Drawing) -> str:
    own = slug(display.figure.name)
    title = f"{display.figure.name}: {display.figure.title}"
    body = "\n".join(drawing.parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 0 {WIDTH + 2} {drawing.y}" '
        f'width="{WIDTH + 2}" height="{drawing.y}" role="img" '
        f'aria-labelledby="{own}-name {own}-about" font-family="Arial, sans-serif" '
        f'font-size="16">\n<title id="{own}-name">{escape(title)}</title>\n'
        f'<desc id="{own}-about">{escape(description(display))}</desc>\n{body}\n</svg>\n'
    )


def _measure(display: Display) -> Measure:
    shows = {measure for series in display.series for measure in series.shows}
    return "mean" if "mean" in shows else "percent"


def _exact(cell: Cell, measure: Measure) -> Fraction | None:
    return cell.mean if measure == "mean" else cell.percent


def _shown(cell: Cell, display: Display) -> str:
    measure = _measure(display)
    decimals = display.figure.decimals
    words = text(value(cell, measure, decimals), cell, measure)
    if measure == "mean" or _exact(cell, measure) is None:
        return words
    number, _, few = words.partition(" ")
    return f"{number}%{f' {few}' if few else ''}"


def _long(exact: Fraction, top: Fraction, room: int) -> int:
    return max(1, whole(exact * room / top)) if exact else 0


def _letters(names: Sequence[str]) -> list[str]:
    """The initials of names."""
    return ["".join(word[0] for word in name.split()).upper() for name in names]


def _wrapped(words: str) -> Iterable[str]:
    line = ""
    for word in words.split():
        if line and len(line) + 1 + len(word) > ROOM:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line
