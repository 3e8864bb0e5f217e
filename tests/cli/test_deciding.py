"""``assay decide`` by several people at once, and the trail that it leaves."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli.program import run
from engine.data import folder as packaged
from engine.rounds.decide import deciding

HOUSE = packaged("standards").parent
WORDS = ("--by", "panel", "--reason", "New evidence", "--date", "2026-03-02")
OPEN = (("elm", "b1a", "good"), ("elm", "b2a", "good"), ("park", "b1b", "fair"))


@pytest.fixture
def spring(tmp_path, monkeypatch):
    """The inspection of the manual's pages."""
    shutil.copytree(HOUSE / "docs" / "base" / "inspection", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "spring"


def decided(spring):
    """Who was decided about, in the file's order."""
    text = (spring / "decisions.yaml").read_text("utf-8")
    return re.findall(r"provider: (\w+)\n +item: (\w+)", text)


def together(commands):
    """Commands as programs of their own, all at once."""
    program = [sys.executable, str(HOUSE / "cli.py")]
    started = [
        subprocess.Popen(
            [*program, "decide", "spring", *words, *WORDS],
            env=os.environ | {"PYTHONPATH": str(HOUSE)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for words in commands
    ]
    return [(each.communicate()[0], each.returncode) for each in started]


def test_several_at_once_lose_no_entry(spring):
    ran = together(OPEN)
    assert [status for _, status in ran] == [0, 0, 0], ran
    assert sorted(decided(spring)) == sorted([("oak", "b1a"), *(o[:2] for o in OPEN)])
    assert run(["check", "spring"]) == 0


def test_of_two_who_decide_the_same_the_second_is_told(spring):
    first, second = sorted(together([OPEN[0], OPEN[0]]), key=lambda ran: ran[1])
    assert (first[1], second[1]) == (0, 2), (first, second)
    assert "has been decided already" in second[0]
    assert decided(spring) == [("oak", "b1a"), ("elm", "b1a")]


def test_whoever_decides_has_the_file_for_themselves_while_they_look(
    assay, spring, monkeypatch
):
    monkeypatch.setattr("engine.rounds.locking.ATTEMPTS", 1)
    with deciding(spring):
        ran = assay("decide", "spring", *OPEN[0], *WORDS)
    assert ran.status == 1
    assert "D304" in ran.err
    assert decided(spring) == [("oak", "b1a")]


@pytest.mark.usefixtures("spring")
def test_as_long_as_nothing_changes_nothing_is_said(assay):
    for words in OPEN:
        assert assay("decide", "spring", *words, *WORDS).status == 0
    assert assay("rate", "spring").err == ""


RULES = "standards/care-1/ratings.rules"


def edited(file, old, new):
    text = Path(file).read_text("utf-8")
    assert old in text
    Path(file).write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("spring/judgements.csv", "elm,a2,fair", "elm,a2,good"),
        ("spring/inputs.csv", "elm,breach,yes", "elm,breach,no"),
        ("spring/round.yaml", "value: open", "value: closed"),
        ("spring/cases/visits.csv", "v4,elm,No", "v4,elm,Yes"),
        (RULES, "at most fair if breach", "at most poor if breach"),
        ("standards/care-1/framework.yaml", "from: 6, rating: good", "from: 5, rating: good"),
    ],
)
@pytest.mark.usefixtures("spring")
def test_a_decision_made_on_other_inputs_is_reported_and_applied(assay, file, old, new):
    assert assay("decide", "spring", *OPEN[0], *WORDS).status == 0
    edited(file, old, new)
    ran = assay("rate", "spring", "--format", "json")
    (elm,) = [each for each in json.loads(ran.out)["results"] if each["id"] == "elm"]
    (b1,) = [each for each in elm["children"] if each["id"] == "b1"]
    assert {each["id"]: each["basis"] for each in b1["children"]}["b1a"] == "decision"
    assert "warning D209: the inputs have changed since b1a of elm was decided" in ran.err
    (now,) = re.findall(r"they are (sha256:\w{64}) now", ran.err)
    path = Path("spring/decisions.yaml")
    path.write_text(re.sub("sha256:[0-9a-f]{64}", now, path.read_text("utf-8")), "utf-8")
    assert assay("rate", "spring").err == ""


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("spring/judgements.csv", "oak,a2,good", "oak,a2,poor"),
        ("spring/judgements.csv", "elm,a2,fair,\n", "elm,a2,fair,It was seen\n"),
        ("spring/round.yaml", "assume:", "# more\nassume:"),
        ("spring/cases/residents.csv", "\nr1,", "\n\nr1,"),
        (RULES, "rate provider:", "# more\nrate provider:"),
    ],
)
@pytest.mark.usefixtures("spring")
def test_what_a_decision_did_not_rest_on_may_change(assay, file, old, new):
    assert assay("decide", "spring", *OPEN[0], *WORDS).status == 0
    edited(file, old, new)
    assert "D209" not in assay("rate", "spring").err


@pytest.mark.usefixtures("spring")
def test_where_the_counts_have_changed_that_alone_is_said(assay):
    assert assay("decide", "spring", *OPEN[0], *WORDS).status == 0
    path = Path("spring/cases/residents.csv")
    text = path.read_text("utf-8")
    row = next(line for line in text.splitlines() if ",elm," in line)
    other = row.replace("Yes", "No", 1) if "Yes" in row else row.replace("No", "Yes", 1)
    path.write_text(text.replace(row, other), "utf-8")
    err = assay("rate", "spring").err
    assert err.count("D206") + err.count("D209") == 1


@pytest.mark.usefixtures("spring")
def test_under_another_framework_nothing_is_said_of_the_inputs(assay):
    assert assay("decide", "spring", *OPEN[0], *WORDS).status == 0
    assert "D209" not in assay("rate", "spring", "--framework", "care-2").err


def test_in_a_table_decisions_leave_the_same_trail(assay, tmp_path, monkeypatch):
    shutil.copytree(HOUSE / "docs" / "base" / "homes", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    with Path("standards/homes/ratings.rules").open("a", encoding="utf-8") as rules:
        rules.write("    allow inspector to move up 1\n")
    words = ("Birch", "home", "3", "--by", "inspector", "--reason", "They improved")
    ran = assay("decide", "round", *words)
    assert ran.status == 0, ran.err
    assert "inputs: " in Path("round/decisions.yaml").read_text("utf-8")
    assert "D209" not in assay("rate", "round").err
    with Path("round/round.yaml").open("a", encoding="utf-8") as opened:
        opened.write("# more\n")
    assert "D209" not in assay("rate", "round").err
    edited("standards/homes/ratings.rules", "move up 1", "move up 2")
    assert "D209" in assay("rate", "round").err
