"""Tally and rate a round of the 2018-19 framework with the csv module and nothing else."""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from pathlib import Path

GRADES = ["inadequate", "requires improvement", "good", "outstanding"]
KEY_QUESTION = re.compile(r"\d\.\d\.\d")
folder = Path(sys.argv[1])

yes: Counter[tuple[str, str]] = Counter()
applicable: Counter[tuple[str, str]] = Counter()
for path in sorted(folder.glob("cases/*.csv")):
    with path.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    provider = header.index("provider")
    by_provider: dict[str, list[list[str]]] = {}
    for row in rows:
        by_provider.setdefault(row[provider], []).append(row)
    for name, cases in by_provider.items():
        for column, answers in zip(header, zip(*cases, strict=True), strict=True):
            if KEY_QUESTION.fullmatch(column):
                yes[name, column] += answers.count("Yes")
                applicable[name, column] += answers.count("Yes") + answers.count("No")

grades: dict[tuple[str, str], int] = {}
for (name, question), n in applicable.items():
    if n:
        grade = sum(100 * yes[name, question] >= edge * n for edge in (50, 65, 80))
        standard = name, question[:3]
        grades[standard] = min(grade, grades.get(standard, 3))
with (folder / "judgements.csv").open(newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        rating = row["rating"].lower()
        grades[row["provider"], row["item"]] = GRADES.index(rating) if rating in GRADES else 0

scores: Counter[str] = Counter()
for (name, _), grade in grades.items():
    scores[name] += grade
for name, score in sorted(scores.items()):
    print(name, score, GRADES[sum(score >= edge for edge in (6, 16, 26))], sep="\t")
