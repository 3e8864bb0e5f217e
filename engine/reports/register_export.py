"""A table of providers, rated, for programs and spreadsheets: a row for each, in file order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from engine.cases import desk as sql
from engine.reports import export
from engine.reports import tidy
from engine.reports.register_frame import Coded
from engine.reports.register_frame import write_frame
from engine.rounds.register.agreement import agreements
from engine.rounds.register.agreement import differences
from engine.rounds.register.keeping import KEPT
from engine.rounds.register.one import names
from engine.rounds.register.patterns import distinct
from engine.rounds.register.rating import rated_unnamed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path
    from typing import TextIO

    from engine.frameworks.model import Scale
    from engine.rounds.register.patterns import Kinds
    from engine.rounds.register.rating import Rating
    from engine.rounds.register.register import Register
    from engine.rounds.register.spelling import Codings

ABOVE = ("id", "rating", "basis", "reason", "members")
"""The columns about what providers are part of."""

RATED = "rated"
"""The name under which the database sees the arrays of ratings."""


@dataclass(frozen=True)
class _Coded:
    """A column whose cells are one of a few words: their positions, below 0 for none."""

    heading: str
    words: tuple[str, ...]
    codes: Codings


def write_csv(rating: Rating, path: Path) -> None:
    """A row for each provider; no text can be taken for a formula.

    What follows upon the ratings is written once for all providers that are alike in them.
    """
    import numpy as np

    register, coded = rating.register, _coded(rating)
    said = _said(register)
    kinds = _kinds(rating)
    words = ([_word(c, code) for code in c.codes[kinds.first].tolist()] for c in coded)
    endings = [_line(kind) for kind in zip(*words, strict=True)]
    after = _line(column.heading for column in coded)
    if register.table.frame is not None:
        columns = {heading: _framed(register, heading) for heading in said}
        ending = {after: Coded(endings, kinds.which)}
        write_frame(register.table.frame, columns | ending, path)
        return
    register.table.desk.show(RATED, {"ending": np.array(endings, object)[kinds.which]})
    line = " || ',' || ".join([*map(_quoted, said.values()), "r.ending"])
    heading = f"{_line(said)},{after}"
    _copy(rating, path, {heading: line}, "format csv, header true, quote '', escape ''")


def _kinds(rating: Rating) -> Kinds:
    """The providers of whom the same is written, apart from their names."""
    published = rating.register.table.published.values()
    if not published:
        return rating.kinds
    return distinct([rating.kinds.which, *published], rating.register.table.size)


def _framed(register: Register, heading: str) -> str | Coded:
    """What the table says of a provider under a heading, where Polars has read it."""
    if heading != "type":
        return "id" if heading == "provider" else heading
    assert register.table.types is not None
    types = register.framework.vocabulary.provider_types
    return Coded([_line([each.id]) for each in types], register.table.types)


def write_parquet(rating: Rating, path: Path) -> None:
    """A row for each provider, with a type to every column."""
    _copy(rating, path, _columns(rating), "format parquet")


def as_xlsx(rating: Rating) -> bytes:
    """A workbook with a row for each provider, and a sheet of what it was made from."""
    from engine.reports.workbook import workbook

    columns = _columns(rating)
    rows = rating.register.table.desk.ask(_query(columns))
    about = tidy.about(rating.register.nobody)
    sheets: dict[str, tuple[list[str], Sequence[Any]]] = {"Ratings": (list(columns), rows)}
    if rating.above:
        (level,) = rating.register.framework.vocabulary.levels_above
        items = rating.register.framework.rules.items_of(level)
        sheets[level.plural.capitalize()] = ([*ABOVE, *items], list(_wholes(rating, items)))
    return workbook({**sheets, "About": (["about", "value"], about)})


def _wholes(rating: Rating, items: Iterable[str]) -> Iterator[list[str | int | None]]:
    """A row for each thing that providers are part of, with the ratings of its items."""
    for result in rating.above:
        own = {each.id: each.rating for each in result.walk() if each is not result}
        said = [result.id, result.rating, result.basis, result.reason, len(result.members)]
        yield [*said, *(own.get(item) for item in items)]


def write_json(rating: Rating, file: TextIO) -> None:
    """The ratings as ``schemas/ratings.schema.json`` describes them, a provider to a line.

    Providers of whom the table says the same differ in nothing but their names, so one of
    each kind is rated by the reference interpreter, and written for all.
    """
    import numpy as np

    register = rating.register
    everybody = np.arange(register.table.size)
    told = [_kind(rating, int(row)) for row in rating.kinds.first]
    head = export.data(register.nobody)
    del head["results"]
    file.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2])
    file.write(',\n "compared": ' + json.dumps(list(_compared(rating)), ensure_ascii=False))
    file.write(',\n "results": [')
    people = names(register, everybody)
    rows = zip(people, rating.kinds.which, strict=True)
    for number, ((provider, name), kind) in enumerate(rows):
        before, after = told[kind]
        who = json.dumps({"id": provider, "name": name}, ensure_ascii=False)
        file.write(f"{',' if number else ''}\n{before}{who[1:-1]}{after}")
    for result in rating.above:
        separator = "," if register.table.size else ""
        said = json.dumps(export.result_data(result), ensure_ascii=False)
        file.write(f"{separator}\n{said}")
    file.write("\n]}\n")


def _kind(rating: Rating, row: int) -> tuple[str, str]:
    """What is said of every provider like the one in a row, before and after its name."""
    result = export.result_data(rated_unnamed(rating.register, row).results[0])
    level = json.dumps({"level": result.pop("level")}, ensure_ascii=False)
    del result["id"]
    return f"{level[:-1]}, ", f", {json.dumps(result, ensure_ascii=False)[1:]}"


def _compared(rating: Rating) -> Iterator[dict[str, Any]]:
    """How the ratings compare with what was published, for each column read."""
    for each in agreements(rating):
        yield {
            "column": each.column,
            "item": each.item,
            "compared": each.compared,
            "agreeing": each.agreeing,
            "published_but_not_computed": each.not_computed,
            "published_but_not_rated": each.not_rated,
            "rated_but_not_published": each.unpublished,
            "differences": [vars(one) for one in differences(rating, each)],
        }


def _copy(rating: Rating, path: Path, columns: dict[str, str], form: str) -> None:
    rating.register.table.desk.write(_query(columns), path, form)


def _query(columns: dict[str, str]) -> str:
    """The rows, each column as its SQL says."""
    named = {name.replace('"', '""'): cell for name, cell in columns.items()}
    listed = ", ".join(f'{cell} as "{name}"' for name, cell in named.items())
    return f"select {listed} from {KEPT} k positional join {RATED} r"


def _columns(rating: Rating) -> dict[str, str]:
    """Every column by its heading: SQL."""
    coded = {f"r{n}": column for n, column in enumerate(_coded(rating))}
    arrays = {name: column.codes for name, column in coded.items()}
    rating.register.table.desk.show(RATED, arrays)
    cells = {c.heading: f"nullif({_named(f'r.{r}', c.words)}, '')" for r, c in coded.items()}
    return _said(rating.register) | cells


def _said(register: Register) -> dict[str, str]:
    """What the table says of a provider, by the heading: SQL."""
    shape, types = register.shape, register.framework.vocabulary.provider_types
    cells = {
        "provider": "k.id",
        "name": shape.name and "k.name",
        "type": shape.type and _named("k.type", [each.id for each in types]),
        "part_of": shape.part_of and "k.part_of",
        "date": shape.date and "k.date::varchar",
    }
    return {heading: cell for heading, cell in cells.items() if cell}


def _coded(rating: Rating) -> list[_Coded]:
    """What was found out about providers: the rating, why there is none, what it rests on."""
    register, reason = rating.register, rating.reason
    own = rating.ranks.get(None)
    grades = () if own is None else _grades(rating.scale(None))
    columns = [
        _Coded("rating", grades, reason if own is None else own),
        _Coded("basis", (rating.basis, *rating.bases), reason + 1),
        _Coded("reason", rating.reasons, reason),
    ]
    taken = {*_said(register), *(column.heading for column in columns)}
    for item, ranks in rating.ranks.items():
        if item is not None:
            columns.append(_Coded(_heading(item, taken), _grades(rating.scale(item)), ranks))
    for item, heading in register.shape.compared.items():
        name = _heading(f"published {item or heading}", taken)
        published = register.table.published[item]
        columns.append(_Coded(name, _grades(rating.scale(item or None)), published))
    return columns


def _heading(wanted: str, taken: set[str]) -> str:
    """A heading that no other column has."""
    heading = f"item {wanted}" if wanted in taken else wanted
    taken.add(heading)
    return heading


def _grades(scale: Scale) -> tuple[str, ...]:
    return tuple(grade.id for grade in scale.grades)


def _word(column: _Coded, code: int) -> str:
    return column.words[code] if 0 <= code < len(column.words) else ""


def _named(code: str, names: Sequence[str]) -> str:
    """The name with a code, or null for a code below 0: SQL."""
    listed = ", ".join(map(sql.text, names))
    return f"[{listed}][greatest({code}, -1) + 1]" if names else "null"


def _line(cells: Iterable[str]) -> str:
    """Cells as CSV has them."""
    return export.csv_text([cells]).removesuffix("\n")


def _quoted(cell: str) -> str:
    """A text as ``_line`` would write it: SQL."""
    marks = ", ".join(str(ord(mark)) for mark in export.FORMULA)
    text = f"case when ascii({cell}) in ({marks}) then '''' || {cell} else {cell} end"
    one = f"replace(replace(replace({text}, '\r\n', '\n'), '\r', '\n'), '\"', '\"\"')"
    special = " or ".join(f"contains({cell}, {sql.text(mark)})" for mark in ',"\r\n')
    return f"coalesce(case when {special} then '\"' || {one} || '\"' else {text} end, '')"
