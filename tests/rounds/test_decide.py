"""Recording a decision: one entry more, and not a byte of the rest changed."""

from __future__ import annotations

import datetime
import os
import signal
import sys
import threading
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine.rounds.decide
import engine.rounds.locking
import engine.rounds.writing
from engine.diagnostics import Invalid
from engine.rounds.decide import deciding
from engine.rounds.decide import record
from engine.rounds.entry import appended
from engine.rounds.entry import fields
from engine.rounds.round import Decision
from engine.rounds.round import Seen
from tests.rounds.small import DECISIONS
from tests.rounds.small import made
from tests.rounds.small import read

DATE = datetime.date(2019, 4, 2)
MOVE = Decision("barton", "q1", "good", "fair", "panel", DATE, "they agreed", Seen(1, 1))
ENTRY = fields(MOVE, "q1")


def codes(caught) -> list[str]:
    return [finding.code for finding in caught.value.findings]


def left_behind(folder) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name.startswith("."))


def test_the_first_decision_makes_the_file(tmp_path):
    folder = made(tmp_path)
    record(folder, MOVE)
    assert read(folder).decisions == (MOVE,)
    first, second, *_ = (folder / "decisions.yaml").read_text().splitlines()
    assert first.endswith("schemas/decisions.schema.json")
    assert second == "decisions:"


def test_a_decision_may_rest_on_no_counts(tmp_path):
    folder = made(tmp_path)
    record(folder, replace(MOVE, on=None))
    assert read(folder).decisions == (replace(MOVE, on=None),)


def test_what_stands_there_stays_byte_for_byte(tmp_path):
    old = f"# Ours.\n\n{DECISIONS}# the end\n"
    folder = made(tmp_path, decisions=old)
    record(folder, MOVE)
    text = (folder / "decisions.yaml").read_text()
    assert text.startswith(old)
    assert text.removeprefix(old) == (
        "  - provider: barton\n    item: q1\n    from: good\n    to: fair\n    by: panel\n"
        "    date: 2019-04-02\n    reason: they agreed\n"
        "    on: {favourable: 1, applicable: 1}\n"
    )
    assert [d.provider for d in read(folder).decisions] == ["acton", "barton"]
    assert left_behind(folder) == []


def test_the_item_may_be_called_by_another_name_than_its_id(tmp_path):
    folder = made(tmp_path)
    record(folder, replace(MOVE, item=""), "Asked")
    assert read(folder).decisions == (MOVE,)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("decisions: []\n", "decisions:\n  - provider"),
        ("decisions: [ ] # none yet\n", "decisions: # none yet\n  - provider"),
        ("decisions:\n  []\n", "decisions:\n\n  - provider"),
        ("decisions: []", "decisions:\n  - provider"),
        ("\ufeffdecisions: []\n", "\ufeffdecisions:\n  - provider"),
        ("decisions: []\r\n", "decisions:\r\n  - provider"),
        ("decisions:\n- {provider: a}\n", "decisions:\n- {provider: a}\n- provider"),
        ("decisions:\n-   provider: a\n", "decisions:\n-   provider: a\n-   provider"),
        ("decisions:\n  - [a, b]\n", "decisions:\n  - [a, b]\n  - provider"),
        ("decisions:\n- provider: a", "decisions:\n- provider: a\n- provider"),
    ],
)
def test_the_entry_follows_the_files_own_style(old, new):
    text = appended(old, ENTRY)
    assert text is not None
    assert text.startswith(new)


