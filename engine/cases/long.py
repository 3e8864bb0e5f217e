"""Files with a row for each answer: all of a sample's together, in two passes.

The first counts the rows that are written alike, the second those of each case. What
the cells mean is looked up once for every way to write them, and not for every row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.cases import desk as sql
from engine.cases.provider import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.cases.desk import Desk
    from engine.cases.layout import Layout
    from engine.cases.layout import Role
    from engine.cases.questions import Form

WRITTEN: tuple[Role, ...] = ("provider", "item", "answer")
"""The columns of which the same words always mean the same."""

MEANT = "provider, type, question, sample, answer, blank"


@dataclass(frozen=True)
class Pile:
    """Rows that say the same; what is not known is None."""

    provider: str | None
    type: str | None
    question: str | None
    sample: str | None
    answer: str | None
    blank: bool
    rows: int


@dataclass(frozen=True)
class Long:
    """The rows of long files by what they say, and how many cases a provider has.

    ``repeated`` is how many rows answer a question of a case again, and ``divided`` how
    many cases are of more than one provider.
    """

    piles: tuple[Pile, ...]
    cases: dict[str, int]
    blank_ids: int
    repeated: int
    divided: int


def count_long(desk: Desk, layouts: Sequence[Layout], form: Form) -> Long:
    """The counts of a sample's long files."""
    read_long(desk, layouts, form)
    _tell_cases(desk, layouts)
    empty = _empty(desk, layouts)
    piles = desk.ask(
        f"select {MEANT}, sum(rows - if(bare, {empty}, 0)) as filled "
        f"from (select {MEANT}, bare, sum(rows) as rows from said group by all) "
        "group by all having filled > 0 order by all"
    )
    cases = desk.ask(
        "select provider, count(*) from cases where id is not null and provider is not null "
        "group by provider order by provider"
    )
    ((blank, repeated, divided),) = desk.ask(
        "select sum(case when id is null then rows end), "
        "sum(case when id is not null then answers - questions end), "
        "count_if(id is not null and provider <> other) from cases"
    )
    whole = tuple(Pile(*pile) for pile in piles)
    return Long(whole, dict(cases), (blank or 0) - empty, repeated or 0, divided or 0)


def read_long(desk: Desk, layouts: Sequence[Layout], form: Form) -> None:
    """Make a table of all that some long files say, and of what it means: ``said``."""
    _declare(desk, form)
    alike = " union all ".join(
        f"select {_cells(layout)}, count(*) as rows from {layout.table.relation} group by all"
        for layout in layouts
    )
    cells = ", ".join(f"{written}_cell" for written in WRITTEN)
    desk.do(
        f"create or replace temp table said as select {cells}, rows, "
        "p.provider, p.type, q.question, q.sample, a.answer, w.answer is null as blank, "
        "coalesce(w.provider, w.item, w.answer) is null as bare "
        f"from (select {cells}, sum(rows) as rows, {sql.tidy('provider_cell')} as provider, "
        f"translate({sql.tidy('item_cell')}, '()[]', '') as item, "
        f"{sql.tidy('answer_cell')} as answer from ({alike}) group by all) w "
        "left join providers p on p.spelling = w.provider "
        "left join questions q on q.spelling = w.item "
        "left join answers a on a.question = q.question and a.spelling = w.answer"
    )


def joined(layouts: Sequence[Layout], said: str = "said", *, numbered: bool) -> str:
    """The rows of long files with what they mean, or some of them: SQL.

    ``said`` is the table that says it. Rows with nothing in them are left out.
    """
    rows = " union all ".join(
        f"select {file} as file, {sql.trimmed(layout.the('case').sql)} as id, {_cells(layout)}"
        + (
            f", row from {layout.table.numbered}"
            if numbered
            else f" from {layout.table.relation}"
        )
        for file, layout in enumerate(layouts)
    )
    same = " and ".join(f"t.{w}_cell is not distinct from s.{w}_cell" for w in WRITTEN)
    return f"({rows}) t join {said} s on {same} and (t.id is not null or not s.bare)"


def _cells(layout: Layout) -> str:
    return ", ".join(f"{layout.the(role).sql} as {role}_cell" for role in WRITTEN)


def _tell_cases(desk: Desk, layouts: Sequence[Layout]) -> None:
    """Make a table of the cases: their rows, answers and questions, and whose they are."""
    desk.do(
        "create or replace temp table items as select item_cell as cell, "
        "dense_rank() over (order by question) as number "
        "from (select distinct item_cell, question from said where question is not null)"
    )
    ((last,),) = desk.ask("select coalesce(max(number), 1) from items")
    rows = " union all ".join(
        f"select {layout.the('case').sql} as cell, {layout.the('provider').sql} as provider, "
        "count(*) as rows, count(i.number) as answers, "
        f"bitstring_agg(i.number, 1, {last}) as questions "
        f"from {layout.table.relation} t left join items i "
        f"on i.cell = t.{layout.the('item').sql} group by all"
        for layout in layouts
    )
    desk.do(
        f"create or replace temp table cases as select {sql.trimmed('cell')} as id, "
        "min(p.provider) as provider, max(p.provider) as other, sum(rows) as rows, "
        "sum(answers) as answers, bit_count(bit_or(questions)) as questions "
        f"from ({rows}) t left join providers p on p.spelling = {sql.tidy('t.provider')} "
        "group by id"
    )


def _empty(desk: Desk, layouts: Sequence[Layout]) -> int:
    """How many rows have nothing in them at all."""
    ((bare,),) = desk.ask("select sum(case when bare then rows end) from said")
    if bare is None:
        return 0
    named = f"select count(*) from {joined(layouts, numbered=False)} where s.bare"
    return int(bare) - int(desk.ask(named)[0][0])


def _declare(desk: Desk, form: Form) -> None:
    """Let a database know a sample's questions and answers by every way to write them."""
    questions = [(spelling, q.id, "") for spelling, q in form.question.items()]
    foreign = [(spelling, q.id, q.sample) for spelling, q in form.foreign.items()]
    desk.look_up("questions", ("spelling", "question", "sample"), questions + foreign)
    desk.look_up("answers", ("question", "spelling", "answer"), _answers(form))


def _answers(form: Form) -> Iterator[tuple[str, str, str]]:
    for question in form.questions:
        for label, answer in form.labels(question).items():
            yield question.id, tidy(label), answer
