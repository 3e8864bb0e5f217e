"""One sample's cases as a small table of codes, made in one pass over its files.

A code is the position of a value among those that are declared. What may hold any text
keeps its text. A blank cell is null, and NOWHERE stands where a file has no column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.cases import desk as sql
from engine.cases.layout import lay_out
from engine.cases.long import joined
from engine.cases.long import read_long
from engine.cases.provider import tidy
from engine.cases.sample import carefully
from engine.cases.table import table_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.cases.desk import Desk
    from engine.cases.files import Found
    from engine.cases.layout import Column
    from engine.cases.layout import Layout
    from engine.cases.questions import Form
    from engine.cases.variables import Variable

Key: TypeAlias = tuple[str, str]
"""What a variable is, and its id."""

NOWHERE = -1
WHOSE = ("provider", "type")


@dataclass(frozen=True)
class Gathered:
    """The cases of a sample in a table, and the column of each variable."""

    table: str
    columns: Mapping[Key, str]

    def column(self, variable: Variable) -> str:
        """Where a variable's codes stand; a provider and a type are no codes."""
        if variable.kind in WHOSE:
            return variable.kind
        return self.columns[variable.kind, variable.id]


def gather(
    desk: Desk, form: Form, files: Sequence[Found], variables: Sequence[Variable]
) -> Gathered:
    """The cases in some files that are known to be sound, with what is asked for."""
    wanted: dict[Key, Variable] = {(v.kind, v.id): v for v in variables if v.kind not in WHOSE}
    columns = {key: f"v{n}" for n, key in enumerate(wanted)}
    layouts = [lay_out(table_of(desk, found), form) for found in files]
    try:
        _create(desk, form, layouts, list(wanted.values()))
    except desk.error:
        layouts = [carefully(desk, layout, form) for layout in layouts]
        _create(desk, form, layouts, list(wanted.values()))
    return Gathered("gathered", columns)


def _create(
    desk: Desk, form: Form, layouts: Sequence[Layout], variables: Sequence[Variable]
) -> None:
    long = [layout for layout in layouts if layout.kind == "long"]
    by_case = [layout for layout in layouts if layout.kind != "long"]
    body = _long(desk, form, long, by_case, variables) if long else _wide(by_case, variables)
    desk.do(f"create or replace temp table gathered as {body}")


def _wide(layouts: Sequence[Layout], variables: Sequence[Variable]) -> str:
    return " union all ".join(_cases(layout, variables) for layout in layouts)


def _cases(layout: Layout, variables: Sequence[Variable], *others: str) -> str:
    """The rows of a file with a row for each case."""
    there: dict[Key, Column] = {(column.role, column.id): column for column in layout.columns}
    codes = (f"{_code(v, there.get((v.kind, v.id)))} as v{n}" for n, v in enumerate(variables))
    listed = ", ".join([*others, "p.provider", "p.type", *codes])
    spelling = sql.tidy(f"t.{layout.the('provider').sql}")
    return (
        f"select {listed} from {layout.table.relation} t "
        f"join providers p on p.spelling = {spelling}"
    )


def _code(variable: Variable, column: Column | None) -> str:
    if column is None:
        absent = str(NOWHERE) if variable.kind == "question" else "null"
        return f"{absent}::{'smallint' if variable.values else 'varchar'}"
    cell = f"t.{column.sql}"
    if not variable.values:
        return sql.trimmed(cell)
    spelled = [(name, n) for n, name in _spellings(variable)]
    exact = _chosen(cell, spelled)
    return f"coalesce({exact}, {_chosen(sql.tidy(cell), [(tidy(s), n) for s, n in spelled])})"


def _spellings(variable: Variable) -> Iterator[tuple[int, str]]:
    """What stands in a file for each code: the labels of answers, or a column's values."""
    for code, value in enumerate(variable.values):
        for name in value.written:
            yield code, name


def _chosen(cell: str, spelled: Sequence[tuple[str, int]]) -> str:
    if not spelled:
        return "null::smallint"
    whens = " ".join(f"when {sql.text(name)} then {code}" for name, code in spelled)
    return f"(case {cell} {whens} end)::smallint"


def _long(
    desk: Desk,
    form: Form,
    long: Sequence[Layout],
    profiles: Sequence[Layout],
    variables: Sequence[Variable],
) -> str:
    """The rows of long files, a case at a time, beside what their profile says."""
    read_long(desk, long, form)
    asked = [(n, v) for n, v in enumerate(variables) if v.kind == "question"]
    answers = "".join(f", {_answer(v)} as v{n}, {_asks(v)} as asked{n}" for n, v in asked)
    said = (
        "select t.id, any_value(s.provider) as provider, any_value(s.type) as type"
        f"{answers} from {joined(long, numbered=False)} group by t.id"
    )
    own = _own(profiles, variables) if profiles else "select id, provider, type from answered"
    columns = [
        _chosen_answer(form, v, n) if v.kind == "question" else _described(v, n, profiles)
        for n, v in enumerate(variables)
    ]
    chosen = ", ".join(["own.provider", "own.type", *columns])
    return (
        f"with answered as materialized ({said}), own as ({own}) "
        f"select {chosen} from own left join answered on answered.id = own.id"
    )


def _own(profiles: Sequence[Layout], variables: Sequence[Variable]) -> str:
    """The cases themselves, as their profile lists them."""
    ids = [f"{sql.trimmed('t.' + p.the('case').sql)} as id" for p in profiles]
    rows = zip(profiles, ids, strict=True)
    return " union all ".join(_cases(layout, variables, own) for layout, own in rows)


def _described(variable: Variable, number: int, profiles: Sequence[Layout]) -> str:
    return f"own.v{number}" if profiles else f"{_code(variable, None)} as v{number}"


def _answer(variable: Variable) -> str:
    codes = _chosen("s.answer", [(value.id, n) for n, value in enumerate(variable.values)])
    return f"max({codes}) filter (where s.question = {sql.text(variable.id)})"


def _asks(variable: Variable) -> str:
    return f"bool_or(s.question = {sql.text(variable.id)})"


def _chosen_answer(form: Form, variable: Variable, number: int) -> str:
    """The answer, or NOWHERE for a question that may be left out and is, everywhere."""
    if form.by_id[variable.id].rated:
        return f"answered.v{number}"
    return (
        f"case when (select bool_or(asked{number}) from answered) then answered.v{number} "
        f"else {NOWHERE}::smallint end as v{number}"
    )
