"""How a table may write ratings, values and statuses, and the code of each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.cases.sheet_errors import ERRORS
from engine.frameworks.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

    from engine.frameworks.model import Input
    from engine.frameworks.model import Scale
    from engine.frameworks.model import Vocabulary

    Codings = NDArray[np.integer[Any]]
    """The codes of a column, one for each provider."""

Codes: TypeAlias = dict[str, int]
"""Codes by what may stand in a cell, in lower case."""

NOT_RATED = -1
MISSING = -2
UNKNOWN = -3
"""What stands for a cell that says "not rated", for a blank one, and for any other word."""

ERROR = -4
"""What stands for a cell with an error of a spreadsheet."""

ELSEWHERE = -4
"""What stands for the rating of an item that does not apply to the provider's type."""

TRUTHS = {"false": "no", "true": "yes"}
"""How programs write a no and a yes, in files that have a kind of cell for them."""

BLANK = ""
"""The spelling of a blank cell, where such a cell means something."""


def of_errors() -> Codes:
    """The errors of spreadsheets."""
    return {folded(word): ERROR for word in ERRORS}


def of_scale(scale: Scale, allowed: tuple[str, ...] = ()) -> Codes:
    """The ranks of a scale's grades, or of those that are allowed."""
    ranks = {grade.id: rank for rank, grade in enumerate(scale.grades)}
    return {
        word: ranks[grade.id]
        for grade in reversed(scale.grades)
        if not allowed or grade.id in allowed
        for word in _spellings((grade.name, grade.id))
    }


def of_input(fact: Input) -> Codes:
    """The values of an input that is one of several, or a yes or a no."""
    values = ("no", "yes") if fact.type == "yes/no" else fact.values
    codes = {word: code for code, value in enumerate(values) for word in _spellings((value,))}
    return relabelled(codes, TRUTHS) if fact.type == "yes/no" else codes


def of_types(vocabulary: Vocabulary) -> Codes:
    """The types of provider."""
    types = vocabulary.provider_types
    return {folded(word): n for n, t in enumerate(types) for word in (t.name, t.id)}


def of_statuses(vocabulary: Vocabulary, more: Iterable[str]) -> tuple[tuple[str, ...], Codes]:
    """The statuses, and their codes: those of the framework, and those of the table."""
    codes = {
        word: code
        for code, status in enumerate(vocabulary.statuses)
        for word in _spellings((status.id, *status.labels))
    }
    names = [status.id for status in vocabulary.statuses]
    for word in more:
        if folded(word) not in codes:
            codes |= dict.fromkeys(_spellings((word,)), len(names))
            names.append(word)
    return tuple(names), codes


def relabelled(codes: Codes, labels: Mapping[str, str]) -> Codes:
    """The codes with those of a table's own words for what is known already."""
    own = {
        word: codes[folded(meaning)]
        for label, meaning in labels.items()
        if folded(meaning) in codes
        for word in _spellings((label,))
    }
    return codes | own


def choices(codes: Codes) -> tuple[str, ...]:
    """The words that may be written, one for each meaning."""
    first: dict[int, str] = {}
    for word, code in codes.items():
        if word != BLANK and code >= 0:
            first.setdefault(code, word)
    absent = ("not rated",) if codes.get("not rated") == NOT_RATED else ()
    return (*first.values(), *absent)


def _spellings(words: tuple[str, ...]) -> Iterator[str]:
    """Words as tables write them; a whole number also as some programs do, with a point."""
    for word in words:
        yield folded(word)
        if word.isdecimal():
            yield f"{word}.0"
