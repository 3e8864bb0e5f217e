"""Two rounds compared, as text: who changed, by how much, and who is near a boundary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.diagnostics.colour import BOLD
from engine.diagnostics.colour import painted
from engine.diagnostics.words import exact
from engine.diagnostics.words import hundredths
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.diagnostics.words import shortened
from engine.diagnostics.words import signed
from engine.diagnostics.words import whole
from engine.reports import grades
from engine.reports.layout import MADE_UP
from engine.reports.layout import WIDTH
from engine.reports.layout import Cell
from engine.reports.layout import cut
from engine.reports.layout import packed
from engine.reports.layout import width
from engine.reports.layout import wrapped
from engine.rounds.comparison.comparison import in_order
from engine.rounds.comparison.comparison import score_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.frameworks.model import Vocabulary
    from engine.rounds.comparison.comparison import Compared
    from engine.rounds.comparison.comparison import Direction
    from engine.rounds.comparison.comparison import Line
    from engine.rounds.comparison.comparison import RoundsCompared
    from engine.rounds.comparison.nearness import Nearness
    from engine.rounds.results import Result

ARROW = "->"
LEAST_NAME = 14
LONGEST_NAME = 48

DIVIDED = ("Performance", "Framework", "Not divided")
"""The heads of the parts that a change in score is divided into."""


CROSSED: dict[Direction, str] = {"up": "Up", "down": "Down", "other": "Not comparable"}
"""How those are announced whose rating is another."""

COUNTED: dict[Direction, str] = {
    "up": "higher",
    "down": "lower",
    "same": "the same",
    "other": "not comparable",
}
"""How they are counted."""


def as_text(
    found: RoundsCompared,
    within: Fraction,
    *,
    items: bool = False,
    color: bool = False,
) -> str:
    """What changed from one round to the other.

    ``within`` is how many points of a boundary count as near; ``items`` asks for every
    item of every provider.
    """
    page = _Page(found, within, color=color)
    made_up = [MADE_UP] if found.synthetic else []
    chosen = in_order(found.providers)
    parts = [
        [*_head(found), *made_up],
        *page.tables(chosen),
        *(page.items(each) for each in chosen if items),
        page.crossed(chosen),
        page.near(chosen),
        *([] if items else [page.below(chosen)]),
        *page.once(),
        [*page.legend(), *(line for words in page.remarks() for line in wrapped(words))],
        [*page.count(chosen), *made_up],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _head(found: RoundsCompared) -> Iterator[str]:
    for words, ratings in (("From", found.before), ("To", found.after)):
        title = ratings.title or f"Round {ratings.round}"
        yield from wrapped(f"{words}: {title} ({ratings.framework})")


@dataclass(frozen=True)
class _Table:
    """Rows of words under heads; the columns after ``left`` stand to the right."""

    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]
    left: int
    bold: bool

    def lines(self) -> list[str]:
        """The table, its first column as wide as there is room."""
        kept = [n for n, head in enumerate(self.heads) if n == 0 or self._used(n)]
        rooms = {n: max(width(row[n]) for row in (self.heads, *self.rows)) for n in kept}
        others = sum(rooms[n] for n in kept if n)
        gap = 2 if others + 2 * len(kept) + LEAST_NAME <= WIDTH else 1
        left = WIDTH - others - gap * (len(kept) - 1)
        rooms[0] = min(rooms[0], LONGEST_NAME, max(LEAST_NAME, left))
        return [self._line(row, rooms, " " * gap) for row in (self.heads, *self.rows)]

    def _used(self, column: int) -> bool:
        return any(row[column] for row in self.rows)

    def _line(self, row: tuple[str, ...], rooms: Mapping[int, int], gap: str) -> str:
        cells = (Cell(row[n], rooms[n], to_the_right=n > self.left) for n in sorted(rooms))
        line = gap.join(cell.drawn(color=False) for cell in cells).rstrip()
        return painted(line, BOLD) if self.bold and row is self.heads else line


@dataclass(frozen=True)
class _Page:
    """What is shown of two rounds."""

    found: RoundsCompared
    within: Fraction
    color: bool

    @property
    def vocabularies(self) -> tuple[Vocabulary, Vocabulary]:
        """Those of the two frameworks."""
        own, other = self.found.frameworks
        return own.vocabulary, other.vocabulary

    def tables(self, chosen: Sequence[Compared]) -> Iterator[list[str]]:
        """A table for the providers, and one for each level above them."""
        for level in self.vocabularies[1].levels:
            rows = [each for each in chosen if each.after.level == level.id]
            rated = [each for each in rows if each.whole is not None]
            if rated:
                yield self._table(level.id.capitalize(), rated)

    def _table(self, head: str, rows: Sequence[Compared]) -> list[str]:
        names = _names(rows)
        made = [
            (names[each.after.id], each.after.type or "", *self._line(each.whole))
            for each in rows
            if each.whole is not None
        ]
        heads = (head, "Type", "From", "To", "Change", *DIVIDED)
        return _Table(heads, made, 3, self.color).lines()

    def items(self, each: Compared) -> list[str]:
        """Everything that was rated of a provider in both rounds, a row each."""
        rows = [
            (f"{line.after} {line.name}".strip(), old, new, _percent(line), *parts)
            for line in each.lines
            if line.after
            for old, new, *parts in [self._line(line)]
        ]
        heads = ("Item", "From", "To", "In %", "Points", *DIVIDED)
        table = _Table(heads, rows, 2, self.color).lines() if rows else ["nothing to compare"]
        return [*wrapped(f"{_named(each)}, item by item"), *table]

    def _line(self, line: Line) -> tuple[str, ...]:
        ends = self._short(line.old, 0), self._short(line.new, 1)
        return (*ends, signed(line.score), *_parts(line))

    def _short(self, result: Result, side: int) -> str:
        """A rating by its letter, and the number that it is made from."""
        scale = self.vocabularies[side].scale_of(result.level)
        words = [] if scale is None else [grades.short(result, scale)]
        score = score_of(result)
        if result.percentage is not None:
            words.append(f"{whole(result.percentage)} %")
        elif score is not None and result.score_of is not None:
            words.append(exact(score))
        return " ".join(words)

    def crossed(self, chosen: Sequence[Compared]) -> list[str]:
        """Who is rated differently as a whole."""
        lines = [
            line
            for way, words in CROSSED.items()
            for each in chosen
            if each.whole is not None and each.whole.crossed and each.whole.direction == way
            for line in wrapped(f"{words}: {self._move(each, each.whole)}", "  ")
        ]
        return ["Crossed a boundary", *lines] if lines else []

    def _move(self, each: Compared, line: Line) -> str:
        old, new = self._words(line.old, 0), self._words(line.new, 1)
        return f"{_named(each)}: {old} {ARROW} {new}"

    def _words(self, result: Result, side: int) -> str:
        return grades.in_words(result, grades.scale_of(self.vocabularies[side], result.level))

    def near(self, chosen: Sequence[Compared]) -> list[str]:
        """Who is so near a boundary now that a few points would matter."""
        lines = [
            line
            for each in chosen
            if (place := each.near(self.within)) is not None
            for line in wrapped(f"{_named(each)}: {self._near(each, place)}", "  ")
        ]
        points = several_points(self.within)
        return [f"Within {points} of a boundary", *lines] if lines else []

    def _near(self, each: Compared, place: Nearness) -> str:
        scale = grades.scale_of(self.vocabularies[1], each.after.level)
        told = []
        if place.can_rise(self.within) and place.next is not None and place.short is not None:
            name = scale.grade(place.next.grade).name
            told.append(f"{several_points(place.short)} short of {name}")
        if place.can_fall(self.within) and place.spare is not None:
            name = scale.grade(place.below).name
            spare = "nothing" if not place.spare else several_points(place.spare)
            told.append(f"{spare} to spare before {name}")
        return f"{exact(place.value)}, {listed(told)}"

    def below(self, chosen: Sequence[Compared]) -> list[str]:
        """The ratings directly below the providers' that are others."""
        lines: list[str] = []
        for each in chosen:
            own = {child.id for child in each.after.children}
            moved = [x for x in each.lines if x.after in own and x.crossed]
            if moved:
                told = [f"{m.after} {self._arrow(m)}" for m in moved]
                told = [*(f"{words}," for words in told[:-1]), told[-1]]
                lines += packed(told, f"  {_named(each)}: ", "    ", " ")
        return ["Changed below", *lines] if lines else []

    def _arrow(self, line: Line) -> str:
        scales = (
            grades.scale_of(self.vocabularies[0], line.old.level),
            grades.scale_of(self.vocabularies[1], line.new.level),
        )
        old, new = grades.short(line.old, scales[0]), grades.short(line.new, scales[1])
        return f"{old} {ARROW} {new}"

    def once(self) -> Iterator[list[str]]:
        """Who was inspected in one of the rounds only."""
        for words, results, side in (
            ("first", self.found.only_before, 0),
            ("second", self.found.only_after, 1),
        ):
            if results:
                named = [f"{called(r)} ({self._short(r, side)})" for r in results]
                yield wrapped(f"Only in the {words} round: {shortened(named)}")

    def legend(self) -> list[str]:
        """What the letters mean."""
        scales = (v.scale_of(v.provider_level.id) for v in self.vocabularies)
        legends = dict.fromkeys(tuple(grades.legend(s)) for s in scales if s is not None)
        return [line for legend in legends for line in packed(legend)]

    def remarks(self) -> Iterator[str]:
        """What is assumed, and what the division does not reach."""
        for assumption in dict.fromkeys(
            (*self.found.before.assumptions, *self.found.after.assumptions)
        ):
            yield f"Assumed: {assumption.input} is {assumption.value}: {assumption.because}"
        if self.found.carried is None:
            return
        own, other = (each.vocabulary.id for each in self.found.frameworks)
        yield (
            "Performance is the change between the rounds under one framework, Framework "
            "the change between the frameworks for one round; each is the mean over both."
        )
        if own == other:
            yield f"The rounds are rated under two copies of {own}."
        yield from self._uncarried()

    def _uncarried(self) -> Iterator[str]:
        """What no crosswalk carries, and which ratings are not divided for that."""
        rest = Counter(
            part.after or part.before
            for each in self.found.providers
            if each.whole is not None and each.whole.division is not None
            for part in each.whole.division.undivided
            if part.after or part.before
        )
        if rest:
            items = listed([*rest])
            yield f"Not divided is what {items} changed, resting on what cannot be compared."
        reasons: dict[str, dict[str, None]] = {}
        for carried in self.found.carried or ():
            for lost in (*carried.not_carried, *carried.left_behind):
                reasons.setdefault(lost.because, {})[lost.item] = None
        for because, lost_items in reasons.items():
            yield f"Not comparable: {listed([*lost_items])}: {because}".removesuffix(": ")

    def count(self, chosen: Sequence[Compared]) -> Iterator[str]:
        """How many are rated higher, lower and the same, level by level."""
        vocabulary = self.vocabularies[1]
        for level in (vocabulary.provider_level, *vocabulary.levels_above):
            own = [each for each in chosen if each.after.level == level.id]
            ways = Counter(each.whole.direction for each in own if each.whole is not None)
            told = [f"{ways[way]:,} {words}" for way, words in COUNTED.items() if ways[way]]
            number = several(len(own), level.id, level.plural)
            if own or not (chosen or level.pools):
                said = f"{number} in both rounds: {listed(told) or 'nothing rated'}."
                yield from wrapped(said)
        if not self.found.changed:
            yield "Nothing changed."


