"""All that one rating rests on, in an order in which each thing follows what it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.rounds.membership import level_of
from engine.rounds.membership import membership
from engine.rounds.records import ledger
from engine.rounds.target.choices import choices
from engine.rounds.target.search import Node
from engine.rules.members import parts_of
from engine.rules.plan import plan
from engine.rules.plan import plan_above

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping

    from engine.rounds.records import Records
    from engine.rounds.round import Round
    from engine.rounds.target.choices import Kind
    from engine.rounds.target.search import Key
    from engine.rules.framework import Framework
    from engine.rules.plan import Task


class Network:
    """The tasks of everybody in a round, as far as they have been asked for."""

    def __init__(self, round_: Round, framework: Framework) -> None:
        self.framework = framework
        self.records = ledger(round_, framework)
        self._members = membership(framework.vocabulary, round_.everybody)
        self._tasks: dict[str, dict[str | None, Task]] = {}

    def task(self, key: Key) -> Task:
        """What has to be rated."""
        provider, item = key
        return self.tasks(provider)[item]

    def tasks(self, provider: str) -> Mapping[str | None, Task]:
        """All that is rated of somebody, by item; None is the whole."""
        if provider not in self._tasks:
            self._tasks[provider] = self._tasks_of(self.records[provider])
        return self._tasks[provider]

    def _tasks_of(self, records: Records) -> dict[str | None, Task]:
        vocabulary, whole = self.framework.vocabulary, records.provider
        level = vocabulary.level_by_id[level_of(vocabulary, whole)]
        if level.pools == "ratings":
            parts = parts_of(self._members, whole.id)
            found = plan_above(self.framework, level, parts, self._has)
        else:
            found = plan(self.framework, whole.type, level)
        return {task.key: task for task in found.tasks}

    def _has(self, whose: str, item: str) -> bool:
        return item in self.tasks(whose)

    def reads(self, key: Key) -> tuple[Key, ...]:
        """What the rule of something reads: items of its own, or the same of its parts."""
        task, (provider, item) = self.task(key), key
        parts = task.parts
        return tuple((parts[n], item) if n in parts else (provider, n) for n in task.reads)

    def counts(self, key: Key) -> tuple[int, ...]:
        """The judgements of cases about an item, by answer, lowest first."""
        task = self.task(key)
        answers = self.records[key[0]].facts(task, {}).answers
        return tuple(answers.get(grade.id, 0) for grade in task.asks[0].scale.grades)

    def below(self, key: Key) -> tuple[Key, ...]:
        """Something and all that it rests on, each after what it reads."""
        found: dict[Key, None] = {}
        left: list[tuple[Key, bool]] = [(key, False)]
        while left:
            each, ready = left.pop()
            if ready:
                found[each] = None
            elif each not in found:
                left.append((each, True))
                left += [(other, False) for other in reversed(self.reads(each))]
        return tuple(found)

    def unknown(self, keys: Iterable[Key]) -> str:
        """Why the first of these that cannot be rated cannot; nothing where all can."""
        for each in keys:
            task = self.task(each)
            if reason := self.records[each[0]].missing(task, ()):
                return f"{task.words}: {reason}"
        return ""

    def nodes(self, key: Key, free: Collection[Kind]) -> tuple[Node, ...]:
        """The same with what may differ about each; raises TooMany."""
        return self._nodes(self.below(key), free)

    def all_of(self, provider: str) -> tuple[Key, ...]:
        """All that is rated of a provider and all that this reads, its own rating last."""
        tasks = self.tasks(provider)
        found = (each for item in tasks for each in self.below((provider, item)))
        return tuple(dict.fromkeys(found))

    def everything(self, provider: str) -> tuple[Node, ...]:
        """The same as it stands."""
        return self._nodes(self.all_of(provider), ())

    def _nodes(self, keys: tuple[Key, ...], free: Collection[Kind]) -> tuple[Node, ...]:
        vocabulary = self.framework.vocabulary
        return tuple(
            Node(
                each,
                self.task(each),
                choices(self.records[each[0]], vocabulary, self.task(each), free),
                self.reads(each),
            )
            for each in keys
        )
