"""Portions of things that are counted, which the language says as their percentage."""

from __future__ import annotations

import re
from fractions import Fraction

from engine.diagnostics.words import exact

_IN_WORDS = {
    "half": "50",
    "one half": "50",
    "a half": "50",
    "a quarter": "25",
    "one quarter": "25",
    "three quarters": "75",
    "a third": "100/3",
    "one third": "100/3",
    "two thirds": "200/3",
}
_WORDS = "|".join(words.replace(" ", r"\s+") for words in _IN_WORDS)
_PORTION = re.compile(
    rf"""\b(?P<amount>at\ least|at\ most|exactly|fewer\ than|less\ than|more\ than)\s+
    (?:(?P<words>{_WORDS})\b|(?P<number>[0-9]+(?:\.[0-9]+)?)\s?(?:%|per\ ?cent\b))\s+
    (?:of\s+)?(?:all\s+)?(?:the\s+)?
    (?P<what>\S.*?)\s+(?:is|are)\s+(?P<grades>\S.*?)
    (?=\s+and\s|\s+if\s|\s*[\[#]|\s*$)""",
    re.VERBOSE | re.IGNORECASE,
)

_AMOUNT = re.compile(
    r"\b(?:at least|at most|exactly|fewer than|less than|more than) [0-9.]+ ?$", re.IGNORECASE
)
_ADDED = re.compile(r"\s*(plus|minus) ([0-9]+(?:\.[0-9]+)?) ?$", re.IGNORECASE)


def without_sign(text: str, column: int) -> str:
    """What to write where a line has a per cent sign, which stands in that column."""
    before = text[: column - 1]
    amount, added = _AMOUNT.search(before), _ADDED.match(before)
    percentage = as_percentage(text)
    if percentage:
        return f'write a number, or "{percentage}"'
    if amount:
        return f'write "{amount[0].rstrip()}"; a percentage goes from 0 to 100'
    if added:
        return f'write "{added[1]} {exact(Fraction(added[2]) / 100)} for each …"'
    return "percentages stand in the bands of framework.yaml; a window is in points"


def as_percentage(text: str) -> str:
    """The first condition on a portion in a line, on the percentage; nothing without one."""
    found = _PORTION.search(text)
    if found is None:
        return ""
    amount = found["amount"].lower().replace("fewer", "less")
    number = found["number"] or _IN_WORDS[" ".join(found["words"].lower().split())]
    return f"percentage of {found['what']} that are {found['grades']} is {amount} {number}"
