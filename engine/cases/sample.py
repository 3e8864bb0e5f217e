"""One sample's files: read, checked, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.cases import count_ids
from engine.cases.cases import repeated_cases
from engine.cases.findings import MixedForms
from engine.cases.findings import NoFile
from engine.cases.findings import NoRows
from engine.cases.layout import lay_out
from engine.cases.long import count_long
from engine.cases.long_inspection import inspect_long
from engine.cases.long_inspection import without_profile
from engine.cases.sums import Sums
from engine.cases.table import table_of
from engine.cases.wide import count_wide
from engine.cases.wide_inspection import inspect_wide
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.diagnostics import errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.cases.desk import Desk
    from engine.cases.files import Found
    from engine.cases.layout import Layout
    from engine.cases.long import Long
    from engine.cases.provider import Provider
    from engine.cases.questions import Form
    from engine.cases.wide import Counted
    from engine.diagnostics import Finding


def count_sample(
    desk: Desk, form: Form, files: Sequence[Found], providers: Sequence[Provider]
) -> tuple[Sums, tuple[Finding, ...]]:
    """The counts of a sample's files; they mean nothing if a finding is an error."""
    findings: list[Finding] = []
    by_case: list[Counted] = []
    long: list[Layout] = []
    for found in files:
        try:
            layout = lay_out(table_of(desk, found), form)
            if layout.kind == "long":
                long.append(layout)
            else:
                by_case.append(count_file(desk, layout, form))
        except Invalid as invalid:
            findings += invalid.findings
    findings += _together(form, by_case, long)
    findings += _inspect(desk, form, by_case)
    sums = Sums(form, providers)
    for each in by_case:
        sums.add_wide(each)
    if long and not errors(findings):
        findings += _add_long(desk, form, sums, long, by_case)
    return sums, (*findings, *([] if errors(findings) else sums.without_cases(files)))


def count_file(desk: Desk, layout: Layout, form: Form) -> Counted:
    """The counts of a file with a row for each case; raises Invalid where it has none."""
    try:
        counted = count_wide(desk, layout, form)
    except desk.error:
        counted = count_wide(desk, carefully(desk, layout, form), form)
    if not counted.groups:
        raise Invalid([NoRows(Place(layout.file))])
    return counted


def _count_all(
    desk: Desk, layouts: Sequence[Layout], form: Form
) -> tuple[Sequence[Layout], Long]:
    try:
        return layouts, count_long(desk, layouts, form)
    except desk.error:
        layouts = [carefully(desk, layout, form) for layout in layouts]
        return layouts, count_long(desk, layouts, form)


def carefully(desk: Desk, layout: Layout, form: Form) -> Layout:
    """The same file, read in a way that cannot fail, or that says what is wrong with it."""
    table = layout.table
    return lay_out(table.carefully(desk), form, layout.kind) if table.carefully else layout


def _inspect(desk: Desk, form: Form, by_case: Sequence[Counted]) -> list[Finding]:
    """What is wrong in the rows of files with a row for each case."""
    layouts = [each.layout for each in by_case]
    ids = count_ids(desk, layouts)
    findings = list(repeated_cases(desk, layouts, ids))
    for each, filled in zip(by_case, ids.filled, strict=True):
        findings += inspect_wide(desk, each, form, filled)
    return findings


def _together(form: Form, by_case: Sequence[Counted], long: Sequence[Layout]) -> list[Finding]:
    """What is wrong with the files of a sample side by side."""
    wide = [each.layout for each in by_case if each.layout.kind == "wide"]
    if wide and long:
        return [MixedForms(Place(long[0].file), form.sample.id, wide[0].file)]
    if by_case and not wide and not long:
        return [NoFile(Place(by_case[0].layout.file), form.sample.id)]
    return []


def _add_long(
    desk: Desk,
    form: Form,
    sums: Sums,
    layouts: Sequence[Layout],
    profiles: Sequence[Counted],
) -> list[Finding]:
    try:
        layouts, long = _count_all(desk, layouts, form)
    except Invalid as invalid:
        return list(invalid.findings)
    if not long.piles:
        return [NoRows(Place(layout.file)) for layout in layouts]
    findings = list(inspect_long(desk, layouts, form, long))
    findings += without_profile(desk, layouts, [each.layout for each in profiles])
    if not errors(findings):
        findings += sums.add_long(long, layouts[0])
    return findings
