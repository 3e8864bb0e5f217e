"""Writes whole files and whole folders, or nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from engine.data import folder as packaged
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.rounds.write_findings import AlreadyThere
from engine.rounds.write_findings import CannotWrite
from engine.rounds.write_findings import ChangedMeanwhile
from engine.rounds.write_findings import NotEmpty

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence


def modeline(folder: Path, kind: str) -> str:
    """The first line of a YAML file in a folder, by which editors find its schema."""
    schemas = packaged("schemas")
    try:
        way = Path(os.path.relpath(schemas, folder.resolve()))
    except ValueError:  # another drive
        way = schemas
    return f"# yaml-language-server: $schema={way.as_posix()}/{kind}.schema.json\n"


def digest(data: bytes | None) -> str:
    """The digest of a file's bytes; of a file that does not exist, nothing."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def read_bytes(path: Path) -> bytes | None:
    """A file's bytes; None where there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def replace_file(path: Path, data: bytes, seen: bytes | None) -> None:
    """Put bytes in place of those that were seen, all at once.

    Raises Invalid when the file holds something else by now, or cannot be written.
    """
    path = path.resolve()
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        _write(new, data)
        if seen is not None:
            shutil.copymode(path, new)
        if digest(read_bytes(path)) != digest(seen):
            raise Invalid([ChangedMeanwhile(Place(str(path)))])
        new.replace(path)
    except OSError as error:
        raise Invalid([CannotWrite(Place(str(path)))]) from error
    finally:
        new.unlink(missing_ok=True)


def write_new(files: Mapping[Path, bytes]) -> None:
    """Make files that are not there yet, all of them or none.

    Raises Invalid, and writes nothing, where one is there already or cannot be written.
    """
    there = [path for path in files if path.exists() or path.is_symlink()]
    if there:
        raise Invalid([AlreadyThere(Place(str(path))) for path in there])
    made: list[Path] = []
    try:
        for path, data in files.items():
            _make_folder(path.parent)
            replace_file(path, data, None)
            made.append(path)
    except Invalid:
        for path in made:
            path.unlink()
        raise


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Invalid([CannotWrite(Place(str(folder)))]) from error


@contextmanager
def filled(folder: Path) -> Iterator[Path]:
    """A folder to write into, which becomes ``folder`` when all has gone well.

    Raises Invalid, and leaves nothing behind, where ``folder`` holds something already
    or cannot be made.
    """
    target = folder.resolve()
    if _holds_something(target):
        raise Invalid([NotEmpty(Place(str(folder)))])
    making = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        making.mkdir(parents=True)
        yield making
        _move(making, target)
    except OSError as error:
        raise Invalid([CannotWrite(Place(str(folder)))]) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV, its lines ending as everywhere in a round."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def write_text(path: Path, text: str) -> None:
    """A text as a file of its own, its lines ending alike on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _holds_something(folder: Path) -> bool:
    if folder.is_dir():
        return any(folder.iterdir())
    return folder.exists() or folder.is_symlink()


def _move(making: Path, target: Path) -> None:
    """A new folder is renamed; into one that is there, and empty, its contents are moved."""
    if not target.exists():
        making.replace(target)
        return
    for entry in sorted(making.iterdir()):
        entry.rename(target / entry.name)
