"""Where reading a line stopped, and whether another line could be read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from engine.rules.grammar import parse_tokens
from engine.rules.grammar import phrases
from engine.rules.phrases import END
from engine.rules.words import read_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.diagnostics import Place
    from engine.rules.phrases import Token


class Slip(NamedTuple):
    """The tokens of a line, where reading stopped, and what could have stood there."""

    tokens: Sequence[Token]
    position: int
    expected: frozenset[str]

    @property
    def token(self) -> Token:
        """The token that cannot stand where it does."""
        return self.tokens[self.position]

    @property
    def before(self) -> Token | None:
        """The token before it."""
        return self.tokens[self.position - 1] if self.position else None

    @property
    def starts_with(self) -> str:
        """The phrase that the line begins with, if it does."""
        return self.tokens[0].phrase

    def expects(self, phrase: str) -> bool:
        """Whether this phrase could have stood there."""
        return phrases().names[phrase] in self.expected

    def over(self, start: int, end: int) -> Place:
        """The place of some of the tokens."""
        first, last = self.tokens[start], self.tokens[end - 1]
        return first.line.place(first.column, last.end)


def typed(tokens: Sequence[Token]) -> str:
    """Tokens as somebody would type them."""
    text = " ".join(token.source for token in tokens if token.type != END)
    return text.replace(" ,", ",").replace(" :", ":")


def reads(text: str) -> bool:
    """Whether a line can be read."""
    line, problem = read_line("", 0, text)
    return problem is None and parse_tokens(phrases().tokens(line))[1] is None
