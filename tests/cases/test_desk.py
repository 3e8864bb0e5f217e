"""What the database writes, and what becomes of what it cannot write."""

from __future__ import annotations

import errno
from contextlib import closing
from pathlib import Path

import pytest

from engine.cases.desk import Desk

FULL = Path("/dev/full")
"""A device that has no room for anything."""


@pytest.mark.skipif(not FULL.exists(), reason="needs a device without room, as Linux has it")
def test_no_room_is_an_error_of_the_operating_system():
    with closing(Desk()) as desk, pytest.raises(OSError, match="No space") as caught:
        desk.write("select 1", FULL, "format csv")
    assert caught.value.errno == errno.ENOSPC


def test_what_is_wrong_with_the_query_is_the_databases_to_say(tmp_path):
    with closing(Desk()) as desk:
        with pytest.raises(desk.error, match="nothing"):
            desk.write("select nothing", tmp_path / "out.csv", "format csv")
        desk.write("select 1 as one", tmp_path / "out.csv", "format csv")
    assert (tmp_path / "out.csv").read_text("utf-8") == "one\n1\n"
