"""Slips of those who write in one place what stands in another: a line, bands, a group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.rules import text_findings as found
from engine.rules.expected import MEASURES
from engine.rules.name_findings import ROUNDING
from engine.rules.phrases import INTEGER
from engine.rules.phrases import NAME
from engine.rules.phrases import NUMBER
from engine.rules.slip import reads
from engine.rules.slip import typed

if TYPE_CHECKING:
    from engine.diagnostics import Finding
    from engine.rules.slip import Slip

OF_SEVERAL = {*MEASURES, "lowest of", "highest of"}
STEPS = {"up", "down"}
POINTS = {"plus", "minus"}
_ROUNDED = re.compile(r"round(?:ed)?\b.*?([0-9.]+|$)", re.IGNORECASE)
_CAPPED = re.compile(r"(?:capped|limited|cap|limit) (?:at|to) (\S.*)", re.IGNORECASE)


def _is_measured(slip: Slip) -> bool:
    """Whether the line is about a measure and its bands."""
    phrases = {token.phrase for token in slip.tokens}
    return "banded by" in phrases or slip.starts_with in MEASURES


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
    if seen is None or slip.token.type != NAME or not _is_measured(slip):
        return None
    to = seen[1].rstrip(".") or "integer"
    return found.Unexpected(slip.token.place, slip.token.text, (), ROUNDING.format(to))


def capped(slip: Slip) -> Finding | None:
    """``average score of standards, capped at 4, banded by …``."""
    seen = _CAPPED.match(slip.token.text)
    if seen is None or not _is_measured(slip):
        return None
    advice = f'write a limit on a line of its own, below: "at most {seen[1]}"'
    return found.Unexpected(slip.token.place, slip.token.text, (), advice)


def added_in_line(slip: Slip) -> Finding | None:
    """``average score of standards plus 0.4, banded by …``."""
    if slip.token.phrase not in POINTS or not _is_measured(slip):
        return None
    line = typed(slip.tokens[slip.position :]).partition(",")[0]
    line = line if reads(line) else f"{slip.token.phrase} …"
    advice = f'write it on a line of its own, directly below: "{line}"'
    return found.Unexpected(slip.token.place, slip.token.text, (), advice)


def unsigned_points(slip: Slip) -> Finding | None:
    """``2 points if accredited``."""
    first, second, *rest = (*slip.tokens, *slip.tokens[-1:])
    if first.type not in {INTEGER, NUMBER} or second.phrase != "points":
        return None
    text = f"plus {first.text} {typed(rest)}"
    if not reads(text):
        return None
    return found.Unexpected(slip.over(0, 2), f"{first.text} points", (), f'write "{text}"')


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
    return found.Unexpected(tokens[at].place, tokens[at].text, (), f'write "{text}"')


def several_items(slip: Slip) -> Finding | None:
    """``lowest of inspection and staffing``."""
    tokens, position = slip.tokens, slip.position
    name = next((n for n, t in enumerate(tokens) if t.phrase in OF_SEVERAL), len(tokens)) + 1
    marks = [n for n in (position, position - 1) if tokens[n].phrase in {"and", ","}]
    if not marks or name + 1 != marks[-1] or tokens[marks[-1] + 1].type != NAME:
        return None
    advice = (
        "for several items, declare a group in framework.yaml, and write its plural here; "
        f'a name that holds "{tokens[marks[-1]].text}" needs quotation marks'
    )
    return found.Unexpected(tokens[marks[-1]].place, tokens[marks[-1]].text, (), advice)


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
    added_in_line,
    unsigned_points,
    one_word_too_many,
    several_items,
    bare_number,
)
