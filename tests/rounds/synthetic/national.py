"""A synthetic national round as tests look at it: through its files and the engine alone.

Nothing here knows how the round was made. Ratings come from `rate`, percentages from
`tabulate`; published numbers from tests/published/, the report's own.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cases.interview_tables import overview
from engine.cases.interview_tables import tabulate_interviews
from engine.cases.tabulate import tabulate
from engine.cases.tabulation import Request
from engine.data import folder as packaged
from engine.rounds.casebook import casebook
from engine.rounds.load import load_round
from engine.rounds.rate import rate
from engine.rounds.synthetic.demo import make_demo
from engine.rules.load import load_framework

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.cases.tabulation import Cell
    from engine.cases.tabulation import Table
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result
    from engine.rounds.round import Round
    from engine.rules.framework import Framework

PUBLISHED = Path(__file__).parents[2] / "published"
FRAMEWORK = packaged("standards") / "2018-19"

LETTERS = {"O": "outstanding", "G": "good", "R": "requires improvement", "I": "inadequate"}
LEADING = ("1.1", "1.2", "1.3", "1.4")
SUPERVISION = ("2.1", "2.2", "2.3", "2.4")
PUBLIC_PROTECTION = ("2.1.3", "2.2.3", "2.3.3", "2.4.3")
NEEDS = (
    "accommodation",
    "education-training-employment",
    "family-relationships",
    "lifestyle",
    "alcohol-misuse",
    "drug-misuse",
    "thinking-behaviour",
    "attitudes",
)


def published(name: str) -> list[dict[str, str]]:
    """The rows of a published table."""
    with (PUBLISHED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def half_up(value: Fraction, places: int = 0) -> Fraction:
    """A number rounded as the report rounds, halves upwards."""
    scale = 10**places
    return Fraction((value * scale + Fraction(1, 2)).__floor__(), scale)


@dataclass(frozen=True)
class Share:
    """So many of so many, and how the report prints that."""

    part: int
    whole: int

    @property
    def exact(self) -> Fraction:
        return Fraction(100 * self.part, self.whole)

    @property
    def printed(self) -> int:
        return int(half_up(self.exact))


class National:
    """A made-up round, read back from its files."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.framework = load_framework(FRAMEWORK)
        make_demo(folder, self.framework, seed)

    @cached_property
    def round(self) -> Round:
        found, findings = load_round(self.folder, self.framework, cache=False)
        assert found is not None, findings
        return found

    @cached_property
    def ratings(self) -> Ratings:
        return rate(self.round, self.framework)

    @cached_property
    def providers(self) -> dict[str, Result]:
        """The results by the name and type that Figure 2.3 prints."""
        return {f"{r.name} {r.type}": r for r in self.ratings.results}

    # Ratings

    def overall(self, type_id: str, rating: str) -> int:
        """How many providers of a type have an overall rating."""
        results = self.ratings.results
        return sum(r.rating == LETTERS[rating] and r.type == type_id for r in results)

    def standards(
        self, type_id: str | None = None, items: Iterable[str] = ()
    ) -> Iterator[tuple[Result, Result]]:
        """Every standard of every provider, with the provider."""
        wanted = tuple(items)
        for provider in self.ratings.results:
            for result in provider.walk():
                asked = result.level == "standard" and type_id in (None, provider.type)
                if asked and (not wanted or result.id in wanted):
                    yield provider, result

    def rated(self, rating: str, type_id: str | None = None, items: Iterable[str] = ()) -> int:
        """How many standards of a type have a rating."""
        found = self.standards(type_id, items)
        return sum(result.rating == LETTERS[rating] for _, result in found)

    def rating(self, provider: str, item: str) -> str | None:
        """The rating of an item of a provider."""
        return self.result(provider, item).rating

    def result(self, provider: str, item: str) -> Result:
        return next(r for r in self.providers[provider].walk() if r.id == item)

    # Percentages

    @cached_property
    def _tables(self) -> dict[Request, Table]:
        requests = [*requests_of_statements()]
        found = tabulate(casebook(self.folder, self.framework, cache=False), requests)
        tables = (table for (table,) in found.tables)
        return dict(zip(requests, tables, strict=True))

    def table(self, question: str, where: str = "", sample: str | None = None) -> Table:
        return self._tables[request(question, where, sample)]

    def share(self, question: str, type_id: str | None = None, where: str = "") -> Share:
        """How often a question is answered with a yes, where it is answered."""
        cell = self.table(question, where).cell(type_id)
        return Share(cell.favourable, cell.applicable)

    def percent(self, question: str, type_id: str | None = None, where: str = "") -> int:
        return self.share(question, type_id, where).printed

    def cell(self, column: str, sample: str, type_id: str | None = None) -> Cell:
        """The values of a profile column."""
        return self.table(column, sample=sample).cell(type_id)

    # Interviews

    @cached_property
    def officers(self) -> list[dict[str, str]]:
        text = (self.folder / "interviews.csv").read_text(encoding="utf-8")
        types = {p.id: p.type or "" for p in self.round.providers}
        rows = list(csv.DictReader(text.splitlines()))
        return [{**row, "type": types[row["provider"]]} for row in rows]

    @cached_property
    def _interviews(self) -> tuple[Table, ...]:
        book = casebook(self.folder, self.framework, cache=False)
        return tuple(table for (table,) in tabulate_interviews(book, overview()).tables)

    def said(self, unit: str | None = None) -> Share:
        """How many officers find their workload reasonable: all, of a type, of a provider."""
        types = {p.type for p in self.round.providers}
        table = self._interviews[3 if unit is None or unit in types else 4]
        cell = table.cell(unit)
        return Share(cell.favourable, cell.applicable)

    def banded(self, column: str, caseload: str) -> Share:
        """How many with a caseload in one band, such as "41-50" or "71+", answered yes."""
        table = next(t for t in self._interviews if t.by and t.subject.id == column)
        cell = table.cell(None, caseload)
        return Share(cell.favourable, cell.applicable)

    def above_50(self, type_id: str) -> Share:
        """How many officers have more than 50 cases, of those whose caseload is known."""
        counts = self._interviews[2].cell(type_id).counts
        known = sum(counts.values())
        return Share(sum(counts[band] for band in ("51-60", "61-70", "71+")), known)

    def interviewed(self, type_id: str) -> int:
        """How many officers of a type were interviewed."""
        return self._interviews[2].cell(type_id).sample


