"""A single provider of a table as a round of its own: what the reference interpreter rates."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.cases.desk import text
from engine.rounds.directory import WHOLE
from engine.rounds.register.keeping import KEPT
from engine.rounds.register.spelling import MISSING
from engine.rounds.register.spelling import NOT_RATED
from engine.rounds.round import Judgement
from engine.rounds.round import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from engine.frameworks.model import Input
    from engine.rounds.register.register import Register
    from engine.rounds.round import Round

SAID = "the table says so"

WANTED = "wanted"
"""The name under which the database sees the rows that are asked for."""


def one(register: Register, row: int) -> Round:
    """The round with nobody but the provider in a row, counted from 0."""
    return _round(register, row, provider_in(register, row))


def unnamed(register: Register, row: int) -> Round:
    """The same without its name, for which the table would have to be asked."""
    return _round(register, row, Provider("", "", _type(register, row)))


def _round(register: Register, row: int, provider: Provider) -> Round:
    return replace(
        register.head,
        providers=(provider,),
        judgements=tuple(_judgements(register, provider.id, row)),
        inputs={(provider.id, fact): v for fact, v in inputs_in(register, row).items()},
        decisions=register.decisions.get(row, ()),
    )


def rows_of(register: Register, provider: str) -> tuple[int, ...]:
    """The rows of a provider: by its id, or else its id in any case, or else its name."""
    wanted = text(provider)
    ways = [f"id = {wanted}", f"lower(id) = lower({wanted})"]
    if register.shape.name:
        ways.append(f"lower(name) = lower({wanted})")
    for way in ways:
        found = register.table.desk.ask(f"select rowid from {KEPT} where {way}")
        if found:
            return tuple(row for (row,) in found)
    return ()


def provider_in(register: Register, row: int) -> Provider:
    """The provider in a row."""
    ((provider_id, name),) = names(register, (row,))
    return Provider(provider_id, name, _type(register, row))


def names(register: Register, rows: Sequence[int] | NDArray[np.intp]) -> list[tuple[str, str]]:
    """The ids and the names of the providers in some rows, which go upwards."""
    import numpy as np

    name = "coalesce(name, id)" if register.shape.name else "id"
    desk = register.table.desk
    desk.show(WANTED, {"row": np.asarray(rows, np.int64)})
    found = desk.ask(
        f"select id, {name} from {KEPT} k join {WANTED} w on k.rowid = w.row order by w.row"
    )
    return [(provider, name) for provider, name in found]


def _type(register: Register, row: int) -> str | None:
    types = register.table.types
    if types is None:
        return None
    kind: str = register.framework.vocabulary.provider_types[types[row]].id
    return kind


def _judgements(register: Register, provider: str, row: int) -> Iterator[Judgement]:
    table, rules = register.table, register.framework.rules
    latest, *dates = _dates(register, row)
    status = status_in(register, row)
    if status is not None:
        yield Judgement(provider, WHOLE, None, status, latest)
    for (item, codes), date in zip(table.items.items(), dates, strict=True):
        code = int(codes[row])
        rule = rules.rating(item or None)
        assert rule is not None
        if code == NOT_RATED:
            yield Judgement(provider, item, None, SAID, date)
        elif code != MISSING:
            yield Judgement(provider, item, rule.scale.grades[code].id, "", date)


def _dates(register: Register, row: int) -> list[datetime.date | None]:
    """When a provider was inspected last, and when each of its items was judged."""
    table = register.table
    if not table.days:
        return [None] * (len(table.items) + 1)
    days = (int(codes[row]) for codes in table.days)
    return [datetime.date.fromordinal(day) if day else None for day in days]


def status_in(register: Register, row: int) -> str | None:
    """Why whoever is in a row is not rated, if the table says so."""
    statuses = register.table.statuses
    if statuses is None or statuses[row] == NOT_RATED:
        return None
    status: str = register.shape.statuses[statuses[row]]
    return status


def inputs_in(register: Register, row: int) -> dict[str, str]:
    """The inputs of whoever is in a row, by id."""
    facts = register.framework.vocabulary.inputs
    found = ((fact.id, _value(register, fact, row)) for fact in facts)
    return {fact: value for fact, value in found if value is not None}


def _value(register: Register, fact: Input, row: int) -> str | None:
    codes = register.table.inputs.get(fact.id)
    if codes is None:
        return register.shape.given.get(fact.id)
    code = int(codes[row])
    if code == MISSING:
        return None
    if fact.type == "number":
        return str(register.table.numbers[fact.id][code])
    return ("no", "yes")[code] if fact.type == "yes/no" else fact.values[code]
