"""Where case files are laid out to be counted: one database in memory, per round."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from types import ModuleType

    from duckdb import DuckDBPyConnection

    from engine.cases.files import Found

BATCH = 10_000
SPACE = "' \t\r\n\u00a0\ufeff'"


@dataclass(frozen=True)
class Table:
    """A file as SQL: cells are text in columns c0, c1, …, blank ones are null or empty.

    ``numbered`` has a first column ``row`` besides. ``carefully`` reads the file again
    in a way that cannot fail, or that says what is wrong with it. ``delimiter`` is what
    stands between the cells of a text.
    """

    found: Found
    headings: tuple[str, ...]
    relation: str
    numbered: str
    carefully: Callable[[Desk], Table] | None = None
    delimiter: str = ""


class Desk:
    """A database in memory that reads only the files it is given."""

    def __init__(self) -> None:
        database = _database()
        self.error = database.Error
        self._tables = 0
        self._connection: DuckDBPyConnection = database.connect(config=_settings())

    def close(self) -> None:
        """Forget everything."""
        self._connection.close()

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows that answer a query."""
        return self._connection.execute(query).fetchall()

    def arrays(self, query: str) -> dict[str, Any]:
        """The columns that answer a query, as NumPy arrays."""
        return self._connection.execute(query).fetchnumpy()

    def show(self, name: str, arrays: Mapping[str, Any]) -> None:
        """Let queries see NumPy arrays as the columns of a table."""
        self._connection.register(name, dict(arrays))

    def do(self, statement: str) -> None:
        """Make a table, or whatever else a statement says."""
        self._connection.execute(statement)

    def write(self, query: str, file: Path, form: str) -> None:
        """The rows that answer a query, as a file; raises OSError where there is no room."""
        try:
            self.do(f"copy ({query}) to {text(str(file.absolute()))} ({form})")
        except self.error as error:
            number = re.search(r'"errno":"(\d+)"', str(error))
            if number is None:
                raise
            raise OSError(int(number[1]), os.strerror(int(number[1]))) from error

    def keep(
        self, found: Found, headings: tuple[str, ...], rows: Iterable[tuple[int, Any]]
    ) -> Table:
        """A table of numbered rows that were read by other means."""
        self._tables += 1
        name = f"kept_{self._tables}"
        width = len(headings)
        columns = ", ".join(f"c{n} varchar" for n in range(width))
        self._connection.execute(f"create temp table {name} (row bigint, {columns})")
        batch: list[tuple[int, Any]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                self._insert(name, width, batch)
                batch = []
        self._insert(name, width, batch)
        return Table(found, headings, name, name)

    def look_up(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A small table to join with, replacing the one of this name."""
        values = ", ".join(f"({', '.join(map(text, row))})" for row in rows)
        nothing = ", ".join("null::varchar" for _ in columns)
        body = f"values {values}" if values else f"select {nothing} where false"
        head = ", ".join(columns)
        self._connection.execute(
            f"create or replace temp table {name} as select * from ({body}) t({head})"
        )

    def _insert(self, name: str, width: int, batch: list[tuple[int, Any]]) -> None:
        if batch:
            cells = ", ".join(f"nullif(cells[{n + 1}], '')" for n in range(width))
            self._connection.execute(
                f"insert into {name} select row, {cells} from "
                "(select unnest(?::bigint[]) as row, unnest(?::varchar[][]) as cells)",
                [[row for row, _ in batch], [cells for _, cells in batch]],
            )


def _database() -> ModuleType:
    """DuckDB itself, without the package around it, whose import takes as long again."""
    try:
        return import_module("_duckdb")
    except ImportError:
        return import_module("duckdb")


def text(value: str) -> str:
    """A text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def path(file: Path) -> str:
    """A file's path as SQL writes it, without any character being a pattern."""
    whole = "".join(f"[{c}]" if c in "[*?" else c for c in str(file.absolute()))
    return text(whole)


def tidy(column: str) -> str:
    """A cell in lower case without the space around it, or null: SQL."""
    return f"nullif(lower(trim({column}, {SPACE})), '')"


def trimmed(column: str) -> str:
    """A cell without the space around it, or null: SQL."""
    return f"nullif(trim({column}, {SPACE}), '')"


def one_of(column: str, values: Iterable[str]) -> str:
    """Whether a cell is one of some texts: SQL, never null for a cell that is not."""
    listed = ", ".join(map(text, values))
    return f"({column} in ({listed}))" if listed else "(false)"


def _settings() -> dict[str, str | bool | int | float | list[str]]:
    # Small tables stand on the right of every join. Left to itself, the database takes long
    # text files to be shorter than those, and keeps all of their rows in memory.
    return {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "disabled_optimizers": "join_order,build_side_probe_side",
        "preserve_insertion_order": "true",
        "temp_directory": str(Path(tempfile.gettempdir()) / "assay-cases"),
    }
