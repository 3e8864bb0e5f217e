"""Words that are nearly a phrase of the language: other words for it, or misspelt."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

OTHER_WORDS = {
    "percent of": "percentage of",
    "per cent of": "percentage of",
    "proportion of": "percentage of",
    "share of": "percentage of",
    "count of": "number of",
    "average of": "average score of",
    "mean of": "average score of",
    "sum of": "total score of",
    "total of": "total score of",
    "score of": "total score of",
    "score": "total score of",
    "sum": "total score of",
    "total": "total score of",
    "total score": "total score of",
    "average": "average score of",
    "average score": "average score of",
    "mean": "average score of",
    "mean score": "average score of",
    "mean score of": "average score of",
    "average rating of": "average score of",
    "mean rating of": "average score of",
    "weighted average": "weighted average score of",
    "weighted average of": "weighted average score of",
    "weighted average rating of": "weighted average score of",
    "weighted mean": "weighted average score of",
    "weighted mean of": "weighted average score of",
    "weighted mean score of": "weighted average score of",
    "weighted sum of": "weighted total score of",
    "weighted total of": "weighted total score of",
    "weighted score of": "weighted total score of",
    "percentage of maximum of": "percentage of maximum score of",
    "percentage of the maximum of": "percentage of maximum score of",
    "percentage of the maximum score of": "percentage of maximum score of",
    "per cent of maximum score of": "percentage of maximum score of",
    "percentage of max score of": "percentage of maximum score of",
    "percentage of the max score of": "percentage of maximum score of",
    "percent of maximum score of": "percentage of maximum score of",
    "worst of": "lowest of",
    "minimum of": "lowest of",
    "best of": "highest of",
    "higher of": "highest of",
    "greater of": "highest of",
    "lower of": "lowest of",
    "maximum of": "highest of",
    "decided by": "judged by",
    "rated by": "judged by",
    "using": "banded by",
    "which are": "that are",
    "who are": "that are",
    "that is": "that are",
    "that are": "that is",
    "which is": "that is",
    "starting from": "start from",
    "start with": "start from",
    "start at": "start from",
    "begin with": "start from",
    "one of": "any",
    "first to apply": "first that applies",
    "first applying": "first that applies",
    "else": "otherwise",
    "in all other cases": "otherwise",
    "when": "if",
    "where": "if",
    "whenever": "if",
    "no more than": "at most",
    "not more than": "at most",
    "up to": "at most",
    "maximum": "at most",
    "capped at": "at most",
    "no fewer than": "at least",
    "no less than": "at least",
    "cap at": "at most",
    "limited to": "at most",
    "limit to": "at most",
    "no better than": "at most",
    "no higher than": "at most",
    "cannot be better than": "at most",
    "cannot be higher than": "at most",
    "can never be better than": "at most",
    "must not be better than": "at most",
    "never better than": "at most",
    "never higher than": "at most",
    "never above": "at most",
    "cannot exceed": "at most",
    "minimum": "at least",
    "cannot be worse than": "at least",
    "cannot be lower than": "at least",
    "never worse than": "at least",
    "never lower than": "at least",
    "never below": "at least",
    "raised to": "at least",
    "no worse than": "at least",
    "no lower than": "at least",
    "less than": "fewer than",
    "greater than": "more than",
    "over": "more than",
    "under": "fewer than",
    "equal to": "exactly",
    "only": "exactly",
    "or above": "or better",
    "or higher": "or better",
    "or more": "or better",
    "or below": "or worse",
    "or lower": "or worse",
    "or less": "or worse",
    "the others": "the rest",
    "all others": "the rest",
    "have": "are",
    "has": "is",
    "be": "is",
    "was": "is",
    "were": "are",
    "up by": "up",
    "add": "up",
    "increase by": "up",
    "raise by": "up",
    "down by": "down",
    "subtract": "down",
    "deduct": "down",
    "decrease by": "down",
    "reduce by": "down",
    "lower by": "down",
    "down or up": "up or down",
    "times": "for each",
    "per": "for each",
    "for every": "for each",
    "x": "for each",
    "bonus": "up",
    "bonus of": "up",
    "penalty": "down",
    "penalty of": "down",
    "more than": "above",
    "higher than": "above",
    "better than": "above",
    "worse than": "below",
    "less": "minus",
    "to go": "to move",
    "may move": "to move",
    "can move": "to move",
    "percent": "points",
    "percentage points": "points",
    "point": "points",
    "of the boundary": "of a boundary",
    "from a boundary": "of a boundary",
    "of boundary": "of a boundary",
    "excluding not rated": "ignoring not rated",
    "without not rated": "ignoring not rated",
    "ignore not rated": "ignoring not rated",
    "ignoring not assessed": "ignoring not rated",
    "ignoring not inspected": "ignoring not rated",
    "ignoring not applicable": "ignoring not rated",
    "ignoring missing": "ignoring not rated",
    "ignoring unrated": "ignoring not rated",
    "treat not rated as": "treating not rated as",
    "count not rated as": "counting not rated as",
    "if all are rated": "only if all are rated",
    "if all rated": "only if all are rated",
    "no rating": "not rated",
}
POINTS = {"up": "plus", "down": "minus"}
"""What changes a score by points, where words for either are taken for a grade."""

CHANGES = ("up", "down", "at most", "at least")
"""The phrases that begin a line which changes a rating."""

LONGEST = 6
SHORTEST_MISSPELT = 5
CLOSE_ENOUGH = 80  # per cent


def beginning(name: str, phrases: Iterable[str]) -> tuple[str, str] | None:
    """The words that a name begins with and that mean one of some phrases, and which."""
    words, wanted = name.split(), set(phrases)
    for size in range(min(LONGEST, len(words)), 0, -1):
        start = " ".join(words[:size])
        if OTHER_WORDS.get(start.lower()) in wanted:
            return start, OTHER_WORDS[start.lower()]
    return None


def near_phrases(
    words: Sequence[str], near: Sequence[int], known: Iterable[str]
) -> Iterator[tuple[int, int, str]]:
    """Stretches of words, and the phrase that each may mean: other words first."""
    lowered = [word.lower() for word in words]
    stretches = [
        (start, end)
        for start in near
        for end in range(min(start + LONGEST, len(words)), start, -1)
    ]
    texts = {stretch: " ".join(lowered[slice(*stretch)]) for stretch in stretches}
    for stretch, text in texts.items():
        if text in OTHER_WORDS:
            yield (*stretch, OTHER_WORDS[text])
    misspelt = (
        (_likeness(text, phrase), stretch, phrase)
        for phrase in known
        for stretch, text in texts.items()
        if _comparable(text, phrase)
    )
    close = [entry for entry in misspelt if entry[0] >= CLOSE_ENOUGH]
    for _, stretch, phrase in sorted(close, key=lambda entry: -entry[0]):
        yield (*stretch, phrase)


def _comparable(text: str, phrase: str) -> bool:
    return (
        len(phrase) >= SHORTEST_MISSPELT
        and text[0] == phrase[0]
        and abs(len(text) - len(phrase)) <= 2
        and text != phrase
        and not text.startswith(f"{phrase} ")
        and not text.endswith(f" {phrase}")
    )


def _likeness(text: str, phrase: str) -> int:
    """In per cent."""
    matching = SequenceMatcher(None, text, phrase, autojunk=False).get_matching_blocks()
    return 200 * sum(block.size for block in matching) // (len(text) + len(phrase))
