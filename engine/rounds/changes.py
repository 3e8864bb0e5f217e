"""Ratings of one provider under two frameworks: which differ, and the line that made them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.assurance.differences.difference import Given
from engine.assurance.differences.divergence import Trace
from engine.assurance.differences.divergence import parted
from engine.assurance.differences.matching import matching
from engine.diagnostics import Invalid
from engine.rounds.directory import WHOLE
from engine.rounds.way import way
from engine.rules.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.assurance.differences.matching import Matching
    from engine.rounds.results import Result
    from engine.rules.framework import Framework
    from engine.rules.plan import Task

UNSETTLED = "not settled"
"""What a rating is called of which several are still possible."""


@dataclass(frozen=True)
class Standing:
    """A rating under one framework, or those that it may still be, or what there is instead."""

    rating: str | None
    possible: tuple[str | None, ...] = ()
    instead: str = ""

    @property
    def label(self) -> str:
        """The rating, or in two words why there is none."""
        return self.rating or (UNSETTLED if self.possible else self.instead)


@dataclass(frozen=True)
class Cause:
    """The lowest item whose own rule made the difference, and the lines that did.

    The level and the id are those of the second framework; the provider has no id.
    """

    level: str
    item: str
    before: Given
    after: Given


@dataclass(frozen=True)
class Change:
    """A rating that would be another; the provider's own has no ``item``."""

    provider: str
    name: str
    type: str | None
    level: str
    item: str
    before: Standing
    after: Standing
    cause: Cause


@dataclass(frozen=True)
class Versions:
    """Two frameworks under which the same providers are rated."""

    before: Framework
    after: Framework

    @cached_property
    def pairs(self) -> Mapping[str, str]:
        """The items whose ratings can be compared; raises Invalid if nothing says which."""
        found, findings = way(self.before, self.after)
        if found is None:
            raise Invalid(findings)
        overall = any(f.rules.rating(None) is not None for f in (self.before, self.after))
        return {old: new for old, new in found.items.items() if old != WHOLE or overall}

    @cached_property
    def matching(self) -> Matching:
        """Which items correspond, whether their ratings can be compared or not."""
        return matching(self.before, self.after)

    @cached_property
    def tasks(self) -> dict[str | None, tuple[dict[str, Task], dict[str, Task]]]:
        """What is rated under either framework, by type of provider and item."""
        known = self.after.vocabulary.type_ids
        return {
            type_id: (_tasks(self.before, type_id), _tasks(self.after, type_id))
            for type_id in self.before.vocabulary.type_ids
            if type_id in known
        }


@dataclass(frozen=True)
class Provider:
    """What one provider is given under two frameworks."""

    versions: Versions
    before: Result
    after: Result

    @cached_property
    def compared(self) -> dict[str, tuple[Result, Result]]:
        """The results that can be compared, by their items in the first framework."""
        old, new = _by_item(self.before), _by_item(self.after)
        return {
            item: (old[item], new[there])
            for item, there in self.versions.pairs.items()
            if item in old and there in new
        }

    def changes(self) -> Iterator[Change]:
        """The ratings that differ, the provider's own first."""
        for item, (old, new) in self.compared.items():
            if self._differs(item):
                yield Change(
                    provider=self.before.id,
                    name=self.before.name,
                    type=self.before.type,
                    level=new.level,
                    item=self.versions.pairs[item],
                    before=standing(old),
                    after=standing(new),
                    cause=self._cause(item),
                )

    def _differs(self, item: str) -> bool:
        old, new = self.compared[item]
        return standing(old) != standing(new)

    def _cause(self, item: str) -> Cause:
        """What made a rating another: something below that differs, or else its own rule."""
        before, after = self.versions.tasks[self.before.type]
        reads = before[item].reads if item in before else ()
        below = next((i for i in reads if i in self.compared and self._differs(i)), None)
        if below is not None:
            return self._cause(below)
        there = self.versions.pairs[item]
        lacking = self._lacking(after[there]) if there in after else None
        if lacking is not None:
            return lacking
        old, new = self.compared[item]
        if old.steps and new.steps:
            one = Trace(before[item].rule, old.steps, old.rating)
            other = Trace(after[there].rule, new.steps, new.rating)
            return Cause(new.level, there, *parted(one, other, self.versions.matching.called))
        return Cause(new.level, there, _reason(old), _reason(new))

    def _lacking(self, task: Task) -> Cause | None:
        """The first thing that the second framework looks at and that nothing is known of."""
        new = _by_item(self.after)
        for item in task.reads:
            result = new[item]
            if (
                item not in self.versions.pairs.values()
                and result.basis == "cannot be computed"
            ):
                return Cause(result.level, item, Given(None, None, ""), _reason(result))
        return None


def standing(result: Result) -> Standing:
    """How a result stands."""
    instead = result.basis if result.rating is None else ""
    return Standing(result.rating, result.possible, instead)


def _tasks(framework: Framework, type_id: str | None) -> dict[str, Task]:
    return {task.key or WHOLE: task for task in plan(framework, type_id).tasks}


def _by_item(provider: Result) -> dict[str, Result]:
    """A provider's results by item, its own under the empty one."""
    return {WHOLE if r is provider else r.id: r for r in provider.walk()}


def _reason(result: Result) -> Given:
    """What a result is, where no line of its rule can be named."""
    return Given(result.rating, None, result.reason)
