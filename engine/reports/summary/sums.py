"""Which counts add up to which others, however the tables of a report divide the cases."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.reports.summary.counts import relations

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.cases.tabulation import Table
    from engine.reports.summary.numbers import Condition
    from engine.reports.summary.numbers import Key

Sum: TypeAlias = "tuple[Key, tuple[Key, ...]]"
"""A count, and those that it is the sum of."""

Factors: TypeAlias = "Mapping[Key, int]"
"""The same as an equation: so many times each count, all together nothing."""


class Sums:
    """All sums that counts of some tables are part of, and the numbers that are known.

    ``parts`` are counts that no table has and that are still part of a sum: the cases of
    a kind that stand in no figure are all cases less those that do. Where all but one
    number of a sum is known, so is the last.
    """

    def __init__(self, tables: Sequence[Table], more: Mapping[Key, int]) -> None:
        self.numbers: dict[Key, int] = dict(more)
        found: list[Sum] = []
        for table in tables:
            for each in relations(table):
                for count in (each.whole, *each.parts):
                    if count.key is not None:
                        self.numbers[count.key] = count.n
                parts = tuple(c.key for c in each.parts if c.key is not None)
                if each.whole.key is not None:
                    found.append((each.whole.key, parts))
        known = set(self.numbers)
        found += _divided(known, _values(tables), _types(tables))
        self._fill(found)
        self.equations = _equations(self._without_nobody(found))
        self.parts = {key for whole, parts in found for key in (whole, *parts)} - known
        self._outside = {
            (table.subject.sample, table.subject.id, value)
            for table in tables
            for value in table.subject.excluded
        }

    def is_secret(self, key: Key) -> bool:
        """Whether a count says something about people, and not only about the records.

        That a value is lacking, or that a question did not arise, is nobody's secret.
        """
        return not _lacks(key) and not any(
            (key.sample, name, value) in self._outside
            for name, values, _, _ in key.conditions
            for value in values[:1]
        )

    def _fill(self, sums: Sequence[Sum]) -> None:
        """Work out every number that is the only one unknown in a sum."""
        left = [each for each in sums if not self._is_known(each)]
        while True:
            for each in left:
                unknown = [key for key in (each[0], *each[1]) if key not in self.numbers]
                if len(unknown) == 1:
                    self.numbers[unknown[0]] = self._last(each, unknown[0])
            still = [each for each in left if not self._is_known(each)]
            if len(still) == len(left):
                return
            left = still

    def _is_known(self, each: Sum) -> bool:
        return all(key in self.numbers for key in (each[0], *each[1]))

    def _last(self, each: Sum, unknown: Key) -> int:
        whole, parts = each
        rest = sum(self.numbers[key] for key in parts if key != unknown)
        return rest if unknown == whole else self.numbers[whole] - rest

    def _without_nobody(self, sums: Iterable[Sum]) -> Iterator[Sum]:
        """Sums without the cases that lack a value, unless there are any.

        That there are none is easily guessed, and then the others make up the whole.
        """
        for whole, parts in sums:
            yield whole, tuple(key for key in parts if not self._is_nobody(key))

    def _is_nobody(self, key: Key) -> bool:
        return _lacks(key) and not self.numbers.get(key, 0)


def _lacks(key: Key) -> bool:
    """Whether a count is of cases without a value."""
    return any(missing and not values for _, values, missing, _ in key.conditions)


Values: TypeAlias = "Mapping[tuple[str, str], tuple[str, ...]]"
"""The values of each variable by which the cases of a sample are divided or filtered."""


def _values(tables: Iterable[Table]) -> Values:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for table in tables:
        variables = [condition.variable for condition in table.where]
        variables += [] if table.by is None else [table.by]
        for variable in variables:
            if variable.values and variable.kind not in ("provider", "type"):
                own = tuple(value.id for value in variable.values)
                found[table.subject.sample, variable.id] = own
    return found


def _types(tables: Iterable[Table]) -> Mapping[str, tuple[str, ...]]:
    """The types of each sample, as far as any table shows them."""
    found: dict[str, tuple[str, ...]] = {}
    for table in tables:
        if table.per == "type" and len(table.units) > len(found.get(table.subject.sample, ())):
            found[table.subject.sample] = tuple(table.units)
    return found


def _divided(
    keys: Iterable[Key], values: Values, types: Mapping[str, tuple[str, ...]]
) -> Iterator[Sum]:
    """Counts divided by each condition of a filter, and by type; and so on with the parts."""
    todo = [k for k in keys if any((k.sample, name) in values for name, *_ in k.conditions)]
    seen = set(todo)
    while todo:
        key = todo.pop()
        for whole, parts in (*_by_conditions(key, values), *_by_types(key, types)):
            yield whole, parts
            new = {whole, *parts} - seen
            seen |= new
            todo += new


def _by_conditions(key: Key, values: Values) -> Iterator[Sum]:
    for condition in key.conditions:
        name, chosen, missing, negated = condition
        own = values.get((key.sample, name))
        if own is None or not set(chosen) <= set(own):
            continue
        rest = key.conditions - {condition}
        parts = {value: _with(key, rest, (name, (value,), False, False)) for value in own}
        nothing = _with(key, rest, (name, (), True, False))
        yield replace(key, conditions=rest), (*parts.values(), nothing)
        picked = [parts[value] for value in own if (value in chosen) != negated]
        picked += [nothing] if missing and not negated else []
        if picked != [key]:
            yield key, tuple(picked)


def _with(key: Key, rest: frozenset[Condition], condition: Condition) -> Key:
    return replace(key, conditions=rest | {condition})


def _by_types(key: Key, types: Mapping[str, tuple[str, ...]]) -> Iterator[Sum]:
    own = types.get(key.sample, ())
    if own and not any(name == "type" for name, *_ in key.conditions):
        whole = replace(key, unit=None)
        yield whole, tuple(replace(key, unit=unit) for unit in own)


def _equations(sums: Iterable[Sum]) -> list[Factors]:
    """Each sum as an equation: its parts, less the whole, are nothing."""
    found: dict[frozenset[tuple[Key, int]], Factors] = {}
    for whole, parts in sums:
        equation: defaultdict[Key, int] = defaultdict(int)
        equation[whole] -= 1
        for part in parts:
            equation[part] += 1
        kept = {key: factor for key, factor in equation.items() if factor}
        if kept:
            found[frozenset(kept.items())] = kept
    return list(found.values())
