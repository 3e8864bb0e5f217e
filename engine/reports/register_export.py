"""A table of providers, rated, for programs and spreadsheets: a row for each, in file order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from engine.cases import desk as sql
from engine.reports import export
from engine.reports import tidy
from engine.rounds.register.agreement import agreements
from engine.rounds.register.agreement import differences
from engine.rounds.register.keeping import KEPT
from engine.rounds.register.one import names
from engine.rounds.register.patterns import distinct
from engine.rounds.register.rating import rated_unnamed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path
    from typing import TextIO

    from engine.frameworks.model import Scale
    from engine.rounds.register.rating import Rating

ABOVE = ("id", "rating", "basis", "reason", "members")
"""The columns about what providers are part of."""

RATED = "rated"
"""The name under which the database sees the arrays of ratings."""


def write_csv(rating: Rating, path: Path) -> None:
    """A row for each provider; no text can be taken for a formula."""
    _copy(rating, path, "format csv, header true", harmless=True)


def write_parquet(rating: Rating, path: Path) -> None:
    """A row for each provider, with a type to every column."""
    _copy(rating, path, "format parquet", harmless=False)


def as_xlsx(rating: Rating) -> bytes:
    """A workbook with a row for each provider, and a sheet of what it was made from."""
    from engine.reports.workbook import workbook

    columns = _columns(rating, harmless=False)
    rows = rating.register.table.desk.ask(_query(rating, columns))
    about = tidy.about(rating.register.nobody)
    sheets: dict[str, tuple[list[str], Sequence[Any]]] = {"Ratings": (list(columns), rows)}
    if rating.above:
        (level,) = rating.register.framework.vocabulary.levels_above
        sheets[level.plural.capitalize()] = (list(ABOVE), list(_wholes(rating)))
    return workbook({**sheets, "About": (["about", "value"], about)})


def _wholes(rating: Rating) -> Iterator[list[str | int | None]]:
    """A row for each thing that providers are part of."""
    for result in rating.above:
        yield [result.id, result.rating, result.basis, result.reason, len(result.members)]


def write_json(rating: Rating, file: TextIO) -> None:
    """The ratings as ``schemas/ratings.schema.json`` describes them, a provider to a line.

    Providers of whom the table says the same differ in nothing but their names, so one of
    each kind is rated by the reference interpreter, and written for all.
    """
    import numpy as np

    register = rating.register
    everybody = np.arange(register.table.size)
    first, which = distinct(register.codes, everybody)
    kinds = [_kind(rating, int(row)) for row in first]
    head = export.data(register.nobody)
    del head["results"]
    file.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2])
    file.write(',\n "compared": ' + json.dumps(list(_compared(rating)), ensure_ascii=False))
    file.write(',\n "results": [')
    people = names(register, everybody)
    for number, ((provider, name), kind) in enumerate(zip(people, which, strict=True)):
        before, after = kinds[kind]
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


def _copy(rating: Rating, path: Path, form: str, *, harmless: bool) -> None:
    query = _query(rating, _columns(rating, harmless=harmless))
    rating.register.table.desk.do(f"copy ({query}) to {sql.text(str(path))} ({form})")


def _query(rating: Rating, columns: dict[str, str]) -> str:
    """The rows, each column as its SQL says."""
    arrays = {f"r{n}": ranks for n, ranks in enumerate(rating.ranks.values())}
    rating.register.table.desk.show(RATED, {**arrays, "reason": rating.reason})
    listed = ", ".join(f'{cell} as "{name}"' for name, cell in columns.items())
    return f"select {listed} from {KEPT} k positional join {RATED} r"


def _columns(rating: Rating, *, harmless: bool) -> dict[str, str]:
    """Every column by its heading: SQL."""
    register = rating.register
    shape, vocabulary = register.shape, register.framework.vocabulary
    numbers = {key: f"r.r{n}" for n, key in enumerate(rating.ranks)}
    columns = {"provider": _safe("k.id") if harmless else "k.id"}
    if shape.name:
        columns["name"] = _safe("k.name") if harmless else "k.name"
    if shape.type:
        columns["type"] = _named("k.type", [t.id for t in vocabulary.provider_types])
    if shape.part_of:
        columns["part_of"] = _safe("k.part_of") if harmless else "k.part_of"
    if shape.date:
        columns["date"] = "k.date::varchar"
    columns["rating"] = "null"
    if None in numbers:
        columns["rating"] = _grade(numbers[None], rating.scale(None))
    columns["basis"] = f"coalesce({_named('r.reason', rating.bases)}, {sql.text(rating.basis)})"
    columns["reason"] = f"nullif({_named('r.reason', rating.reasons)}, '')"
    for item, number in numbers.items():
        if item is not None:
            columns[_heading(item, columns)] = _grade(number, rating.scale(item))
    for n, (item, heading) in enumerate(shape.compared.items()):
        scale = rating.scale(item or None)
        columns[_heading(f"published {item or heading}", columns)] = _grade(f"k.p{n}", scale)
    return {name.replace('"', '""'): cell for name, cell in columns.items()}


def _heading(wanted: str, taken: dict[str, str]) -> str:
    """A heading that no other column has."""
    return f"item {wanted}" if wanted in taken else wanted


def _grade(rank: str, scale: Scale) -> str:
    return _named(rank, [grade.id for grade in scale.grades])


def _named(code: str, names: Sequence[str]) -> str:
    """The name with a code, or null for a code below 0: SQL."""
    listed = ", ".join(map(sql.text, names))
    return f"[{listed}][greatest({code}, -1) + 1]" if names else "null"


def _safe(cell: str) -> str:
    """A text that no spreadsheet takes for a formula, as ``export.harmless`` has it."""
    marks = ", ".join(str(ord(mark)) for mark in export.FORMULA)
    return f"case when ascii({cell}) in ({marks}) then '''' || {cell} else {cell} end"
