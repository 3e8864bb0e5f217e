"""An independent calculation of the shipped frameworks' ratings, from the case files alone.

It shares nothing with the engine: csv, fractions, and the rules as the report states them.
"""

from __future__ import annotations

import csv
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = {
    "2": "case-supervision",
    "3.1": "court-reports",
    "4.1": "unpaid-work",
    "4.2": "through-the-gate",
}
VICTIMS = ("3.2.1", "3.2.2")
STANDARDS = {
    "2.1": 3, "2.2": 3, "2.3": 3, "2.4": 3, "3.1": 1, "3.2": 4, "4.1": 4, "4.2": 3,
}  # fmt: skip
QUESTIONS = [f"{s}.{n}" for s, number in STANDARDS.items() for n in range(1, number + 1)]
OF_TYPE = {"NPS": ("3.1", "3.2"), "CRC": ("4.1", "4.2")}
RATINGS = ("inadequate", "requires improvement", "good", "outstanding")


def sample_of(question: str) -> str:
    if question.startswith("3.2"):
        return "victim-work" if question in VICTIMS else "case-supervision"
    return SAMPLE.get(question[:3], SAMPLE.get(question[0], ""))


def answers(folder: Path) -> Counter[tuple[str, str, str]]:
    """How often each provider has each answer to each question."""
    found: Counter[tuple[str, str, str]] = Counter()
    for path in (folder / "cases").glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                for column, answer in row.items():
                    found[row["provider"], column, answer.strip().lower()] += 1
    return found


def rated(folder: Path, providers: dict[str, str]) -> dict[str, dict[str, object]]:
    """Every rating and score, by provider."""
    counted = answers(folder)
    with (folder / "judgements.csv").open(newline="", encoding="utf-8") as stream:
        judged = {(r["provider"], r["item"]): r["rating"] for r in csv.DictReader(stream)}
    result = {}
    for provider, kind in providers.items():
        own: dict[str, object] = {}
        for standard in ("2.1", "2.2", "2.3", "2.4", *OF_TYPE[kind]):
            bands = []
            for n in range(1, STANDARDS[standard] + 1):
                question = f"{standard}.{n}"
                yes, no = (counted[provider, question, word] for word in ("yes", "no"))
                share = Fraction(yes, yes + no) if yes + no else None
                band = (
                    None
                    if share is None
                    else sum(share >= Fraction(e, 100) for e in (50, 65, 80))
                )
                own[question] = None if band is None else RATINGS[band]
                bands += [] if band is None else [band]
            own[standard] = RATINGS[min(bands)] if bands else None
        for n in range(1, 5):
            own[f"1.{n}"] = judged[provider, f"1.{n}"]
        for (who, item), rating in judged.items():
            if who == provider and rating == "not rated":
                own[item] = None
        standards = ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", *OF_TYPE[kind]]
        scores = [RATINGS.index(str(own[s])) for s in standards if own[s] is not None]
        own["score"] = sum(scores)
        own["overall"] = (
            RATINGS[sum(sum(scores) >= edge for edge in (6, 16, 26))] if scores else None
        )
        result[provider] = own
    return result
