"""Runs worked examples: what the rules give, held against what is expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.assurance.examples.failures import failures
from engine.rules.facts import Facts
from engine.rules.plan import plan
from engine.rules.reference import rate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.assurance.examples.example import Example
    from engine.assurance.examples.example import Expected
    from engine.assurance.examples.example import Key
    from engine.assurance.examples.failure_findings import Failure
    from engine.rules.facts import Outcome
    from engine.rules.framework import Framework
    from engine.rules.plan import Plan
    from engine.rules.plan import Task


@dataclass(frozen=True)
class Computed:
    """One item of a provider of some type, what its rule looked at and what it gave."""

    type: str | None
    task: Task
    facts: Facts
    outcome: Outcome


@dataclass(frozen=True)
class Verdict:
    """What an item was rated of which a rating was expected, and whether it was that."""

    expected: Expected
    computed: Computed
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class Ran:
    """An example, what came of each rating that it expects, and all computed on the way."""

    example: Example
    verdicts: tuple[Verdict, ...]
    computed: tuple[Computed, ...]

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Everything that came out otherwise than expected; what is so of all types once."""
        types: dict[Failure, tuple[str, ...]] = {}
        for verdict in self.verdicts:
            for failure in verdict.failures:
                same = failure.but(types=())
                types[same] = (*types.get(same, ()), *failure.types)
        every = len(self.example.types)
        return tuple(f if len(t) == every else f.but(types=t) for f, t in types.items())


class Runner:
    """Runs examples of one framework, one after another."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        types = framework.vocabulary.type_ids
        self.plans: Mapping[str | None, Plan] = {t: plan(framework, t) for t in types}

    def run(self, example: Example) -> Ran:
        """What came of one example, which has no errors."""
        rated = [
            _Rated(example, type_id, self.plans[type_id], self._inputs(example))
            for type_id in example.types
        ]
        verdicts = tuple(verdict for each in rated for verdict in each.verdicts())
        return Ran(example, verdicts, tuple(c for each in rated for c in each.known.values()))

    def run_all(self, examples: Iterable[Example]) -> tuple[Ran, ...]:
        """What came of each example."""
        return tuple(self.run(example) for example in examples)

    def _inputs(self, example: Example) -> dict[str, str]:
        inputs = self.framework.vocabulary.inputs
        defaults = {fact.id: fact.default for fact in inputs if fact.default is not None}
        return defaults | {fact: said.what for fact, said in example.inputs.items()}


class _Rated:
    """One provider of an example: what is rated so far, each item when somebody asks for it."""

    def __init__(
        self, example: Example, type_id: str | None, plan_: Plan, inputs: Mapping[str, str]
    ) -> None:
        self.example = example
        self.type = type_id
        self.tasks: dict[Key, Task] = {task.key: task for task in plan_.tasks}
        self.inputs = inputs
        self.known: dict[Key, Computed] = {}

    def verdicts(self) -> Iterator[Verdict]:
        """What came of every rating that is expected of a provider of this type."""
        for expected in self.example.expected:
            if expected.item in self.tasks:
                computed = self.computed(expected.item)
                wrong = tuple(failures(self.example, expected, computed))
                yield Verdict(expected, computed, wrong)

    def computed(self, key: Key) -> Computed:
        """What an item's rule looks at, and what it makes of it."""
        if key not in self.known:
            task = self.tasks[key]
            facts = self._facts(task)
            self.known[key] = Computed(self.type, task, facts, rate(task.rule, facts))
        return self.known[key]

    def _rating(self, key: str) -> str | None:
        said = self.example.ratings.get(key)
        return self.computed(key).outcome.rating if said is None else said.what

    def _facts(self, task: Task) -> Facts:
        judged, counts = self.example.judged.get(task.key), self.example.counts.get(task.key)
        decided = self.example.decided.get(task.key)
        if judged is not None and judged.what is None:
            return Facts(withheld="the example withholds its rating")
        return Facts(
            ratings={child: self._rating(child) for child in task.reads},
            members=task.members,
            answers={} if counts is None else counts.what,
            inputs=self.inputs,
            judged=None if judged is None else judged.what,
            decided=None if decided is None else decided.what,
        )
