"""What could have stood in a place, in the words of those who write rules."""

from __future__ import annotations

from typing import get_args

from engine.rules import tree
from engine.rules.grammar import phrases
from engine.rules.phrases import END
from engine.rules.phrases import INTEGER
from engine.rules.phrases import NAME

MEASURES: tuple[str, ...] = (*get_args(tree.ShareKind), *get_args(tree.ScoreKind))
CONDITION: tuple[str, ...] = get_args(tree.Comparison)
END_OF_LINE = "the end of the line"
ABSENCE: tuple[str, ...] = get_args(tree.AbsenceKind)
MARKS = {",": "a comma", ":": "a colon"}
NAMES_AFTER = {
    "judged by": "a role",
    "allow": "a role",
    "banded by": "the name of bands",
    "at most": "a rating",
    "at least": "a rating",
    "is": "a rating",
    "are": "a rating",
    "that are": "a rating",
    "or": "a rating",
    "treating not rated as": "a rating",
}


def expected_words(expected: frozenset[str], after: str) -> tuple[str, ...]:
    """The things that the grammar allows, those that matter most first."""
    names = phrases().names
    allowed = {phrase for phrase, name in names.items() if name in expected}
    if "rate" in allowed:
        return ("a clause",)
    words = []
    if "the rest" in allowed:
        allowed -= {*CONDITION, *MEASURES, "the rest", "the rating so far", "not"}
        words.append("a condition")
    elif NAME in expected:
        words.append(NAMES_AFTER.get(after, "a name"))
    if INTEGER in expected and (NAME not in expected or after in {"at most", "at least"}):
        words.append("a number")
    shown = (phrase for phrase in names if phrase in allowed and phrase not in ABSENCE)
    words += [MARKS.get(phrase, f'"{phrase}"') for phrase in shown]
    if END in expected:
        words.append(END_OF_LINE)
    return tuple(words)
