"""What can be wrong in the rows of a wide or a profile file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases import desk as sql
from engine.cases.faults import Fault
from engine.cases.faults import located
from engine.cases.findings import AnswerDoesNotApply
from engine.cases.findings import BlankCase
from engine.cases.findings import MissingAnswers
from engine.cases.findings import MissingValue
from engine.cases.findings import UnknownAnswer
from engine.cases.findings import UnknownProvider
from engine.cases.findings import UnknownValue
from engine.cases.findings import WrongProviderType
from engine.cases.wide import with_providers
from engine.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.cases.desk import Desk
    from engine.cases.layout import Column
    from engine.cases.questions import Form
    from engine.cases.questions import Question
    from engine.cases.wide import Counted
    from engine.cases.wide import Group
    from engine.diagnostics import Finding


def inspect_wide(desk: Desk, counted: Counted, form: Form, ids: int) -> tuple[Finding, ...]:
    """What is wrong in the rows of a file, where its counts show that something is.

    ``ids`` is how many of its rows name a case.
    """
    faults = tuple(wide_faults(counted, form, ids))
    return located(desk, with_providers(counted.layout, counted.numbered), faults)


def wide_faults(counted: Counted, form: Form, ids: int) -> Iterator[Fault]:
    """What the counts of a file show to be wrong in its rows."""
    yield from _identity(counted, form, ids)
    for column in counted.layout.each("question"):
        yield from _question(counted, form, column)
    for column in counted.layout.each("profile"):
        yield from _profile(counted, form, column)


def _identity(counted: Counted, form: Form, ids: int) -> Iterator[Fault]:
    layout, groups = counted.layout, counted.groups
    case, provider = layout.the("case"), layout.the("provider")
    if blank := sum(group.cases for group in groups) - ids:
        yield Fault(
            f"{case.sql} is null",
            lambda rows: BlankCase(layout.place(case, rows.line), rows),
            blank,
        )
    if strangers := sum(group.cases for group in groups if group.provider is None):
        yield Fault(
            "p.provider is null",
            lambda rows: UnknownProvider(layout.place(provider, rows.line), rows),
            strangers,
        )
    if others := sum(group.cases for group in groups if _of_wrong_type(form, group)):
        yield Fault(
            f"p.provider is not null and not {sql.one_of('p.type', form.types)}",
            lambda rows: WrongProviderType(
                layout.place(provider, rows.line), rows, form.sample.id, form.types
            ),
            others,
        )


def _of_wrong_type(form: Form, group: Group) -> bool:
    return group.provider is not None and group.type not in form.types


def _question(counted: Counted, form: Form, column: Column) -> Iterator[Fault]:
    layout, groups = counted.layout, counted.groups
    question, key = form.by_id[column.id], (column.role, column.id)
    labels = form.labels(question)
    if unknown := sum(group.columns[key].unknown for group in groups):
        known = sql.one_of(column.sql, map(counted.spelled, labels))
        yield Fault(
            f"{column.sql} is not null and not {known}",
            lambda rows: UnknownAnswer(
                layout.place(column, rows.line), rows, column.heading, tuple(labels)
            ),
            unknown,
        )
    if in_vain := sum(_answered_in_vain(form, question, group) for group in groups):
        graded = sql.one_of(column.sql, map(counted.spelled, form.grade_labels(question)))
        yield Fault(
            f"{graded} and {sql.one_of('p.type', form.not_asked(question))}",
            lambda rows: AnswerDoesNotApply(
                layout.place(column, rows.line), rows, str(question), question.types
            ),
            in_vain,
        )
    if missing := sum(_missing(form, question, group) for group in groups):
        yield Fault(
            f"{column.sql} is null and {sql.one_of('p.type', form.asked(question))}",
            lambda rows: MissingAnswers(
                Place(layout.file), str(question), rows, form.outside(question)
            ),
            missing,
        )


def _answered_in_vain(form: Form, question: Question, group: Group) -> int:
    if group.type not in form.not_asked(question):
        return 0
    counts = group.columns["question", question.id].counts
    answers = zip(form.labels(question).values(), counts, strict=True)
    return sum(count for answer, count in answers if answer in question.scale)


def _missing(form: Form, question: Question, group: Group) -> int:
    if group.type not in form.asked(question):
        return 0
    return group.cases - group.columns["question", question.id].total


def _profile(counted: Counted, form: Form, column: Column) -> Iterator[Fault]:
    layout, groups = counted.layout, counted.groups
    declared = form.profile[column.id]
    filled = [(group.columns[column.role, column.id], group.cases) for group in groups]
    if unknown := sum(each.unknown for each, _ in filled):
        known = sql.one_of(column.sql, map(counted.spelled, declared.values))
        yield Fault(
            f"{column.sql} is not null and not {known}",
            lambda rows: UnknownValue(
                layout.place(column, rows.line), rows, column.heading, declared.values
            ),
            unknown,
        )
    blank = sum(cases - each.total for each, cases in filled)
    if blank and not declared.missing_allowed:
        yield Fault(
            f"{column.sql} is null",
            lambda rows: MissingValue(
                layout.place(column, rows.line), rows, column.heading, declared.values
            ),
            blank,
        )
