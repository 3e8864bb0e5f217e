"""Slips in lines of points: what is added, for each one of what, and up to how many."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.diagnostics.words import exact
from engine.rules import text_findings as found
from engine.rules.expected import MEASURES
from engine.rules.phrases import INTEGER
from engine.rules.phrases import NAME
from engine.rules.phrases import NUMBER
from engine.rules.slip import reads
from engine.rules.slip import typed

if TYPE_CHECKING:
    from engine.diagnostics import Finding
    from engine.rules.phrases import Token
    from engine.rules.slip import Slip

POINTS = {"plus", "minus"}
NUMBERS = {INTEGER, NUMBER}
LIMITS = {",", "up", "at most"}
"""What a limit to the points of a line is taken to begin with."""
LIMITED = re.compile(r",? *(?:up to|at most|to)? *(?:a )?(?:maximum|max)?(?: of)? *([0-9./]+)")
_OF = re.compile(r"(?:(per ?cent) )?of (.+)", re.IGNORECASE)


def measured(slip: Slip) -> bool:
    """Whether the line is about a measure and its bands."""
    phrases = {token.phrase for token in slip.tokens}
    return "banded by" in phrases or slip.starts_with in MEASURES


def added_in_line(slip: Slip) -> Finding | None:
    """``average score of standards plus 0.4, banded by …``."""
    if slip.token.phrase not in POINTS or not measured(slip):
        return None
    line = typed(slip.tokens[slip.position :]).partition(",")[0]
    line = line if reads(line) else f"{slip.token.phrase} …"
    advice = f'write it on a line of its own, directly below: "{line}"'
    return found.Unexpected(slip.token.place, slip.token.text, (), advice)


def unsigned(slip: Slip) -> Finding | None:
    """``2 points if accredited``."""
    first, second, *rest = (*slip.tokens, *slip.tokens[-1:])
    if first.type not in NUMBERS or second.phrase != "points":
        return None
    text = f"plus {first.text} {typed(rest)}"
    if not reads(text):
        return None
    return found.Unexpected(slip.over(0, 2), f"{first.text} points", (), f'write "{text}"')


def begun(slip: Slip) -> Finding | None:
    """``start from 100``, or ``100 points, banded by …``."""
    started = slip.starts_with == "start from"
    first = slip.tokens[1 if started else 0]
    banded = next((n for n, t in enumerate(slip.tokens) if t.phrase == "banded by"), None)
    if first.type not in NUMBERS or not (started or banded is not None):
        return None
    if started and first.type != INTEGER:
        return None  # more likely the code of an item
    bands = "…" if banded is None else typed(slip.tokens[banded + 1 :])
    advice = (
        f'to begin with points, write "points, banded by {bands}", '
        f'and on a line below it "plus {first.text}"'
    )
    if started:
        advice += "; an item whose id is a number needs quotation marks"
    return found.Unexpected(first.place, first.text, (), advice)


def for_each_so_many(slip: Slip) -> Finding | None:
    """``minus 5 for each 10 beds``."""
    tokens, position = slip.tokens, slip.position
    number = _number(slip.token)
    if slip.starts_with not in POINTS or not slip.before or slip.before.phrase != "for each":
        return None
    points = _number(tokens[1])
    if not number or points is None:
        return None
    each = exact(points / number)
    text = f"{tokens[0].text} {each} for each {typed(tokens[position + 1 :])}"
    if not reads(text):
        return None
    advice = f'write "{text}", which counts parts of {slip.token.text} too'
    return found.Unexpected(slip.token.place, slip.token.text, (), advice)


def portion(slip: Slip) -> Finding | None:
    """``plus 25 per cent of bonus``, or ``plus 3/4 of bonus``."""
    seen = _OF.fullmatch(slip.token.text)
    if seen is None or not _follows_points(slip):
        return None
    points, written = Fraction(slip.tokens[1].text), slip.tokens[1].text
    if seen[1]:
        written = exact(points / 100)
    return _for_each(slip, written, seen[2])


def each_with_a_rating(slip: Slip) -> Finding | None:
    """``minus 5 for each standard rated poor``, or ``minus 5 times number of …``."""
    tokens, there = slip.tokens, [t.phrase for t in slip.tokens[: slip.position + 2]]
    rated = slip.token.phrase == "rated" and "for each" in there
    if slip.starts_with not in POINTS or "if" in there or not (rated or "number of" in there):
        return None
    points = tokens[1].text if tokens[1].type in NUMBERS else "1"
    name = tokens[slip.position - 1].source if rated else "…"
    text = f"{tokens[0].text} {points} for each {name} that is …"
    advice = f'write "{text}", with the ratings'
    return found.Unexpected(slip.token.place, slip.token.text, (), advice)


def for_each_left_out(slip: Slip) -> Finding | None:
    """``plus 0.3 upheld complaints``."""
    if not _follows_points(slip) or " " not in slip.token.text:
        return None
    return _for_each(slip, slip.tokens[1].text, slip.token.source)


def _follows_points(slip: Slip) -> bool:
    """Whether reading stopped at a name after the number of a line of points."""
    if slip.starts_with not in POINTS or slip.position != 2 or slip.token.type != NAME:
        return False
    return slip.tokens[1].type in NUMBERS


def _for_each(slip: Slip, points: str, name: str) -> Finding | None:
    text = f"{slip.tokens[0].text} {points} for each {name} {typed(slip.tokens[3:])}".rstrip()
    if not reads(text):
        return None
    return found.Unexpected(slip.token.place, slip.token.text, (), f'write "{text}"')


def limited(slip: Slip) -> Finding | None:
    """``minus 5 for each incident, at most 15``, or ``plus bonus up to 5``."""
    tokens, position = slip.tokens, slip.position
    if slip.starts_with not in POINTS or slip.token.phrase not in LIMITS or position < 2:
        return None
    seen = LIMITED.fullmatch(typed(tokens[position:]))
    name = tokens[position - 1]
    advice = "what a line adds has no limit of its own"
    most = None if seen is None else _fraction(seen[1])
    points = Fraction(1) if position == 2 else _number(tokens[1])
    if most is not None and points and name.type == NAME:
        number, line = exact(most / points), typed(tokens[:position])
        advice += (
            f'; write two: "{line} if {name.source} is at most {number}" and '
            f'"{tokens[0].text} {exact(most)} if {name.source} is more than {number}"'
        )
    return found.Unexpected(slip.token.place, slip.token.text, (), advice)


def asked_for(slip: Slip) -> Finding | None:
    """``5 stars if points is at most 3``."""
    if slip.token.phrase != "points" or not slip.before:
        return None
    if slip.before.phrase not in {"if", "and"}:
        return None
    advice = (
        'no condition asks for points: they are banded, with "points, banded by …", '
        "and the lines below change the rating"
    )
    return found.Unexpected(slip.token.place, slip.token.text, (), advice)


def _number(token: Token) -> Fraction | None:
    return _fraction(token.text) if token.type in NUMBERS else None


def _fraction(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


ADDITIONS = (
    added_in_line,
    unsigned,
    begun,
    for_each_so_many,
    portion,
    each_with_a_rating,
    limited,
    asked_for,
)
