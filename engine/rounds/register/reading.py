"""A table of providers as arrays of codes."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from engine.cases import desk as sql
from engine.diagnostics import Invalid
from engine.rounds.register.file import locate
from engine.rounds.register.file import open_sheet
from engine.rounds.register.file import read_sheet
from engine.rounds.register.frame import read_frame
from engine.rounds.register.inspection import Inspection
from engine.rounds.register.keeping import KEPT
from engine.rounds.register.keeping import keep
from engine.rounds.register.spelling import MISSING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from engine.cases.desk import Desk
    from engine.frameworks.model import Vocabulary
    from engine.rounds.register.fields import Fields
    from engine.rounds.register.file import Sheet
    from engine.rounds.register.frame import Frame
    from engine.rounds.register.shape import InputColumn
    from engine.rounds.register.shape import Shape
    from engine.rounds.register.spelling import Codings


@dataclass(frozen=True)
class Table:
    """A table of providers: texts in a database, the codes of all else as arrays.

    Arrays have an entry for each provider, in the order of the file. ``items`` have the
    rank of each rating, ``inputs`` the code of each value, and ``numbers`` the values of
    those inputs that are numbers; NOT_RATED and MISSING stand for what is not there.
    ``statuses`` are positions in the shape's list, ``published`` ranks by item. ``days``,
    where there are dates, are those of the latest inspection and of each item's rating,
    as ``date.toordinal`` counts them; 0 is none. Where there is a ``frame``, the database
    is given the table only when something is asked of it.
    """

    kept: Callable[[], Desk]
    size: int
    items: Mapping[str, Codings]
    inputs: Mapping[str, Codings]
    types: Codings | None
    statuses: Codings | None
    published: Mapping[str, Codings]
    numbers: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    days: tuple[Codings, ...] = ()
    frame: Frame | None = None

    @cached_property
    def desk(self) -> Desk:
        """The database with the table in it."""
        return self.kept()

    def of(self, rows: NDArray[np.intp]) -> Table:
        """The arrays of some rows."""

        def some(columns: Mapping[str, Codings]) -> Mapping[str, Codings]:
            return {name: codes[rows] for name, codes in columns.items()}

        return replace(
            self,
            size=len(rows),
            items=some(self.items),
            inputs=some(self.inputs),
            types=None if self.types is None else self.types[rows],
            statuses=None if self.statuses is None else self.statuses[rows],
            published=some(self.published),
            days=tuple(codes[rows] for codes in self.days),
        )


def read(  # noqa: PLR0913
    desk: Desk,
    folder: Path,
    shape: Shape,
    vocabulary: Vocabulary,
    fields: Fields,
    *,
    strict: bool,
) -> Table:
    """The table that a round's shape describes; raises Invalid with all that is wrong."""
    file = locate(folder, shape)
    sheet = open_sheet(desk, file, shape)

    def again() -> Sheet:
        return read_sheet(desk, file, shape)

    def kept() -> Desk:
        _keep(desk, sheet, again, shape, fields)
        return desk

    inspection = Inspection(desk, shape, vocabulary, fields, sheet, again)
    frame = read_frame(sheet, shape, fields)
    if frame is not None and not frame.has(inspection.faults(strict=strict)):
        return replace(_table(kept, frame.codes, frame.texts.height, fields), frame=frame)
    inspection = replace(inspection, sheet=_keep(desk, sheet, again, shape, fields))
    findings = inspection.findings(strict=strict)
    if findings:
        raise Invalid(findings)
    return _in(desk, shape, fields)


def _keep(
    desk: Desk, sheet: Sheet, again: Callable[[], Sheet], shape: Shape, fields: Fields
) -> Sheet:
    """Keep the table in the database, read carefully where it cannot be read at once."""
    try:
        keep(desk, sheet, shape, fields)
    except desk.error:
        sheet = again()
        keep(desk, sheet, shape, fields)
    return sheet


def _in(desk: Desk, shape: Shape, fields: Fields) -> Table:
    """The table that is kept in the database."""
    numeric = {c.input.id: _numbers(desk, c, fields, shape) for c in shape.numeric}
    coded = [f"{f.name}" for f in fields if f.codes is not None and f is not fields.item]
    codes = [
        f"{numbers.code} as {fields.inputs[fact].name}" for fact, numbers in numeric.items()
    ]
    dates = ["date", *(f"{f.name}_date" for f in fields.items.values())] if shape.date else []
    days = [f"coalesce({d} - date '0001-01-01' + 1, 0)::integer as {d}" for d in dates]
    arrays = desk.arrays(
        f"select {', '.join(['id is null as none', *coded, *codes, *days])} from {KEPT}"
    )
    return replace(
        _table(lambda: desk, arrays, len(arrays["none"]), fields),
        numbers={fact: numbers.values for fact, numbers in numeric.items()},
        days=tuple(arrays[name] for name in dates),
    )


def _table(
    kept: Callable[[], Desk], arrays: Mapping[str, Codings], size: int, fields: Fields
) -> Table:
    """A table of arrays by the names of the fields."""
    return Table(
        kept=kept,
        size=size,
        items={item: arrays[field.name] for item, field in fields.items.items()},
        inputs={fact: arrays[field.name] for fact, field in fields.inputs.items()},
        types=None if fields.type is None else arrays[fields.type.name],
        statuses=None if fields.status is None else arrays[fields.status.name],
        published={item: arrays[field.name] for item, field in fields.published.items()},
    )


@dataclass(frozen=True)
class _Numbers:
    """The different values of an input that is a number, and the code of each: SQL."""

    values: tuple[Fraction, ...]
    code: str


def _numbers(desk: Desk, column: InputColumn, fields: Fields, shape: Shape) -> _Numbers:
    name = fields.inputs[column.input.id].name
    found = desk.ask(f"select distinct {name} from {KEPT} where {name} is not null order by 1")
    given = shape.given.get(column.input.id)
    texts = list(dict.fromkeys([*(text for (text,) in found), *filter(None, [given])]))
    blank = MISSING if given is None else texts.index(given)
    values = tuple(map(Fraction, texts))
    if not found:
        return _Numbers(values, f"{blank}::integer")
    listed = ", ".join(map(sql.text, texts))
    desk.do(f"create or replace temp table {name}_values as select unnest([{listed}]) as value")
    desk.do(f"create type {name}_kind as enum (select value from {name}_values)")
    return _Numbers(values, f"coalesce(enum_code({name}::{name}_kind)::integer, {blank})")
