"""Files are written whole, and what is not a file is not made one."""

from __future__ import annotations

import os
import stat
from threading import Thread

import pytest

from engine.files import write


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path):
    path = tmp_path / "ratings.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    write(path, "new é")
    assert path.read_text(encoding="utf-8") == "new é"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_pipe_or_a_device_is_written_to_and_stays_what_it_is(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(path.read_bytes()), daemon=True)
    reader.start()
    write(path, "ratings")
    assert stat.S_ISFIFO(path.stat().st_mode)
    reader.join(timeout=10)
    assert read == [b"ratings"]


def test_a_folder_is_not_written_to(tmp_path):
    with pytest.raises(IsADirectoryError):
        write(tmp_path, "ratings")
    assert list(tmp_path.iterdir()) == []
