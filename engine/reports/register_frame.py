"""A table that Polars has read, rated, as CSV: the same text as the database writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.reports import export

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    import polars as pl

    from engine.rounds.register.frame import Frame
    from engine.rounds.register.spelling import Codings


@dataclass(frozen=True)
class Coded:
    """A column, or several as one, of a few texts as CSV has them, and which each row has."""

    texts: Sequence[str]
    codes: Codings


def write_frame(frame: Frame, columns: Mapping[str, str | Coded], path: Path) -> None:
    """A row for each provider; a column by its heading is a text of the frame, or coded."""
    import polars as pl

    coded = {name: column for name, column in columns.items() if isinstance(column, Coded)}
    cells = {
        heading: _coded(heading, column) if isinstance(column, Coded) else _text(frame, column)
        for heading, column in columns.items()
    }
    rows = frame.texts.with_columns(pl.Series(name, one.codes) for name, one in coded.items())
    rows.lazy().select(**cells).sink_csv(path, quote_style="never", check_extension=False)


def _coded(name: str, column: Coded) -> pl.Expr:
    import polars as pl

    return pl.lit(pl.Series(column.texts)).gather(pl.col(name))


def _text(frame: Frame, name: str) -> pl.Expr:
    """A text as CSV has it, so that no program takes it for a formula."""
    import polars as pl

    cell = pl.col(name)
    if name == "id" and frame.numbered:
        return cell
    formula = cell.str.head(1).is_in(export.FORMULA)
    text = pl.when(formula).then("'" + cell).otherwise(cell)
    one = text.str.replace_many({"\r\n": "\n", "\r": "\n", '"': '""'}, leftmost=True)
    special = cell.str.contains_any([",", '"', "\r", "\n"])
    return pl.when(special).then('"' + one + '"').otherwise(text)
