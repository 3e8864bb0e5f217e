"""The words of a line as fixed phrases and names: the longest phrase wins."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import NamedTuple

from engine.rules.words import Line
from engine.rules.words import read_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.diagnostics import Place
    from engine.rules.words import Word

NAME = "NAME"
INTEGER = "INT"
NUMBER = "NUMBER"
CODE = "CODE"
LATER = "LATER"
END = "$END"
LATER_PHRASES = ("unless", "provided", "carried forward from")


class Token(NamedTuple):
    """A phrase, a name or a number, and where it stands; ``text`` is as written."""

    type: str
    text: str
    line: Line
    column: int
    end: int
    phrase: str = ""
    quoted: bool = False

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.line.place(self.column, self.end)

    @property
    def source(self) -> str:
        """The token as it would be typed."""
        return f'"{self.text}"' if self.quoted else self.text


@dataclass(frozen=True)
class Phrases:
    """The fixed phrases, with the name that the grammar has for each."""

    names: Mapping[str, str]
    _by_first: Mapping[str, tuple[tuple[str, ...], ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in self.names:
            words = tuple(phrase.split())
            by_first[words[0]].append(words)
        longest_first = {
            k: tuple(sorted(v, key=len, reverse=True)) for k, v in by_first.items()
        }
        object.__setattr__(self, "_by_first", longest_first)

    def at(self, words: tuple[Word, ...], start: int) -> str | None:
        """The longest phrase that begins at this word."""
        first = words[start]
        if first.kind not in {"word", ",", ":"}:
            return None
        for phrase in self._by_first.get(first.text.lower(), ()):
            stretch = words[start : start + len(phrase)]
            if len(stretch) == len(phrase) and all(map(_same, stretch, phrase)):
                return " ".join(phrase)
        return None

    def tokens(self, line: Line) -> tuple[Token, ...]:
        """The line as phrases, names and numbers, and its end."""
        last = line.words[-1].end if line.words else 1
        return (*self._tokens(line), Token(END, "", line, last, last))

    def _tokens(self, line: Line) -> Iterator[Token]:
        words, position = line.words, 0
        while position < len(words):
            phrase = self.at(words, position)
            length = len(phrase.split()) if phrase else self._run(words, position)
            yield self._token(line, words[position : position + length], phrase)
            position += length

    def _token(self, line: Line, words: tuple[Word, ...], phrase: str | None) -> Token:
        text = " ".join(word.text for word in words)
        kind, column, end = words[0].kind, words[0].column, words[-1].end
        if phrase:
            return Token(self.names[phrase], text, line, column, end, phrase)
        if kind == "integer":
            return Token(INTEGER, text, line, column, end)
        if kind == "number":
            return Token(NUMBER, text, line, column, end)
        if kind == "code":
            return Token(CODE, text, line, column, end)
        return Token(NAME, text, line, column, end, quoted=kind == "quoted")

    def _run(self, words: tuple[Word, ...], start: int) -> int:
        """How many words from here make one name; a number may stand in it, not begin it."""
        if words[start].kind != "word":
            return 1
        end = start + 1
        while end < len(words) and self._goes_on(words, end):
            end += 1
        return end - start

    def _goes_on(self, words: tuple[Word, ...], position: int) -> bool:
        kind = words[position].kind
        return (
            kind in {"word", "integer", "number", "code"} and self.at(words, position) is None
        )

    def needs_quotes(self, name: str) -> bool:
        """Whether a name would be read as something else without quotation marks."""
        line, problem = read_line("", 0, name)
        if problem or line.citation or line.comment is not None:
            return True
        read = [token.type for token in self.tokens(line)]
        return read != [NAME, END] or line.words[0].kind == "quoted" or self._leans(line.words)

    def is_grade(self, name: str) -> bool:
        """Whether a name begins with a number, and is read as a rating's all the same."""
        line, problem = read_line("", 0, name)
        number, *rest = self.tokens(line)[:-1] or (None,)
        if problem or number is None or number.type not in {INTEGER, NUMBER}:
            return False
        return not rest or (
            len(rest) == 1 and rest[0].type == NAME and not self.needs_quotes(rest[0].text)
        )

    def _leans(self, words: tuple[Word, ...]) -> bool:
        """Whether the name could make a phrase with words before or after it."""
        text = [word.text.lower() for word in words]
        return any(
            text[:size] == phrase.split()[-size:] or text[-size:] == phrase.split()[:size]
            for phrase in self.names
            for size in range(1, min(len(text), len(phrase.split()) - 1) + 1)
        )


def _same(word: Word, expected: str) -> bool:
    return word.kind != "quoted" and word.text.lower() == expected
