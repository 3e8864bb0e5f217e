"""Tally and rate a round of the 2018-19 framework with Polars and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

GRADES = ["inadequate", "requires improvement", "good", "outstanding"]
KEY_QUESTION = r"^\d\.\d\.\d$"
folder = Path(sys.argv[1])


def banded(value: pl.Expr, *edges: pl.Expr) -> pl.Expr:
    """How many of the edges a value reaches."""
    return pl.sum_horizontal(*((value >= edge).cast(pl.Int64) for edge in edges))


answers = pl.concat(
    pl.scan_csv(path, infer_schema=False)
    .select("provider", pl.col(KEY_QUESTION))
    .unpivot(index="provider", variable_name="question", value_name="answer")
    for path in sorted(folder.glob("cases/*.csv"))
)
n = pl.col("applicable")
standards = (
    answers.group_by("provider", "question")
    .agg(
        yes=(pl.col("answer") == "Yes").sum().cast(pl.Int64),
        applicable=pl.col("answer").is_in(["Yes", "No"]).sum().cast(pl.Int64),
    )
    .filter(n > 0)
    .group_by("provider", item=pl.col("question").str.head(3))
    .agg(grade=banded(100 * pl.col("yes"), 50 * n, 65 * n, 80 * n).min())
)
judged = pl.scan_csv(folder / "judgements.csv", infer_schema=False).select(
    "provider",
    "item",
    judged=pl.col("rating")
    .str.to_lowercase()
    .replace_strict(GRADES, range(4), default=0, return_dtype=pl.Int64),
)
score = pl.col("score")
scores = (
    standards.join(judged, on=["provider", "item"], how="full", coalesce=True)
    .group_by("provider")
    .agg(score=pl.coalesce("judged", "grade").sum())
    .with_columns(band=banded(score, *map(pl.lit, (6, 16, 26))))
    .sort("provider")
    .collect()
)
for name, total, band in scores.iter_rows():
    print(name, total, GRADES[band], sep="\t")
