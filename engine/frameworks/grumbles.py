"""The YAML library's complaints, said so that whoever wrote the file can act on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.frameworks.file_findings import KeyNotText
from engine.frameworks.file_findings import NotYaml
from engine.frameworks.file_findings import Tab
from engine.frameworks.file_findings import TooDeep
from engine.frameworks.nodes import DEPTH

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml import Mark
    from yaml import MarkedYAMLError

    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.frameworks.lines import Lines

_ENTRY = re.compile(r"[\[{,]")
"""Where an entry begins that is written in brackets."""

QUOTE = "put the text in quotation marks"
INDENT = "check the indentation: what belongs together begins in the same column"


@dataclass(frozen=True)
class Grumble:
    """What the library's words betray, and what we say; {0} is the character there."""

    sign: str
    problem: str
    advice: str
    at_start: bool = False


_GRUMBLES = (
    Grumble(
        "unexpected end of stream",
        "this quotation mark is never closed",
        "add the closing quotation mark; inside '…' an apostrophe is written twice",
        at_start=True,
    ),
    Grumble(
        "flow sequence",
        'this "[" is never closed, or a comma is missing after it',
        'close the list with "]" and put commas between its entries',
        at_start=True,
    ),
    Grumble(
        "flow mapping",
        'this "{{" is never closed, or a comma is missing after it',
        'close it with "}" and put commas between its entries',
        at_start=True,
    ),
    Grumble("cannot start any token", 'text cannot begin with "{0}"', QUOTE),
    Grumble(
        "mapping values are not allowed",
        'a second ":" cannot stand here',
        f'if this is text with a ":" in it, {QUOTE}; if it is a key, check its indentation',
    ),
    Grumble(
        "sequence entries are not allowed",
        "a list cannot begin on the line of its key",
        "begin the list on a line of its own",
    ),
    Grumble(
        "could not find expected ':'",
        'there is no ":" after this',
        'write "key: value"; text that goes on over several lines must be indented',
        at_start=True,
    ),
    Grumble("scanning an alias", 'text cannot begin with "*"', QUOTE, at_start=True),
    Grumble("scanning an anchor", 'text cannot begin with "&"', QUOTE, at_start=True),
    Grumble("a tag", 'text cannot begin with "!"', QUOTE, at_start=True),
    Grumble("directive", 'a line cannot begin with "%"', QUOTE),
    Grumble("incompatible YAML", 'a line cannot begin with "%"', "delete this line"),
    Grumble(
        "document start",
        "nothing can follow here",
        "look for a bracket too many, or for text after the end of the file's last entry",
    ),
    Grumble(
        "block scalar",
        'nothing but a comment can follow "|" or ">" on its line',
        "begin the text on the next line, indented",
    ),
    Grumble(
        "quoted scalar",
        'this "\\" does not stand for a character',
        'write "\\\\" for a backslash, or use single quotation marks',
    ),
    Grumble(
        "block collection",
        "this does not fit the list above",
        'begin each entry of the list with "- ", all in the same column',
    ),
    Grumble(
        "block mapping",
        "this does not fit what stands before it",
        f"{INDENT}; nothing but a comment may follow a closing quotation mark",
    ),
    Grumble("node content", '"{0}" cannot stand here', QUOTE),
)
_COLON_IN_TEXT = Grumble(
    "",
    'a second ":" cannot stand here',
    f'if this is text with a ":" in it, {QUOTE}; if not, put a comma before the next key',
)
_OTHERWISE = Grumble("", "this cannot be read", f"{INDENT}; or {QUOTE}")


def explained(error: MarkedYAMLError, lines: Lines) -> Finding:
    """A finding of ours for an error of the library's."""
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    assert mark is not None
    if "nesting depth" in said:
        return TooDeep(lines.place(mark.line, mark.column), DEPTH)
    character = lines.character(mark.line, mark.column)
    if character == "\t" and "quoted scalar" not in said:
        return Tab(lines.place(mark.line, mark.column))
    if character == ":" and "block mapping" in said:
        return KeyNotText(lines.place(mark.line, mark.column))
    grumble = next((g for g in _GRUMBLES if g.sign in said), _OTHERWISE)
    if character == ":" and "while parsing a flow" in said and _after_key(lines, mark):
        grumble = _COLON_IN_TEXT
    if grumble.at_start and error.context_mark is not None:
        mark = error.context_mark
    return _said(grumble, character, lambda: lines.place(mark.line, mark.column))


def _after_key(lines: Lines, mark: Mark) -> bool:
    """Whether a key and its colon stand before this place, in the same entry."""
    entry = _ENTRY.split(lines.all[mark.line][: mark.column])[-1]
    return ": " in entry


def _said(grumble: Grumble, character: str, place: Callable[[], Place]) -> NotYaml:
    if "{0}" in grumble.problem and not character:
        grumble = _OTHERWISE
    return NotYaml(place(), grumble.problem.format(character), grumble.advice)
