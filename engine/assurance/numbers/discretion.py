"""What a rule may come to where somebody is allowed to move the rating on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.assurance.numbers.tables import Table


def after_each_line(
    table: Table, values: list[int], without: int | None = None
) -> list[set[int]]:
    """The ranks that there may be after each line for a row, whatever is decided.

    How near a boundary has to be for a decision is left aside: it may always be near.
    ``without`` is a later line that is left out, by its number among them.
    """
    first = table.at["line 0"]
    found = [{values[first]}]
    moved = False
    for number, modifier in enumerate(table.rule.modifiers):
        if number == without:
            found.append(found[-1])
            moved = True
        elif isinstance(modifier, typed.Allow):
            found.append(_moved(modifier, found[-1], len(table.rule.scale.grades)))
            moved = True
        elif moved:
            found.append(set(_taken(table, number, found[-1], values)))
        else:
            found.append({values[first + number + 1]})
    return found


def _moved(allow: typed.Allow, ranks: set[int], grades: int) -> set[int]:
    """The ranks to which a decision may lead; what is not rated stays so."""
    clause = allow.clause
    down = clause.steps if "down" in clause.direction else 0
    up = clause.steps if "up" in clause.direction else 0
    found = set(ranks)
    for rank in ranks:
        if rank >= 0:
            found |= set(range(max(rank - down, 0), min(rank + up, grades - 1) + 1))
    return found


def _taken(table: Table, number: int, ranks: set[int], values: list[int]) -> Iterable[int]:
    """What a line makes of each rank."""
    row = list(values)
    for rank in ranks:
        row[table.at[f"line {number}"]] = rank
        yield table.steps[number + 1](row)
