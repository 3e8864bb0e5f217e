"""The text of a rules file as a tree, with everything that is wrong in one reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Place
from engine.diagnostics import in_order
from engine.rules import text_findings as found
from engine.rules.blocks import Entry
from engine.rules.blocks import assemble
from engine.rules.build import Header
from engine.rules.grammar import parse_tokens
from engine.rules.grammar import phrases
from engine.rules.mistakes import explain
from engine.rules.tree import BLANK
from engine.rules.tree import RulesFile
from engine.rules.words import Line
from engine.rules.words import read_line
from engine.rules.words import split_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.diagnostics import Finding
    from engine.rules.blocks import Opening
    from engine.rules.blocks import Said
    from engine.rules.phrases import Token

LARGEST = 300_000


def read_rules(path: Path, file: str) -> tuple[str, tuple[Finding, ...]]:
    """The text of a file, if it is text and not too large to be rules."""
    with path.open("rb") as stream:
        data = stream.read(4 * LARGEST + 1)
    if len(data) > 4 * LARGEST:
        return "", (found.TooLarge(Place(file), path.stat().st_size, LARGEST),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return "", (found.NotUtf8(Place(file)),)


def parse(text: str, file: str) -> tuple[RulesFile, tuple[Finding, ...]]:
    """The tree of what can be read, and every finding, in order."""
    if len(text) > LARGEST:
        return RulesFile(file, ()), (found.TooLarge(Place(file), len(text), LARGEST),)
    reader = _Reader(file)
    lines = split_lines(text)
    for number, line in enumerate(lines, start=1):
        reader.read(number, line)
    trailing = reader.finish()
    rules, findings = assemble(reader.entries)
    if not reader.entries:
        findings = (found.NoRules(Place(file)),)
    end = Place(file, len(lines) or 1, 1)
    return RulesFile(file, rules, trailing, end), in_order([*reader.findings, *findings])


class _Reader:
    """Reads line after line and keeps the comments that wait for a clause."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.entries: list[Entry] = []
        self.findings: list[Finding] = []
        self.waiting: list[str] = []
        self.indented = 0  # how many of the waiting comments belong to the rule above

    def read(self, number: int, text: str) -> None:
        """One line."""
        line, problem = read_line(self.file, number, text)
        if problem is None and not line.words and line.citation:
            problem = found.Unexpected(
                line.citation.place,
                f"[{line.citation.text}]",
                (),
                "write it at the end of the line whose source it is",
            )
        if problem is None and not line.words:
            self._wait(line)
            return
        says, opens, finding = self._said(line, problem)
        if finding:
            self.findings.append(finding)
        self._add(line, says, opens)

    def finish(self) -> tuple[str, ...]:
        """The comments at the end of the file, but for those of the last rule."""
        return _without_edges(self._handed_on(to_rule=True))

    def _said(
        self, line: Line, problem: Finding | None
    ) -> tuple[Said, Opening, Finding | None]:
        tokens = phrases().tokens(line)
        opens = _opening(tokens)
        if problem:
            return None, opens, problem
        says, mistake = parse_tokens(tokens)
        if mistake:
            return None, opens, explain(tokens, mistake)
        return says, opens, None

    def _wait(self, line: Line) -> None:
        if line.comment is None:
            if self.waiting and self.waiting[-1] != BLANK:
                self.waiting.append(BLANK)
            return
        if line.text[:1].isspace() and self.indented == len(self.waiting):
            self.indented += 1
        self.waiting.append(line.comment)

    def _add(self, line: Line, says: Said, opens: Opening) -> None:
        if opens:
            above = tuple(self._handed_on(to_rule=bool(self.entries)))
        else:
            above = tuple(comment for comment in self.waiting if comment != BLANK)
        place = _place_of(line, says)
        entry = Entry(says, opens, place, line.citation, above, line.comment or "")
        self.entries.append(entry)
        self.waiting, self.indented = [], 0

    def _handed_on(self, *, to_rule: bool) -> Sequence[str]:
        """The waiting comments, after the last rule has taken its own."""
        last = self.entries[-1] if self.entries else None
        if not to_rule or last is None or last.opens:
            return self.waiting
        last.below = tuple(self.waiting[: self.indented])
        rest = self.waiting[self.indented :]
        return rest[1:] if rest[:1] == [BLANK] else rest


def _opening(tokens: Sequence[Token]) -> Opening:
    phrase = tokens[0].phrase
    if phrase == "rate":
        return "rate"
    return "expect" if phrase == "expect" else ""


def _place_of(line: Line, says: Said) -> Place:
    if not line.words:
        return Place(line.file, line.number, text=line.text)
    last = line.words[-2] if isinstance(says, Header) else line.words[-1]
    return line.place(line.words[0].column, last.end)


def _without_edges(comments: Sequence[str]) -> tuple[str, ...]:
    kept = list(comments)
    while kept and kept[-1] == BLANK:
        kept.pop()
    return tuple(kept)
