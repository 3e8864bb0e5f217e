"""What can be wrong in the rows of long files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases import desk as sql
from engine.cases.faults import Fault
from engine.cases.faults import located
from engine.cases.findings import AnswerDoesNotApply
from engine.cases.findings import BlankCase
from engine.cases.findings import CaseOfTwoProviders
from engine.cases.findings import ForeignItem
from engine.cases.findings import MissingAnswers
from engine.cases.findings import NoProfile
from engine.cases.findings import RepeatedAnswer
from engine.cases.findings import UnknownAnswer
from engine.cases.findings import UnknownItem
from engine.cases.findings import UnknownProvider
from engine.cases.findings import WrongProviderType
from engine.cases.long import joined
from engine.cases.rows import SHOWN
from engine.cases.rows import Rows
from engine.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.cases.desk import Desk
    from engine.cases.layout import Layout
    from engine.cases.long import Long
    from engine.cases.long import Pile
    from engine.cases.questions import Form
    from engine.cases.questions import Question
    from engine.diagnostics import Finding

LATER_ANSWER = (
    "t.id is not null and q.question is not null "
    "qualify row_number() over "
    "(partition by t.id, q.question order by t.file, t.row) > 1"
)
LATER_PROVIDER = (
    "t.id is not null and p.provider is not null "
    "qualify p.provider <> first_value(p.provider) over "
    "(partition by t.id order by t.file, t.row)"
)


def inspect_long(
    desk: Desk, layouts: Sequence[Layout], form: Form, long: Long
) -> tuple[Finding, ...]:
    """What is wrong in the rows of a sample's long files."""
    findings: list[Finding] = []
    for layout in layouts:
        faults = tuple(_faults(layout, form, long))
        findings += located(desk, joined([layout], numbered=True), faults)
    if long.repeated:
        findings += _among(desk, layouts, LATER_ANSWER, RepeatedAnswer)
    if long.divided:
        findings += _among(desk, layouts, LATER_PROVIDER, CaseOfTwoProviders)
    return tuple(findings)


def without_profile(
    desk: Desk, layouts: Sequence[Layout], profiles: Sequence[Layout]
) -> tuple[Finding, ...]:
    """Answers to cases that the profile files, where there are some, do not have."""
    if not profiles:
        return ()
    described = " union ".join(_described(layout) for layout in profiles)
    stranger = (
        "t.id is not null and p.provider is not null "
        f"and (t.id, p.provider) not in ({described})"
    )
    return tuple(_among(desk, layouts, stranger, NoProfile))


def _described(layout: Layout) -> str:
    case, provider = layout.the("case").sql, layout.the("provider").sql
    return (
        f"select {sql.trimmed(case)}, n.provider from {layout.table.relation} "
        f"join providers n on n.spelling = {sql.tidy(provider)} "
        f"where {sql.trimmed(case)} is not null"
    )


def _among(
    desk: Desk,
    layouts: Sequence[Layout],
    condition: str,
    finding: Callable[[Place, Rows], Finding],
) -> Iterator[Finding]:
    """A finding for each file that has rows for which a condition over all rows holds."""
    found = desk.ask(
        f"select file, count(*), min(row, {SHOWN}) from "
        f"(select t.file, t.row from {joined(layouts, numbered=True)} "
        f"where {condition}) group by file order by file"
    )
    for file, total, first in found:
        rows = Rows(total, tuple(first))
        yield finding(layouts[file].place(layouts[file].the("case"), rows.line), rows)


def _faults(layout: Layout, form: Form, long: Long) -> Iterator[Fault]:
    yield from _identity(layout, form, long)
    yield from _items(layout, form, long)
    yield from _answers(layout, form, long)


def _identity(layout: Layout, form: Form, long: Long) -> Iterator[Fault]:
    case, provider = layout.the("case"), layout.the("provider")
    if any(pile.blank_ids for pile in long.piles):
        yield Fault(
            "t.id is null",
            lambda rows: BlankCase(layout.place(case, rows.line), rows),
        )
    if any(pile.provider is None for pile in long.piles):
        yield Fault(
            "p.provider is null",
            lambda rows: UnknownProvider(layout.place(provider, rows.line), rows),
        )
    if any(p.provider is not None and p.type not in form.types for p in long.piles):
        yield Fault(
            f"p.provider is not null and not {sql.one_of('p.type', form.types)}",
            lambda rows: WrongProviderType(
                layout.place(provider, rows.line), rows, form.sample.id, form.types
            ),
        )


def _items(layout: Layout, form: Form, long: Long) -> Iterator[Fault]:
    item = layout.the("item")
    if any(pile.question is None for pile in long.piles):
        yield Fault(
            "q.question is null",
            lambda rows: UnknownItem(layout.place(item, rows.line), rows, form.sample.id),
        )
    foreign = {pile.question for pile in long.piles if pile.sample}
    for question in form.elsewhere:
        if question.id in foreign:
            yield _foreign(layout, question)


def _foreign(layout: Layout, question: Question) -> Fault:
    item = layout.the("item")
    return Fault(
        f"q.question = {sql.text(question.id)}",
        lambda rows: ForeignItem(
            layout.place(item, rows.line), rows, str(question), question.sample
        ),
    )


def _answers(layout: Layout, form: Form, long: Long) -> Iterator[Fault]:
    for question in form.questions:
        piles = [pile for pile in long.piles if pile.question == question.id]
        yield from _answers_to(layout, form, question, piles)


def _answers_to(
    layout: Layout, form: Form, question: Question, piles: Sequence[Pile]
) -> Iterator[Fault]:
    this = f"q.question = {sql.text(question.id)}"
    answer = layout.the("answer")
    if any(pile.answer is None and not pile.blank for pile in piles):
        yield Fault(
            f"{this} and t.answer is not null and a.answer is null",
            lambda rows: UnknownAnswer(
                layout.place(answer, rows.line),
                rows,
                answer.heading,
                tuple(form.labels(question)),
            ),
        )
    grades = tuple(grade.id for grade in question.scale.grades)
    others = form.not_asked(question)
    if any(pile.type in others and pile.answer in grades for pile in piles):
        yield Fault(
            f"{this} and {sql.one_of('a.answer', grades)} and {sql.one_of('p.type', others)}",
            lambda rows: AnswerDoesNotApply(
                layout.place(answer, rows.line), rows, str(question), question.types
            ),
        )
    if any(pile.type in form.asked(question) and pile.blank for pile in piles):
        yield Fault(
            f"{this} and t.answer is null and {sql.one_of('p.type', form.asked(question))}",
            lambda rows: MissingAnswers(
                Place(layout.file), str(question), rows, form.outside(question)
            ),
        )
