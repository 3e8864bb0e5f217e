"""A small framework, and a round of it, that the tests of rounds change a little at a time."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from engine.rounds.load import load_round
from engine.rules.load import load_framework

if TYPE_CHECKING:
    from engine.diagnostics import Finding
    from engine.rounds.round import Round
    from engine.rules.framework import Framework

FRAMEWORK = """
framework: small
title: A small framework
rules_language: 1
sources: [{id: S, document: A document}]
scales:
  - id: rating
    lowest_first: [{id: poor, score: 0}, {id: fair, score: 1}, {id: good, score: 2}]
  - {id: answer, lowest_first: [{id: not met}, {id: met}], excluded: [not applicable]}
levels:
  - id: question
    plural: questions
    scale: rating
    answers: {plural: judgements, unit: case, scale: answer}
  - {id: standard, plural: standards, scale: rating}
  - {id: domain, plural: domains}
  - {id: provider, plural: providers, scale: rating}
groups:
  - {id: led standard, plural: led standards, members: {level: standard, within: [d1]}}
  - {id: case standard, plural: case standards, members: {level: standard, within: [d2]}}
provider_types: [{id: Town, name: Town}, {id: Shire, name: Shire}]
samples:
  - id: visits
    name: Visits
    answers:
      - {label: "Yes", is: met}
      - {label: "No", is: not met}
      - {label: N/A, is: not applicable}
    profile: [{id: age, name: Age group, values: [young, old], missing: allowed}]
bands:
  - id: shares
    of: percentage
    edges: [{from: 0, rating: poor}, {from: 50, rating: fair}, {from: 80, rating: good}]
  - id: totals
    of: total score
    edges: [{from: 0, rating: poor}, {from: 3, rating: fair}, {from: 5, rating: good}]
inputs:
  - {id: crisis, type: yes/no, default: no}
  - {id: size, type: one of, values: [small, large]}
  - {id: staff, type: number}
roles: [{id: inspector}, {id: panel}]
"""
LED = """
domain: d1
name: Leadership
items:
  - {id: s1, level: standard, name: Direction}
  - {id: s2, level: standard, name: Money, applies_to: [Town], allowed: [poor, good]}
"""
CASES = """
domain: d2
name: Casework
sample: visits
items:
  - id: s3
    level: standard
    name: Help
    items:
      - {id: q1, level: question, name: Asked}
      - {id: q2, level: question, name: Helped}
"""
RULES = """
rate each question:
    percentage of judgements that are met, banded by shares
    allow panel to move up or down 1 if within 5 points or 1 case of a boundary

rate each case standard:
    lowest of questions ignoring not rated

rate each led standard:
    judged by inspector

rate provider:
    total score of standards counting not rated as 0, banded by totals
    not rated if all standards are not rated
    at most fair if crisis
    at most fair if size is small
"""
ROUND = """
round: first
framework: ./small
title: The first round
providers:
  - {id: acton, name: Acton, type: Town, aliases: [AC], fieldwork: 2019-01-07}
  - {id: barton, name: Barton, type: Shire, published: 2019-05-01}
assume:
  - {input: staff, value: 12, because: everybody has twelve}
"""
JUDGEMENTS = """\
provider,item,rating,reason
acton,s1,good,
acton,s2,poor,no accounts
barton,s1,fair,
"""
INPUTS = """\
provider,input,value,reason
acton,size,small,
barton,size,large,
"""
VISITS = """\
case,provider,age,q1,q2
1,acton,young,Yes,Yes
2,acton,old,No,Yes
3,barton,,Yes,N/A
"""
DECISIONS = """\
decisions:
  - provider: acton
    item: q1
    from: fair
    to: good
    by: panel
    date: 2019-03-01
    reason: because
"""
FILES = {
    "round.yaml": ROUND,
    "judgements.csv": JUDGEMENTS,
    "inputs.csv": INPUTS,
    "cases/visits.csv": VISITS,
}


@cache
def framework() -> Framework:
    """The small framework, checked."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {
            "framework.yaml": FRAMEWORK,
            "domains/1.yaml": LED,
            "domains/2.yaml": CASES,
            "ratings.rules": RULES,
        }
        put(folder, files)
        return load_framework(folder)


def put(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(dedent(text).lstrip("\n").encode())
    return folder


def made(folder: Path, **changed: str | None) -> Path:
    """The round in a folder; ``judgements=…`` replaces that file, None leaves it out."""
    names = {
        "round": "round.yaml",
        "judgements": "judgements.csv",
        "inputs": "inputs.csv",
        "cases": "cases/visits.csv",
        "decisions": "decisions.yaml",
    }
    files: dict[str, str | None] = {**FILES}
    files |= {names[name]: text for name, text in changed.items()}
    return put(folder, {name: text for name, text in files.items() if text is not None})


def read(folder: Path, *, partial: bool = False, strict: bool = False) -> Round:
    """The round in a folder, which has no errors."""
    round_, findings = load_round(
        folder, framework(), partial=partial, strict=strict, cache=False
    )
    assert round_ is not None, findings
    return round_


def wrong(folder: Path, *, partial: bool = False) -> list[str]:
    """What a person is told of a round that has errors: place, code, message and help."""
    round_, findings = load_round(folder, framework(), partial=partial, cache=False)
    assert round_ is None
    return [said(finding, folder) for finding in findings]


def said(finding: Finding, folder: Path) -> str:
    """A finding in one line, its place from the round's folder on."""
    place = str(finding.place).replace(f"{folder}/", "").replace(str(folder), ".")
    return f"{place}: {finding.code}: {finding.message} | {finding.help}"