def several_points(points: Fraction) -> str:
    """So many points, in words."""
    return f"{exact(points)} {'point' if points == 1 else 'points'}"


def _parts(line: Line) -> tuple[str, str, str]:
    division = line.division
    if division is None:
        return "", "", ""
    rest = signed(division.rest) if division.undivided else ""
    return signed(division.performance), signed(division.framework), rest


def _percent(line: Line) -> str:
    """By how much the percentage changed, to two decimals."""
    change = line.percentage
    if change is None:
        return ""
    sign = {-1: "-", 0: "", 1: "+"}[(change > 0) - (change < 0)]
    return f"{sign}{hundredths(abs(change))}"


def _names(providers: Sequence[Compared]) -> dict[str, str]:
    """The providers' names, or their ids where several would look the same."""
    looks = {p.after.id: (cut(p.after.name, LEAST_NAME), p.after.type) for p in providers}
    often = Counter(looks.values())
    return {
        p.after.id: p.after.name if often[looks[p.after.id]] == 1 else p.after.id
        for p in providers
    }


def _named(each: Compared) -> str:
    """A provider by its name now; one that was called otherwise, by both."""
    now = called(each.after)
    return now if each.before.id == each.after.id else f"{now} (was {called(each.before)})"


def called(result: Result) -> str:
    """A provider by its name and its type."""
    return f"{result.name} {result.type or ''}".strip()
