"""Records a panel's decision in a round's decisions.yaml, and touches nothing else there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.frameworks.text import decode
from engine.rounds.decisions import FILE
from engine.rounds.entry import appended
from engine.rounds.entry import fields
from engine.rounds.entry import lines
from engine.rounds.findings import Blank
from engine.rounds.locking import alone
from engine.rounds.write_findings import CannotAppend
from engine.rounds.writing import modeline
from engine.rounds.writing import read_bytes
from engine.rounds.writing import replace_file

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from engine.rounds.round import Decision

_MARK = "\ufeff"


def record(folder: Path, decision: Decision, item: str = "") -> Path:
    """Add a decision to a round's decisions.yaml, which is made if need be.

    ``item`` is what the file calls the item, if not by its id. Whether the rules allow
    the decision is for the caller to find out first. Raises Invalid, having written
    nothing, where the file cannot be added to or is changed by somebody else meanwhile.
    """
    with deciding(folder):
        return add(folder, decision, item)


def deciding(folder: Path) -> AbstractContextManager[None]:
    """Nobody else records a decision in the same round meanwhile."""
    return alone(folder / FILE)


def add(folder: Path, decision: Decision, item: str = "") -> Path:
    """The same for who is ``deciding`` already, and has looked at what is decided."""
    path = folder / FILE
    if not decision.reason.strip():
        raise Invalid([Blank(Place(str(path)), "reason")])
    entry = fields(decision, item or decision.item)
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
