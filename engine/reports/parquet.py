"""Rows as a Parquet file; the same rows give the same bytes."""

from __future__ import annotations

import csv
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from engine.cases import desk as sql
from engine.cases.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence


def parquet(columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows under columns, each of which has a type of DuckDB's; an empty cell is null."""
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    with tempfile.TemporaryDirectory() as folder, closing(Desk()) as desk:
        source, target = Path(folder) / "rows.csv", Path(folder) / "rows.parquet"
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        desk.do("set threads = 1")
        desk.write(
            f"from read_csv({sql.path(source)}, header = false, auto_detect = false, "
            f"quote = '\"', escape = '\"', new_line = '\\r\\n', columns = {{{types}}}, "
            "max_line_size = 100000000)",
            target,
            "format parquet",
        )
        return target.read_bytes()
