"""What may be recorded for an item itself, as far as two rules can tell it apart."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from engine.assurance.differences.spans import Span
from engine.assurance.differences.spans import spans
from engine.frameworks.model import ALL
from engine.rules import typed
from engine.rules.shares import simplest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.frameworks.model import Scale
    from engine.rules.plan import Task

FEW = 8
"""So many judgements are gone through where numbers alone do not tell them apart."""


@dataclass(frozen=True)
class Own:
    """A rating that somebody gives, or how many judgements are which, or both.

    ``span`` are the percentages, or the numbers, for which these counts stand.
    """

    judged: str | None = None
    answers: Mapping[str, int] = field(default_factory=dict)
    words: str = ""
    span: Span | None = None

    @property
    def applicable(self) -> int:
        """How many judgements there are."""
        return sum(self.answers.values())


@dataclass(frozen=True)
class Recorded:
    """Everything that may be recorded; ``because`` says why that is not all there is."""

    ways: tuple[Own, ...]
    because: str = ""


def recorded(before: Task, after: Task) -> Recorded:
    """What may be recorded for an item that two rules rate."""
    answers = _answers(before, after)
    ways = tuple(_with(own, grade) for own in answers.ways for grade in _judged(before, after))
    return Recorded(ways, answers.because)


def _judged(before: Task, after: Task) -> tuple[str | None, ...]:
    """The grades that somebody may give under both rules; nothing where nobody does."""
    if not isinstance(before.rule.base, typed.Judged):
        return (None,)
    old, new = _allowed(before), _allowed(after)
    return common(old, new)


def common(one: Sequence[str | None], other: Sequence[str | None]) -> tuple[str | None, ...]:
    """What stands in both rows, as far as possible in the order of both."""
    both = [each for each in one if each in other]
    return tuple(
        sorted(both, key=lambda each: (one.index(each) + other.index(each), str(each)))
    )


def _allowed(task: Task) -> tuple[str, ...]:
    own = () if task.item is None else task.item.allowed
    return tuple(g.id for g in task.rule.scale.grades if not own or g.id in own)


def _with(own: Own, judged: str | None) -> Own:
    said = "" if judged is None else f"judged {judged}"
    words = ", ".join(part for part in (said, own.words) if part)
    return Own(judged, own.answers, words, own.span)


def _answers(before: Task, after: Task) -> Recorded:
    shares = [*dict.fromkeys((*before.asks, *after.asks))]
    if not shares:
        return Recorded((Own(),))
    first = min(shares, key=_words)
    sets = {frozenset(share.grades.grades) for share in shares}
    kinds = {share.kind for share in shares}
    if len(sets) > 1 or len(kinds) > 1:
        unit = first.judgements.unit
        because = f"more than one count of {unit}s matters, and there is no end to them"
        return Recorded(tuple(_few(first.scale)), because)
    found = {
        mark
        for task in (before, after)
        for measure, mark in typed.marks_of(task.rule)
        if isinstance(measure, typed.Share)
    }
    ways = _percentages(first, found) if "percentage of" in kinds else _numbers(first, found)
    return Recorded(tuple(ways))


def _words(share: typed.Share) -> tuple[int, str, str]:
    """Which of several ways to say the same is chosen: the shortest."""
    said = share.grades.words
    return len(said), said, share.judgements.unit


def _percentages(share: typed.Share, found: set[Fraction]) -> Iterator[Own]:
    """No judgements at all, and the fewest for each stretch of percentages."""
    yield Own(words=f"no {share.judgements.unit} applies")
    everything = len(share.grades.grades) == len(share.scale.grades)
    for span in spans(found, ALL if everything else Fraction(0), ALL):
        low, high = span.low, span.high
        assert low is not None
        assert high is not None
        ratio = low / ALL if span.is_point else simplest(low / ALL, high / ALL)
        yield _counted(share, ratio.numerator, ratio.denominator, span)


def _numbers(share: typed.Share, found: set[Fraction]) -> Iterator[Own]:
    """The fewest judgements for each stretch of numbers."""
    for span in spans(found, Fraction(0)):
        assert span.low is not None
        number = span.low.__ceil__() if span.is_point else span.low.__floor__() + 1
        if number == span.low or (
            not span.is_point and (span.high is None or number < span.high)
        ):
            yield _counted(share, number, number, span)


def _counted(share: typed.Share, favourable: int, applicable: int, span: Span) -> Own:
    grades = [grade.id for grade in share.scale.grades]
    inside = next(grade for grade in grades if grade in share.grades)
    outside = next((grade for grade in grades if grade not in share.grades), inside)
    answers = {outside: applicable - favourable}
    answers[inside] = favourable
    return Own(None, answers, f"{favourable:,} of {applicable:,} {share.grades.words}", span)


def _few(scale: Scale) -> Iterator[Own]:
    """Every way to answer a few times."""
    grades = sorted(grade.id for grade in scale.grades)
    for counts in product(range(FEW + 1), repeat=len(grades)):
        if sum(counts) <= FEW:
            answers = dict(zip(grades, counts, strict=True))
            told = [f"{number} {grade}" for grade, number in answers.items() if number]
            yield Own(None, answers, ", ".join(told) or "nothing applies")
