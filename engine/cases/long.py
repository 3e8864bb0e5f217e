"""Files with a row for each answer: all of a sample's together, in one pass."""

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
    from engine.cases.questions import Form

FACTS = "p.provider, p.type, q.question, q.sample, a.answer"


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
    blank_ids: int


@dataclass(frozen=True)
class Long:
    """The rows of long files by what they say, and how many cases a provider has."""

    piles: tuple[Pile, ...]
    cases: dict[str, int]
    repeated: bool
    divided: bool


def count_long(desk: Desk, layouts: Sequence[Layout], form: Form) -> Long:
    """The counts of a sample's long files."""
    declare(desk, form)
    relation = joined(layouts, numbered=False)
    piles = desk.ask(
        f"select {FACTS}, t.answer is null, count(*), count_if(t.id is null) "
        f"from {relation} group by all order by all"
    )
    cases = desk.ask(
        f"select p.provider, count(distinct t.id) from {relation} "
        "where p.provider is not null group by p.provider order by p.provider"
    )
    answered = "t.id is not null and q.question is not null"
    ((rows, answers, ids, owned),) = desk.ask(
        f"select count_if({answered}), "
        f"count(distinct (t.id, q.question)) filter (where {answered}), "
        "count(distinct t.id) filter (where p.provider is not null), "
        "count(distinct (t.id, p.provider)) "
        f"filter (where t.id is not null and p.provider is not null) from {relation}"
    )
    whole = tuple(Pile(*pile) for pile in piles)
    return Long(whole, dict(cases), rows != answers, ids != owned)


def joined(layouts: Sequence[Layout], *, numbered: bool) -> str:
    """The rows of long files with the provider, question and answer that they mean."""
    rows = " union all ".join(
        _rows(layout, file, numbered=numbered) for file, layout in enumerate(layouts)
    )
    return (
        f"({rows}) t left join providers p on p.spelling = t.provider "
        "left join questions q on q.spelling = t.item "
        "left join answers a on a.question = q.question and a.spelling = t.answer"
    )


def _rows(layout: Layout, file: int, *, numbered: bool) -> str:
    case, provider, item, answer = (
        layout.the(role).sql for role in ("case", "provider", "item", "answer")
    )
    cells = (
        f"{sql.trimmed(case)} as id, {sql.tidy(provider)} as provider, "
        f"translate({sql.tidy(item)}, '()[]', '') as item, {sql.tidy(answer)} as answer"
    )
    table = layout.table
    blank = "where coalesce(id, provider, item, answer) is not null"
    if numbered:
        return (
            f"select * from (select {file} as file, row, {cells} from {table.numbered}) {blank}"
        )
    return f"select * from (select {cells} from {table.relation}) {blank}"


def declare(desk: Desk, form: Form) -> None:
    """Let a database know a sample's questions and answers by every way to write them."""
    questions = [(spelling, q.id, "") for spelling, q in form.question.items()]
    foreign = [(spelling, q.id, q.sample) for spelling, q in form.foreign.items()]
    desk.look_up("questions", ("spelling", "question", "sample"), questions + foreign)
    desk.look_up("answers", ("question", "spelling", "answer"), _answers(form))


def _answers(form: Form) -> Iterator[tuple[str, str, str]]:
    for question in form.questions:
        for label, answer in form.labels(question).items():
            yield question.id, tidy(label), answer
