"""What is kept of each row of a table of providers, and how a cell becomes a code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.cases import desk as sql
from engine.frameworks.names import folded
from engine.rounds.register import spelling
from engine.rounds.register.spelling import BLANK
from engine.rounds.register.spelling import MISSING
from engine.rounds.register.spelling import NOT_RATED
from engine.rounds.register.spelling import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.frameworks.model import Vocabulary
    from engine.rounds.register.shape import InputColumn
    from engine.rounds.register.shape import Shape
    from engine.rounds.register.spelling import Codes

DATES = {"day/month/year": "%d/%m/%Y", "month/day/year": "%m/%d/%Y"}
"""The ways to write a date that the database has to be told of."""

FEW = 100
"""So many codes fit into the smallest kind of number."""


@dataclass(frozen=True)
class Field:
    """A column that is kept under ``name``, of the cells under a heading.

    Without codes the text is kept as it stands, of several headings with a space between.
    ``blank`` is the code of a blank cell, ``written`` are words as tables write them.
    """

    name: str
    headings: tuple[str, ...]
    codes: Codes | None = None
    blank: int = MISSING
    written: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The first heading."""
        return self.headings[0]

    @property
    def choices(self) -> tuple[str, ...]:
        """What may stand there, one word for each thing, ratings and values first."""
        words: dict[int, str] = {}
        for word, code in (self.codes or {}).items():
            if word != BLANK:
                words.setdefault(code, word)
        known = [words[code] for code in sorted(words, reverse=True) if code >= 0]
        return (*known, "not rated") if NOT_RATED in words else tuple(known)

    def code(self, cell: str) -> int:
        """The code of a cell; that of a word in no usual way is UNKNOWN."""
        if cell == BLANK:
            return (self.codes or {}).get(BLANK, self.blank)
        return self.usual.get(cell, self.usual.get(folded(cell), UNKNOWN))

    @cached_property
    def usual(self) -> dict[str, int]:
        """The codes of words in the ways in which most tables write them."""
        if not self.codes:
            return {}
        codes = spelling.of_errors() | self.codes
        words = [word for word in codes if word != BLANK]
        ways = [way for w in words for way in (w, w.capitalize(), w.title())]
        return {w: codes[folded(w)] for w in (*ways, *self.written) if folded(w) in codes}

    @property
    def words(self) -> str:
        """A type whose values are those words, so that a cell is looked up at once: SQL."""
        return f"create type {self.name}_words as enum ({', '.join(map(sql.text, self.usual))})"

    def of(self, cell: str) -> str:
        """What is kept of a cell: SQL."""
        if self.codes is None:
            # Most texts need no trimming, and to see that is quicker than to trim them.
            spaced = f"starts_with({cell}, ' ') or ends_with({cell}, ' ')"
            return f"nullif(case when {spaced} then trim({cell}) else {cell} end, '')"
        tidied, blank = sql.tidy(cell), self.codes.get(BLANK, self.blank)
        known = f"{self._code(cell)}, {self._code(tidied)}, " if self.usual else ""
        otherwise = f"case when {tidied} is null then {blank} else {UNKNOWN} end"
        return (
            f"(case when {cell} is null then {blank} "
            f"else coalesce({known}{otherwise}) end)::{self._type}"
        )

    def _code(self, cell: str) -> str:
        """The code of a word, or null: SQL."""
        codes = list(self.usual.values())
        return f"{codes}[enum_code(try_cast({cell} as {self.name}_words)) + 1]"

    @property
    def _type(self) -> str:
        return "tinyint" if len(self.codes or ()) < FEW else "integer"


@dataclass(frozen=True)
class DateField(Field):
    """A column of dates, or of dates with a time of day; what is neither is not kept.

    ``order`` is how they are written, where it is not year-month-day.
    """

    order: str = ""

    def of(self, cell: str) -> str:
        """What is kept of a cell: SQL."""
        date = f"try_cast(trim({cell}) as date)"
        if self.order in DATES:
            ways = [f"{DATES[self.order]}{time}" for time in ("", " %H:%M", " %H:%M:%S")]
            date = f"coalesce(try_strptime(trim({cell}), {ways})::date, {date})"
        # A year of two digits is no year: the last day before 1000 goes for all of those.
        return f"nullif(greatest({date}, date '0999-12-31'), date '0999-12-31')"


@dataclass(frozen=True)
class Fields:
    """Everything that is kept of a table: texts, ratings, inputs, statuses.

    ``items`` are by item, ``inputs`` by input, ``published`` by item. ``item`` says what
    a row is about in a table with a row for each judgement.
    """

    id: Field
    name: Field | None
    type: Field | None
    date: Field | None
    part_of: Field | None
    items: Mapping[str, Field]
    inputs: Mapping[str, Field]
    status: Field | None
    published: Mapping[str, Field]
    item: Field | None = None

    def __iter__(self) -> Iterator[Field]:
        yield from self.said
        yield from self.items.values()

    @property
    def said(self) -> tuple[Field, ...]:
        """All but the ratings of items."""
        some = (self.id, self.name, self.type, self.date, self.part_of, self.status, self.item)
        rest = (*self.inputs.values(), *self.published.values())
        return (*(field for field in some if field is not None), *rest)


def fields(shape: Shape, vocabulary: Vocabulary, published: Mapping[str, Codes]) -> Fields:
    """What to keep of a table; ``published`` is what may stand where, by item."""
    return Fields(
        id=Field("id", shape.ids),
        name=Field("name", (shape.name,)) if shape.name else None,
        type=Field("type", (shape.type,), spelling.of_types(vocabulary))
        if shape.type
        else None,
        date=DateField("date", (shape.date,), order=shape.dates) if shape.date else None,
        part_of=Field("part_of", (shape.part_of,)) if shape.part_of else None,
        items={
            c.item: Field(f"i{n}", (c.heading,), c.codes) for n, c in enumerate(shape.items)
        },
        inputs={c.input.id: _input(f"x{n}", c, shape) for n, c in enumerate(shape.inputs)},
        status=_status(shape, vocabulary) if shape.status else None,
        published={
            item: Field(f"p{n}", (shape.compared[item],), codes)
            for n, (item, codes) in enumerate(published.items())
        },
        item=Field("item", (shape.item,), _items(shape, vocabulary)) if shape.is_long else None,
    )


def _status(shape: Shape, vocabulary: Vocabulary) -> Field:
    labels = [label for status in vocabulary.statuses for label in status.labels]
    written = (*shape.statuses, *labels)
    return Field("status", (shape.status,), shape.status_codes, NOT_RATED, written)


def _items(shape: Shape, vocabulary: Vocabulary) -> Codes:
    """What a row of a long table may be about, by the position of the item."""
    names = [vocabulary.item_by_id[column.item].name for column in shape.items]
    by_name = {folded(name): n for n, name in enumerate(names) if name}
    return by_name | {column.item.lower(): n for n, column in enumerate(shape.items)}


def _input(name: str, column: InputColumn, shape: Shape) -> Field:
    if column.input.type == "number":
        return Field(name, (column.heading,))
    given = shape.given.get(column.input.id)
    codes = spelling.of_input(column.input)
    return Field(name, (column.heading,), column.codes, codes.get(given or "", MISSING))