@pytest.mark.parametrize(
    "old",
    [
        "decisions: [{provider: a}]\n",  # in brackets
        "decisions:\n  -\n    provider: a\n",  # the dash on its own line
        "decisions:\n  - provider: a\n...\n",  # nothing may follow
        "decisions:\n  - reason: |\n      a",  # a line's end would be part of the text
        "decisions: [\n]\n",
        "decisions: none\n",
        "- a\n",
        "decisions: [\n",
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_alone(tmp_path, old):
    folder = made(tmp_path, decisions=old)
    with pytest.raises(Invalid) as caught:
        record(folder, MOVE)
    assert codes(caught) == ["D305"]
    assert "provider: barton" in caught.value.findings[0].notes[0]
    assert (folder / "decisions.yaml").read_text() == old
    assert left_behind(folder) == []


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1)


@given(
    number=st.integers(0, 3),
    words=st.tuples(WORDS, WORDS),
    dash=st.tuples(st.integers(0, 4), st.integers(1, 3)),
    comment=st.sampled_from(["", "# a comment", "\n\n   # further in"]),
    ends=st.sampled_from([("\n", "\n"), ("\n", ""), ("\r\n", "\r\n"), ("\r\n", "")]),
)
def test_any_entry_can_be_added_to_any_list(number, words, dash, comment, ends):
    name, reason = words
    end, last = ends
    lead = " " * dash[0] + "-" + " " * dash[1]
    under = " " * len(lead)
    entries = [f"{lead}provider: a{n}\n{under}# why\n{under}reason: x" for n in range(number)]
    old = "\n".join(["decisions:" if entries else "decisions: []", *entries, comment])
    old = old.replace("\n", end) + last
    new = appended(old, fields(replace(MOVE, reason=reason), name))
    assert new is not None
    if entries:
        assert new.startswith(old)
    again = appended(new, ENTRY)
    assert again is not None
    assert again.startswith(new)


@pytest.mark.parametrize(
    "word", ["no", "Yes", "null", "1.0", "- x", "a: b", "a #b", '"', "é", "…"]
)
def test_a_reason_is_text_whatever_it_looks_like(tmp_path, word):
    folder = made(tmp_path)
    record(folder, replace(MOVE, reason=word))
    assert read(folder).decisions[0].reason == word


def test_a_decision_needs_a_reason(tmp_path):
    with pytest.raises(Invalid) as caught:
        record(made(tmp_path), replace(MOVE, reason=" "))
    assert codes(caught) == ["D122"]


def test_a_file_that_is_not_utf8_is_left_alone(tmp_path):
    folder = made(tmp_path)
    (folder / "decisions.yaml").write_bytes(b"decisions: []\xff\n")
    with pytest.raises(Invalid):
        record(folder, MOVE)
    assert (folder / "decisions.yaml").read_bytes() == b"decisions: []\xff\n"


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path, monkeypatch):
    folder = made(tmp_path, decisions=DECISIONS)
    path = folder / "decisions.yaml"

    def edit(old, entry):
        path.write_text(DECISIONS + "# an editor saved this\n")
        return appended(old, entry)

    monkeypatch.setattr(engine.rounds.decide, "appended", edit)
    with pytest.raises(Invalid) as caught:
        record(folder, MOVE)
    assert codes(caught) == ["D303"]
    assert path.read_text().endswith("# an editor saved this\n")
    assert left_behind(folder) == []


