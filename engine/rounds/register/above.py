"""What the providers of a table are part of, rated from their ratings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.cases.desk import text
from engine.rounds.rate import rate_above
from engine.rounds.records import Records
from engine.rounds.register.keeping import KEPT
from engine.rounds.register.one import one
from engine.rounds.register.spelling import ELSEWHERE
from engine.rounds.register.spelling import MISSING
from engine.rounds.round import Provider
from engine.rounds.settled import AllSettled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.rounds.rate import RatedOne
    from engine.rounds.register.register import Register
    from engine.rounds.register.spelling import Codings
    from engine.rounds.round import Round


def wholes(register: Register, ranks: Mapping[str | None, Codings]) -> tuple[RatedOne, ...]:
    """The regions or companies of a table with their results, in the order of the file."""
    if not register.shape.part_of:
        return ()
    framework = register.framework
    (level,) = framework.vocabulary.levels_above
    parts = register.table.desk.ask(
        f"select first(part_of order by rowid), list(id order by rowid) from {KEPT} "
        "where part_of is not null group by lower(part_of) order by min(rowid)"
    )
    given = {fact.id: register.shape.given.get(fact.id) for fact in framework.vocabulary.inputs}
    inputs = {fact: value for fact, value in given.items() if value is not None}
    records = [
        Records(register.head, Provider(whole, whole, level=level.id), inputs=inputs)
        for whole, _ in parts
    ]
    provider_level = framework.vocabulary.provider_level.id
    members = {provider_level: {whole: tuple(ids) for whole, ids in parts}}
    return tuple(rate_above(framework, records, members, _settled(register, ranks)))


def _settled(register: Register, ranks: Mapping[str | None, Codings]) -> AllSettled:
    """How every provider came out, and those of its items that are read above it.

    None is not rated, and some are not computed.
    """
    found = AllSettled(register.framework)
    ids = [row[0] for row in register.table.desk.ask(f"select id from {KEPT}")]
    for key, settled in found.of.items():
        rule, own = register.framework.rules.rating(key), ranks.get(key)
        if rule is None or own is None:
            continue
        grades = {rank: grade.id for rank, grade in enumerate(rule.scale.grades)}
        rated = [pair for pair in zip(ids, own.tolist(), strict=True) if pair[1] != ELSEWHERE]
        settled.ratings |= {provider: grades.get(rank) for provider, rank in rated}
        settled.uncomputed |= {provider for provider, rank in rated if rank == MISSING}
    return found


def together(register: Register, name: str) -> Round | None:
    """The round with nobody but what is part of a region or company, and that itself."""
    if not register.shape.part_of:
        return None
    (level,) = register.framework.vocabulary.levels_above
    found = register.table.desk.ask(
        f"select rowid, part_of from {KEPT} where lower(part_of) = lower({text(name)}) "
        "order by rowid"
    )
    if not found:
        return None
    whole = Provider(found[0][1], found[0][1], level=level.id)
    rounds = [one(register, row) for row, _ in found]
    members = (replace(r.providers[0], part_of=whole.id) for r in rounds)
    given = {(whole.id, fact): value for fact, value in register.shape.given.items()}
    return replace(
        register.head,
        providers=tuple(members),
        above=(whole,),
        judgements=tuple(j for each in rounds for j in each.judgements),
        decisions=tuple(d for each in rounds for d in each.decisions),
        inputs=given | {k: value for each in rounds for k, value in each.inputs.items()},
    )
