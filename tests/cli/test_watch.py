"""``assay check --watch``: what it sees, what it says, how it ends."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.cli import watch as watching

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

HOUSE = Path(__file__).resolve().parents[2]
RULES = Path("standards/small/ratings.rules")
MISTAKE = "\nrate nonsense:\n    judged by nobody\n"

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def events(monkeypatch):
    """What happens while the command waits between two looks; at the end, Ctrl-C."""
    told: list[Callable[[], object]] = []

    def wait(seconds):
        if seconds * 1000 == watching.SETTLING:
            return
        if not told:
            raise KeyboardInterrupt
        told.pop(0)()

    monkeypatch.setattr(time, "sleep", wait)
    return told


def spoil():
    RULES.write_text(RULES.read_text("utf-8") + MISTAKE, "utf-8")


def mend():
    RULES.write_text(RULES.read_text("utf-8").replace(MISTAKE, ""), "utf-8")


def nothing():
    pass


def summaries(ran):
    return [line for line in ran.out.splitlines() if line.startswith("checked ")]


def test_it_looks_at_once_and_again_after_each_change(assay, events):
    events[:] = [nothing, spoil, nothing, mend]
    ran = assay("check", "standards", "--watch")
    first, second, third = summaries(ran)
    assert first == third == "checked 1 framework: no findings"
    assert "error" in second
    assert ran.out.count("  help: ") == 1
    assert ran.err.splitlines() == [
        "watching for changes; Ctrl-C ends",
        "",
        f"changed: {RULES}",
        "",
        f"changed: {RULES}",
        "",
    ]


def test_the_status_is_that_of_the_last_look(assay, events):
    assert assay("check", "standards", "--watch").status == 0
    events[:] = [spoil]
    assert assay("check", "standards", "--watch").status == 1
    events[:] = [mend]
    assert assay("check", "standards", "--watch").status == 0


def test_the_screen_is_never_cleared(assay, events, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    events[:] = [spoil]
    ran = assay("check", "standards", "--watch", "--color", "never")
    assert "\x1b" not in ran.out + ran.err


def test_a_change_while_it_looks_is_not_lost(assay, events, monkeypatch):
    look: list[Path] = []

    def checked(folder):
        if not look:
            spoil()
        look.append(folder)
        return ()

    monkeypatch.setattr("engine.assurance.checks.soundness.check", checked)
    events[:] = [nothing]
    assay("check", "standards", "--watch")
    assert len(look) == 2


def test_it_waits_until_a_file_is_whole(assay, monkeypatch):
    text = RULES.read_text("utf-8")
    steps: Iterator[Callable[[], object]] = iter(
        [RULES.unlink, lambda: RULES.write_text("ra"), lambda: RULES.write_text(text)]
    )

    def wait(seconds):
        step = next(steps, None)
        if step is not None:
            step()
        elif seconds * 1000 == watching.PAUSE:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", wait)
    ran = assay("check", "standards", "--watch")
    assert summaries(ran) == ["checked 1 framework: no findings"] * 2


def test_what_is_gone_may_come_back(assay, events):
    head = Path("standards/small/framework.yaml")
    text, rules = head.read_text("utf-8"), RULES.read_text("utf-8")

    def remove():
        head.unlink()
        RULES.unlink()

    def restore():
        head.write_text(text, "utf-8")
        RULES.write_text(rules, "utf-8")

    events[:] = [remove, restore]
    ran = assay("check", "standards", "--watch")
    assert len(summaries(ran)) == 2
    assert "there is no framework.yaml, round.yaml or rules file here" in ran.err
    assert ran.status == 0


def test_what_cannot_be_read_for_a_while_does_not_end_it(assay, events, monkeypatch):
    def refused(folder):
        raise PermissionError(13, "Permission denied", str(folder))

    def refuse():
        monkeypatch.setattr("engine.assurance.checks.soundness.check", refused)
        spoil()

    events[:] = [refuse]
    ran = assay("check", "standards", "--watch")
    assert "standards/small: permission denied" in ran.err
    assert ran.status == 1


def test_a_round_is_checked_again_when_its_framework_changes(assay, events):
    events[:] = [spoil]
    ran = assay("check", "made-up", "--watch")
    assert [("error" in line) for line in summaries(ran)] == [False, True]


def test_a_version_is_checked_again_when_one_beside_it_changes(assay, events, here):
    new = here / "standards" / "other"
    shutil.copytree(here / "standards" / "small", new)
    events[:] = [spoil]
    assert len(summaries(assay("check", new, "--watch"))) == 2


def test_a_round_whose_framework_cannot_be_found_is_watched_all_the_same(assay, events):
    head = Path("made-up/round.yaml")
    text = head.read_text("utf-8")
    head.write_text(re.sub(r"(?m)^framework: .*$", "framework: smll", text), "utf-8")
    events[:] = [lambda: head.write_text(text, "utf-8")]
    ran = assay("check", "made-up", "--watch")
    assert [("error" in line) for line in summaries(ran)] == [True, False]


def test_a_link_to_nowhere_does_no_harm(assay, events):
    Path("standards/small/old.yaml").symlink_to("nowhere")
    events[:] = [spoil]
    assert len(summaries(assay("check", "standards", "--watch"))) == 2


def test_many_changes_are_counted(assay, events):
    def write():
        for number in range(5):
            Path(f"made-up/{number}.txt").write_text("x")
        Path("made-up/.hidden").write_text("x")

    events[:] = [write]
    ran = assay("check", "made-up", "--watch")
    assert "changed: made-up/0.txt, made-up/1.txt, made-up/2.txt and 2 others\n" in ran.err


def test_a_hidden_file_changes_nothing(assay, events):
    events[:] = [lambda: Path("standards/small/.swp").write_text("x")]
    assert len(summaries(assay("check", "standards", "--watch"))) == 1


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_other_forms_need_a_file(assay, form):
    ran = assay("check", "--watch", "--format", form)
    assert ran.status == 2
    assert f"for {form}, say with -o which file to write each time" in ran.err
    assert ran.out == ""


def test_the_file_that_it_writes_is_no_change(assay, events, here):
    events[:] = [nothing, spoil, nothing]
    out = here / "standards" / "small" / "found.sarif"
    ran = assay("check", "standards", "--watch", "--format", "sarif", "-o", out)
    assert ran.err.count("changed: ") == 1
    assert '"level": "error"' in out.read_text("utf-8")


def test_a_mistake_in_the_usage_ends_it_at_once(assay, here):
    (here / "empty").mkdir()
    assert assay("check", "empty", "--watch").status == 2


@pytest.mark.skipif(os.name == "nt", reason="signals there are different")
def test_ctrl_c_ends_it_without_a_word_of_python():
    command = [sys.executable, str(HOUSE / "cli.py"), "check", "standards", "--watch"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as ran:
        assert ran.stderr is not None
        assert ran.stderr.readline() == "watching for changes; Ctrl-C ends\n"
        ran.send_signal(signal.SIGINT)
        out, err = ran.communicate(timeout=20)
    assert out == "checked 1 framework: no findings\n"
    assert err == "\n"
    assert ran.returncode == 0
