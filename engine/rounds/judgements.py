"""judgements.csv: the ratings that people give, and those that are withheld."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.diagnostics import Place
from engine.frameworks.names import folded
from engine.rounds.directory import WHOLE
from engine.rounds.findings import Blank
from engine.rounds.findings import DatesUnasked
from engine.rounds.findings import NeedsReason
from engine.rounds.findings import NoJudgements
from engine.rounds.findings import NoRatingRecorded
from engine.rounds.findings import NotADate
from engine.rounds.findings import NotAtTheLatest
from engine.rounds.findings import RatedByRule
from engine.rounds.findings import Repeated
from engine.rounds.findings import UnknownColumn
from engine.rounds.round import Judgement
from engine.rounds.tables import read_table
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.diagnostics import Finding
    from engine.frameworks.model import Inspections
    from engine.rounds.directory import Directory
    from engine.rounds.round import Provider
    from engine.rounds.tables import Row
    from engine.rounds.tables import Table

FILE = "judgements.csv"
COLUMNS = ("provider", "item", "rating", "reason")
DATE = "date"
NOT_RATED = "not rated"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def columns(inspections: Inspections) -> tuple[str, ...]:
    """The columns of a new table: with dates where there may be several inspections."""
    return COLUMNS if inspections == "one" else (*COLUMNS, DATE)


def read_rows(path: Path, inspections: Inspections) -> tuple[Table | None, tuple[Finding, ...]]:
    """The rows of the file; they may have dates where there may be several inspections."""
    optional = columns(inspections)[len(COLUMNS) :]
    table, findings = read_table(path, COLUMNS, optional)
    return table, tuple(map(_about_dates, findings))


def _about_dates(finding: Finding) -> Finding:
    """What to do about dates that nobody asks for, where that is what is wrong."""
    if isinstance(finding, UnknownColumn) and folded(finding.heading) == DATE:
        return DatesUnasked(finding.place, finding.heading, finding.known)
    return finding


def read_judgements(
    table: Table, directory: Directory, *, partial: bool
) -> tuple[Judgement, ...]:
    """The judgements in a table; what is wrong with them goes to the directory.

    A judgement that should be there and is not is wrong too, unless the round is rated
    in part.
    """
    first: dict[tuple[str, str, datetime.date | None], Place] = {}
    judgements: list[Judgement] = []
    for row in table.rows:
        places = row.place, row.place
        subject = directory.subject(places, row["provider"], row["item"])
        date = _date(row, directory)
        if subject is None:
            continue
        key = subject[0].id, subject[1], date
        if key in first:
            what = f"{directory.words(subject[1], subject[0])} of {subject[0].id}"
            directory.findings.append(Repeated(row.place, what, first[key]))
            continue
        first[key] = row.place
        judgements += _judgement(row, *subject, date, directory)
    if not partial:
        directory.findings += _missing(Place(table.file), set(first), directory)
    return tuple(judgements)


def no_judgements(file: str, directory: Directory) -> tuple[Finding, ...]:
    """What is missing from a round without this file."""
    items = [item or directory.words(WHOLE) for item in directory.judged]
    items += [
        item or directory.words(WHOLE, each)
        for each in directory.providers.values()
        for item in directory.judged_of(each)
    ]
    return (NoJudgements(Place(file), tuple(dict.fromkeys(items))),) if items else ()


def _date(row: Row, directory: Directory) -> datetime.date | None:
    """The date of a row, where the table has dates."""
    written = row.cells.get(DATE)
    if written == "":
        directory.findings.append(Blank(row.place, DATE))
    elif written is not None:
        if _DATE.fullmatch(written):
            with suppress(ValueError):
                return datetime.date.fromisoformat(written)
        directory.findings.append(NotADate(row.place, written))
    return None


def _judgement(
    row: Row,
    provider: Provider,
    item: str,
    date: datetime.date | None,
    directory: Directory,
) -> Iterator[Judgement]:
    given, reason = row["rating"], row["reason"]
    rule, words = directory.rule(item, provider), directory.words(item, provider)
    if folded(given) == NOT_RATED:
        if not reason:
            directory.findings.append(NeedsReason(row.place, words))
        yield Judgement(provider.id, item, None, reason, date, row.place)
    elif given and not isinstance(rule.base, typed.Judged):
        directory.findings.append(RatedByRule(row.place, words, given, rule.tree.place))
    else:
        rating = directory.grade(row.place, (provider, item), given, (NOT_RATED,))
        if rating is not None:
            yield Judgement(provider.id, item, rating, reason, date, row.place)


def _missing(
    place: Place,
    named: set[tuple[str, str, datetime.date | None]],
    directory: Directory,
) -> Iterator[Finding]:
    """Judged items without a row, or where older ratings do not count without a new one."""
    latest: dict[str, datetime.date] = {}
    for provider, _, date in named:
        if date is not None and directory.vocabulary.inspections == "latest":
            latest[provider] = max(latest.get(provider, date), date)
    known = {(p, item) for p, item, date in named if date in (None, latest.get(p, date))}
    for each in directory.providers.values():
        judged = directory.judged_of(each)
        items = tuple(
            item or directory.words(WHOLE, each)
            for item in judged
            if (each.id, item) not in known
        )
        if items and each.id in latest:
            yield NotAtTheLatest(place, each.id, items, latest[each.id])
        elif items:
            yield NoRatingRecorded(place, each.id, items)
