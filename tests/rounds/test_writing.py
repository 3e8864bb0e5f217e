"""New files: all of them or none, and none in the place of another."""

from __future__ import annotations

import pytest

from engine.diagnostics import Invalid
from engine.rounds import writing


def codes(invalid):
    return [(finding.code, finding.place.file) for finding in invalid.value.findings]


def test_files_are_made_with_their_folders(tmp_path):
    one, other = tmp_path / "a/b/one", tmp_path / "a/other"
    writing.write_new({one: b"1", other: b"2"})
    assert (one.read_bytes(), other.read_bytes()) == (b"1", b"2")


@pytest.mark.parametrize("there", ["file", "folder", "dangling link"])
def test_nothing_is_made_where_something_is_there(tmp_path, there):
    one, other = tmp_path / "one", tmp_path / "other"
    if there == "file":
        other.write_text("mine")
    elif there == "folder":
        other.mkdir()
    else:
        other.symlink_to(tmp_path / "nowhere")
    with pytest.raises(Invalid) as caught:
        writing.write_new({one: b"1", other: b"2"})
    assert codes(caught) == [("D306", str(other))]
    assert sorted(tmp_path.iterdir()) == [other]


def test_what_was_made_is_taken_back_when_the_next_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    one, other = tmp_path / "one", tmp_path / "file/other"
    with pytest.raises(Invalid) as caught:
        writing.write_new({one: b"1", other: b"2"})
    assert codes(caught) == [("D302", str(tmp_path / "file"))]
    assert not one.exists()


def test_a_file_that_appears_meanwhile_is_left_as_it_is(tmp_path, monkeypatch):
    one, other = tmp_path / "one", tmp_path / "other"
    turns = iter([lambda: None, lambda: other.write_text("mine")])
    monkeypatch.setattr("os.fsync", lambda _: next(turns)())
    with pytest.raises(Invalid) as caught:
        writing.write_new({one: b"1", other: b"2"})
    assert codes(caught) == [("D303", str(other))]
    assert (one.exists(), other.read_text()) == (False, "mine")
