"""Small words that every message and page uses: lists, numbers, percentages."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


MANY, FEW = 20, 5
"""More words than the one are not all listed, but only as many as the other."""


def listed(words: Sequence[str], joiner: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joiner} {words[-1]}"


def shortened(words: Sequence[str], joiner: str = "and") -> str:
    """The same; of many only the first, and how many others there are."""
    if len(words) <= MANY:
        return listed(words, joiner)
    return listed([*words[:FEW], f"{len(words) - FEW:,} others"], joiner)


def quoted(words: Sequence[str], joiner: str = "and") -> str:
    """The same with each in quotation marks."""
    return listed([f'"{word}"' for word in words], joiner)


def first_quoted(words: Sequence[str], most: int, joiner: str = "and") -> str:
    """The same; of more than so many only the first, and how many more there are."""
    if len(words) <= most:
        return quoted(words, joiner)
    shown = ", ".join(f'"{word}"' for word in words[:most])
    return f"{shown} and {len(words) - most:,} more"


def several(number: int, one: str, many: str) -> str:
    """``1 case``, ``2 cases``."""
    return f"{number:,} {one if number == 1 else many}"


def a(noun: str) -> str:
    """The noun with its article."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def capitalized(words: str) -> str:
    """Words as a sentence or a heading begins; ``str.capitalize`` would alter the rest."""
    return f"{words[:1].upper()}{words[1:]}"


def after_number(words: str) -> str:
    """Words that follow a number, told apart from it if they begin with another."""
    return f"rated {words}" if words[:1].isdecimal() else words


def exact(value: Fraction) -> str:
    """A number as people write it: ``2``, ``2.5``, or a fraction that has no end."""
    for places in range(7):
        if 10**places % value.denominator == 0:
            return _decimal(value, places)
    return f"{value.numerator}/{value.denominator}"


def signed(value: Fraction | None) -> str:
    """A change as people write it; nothing where there is none to speak of."""
    if value is None:
        return ""
    return f"+{exact(value)}" if value > 0 else exact(value)


def whole(value: Fraction) -> int:
    """The nearest whole number, halves up: how percentages are shown."""
    return (value + Fraction(1, 2)).__floor__()


def hundredths(value: Fraction) -> str:
    """At most two decimals, halves up, without zeros at the end."""
    text = _decimal(Fraction(whole(value * 100), 100), 2)
    return text.rstrip("0").rstrip(".")


def _decimal(value: Fraction, places: int) -> str:
    digits, rest = divmod(abs(value).numerator * 10**places, value.denominator)
    assert rest == 0
    sign = "-" if value < 0 else ""
    head, tail = divmod(digits, 10**places)
    return f"{sign}{head:,}.{tail:0{places}d}" if places else f"{sign}{head:,}"
