"""The cases in a frame that somebody brings: Polars, DuckDB, Spark, pandas and others.

One program counts them, whatever library holds them; it is also the twin by which the
query that counts files is checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import Protocol

from engine.cases import frame_program as program
from engine.cases.findings import CaseOfTwoProviders
from engine.cases.findings import NoRows
from engine.cases.findings import RepeatedAnswer
from engine.cases.findings import RepeatedCase
from engine.cases.long_inspection import long_faults
from engine.cases.provider import Provider
from engine.cases.questions import form as form_of
from engine.cases.rows import Rows
from engine.cases.sums import Sums
from engine.cases.tabulation_findings import UnknownSample
from engine.cases.tally import SampleTally
from engine.cases.wide_inspection import wide_faults
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.diagnostics import errors
from engine.frameworks.names import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.cases.faults import Fault
    from engine.cases.questions import Form
    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary

HERE = Place(program.FRAME)


class Inspected(Protocol):
    """A provider, as a round or anybody else has it."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def type(self) -> str | None:
        """The id of its type, where there are types."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """What else people call it."""


def tally_frame(
    frame: Any,  # noqa: ANN401
    vocabulary: Vocabulary,
    sample: str,
    providers: Iterable[Inspected],
    *,
    repeats: bool = True,
) -> SampleTally:
    """The counts of a sample's cases in a frame, whose columns are those of a case file.

    ``repeats`` is whether to look for cases and answers that stand twice, which takes
    longer than the count. Raises Invalid, with every finding, where the frame holds
    anything that is not declared.
    """
    form = _form(vocabulary, sample)
    known = tuple(Provider(p.id, p.name, p.type, p.aliases) for p in providers)
    brought = program.bring(frame, form, known)
    sums = Sums(form, known)
    if brought.layout.kind == "long":
        _add_long(brought, sums, repeats=repeats)
    else:
        _add_wide(brought, sums, repeats=repeats)
    return SampleTally(form.sample.id, (), dict(sums.cases), sums.tallies)


def _form(vocabulary: Vocabulary, sample: str) -> Form:
    found = vocabulary.sample_by_id.get(sample)
    if found is None:
        known = tuple(vocabulary.sample_by_id)
        raise Invalid([UnknownSample(HERE, sample, known, suggest(sample, known))])
    return form_of(vocabulary, found)


def _add_wide(brought: program.Brought, sums: Sums, *, repeats: bool) -> None:
    counted = program.count_wide(brought)
    if not counted.groups:
        raise Invalid([NoRows(HERE)])
    faults = wide_faults(counted, brought.form, program.count_ids(brought))
    findings = list(_found(faults))
    if repeats and (twice := program.count_repeated(brought)):
        findings.append(RepeatedCase(HERE, twice, ()))
    _refuse(findings)
    sums.add_wide(counted)


def _add_long(brought: program.Brought, sums: Sums, *, repeats: bool) -> None:
    long = program.count_long(brought, repeats=repeats)
    if not long.piles:
        raise Invalid([NoRows(HERE)])
    findings = list(_found(long_faults(brought.layout, brought.form, long)))
    if long.repeated:
        findings.append(RepeatedAnswer(HERE, Rows(long.repeated)))
    if long.divided:
        findings.append(CaseOfTwoProviders(HERE, Rows(long.divided)))
    _refuse(findings)
    sums.add_long(long, brought.layout)


def _found(faults: Iterable[Fault]) -> Iterator[Finding]:
    """Findings that say in how many rows, which have no numbers in a frame."""
    for fault in faults:
        yield fault.finding(Rows(fault.total)).but(place=HERE)


def _refuse(findings: list[Finding]) -> None:
    if errors(findings):
        raise Invalid(errors(findings))
