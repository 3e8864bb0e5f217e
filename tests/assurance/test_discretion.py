"""Where somebody may move a rating, a line after that may be what binds them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.assurance.checks.soundness import check
from engine.assurance.proofs.proving import prove
from engine.rules.load import read

CARE = Path(__file__).parents[2] / "docs" / "base" / "inspection" / "standards" / "care-1"
ALLOW = "    allow panel to move up or down 1 if within 5 points or 1 case of a boundary"
POOR = "    at most poor if percentage of judgements that are met is less than 50"


@pytest.fixture
def rules(tmp_path):
    """The rules of a sound framework."""
    return shutil.copytree(CARE, tmp_path / "care-1") / "ratings.rules"


def written(rules, *lines):
    """What is found where the rule of the questions has these lines after its first."""
    text = rules.read_text("utf-8").splitlines(keepends=True)
    assert text[2].startswith(ALLOW)
    text[2:3] = [f"{line}  [Handbook]\n" for line in lines]
    rules.write_text("".join(text), "utf-8")
    return [(finding.code, finding.place.line) for finding in check(rules.parent)]


def test_a_limit_that_only_binds_the_panel_has_an_effect(rules):
    assert written(rules, ALLOW, POOR) == []


def test_the_same_limit_has_none_where_nobody_moves_anything_before(rules):
    assert ("R422", 3) in written(rules, POOR, "    allow panel to move up or down 1")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("at most good", [("R422", 4)]),
        ("at least poor", [("R422", 4)]),
        ("at most fair", [("R423", 4)]),
        ("up 1 if breach", []),
    ],
)
def test_what_could_bind_nobody_has_none(rules, line, found):
    assert written(rules, ALLOW, f"    {line}") == found


@pytest.mark.parametrize(
    ("direction", "but"),
    [("up or down 1", True), ("up 1", True), ("down 1", False), ("up 2", True)],
)
def test_what_only_a_decision_gives_is_told_as_that(rules, direction, but):
    """Nothing but a decision leads to good, and only one that goes upwards."""
    text = rules.read_text("utf-8")
    choice = "    first that applies\n"
    choice += "        fair  if all questions are good  [Handbook]\n"
    choice += "        poor  otherwise                  [Handbook]\n"
    lowest = "    lowest of questions ignoring not rated  [Handbook]\n"
    allow = f"    allow panel to move {direction}  [Handbook]\n"
    rules.write_text(text.replace(lowest, choice + allow), "utf-8")
    (told,) = (found.message for found in check(rules.parent) if found.code == "R423")
    assert told == 'a standard can never be "good"' + " but by a decision" * but


def test_what_reads_it_is_looked_at_with_it(rules):
    """A rule above meets what the panel may have given, and so does a proof about it."""
    found = written(rules, "    at most fair", "    allow panel to move up or down 1")
    assert found == [("R423", 3)]
    text = rules.read_text("utf-8")
    rules.write_text(f"{text}\nexpect care standard is fair or worse\n", "utf-8")
    framework = read(rules.parent).framework
    assert framework is not None
    wrong = [each.words for each in prove(framework).false]
    assert wrong == [
        '"good" can never be given but by a decision',
        "expect care standard is fair or worse",
    ]
