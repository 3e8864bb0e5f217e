"""A decision as text, and the text of decisions.yaml with one more."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from engine.frameworks.document import parse
from engine.frameworks.nodes import Mapping
from engine.frameworks.nodes import Sequence
from engine.frameworks.quoting import scalar

if TYPE_CHECKING:
    from engine.frameworks.nodes import Node
    from engine.rounds.round import Decision

_WORDS = re.compile(r"[A-Za-z][a-z]+ .*")
_EMPTY = re.compile(r"\[\s*\]")
_DASH = re.compile(r"( *)-( +)$")
_INDENT, _GAP = "  ", " "

Fields = dict[str, str | dict[str, str]]
"""The keys of an entry with their values, all of them text."""


def fields(decision: Decision, item: str) -> Fields:
    """What an entry says; ``item`` is what its item is called there."""
    found: Fields = {
        "provider": decision.provider,
        "item": item,
        "from": decision.start,
        "to": decision.end,
        "by": decision.by,
        "date": decision.date.isoformat(),
        "reason": decision.reason,
    }
    if decision.on is not None:
        seen = decision.on
        found["on"] = {
            "favourable": str(seen.favourable),
            "applicable": str(seen.applicable),
        }
    if decision.inputs:
        found["inputs"] = decision.inputs
    return found


def appended(text: str, entry: Fields) -> str | None:
    """The text of a file with an entry more at the end of its list.

    What stands there stays as it is, to the last space. None where that cannot be done.
    """
    decisions = _list(text)
    if decisions is None:
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    if not decisions.items:
        return _checked(text, _first(text, decisions, entry, end), entry)
    style = _style(decisions.items[-1])
    if style is None:
        return None
    broken = text if text.endswith(("\n", "\r")) else text + end
    return _checked(text, broken + lines(entry, *style, end), entry)


def lines(entry: Fields, indent: str = _INDENT, gap: str = _GAP, end: str = "\n") -> str:
    """An entry of a list, a key to a line."""
    said = [f"{key}: {_value(key, value)}" for key, value in entry.items()]
    under = f"{indent} {gap}"
    return end.join([f"{indent}-{gap}{said[0]}", *(f"{under}{line}" for line in said[1:]), ""])


def _list(text: str) -> Sequence | None:
    document, findings = parse(text, "")
    if document is None or findings or not isinstance(document.root, Mapping):
        return None
    found = document.root.get("decisions")
    return found if isinstance(found, Sequence) else None


def _first(text: str, decisions: Sequence, entry: Fields, end: str) -> str | None:
    """The text with an entry in place of the brackets of an empty list."""
    rows = text.splitlines(keepends=True)
    number, column = decisions.place.line - 1, decisions.place.column - 1
    row = rows[number]
    found = _EMPTY.match(row, column + row.startswith("\ufeff"))
    if found is None:
        return None
    head, tail = row[: found.start()].rstrip(), row[found.end() :].rstrip("\r\n")
    rows[number] = f"{head}{tail.rstrip()}{end}"
    before, after = "".join(rows[: number + 1]), "".join(rows[number + 1 :])
    return before + lines(entry, end=end) + after


def _style(last: Node) -> tuple[str, str] | None:
    """The indentation of a list's last entry, and the space after its dash."""
    before = last.place.text[: last.place.column - 1]
    found = _DASH.fullmatch(before)
    return None if found is None else (found[1], found[2])


def _checked(old: str, new: str | None, entry: Fields) -> str | None:
    """The new text, if it says what the old one says, and the entry."""
    before, after = _list(old), None if new is None else _list(new)
    if before is None or after is None:
        return None
    said = [_said(node) for node in after.items]
    same = said == [*(_said(node) for node in before.items), entry]
    return new if same else None


def _said(node: Node) -> object:
    """What a node says, wherever it stands."""
    match node:
        case Mapping(entries=entries):
            return {key: _said(entry.value) for key, entry in entries.items()}
        case Sequence(items=items):
            return [_said(item) for item in items]
        case _:
            return node.text


def _value(key: str, value: str | dict[str, str]) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {number}' for name, number in value.items())}}}"
    return scalar(value) if key != "reason" else _sentence(value)


def _sentence(text: str) -> str:
    return scalar(text) if _WORDS.fullmatch(text) else json.dumps(text, ensure_ascii=False)
