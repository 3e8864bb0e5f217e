"""Rate establishments for food hygiene with Polars and nothing else."""

from __future__ import annotations

import sys

import polars as pl

source, target = sys.argv[1:]

SCORES = {
    "hygiene": "hygiene",
    "structural": "structural",
    "confidence_in_management": "confidence",
}
LINES = {"1": (50, 20), "2": (40, 15), "3": (30, 10), "4": (20, 10), "5": (15, 5)}
"""For each rating, the most that the total and that a single score may be; the worst first."""

if source.endswith(".parquet"):
    table = pl.scan_parquet(source)
else:
    types = dict.fromkeys(SCORES, pl.UInt8)
    table = pl.scan_csv(source, infer_schema=False, schema_overrides=types)

status = pl.col("rating_value")
rated = status.is_in(list("012345"))
total = pl.sum_horizontal(*SCORES, ignore_nulls=False)
worst = pl.max_horizontal(*SCORES)

grade = pl.lit("0")
for better, (most, highest) in LINES.items():
    fits = (total <= most) & (worst <= highest)
    grade = pl.when(fits).then(pl.lit(better)).otherwise(grade)

missing = pl.concat_str(
    *(pl.when(pl.col(c).is_null()).then(pl.lit(name)) for c, name in SCORES.items()),
    separator=", ",
    ignore_nulls=True,
)
rating = pl.when(rated & total.is_not_null()).then(grade)
basis = (
    pl.when(~rated)
    .then(pl.lit("not rated"))
    .when(total.is_null())
    .then(pl.lit("cannot be computed"))
    .otherwise(pl.lit("computed"))
)
reason = pl.when(~rated).then(status).when(total.is_null()).then("without " + missing)
table.select(
    provider="row",
    rating=rating,
    basis=basis,
    reason=reason,
    **{name: pl.col(column) for column, name in SCORES.items()},
).sink_csv(target)
