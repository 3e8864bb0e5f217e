"""The chances of one question's ratings worked out, where nothing else has to be drawn.

How often each answer is drawn from an urn is hypergeometric, and multinomial where every
case is put back; over the strata these distributions are convolved. All in whole numbers.
"""

from __future__ import annotations

from dataclasses import replace
from math import comb
from math import factorial
from typing import TYPE_CHECKING
from typing import Any

import numpy as np

from engine.rounds.directory import WHOLE
from engine.rounds.simulation.chances import Chances
from engine.rounds.simulation.counting import measured
from engine.rules.reference import rate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.cases.codes import Codes
    from engine.rounds.simulation.replicates import Subject
    from engine.rounds.simulation.strata import Stratum
    from engine.rules import typed
    from engine.rules.facts import Facts
    from engine.rules.facts import Outcome
    from engine.rules.plan import Task

MOST = 30_000_000
"""More sums of products than this are not worked out: it would take too many seconds."""

RATING = 1000
"""So many of them take as long as one rating."""

Weights = dict[tuple[int, int], int]
"""How probable each number of favourable and of unfavourable answers is; of any total."""


def chances(subject: Subject, key: str) -> Chances | None:
    """The chances of a question; None where it must be simulated.

    It must where the rule looks at more than one share of the question's own answers, or
    at other ratings, and where there are too many cases to work it out.
    """
    task = subject.plan.task(key)
    drawn = next((d for d in subject.samples if key in d.cases.questions), None)
    if drawn is None or task.reads or len(task.asks) != 1:
        return None
    share, answers = task.asks[0], drawn.cases.answers[:, drawn.cases.questions.index(key)]
    ranks = {share.scale.rank(grade) for grade in share.grades.grades}
    kinds = _kinds(answers, ranks, len(share.scale.grades))
    if _work(kinds, drawn.strata) > MOST:
        return None
    weights = _convolved([_weights(kinds[s.rows], s) for s in drawn.strata])
    return _rated(subject, task, share, weights)


def _kinds(answers: Codes, favourable: set[int], grades: int) -> Codes:
    """Of each case whether its answer is favourable (0), unfavourable (1) or does not count."""
    inside = np.isin(answers, list(favourable))
    counts = (answers >= 0) & (answers < grades)
    return np.where(inside, 0, np.where(counts, 1, 2)).astype(np.int16)


def _work(kinds: Codes, strata: Sequence[Stratum]) -> int:
    """About how many products have to be added up; to rate something costs as much as many."""
    found, size = 0, 1
    for stratum in strata:
        own = _outcomes(kinds[stratum.rows])
        found += size * own
        size = min(size * own, _outcomes(kinds))
    return found + RATING * size


def _outcomes(kinds: Codes) -> int:
    """About how many different samples there are, as far as counts tell."""
    number = len(kinds) + 1
    return number if len(np.unique(kinds)) < 3 else number**2 // 2


def _weights(kinds: Codes, stratum: Stratum) -> Weights:
    """The distribution of one stratum."""
    counts = [int(n) for n in np.bincount(kinds, minlength=3)]
    if stratum.size is None:
        return dict(_put_back(counts))
    copies, chance = stratum.copies
    fewer = dict(_kept([copies * n for n in counts], len(kinds)))
    if chance == 1:
        return fewer
    more = dict(_kept([(copies + 1) * n for n in counts], len(kinds)))
    # Each has a total of its own; brought to one, they are mixed as the urns are.
    ours = chance.numerator * sum(more.values())
    theirs = (chance.denominator - chance.numerator) * sum(fewer.values())
    mixed = {key: ours * weight for key, weight in fewer.items()}
    for key, weight in more.items():
        mixed[key] = mixed.get(key, 0) + theirs * weight
    return mixed


def _numbers(counts: Sequence[int], draws: int) -> Iterator[tuple[int, int, int]]:
    """How many of each kind may be drawn."""
    for first in range(min(counts[0], draws) + 1):
        for second in range(min(counts[1], draws - first) + 1):
            rest = draws - first - second
            if rest <= counts[2]:
                yield first, second, rest


def _kept(counts: Sequence[int], draws: int) -> Iterator[tuple[tuple[int, int], int]]:
    for first, second, rest in _numbers(counts, draws):
        ways = comb(counts[0], first) * comb(counts[1], second) * comb(counts[2], rest)
        yield (first, second), ways


def _put_back(counts: Sequence[int]) -> Iterator[tuple[tuple[int, int], int]]:
    draws = sum(counts)
    for first, second, rest in _numbers([draws if n else 0 for n in counts], draws):
        orders = factorial(draws) // (factorial(first) * factorial(second) * factorial(rest))
        ways = counts[0] ** first * counts[1] ** second * counts[2] ** rest
        yield (first, second), orders * ways


def _convolved(parts: Sequence[Weights]) -> Weights:
    """The distribution of the sums over the strata."""
    total: Any = np.ones((1, 1), object)
    for part in parts:
        first, second = (max(key[n] for key in part) for n in (0, 1))
        more = np.zeros((total.shape[0] + first, total.shape[1] + second), object)
        for (row, column), weight in part.items():
            more[row : row + total.shape[0], column : column + total.shape[1]] += weight * total
        total = more
    return {
        (int(row), int(column)): total[row, column]
        for row, column in zip(*np.nonzero(total), strict=True)
    }


def _rated(subject: Subject, task: Task, share: typed.Share, weights: Weights) -> Chances:
    """The ratings that the reference interpreter gives to all that may be drawn."""
    inside = share.grades.grades[0]
    outside = [g.id for g in share.scale.grades if g.id not in share.grades.grades]
    facts = subject.records.facts(task, {})
    ratings: dict[str | None, int] = {}
    values: dict[Fraction, int] = {}
    for (favourable, unfavourable), weight in weights.items():
        answers = {inside: favourable}
        if unfavourable:
            answers[outside[0]] = unfavourable
        outcome = _outcome(subject, task, replace(facts, answers=answers))
        ratings[outcome.rating] = ratings.get(outcome.rating, 0) + weight
        if outcome.value is not None and measured(task):
            values[outcome.value] = values.get(outcome.value, 0) + weight
    order = [None, *(grade.id for grade in task.rule.scale.grades)]
    return Chances({r: ratings[r] for r in order if r in ratings}, values, exact=True)


def _outcome(subject: Subject, task: Task, facts: Facts) -> Outcome:
    """What a rule gives; another rating where a panel has moved the one that it gives."""
    outcome = rate(task.rule, facts)
    key, allow = task.key or WHOLE, task.rule.allow
    if allow is None or key not in subject.moved:
        return outcome
    decision = subject.records.decisions[key]
    at_line = next((s.rating for s in outcome.steps if s.clause is allow.clause), None)
    if at_line != decision.start:
        return outcome
    return rate(task.rule, replace(facts, decided=decision.end))
