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
    "worst of": "lowest of",
    "minimum of": "lowest of",
    "best of": "highest of",
    "maximum of": "highest of",
    "decided by": "judged by",
    "rated by": "judged by",
    "using": "banded by",
    "which are": "that are",
    "who are": "that are",
    "that is": "that are",
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
    "minimum": "at least",
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
    "down by": "down",
    "down or up": "up or down",
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
    "treat not rated as": "treating not rated as",
    "count not rated as": "counting not rated as",
}
LONGEST = 6
SHORTEST_MISSPELT = 5
CLOSE_ENOUGH = 80  # per cent


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
