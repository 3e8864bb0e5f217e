"""The parser of one line, made from grammar.lark once in a process."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple
from typing import cast

from engine.rules.build import Spread
from engine.rules.phrases import LATER
from engine.rules.phrases import LATER_PHRASES
from engine.rules.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from lark import Lark
    from lark import Token as LarkToken
    from lark.parsers.lalr_interactive_parser import InteractiveParser

    from engine.rules.phrases import Token


class Mistake(NamedTuple):
    """The first token that cannot stand where it does, and what could."""

    position: int
    expected: frozenset[str]


def grammar_text() -> str:
    """The grammar as it stands in its file."""
    return files("engine.rules").joinpath("grammar.lark").read_text(encoding="utf-8")


def build_parser(*, debug: bool = False) -> Lark:
    """The parser of a line; with ``debug`` it reports conflicts in the grammar to its log."""
    from lark import Lark
    from lark.lexer import Lexer

    class NoLexer(Lexer):
        """Nothing: phrases.py has made the tokens already."""

        def __init__(self, _configuration: object) -> None:
            """Nothing to prepare."""

        def lex(self, _state: object, _parser: object) -> Iterator[LarkToken]:
            """Never asked."""
            raise NotImplementedError

    return Lark(
        grammar_text(),
        start="line",
        parser="lalr",
        lexer=NoLexer,
        transformer=cast("Any", Spread()),
        maybe_placeholders=False,
        debug=debug,
    )


@cache
def _lark() -> Lark:
    return build_parser()


@cache
def phrases() -> Phrases:
    """The fixed phrases of the grammar, and those kept for later."""
    from lark.lexer import PatternStr

    patterns = ((t.name, t.pattern) for t in _lark().terminals)
    known = {p.value: name for name, p in patterns if isinstance(p, PatternStr)}
    return Phrases(known | dict.fromkeys(LATER_PHRASES, LATER))


def parse_tokens(tokens: Sequence[Token]) -> tuple[Any, Mistake | None]:
    """What a line's tokens say, or the first that cannot stand where it does."""
    from lark.exceptions import UnexpectedToken

    parser = _lark().parse_interactive()
    value: Any = None
    for position, token in enumerate(tokens):
        try:
            value = _feed(parser, token)
        except UnexpectedToken:
            return None, Mistake(position, _expected(tokens[:position]))
    return value, None


def _expected(tokens: Sequence[Token]) -> frozenset[str]:
    parser = _lark().parse_interactive()
    for token in tokens:
        _feed(parser, token)
    accepts: set[str] = parser.accepts()  # type: ignore[no-untyped-call]
    return frozenset(accepts)


def _feed(parser: InteractiveParser, token: Token) -> object:
    result: object = parser.feed_token(cast("LarkToken", token))
    return result
