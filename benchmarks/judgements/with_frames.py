"""The query's twin, one narwhals program, on Polars, DuckDB or Spark on this machine."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from made import PROVIDERS
from made import SAMPLE
from made import VOCABULARY
from made import path
from made import report
from made import timed
from with_assay import counted

from engine.cases.frames import tally_frame

if TYPE_CHECKING:
    from collections.abc import Callable

SPARK = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "4g",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def main(folder: Path, kind: str, library: str) -> None:
    """Count a folder's file; that cases stand once is not asked, as in bare SQL."""
    opener = {"polars": polars, "duckdb": duckdb, "spark": spark}[library](kind)
    with timed() as taken:
        frame = opener(str(path(folder, kind)))
        tally = tally_frame(frame, VOCABULARY, SAMPLE, PROVIDERS, repeats=False)
    report(taken, counted(tally.answers), java_peak() if library == "spark" else 0)


def polars(kind: str) -> Callable[[str], Any]:
    """How Polars opens a file."""
    import polars

    if kind == "csv":
        return lambda file: polars.scan_csv(file, infer_schema=False)
    return polars.scan_parquet


def duckdb(kind: str) -> Callable[[str], Any]:
    """How DuckDB opens a file."""
    import duckdb

    connection = duckdb.connect()
    if kind == "csv":
        return lambda file: connection.read_csv(file, header=True, all_varchar=True)
    return connection.read_parquet


def spark(kind: str) -> Callable[[str], Any]:
    """How Spark opens a file, once it has started."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]")
    for name, value in SPARK.items():
        builder = builder.config(name, value)
    reader = builder.getOrCreate().read
    if kind == "csv":
        return lambda file: reader.csv(file, header=True)
    return reader.parquet


def java_peak() -> int:
    """The most memory that Spark's Java program has had, in bytes, where Linux tells."""
    from pyspark import SparkContext

    status = Path(f"/proc/{SparkContext._gateway.proc.pid}/status")  # noqa: SLF001
    found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) * 1024 if found else 0


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[3], sys.argv[4])
