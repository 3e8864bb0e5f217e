"""A large table of providers that is plain, read by Polars in half the database's time.

It is for tables in which nothing needs a second look. Wherever something may, or Polars is
not installed, nothing is read here: the database reads the table, and says what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.rounds.register.fields import FEW
from engine.rounds.register.spelling import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    import polars as pl

    from engine.cases.desk import Table
    from engine.cases.faults import Fault
    from engine.rounds.register.fields import Field
    from engine.rounds.register.fields import Fields
    from engine.rounds.register.file import Sheet
    from engine.rounds.register.shape import Shape
    from engine.rounds.register.spelling import Codings


LARGE = 2**23
"""Bytes from which on a file is worth the time that it takes to import Polars."""

CHUNK = 2**18

WIDEST = 2**16
"""So many whole numbers of a column may stand for words: one far from all others is none."""

NUMBER = "number"
"""The column with identifiers as numbers."""

SIGNS = ("+", "-")
"""What may stand before the digits of a number."""


@dataclass(frozen=True)
class Frame:
    """The providers of a table: their texts, and the codes of all else by the field's name.

    ``numbered`` says that identifiers are whole numbers in digits, each above the last.
    """

    texts: pl.DataFrame
    codes: Mapping[str, Codings]
    numbered: bool

    def has(self, faults: Iterable[Fault]) -> bool:
        """Whether any row has one of some faults."""
        import polars as pl

        rows = self.texts.with_columns(pl.Series(n, codes) for n, codes in self.codes.items())
        seen = pl.any_horizontal(pl.sql_expr(fault.condition) for fault in faults)
        return bool(rows.select(seen.any()).item())


@dataclass(frozen=True)
class _Columns:
    """What was read of a file: whose ``words`` are here, by the position among them."""

    data: pl.DataFrame
    words: Mapping[str, Sequence[str]]


def read_frame(sheet: Sheet, shape: Shape, fields: Fields) -> Frame | None:
    """The table of a sheet, or None where the database has to read it."""
    if not _suits(sheet.table, shape):
        return None
    try:
        import polars as pl
    except ImportError:
        return None
    read = _of_parquet if sheet.table.found.ending == ".parquet" else _of_text
    try:
        columns = read(sheet, fields)
        return None if columns is None else _frame(columns, sheet, fields)
    except pl.exceptions.PolarsError:
        return None


def _suits(table: Table, shape: Shape) -> bool:
    """Whether a table is large, and has nothing to choose, to put together or to reckon."""
    if table.found.ending not in (".csv", ".tsv", ".parquet"):
        return False
    several = shape.only or shape.missing or shape.numeric or len(shape.ids) > 1
    return shape.is_plain and not several and table.found.path.stat().st_size >= LARGE


def _of_text(sheet: Sheet, fields: Fields) -> _Columns | None:
    import polars as pl

    table = sheet.table
    marks = _marks(table)
    if marks is None:
        return None
    words = _words(sheet, fields)
    kinds = {column: pl.Enum(known) for column, known in words.items()}
    names = [f"c{n}" for n in range(len(table.headings))]
    rows = pl.scan_csv(
        table.found.path,
        has_header=False,
        skip_rows=1,
        separator=table.delimiter,
        schema={name: kinds.get(name, pl.String()) for name in names},
        empty_string_is_null=False,
        truncate_ragged_lines=False,
        glob=False,
    )
    known = pl.col(*words).to_physical().fill_null(0)
    # Only where every column is read does it come out that a row is too long.
    every = pl.QueryOptFlags(projection_pushdown=False)
    data = rows.select(*_texts(sheet, fields), known).collect(
        engine="streaming", optimizations=every
    )
    lines = data.height + 1
    # As no row is too long, none is too short where there are as many delimiters as in all.
    even = marks.delimiters == (len(table.headings) - 1) * lines
    return _Columns(data, words) if even and marks.returns in (0, lines) else None


@dataclass(frozen=True)
class _Marks:
    """How many delimiters a text has, and how many returns."""

    delimiters: int
    returns: int


def _marks(table: Table) -> _Marks | None:
    """What tells whether a text is plain, or None where it has quotes and is not."""
    import numpy as np

    delimiters = returns = 0
    with table.found.path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if b'"' in chunk:
                return None
            returns += chunk.count(b"\r")
            seen = np.frombuffer(chunk, np.uint8) == ord(table.delimiter)
            delimiters += int(np.count_nonzero(seen))
    return _Marks(delimiters, returns)


def _of_parquet(sheet: Sheet, fields: Fields) -> _Columns | None:
    import polars as pl

    table = sheet.table
    names = {heading: f"c{n}" for n, heading in enumerate(table.headings)}
    rows = pl.scan_parquet(table.found.path, glob=False).rename(names)
    kinds, words = rows.collect_schema(), _words(sheet, fields)
    if not all(_is_word(kinds[column]) for column in words):
        return None
    texts = [kinds[sheet[field.heading]] for field in _told(fields)]
    if not all(kind == pl.String or kind.is_integer() for kind in texts):
        return None
    data = rows.select(
        *_texts(sheet, fields),
        *(_position(column, kinds[column], known) for column, known in words.items()),
    ).collect(engine="streaming")
    whole = {column: _between(data[column]) for column in words if kinds[column].is_integer()}
    if any(len(numbers) > WIDEST for numbers in whole.values()):
        return None
    return _Columns(
        data.with_columns(
            (pl.col(column) - numbers.start).fill_null(len(numbers))
            for column, numbers in whole.items()
        ),
        words | {column: [*map(str, numbers), BLANK] for column, numbers in whole.items()},
    )


def _is_word(kind: pl.DataType) -> bool:
    """Whether cells of a kind may be words, or numbers that go for words."""
    return not (kind.is_temporal() or kind.is_nested())


def _position(column: str, kind: pl.DataType, known: Sequence[str]) -> pl.Expr:
    """Where the word of a cell stands among those that are known; a whole number as it is."""
    import polars as pl

    cell = pl.col(column)
    if kind.is_integer():
        return cell.cast(pl.Int32)
    return cell.cast(pl.String).cast(pl.Enum(known)).to_physical().fill_null(0)


def _between(numbers: pl.Series) -> range:
    """All whole numbers from the least to the greatest, which stand for words."""
    least, most = numbers.min() or 0, numbers.max() or 0
    assert isinstance(least, int)
    assert isinstance(most, int)
    return range(least, most + 1)


def _texts(sheet: Sheet, fields: Fields) -> list[pl.Expr]:
    """The columns with texts, and what identifiers are as numbers."""
    import polars as pl

    numbers = pl.col(sheet[fields.id.heading]).cast(pl.Int64, strict=False)
    texts = (pl.col(sheet[f.heading]).cast(pl.String).alias(f.name) for f in _told(fields))
    return [*texts, numbers.alias(NUMBER)]


def _told(fields: Fields) -> list[Field]:
    """What is kept as a text, the identifier first."""
    return [f for f in (fields.id, fields.name, fields.part_of) if f is not None]


def _words(sheet: Sheet, fields: Fields) -> dict[str, Sequence[str]]:
    """The words known in each column of words, a blank first; fields may share a column."""
    words: dict[str, dict[str, None]] = {}
    for field in fields:
        if field.codes is not None:
            known = words.setdefault(sheet[field.heading], {BLANK: None})
            known.update(dict.fromkeys(field.usual))
    return {column: list(known) for column, known in words.items()}


def _frame(columns: _Columns, sheet: Sheet, fields: Fields) -> Frame | None:
    """What is kept of the columns, or None where a provider is missing or there twice."""
    import polars as pl

    numbered = _ascend(columns.data)
    names = [field.name for field in _told(fields)]
    texts = columns.data.select(names)
    trimmed = names[1:] if numbered else names
    texts = texts.with_columns(pl.col(trimmed).str.strip_chars(" "))
    if not numbered:
        ids = texts[fields.id.name]
        if ids.null_count() or (ids == BLANK).any() or ids.n_unique() != len(ids):
            return None
    codes = {f.name: _codes(columns, sheet, f) for f in fields if f.codes is not None}
    return Frame(texts, codes, numbered) if texts.height else None


def _ascend(data: pl.DataFrame) -> bool:
    """Whether identifiers are digits, and numbers that only grow: so none is there twice."""
    signed = any(data["id"].str.starts_with(sign).any() for sign in SIGNS)
    if data[NUMBER].null_count() or signed:
        return False
    numbers = data[NUMBER].to_numpy()
    return bool((numbers[1:] > numbers[:-1]).all())


def _codes(columns: _Columns, sheet: Sheet, field: Field) -> Codings:
    """The codes of a field's words, from where they stand among those of its column."""
    import numpy as np

    column = sheet[field.heading]
    kind = np.int8 if len(field.codes or ()) < FEW else np.int32
    known = np.array([field.code(word) for word in columns.words[column]], kind)
    codes: Codings = known[columns.data[column].to_numpy()]
    return codes
