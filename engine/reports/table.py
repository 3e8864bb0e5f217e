"""The ratings table: a line per provider, a column per item, highest score first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from engine.diagnostics.colour import BOLD
from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.reports import grades
from engine.reports.columns import Column
from engine.reports.columns import columns
from engine.reports.columns import families
from engine.reports.columns import grouped
from engine.reports.layout import MADE_UP
from engine.reports.layout import WIDTH
from engine.reports.layout import Cell
from engine.reports.layout import cut
from engine.reports.layout import packed
from engine.reports.layout import width
from engine.reports.layout import wrapped
from engine.reports.remarks import marks
from engine.reports.remarks import remarks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.frameworks.model import Level
    from engine.frameworks.model import Scale
    from engine.frameworks.model import Vocabulary
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result

NAME = 20
"""The room for a provider's name below which columns are headed by letters."""

DASH = "\N{EN DASH}"
"""What stands between the lowest and the highest score that are still possible."""

LEAST_NAME = 14
LONGEST_NAME = 48
LONGEST_OVERALL = 24


@dataclass(frozen=True)
class Page:
    """What a table shows, and the room that each of its columns has; 0 leaves one out.

    ``level`` is that of its results, ``levels`` those of all results by their ids.
    """

    vocabulary: Vocabulary
    level: Level
    levels: Mapping[str, str]
    results: Sequence[Result]
    marks: Mapping[str, str]
    columns: Sequence[Column]
    name: int
    type: int
    overall: int
    score: int
    members: int
    color: bool

    @property
    def scale(self) -> Scale | None:
        """The scale of the rating as a whole, if there is one."""
        return self.vocabulary.scale_of(self.level.id)

    @property
    def rooms(self) -> tuple[int, ...]:
        """The room of everything before the columns."""
        return (self.name, self.type, self.overall, self.score, self.members)

    @cached_property
    def alike(self) -> frozenset[tuple[str, str]]:
        """What more than one provider would be called, as far as names and types are shown."""
        called = Counter(map(self._called, self.results))
        return frozenset(words for words, times in called.items() if times > 1)

    def name_of(self, result: Result) -> str:
        """A provider's name, or its id where others would look the same."""
        return result.id if self._called(result) in self.alike else result.name

    def _called(self, result: Result) -> tuple[str, str]:
        return cut(result.name, self.name), (result.type or "") if self.type else ""


