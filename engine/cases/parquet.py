"""Parquet files of cases, read in place however long they are."""

from __future__ import annotations

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
    return Table(
        found,
        headings,
        f"(select {cells} from {scan})",
        f"(select file_row_number + 2 as row, {cells} from {scan})",
        lambda _: _unreadable(found),
    )


def _unreadable(found: Found) -> NoReturn:
    raise Invalid([Unreadable(Place(found.shown), "a Parquet file")])


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
