"""Parquet files of cases, read in place however long they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.cases import desk as sql
from engine.cases.desk import Table
from engine.cases.findings import EmptyFile
from engine.cases.findings import Unreadable
from engine.diagnostics import Invalid
from engine.diagnostics import Place

if TYPE_CHECKING:
    from typing import NoReturn

    from engine.cases.desk import Desk
    from engine.cases.files import Found


def read_parquet(desk: Desk, found: Found) -> Table:
    """A Parquet file as a table; its first row is row 2, as if a header stood above."""
    if not found.path.stat().st_size:
        raise Invalid([EmptyFile(Place(found.shown))])
    scan = f"read_parquet({sql.path(found.path)}, file_row_number = true)"
    try:
        described = desk.ask(f"describe select * exclude (file_row_number) from {scan}")
    except desk.error:
        _unreadable(found)
    headings = tuple(name for name, *_ in described)
    cells = ", ".join(f"{_identifier(h)}::varchar as c{n}" for n, h in enumerate(headings))
    table = Table(
        found,
        headings,
        f"(select {cells} from {scan})",
        f"(select file_row_number + 2 as row, {cells} from {scan})",
    )
    return replace(table, carefully=lambda again: _read_through(again, table))


def _read_through(desk: Desk, table: Table) -> Table:
    """The same table, if every cell of it can be read; raises Invalid if not."""
    cells = ", ".join(f"c{n}" for n in range(len(table.headings)))
    try:
        desk.ask(f"select bit_xor(hash({cells})) from {table.relation}")
    except desk.error:
        _unreadable(table.found)
    return replace(table, carefully=None)


def _unreadable(found: Found) -> NoReturn:
    raise Invalid([Unreadable(Place(found.shown), "a Parquet file")])


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
