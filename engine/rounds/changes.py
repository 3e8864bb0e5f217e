"""Ratings under two frameworks: which differ, and the lines that made them differ."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from engine.assurance.differences.difference import Given
from engine.assurance.differences.divergence import Trace
from engine.assurance.differences.divergence import parted
from engine.assurance.differences.matching import matching
from engine.diagnostics import Invalid
from engine.rounds.directory import WHOLE
from engine.rounds.way import way
from engine.rules import typed
from engine.rules.members import members_read
from engine.rules.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable
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

    The level and the id are those of the second framework; a provider itself has no item.
    ``provider`` is another than the one whose rating differs where that is above it.
    """

    provider: str
    level: str
    item: str
    before: Given
    after: Given


@dataclass(frozen=True)
class Change:
    """A rating that would be another; that of a provider itself has no ``item``."""

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
    _tasks: dict[str | None, tuple[dict[str, Task], dict[str, Task]]] = field(
        default_factory=dict, compare=False
    )

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

    def tasks(self, type_id: str | None) -> tuple[dict[str, Task], dict[str, Task]]:
        """What is rated under either framework of a type of provider, by item."""
        if type_id not in self._tasks:
            plans = (plan(each, type_id) for each in (self.before, self.after))
            old, new = ({task.key or WHOLE: task for task in p.tasks} for p in plans)
            self._tasks[type_id] = old, new
        return self._tasks[type_id]

    def parted(
        self, rules: tuple[typed.Rule, typed.Rule], old: Result, new: Result
    ) -> tuple[Given, Given]:
        """The lines that set two results apart; or what they are, where none can be named."""
        if not (old.steps and new.steps):
            return _reason(old), _reason(new)
        one = Trace(rules[0], old.steps, old.rating)
        other = Trace(rules[1], new.steps, new.rating)
        return parted(one, other, self.matching.called)


@dataclass(frozen=True)
class Provider:
    """What one provider, or something that pools cases, is given under two frameworks."""

    versions: Versions
    before: Result
    after: Result

    @cached_property
    def compared(self) -> dict[str, tuple[Result, Result]]:
        """The results that can be compared, by their items in the first framework."""
        old, new = by_item(self.before), by_item(self.after)
        return {
            item: (old[item], new[there])
            for item, there in self.versions.pairs.items()
            if item in old and there in new
        }

    def changes(self) -> Iterator[Change]:
        """The ratings that differ, the provider's own first."""
        for item, (old, new) in self.compared.items():
            if self._differs(item):
                there = self.versions.pairs[item]
                yield _change(self.before, there, old, new, self._cause(item))

    def cause(self, item: str) -> Cause | None:
        """What made the rating of one of its items another, or its own, if it is."""
        differs = item in self.compared and self._differs(item)
        return self._cause(item) if differs else None

    def _differs(self, item: str) -> bool:
        old, new = self.compared[item]
        return standing(old) != standing(new)

    def _cause(self, item: str) -> Cause:
        """What made a rating another: something below that differs, or else its own rule."""
        before, after = self.versions.tasks(self.before.type)
        there = self.versions.pairs[item]
        reads = before[item].reads if item in before else ()
        below = next((i for i in reads if i in self.compared and self._differs(i)), None)
        if below is not None:
            return self._cause(below)
        lacking = self._lacking(after[there]) if there in after else None
        if lacking is not None:
            return lacking
        old, new = self.compared[item]
        if item not in before or there not in after:
            lines = _reason(old), _reason(new)
        else:
            lines = self.versions.parted((before[item].rule, after[there].rule), old, new)
        return Cause(self.before.id, new.level, there, *lines)

    def _lacking(self, task: Task) -> Cause | None:
        """The first thing that the second framework looks at and that nothing is known of."""
        new, known = by_item(self.after), {*self.versions.pairs.values()}
        for item in task.reads:
            result = new[item]
            if item not in known and result.basis == "cannot be computed":
                nothing = Given(None, None, "")
                return Cause(self.before.id, result.level, item, nothing, _reason(result))
        return None


@dataclass(frozen=True)
class Whole:
    """What something that is rated from ratings is given under two frameworks.

    ``below`` tells what made the rating of an item of one of its members another, or the
    member's own, if it is.
    """

    versions: Versions
    before: Result
    after: Result
    below: Callable[[Result, str], Cause | None]

    @cached_property
    def compared(self) -> dict[str, tuple[Result, Result]]:
        """The results that can be compared, by their items in the first framework."""
        old, new = by_item(self.before), by_item(self.after)
        pairs = self.versions.pairs.items()
        items = {item: (old[item], new[t]) for item, t in pairs if item in old and t in new}
        return {WHOLE: (self.before, self.after)} | items

    def changes(self) -> Iterator[Change]:
        """The ratings that differ, its own first."""
        for item, (old, new) in self.compared.items():
            cause = self.cause(item)
            if cause is not None:
                there = "" if item == WHOLE else new.id
                yield _change(self.before, there, old, new, cause)

    def cause(self, item: str) -> Cause | None:
        """What made a rating another, if it is: what it reads, or else its own rule."""
        if item not in self.compared or not self._differs(item):
            return None
        old, new = self.compared[item]
        there = WHOLE if item == WHOLE else new.id
        rules = self._rule(self.versions.before, item), self._rule(self.versions.after, there)
        inside = (self.cause(each) for each in self._reads(item, rules[0]))
        found = next(filter(None, inside), None) or self.below(self.before, item)
        if found is not None:
            return found
        lines = _reason(old), _reason(new)
        if rules[0] is not None and rules[1] is not None:
            lines = self.versions.parted((rules[0], rules[1]), old, new)
        return Cause(self.before.id, new.level, there, *lines)

    def _differs(self, item: str) -> bool:
        old, new = self.compared[item]
        return standing(old) != standing(new)

    def _rule(self, framework: Framework, item: str) -> typed.Rule | None:
        level = framework.vocabulary.level_by_id[self.before.level]
        return framework.rules.of(level, item or None)

    def _reads(self, item: str, rule: typed.Rule | None) -> Iterator[str]:
        """The items of its own that a rule of the first framework looks at."""
        if rule is None:
            return
        vocabulary = self.versions.before.vocabulary
        about = vocabulary.item_by_id[item] if item else None
        for ids in members_read(vocabulary, rule, about, None).values():
            yield from ids
        yield from (child.item for child in typed.children_of(rule))


def standing(result: Result) -> Standing:
    """How a result stands."""
    instead = result.basis if result.rating is None else ""
    return Standing(result.rating, result.possible, instead)


def _change(whose: Result, item: str, old: Result, new: Result, cause: Cause) -> Change:
    return Change(
        provider=whose.id,
        name=whose.name,
        type=whose.type,
        level=new.level,
        item=item,
        before=standing(old),
        after=standing(new),
        cause=cause,
    )


def by_item(provider: Result) -> dict[str, Result]:
    """A provider's results by item, its own under the empty one."""
    return {WHOLE if r is provider else r.id: r for r in provider.walk()}


def _reason(result: Result) -> Given:
    """What a result is, where no line of its rule can be named."""
    return Given(result.rating, None, result.reason)
