"""The fewest judgements that would have to differ, by trying everything that there is.

Every division of every item's judgements among the answers, every rating that may be
judged: the whole round is rated again for each, by ``engine.rounds.rate``.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import prod

from engine.rounds.directory import WHOLE
from engine.rounds.rate import rate
from engine.rounds.results import Carried
from engine.rules.plan import plan

EXCUSED = Carried("", "", (), ())
"""A decision that cannot be applied to other judgements is none, and no error."""


def parted(total, parts):
    """Every way to part a number."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in parted(total - first, parts - 1):
            yield (first, *rest)


def everything(framework, round_, free):
    """What is free to differ, and what it may be: tallies, or grades."""
    (provider,) = round_.providers
    tasks = plan(framework, provider.type).tasks
    withheld = {j.item for j in round_.judgements if j.rating is None}
    given = {j.item: j.rating for j in round_.judgements}
    options = []
    for task in tasks:
        item = task.key or WHOLE
        if item in withheld:
            continue
        if "cases" in free and task.asks:
            tally = round_.tallies[provider.id, item]
            ways = [
                replace(tally, counts=counts)
                for counts in parted(tally.applicable, len(tally.counts))
            ]
            options.append((item, "cases", ways))
        if "rating" in free and item in given:
            allowed = () if task.item is None else task.item.allowed
            grades = [g.id for g in task.rule.scale.grades if not allowed or g.id in allowed]
            options.append((item, "rating", grades))
    return options


def size(options):
    return prod(len(ways) for _, _, ways in options)


def changed(framework, round_, options, way):
    """The round with all that as it may be, what that costs, and what it changes."""
    (provider,) = round_.providers
    tasks = plan(framework, provider.type).tasks
    scales = {t.key or WHOLE: [g.id for g in t.rule.scale.grades] for t in tasks}
    tallies, judged = dict(round_.tallies), {j.item: j for j in round_.judgements}
    judgements = grades = 0
    changes = {}
    for (item, kind, _), value in zip(options, way, strict=True):
        if kind == "cases":
            old = tallies[provider.id, item]
            number = sum(
                max(0, new - was) for new, was in zip(value.counts, old.counts, strict=True)
            )
            tallies[provider.id, item] = value
            judgements += number
            if number:
                changes[item] = value.counts
        elif value != judged[item].rating:
            judgements += 1
            grades += abs(scales[item].index(value) - scales[item].index(judged[item].rating))
            judged[item] = replace(judged[item], rating=value)
            changes[item] = value
    other = replace(round_, tallies=tallies, judgements=tuple(judged.values()))
    return other, (judgements, grades), changes


def by_trying(framework, round_, item, free):
    """For each rating of an item: the least cost, and every way that costs as little."""
    options = everything(framework, round_, free)
    found: dict[str | None, tuple[tuple[int, int], list[dict[str, object]]]] = {}
    for way in product(*(ways for _, _, ways in options)):
        other, cost, changes = changed(framework, round_, options, way)
        (whole,) = rate(other, framework, EXCUSED).results
        below = [r for r in whole.walk() if r is not whole]
        result = whole if item is None else next(r for r in below if r.id == item)
        least, known = found.get(result.rating, (cost, []))
        if cost < least:
            least, known = cost, []
        if cost == least:
            found[result.rating] = (least, [*known, changes])
    return found
