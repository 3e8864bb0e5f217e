"""Rules that the tests of several modules begin with."""

# ruff: noqa: E501 -- lines of rules are as long as people write them

from __future__ import annotations

from pathlib import Path
from textwrap import indent

ROOT = Path(__file__).parents[2]
SHIPPED = (ROOT / "standards" / "2018-19", ROOT / "standards" / "2019-20")
DATA = Path(__file__).parent / "data"

CASES = """\
rate each key question:
    percentage of judgements that are sufficient, banded by case bands
rate each organisational standard:
    judged by lead inspector
rate each case standard:
    lowest of key questions ignoring not rated
rate provider:
    total score of standards counting not rated as 0, banded by overall bands
    not rated if all standards are not rated
"""

PRINTED = (
    "    inadequate            if at least 2 key questions are inadequate",
    "    outstanding           if at least 2 key questions are outstanding and the rest are good",
    "    good                  if no key question is inadequate and at most 1 is requires improvement",
    "    requires improvement  if at least 2 key questions are requires improvement",
)
"""Principles 6, 3, 4 and 5 as they are printed, and nothing else."""

PRINCIPLES_OF_FIVE = (DATA / "five-questions.rules").read_text(encoding="utf-8")
WITHOUT_DISCRETION = "".join(
    line for line in PRINCIPLES_OF_FIVE.splitlines(keepends=True) if "allow" not in line
)
NURSING_HOMES = (DATA / "nursing-homes.rules").read_text(encoding="utf-8")


def questions(*lines: str) -> str:
    """Rules for five judged key questions, and these lines for the provider."""
    return _provider("rate each key question:\n    judged by inspector\n", lines)


def components(*lines: str) -> str:
    """Rules for three judged components, and these lines for the provider."""
    return _provider("rate each component:\n    judged by inspector\n", lines)


def standards(*lines: str) -> str:
    """Rules for ten standards with cases, and these lines for the provider."""
    share = "percentage of judgements that are sufficient, banded by case bands"
    return _provider(f"rate each standard:\n    {share}\n", lines)


def case_questions(
    *lines: str, which: str = "lowest of", absence: str = " ignoring not rated"
) -> str:
    """These lines for key questions; standards and the provider take the lowest below them."""
    return (
        f"rate each case question:\n{indent(chr(10).join(lines), '    ')}\n"
        f"rate each case standard:\n    {which} key questions{absence}\n"
        "rate each organisational standard:\n    judged by lead inspector\n"
        f"rate provider:\n    {which} standards{absence}\n"
    )


def _provider(before: str, lines: tuple[str, ...]) -> str:
    return f"{before}rate provider:\n{indent(chr(10).join(lines), '    ')}\n"
