"""Values of inputs, as rules read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.frameworks.names import folded

if TYPE_CHECKING:
    from engine.frameworks.model import Input

_NUMBER = re.compile(r"-?[0-9]+((\.[0-9]+)?([eE][-+]?[0-9]{1,2})?|/0*[1-9][0-9]*)")
"""Whole numbers, decimals, both times a power of ten as programs write it, and fractions."""


def value_of(fact: Input, text: str) -> tuple[str | None, tuple[str, ...]]:
    """The value that a text stands for, or None; and the values that there are."""
    if fact.type == "number":
        number = text.strip()
        return (number if _NUMBER.fullmatch(number) else None), ()
    choices = ("yes", "no") if fact.type == "yes/no" else fact.values
    known = {folded(choice): choice for choice in choices}
    return known.get(folded(text)), choices
