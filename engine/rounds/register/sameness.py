"""What a table with several rows for a provider has to say alike in each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.rounds.register.spelling import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.cases.desk import Desk
    from engine.rounds.register.fields import Field
    from engine.rounds.register.fields import Fields


def unlike(desk: Desk, rows: str, fields: Fields) -> list[tuple[Field, int]]:
    """The columns that differ between a provider's rows, and for how many providers they do."""
    about = list(_about(fields))
    if not about:
        return []
    counts = ", ".join(f"count_if({field.name})" for field in about)
    differ = ", ".join(f"min({v}) < max({v}) as {f.name}" for f, v in _values(about, fields))
    one = ", ".join(_one(fields))
    ((*totals,),) = desk.ask(
        f"select {counts} from "
        f"(select {differ} from {rows} where id is not null group by {one})"
    )
    return [(field, n) for field, n in zip(about, totals, strict=True) if n]


def marks(unlike: list[Field], fields: Fields) -> list[str]:
    """Of each row, whether it differs from the provider's first one in a column: SQL."""
    one = ", ".join(_one(fields))
    window = f"over (partition by {one} order by row)"
    return [
        f"id is not null and {value} != first_value({value} ignore nulls) {window} "
        f"as {mark(field)}"
        for field, value in _values(unlike, fields)
    ]


def mark(field: Field) -> str:
    """The name under which a row says that it differs."""
    return f"{field.name}_differs"


def _about(fields: Fields) -> Iterator[Field]:
    """What is said of a provider, and not of one item."""
    for field in fields.said:
        if field not in (fields.id, fields.item, fields.date):
            yield field


def _one(fields: Fields) -> tuple[str, ...]:
    return ("id",) if fields.date is None else ("id", "date")


def _values(about: list[Field], fields: Fields) -> Iterator[tuple[Field, str]]:
    """What is compared: not what is wrong already, nor how a number or a name is written."""
    for field in about:
        name = field.name
        if field.codes is not None:
            yield field, f"case when {name} > {UNKNOWN} then {name} end"
        elif field in fields.inputs.values():
            yield field, f"coalesce(try_cast({name} as double)::varchar, {name}, '')"
        else:
            written = f"lower({name})" if field is fields.name else name
            yield field, f"coalesce({written}, '')"
