"""Situations that a rule may meet: what an example could give, the plainest first."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from fractions import Fraction
from itertools import combinations_with_replacement
from itertools import islice
from itertools import pairwise
from itertools import product
from random import Random
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.frameworks.model import ALL
from engine.rules import typed
from engine.rules.facts import Facts
from engine.rules.patterns import arranged
from engine.rules.patterns import possible_judgements
from engine.rules.patterns import possible_values

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.assurance.coverage.gauges import Gauge
    from engine.frameworks.model import Input
    from engine.frameworks.model import Vocabulary
    from engine.rules.patterns import Alike
    from engine.rules.patterns import Space
    from engine.rules.plan import Task
    from engine.rules.spaces import Options

BUDGET = 10_000
"""More situations of one thing than this are not gone through."""

DRAWN = 3_000
"""How many are tried where there are more."""

ROUND = 20
"""How many judgements an example gives where no more are needed."""


Answers: TypeAlias = dict[str, int]
"""How often each answer was given."""

Grades: TypeAlias = tuple[tuple[str | None, ...], ...]
"""A rating for each item of each set of like items."""


@dataclass(frozen=True)
class Situations:
    """The situations of one task; ``complete`` if nothing else can come about."""

    type: str | None
    task: Task
    space: Space
    judged: tuple[str | None, ...]
    answers: tuple[Answers, ...]

    @property
    def complete(self) -> bool:
        """Whether these are all there are: few enough, and none with any number of answers."""
        base = self.task.rule.base
        endless = self.task.asks or (isinstance(base, typed.Banded) and base.adds_anything)
        return not endless and self._size <= BUDGET

    @property
    def _size(self) -> int:
        return self.space.size * len(self.judged) * len(self.answers)

    def __iter__(self) -> Iterator[Facts]:
        own = list(product(self.judged, self.answers))
        every = (
            replace(facts, judged=judged, answers=answers)
            for facts in self._read()
            for judged, answers in own
        )
        return islice(every, BUDGET if self._size <= BUDGET else DRAWN)

    def _read(self) -> Iterator[Facts]:
        """What is below the item: the plainest first, then ever more that is not rated."""
        if self.space.size > BUDGET:
            return self._drawn()
        alike = self.space.alike
        ways = [combinations_with_replacement(a.options, len(a.items)) for a in alike]
        every = sorted(product(*ways), key=self._order)
        grades = dict.fromkeys([*self._plain(), *every])
        return (self._facts(each, given) for each in grades for given in self._given())

    def _order(self, grades: Grades) -> tuple[int, int]:
        """By how much is not rated; for the lowest of some ratings they should differ."""
        ratings = [rating for each in grades for rating in each]
        differ = isinstance(self.task.rule.base, typed.Extreme)
        return ratings.count(None), -len(set(ratings)) if differ else 0

    def _plain(self) -> Iterator[Grades]:
        """Everything alike; the same with one thing not rated; nothing rated."""
        if isinstance(self.task.rule.base, typed.Extreme):
            return
        rated = [self._alike(grade) for grade in self._widest if grade is not None]
        yield from rated
        for grades in rated:
            yield from self._one_absent(grades)
        if None in self._widest:
            yield self._alike(None)

    def _one_absent(self, grades: Grades) -> Iterator[Grades]:
        for number, alike in enumerate(self.space.alike):
            if None in alike.options:
                one = (*grades[number][:-1], None)
                yield (*grades[:number], one, *grades[number + 1 :])
                return

    def _drawn(self) -> Iterator[Facts]:
        """Some of very many, always the same: everything alike, then as it comes."""
        random = Random(0)  # noqa: S311 - nothing is kept secret by it
        given = list(self._given())
        for grade in self._widest:
            yield self._facts(self._alike(grade), given[0])
        while True:
            often = random.randrange(9)
            main = random.choice(self._widest)

            def one(alike: Alike, often: int = often, main: str | None = main) -> str | None:
                same = main in alike.options and random.randrange(9) < often
                return main if same else random.choice(alike.options)

            mixed = (tuple(one(a) for _ in a.items) for a in self.space.alike)
            yield self._facts(tuple(mixed), random.choice(given))

    def _alike(self, grade: str | None) -> Grades:
        """Everything rated alike, as far as it can be."""
        return tuple(
            (grade if grade in a.options else a.options[0],) * len(a.items)
            for a in self.space.alike
        )

    @property
    def _widest(self) -> tuple[str | None, ...]:
        """The ratings of those that may have most."""
        return max((a.options for a in self.space.alike), key=len, default=(None,))

    def _given(self) -> Iterator[tuple[str, ...]]:
        return product(*(options for _, options in self.space.values))

    def _facts(self, grades: Grades, given: tuple[str, ...]) -> Facts:
        ratings: dict[str, str | None] = {}
        for alike, chosen in zip(self.space.alike, grades, strict=True):
            ratings |= zip(alike.items, chosen, strict=True)
        inputs = {f.id: v for (f, _), v in zip(self.space.values, given, strict=True)}
        return Facts(ratings=ratings, members=self.task.members, inputs=inputs)


def situations(
    vocabulary: Vocabulary,
    type_id: str | None,
    task: Task,
    options: Options,
    gauges: tuple[Gauge, ...],
) -> Situations:
    """The situations of a task, in which its rule holds measures against numbers.

    ``options`` are the ratings that an item may have.
    """
    space = arranged(task.rule, task.members, options, telling_values((task.rule,), gauges))
    judged = possible_judgements(vocabulary, task.rule, task.key) or (None,)
    return Situations(type_id, task, space, judged, tuple(telling_answers(task, gauges)))


def telling_values(
    rules: Iterable[typed.Rule], gauges: tuple[Gauge, ...]
) -> Callable[[Input], tuple[str, ...]]:
    """Everything that an input may be; of a number, what tells something."""
    adding = (rule for rule in rules if typed.additions_of(rule))
    marks = [mark for rule in adding for mark in typed.marks_of(rule)]

    def values(fact: Input) -> tuple[str, ...]:
        if fact.type != "number":
            return possible_values(fact)
        held = (g for g in gauges if isinstance(g.measure, typed.Given))
        own = [g for g in held if g.measure == typed.Given(fact)]
        telling = {value for gauge in own for value in gauge.telling("any")}
        near = {mark for measure, mark in marks if measure == typed.Given(fact)}
        telling |= {mark + step for mark in near for step in (-1, 0, 1)}
        return tuple(str(value) for value in sorted(telling))

    return values


def telling_answers(task: Task, gauges: tuple[Gauge, ...]) -> list[Answers]:
    """Answers that tell something, those that make for plain examples first."""
    if not task.asks:
        return [{}]
    shares = [gauge for gauge in gauges if isinstance(gauge.measure, typed.Share)]
    found: list[Answers] = []
    for gauge in shares:
        share = gauge.measure
        assert isinstance(share, typed.Share)
        if share.kind == "percentage of":
            found += [_percentage(share, v) for v in gauge.telling("percentage")]
        else:
            found += [_number(share, v) for v in gauge.telling("whole")]
    percentages = sorted({g.at for g in shares if 0 <= g.at <= ALL} | {Fraction(0), ALL})
    between = [(low + high) / 2 for low, high in pairwise(percentages)]
    found += [_percentage(task.asks[0], value) for value in (*between, *percentages)]
    grades = [grade.id for grade in task.asks[0].scale.grades]
    found += [dict(zip(grades, each, strict=True)) for each in _spread(10, len(grades))]
    once: dict[tuple[tuple[str, int], ...], Answers] = {}
    for each in found:
        once.setdefault(tuple(sorted(each.items())), each)
    return [*once.values(), {}]


def _percentage(share: typed.Share, value: Fraction) -> Answers:
    """Judgements that come to a percentage, as few as a reader expects or more."""
    favourable, applicable = (value / ALL).as_integer_ratio()
    times = -(-ROUND // applicable)
    return _counted(share, favourable * times, (applicable - favourable) * times)


def _number(share: typed.Share, value: Fraction) -> Answers:
    return _counted(share, int(value), ROUND)


def _counted(share: typed.Share, inside: int, outside: int) -> Answers:
    others = (g.id for g in share.scale.grades if g.id not in share.grades)
    other = next(others, None)
    counted = {share.grades.grades[0]: inside}
    return counted if other is None else counted | {other: outside}


def _spread(number: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to divide a number of judgements among answers."""
    if parts == 1:
        yield (number,)
        return
    for first in range(number + 1):
        for rest in _spread(number - first, parts - 1):
            yield (first, *rest)
