"""What the expected ratings of an example follow from, and whether it gives all of that."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from engine.assurance.examples import findings as found
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.assurance.examples.example import Example
    from engine.assurance.examples.example import Key
    from engine.assurance.examples.subjects import Subjects
    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.frameworks.model import Vocabulary
    from engine.rules.plan import Plan
    from engine.rules.plan import Task

OF = {
    "ratings": "the rating of",
    "judged": "the judged rating of",
    "counts": "the answers about",
    "decided": "the move of",
    "inputs": "the input",
}
"""What each list of an example gives, as messages say it."""


def lacking(
    example: Example, subjects: Subjects, plans: Mapping[str | None, Plan]
) -> Iterator[Finding]:
    """What an example leaves out, gives in vain, or both gives and expects."""
    read: set[tuple[str, str | None]] = set()
    given = {
        e.item: example.ratings[e.item] for e in example.expected if e.item in example.ratings
    }
    for expected in example.expected:
        if expected.item in given:
            read.add(("ratings", expected.item))
            what, there = subjects.words(expected.item), given[expected.item].place
            yield found.ExpectsWhatIsGiven(expected.place("rating"), what, there)
    for type_id in example.types:
        tasks = {task.key: task for task in plans[type_id].tasks}
        for expected in example.expected:
            if expected.item not in tasks or expected.item in given:
                continue
            trail = Trail(example, tasks, subjects.vocabulary)
            trail.follow(expected.item)
            read |= trail.read
            if trail.absent:
                what = subjects.words(expected.item)
                absent = tuple((key, tuple(names)) for key, names in trail.absent.items())
                yield found.NotGiven(expected.place("rating"), what, absent)
    yield from _in_vain(example, subjects, read)


@dataclass
class Trail:
    """The way from an expected rating down to what is given.

    ``read`` holds the kind of what is given and the item or input; ``absent`` names by kind.
    """

    example: Example
    tasks: Mapping[Key, Task]
    vocabulary: Vocabulary
    followed: set[Key] = field(default_factory=set)
    read: set[tuple[str, str | None]] = field(default_factory=set)
    absent: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def follow(self, key: Key) -> None:
        """Look for what the rating of an item follows from."""
        if key in self.followed:
            return
        self.followed.add(key)
        if key in self.example.ratings:
            self.read.add(("ratings", key))
            return
        task = self.tasks[key]
        if isinstance(task.rule.base, typed.Judged) and self._judged(task):
            return
        if task.asks:
            self._read("counts", key, key in self.example.counts)
        if key in self.example.decided:
            self.read.add(("decided", key))
        self._inputs(task)
        for child in task.reads:
            self.follow(child)

    def _judged(self, task: Task) -> bool:
        """Whether the rating is withheld, so that its rule looks at nothing."""
        said = self.example.judged.get(task.key)
        self._read("judged", task.key, said is not None)
        return said is not None and said.what is None

    def _inputs(self, task: Task) -> None:
        defaults = {fact.id: fact.default for fact in self.vocabulary.inputs}
        for fact in task.inputs:
            if fact in self.example.inputs or defaults[fact] is None:
                self._read("inputs", fact, fact in self.example.inputs)

    def _read(self, kind: str, key: Key, there: bool) -> None:  # noqa: FBT001
        if there:
            self.read.add((kind, key))
        else:
            self.absent[kind].append(key or self.vocabulary.provider_level.id)


def _in_vain(
    example: Example, subjects: Subjects, read: set[tuple[str, str | None]]
) -> Iterator[Finding]:
    """Every line from which nothing follows that is expected."""
    lines: dict[tuple[str, Place], list[str | None]] = defaultdict(list)
    for kind in OF:
        for key, said in getattr(example, kind).items():
            lines[kind, said.place].append(key)
    for (kind, place), keys in lines.items():
        if not any((kind, key) in read for key in keys):
            names = [str(key) if kind == "inputs" else subjects.words(key) for key in keys]
            yield found.NeverRead(place, f"{OF[kind]} {found.few(names)}")
