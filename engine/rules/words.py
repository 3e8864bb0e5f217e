"""A line of a rules file as words, before anybody asks what they mean."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal
from typing import NamedTuple
from typing import TypeAlias

from engine.diagnostics import Place
from engine.rules import word_findings as found
from engine.rules.tree import Citation

if TYPE_CHECKING:
    from engine.diagnostics import Finding

WordKind: TypeAlias = Literal["word", "integer", "number", "code", "quoted", ",", ":"]

_NEWLINE = re.compile(r"\r\n|\n|\r")
_PIECE = re.compile(
    r"""(?P<space>\s+)
    |   (?P<comment>\#.*)
    |   "(?P<quoted>[^"]*)"
    |   \[(?P<citation>[^\]]*)\]
    |   (?P<mark>[,:])
    |   (?P<word>[^\s"\#\[\],:]+)
    |   (?P<stray>.)""",
    re.VERBOSE,
)
_PLAIN_WORD = re.compile(r"[A-Za-z][A-Za-z]*(?:['/&.-][A-Za-z]+)*")
_INTEGER = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+|/0*[1-9][0-9]*)|-[0-9]+")
_CODE = re.compile(r"[0-9]+(?:\.[0-9]+)+\(?[a-z]?\)?")
_LONGEST_NUMBER = 9
_INSIDE_WORDS = "-'\N{RIGHT SINGLE QUOTATION MARK}&/._\N{EN DASH}"
_JOINERS = "\u200c\u200d"
_PARENTHESES = "(){}"
_SYMBOLS = "+*=<>%÷≥≤≠^|~\N{MULTIPLICATION SIGN}\N{MINUS SIGN}"
_QUOTATION_MARKS = "“”„‟«»'`\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_END_MARKS = ".;!?"


class Word(NamedTuple):
    """A word, a number, a quoted name, a comma or a colon."""

    kind: WordKind
    text: str
    column: int
    end: int


@dataclass(frozen=True)
class Line:
    """A line taken apart: its words, its citation, its comment."""

    file: str
    number: int
    text: str
    words: tuple[Word, ...] = ()
    citation: Citation | None = None
    comment: str | None = None

    def place(self, column: int, end: int) -> Place:
        """The stretch from one column up to another, at least one wide."""
        return Place(self.file, self.number, column, max(end - column, 1), self.text)


def split_lines(text: str) -> list[str]:
    """The lines of a text, however they end."""
    return _NEWLINE.split(text.removeprefix("\ufeff"))


def read_line(file: str, number: int, text: str) -> tuple[Line, Finding | None]:
    """The words of a line, and the first thing that no line may have."""
    bare = Line(file, number, text)
    forbidden = _forbidden_character(bare)
    if forbidden:
        return bare, forbidden
    words: list[Word] = []
    citation: Citation | None = None
    comment: str | None = None
    for match in _PIECE.finditer(text):
        kind, start, end = match.lastgroup, match.start() + 1, match.end() + 1
        if kind == "space":
            continue
        if kind == "comment":
            comment = _comment(match.group())
            continue
        piece = _Piece(bare, kind or "", match.group(kind or 0), start, end)
        problem = _problem(piece, citation)
        if problem:
            return Line(file, number, text, tuple(words), citation, comment), problem
        if kind == "citation":
            citation = Citation(_squeezed(piece.text), piece.place)
        else:
            words.append(_word(piece))
    return Line(file, number, text, tuple(words), citation, comment), None


class _Piece(NamedTuple):
    line: Line
    kind: str
    text: str
    column: int
    end: int

    @property
    def place(self) -> Place:
        return self.line.place(self.column, self.end)


def _comment(text: str) -> str:
    return text[1:].removeprefix(" ").rstrip()


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _word(piece: _Piece) -> Word:
    _, kind, text, column, end = piece
    if kind == "quoted":
        return Word("quoted", _squeezed(text), column, end)
    if kind == "mark":
        return Word("," if text == "," else ":", text, column, end)
    if _INTEGER.fullmatch(text):
        return Word("integer", text, column, end)
    if _NUMBER.fullmatch(text):
        return Word("number", text, column, end)
    if _CODE.fullmatch(text):
        return Word("code", text, column, end)
    return Word("word", text, column, end)


def _problem(piece: _Piece, citation: Citation | None) -> Finding | None:
    if piece.kind == "stray":
        return _stray(piece)
    if citation is not None:
        if piece.kind == "citation":
            return found.SecondCitation(piece.place, citation.place, citation.text, piece.text)
        return found.CitationNotLast(citation.place, citation.text)
    if piece.kind == "citation" and not piece.text.strip():
        return found.EmptyCitation(piece.place)
    if piece.kind == "quoted" and not piece.text.strip():
        return found.EmptyName(piece.place)
    if piece.kind == "word" and not _PLAIN_WORD.fullmatch(piece.text):
        return _problem_in_word(piece)
    return None


def _stray(piece: _Piece) -> Finding:
    line, rest = piece.line, piece.line.text[piece.column - 1 :].rstrip()
    place = line.place(piece.column, piece.column + len(rest))
    if piece.text == '"':
        return found.UnclosedQuotation(place, rest[1:])
    if piece.text == "[":
        return found.UnclosedCitation(place, rest[1:])
    return found.ForbiddenCharacter(piece.place, piece.text)


def _problem_in_word(piece: _Piece) -> Finding | None:
    text = piece.text
    if _CODE.fullmatch(text) or _NUMBER.fullmatch(text):
        return None
    if _INTEGER.fullmatch(text):
        return found.LongNumber(piece.place) if len(text) > _LONGEST_NUMBER else None
    if text.strip("-\N{EN DASH}\N{EM DASH}/") == "":
        return found.Symbol(piece.place, text)
    if text[0] in _QUOTATION_MARKS:
        return found.OtherQuotationMarks(_character(piece, 0), text[0])
    for offset, character in enumerate(text):
        if not _in_word(character):
            return _unexpected_character(piece, offset)
    if text[-1] in _END_MARKS:
        return found.EndMark(_character(piece, len(text) - 1), text[-1])
    return None


def _in_word(character: str) -> bool:
    return (
        character.isalnum()
        or character in _INSIDE_WORDS
        or character in _JOINERS
        or unicodedata.category(character).startswith("M")
    )


def _character(piece: _Piece, offset: int) -> Place:
    column = piece.column + offset
    return piece.line.place(column, column + 1)


def _unexpected_character(piece: _Piece, offset: int) -> Finding:
    character, place = piece.text[offset], _character(piece, offset)
    if character in _PARENTHESES:
        return found.Parentheses(place, character)
    if character in _SYMBOLS:
        return found.Symbol(*_symbol(piece, offset))
    if character in _QUOTATION_MARKS:
        return found.OtherQuotationMarks(place, character)
    if character in _END_MARKS:
        return found.EndMark(place, character)
    return found.ForbiddenCharacter(place, character)


def _symbol(piece: _Piece, offset: int) -> tuple[Place, str]:
    end = offset
    while end < len(piece.text) and piece.text[end] in _SYMBOLS:
        end += 1
    place = piece.line.place(piece.column + offset, piece.column + end)
    return place, piece.text[offset:end]


def _forbidden_character(line: Line) -> Finding | None:
    if line.text.isascii() and line.text.replace("\t", " ").isprintable():
        return None
    for offset, character in enumerate(line.text):
        if _is_forbidden(character):
            place = line.place(offset + 1, offset + 2)
            return found.ForbiddenCharacter(place, character)
    return None


def _is_forbidden(character: str) -> bool:
    category = unicodedata.category(character)
    invisible = category.startswith("C") or category in {"Zl", "Zp"}
    return invisible and character != "\t" and character not in _JOINERS
