"""Questions and profiles by filter and breakdown, from one pass over each sample's files."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from engine.cases.asking import plans
from engine.cases.counting import introduce
from engine.cases.counting import tally_round
from engine.cases.crosstab import crosstab
from engine.cases.crosstab import empty
from engine.cases.files import find_files
from engine.cases.gather import gather
from engine.cases.tabulation import Tabulation
from engine.cases.variables import Shelf
from engine.cases.variables import shelves
from engine.diagnostics import Invalid
from engine.diagnostics import errors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from engine.cases.asking import Plan
    from engine.cases.desk import Desk
    from engine.cases.files import Found
    from engine.cases.provider import Provider
    from engine.cases.tabulation import Request
    from engine.cases.tabulation import Table
    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary
    from engine.rules.typed import Rules


@dataclass(frozen=True)
class Casebook:
    """Where a round's cases are, and what a table has to know of the round.

    ``files`` are the patterns that the round names, by sample; ``cache`` is the folder
    where is remembered which files are sound, if anywhere.
    """

    folder: Path
    vocabulary: Vocabulary
    rules: Rules | None
    providers: tuple[Provider, ...]
    files: Mapping[str, Sequence[str]] = field(default_factory=dict)
    cache: Path | None = None
    round: str = ""
    title: str = ""
    synthetic: bool = False

    @cached_property
    def shelves(self) -> tuple[Shelf, ...]:
        """Everything that can be tabulated, sample by sample."""
        return shelves(self.vocabulary, self.rules, self.providers)


def tabulate(book: Casebook, requests: Sequence[Request]) -> Tabulation:
    """The tables of every request.

    Raises Invalid for a request that means nothing, and for files that have errors.
    """
    from engine.cases.desk import Desk

    planned = _planned(book, requests)
    samples = {plan.shelf.sample.id: plan.shelf for each in planned for plan in each}
    tallies, findings = tally_round(
        book.folder,
        book.vocabulary,
        book.providers,
        files=book.files,
        partial=True,
        cache=book.cache,
        samples=samples,
    )
    findings = tuple(_here(book, finding) for finding in findings)
    if errors(findings):
        raise Invalid(errors(findings))
    where, _ = find_files(book.folder, book.vocabulary, book.files)
    made: dict[int, Table] = {}
    with closing(Desk()) as desk:
        introduce(desk, book.providers)
        for sample, shelf in samples.items():
            own = [p for each in planned for p in each if p.shelf is shelf]
            made |= _tables(desk, book, shelf, own, where.get(sample, ()))
    tables = tuple(tuple(made[id(plan)] for plan in each) for each in planned)
    return Tabulation(tables, tallies.files, findings)


def _here(book: Casebook, finding: Finding) -> Finding:
    """A finding about a case file, named from where the round's folder is named."""
    place = replace(finding.place, file=str(book.folder / finding.place.file))
    return finding.but(place=place)


def _planned(book: Casebook, requests: Sequence[Request]) -> list[tuple[Plan, ...]]:
    """What every request means; all that is wrong with any of them is raised together."""
    planned: list[tuple[Plan, ...]] = []
    findings: list[Finding] = []
    for request in requests:
        try:
            planned.append(plans(book.shelves, request))
        except Invalid as invalid:
            findings += invalid.findings
    if findings:
        raise Invalid(findings)
    return planned


def _tables(
    desk: Desk, book: Casebook, shelf: Shelf, planned: Sequence[Plan], files: Sequence[Found]
) -> dict[int, Table]:
    """The tables of one sample; its cases take the place of those of the sample before."""
    small = book.vocabulary.small_sub_sample
    if not files:
        return {id(plan): empty(plan, book.providers, small) for plan in planned}
    variables = [variable for plan in planned for variable in plan.variables]
    gathered = gather(desk, shelf.form, files, variables)
    return {id(plan): crosstab(desk, gathered, plan, book.providers, small) for plan in planned}
