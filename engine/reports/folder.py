"""A folder of files made by Assay: only what changed is written, only its own is removed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.files import digest_of
from engine.files import write
from engine.reports.folder_findings import NotMadeHere

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Written:
    """What became of a folder's files: names of those written and removed, and how many stayed.

    ``left`` were made by Assay, are not wanted any more, and stay since somebody changed them.
    """

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def fill(folder: Path, files: Mapping[str, bytes], kind: str) -> Written:
    """Bring a folder's files of one kind up to date; names may have slashes in them.

    Raises Invalid, and changes nothing, where a file stands in the way that Assay did not
    make, or that somebody changed since.
    """
    record = folder / f".assay-{kind}.json"
    made, now = _made(folder, record), {name: digest_of(data) for name, data in files.items()}
    there = {name: _digest_of(folder / name) for name in {*made, *files}}
    strange = [n for n in files if there[n] not in (None, now[n], made.get(n))]
    if strange:
        raise Invalid(NotMadeHere(Place(str(folder / name))) for name in strange)
    written = [name for name in files if there[name] != now[name]]
    for name in written:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write(folder / name, files[name])
    stale = sorted(made.keys() - files.keys())
    removed = [name for name in stale if there[name] == made[name]]
    for name in removed:
        (folder / name).unlink()
    _remember(record, now)
    left = [name for name in stale if there[name] not in (None, made[name])]
    return Written(tuple(written), len(files) - len(written), tuple(removed), tuple(left))


def _made(folder: Path, record: Path) -> dict[str, str]:
    """The digests of the files that Assay made in a folder, by their names there."""
    try:
        known = json.loads(record.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {name: digest for name, digest in known.items() if _is_inside(folder, name)}


def _is_inside(folder: Path, name: str) -> bool:
    """Whether a name is of something in the folder, and not led out of it by a link."""
    return folder.resolve() in (folder / name).resolve().parents


def _remember(record: Path, now: Mapping[str, str]) -> None:
    kept = {"assay": "files/1", "files": dict(sorted(now.items()))}
    text = json.dumps(kept, indent=1) + "\n"
    if _digest_of(record) != digest_of(text.encode()):
        record.parent.mkdir(parents=True, exist_ok=True)
        write(record, text)


def _digest_of(path: Path) -> str | None:
    """The digest of a file; None where there is nothing, and empty for what is no file."""
    if not path.exists() and not path.is_symlink():
        return None
    return digest_of(path.read_bytes()) if path.is_file() and not path.is_symlink() else ""
