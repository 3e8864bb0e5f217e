"""What could have stood in a place, in the words of those who write rules."""

from __future__ import annotations

from engine.rules.grammar import phrases
from engine.rules.phrases import END
from engine.rules.phrases import INTEGER
from engine.rules.phrases import NAME

MEASURES = (
    "percentage of",
    "number of",
    "total score of",
    "average score of",
    "percentage of maximum score of",
    "weighted total score of",
    "weighted average score of",
    "weighted percentage of maximum score of",
)
CONDITION = ("at least", "at most", "exactly", "fewer than", "more than", "no", "all", "any")
END_OF_LINE = "the end of the line"
ABSENCE = (
    "ignoring not rated",
    "treating not rated as",
    "counting not rated as",
    "only if all are rated",
)
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
        allowed -= {*CONDITION, *MEASURES, "the rest", "not"}
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
