"""A single provider of a table as a round of its own: what the reference interpreter rates."""

from __future__ import annotations

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
    import datetime
    from collections.abc import Iterator

    from engine.frameworks.model import Input
    from engine.rounds.register.register import Register
    from engine.rounds.round import Round

SAID = "the table says so"


def one(register: Register, row: int) -> Round:
    """The round with nobody but the provider in a row, counted from 0."""
    provider = provider_in(register, row)
    return replace(
        register.head,
        providers=(provider,),
        judgements=tuple(_judgements(register, provider.id, row)),
        inputs=dict(_inputs(register, provider.id, row)),
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
    vocabulary, table = register.framework.vocabulary, register.table
    name = "name" if register.shape.name else "id"
    ((provider_id, called),) = table.desk.ask(
        f"select id, {name} from {KEPT} where rowid = {row}"
    )
    kind = None if table.types is None else vocabulary.provider_types[table.types[row]].id
    return Provider(provider_id, called or provider_id, kind)


def _judgements(register: Register, provider: str, row: int) -> Iterator[Judgement]:
    table, rules = register.table, register.framework.rules
    latest, *dates = _dates(register, row)
    if table.statuses is not None and table.statuses[row] != NOT_RATED:
        status = register.shape.statuses[table.statuses[row]]
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
    items = register.table.items
    if not register.shape.date:
        return [None] * (len(items) + 1)
    columns = ", ".join(["date", *(f"i{n}_date" for n in range(len(items)))])
    ((*dates,),) = register.table.desk.ask(f"select {columns} from {KEPT} where rowid = {row}")
    return dates


def _inputs(
    register: Register, provider: str, row: int
) -> Iterator[tuple[tuple[str, str], str]]:
    for fact in register.framework.vocabulary.inputs:
        value = _value(register, fact, row)
        if value is not None:
            yield (provider, fact.id), value


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
