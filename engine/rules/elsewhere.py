"""Slips of those who write in one place what stands in another: a line, bands, a group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.rules import text_findings as found
from engine.rules.adding import POINTS
from engine.rules.adding import measured
from engine.rules.name_findings import ROUNDING
from engine.rules.phrases import INTEGER
from engine.rules.phrases import NAME
from engine.rules.several import OF_SEVERAL
from engine.rules.slip import reads
from engine.rules.slip import typed

if TYPE_CHECKING:
    from engine.diagnostics import Finding
    from engine.rules.slip import Slip

STEPS = {"up", "down"}
_ROUNDED = re.compile(r"round(?:ed)?\b.*?([0-9.]+|$)", re.IGNORECASE)
_CAPPED = re.compile(r"(?:capped|limited|cap|limit) (?:at|to) (\S.*)", re.IGNORECASE)


def conditional_bands(slip: Slip) -> Finding | None:
    """``…, banded by star bands if beds is more than 10``."""
    tokens, position = slip.tokens, slip.position
    before = [token.phrase for token in tokens[:position]]
    if slip.token.phrase != "if" or "banded by" not in before:
        return None
    measure = typed(tokens[: before.index(",")])
    condition = typed(tokens[position + 1 :]) or "…"
    advice = (
        'bands are the same for all; write "first that applies", and below it lines such '
        f'as "… if {condition} and {measure} is at least …"'
    )
    return found.Unexpected(slip.token.place, "if", (), advice)


def points_in_name(slip: Slip) -> Finding | None:
    """``…, banded by half points``."""
    tokens, position = slip.tokens, slip.position
    if slip.token.phrase != "points" or position < 2:
        return None
    if tokens[position - 2].phrase != "banded by":
        return None
    before, name = typed(tokens[: position - 1]), typed(tokens[position - 1 : position + 1])
    return found.ReservedInName(slip.token.place, "points", before, name)


def rounded(slip: Slip) -> Finding | None:
    """``average score of standards rounded to 0.5, banded by …``."""
    seen = _ROUNDED.match(slip.token.text)
    if seen is None or slip.token.type != NAME or not measured(slip):
        return None
    to = seen[1].rstrip(".") or "integer"
    return found.Unexpected(slip.token.place, slip.token.text, (), ROUNDING.format(to))


def capped(slip: Slip) -> Finding | None:
    """``average score of standards, capped at 4, banded by …``."""
    seen = _CAPPED.match(slip.token.text)
    if seen is None or not measured(slip):
        return None
    advice = f'write a limit on a line of its own, below: "at most {seen[1]}"'
    return found.Unexpected(slip.token.place, slip.token.text, (), advice)


def one_word_too_many(slip: Slip) -> Finding | None:
    """``plus 2 points if …``, ``up 1 star if …``, ``are rated good``."""
    tokens, position = slip.tokens, slip.position
    rated = slip.before is not None and slip.before.phrase == "rated"
    word = slip.token.phrase == "points" or (
        slip.token.type == NAME and " " not in slip.token.text
    )
    if not rated and (slip.starts_with not in POINTS | STEPS or position != 2 or not word):
        return None
    at = position - 1 if rated else position
    text = typed([*tokens[:at], *tokens[at + 1 :]])
    if not reads(text):
        return None
    advice = f'write "{text}"'
    if slip.starts_with in POINTS and tokens[at].type == NAME:
        each = f"{typed(tokens[:at])} for each {typed(tokens[at:])}"
        advice += f'; of an input that is a number, "{each}"'
    return found.Unexpected(tokens[at].place, tokens[at].text, (), advice)


def begun_with_a_line(slip: Slip) -> Finding | None:
    """``start from lowest of standards``."""
    token = slip.token
    if slip.starts_with != "start from" or slip.position != 1:
        return None
    if token.phrase not in OF_SEVERAL | {"points"}:
        return None
    advice = f'leave "start from" out: a line with "{token.text}" gives a rating itself'
    return found.Unexpected(slip.tokens[0].place, slip.tokens[0].text, (), advice)


def moving_limit(slip: Slip) -> Finding | None:
    """``at most inspection plus 1``."""
    tokens, position = slip.tokens, slip.position
    if slip.starts_with not in {"at most", "at least"} or slip.token.phrase not in POINTS:
        return None
    name, number = tokens[position - 1], tokens[position + 1]
    side = "above" if slip.token.phrase == "plus" else "below"
    text = (
        f"{typed(tokens[: position - 1])} {number.text} {side} {name.source} "
        f"{typed(tokens[position + 2 :])}"
    ).rstrip()
    if not reads(text):
        return None
    return found.Unexpected(slip.token.place, slip.token.text, (), f'write "{text}"')


def bare_number(slip: Slip) -> Finding | None:
    """``if 3 standards are good``."""
    tokens, position = slip.tokens, slip.position
    if slip.token.type != INTEGER or not slip.before or slip.before.phrase not in {"if", "and"}:
        return None
    if not reads(f"{typed(tokens[:position])} exactly {typed(tokens[position:])}"):
        return None
    number = slip.token.text
    advice = f'write "at least {number}", "exactly {number}" or the like'
    return found.Unexpected(slip.token.place, number, (), advice)


ELSEWHERE = (
    conditional_bands,
    points_in_name,
    rounded,
    capped,
    one_word_too_many,
    begun_with_a_line,
    moving_limit,
    bare_number,
)
