"""Interviews of those who work on the cases: read, checked, and counted."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.cases import desk as sql
from engine.cases.counting import digest
from engine.cases.counting import introduce
from engine.cases.faults import Fault
from engine.cases.faults import located
from engine.cases.file_findings import MissingColumn
from engine.cases.file_findings import NoRows
from engine.cases.file_findings import RepeatedColumn
from engine.cases.file_findings import UnnamedColumn
from engine.cases.file_findings import Unreadable
from engine.cases.files import ENDINGS
from engine.cases.files import Found
from engine.cases.interview_findings import BlankOfficer
from engine.cases.interview_findings import NotACaseload
from engine.cases.interview_findings import RepeatedOfficer
from engine.cases.interview_findings import SeveralInterviews
from engine.cases.interview_findings import UnknownInterviewColumn
from engine.cases.row_findings import UnknownAnswer
from engine.cases.row_findings import UnknownProvider
from engine.cases.table import table_of
from engine.cases.tally import CaseFile
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.diagnostics import errors
from engine.frameworks.names import folded
from engine.frameworks.names import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from engine.cases.desk import Desk
    from engine.cases.desk import Table
    from engine.cases.provider import Provider
    from engine.diagnostics import Finding

STEM = "interviews"
WORKLOAD = "workload_reasonable"
EFFECTIVE = "implemented_effectively"
COLUMNS = ("provider", "officer", "caseload", WORKLOAD, "case", EFFECTIVE)
IGNORED = "synthetic"
LABELS = ("Yes", "No", "N/A")
WHOLE = r"0*[1-9][0-9]{0,8}([.]0+)?"


@dataclass(frozen=True)
class Pile:
    """Officers of one provider who have as many cases and said the same.

    The answers are in lower case; a blank one is empty.
    """

    provider: str
    caseload: int | None
    workload: str
    effective: str
    officers: int


@dataclass(frozen=True)
class Interviews:
    """What the interviews of a round hold."""

    file: CaseFile
    piles: tuple[Pile, ...]


def read_interviews(
    folder: Path, providers: Sequence[Provider]
) -> tuple[Interviews | None, tuple[Finding, ...]]:
    """The interviews of a round, if it has any, and what is wrong with their file."""
    paths = _paths(folder)
    if not paths:
        return None, ()
    if len(paths) > 1:
        names = tuple(path.name for path in paths)
        return None, (SeveralInterviews(Place(str(paths[0])), names),)
    found = Found(paths[0], str(paths[0]), paths[0].name.removeprefix(STEM))
    return _read(found, providers)


def there_are_interviews(folder: Path) -> bool:
    """Whether a round has a file of interviews."""
    return bool(_paths(folder))


def _paths(folder: Path) -> list[Path]:
    return [p for p in (folder / f"{STEM}{ending}" for ending in ENDINGS) if p.is_file()]


def _read(
    found: Found, providers: Sequence[Provider]
) -> tuple[Interviews | None, tuple[Finding, ...]]:
    from engine.cases.desk import Desk

    with closing(Desk()) as desk:
        introduce(desk, providers)
        try:
            file = CaseFile(found.path.name, digest(found.path))
            piles, findings = _checked(desk, table_of(desk, found))
        except Invalid as invalid:
            return None, invalid.findings
        except (OSError, desk.error):
            return None, (Unreadable(Place(found.shown), "interviews"),)
    return (None if errors(findings) else Interviews(file, piles)), findings


def _checked(desk: Desk, table: Table) -> tuple[tuple[Pile, ...], tuple[Finding, ...]]:
    """What a file holds; the file is read again, carefully, if it is an unusual one."""
    columns, findings = _columns(table)
    if findings:
        return (), findings
    try:
        return _counted(desk, table, columns)
    except desk.error:
        again = table.carefully(desk) if table.carefully else table
        return _counted(desk, again, columns)


def _columns(table: Table) -> tuple[dict[str, int], tuple[Finding, ...]]:
    file, first = table.found.shown, dict[str, int]()
    findings: list[Finding] = []
    for number, written in enumerate(table.headings, start=1):
        heading, place = folded(written), Place(file, 1, number)
        if not heading:
            findings.append(UnnamedColumn(place))
        elif heading in first:
            before = first[heading]
            earlier = table.headings[before].strip()
            findings.append(RepeatedColumn(place, written.strip(), earlier, before + 1))
        elif heading not in (*COLUMNS, IGNORED):
            meant = suggest(heading, COLUMNS)
            findings.append(UnknownInterviewColumn(place, written.strip(), COLUMNS, meant))
        first.setdefault(heading, number - 1)
    absent = [column for column in COLUMNS if column not in first]
    findings += [MissingColumn(Place(file, 1), column) for column in absent]
    return first, tuple(findings)


def _counted(
    desk: Desk, table: Table, columns: dict[str, int]
) -> tuple[tuple[Pile, ...], tuple[Finding, ...]]:
    cells = ", ".join(f"{sql.tidy(f'c{columns[c]}')} as {_column(c)}" for c in COLUMNS)
    filled = f"coalesce({', '.join(map(_column, COLUMNS))}) is not null"
    rows = (
        f"(select * from (select row, {cells} from {table.numbered}) where {filled}) t "
        "left join providers p on p.spelling = t.x_provider"
    )
    findings = (
        *located(desk, rows, list(_faults(table, columns))),
        *_repeated(desk, table, rows),
    )
    if findings:
        return (), findings
    found = desk.ask(
        f"select p.provider, x_caseload::decimal(18, 6)::bigint, coalesce(x_{WORKLOAD}, ''), "
        f"coalesce(x_{EFFECTIVE}, ''), count(*) from {rows} group by all order by all"
    )
    if not found:
        return (), (NoRows(Place(table.found.shown)),)
    return tuple(Pile(*pile) for pile in found), ()


def _column(name: str) -> str:
    return f"x_{name}"


def _faults(table: Table, columns: dict[str, int]) -> Iterator[Fault]:
    def cell(column: str, row: int) -> Place:
        return Place(table.found.shown, row, columns[column] + 1)

    yield Fault(
        "p.provider is null", lambda rows: UnknownProvider(cell("provider", rows.line), rows)
    )
    yield Fault(
        "x_officer is null", lambda rows: BlankOfficer(cell("officer", rows.line), rows)
    )
    yield Fault(
        f"x_caseload is not null and not regexp_full_match(x_caseload, '{WHOLE}')",
        lambda rows: NotACaseload(cell("caseload", rows.line), rows),
    )
    known = [label.lower() for label in LABELS]
    for column in (WORKLOAD, EFFECTIVE):
        yield Fault(
            f"x_{column} is not null and not {sql.one_of(f'x_{column}', known)}",
            lambda rows, column=column: UnknownAnswer(  # type: ignore[misc]
                cell(column, rows.line), rows, column, LABELS
            ),
        )


def _repeated(desk: Desk, table: Table, rows: str) -> tuple[Finding, ...]:
    again = (
        f"(select row from {rows} where p.provider is not null and x_officer is not null "
        "qualify row_number() over (partition by p.provider, x_officer order by row) > 1)"
    )
    fault = Fault(
        "true", lambda found: RepeatedOfficer(Place(table.found.shown, found.line), found)
    )
    return located(desk, again, [fault])
