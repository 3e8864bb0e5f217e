"""A report beside that of an earlier round: both numbers, the change, and what made it.

Changes are made from what the two reports print, so that nothing that either withholds
can be worked out from a change.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.assurance.figures import figure as declared
from engine.reports.compare import COUNTED
from engine.reports.summary.change import changed
from engine.reports.summary.change import having
from engine.reports.summary.display import RATING
from engine.reports.summary.display import SCORE
from engine.reports.summary.display import display
from engine.reports.summary.display import heading
from engine.reports.summary.division import Whose
from engine.reports.summary.numbers import NOT_COMPARABLE
from engine.reports.summary.numbers import Cell
from engine.reports.summary.numbers import Change
from engine.reports.summary.numbers import Count
from engine.reports.summary.numbers import Line
from engine.reports.summary.numbers import Population

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.assurance.figures.figure import Figure
    from engine.reports.summary.display import Sources
    from engine.reports.summary.division import Divider
    from engine.reports.summary.division import Parts
    from engine.reports.summary.numbers import Display
    from engine.reports.summary.numbers import Measure
    from engine.reports.summary.numbers import Series
    from engine.rounds.comparison.comparison import Compared

NOTHING = Cell(state="nothing")

Single: TypeAlias = "tuple[tuple[str, ...], Mapping[str, tuple[Cell, ...]]]"
"""The providers of a round, and for each line the numbers of one after the other."""


@dataclass(frozen=True)
class Rounds:
    """What changes are divided by: who is who, and the numbers of every provider.

    ``providers`` are the two rounds, counted provider by provider; None where the counts of
    single providers must not be told.
    """

    names: tuple[str, str]
    divider: Divider
    providers: tuple[Sources, Sources] | None = None

    def level_of(self, item: str) -> str:
        """The level of an item of the later framework."""
        return self.divider.found.frameworks[1].vocabulary.item_by_id[item].level


def beside(
    now: Display, before: Display | None, lost: Sequence[str], same: Sources, rounds: Rounds
) -> Display:
    """A figure with what was there before; ``lost`` says why something is not.

    ``before`` is the figure of the earlier round as far as it can be compared, and ``same``
    what the later one was made from.
    """
    if now.why_not:
        if before is None or before.why_not:
            return now
        now = replace(before, figure=now.figure, lines=(), population=_none(now))
    made = replace(now, rounds=rounds.names, lost=tuple(lost))
    if isinstance(now.figure.content, declared.Providers):
        whose = None if before is None else before.population
        return replace(made, lines=tuple(_providers(now, before, rounds)), people=whose)
    if before is None:
        return replace(made, lines=tuple(_alone(line) for line in now.lines))
    known = {line.id for line in display(before.figure, same).lines}
    series = (*now.series, *(s for s in before.series if s not in now.series))
    now, before = _filled(now, series), _filled(before, series)
    maker = _Maker(before.figure, series, rounds)
    lines = maker.lines(now.lines, before.lines, known)
    whose = _none(before) if before.why_not else before.population
    return replace(made, series=series, lines=tuple(lines), people=whose)


def _none(made: Display) -> Population:
    """Why a figure of one of the rounds counts nobody."""
    return Population(words=made.why_not.rstrip("."))


@dataclass(frozen=True)
class _Maker:
    """Lines of a figure, as they are and as they were."""

    figure: Figure
    series: tuple[Series, ...]
    rounds: Rounds

    def lines(
        self, now: Sequence[Line], before: Sequence[Line], known: Container[str]
    ) -> Iterator[Line]:
        """Each line with what it was; those that are only in one of the rounds too."""
        was = {line.id: line.cells for line in before}
        nothing = (NOTHING,) * len(self.series)
        for line in _together(now, before, nothing):
            if line.id in was or line.id in known:
                yield self._line(line, was.get(line.id, nothing))
            else:
                yield _alone(line)

    def _line(self, line: Line, was: tuple[Cell, ...]) -> Line:
        changes = tuple(
            self._change(line, place, *cells)
            for place, cells in enumerate(zip(was, line.cells, strict=True))
        )
        return replace(line, before=was, changes=changes)

    def _change(self, line: Line, place: int, before: Cell, after: Cell) -> Change:
        found = changed(before, after)
        if found.state != "shown":
            return found
        found = replace(found, of=self._of)
        return replace(found, parts=self._parts(line, place, found))

    def _parts(self, line: Line, place: int, found: Change) -> Parts:
        """What a change is made of, as far as that is known."""
        content, units, divider = self.figure.content, self.figure.units, self.rounds.divider
        if isinstance(content, declared.Ratings) and found.n is not None:
            unit = next(each for each in units if (each or "") == line.id)
            whose = Whose(content.level, content.items, unit)
            return divider.ratings(
                whose, Fraction(found.n), having(self.series[place].id or None)
            )
        if isinstance(content, declared.Scores) and found.mean is not None:
            level = self.rounds.level_of(line.id)
            return divider.means(Whose(level, (line.id,), units[place]), found.mean)
        if found.percent is None or self._providers is None:
            return ()
        each, number = divmod(place, self._each)
        before, after = (
            {name: cells[line.id][n * self._each + number] for n, name in enumerate(names)}
            for names, cells in self._providers
        )
        return divider.shares(units[each], found.percent, before, after)

    @property
    def _of(self) -> Measure:
        """Which number of several is divided."""
        match self.figure.content:
            case declared.Ratings():
                return "n"
            case declared.Scores():
                return "mean"
        return "percent"

    @property
    def _each(self) -> int:
        """How many numbers a line has for each type."""
        return len(self.series) // len(self.figure.units)

    @cached_property
    def _providers(self) -> tuple[Single, Single] | None:
        """The lines with a number for each provider instead of each type."""
        if self.rounds.providers is None:
            return None
        before, after = map(self._single, self.rounds.providers)
        return before, after

    def _single(self, sources: Sources) -> Single:
        names = tuple(result.id for result in sources.ratings.results)
        made = display(replace(self.figure, units=names), sources)
        return names, {line.id: line.cells for line in made.lines}


def _together(
    now: Sequence[Line], before: Sequence[Line], nothing: tuple[Cell, ...]
) -> list[Line]:
    """The lines that there are, and behind their like those that there were."""
    lines = list(now)
    for line in before:
        if line.id not in {each.id for each in lines}:
            places = [n for n, each in enumerate(lines, 1) if each.under == line.under]
            lines.insert(max(places, default=len(lines)), replace(line, cells=nothing))
    return lines


def _alone(line: Line) -> Line:
    """A line that nothing can be compared with."""
    return replace(line, before=(NOT_COMPARABLE,) * len(line.cells))


def _filled(made: Display, series: tuple[Series, ...]) -> Display:
    """A figure with all series of two: nobody has a rating that only the other round gave."""
    places = {each.id: place for place, each in enumerate(made.series)}
    lines = tuple(
        replace(
            line,
            cells=tuple(
                line.cells[places[each.id]]
                if each.id in places
                else replace(line.cells[0], part=Count(0))
                for each in series
            ),
        )
        for line in made.lines
    )
    return replace(made, series=series, lines=lines)


def _providers(now: Display, before: Display | None, rounds: Rounds) -> Iterator[Line]:
    """Every provider as it was and as it is; below them those who were inspected before."""
    was = {} if before is None else {line.id: line for line in before.lines}
    pairs: dict[str, list[Compared]] = {}
    for each in rounds.divider.found.providers:
        if each.before.id in was:
            pairs.setdefault(each.after.id, []).append(each)
    for line in now.lines:
        for pair in pairs.get(line.id, ()):
            old = was[pair.before.id]
            name = line.name if old.name == line.name else f"{line.name} (was {old.name})"
            changes = tuple(_moved(pair, each.id) for each in now.series)
            changes = changes if any(each.words != "" for each in changes) else ()
            yield replace(line, name=name, before=old.cells, changes=changes)
        if line.id not in pairs:
            yield line
    met = {each.before.id for own in pairs.values() for each in own}
    for line in was.values():
        if line.id not in met:
            yield replace(line, cells=(), before=line.cells)


def _moved(pair: Compared, column: str) -> Change:
    """What became of one column of a provider, in words."""
    whole = pair.whole
    if whole is not None and column == SCORE:
        found = Change(words="" if whole.score is None else whole.score, of="words")
        parts = whole.division
        if parts is None or parts.performance is None or parts.framework is None:
            return found
        rest: Parts = (("undivided", parts.rest),) if parts.undivided else ()
        known: Parts = (("performance", parts.performance), ("framework", parts.framework))
        return replace(found, parts=(*known, *rest))
    if whole is not None and column == RATING:
        return Change(words=COUNTED[whole.direction], of="words")
    line = next((x for x in pair.lines if heading(x.after, x.name) == column), None)
    if line is None or not line.after:
        return Change(of="words")
    words = COUNTED[line.direction] if line.steps is None else Fraction(line.steps)
    return Change(words=words, of="words")
