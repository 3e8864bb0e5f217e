"""A table of providers, rated: how many have which rating, and how that compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics.words import hundredths
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.reports.layout import MADE_UP
from engine.reports.layout import width
from engine.reports.layout import wrapped
from engine.rounds.register.agreement import agreements
from engine.rounds.register.agreement import differences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from fractions import Fraction

    from engine.rounds.register.agreement import Agreement
    from engine.rounds.register.agreement import Difference
    from engine.rounds.register.rating import Rating
    from engine.rounds.results import Result

SHOWN = 20
"""How many differences are listed; the JSON form has them all."""

ROOM = 68
"""Where numbers end, so that they stand below each other."""

WIDEST = 12
"""How much of that is for the numbers."""


def as_text(rating: Rating) -> str:
    """How many have each rating, why others have none, and what was published instead."""
    register = rating.register
    made_up = [MADE_UP] if register.head.synthetic else []
    title = register.head.title or f"Round {register.head.id}"
    parts = [
        wrapped(title),
        wrapped(f"Rated under: {register.framework.vocabulary.title}"),
        made_up,
        ["", several(register.table.size, *_provider_words(rating))],
        *(["", *_ratings(rating, item)] for item in rating.shown),
        [*_reasons(rating)],
        [*_above(rating)],
        *(["", *_agreement(rating, each)] for each in agreements(rating)),
        ["", *made_up] if made_up else [],
    ]
    return "".join(f"{line}\n" for lines in parts for line in lines)


def comparison(rating: Rating) -> str:
    """How the ratings compare with what was published, and nothing else."""
    lines = (line for each in agreements(rating) for line in _agreement(rating, each))
    return "".join(f"{line}\n" for line in lines)


def _ratings(rating: Rating, item: str | None) -> Iterator[str]:
    """How many have each grade, the highest first."""
    counts = rating.counts(item)
    total = sum(counts.values())
    yield _row(f"{item} rated" if item else "rated", total)
    for grade in reversed(rating.scale(item).grades):
        number = counts[grade.id]
        share = f"{hundredths(_percent(number, total)):>7} %" if total else ""
        yield f"{_row(f'  {grade.name}', number)}{share}"
    for words, number in rating.unrated(item).items() if item else ():
        if number:
            yield _row(f"{item} {words}", number)


def _percent(number: int, total: int) -> Fraction:
    from fractions import Fraction

    return Fraction(100 * number, total)


def _reasons(rating: Rating) -> Iterator[str]:
    """How many providers have no rating of their own, by reason, the commonest first."""
    if None not in rating.ranks:
        return
    for basis in ("not rated", "cannot be computed"):
        counts = rating.without(basis)
        if counts:
            yield ""
            yield _row(basis, sum(counts.values()))
        for reason, number in counts.most_common():
            yield from _rows(f"  {reason}", number)


def _above(rating: Rating) -> Iterator[str]:
    """What the providers are part of: each with its rating, or why it has none."""
    if not rating.above:
        return
    vocabulary = rating.register.framework.vocabulary
    grades = {grade.id: grade.name for scale in vocabulary.scales for grade in scale.grades}
    (level,) = vocabulary.levels_above
    yield from ("", several(len(rating.above), level.id, level.plural))
    for result in rating.above:
        members = several(len(result.members), *_provider_words(rating))
        said = _said(result, grades)
        yield from wrapped(f"{result.name}: {said}, of {members}", "  ")
        items = [f"{each.id} {_said(each, grades)}" for each in result.walk()][1:]
        yield from wrapped(listed(items), "    ") if items else ()


def _said(result: Result, grades: Mapping[str, str]) -> str:
    """A rating by its name, or what there is instead."""
    return result.basis if result.rating is None else grades[result.rating]


def _provider_words(rating: Rating) -> tuple[str, str]:
    level = rating.register.framework.vocabulary.provider_level
    return level.id, level.plural


def _agreement(rating: Rating, agreement: Agreement) -> Iterator[str]:
    """How many agree, and the first of those that do not, with the line that decided."""
    yield from _rows(f"published in {agreement.column} and rated here", agreement.compared)
    yield _row("  the same", agreement.agreeing)
    yield _row("  different", len(agreement.differing))
    for words, number in (
        ("published, but cannot be computed here", agreement.not_computed),
        ("published, but not rated here", agreement.not_rated),
        ("rated here, but not published", agreement.unpublished),
    ):
        if number:
            yield _row(words, number)
    for difference in differences(rating, agreement, SHOWN):
        yield ""
        yield from _difference(difference)
    more = len(agreement.differing) - SHOWN
    if more > 0:
        yield ""
        yield f"and {more:,} more, which --format json lists"


def _difference(difference: Difference) -> Iterator[str]:
    called = difference.provider
    if difference.name != called:
        called = f"{difference.name} ({called})"
    item = f" {difference.item}" if difference.item else ""
    yield from wrapped(
        f"{called}{item}: published {difference.published}, by the rules {difference.rating}"
    )
    yield from wrapped(difference.because, "  ")


def _rows(words: str, number: int) -> Iterator[str]:
    """Words on as many lines as they need, and a number at the end of the last."""
    line = " " * (len(words) - len(words.lstrip()))
    indent = f"{line}  "
    for word in words.split():
        if width(f"{line} {word}") > ROOM - WIDEST:
            yield line
            line = indent
        line = f"{line} {word}" if line.strip() else f"{line}{word}"
    yield _row(line, number)


def _row(words: str, number: int) -> str:
    """Words, and a number far enough to the right."""
    return f"{words}{number:>{ROOM - width(words)},}"
