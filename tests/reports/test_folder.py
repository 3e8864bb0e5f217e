"""Folders that Assay fills: it writes what changed, and touches nothing that is not its own."""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics import Invalid
from engine.reports.folder import Written
from engine.reports.folder import fill

KIND = "test"
RECORD = ".assay-test.json"


def held(folder):
    """What is in a folder, but for the record."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != RECORD
    }


def refused(folder, files):
    """The files that stand in the way; nothing is changed."""
    before = held(folder), (folder / RECORD).exists()
    with pytest.raises(Invalid) as found:
        fill(folder, files, KIND)
    assert (held(folder), (folder / RECORD).exists()) == before
    return [f.place.file.removeprefix(f"{folder}{os.sep}") for f in found.value.findings]


def test_a_folder_is_made_with_all_that_is_in_it(tmp_path):
    files = {"a.html": b"a", "data/b.csv": b"b"}
    assert fill(tmp_path / "new" / "site", files, KIND) == Written(("a.html", "data/b.csv"), 0)
    assert held(tmp_path / "new" / "site") == files


def test_only_what_changed_is_written(tmp_path):
    fill(tmp_path, {"a": b"1", "b": b"1"}, KIND)
    os.utime(tmp_path / "a", (1, 1))
    os.utime(tmp_path / RECORD, (1, 1))
    assert fill(tmp_path, {"a": b"1", "b": b"1"}, KIND) == Written((), 2)
    assert (tmp_path / RECORD).stat().st_mtime == 1
    assert fill(tmp_path, {"a": b"1", "b": b"2"}, KIND) == Written(("b",), 1)
    assert (tmp_path / "a").stat().st_mtime == 1
    assert held(tmp_path) == {"a": b"1", "b": b"2"}


def test_what_is_no_longer_wanted_is_removed(tmp_path):
    fill(tmp_path, {"a": b"1", "b": b"1"}, KIND)
    (tmp_path / "mine").write_bytes(b"mine")
    assert fill(tmp_path, {"a": b"1"}, KIND) == Written((), 1, removed=("b",))
    assert held(tmp_path) == {"a": b"1", "mine": b"mine"}


def test_what_somebody_changed_or_took_away_stays_as_it_is(tmp_path):
    fill(tmp_path, {"a": b"1", "b": b"1", "c": b"1"}, KIND)
    (tmp_path / "b").write_bytes(b"changed")
    (tmp_path / "c").unlink()
    assert fill(tmp_path, {"a": b"1"}, KIND) == Written((), 1, left=("b",))
    assert held(tmp_path) == {"a": b"1", "b": b"changed"}
    assert fill(tmp_path, {"a": b"1"}, KIND) == Written((), 1), "it is Assay's no more"


def test_nothing_is_replaced_that_assay_did_not_make(tmp_path):
    (tmp_path / "b").write_bytes(b"mine")
    (tmp_path / "c").mkdir()
    assert refused(tmp_path, {"a": b"1", "b": b"1", "c": b"1"}) == ["b", "c"]


def test_nothing_is_replaced_that_somebody_changed(tmp_path):
    fill(tmp_path, {"a": b"1", "b": b"1"}, KIND)
    (tmp_path / "b").write_bytes(b"changed")
    assert refused(tmp_path, {"a": b"2", "b": b"2"}) == ["b"]
    assert refused(tmp_path, {"a": b"2", "b": b"1"}) == ["b"]


def test_what_is_there_already_as_it_should_be_is_taken_over(tmp_path):
    (tmp_path / "a").write_bytes(b"1")
    assert fill(tmp_path, {"a": b"1"}, KIND) == Written((), 1)
    assert fill(tmp_path, {}, KIND).removed == ("a",)


def test_a_link_is_never_written_through(tmp_path):
    (tmp_path / "secret").write_bytes(b"1")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a").symlink_to(tmp_path / "secret")
    assert refused(folder, {"a": b"1"}) == ["a"]


def test_files_of_another_kind_are_not_this_kinds_own(tmp_path):
    fill(tmp_path, {"a": b"1"}, "one")
    fill(tmp_path, {"b": b"1"}, "other")
    assert held(tmp_path).keys() >= {"a", "b"}


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "", "x/../../outside"])
def test_a_record_cannot_name_what_is_outside(tmp_path, name):
    folder = tmp_path / "site"
    fill(folder, {"a": b"1"}, KIND)
    outside = tmp_path / "outside"
    outside.write_bytes(b"1")
    known = json.loads((folder / RECORD).read_text("utf-8"))
    known["files"][name] = known["files"]["a"]
    (folder / RECORD).write_text(json.dumps(known), "utf-8")
    assert fill(folder, {"a": b"1"}, KIND) == Written((), 1)
    assert outside.read_bytes() == b"1"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": []}', "{"])
def test_a_record_that_cannot_be_read_is_none(tmp_path, text):
    fill(tmp_path, {"a": b"1"}, KIND)
    (tmp_path / RECORD).write_text(text, "utf-8")
    assert refused(tmp_path, {"a": b"2"}) == ["a"]
    assert fill(tmp_path, {"a": b"1"}, KIND) == Written((), 1)


FILES = st.dictionaries(st.sampled_from(["a", "b", "c/d"]), st.sampled_from([b"1", b"2"]))


@given(st.lists(FILES, max_size=5))
def test_the_folder_is_always_what_was_wanted_last(tmp_path_factory, runs):
    folder = tmp_path_factory.mktemp("site")
    now: dict[str, bytes] = {}
    for wanted in runs:
        found = fill(folder, wanted, KIND)
        assert held(folder) == wanted
        assert set(found.written) == {n for n in wanted if now.get(n) != wanted[n]}
        assert set(found.removed) == now.keys() - wanted.keys()
        now = wanted
