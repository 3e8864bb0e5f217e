"""Writes files whole, never half of them; and where what is remembered is kept."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def cache_folder() -> Path:
    """Where counts and sound files are remembered: ASSAY_CACHE, or the user's cache folder."""
    own = os.environ.get("ASSAY_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "assay"


def digest_of(data: bytes) -> str:
    """What tells some bytes from any other, and of which kind it is."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def write(path: Path, content: str | bytes) -> None:
    """Write a file, or leave it as it was; text is UTF-8 with the line ends it has.

    A device or a pipe, such as /dev/null, is written to and never replaced by a file.
    """
    raw = content.encode() if isinstance(content, str) else content
    target = path.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(raw)
        return
    with replacing(target) as new:
        new.write_bytes(raw)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file to write into, which takes the place of another once it is whole."""
    target = path.resolve()
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".assay-", delete=False) as made:
        new = Path(made.name)
    try:
        yield new
        with new.open("rb") as written:
            os.fsync(written.fileno())
        new.chmod(_mode(target))
        new.replace(target)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those of any new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
