"""A small framework without cases, and tables of its providers, that tests change a little."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING
from typing import Any

from engine.rounds.register.rating import rate
from engine.rounds.register.register import opened
from engine.rules.load import load_framework

if TYPE_CHECKING:
    from pathlib import Path

FRAMEWORK = """
framework: shops
title: Shops
rules_language: 1
scales:
  - id: score
    lowest_first: [{id: 2, score: 2}, {id: 1, score: 1}, {id: 0, score: 0}]
  - {id: rating, lowest_first: [{id: poor}, {id: fair}, {id: good}]}
levels:
  - {id: component, plural: components, scale: score}
  - {id: shop, plural: shops, scale: rating}
statuses:
  - {id: awaiting inspection, labels: [AwaitingInspection]}
  - {id: exempt}
roles: [{id: inspector}]
items:
  - {id: hygiene, level: component, name: Clean hands}
  - {id: structure, level: component, allowed: [0, 1]}
"""
RULES = """
rate each component:
    judged by inspector
rate shop:
    first that applies
        good  if total score of components is at most 1 and all components are 1 or better
        fair  if total score of components is at most 2
        poor  otherwise
"""
ROUND = """
round: towns
title: Shops of two towns
framework: ../shops
judgements:
  file: shops.csv
  id: shop
  columns:
    - {column: hygiene, item: hygiene}
    - {column: structure, item: structure}
  status: {column: said}
"""
TABLE = """
shop,hygiene,structure,said
a,0,1,
b,1,1,
c,2,1,
d,,0,
e,,,
f,,,Exempt
g,0,,awaitinginspection
h,2,0,good
"""

LONG = ROUND.replace(
    """  columns:
    - {column: hygiene, item: hygiene}
    - {column: structure, item: structure}
""",
    "  item: what\n  rating: score\n",
)
"""A table with a row for each judgement."""

TYPED = FRAMEWORK.replace(
    "roles:", "provider_types: [{id: cafe, name: Café}, {id: stall}]\nroles:"
).replace("allowed: [0, 1]}", "allowed: [0, 1], applies_to: [cafe]}")
BY_TYPE = ROUND.replace("  id: shop\n", "  id: shop\n  type: kind\n")
"""Two types of shop, the structure of only one of which counts."""

INPUTS = FRAMEWORK.replace(
    "roles:",
    "inputs:\n"
    "  - {id: breach, type: yes/no, default: no}\n"
    "  - {id: size, type: one of, values: [small, large]}\n"
    "  - {id: staff, type: number}\n"
    "roles:",
)
ASKING = f"""{RULES}
    at most poor if breach
    at most fair if staff is less than 2.5 and size is large
"""
GIVEN = ROUND.replace(
    "  status:",
    "    - {column: breach, input: breach}\n"
    "    - {column: size, input: size, labels: [{label: big, is: large}]}\n"
    "    - {column: staff, input: staff}\n"
    "  status:",
)
"""Facts that the rules ask for, in columns."""


def write(
    folder: Path,
    *,
    framework: str = FRAMEWORK,
    rules: str = RULES,
    round_: str = ROUND,
    table: str | None = TABLE,
) -> Path:
    """A framework and a round in a folder; the round's folder."""
    shops, towns = folder / "shops", folder / "towns"
    for made in (shops, towns):
        made.mkdir(exist_ok=True)
    (shops / "framework.yaml").write_text(dedent(framework).lstrip(), "utf-8")
    (shops / "ratings.rules").write_text(dedent(rules).lstrip(), "utf-8")
    (towns / "round.yaml").write_text(dedent(round_).lstrip(), "utf-8")
    if table is not None:
        (towns / "shops.csv").write_text(dedent(table).lstrip(), "utf-8")
    return towns


def ratings(folder: Path, **changed: str) -> dict[str, str]:
    """The rating of each provider, or why there is none, in the order of the table."""
    towns = write(folder, **changed)
    with opened(towns, load_framework(folder / "shops")) as register:
        return said(rate(register))


def said(rating) -> dict[str, str]:
    """The provider's own rating of every row, or the reason for having none."""
    scale = rating.scale(None)
    ids = [row[0] for row in rating.register.table.desk.ask("select id from register")]
    return {
        provider: scale.grades[rank].id if rank >= 0 else rating.reasons[reason]
        for provider, rank, reason in zip(ids, rating.ranks[None], rating.reason, strict=True)
    }


def findings(folder: Path, *, strict: bool = False, **changed: Any) -> list[str]:
    """What is wrong with a round, as code, place and message."""
    from engine.diagnostics import Invalid

    towns = write(folder, **changed)
    try:
        with opened(towns, load_framework(folder / "shops"), strict=strict):
            return []
    except Invalid as invalid:
        return [
            f"{f.code} {f.place.file.rpartition('/')[2]}:{f.place.line}:{f.place.column} "
            f"{f.message} | {f.help}"
            for f in invalid.findings
        ]
