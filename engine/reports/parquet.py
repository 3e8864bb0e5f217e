"""Rows as a Parquet file; the same rows give the same bytes."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence


def parquet(columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows under columns, each of which has a type of DuckDB's; an empty cell is null."""
    import duckdb

    types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        source, target = Path(folder) / "rows.csv", Path(folder) / "rows.parquet"
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        connection.execute("set threads = 1")
        connection.execute(
            f"copy (select * from read_csv(?, header = false, auto_detect = false, "  # noqa: S608
            f"quote = '\"', escape = '\"', new_line = '\\r\\n', columns = {{{types}}}, "
            "max_line_size = 100000000)) to ? (format parquet)",
            [str(source), str(target)],
        )
        return target.read_bytes()
