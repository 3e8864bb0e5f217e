"""Bare SQL: DuckDB counts four things for each provider and question, and checks nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
from made import QUESTIONS
from made import Counts
from made import path
from made import report
from made import timed


def main(folder: Path, form: str, kind: str) -> None:
    """Count a folder's file."""
    file = path(folder, kind)
    source = f"read_parquet('{file}')"
    if kind == "csv":
        source = f"read_csv('{file}', header = true, delim = ',', all_varchar = true)"
    count = wide if form == "wide" else long
    with timed() as taken, duckdb.connect() as connection:
        counts = count(connection, source)
    report(taken, counts)


def wide(connection: duckdb.DuckDBPyConnection, source: str) -> Counts:
    """Files with a row for each case."""
    terms = ", ".join(
        f"count_if({q} = 'No'), count_if({q} = 'Yes'), count_if({q} = 'N/A'), "
        f"count_if({q} is null)"
        for q in QUESTIONS
    )
    rows = connection.execute(f"select provider, {terms} from {source} group by provider")
    counts: Counts = {}
    for provider, *numbers in rows.fetchall():
        for n, question in enumerate(QUESTIONS):
            no, yes, excluded, missing = numbers[4 * n : 4 * n + 4]
            counts[provider, question] = (no, yes, excluded, missing)
    return counts


def long(connection: duckdb.DuckDBPyConnection, source: str) -> Counts:
    """Files with a row for each answer: what has no row is missing."""
    cases = dict(
        connection.execute(
            f'select provider, count(distinct "case") from {source} group by provider'
        ).fetchall()
    )
    rows = connection.execute(
        "select provider, item, count_if(answer = 'No'), count_if(answer = 'Yes'), "
        f"count_if(answer = 'N/A') from {source} group by provider, item"
    )
    return {
        (provider, item): (no, yes, excluded, cases[provider] - no - yes - excluded)
        for provider, item, no, yes, excluded in rows.fetchall()
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
