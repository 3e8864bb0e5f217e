"""Reads establishments and writes their ratings with the csv module, for rules in Python.

A rule gets only what has to be computed.
"""

from __future__ import annotations

import csv
import gzip
import sys
from typing import TYPE_CHECKING
from typing import TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

Scores: TypeAlias = tuple[str, str, str]
"""Hygiene, structural, confidence in management, as the file writes them."""

NUMERIC = frozenset("012345")


def main(rate: Callable[[Sequence[Scores]], Iterable[int]]) -> None:
    """Rate the table that the first argument names into the file that the second names."""
    source, target = sys.argv[1:]
    opened = gzip.open if source.endswith(".gz") else open
    with opened(source, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        # row, local authority, the three scores, the published rating, its date
        table = [(row[0], row[2], row[3], row[4], row[5]) for row in rows]
    ready = [row[1:4] for row in table if row[4] in NUMERIC and all(row[1:4])]
    ratings = iter(rate(ready))
    with open(target, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "rating", "basis", "reason"))
        writer.writerows(_row(row, ratings) for row in table)


def _row(row: Sequence[str], ratings: Iterable[int]) -> tuple[object, ...]:
    identifier, *scores, status = row
    if status not in NUMERIC:
        return identifier, "", "not rated", status
    if not all(scores):
        names = ("hygiene", "structural", "confidence")
        missing = ", ".join(n for n, s in zip(names, scores, strict=True) if not s)
        return identifier, "", "cannot be computed", f"without {missing}"
    return identifier, next(ratings), "computed", ""
