"""A small framework that is right in every respect, for tests to spoil."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FRAMEWORK = """\
framework: care-1
title: Standards of care
rules_language: 1
in_force: {from: 2020-01-01, to: 2020-12-31}
sources:
  - {id: Annex A, document: The handbook, section: "4", quote: "Two in three."}
expectations:
  - {id: kind, name: Kindness, text: {is: Be kind., source: Annex A}}
scales:
  - id: rating
    lowest_first: [{id: poor, score: 0}, {id: fair, score: 1/2}, {id: good, name: Very good, score: 2}]
  - {id: answer, lowest_first: [{id: unmet}, {id: met}], excluded: [not asked]}
levels:
  - {id: question, plural: questions, scale: rating, answers: {plural: answers, unit: case, scale: answer}}
  - {id: domain, plural: domains}
  - {id: provider, plural: providers, scale: rating}
groups:
  - {id: home question, plural: home questions, members: {level: question, within: [H]}}
provider_types: [{id: Home, name: Care home}, {id: Day}]
samples:
  - id: residents
    applies_to: [Home, Day]
    answers: [{label: "Yes", is: met}, {label: no, is: unmet}, {label: N/A, is: not asked}]
    profile: [{id: age, name: Age group, values: [0-64, 65+], missing: allowed}]
    strata: [Age group]
bands:
  - id: case bands
    of: percentage
    source: Annex A
    edges: [{from: 0, rating: poor}, {from: 50, rating: fair}, {above: 79.5, rating: good}]
inputs:
  - {id: closed, type: yes/no, default: no}
  - {id: size, type: one of, values: [small, large]}
roles: [{id: inspector}]
small_sub_sample: 10
omissions: [{item: H9, because: Not published.}]
notices:
  - id: surprising
    when: {judged: {within: [H]}, at_least: 2, grades_above: {mean_of: {within: [D]}}}
    text: Look again.
disabled_checks: [{id: R403, because: It is meant so.}]
"""  # noqa: E501 -- a fault is found by its column

HOMES = """\
domain: H
name: Homes
sample: residents
items:
  - id: H1(a)
    level: question
    text: {is: Is it warm?, source: annex a, wording: paraphrased, section: p. 4}
    weight: 1/3
    allowed: [poor, good]
    expectations: [kind]
    characteristics: [{rating: good, text: {is: Warm., source: Annex A}}]
    notes: A note.
    observations:
      - {id: H1-why, text: {is: Why?, source: Annex A}}
  - {id: H2, level: question, applies_to: [home]}
"""

DAYS = """\
domain: D
name: Days out
applies_to: [Home, Day]
items:
  - {id: D1, level: question, applies_to: [Day], sample: residents}
"""


def write(
    folder: Path, framework: str = FRAMEWORK, homes: str = HOMES, days: str = DAYS
) -> Path:
    """The files of the small framework, or of what is left of it."""
    (folder / "domains").mkdir(exist_ok=True)
    (folder / "framework.yaml").write_text(framework, encoding="utf-8")
    (folder / "domains" / "1-homes.yaml").write_text(homes, encoding="utf-8")
    (folder / "domains" / "2-days.yaml").write_text(days, encoding="utf-8")
    return folder
