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

NAMES = ("hygiene", "structural", "confidence")
"""What the scores are called in what is written."""

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
        writer.writerow(("provider", "rating", "basis", "reason", *NAMES))
        writer.writerows(_row(row, ratings) for row in table)


def _row(row: Sequence[str], ratings: Iterable[int]) -> tuple[object, ...]:
    identifier, *scores, status = row
    if status not in NUMERIC:
        return identifier, "", "not rated", status, *scores
    if not all(scores):
        missing = ", ".join(n for n, s in zip(NAMES, scores, strict=True) if not s)
        return identifier, "", "cannot be computed", f"without {missing}", *scores
    return identifier, next(ratings), "computed", "", *scores
