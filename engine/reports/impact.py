"""Whose ratings an edited framework would change, as text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from itertools import groupby
from typing import TYPE_CHECKING

from engine.diagnostics.colour import BOLD
from engine.diagnostics.colour import painted
from engine.diagnostics.text import shown
from engine.diagnostics.words import listed
from engine.reports.diff_words import given
from engine.reports.layout import MADE_UP
from engine.reports.layout import Cell
from engine.reports.layout import wrapped
from engine.reports.remarks import carried
from engine.rounds.changes import UNSETTLED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.frameworks.model import Vocabulary
    from engine.rounds.changes import Cause
    from engine.rounds.changes import Change
    from engine.rounds.changes import Standing
    from engine.rounds.impact import Impact
    from engine.rounds.impact import Move

SHOWN = 30
"""How many providers are listed, or kinds of them; the other forms have them all."""

NAMED = 3
"""How many of each kind are named."""

WITHOUT = ("not rated", "cannot be computed", UNSETTLED)
"""What may stand where a rating would."""


def as_text(found: Impact, *, color: bool = False) -> str:
    """How many ratings there are before and after, and each that would be another."""
    made_up = [MADE_UP] if found.synthetic else []
    paint = BOLD if color else ""
    parts = [
        [*_head(found), *made_up],
        [line for level in _levels(found) for line in _level(found, level)],
        *([*_counts(found, level)] for level in _levels(found)[:1]),
        *_providers(found, paint),
        [line for words in _remarks(found) for line in wrapped(words)],
        made_up,
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def rating(standing: Standing, level: str, vocabulary: Vocabulary) -> str:
    """A rating by its name, those that it may still be, or why there is none."""
    names = [
        _name(grade, level, vocabulary) for grade in standing.possible or (standing.rating,)
    ]
    return listed(names, "or") if standing.possible or standing.rating else standing.instead


def _head(found: Impact) -> Iterator[str]:
    yield from wrapped(found.title or f"Round {found.round}")
    for words, framework in (("Before", found.before), ("After", found.after)):
        where = shown(str(framework.folder))
        yield from wrapped(f"{words}: {framework.vocabulary.title} ({where})")


def _levels(found: Impact) -> list[str]:
    """The levels that are rated, the highest first."""
    rated = {move.level for move in found.moves}
    levels = reversed(found.after.vocabulary.levels)
    return [level.id for level in levels if level.id in rated]


def _level(found: Impact, level: str) -> Iterator[str]:
    """How many ratings of a level would be others, and how many of those cannot be told."""
    moves = [move for move in found.moves if move.level == level]
    total = sum(move.number for move in moves)
    unsure = sum(m.number for m in moves if m.before != m.after == UNSETTLED)
    other = sum(m.number for m in moves if m.before != m.after) - unsure
    plural = found.after.vocabulary.level_by_id[level].plural
    words = f"{plural}: {other:,} of {total:,} ratings would be others"
    yield from wrapped(f"{words}, {unsure:,} could not be told" if unsure else words)


def _counts(found: Impact, level: str) -> Iterator[str]:
    """How many have each rating before and after, and how many of each type."""
    moves = [move for move in found.moves if move.level == level]
    plural = found.after.vocabulary.level_by_id[level].plural
    yield _row("", "before", "after", "")
    yield from _count(found, level, f"all {plural}", moves)
    types = found.before.vocabulary.provider_types
    for each in types if len(types) > 1 else ():
        own = [move for move in moves if move.type == each.id]
        if own:
            yield from _count(found, level, each.name, own)


def _count(found: Impact, level: str, heading: str, moves: Sequence[Move]) -> Iterator[str]:
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for move in moves:
        before[move.before] += move.number
        after[move.after] += move.number
    yield heading
    grades = {
        grade.id: grade.name
        for vocabulary in (found.after.vocabulary, found.before.vocabulary)
        if (scale := vocabulary.scale_of(level)) is not None
        for grade in reversed(scale.grades)
    }
    for label in (*grades, *WITHOUT):
        if before[label] or after[label] or label in grades:
            change = after[label] - before[label]
            words = f"  {grades.get(label, label)}"
            yield _row(
                words,
                f"{before[label]:,}",
                f"{after[label]:,}",
                f"{change:+,}" if change else "",
            )


def _row(words: str, before: str, after: str, change: str) -> str:
    cells = [
        Cell(words, 40),
        *(Cell(n, 10, to_the_right=True) for n in (before, after, change)),
    ]
    return "".join(cell.drawn(color=False) for cell in cells).rstrip()


def _providers(found: Impact, paint: str) -> Iterator[list[str]]:
    """The changes of each provider; of many, of one of each kind, and how many there are."""
    few: list[list[Change]] = []
    kinds: dict[object, _Alike] = {}
    for provider, changes in groupby(found.changes, lambda change: change.provider):
        own = [*changes]
        if len(few) <= SHOWN:
            few.append(own)
        kinds.setdefault(tuple(map(_kind, own)), _Alike(own)).add(provider)
    if len(few) <= SHOWN:
        for own in few:
            yield [*_provider(found, _called(own[0]), own, paint)]
        return
    often = sorted(kinds.values(), key=lambda kind: -kind.number)
    for kind in often[:SHOWN]:
        yield [*_provider(found, kind.words, kind.changes, paint)]
    if len(often) > SHOWN:
        rest = sum(kind.number for kind in often[SHOWN:])
        yield [f"and {rest:,} more, whom --format csv and json list"]


@dataclass
class _Alike:
    """Providers whose ratings change in the same way, by the same lines."""

    changes: Sequence[Change]
    number: int = 0
    names: list[str] = field(default_factory=list)

    def add(self, provider: str) -> None:
        """One more of them."""
        self.number += 1
        if len(self.names) < NAMED:
            self.names.append(provider)

    @property
    def words(self) -> str:
        """How many they are, and who some of them are."""
        kind = f" {self.changes[0].type}" if self.changes[0].type else ""
        more = ", such as " if self.number > len(self.names) else ": "
        return f"{self.number:,}{kind}{more}{listed(self.names)}"


def _kind(change: Change) -> tuple[object, ...]:
    """What makes two changes alike, whoever is rated."""
    sides = (change.cause.before, change.cause.after)
    lines = (None if side.line is None else side.line.place.line for side in sides)
    other = change.cause.provider != change.provider
    what = (change.level, change.item, change.before, change.after)
    return (change.type, *what, other, change.cause.item, *lines)


def _called(change: Change) -> str:
    """A provider by its name, its id and its type."""
    kind = f" ({change.type})" if change.type else ""
    called = (
        change.name if change.name == change.provider else f"{change.name} ({change.provider})"
    )
    return f"{called}{kind}"


def _provider(
    found: Impact, whose: str, changes: Sequence[Change], paint: str
) -> Iterator[str]:
    first = changes[0]
    own = f": {_change(found, first)}" if not first.item else ""
    yield from (painted(line, paint) for line in wrapped(f"{whose}{own}"))
    told: set[tuple[str, str]] = set()
    for change in changes:
        if change.item:
            head = f"{change.level} {change.item}: {_change(found, change)}"
            yield from wrapped(head, "  ")
        if _whose(change.cause) == (change.provider, change.item):
            yield from _cause(change.cause, "    ")
            told.add(_whose(change.cause))
    for cause in (change.cause for change in changes):
        if _whose(cause) not in told:
            told.add(_whose(cause))
            other = cause.provider if cause.provider != first.provider else ""
            item = f"{cause.level} {cause.item}" if cause.item else ""
            what = ", ".join(part for part in (other, item) if part)
            yield from wrapped(f"because of {what}", "  ")
            yield from _cause(cause, "    ")


def _whose(cause: Cause) -> tuple[str, str]:
    return cause.provider, cause.item


def _change(found: Impact, change: Change) -> str:
    before = rating(change.before, change.level, found.before.vocabulary)
    return f"{before} -> {rating(change.after, change.level, found.after.vocabulary)}"


def _cause(cause: Cause, indent: str) -> Iterator[str]:
    """The lines that set the two ratings apart."""
    for words, side in (("before", cause.before), ("after", cause.after)):
        if side.line is not None or side.saw:
            said = given(side) if side.line is not None else side.saw
            yield from wrapped(f"{words}: {said}", indent)


def _remarks(found: Impact) -> Iterator[str]:
    yield from (f"Assumed: {a.input} is {a.value}: {a.because}" for a in found.assumptions)
    if found.carried is not None:
        yield from carried(found.carried)


def _name(grade: str | None, level: str, vocabulary: Vocabulary) -> str:
    scale = vocabulary.scale_of(level)
    if grade is None or scale is None:
        return "not rated"
    return scale.grade(grade).name
