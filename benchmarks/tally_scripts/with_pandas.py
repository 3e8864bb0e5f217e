"""Tally and rate a round of the 2018-19 framework with pandas and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

GRADES = ["inadequate", "requires improvement", "good", "outstanding"]
folder = Path(sys.argv[1])

files = []
for path in sorted(folder.glob("cases/*.csv")):
    cases = pd.read_csv(path, dtype=str, keep_default_na=False).set_index("provider")
    asked = cases.filter(regex=r"^\d\.\d\.\d$")
    yes = (asked == "Yes").groupby(level=0).sum().stack()  # noqa: PD013
    no = (asked == "No").groupby(level=0).sum().stack()  # noqa: PD013
    files.append(pd.DataFrame({"yes": yes, "n": yes + no}))
counts = pd.concat(files).query("n > 0").rename_axis(["provider", "question"]).reset_index()

counts["item"] = counts["question"].str[:3]
counts["grade"] = sum(
    (100 * counts["yes"] >= edge * counts["n"]).astype(int) for edge in (50, 65, 80)
)
standards = counts.groupby(["provider", "item"])["grade"].min()
judged = pd.read_csv(folder / "judgements.csv", dtype=str).set_index(["provider", "item"])
ranks = {grade: rank for rank, grade in enumerate(GRADES)}
judged = judged["rating"].str.lower().map(ranks).fillna(0)
scores = judged.combine_first(standards).groupby("provider").sum().astype(int)
for name, score in scores.items():
    print(name, score, GRADES[sum(score >= edge for edge in (6, 16, 26))], sep="\t")
