"""Records a panel's decision in a round's decisions.yaml, and touches nothing else there."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.frameworks.text import decode
from engine.rounds.decisions import FILE
from engine.rounds.entry import appended
from engine.rounds.entry import fields
from engine.rounds.entry import lines
from engine.rounds.findings import Blank
from engine.rounds.write_findings import CannotAppend
from engine.rounds.write_findings import CannotWrite
from engine.rounds.write_findings import Locked
from engine.rounds.writing import modeline
from engine.rounds.writing import read_bytes
from engine.rounds.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.rounds.round import Decision

_ATTEMPTS = 100
_MARK = "\ufeff"


def record(folder: Path, decision: Decision, item: str = "") -> Path:
    """Add a decision to a round's decisions.yaml, which is made if need be.

    ``item`` is what the file calls the item, if not by its id. Whether the rules allow
    the decision is for the caller to find out first. Raises Invalid, having written
    nothing, where the file cannot be added to or is changed by somebody else meanwhile.
    """
    path = folder / FILE
    if not decision.reason.strip():
        raise Invalid([Blank(Place(str(path)), "reason")])
    entry = fields(decision, item or decision.item)
    with _locked(path):
        seen = read_bytes(path)
        old = f"{modeline(folder, 'decisions')}decisions: []\n"
        if seen is not None:
            old = _text(seen, path)
        new = appended(old, entry)
        if new is None:
            raise Invalid([CannotAppend(Place(str(path)), lines(entry))])
        replace_file(path, new.encode(), seen)
    return path


def _text(data: bytes, path: Path) -> str:
    """A file's text as it stands, with the mark that some editors put at the beginning."""
    text, findings = decode(data, str(path))
    if text is None:
        raise Invalid(findings)
    return _MARK + text if data.decode().startswith(_MARK) else text


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Nobody else records a decision in the same round meanwhile."""
    lock = path.with_name(f".{path.name}.lock")
    _take(lock)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _take(lock: Path) -> None:
    for _ in range(_ATTEMPTS):
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            time.sleep(1 / 20)
        except OSError as error:
            raise Invalid([CannotWrite(Place(str(lock.parent)))]) from error
        else:
            return
    raise Invalid([Locked(Place(str(lock)))])
