"""Portions of things that are counted, which the language says as their percentage."""

from __future__ import annotations

import re

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


def as_percentage(text: str) -> str:
    """The first condition on a portion in a line, on the percentage; nothing without one."""
    found = _PORTION.search(text)
    if found is None:
        return ""
    amount = found["amount"].lower().replace("fewer", "less")
    number = found["number"] or _IN_WORDS[" ".join(found["words"].lower().split())]
    return f"percentage of {found['what']} that are {found['grades']} is {amount} {number}"
