"""Ratings that nothing leads to, and what stands in their way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.assurance.checks.line_findings import Unreachable
from engine.diagnostics.words import a
from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.frameworks.seams import Some
from engine.rules import typed
from engine.rules.reached import reached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.numbers.tables import Table
    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.frameworks.model import Vocabulary
    from engine.rules.spaces import Options


@dataclass(frozen=True)
class _Obstacle:
    """What keeps a rating from being given, and what to do about it."""

    place: Place
    mend: str


def unreached(
    vocabulary: Vocabulary, rule: typed.Rule, tables: list[Table], possible: Options
) -> Iterator[Finding]:
    """Ratings of a rule's scale that none of its tables give, or only some of them."""
    after = {id(table): _after_each_line(table) for table in tables}
    for rank, grade in enumerate(rule.scale.grades):
        without = [table for table in tables if rank not in after[id(table)][-1]]
        # Of what is above providers, each table is about another number of these.
        if not without or (rule.above is not None and len(without) < len(tables)):
            continue
        lines = after[id(without[0])]
        obstacle = _obstacle(vocabulary, rule, (rank, grade.id), lines, possible)
        if obstacle is not None:
            what = _what(vocabulary, rule, without, everywhere=len(without) == len(tables))
            decided = any(rank in table.reached for table in without)
            yield Unreachable(obstacle.place, what, grade.id, obstacle.mend, decided)


def _after_each_line(table: Table) -> list[set[int]]:
    """The ratings that there are after the first line, the second, and so on."""
    found: list[set[int]] = [set() for _ in table.lowered.lines]
    first = table.at["line 0"]
    for _, values in table.each():
        for line, rank in zip(found, values[first:], strict=True):
            line.add(rank)
    return found


def _obstacle(
    vocabulary: Vocabulary,
    rule: typed.Rule,
    grade: tuple[int, str],
    lines: list[set[int]],
    possible: Options,
) -> _Obstacle | None:
    """What keeps a rating from being given; None where it is not this rule's own doing."""
    rank, name = grade
    given = [number for number, ranks in enumerate(lines) if rank in ranks]
    if given:
        clause = rule.modifiers[given[-1]].clause
        return _Obstacle(clause.place, "add a condition to this line, which takes it away")
    base = rule.base
    if isinstance(base, typed.Banded):
        edge = next((edge for edge in base.bands.edges if edge.grade == name), None)
        if edge is not None:
            return _Obstacle(edge.place, _within_reach(vocabulary, rule, possible))
        mend = f'add a band for "{name}" to "{base.bands.id}"'
        return _Obstacle(base.clause.place, mend)
    told = isinstance(base, typed.Choice) and any(b.grade == name for b in base.branches)
    if told or not isinstance(base, typed.Choice):
        return None  # for the line that never applies, or what is read, says so
    return _Obstacle(base.clause.place, f'add a line that gives "{name}"')


def _within_reach(vocabulary: Vocabulary, rule: typed.Rule, possible: Options) -> str:
    """How the band has to change."""
    values = [
        v for r in reached(vocabulary, rule, possible) if isinstance(r, Some) for v in r.values
    ]
    if not values:
        return "let its band begin lower, or the next one higher"
    return f"move its band: values go from {exact(min(values))} to {exact(max(values))}"


def _what(
    vocabulary: Vocabulary, rule: typed.Rule, tables: list[Table], *, everywhere: bool
) -> str:
    """What can never have the rating."""
    keys = [key for table in tables for key in table.keys]
    items = list(dict.fromkeys(item for item, _ in keys if item is not None))
    if everywhere:
        return listed(items) if len(rule.items) == 1 else a(rule.level.id)
    types = {type_id for _, type_id in keys if type_id is not None}
    if not items:
        return f"{a(rule.level.id)} of type {listed(sorted(types))}"
    every = {type_id for table in tables for _, type_id in table.keys}
    of = f" of type {listed(sorted(types))}" if every < set(vocabulary.type_ids) else ""
    return f"{listed(items)}{of}"
