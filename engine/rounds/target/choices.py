"""In which ways the judgements, or the decision, about one item may be other than they are."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING
from typing import Literal
from typing import NamedTuple
from typing import TypeAlias

from engine.rounds.directory import WHOLE
from engine.rules import typed
from engine.rules.patterns import possible_judgements

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.frameworks.model import Vocabulary
    from engine.rounds.records import Records
    from engine.rounds.round import Decision
    from engine.rules.facts import Facts
    from engine.rules.plan import Task

Kind: TypeAlias = Literal["cases", "rating", "decision"]
"""What may differ: judgements of cases, a rating that is judged, or what a panel decides."""

MOST = 20_000
"""More ways than this in which the judgements of one item may come out are not tried."""


class TooMany(ValueError):
    """There are more ways to try than is sensible; says of what."""


class Cost(NamedTuple):
    """How many judgements differ; of ratings that are judged, by how many grades in all."""

    judgements: int = 0
    grades: int = 0

    def plus(self, other: Cost) -> Cost:
        """Both together."""
        return Cost(self.judgements + other.judgements, self.grades + other.grades)


NOTHING = Cost()
"""What it costs to leave everything as it is."""


@dataclass(frozen=True)
class Change:
    """What would have to differ about one item.

    ``number`` judgements of cases, so that there are ``counts`` of each answer, lowest
    first; of a rating that is judged or decided, ``rating`` is what it would have to be,
    and nothing where a decision would have to be undone.
    """

    provider: str
    item: str | None
    kind: Kind
    number: int
    counts: tuple[int, ...] = ()
    rating: str = ""


def favourable(share: typed.Share, counts: tuple[int, ...]) -> int:
    """How many of some answers, counted lowest first, a share asks for."""
    grades = share.scale.grades
    return sum(n for n, g in zip(counts, grades, strict=True) if g.id in share.grades)


@dataclass(frozen=True)
class Choice:
    """One way in which what is recorded for an item itself may come out.

    ``facts`` are those without the ratings of other items; no ``change`` is how it stands.
    """

    facts: Facts
    decision: Decision | None = None
    cost: Cost = NOTHING
    change: Change | None = None


def choices(
    records: Records, vocabulary: Vocabulary, task: Task, free: Collection[Kind]
) -> tuple[Choice, ...]:
    """How it stands, then every other way that may be the nearest to something else.

    Raises TooMany.
    """
    facts = records.facts(task, {})
    decision = records.decisions.get(task.key or WHOLE)
    stands = Choice(facts, decision)
    if facts.withheld is not None:
        return (stands,)
    who = records.provider.id
    found = [stands]
    if "cases" in free and task.asks:
        found += _by_cases(who, task, stands)
    if "rating" in free and facts.judged is not None:
        found += _by_rating(who, vocabulary, task, stands)
    if "decision" in free and task.rule.allow is not None:
        found += _by_decision(who, task, stands)
    return tuple(found)


def _by_decision(who: str, task: Task, stands: Choice) -> Iterator[Choice]:
    """Any grade, as far as the rule's line lets it be given; and no decision any more."""
    for grade in task.rule.scale.grades:
        change = Change(who, task.key, "decision", 1, rating=grade.id)
        yield Choice(replace(stands.facts, decided=grade.id), None, Cost(1), change)
    if stands.decision is not None:
        yield Choice(stands.facts, None, Cost(1), Change(who, task.key, "decision", 1))


def _by_rating(
    who: str, vocabulary: Vocabulary, task: Task, stands: Choice
) -> Iterator[Choice]:
    rank, now = task.rule.scale.rank, stands.facts.judged
    assert now is not None
    for grade in possible_judgements(vocabulary, task.rule, task.key):
        if grade != now:
            change = Change(who, task.key, "rating", 1, rating=grade)
            cost = Cost(1, abs(rank(grade) - rank(now)))
            other = replace(stands.facts, judged=grade)
            yield Choice(other, stands.decision, cost, change)


def _by_cases(who: str, task: Task, stands: Choice) -> Iterator[Choice]:
    kinds, facts, decision = _kinds(task), stands.facts, stands.decision
    own = [sum(facts.answers.get(grade, 0) for grade in kind) for kind in kinds]
    bound = decision is None or decision.on is not None
    for counts in _ways(task, kinds, own, telling=bound):
        more = [new - old for new, old in zip(counts, own, strict=True)]
        number = sum(each for each in more if each > 0)
        if number:
            answers = _answers(facts, kinds, more)
            every = tuple(answers.get(grade.id, 0) for grade in task.asks[0].scale.grades)
            change = Change(who, task.key, "cases", number, every)
            yield Choice(replace(facts, answers=answers), decision, Cost(number), change)


def _kinds(task: Task) -> list[list[str]]:
    """The answers that the rule can tell apart, those first that it asks for first."""
    marks: dict[tuple[bool, ...], list[str]] = {}
    for grade in task.asks[0].scale.grades:
        mark = tuple(grade.id in share.grades for share in task.asks)
        marks.setdefault(mark, []).append(grade.id)
    return [marks[mark] for mark in sorted(marks, reverse=True)]


def _answers(facts: Facts, kinds: list[list[str]], more: list[int]) -> dict[str, int]:
    """The answers with so many more of each kind, taken from those that there are."""
    answers = dict(facts.answers)
    for kind, number in zip(kinds, more, strict=True):
        answers[kind[0]] = answers.get(kind[0], 0) + max(0, number)
        left = max(0, -number)
        for grade in kind:
            taken = min(answers.get(grade, 0), left)
            answers[grade] = answers.get(grade, 0) - taken
            left -= taken
    return answers


def _ways(
    task: Task, kinds: list[list[str]], own: list[int], *, telling: bool
) -> Iterable[tuple[int, ...]]:
    """How many answers of each kind there may be; ``telling`` leaves out what is alike."""
    total = sum(own)
    if len(own) == 2 and telling:
        numbers = _telling(task, set(kinds[0]), own[0], total)
        return ((number, total - number) for number in numbers)
    if comb(total + len(own) - 1, len(own) - 1) > MOST:
        message = f"there are too many ways in which {task.words} may be judged"
        raise TooMany(message)
    return _compositions(total, len(own))


def _compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to divide a number into so many parts."""
    for bars in combinations(range(total + parts - 1), parts - 1):
        ends = (-1, *bars, total + parts - 1)
        yield tuple(ends[n + 1] - ends[n] - 1 for n in range(parts))


def _telling(task: Task, kind: set[str], own: int, total: int) -> list[int]:
    """The numbers of one kind of answers next to every boundary, and to their own."""
    found = {own - 1, own, own + 1}
    for share, mark in typed.marks_of(task.rule):
        if not isinstance(share, typed.Share):
            continue
        exact = mark if share.kind == "number of" else mark * total / 100
        if set(share.grades.grades) != kind:
            exact = total - exact
        found |= {exact.__floor__() + step for step in (-1, 0, 1, 2)}
    inside = (number for number in found if 0 <= number <= total)
    return sorted(inside, key=lambda number: (abs(number - own), -number))