def request(question: str, where: str = "", sample: str | None = None) -> Request:
    """A question or a column of everybody and of each type."""
    return Request(question, (where,) if where else (), per="type", sample=sample)


LOW = "rosh_level is Low"
MEDIUM_AND_ABUSE = "rosh_level is Medium and domestic_abuse is Yes"
MEDIUM_WITHOUT = "rosh_level is Medium and domestic_abuse is No"
LIKELY_TO_REOFFEND = 'ogrs_band is "High/Very high"'

FACTORS = {
    "Accommodation": "accommodation",
    "Education, training & employment": "education_training_employment",
    "Family & relationships": "family_relationships",
    "Lifestyle, including friends & associates": "lifestyle",
    "Alcohol misuse": "alcohol_misuse",
    "Drug misuse": "drug_misuse",
    "Thinking & behaviour": "thinking_behaviour",
    "Attitudes to offending": "attitudes",
}
COLUMNS = {
    "Gender": "gender",
    "Age group": "age_group",
    "Ethnic group": "ethnic_group",
    "Supervision type": "supervision_type",
    "OGRS band": "ogrs_band",
    "RoSH level": "rosh_level",
    "Domestic abuse perpetrator – current concerns": "domestic_abuse",  # noqa: RUF001
    "Child safeguarding/ protection – current concerns": "child_safeguarding",  # noqa: RUF001
}
PROFILES = {
    "case-supervision": "table-D1-case-supervision",
    "court-reports": "table-D2-court-reports",
    "unpaid-work": "table-D3-unpaid-work",
    "through-the-gate": "table-D4-through-the-gate",
}


def column_of(characteristic: str, category: str) -> str:
    """The profile column that a row of Annex D is about."""
    return COLUMNS.get(characteristic) or FACTORS[category]


def requests_of_statements() -> Iterator[Request]:
    """Everything that any test asks for, so that each file is read once."""
    framework: Framework = load_framework(FRAMEWORK)
    vocabulary = framework.vocabulary
    for item in vocabulary.items:
        if item.sample is not None and vocabulary.level_by_id[item.level].answers is not None:
            yield request(item.id)
    for observation in vocabulary.observations:
        yield request(observation.id)
    for where in (LOW, MEDIUM_AND_ABUSE, MEDIUM_WITHOUT):
        yield request("2.3.3", where)
    yield request("2.3.2", LIKELY_TO_REOFFEND)
    for sample in PROFILES:
        for column in vocabulary.sample_by_id[sample].profile:
            yield request(column.id, sample=sample)
