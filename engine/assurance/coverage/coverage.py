"""How much of a framework's rules its worked examples exercise, and what would do more."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.assurance.coverage.gauges import gauges
from engine.assurance.coverage.points import Side
from engine.assurance.coverage.points import points
from engine.assurance.coverage.reach import Reach
from engine.assurance.coverage.search import Search
from engine.assurance.coverage.situations import situations
from engine.assurance.coverage.suggest import suggested
from engine.rules.patterns import possible_by_rule
from engine.rules.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.assurance.coverage.gauges import Gauge
    from engine.assurance.coverage.points import Point
    from engine.assurance.coverage.search import Mark
    from engine.assurance.coverage.situations import Situations
    from engine.assurance.coverage.suggest import Suggestion
    from engine.assurance.examples.run import Computed
    from engine.assurance.examples.run import Ran
    from engine.rules import typed
    from engine.rules.framework import Framework
    from engine.rules.plan import Task
    from engine.rules.spaces import Options


@dataclass(frozen=True)
class Coverage:
    """The points of a framework's rules: exercised by an example, missing, or out of reach.

    ``suggestions`` are examples that would exercise what is missing.
    """

    exercised: tuple[Point, ...]
    missing: tuple[Point, ...]
    out_of_reach: tuple[Point, ...]
    suggestions: tuple[Suggestion, ...]

    @property
    def total(self) -> int:
        """How many points can be exercised."""
        return len(self.exercised) + len(self.missing)

    @property
    def percentage(self) -> int:
        """How many of each hundred points are exercised; never 100 if one is missing."""
        return 100 * len(self.exercised) // self.total if self.total else 100

    def reaches(self, percentage: int) -> bool:
        """Whether at least so many of each hundred points are exercised."""
        return 100 * len(self.exercised) >= percentage * self.total


def coverage(framework: Framework, ran: Iterable[Ran]) -> Coverage:
    """What some examples exercise on the way to the ratings that they expect."""
    ran = tuple(ran)
    by_rule: dict[int, list[Computed]] = defaultdict(list)
    for each in ran:
        for computed in each.computed:
            by_rule[id(computed.task.rule)].append(computed)
    tasks = _tasks(framework)
    options = possible_by_rule(framework.vocabulary, framework.rules, withheld=True)
    parts = []
    for number, rule in enumerate(framework.rules.rules):
        about = _Rule(framework, number, rule, tasks[id(rule)], options)
        parts.append(about.coverage(by_rule[id(rule)]))
    return Coverage(
        tuple(point for part in parts for point in part.exercised),
        tuple(point for part in parts for point in part.missing),
        tuple(point for part in parts for point in part.out_of_reach),
        _told_apart(
            (each for part in parts for each in part.suggestions),
            [each.example.name for each in ran],
        ),
    )


def _told_apart(suggestions: Iterable[Suggestion], taken: list[str]) -> tuple[Suggestion, ...]:
    """Suggestions of which no two have the same name, or one of the names taken."""
    names = Counter(taken)
    found = []
    for each in suggestions:
        name = each.example.name
        names[name] += 1
        if names[name] > 1:
            other = replace(each.example, name=f"{name} ({names[name]})")
            found.append(replace(each, example=other))
        else:
            found.append(each)
    return tuple(found)


def _tasks(framework: Framework) -> dict[int, list[tuple[str | None, Task]]]:
    """What each rule rates, with the type of provider."""
    found = defaultdict(list)
    for type_id in framework.vocabulary.type_ids:
        for task in plan(framework, type_id).tasks:
            found[id(task.rule)].append((type_id, task))
    return found


class _Rule:
    """One rule, all that it rates, and what there is to exercise in it."""

    def __init__(
        self,
        framework: Framework,
        number: int,
        rule: typed.Rule,
        tasks: list[tuple[str | None, Task]],
        options: Options,
    ) -> None:
        self.framework = framework
        self.number = number
        self.rule = rule
        self.tasks = tasks
        self.options = options
        self.reach = Reach(options)
        self.gauges = tuple(gauges(number, rule))

    def coverage(self, met: list[Computed]) -> Coverage:
        """What is exercised by things that this rule has rated."""
        every = {(p.spot, p.side): p for p in points(self.number, self.rule)}
        never = self._never()
        # Nothing has to lie below all bands, and then the lowest has no edge.
        bottom = {spot for spot, side in never if side is Side.BELOW and spot.part == 0}
        every = {mark: point for mark, point in every.items() if mark[0] not in bottom}
        search = Search(self.number, self.gauges, self.reach)
        hit = {mark for each in met for mark in search.marks(each)}
        search = self._search({m for m in every if m not in hit and m not in never})
        hit |= {mark for each in met for mark in search.marks(each)}
        return self._sorted(every, hit, never, search)

    def _search(self, wanted: set[Mark]) -> Search:
        """Look for situations that exercise what is wanted."""
        spots = {spot for spot, _ in wanted}
        gauges = tuple(gauge for gauge in self.gauges if gauge.spot in spots)
        search = Search(self.number, gauges, self.reach, wanted)
        if wanted:
            search.go(self._situations())
        return search

    def _sorted(
        self, every: dict[Mark, Point], hit: set[Mark], never: set[Mark], search: Search
    ) -> Coverage:
        missing = [mark for mark in every if mark not in hit and mark not in never]
        lost = [m for m in missing if search.complete and m not in search.found]
        missing = [mark for mark in missing if mark not in lost]
        wanted = {mark: every[mark] for mark in missing}
        return Coverage(
            tuple(point for mark, point in every.items() if mark in hit),
            tuple(wanted.values()),
            tuple(every[mark] for mark in every if mark in never or mark in lost),
            tuple(suggested(self.framework.vocabulary, wanted, search)),
        )

    def _never(self) -> set[Mark]:
        """Sides of edges and numbers on which no value of the measure lies."""
        found = set()
        for gauge in self.gauges:
            there = {side for _, task in self.tasks for side in self._sides(gauge, task)}
            found |= {(gauge.spot, side) for side in gauge.both if side not in there}
        return found

    def _sides(self, gauge: Gauge, task: Task) -> Iterator[Side]:
        """On which sides values lie, for one thing that the rule rates."""
        for value in gauge.telling(self.reach(gauge, task)):
            yield gauge.side(value)

    def _situations(self) -> Iterator[Situations]:
        """The situations of everything that the rule rates, each kind of thing once."""
        seen = set()
        for type_id, task in self.tasks:
            vocabulary = self.framework.vocabulary
            found = situations(vocabulary, type_id, task, self.options, self.gauges)
            if found.space.signature not in seen:
                seen.add(found.space.signature)
                yield found
