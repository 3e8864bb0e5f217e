"""Files as text: UTF-8, of a reasonable size, and without hidden characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Place
from engine.frameworks.file_findings import EmptyFile
from engine.frameworks.file_findings import NotUtf8
from engine.frameworks.file_findings import TooLarge
from engine.frameworks.file_findings import Unreadable
from engine.frameworks.lines import Lines
from engine.frameworks.lines import hidden_characters

if TYPE_CHECKING:
    from pathlib import Path

    from engine.diagnostics import Finding

LIMIT = 2_000_000
_MARK = "\ufeff"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path, limit: int = LIMIT) -> tuple[str | None, tuple[Finding, ...]]:
    """The text of a file; None and the findings if it cannot be used."""
    file = str(path)
    try:
        if not path.is_file():  # reading a pipe would wait for somebody to write
            return None, (Unreadable(Place(file)),)
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except (OSError, ValueError):
        return None, (Unreadable(Place(file)),)
    if len(data) > limit:
        return None, (TooLarge(Place(file), limit),)
    return decode(data, file, limit)


def decode(
    data: bytes, file: str, limit: int = LIMIT
) -> tuple[str | None, tuple[Finding, ...]]:
    """Bytes as text; a byte-order mark is accepted and dropped."""
    if data.startswith(_UTF_16):
        return None, (NotUtf8(Place(file)),)
    try:
        text = data.decode("utf-8").removeprefix(_MARK)
    except UnicodeDecodeError as error:
        before = len(data[: error.start].decode("utf-8"))
        lines = Lines(file, data.decode("utf-8", errors="replace"))
        return None, (NotUtf8(lines.at(before)),)
    findings = unfit(Lines(file, text), limit)
    return (None if findings else text), findings


def unfit(lines: Lines, limit: int = LIMIT) -> tuple[Finding, ...]:
    """Why a text cannot be used, whatever it says."""
    if len(lines.text) > limit:
        return (TooLarge(Place(lines.file), limit),)
    if not lines.text.strip():
        return (EmptyFile(Place(lines.file)),)
    return tuple(hidden_characters(lines))
