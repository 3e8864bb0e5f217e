"""judgements.csv: the ratings that people give, and those that are withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Place
from engine.frameworks.names import folded
from engine.rounds.directory import WHOLE
from engine.rounds.findings import NeedsReason
from engine.rounds.findings import NoJudgements
from engine.rounds.findings import NoRatingRecorded
from engine.rounds.findings import RatedByRule
from engine.rounds.findings import Repeated
from engine.rounds.round import Judgement
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.diagnostics import Finding
    from engine.rounds.directory import Directory
    from engine.rounds.tables import Row
    from engine.rounds.tables import Table

FILE = "judgements.csv"
COLUMNS = ("provider", "item", "rating", "reason")
NOT_RATED = "not rated"


def read_judgements(
    table: Table, directory: Directory, *, partial: bool
) -> tuple[Judgement, ...]:
    """The judgements in a table; what is wrong with them goes to the directory.

    A judgement that should be there and is not is wrong too, unless the round is rated
    in part.
    """
    first: dict[tuple[str, str], Place] = {}
    judgements: list[Judgement] = []
    for row in table.rows:
        subject = _subject(row, directory)
        if subject is None:
            continue
        if subject in first:
            what = f"{directory.words(subject[1])} of {subject[0]}"
            directory.findings.append(Repeated(row.place, what, first[subject]))
            continue
        first[subject] = row.place
        judgements += _judgement(row, *subject, directory)
    if not partial:
        directory.findings += _missing(Place(table.file), set(first), directory)
    return tuple(judgements)


def no_judgements(file: str, directory: Directory) -> tuple[Finding, ...]:
    """What is missing from a round without this file."""
    items = tuple(item or directory.words(WHOLE) for item in directory.judged)
    return (NoJudgements(Place(file), items),) if items else ()


def _subject(row: Row, directory: Directory) -> tuple[str, str] | None:
    provider = directory.provider(row.place, row["provider"])
    item = directory.item(row.place, row["item"])
    if provider is None or item is None or not directory.fits(row.place, item, provider):
        return None
    return provider.id, item


def _judgement(row: Row, provider: str, item: str, directory: Directory) -> Iterator[Judgement]:
    given, reason = row["rating"], row["reason"]
    rule = directory.rules[item]
    if folded(given) == NOT_RATED:
        if not reason:
            directory.findings.append(NeedsReason(row.place, directory.words(item)))
        yield Judgement(provider, item, None, reason, row.place)
    elif given and not isinstance(rule.base, typed.Judged):
        wrong = RatedByRule(row.place, directory.words(item), given, rule.tree.place)
        directory.findings.append(wrong)
    else:
        rating = directory.grade(row.place, item, given, (NOT_RATED,))
        if rating is not None:
            yield Judgement(provider, item, rating, reason, row.place)


def _missing(
    place: Place, named: set[tuple[str, str]], directory: Directory
) -> Iterator[Finding]:
    for provider in directory.providers.values():
        items = tuple(
            item or directory.words(WHOLE)
            for item in directory.judged
            if directory.applies(item, provider) and (provider.id, item) not in named
        )
        if items:
            yield NoRatingRecorded(place, provider.id, items)
