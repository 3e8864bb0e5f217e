"""What a round holds about its providers of one type, in columns."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engine.rounds.directory import WHOLE
from engine.rules import typed
from engine.rules.arrays import MISSING
from engine.rules.arrays import NOT_RATED
from engine.rules.arrays import Columns

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

    from engine.frameworks.model import Input
    from engine.frameworks.model import Vocabulary
    from engine.rounds.round import Round
    from engine.rules.arrays.columns import IntArray
    from engine.rules.plan import Plan


def in_columns(
    round_: Round,
    vocabulary: Vocabulary,
    plan: Plan,
    type_id: str | None,
    decided: Mapping[tuple[str, str], str] | None = None,
) -> Columns:
    """The columns of the providers of a type, in the round's order."""
    ids = [provider.id for provider in round_.providers if provider.type == type_id]
    given = {(j.provider, j.item): j for j in round_.judgements}
    judged, tallies, withheld, moved = {}, {}, {}, {}
    for task in plan.tasks:
        key, rank = task.key or WHOLE, task.rule.scale.rank
        keys = [(who, key) for who in ids]
        absent = [k in given and given[k].rating is None for k in keys]
        if isinstance(task.rule.base, typed.Judged):
            grades = [given[k].rating if k in given else "" for k in keys]
            judged[key] = integers(MISSING if g == "" else code(g, rank) for g in grades)
        elif any(absent):
            withheld[key] = np.array(absent)
        if task.asks:
            number = range(len(task.asks[0].scale.grades))
            found = [round_.tallies.get(k) for k in keys]
            tallies[key] = tuple(
                integers(MISSING if tally is None else tally.counts[n] for tally in found)
                for n in number
            )
        if decided is not None and any(k in decided for k in keys):
            moved[key] = integers(code(decided.get(k), rank) for k in keys)
    numbers = {f.id: _numbers(round_, f) for f in vocabulary.inputs if f.type == "number"}
    inputs = {
        fact.id: integers(
            _code(fact, round_.inputs.get((who, fact.id)), numbers.get(fact.id, ()))
            for who in ids
        )
        for fact in vocabulary.inputs
    }
    return Columns(len(ids), judged, tallies, inputs, numbers, withheld, moved)


def integers(entries: Iterable[int]) -> IntArray:
    """A column of whole numbers, in the smallest type that holds them."""
    numbers = list(entries)
    ends = (min(numbers, default=0), max(numbers, default=0))
    kind = np.result_type(*map(np.min_scalar_type, ends))
    return np.array(numbers, kind if kind.kind in "iu" else np.int64)


def code(grade: str | None, rank: Callable[[str], int]) -> int:
    """A grade's rank, or that there is none."""
    return NOT_RATED if grade is None else rank(grade)


def _numbers(round_: Round, fact: Input) -> tuple[Fraction, ...]:
    values = {Fraction(value) for (_, name), value in round_.inputs.items() if name == fact.id}
    return tuple(sorted(values))


def _code(fact: Input, value: str | None, numbers: tuple[Fraction, ...]) -> int:
    if value is None:
        return MISSING
    if fact.type == "number":
        return numbers.index(Fraction(value))
    return (fact.values or ("no", "yes")).index(value)