def table(ratings: Ratings, vocabulary: Vocabulary, *, color: bool = False) -> str:
    """The whole table as text, with what its letters and marks mean."""
    pages = _pages(ratings, vocabulary, color=color)
    made_up = [MADE_UP] if ratings.synthetic else []
    parts = [
        [*_title(ratings), *made_up],
        *(
            [*_heads(part), *(_line(result, part) for result in part.results)]
            for page in pages
            for part in _divided(page)
        ),
        [*_legend(pages)],
        remarks(ratings, pages[0].marks, vocabulary),
        [*(line for page in pages for line in _count(page)), *made_up],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def in_order(results: Iterable[Result], vocabulary: Vocabulary) -> list[Result]:
    """By score, then by rating, the highest first, then by name."""

    def position(result: Result) -> tuple[bool, Fraction | int, int, str, str]:
        scale = vocabulary.scale_of(result.level)
        rank = -1 if result.rating is None or scale is None else scale.rank(result.rating)
        least = 0 if result.score_if_rated is None else result.score_if_rated[0]
        score = least if result.score is None else result.score
        known = result.score is not None or result.score_if_rated is not None
        return (not known, -score, -rank, result.name.casefold(), result.id)

    return sorted(results, key=position)


def _pages(ratings: Ratings, vocabulary: Vocabulary, *, color: bool) -> list[Page]:
    """A page for the providers, and one for each level above them that the round has."""
    providers = _page(ratings, vocabulary.provider_level, vocabulary, color=color)
    pages = [replace(providers, columns=_own(providers.columns, providers.results))]
    for level in vocabulary.levels_above:
        # The same heads as above, and the same letters where ids are too long.
        results = [result for result in ratings.results if result.level == level.id]
        found = pages[0].columns
        if level.pools == "ratings":
            found = _own(providers.columns, results)
        page = _page(ratings, level, vocabulary, found, color=color)
        pages += [page] if page.results else []
    return pages


def _own(found: Sequence[Column], results: Iterable[Result]) -> list[Column]:
    """The columns of items that some of these have."""
    there = {child.id for result in results for child in result.children}
    return [column for column in found if column.item in there]


def _page(
    ratings: Ratings,
    level: Level,
    vocabulary: Vocabulary,
    found: Sequence[Column] | None = None,
    *,
    color: bool,
) -> Page:
    results = in_order((r for r in ratings.results if r.level == level.id), vocabulary)
    scale = vocabulary.scale_of(level.id)
    marked = marks(ratings.results)
    levels = {result.id: result.level for result in ratings.results}
    kind = _room("Type", (r.type or "" for r in results))
    overall = 0
    if scale is not None:
        overall = _room("Overall", (grades.in_words(r, scale) for r in results))
    overall = min(overall, LONGEST_OVERALL)
    score = _room("Score", (_score(r, marked) for r in results))
    members = _room("Made of", (_made_of(r, levels, vocabulary) for r in results))
    free = WIDTH - sum(room + 1 for room in (kind, overall, score, members) if room)
    if found is None:
        found = columns(ratings.results, vocabulary, free - NAME)
    longest = min(LONGEST_NAME, max((width(r.name) for r in results), default=0))
    name = min(longest, max(LEAST_NAME, free - _taken(found, vocabulary)))
    name = max(name, len(level.id))
    return Page(
        vocabulary,
        level,
        levels,
        results,
        marked,
        found,
        name,
        kind,
        overall,
        score,
        members,
        color,
    )


def _made_of(result: Result, levels: Mapping[str, str], vocabulary: Vocabulary) -> str:
    """How many of what something was made of."""
    counted = Counter(levels[member] for member in result.members)
    parts = [(vocabulary.level_by_id[level], number) for level, number in counted.items()]
    return listed([several(number, level.id, level.plural) for level, number in parts])


def _divided(page: Page) -> Iterator[Page]:
    """The page, or where its columns are too many for a line, one page below another."""
    start = [room for room in page.rooms if room]
    free = WIDTH - sum(room + 1 for room in start)
    fitting = list(page.columns)
    while len(fitting) > 1 and _taken(fitting, page.vocabulary) - 1 > free:
        fitting.pop()
    yield replace(page, columns=fitting)
    rest = page.columns[len(fitting) :]
    if rest:
        yield from _divided(replace(page, columns=rest, type=0, overall=0, score=0, members=0))


def _room(head: str, cells: Iterable[str]) -> int:
    widest = max(map(width, cells), default=0)
    return max(len(head), widest) if widest else 0


def _taken(found: Sequence[Column], vocabulary: Vocabulary) -> int:
    gaps = max(0, len(grouped(found)) - 1)
    return gaps + sum(_wide(column, vocabulary) + 1 for column in found)


def _wide(column: Column, vocabulary: Vocabulary) -> int:
    letters = grades.letters(grades.scale_of(vocabulary, column.level)).values()
    return max(width(column.head), *map(len, letters))


def _title(ratings: Ratings) -> list[str]:
    title = ratings.title or f"Round {ratings.round}"
    under = ratings.framework_title or ratings.framework
    return [*wrapped(title), *wrapped(f"Rated under: {under}")]


def _heads(page: Page) -> list[str]:
    start = [
        Cell(page.level.id.capitalize(), page.name, BOLD),
        Cell("Type", page.type, BOLD),
        Cell("Overall", page.overall, BOLD),
        Cell("Score", page.score, BOLD, to_the_right=True),
        Cell("Made of", page.members, BOLD),
    ]
    heads = [_cell(c.head, BOLD, c, page) for c in page.columns]
    lines = [_drawn(start, heads, page)]
    if any(c.prefix for c in page.columns):
        lines.insert(0, _prefixes(page))
    return lines


def _prefixes(page: Page) -> str:
    """What the heads leave out, above the first of the columns that share it."""
    spaces = [Cell("", room) for room in page.rooms]
    firsts = {members[0].item for members in grouped(page.columns)}
    words = [c.prefix if c.item in firsts else "" for c in page.columns]
    heads = [_cell(w, BOLD, c, page) for w, c in zip(words, page.columns, strict=True)]
    return _drawn(spaces, heads, page)


def _line(result: Result, page: Page) -> str:
    overall = Cell("", 0)
    if page.scale is not None:
        paint = grades.colour(result, page.scale)
        overall = Cell(grades.in_words(result, page.scale), page.overall, paint)
    start = [
        Cell(page.name_of(result), page.name),
        Cell(result.type or "", page.type),
        overall,
        Cell(_score(result, page.marks), page.score, to_the_right=True),
        Cell(_made_of(result, page.levels, page.vocabulary), page.members),
    ]
    rated = {child.id: child for child in result.children}
    return _drawn(start, [_rating(rated.get(c.item), c, page) for c in page.columns], page)


def _rating(child: Result | None, column: Column, page: Page) -> Cell:
    if child is None:
        return _cell(grades.ABSENT, "", column, page)
    scale = grades.scale_of(page.vocabulary, column.level)
    return _cell(grades.short(child, scale), grades.colour(child, scale), column, page)


def _cell(words: str, paint: str, column: Column, page: Page) -> Cell:
    return Cell(words, _wide(column, page.vocabulary), paint)


def _drawn(start: Sequence[Cell], cells: Sequence[Cell], page: Page) -> str:
    drawn = [cell.drawn(color=page.color) for cell in start if cell.room]
    rest = iter(cells)
    for members in grouped(page.columns):
        own = [next(rest).drawn(color=page.color) for _ in members]
        drawn.append(" ".join(own) + " ")
    return " ".join(drawn).rstrip()


def _score(result: Result, marked: Mapping[str, str]) -> str:
    if result.score is None:
        low, high = result.score_if_rated or (None, None)
        return "" if low is None or high is None else f"{exact(low)}{DASH}{exact(high)}"
    signs = "".join(mark for flag, mark in marked.items() if flag in result.flags)
    return exact(result.score) + signs.ljust(len(marked))


def _legend(pages: Sequence[Page]) -> list[str]:
    vocabulary = pages[0].vocabulary
    found = list(dict.fromkeys(column for page in pages for column in page.columns))
    used = {c.level: grades.scale_of(vocabulary, c.level) for c in found}
    scales = {scale.id: scale for scale in used.values()}
    lines = [line for s in scales.values() for line in packed(grades.legend(s))]
    if found:
        lines += packed(_signs(pages))
    return [*lines, *_names(found, vocabulary)]


def _signs(pages: Sequence[Page]) -> list[str]:
    vocabulary = pages[0].vocabulary
    rows = [(result.children, page.columns) for page in pages for result in page.results]
    children = [child for row, _ in rows for child in row]
    shown = {grades.short(c, grades.scale_of(vocabulary, c.level)) for c in children}
    if any(len(row) < len(found) for row, found in rows):
        shown.add(grades.ABSENT)
    meanings = {
        grades.NONE: "not rated",
        grades.UNSURE: "cannot be told",
        grades.ABSENT: "does not apply",
    }
    return [f"{sign} {meaning}" for sign, meaning in meanings.items() if sign in shown]


def _names(found: Sequence[Column], vocabulary: Vocabulary) -> list[str]:
    """What the heads of the columns stand for, group by group."""
    lines = []
    for parent, members in families(found).items():
        item = vocabulary.item_by_id.get(parent or "")
        names = [f"{_code(column)} {column.name}".strip() for column in members]
        parts = [f"{name}," for name in names[:-1]] + names[-1:]
        if item is not None:
            parts.insert(0, f"{f'{item.id} {item.name}'.strip()}:")
        lines += packed(parts, later="  ", joiner=" ")
    return lines


def _code(column: Column) -> str:
    known = column.prefix or column.head == column.item
    return column.item if known else f"{column.head} {column.item}"


def _count(page: Page) -> list[str]:
    total = several(len(page.results), page.level.id, page.level.plural)
    if page.scale is None or not page.results:
        return [f"{total}."]
    scale = page.scale
    counted = Counter(grades.in_words(r, scale) for r in page.results if not r.possible)
    names = [*(g.name for g in reversed(scale.grades)), "Not rated", "Cannot be computed"]
    each = [f"{counted[name]:,} {name}" for name in names if counted[name]]
    unsure = sum(bool(r.possible) for r in page.results)
    if unsure:
        each.append(f"{unsure:,} not settled")
    return wrapped(f"{total}: {listed(each)}.", hang="")
