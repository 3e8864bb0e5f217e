"""Lines of a rule whose order decides something."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.assurance.numbers import core
from engine.diagnostics.words import several
from engine.rules import typed
from engine.rules.reference import rate
from engine.rules.witness import witness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.numbers.lowering import Branch
    from engine.assurance.numbers.tables import Table
    from engine.rules.facts import Facts
    from engine.rules.witness import Witness

MOST = 2_000
"""More patterns than this are not rated in another order: the reference takes its time."""


def contradictions(tables: list[Table]) -> Iterator[tuple[str, str]]:
    """Two lines of a choice that both apply to something, and neither to all of the other's.

    A line that is a special case of one below it contradicts nothing.
    """
    if not tables or not isinstance(tables[0].rule.base, typed.Choice):
        return
    branches = tables[0].rule.base.branches
    for one, other in combinations(range(len(branches)), 2):
        first, second = branches[one], branches[other]
        if first.grade == second.grade or second.condition is None:
            continue
        both, alone, example = _overlap(tables, one, other)
        if both and alone == {True, False}:
            lines = f"{first.clause.place.line} and {second.clause.place.line}"
            patterns = several(both, "pattern", "patterns")
            words = f"lines {lines} contradict each other in {patterns}: the first decides"
            yield words, example


def _overlap(tables: list[Table], one: int, other: int) -> tuple[int, set[bool], str]:
    """How often two lines hold, which of them hold alone, and an example of both."""
    both, example = 0, ""
    alone: set[bool] = set()
    for table in tables:
        held = [_held(branch, table) for branch in table.lowered.branches]
        for row, values in table.each():
            pair = held[one](values), held[other](values)
            if not any(pair) or any(holds(values) for holds in held[:one]):
                continue
            if all(pair):
                both += 1
                example = example or str(witness(table.rule, table.pattern(row)))
            else:
                alone.add(pair[0])
    return both, alone, example


def _held(branch: Branch, table: Table) -> core.Truth:
    return core.truth(branch.holds, table.at)


def turned_round(rule: typed.Rule, tables: list[Table]) -> Iterator[tuple[str, str]]:
    """Two lines after each other that would give something else the other way round."""
    if sum(len(table.ratings) for table in tables) > MOST:
        return
    numbered = range(len(rule.modifiers))
    for one, other in pairwise(numbered):
        lines = list(rule.modifiers)
        lines[one], lines[other] = lines[other], lines[one]
        turned = replace(rule, modifiers=tuple(lines))
        number, example = _differing(rule, turned, tables)
        if number:
            first, second = (rule.modifiers[n].clause.place.line for n in (one, other))
            patterns = several(number, "pattern", "patterns")
            yield f"the order of lines {first} and {second} decides {patterns}", example


def _differing(rule: typed.Rule, turned: typed.Rule, tables: list[Table]) -> tuple[int, str]:
    """How many patterns come out otherwise, and an example."""
    number, example = 0, ""
    for table in tables:
        for row in table.ratings:
            pattern = table.pattern(row)
            now, then = _outcomes(rule, pattern.facts), _outcomes(turned, pattern.facts)
            if now != then:
                number += 1
                example = example or _told(witness(rule, pattern), now, then)
    return number, example


Outcomes: TypeAlias = dict[str | None, str | None]
"""What a rule gives, and what it would give after each decision that it allows."""


def _outcomes(rule: typed.Rule, facts: Facts) -> Outcomes:
    computed = rate(rule, facts)
    found: Outcomes = {None: computed.rating}
    for move in computed.moves:
        found[move] = rate(rule, replace(facts, decided=move)).rating
    return found


def _told(seen: Witness, now: Outcomes, then: Outcomes) -> str:
    """A pattern, and what would become of it with the lines the other way round."""
    if now[None] != then[None]:
        return f"{seen}; the other way round, {then[None] or 'not rated'}"
    move = next(m for m in (*now, *then) if now.get(m) != then.get(m))
    one, other = (each.get(move, each[None]) or "not rated" for each in (now, then))
    return f"{seen.words}: a decision for {move} gives {one}; the other way round, {other}"
