"""Which entry of a mapping is about which column of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Place
from engine.frameworks.names import folded
from engine.frameworks.names import suggest
from engine.rounds.importing.findings import DateCells
from engine.rounds.importing.findings import NoSuchHeading
from engine.rounds.importing.findings import NotMapped
from engine.rounds.importing.findings import SeveralColumns
from engine.rounds.importing.findings import UnmappedColumn
from engine.rounds.importing.mapping import Target
from engine.rounds.importing.sheet import cell_name
from engine.rounds.importing.sheet import letters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.cases.questions import Form
    from engine.diagnostics import Finding
    from engine.rounds.importing.mapping import Entry
    from engine.rounds.importing.mapping import Mapping
    from engine.rounds.importing.sheet import Sheet


def bind(
    sheet: Sheet, mapping: Mapping, form: Form
) -> tuple[dict[int, Entry], tuple[Finding, ...]]:
    """The entry of each column, and what is wrong with the headings."""
    headings = sheet.headings(mapping.header_rows)
    found: dict[int, Entry] = {}
    findings: list[Finding] = []
    for entry in mapping.entries:
        columns = _columns(entry, headings)
        if not columns:
            findings.append(_nowhere(entry, headings))
        elif len(columns) > 1:
            names = tuple(map(letters, columns))
            findings.append(SeveralColumns(entry.place, entry.heading, names))
        found |= dict.fromkeys(columns, entry)
    for column in sorted({*range(len(headings))} - {*found}):
        place = sheet.place(mapping.header_rows - 1, column)
        findings.append(UnmappedColumn(place, letters(column), mapping.file))
    findings += _dated(sheet, mapping.header_rows)
    findings += _not_mapped(mapping, form, {entry.target for entry in mapping.entries})
    return found, tuple(findings)


def order(form: Form) -> tuple[Target, ...]:
    """The columns of a case file in their order."""
    profile = (Target("profile", column.id) for column in form.sample.profile)
    questions = (Target("question", question.id) for question in form.questions)
    return (Target("case", "case"), Target("provider", "provider"), *profile, *questions)


def _columns(entry: Entry, headings: Sequence[str]) -> list[int]:
    name = folded(entry.heading)
    return [
        column
        for column, heading in enumerate(headings)
        if folded(heading) == name and entry.column in ("", letters(column))
    ]


def _nowhere(entry: Entry, headings: Sequence[str]) -> Finding:
    meant = suggest(entry.heading, headings)
    same = meant is not None and folded(meant) == folded(entry.heading)
    return NoSuchHeading(entry.place, entry.heading, None if same else meant)


def _dated(sheet: Sheet, rows: int) -> Iterator[Finding]:
    """Headings that a spreadsheet program has made dates of."""
    for at in sorted(at for at in sheet.dates if at[0] < rows):
        yield DateCells(sheet.place(*at), (cell_name(at),))


def _not_mapped(
    mapping: Mapping, form: Form, mapped: Iterable[Target | None]
) -> Iterator[Finding]:
    """The columns that a case file must have, and this one would not."""
    optional = {Target("question", q.id) for q in form.questions if not q.rated}
    optional |= {Target("profile", c.id) for c in form.sample.profile if c.missing_allowed}
    for target in order(form):
        if target not in mapped and target not in optional:
            yield NotMapped(Place(mapping.file), target.words(form))
