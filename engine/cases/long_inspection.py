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
    from collections.abc import Iterable
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
    "t.id in (select id from cases where answers > questions) and s.question is not null "
    "qualify row_number() over "
    "(partition by t.id, s.question order by t.file, t.row) > 1"
)
LATER_PROVIDER = (
    "t.id in (select id from cases where provider <> other) and s.provider is not null "
    "qualify s.provider <> first_value(s.provider) over "
    "(partition by t.id order by t.file, t.row)"
)


def inspect_long(
    desk: Desk, layouts: Sequence[Layout], form: Form, long: Long
) -> tuple[Finding, ...]:
    """What is wrong in the rows of a sample's long files."""
    findings: list[Finding] = []
    for layout in layouts:
        findings += _without_ids(desk, layout, long)
        findings += _meant(desk, layout, tuple(_faults(layout, form, long)))
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
    ((strangers,),) = desk.ask(
        "select count(*) from (select id, unnest([provider, other]) as whose from cases) "
        f"where id is not null and whose is not null and (id, whose) not in ({described})"
    )
    if not strangers:
        return ()
    stranger = (
        "t.id is not null and s.provider is not null "
        f"and (t.id, s.provider) not in ({described})"
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


def _without_ids(desk: Desk, layout: Layout, long: Long) -> tuple[Finding, ...]:
    faults = tuple(_identity(layout, long))
    return located(desk, joined([layout], numbered=True), faults)


def _meant(desk: Desk, layout: Layout, faults: Sequence[Fault]) -> tuple[Finding, ...]:
    """A finding for each fault that lies in what some rows say."""
    if not faults:
        return ()
    tests = ", ".join(f"case when {f.condition} then {n} end" for n, f in enumerate(faults))
    desk.do(
        "create or replace temp table faulty as select * from "
        f"(select *, unnest([{tests}]) as fault from said) where fault is not null"
    )
    found = desk.ask(
        f"select s.fault, count(*), min(t.row, {SHOWN}) "
        f"from {joined([layout], 'faulty', numbered=True)} group by s.fault"
    )
    return tuple(faults[n].finding(Rows(total, tuple(first))) for n, total, first in found)


def long_faults(layout: Layout, form: Form, long: Long) -> Iterator[Fault]:
    """What the counts of long files show to be wrong in their rows."""
    yield from _identity(layout, long)
    yield from _faults(layout, form, long)


def _identity(layout: Layout, long: Long) -> Iterator[Fault]:
    case = layout.the("case")
    if long.blank_ids:
        yield Fault(
            "t.id is null",
            lambda rows: BlankCase(layout.place(case, rows.line), rows),
            long.blank_ids,
        )


def _faults(layout: Layout, form: Form, long: Long) -> Iterator[Fault]:
    yield from _providers(layout, form, long)
    yield from _items(layout, form, long)
    for question in form.questions:
        piles = [pile for pile in long.piles if pile.question == question.id]
        yield from _answers(layout, form, question, piles)


def _rows(piles: Iterable[Pile]) -> int:
    return sum(pile.rows for pile in piles)


def _providers(layout: Layout, form: Form, long: Long) -> Iterator[Fault]:
    provider = layout.the("provider")
    if strangers := _rows(p for p in long.piles if p.provider is None):
        yield Fault(
            "provider is null",
            lambda rows: UnknownProvider(layout.place(provider, rows.line), rows),
            strangers,
        )
    known = [pile for pile in long.piles if pile.provider is not None]
    if others := _rows(p for p in known if (p.type or "") not in form.types):
        yield Fault(
            f"provider is not null and not {sql.one_of('type', form.types)}",
            lambda rows: WrongProviderType(
                layout.place(provider, rows.line), rows, form.sample.id, form.types
            ),
            others,
        )


def _items(layout: Layout, form: Form, long: Long) -> Iterator[Fault]:
    item = layout.the("item")
    if unknown := _rows(pile for pile in long.piles if pile.question is None):
        yield Fault(
            "question is null",
            lambda rows: UnknownItem(layout.place(item, rows.line), rows, form.sample.id),
            unknown,
        )
    for question in form.elsewhere:
        if foreign := _rows(p for p in long.piles if p.sample and p.question == question.id):
            yield _foreign(layout, question, foreign)


def _foreign(layout: Layout, question: Question, total: int) -> Fault:
    item = layout.the("item")
    return Fault(
        f"question = {sql.text(question.id)}",
        lambda rows: ForeignItem(
            layout.place(item, rows.line), rows, str(question), question.sample
        ),
        total,
    )


def _answers(
    layout: Layout, form: Form, question: Question, piles: Sequence[Pile]
) -> Iterator[Fault]:
    this = f"question = {sql.text(question.id)}"
    answer = layout.the("answer")
    if unknown := _rows(p for p in piles if p.answer is None and not p.blank):
        yield Fault(
            f"{this} and not blank and answer is null",
            lambda rows: UnknownAnswer(
                layout.place(answer, rows.line),
                rows,
                answer.heading,
                tuple(form.labels(question)),
            ),
            unknown,
        )
    grades = tuple(grade.id for grade in question.scale.grades)
    others = form.not_asked(question)
    if in_vain := _rows(p for p in piles if p.type in others and p.answer in grades):
        yield Fault(
            f"{this} and {sql.one_of('answer', grades)} and {sql.one_of('type', others)}",
            lambda rows: AnswerDoesNotApply(
                layout.place(answer, rows.line), rows, str(question), question.types
            ),
            in_vain,
        )
    asked = form.asked(question)
    if missing := _rows(pile for pile in piles if pile.type in asked and pile.blank):
        yield Fault(
            f"{this} and blank and {sql.one_of('type', asked)}",
            lambda rows: MissingAnswers(
                Place(layout.file), str(question), rows, form.outside(question)
            ),
            missing,
        )