def test_two_at_once_lose_nothing(tmp_path):
    folder = made(tmp_path)
    moves = [replace(MOVE, provider=f"p{n}") for n in range(8)]
    threads = [threading.Thread(target=record, args=(folder, move)) for move in moves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    text = (folder / "decisions.yaml").read_text()
    assert [text.count(f"provider: {move.provider}\n") for move in moves] == [1] * 8
    assert left_behind(folder) == []


def test_a_lock_that_a_stopped_program_left_behind_is_no_obstacle(tmp_path):
    folder = made(tmp_path)
    (folder / ".decisions.yaml.lock").touch()
    record(folder, MOVE)
    assert read(folder).decisions == (MOVE,)
    assert left_behind(folder) == []


def test_who_keeps_the_file_for_long_is_told_to_the_others(tmp_path, monkeypatch):
    folder = made(tmp_path)
    monkeypatch.setattr(engine.rounds.locking, "ATTEMPTS", 2)
    with deciding(folder), pytest.raises(Invalid) as caught:
        record(folder, MOVE)
    assert codes(caught) == ["D304"]
    assert caught.value.findings[0].place.file.endswith(".decisions.yaml.lock")
    assert not (folder / "decisions.yaml").exists()
    record(folder, MOVE)


def test_a_lock_that_was_taken_away_is_asked_for_again(tmp_path, monkeypatch):
    """Who waited for a file that its holder then removed would hold nothing."""
    folder = made(tmp_path)
    lock = folder / ".decisions.yaml.lock"
    asked = []

    def taken_away(descriptor):
        asked.append(descriptor)
        if len(asked) == 1:
            lock.unlink()
        return True

    monkeypatch.setattr(engine.rounds.locking, "_is_held", taken_away)
    monkeypatch.setattr(engine.rounds.locking, "PAUSE", 0)
    record(folder, MOVE)
    assert len(asked) == 2
    assert read(folder).decisions == (MOVE,)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child that can be killed")
@pytest.mark.parametrize("old", [None, DECISIONS])
def test_killed_at_any_point_it_leaves_the_old_file_or_the_new(tmp_path, old):
    """The child is killed at its first opening, writing, renaming, …; then at its second."""
    folder = made(tmp_path, decisions=old) if old else made(tmp_path)
    path = folder / "decisions.yaml"
    before = path.read_bytes() if old else None
    seen = set()
    for number in range(1, 100):
        path.unlink(missing_ok=True)
        if before is not None:
            path.write_bytes(before)
        killed = killed_at(number, folder)
        content = path.read_bytes() if path.exists() else None
        text = "" if content is None else content.decode()
        assert content == before or (text.endswith("applicable: 1}\n") and "barton" in text)
        seen.add(content == before)
        if not killed:
            break
        for name in left_behind(folder):
            (folder / name).unlink()
    assert number > 5
    assert seen == {True, False}


def killed_at(number, folder) -> bool:
    """Whether a child that records a decision was killed at so many a step."""
    child = os.fork()
    if child == 0:
        steps = iter(range(1, number + 1))

        def step(event="", *_):
            happens = event.startswith("os.") or event in ("open", "write", "fsync")
            if happens and event != "os.kill" and next(steps, number) == number:
                os.kill(os.getpid(), signal.SIGKILL)

        def by_halves(path, data):
            with path.open("wb") as file:
                file.write(data[: len(data) // 2])
                file.flush()
                step("write")
                file.write(data[len(data) // 2 :])
                file.flush()
                step("fsync")

        pytest.MonkeyPatch().setattr(engine.rounds.writing, "_write", by_halves)
        sys.addaudithook(step)
        try:
            record(folder, MOVE)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_where_nothing_can_be_written_nothing_is(tmp_path, monkeypatch):
    with pytest.raises(Invalid) as caught:
        record(tmp_path / "nowhere", MOVE)
    assert codes(caught) == ["D302"]
    folder = made(tmp_path, decisions=DECISIONS)

    def full(_):
        raise OSError

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Invalid) as caught:
        record(folder, MOVE)
    assert codes(caught) == ["D302"]
    assert (folder / "decisions.yaml").read_text() == DECISIONS.lstrip()
    assert left_behind(folder) == []


def test_a_file_keeps_its_permissions_and_a_link_stays_a_link(tmp_path):
    folder = made(tmp_path / "round")
    kept = tmp_path / "kept.yaml"
    kept.write_text(DECISIONS)
    kept.chmod(0o640)
    (folder / "decisions.yaml").symlink_to(kept)
    record(folder, MOVE)
    assert (folder / "decisions.yaml").is_symlink()
    assert kept.stat().st_mode & 0o777 == 0o640
    assert "barton" in kept.read_text()


def test_an_entry_carries_the_digest_of_what_it_was_made_on(tmp_path):
    folder = made(tmp_path)
    digest = "sha256:" + "0" * 64
    record(folder, replace(MOVE, inputs=digest))
    assert f'    inputs: "{digest}"\n' in (folder / "decisions.yaml").read_text()
    assert read(folder).decisions[0].inputs == digest
