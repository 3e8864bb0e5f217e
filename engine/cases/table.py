"""A file of any kind as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.text import WANTED
from engine.cases.text import read_text

if TYPE_CHECKING:
    from collections.abc import Container

    from engine.cases.desk import Desk
    from engine.cases.desk import Table
    from engine.cases.files import Found


def table_of(desk: Desk, found: Found, wanted: Container[str] = WANTED) -> Table:
    """A file of any kind as a table; ``wanted`` are headings that it should have."""
    if found.ending == ".parquet":
        from engine.cases.parquet import read_parquet

        return read_parquet(desk, found)
    if found.ending in (".xlsx", ".ods"):
        from engine.cases.spreadsheet import read_spreadsheet

        return read_spreadsheet(desk, found)
    return read_text(desk, found, wanted)
