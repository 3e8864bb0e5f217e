"""The rules of 2018-19 read by Assay's reference interpreter, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeAlias

import tallies
import timed

from engine.data import folder
from engine.rules.facts import Facts
from engine.rules.load import load_framework
from engine.rules.plan import plan
from engine.rules.reference import rate as rate_item

if TYPE_CHECKING:
    from collections.abc import Sequence

TASKS = plan(load_framework(folder("standards") / "2018-19"), "NPS").tasks

Ratings: TypeAlias = "dict[str | None, str | None]"
"""What is rated so far: by item, and by None for the provider itself."""


def prepared(found: tallies.Tallies) -> tuple[list[tuple[Ratings, list[Facts]]]]:
    """For each provider, a place for ratings and what each rule looks at, in order."""
    columns = (found.favourable, found.unfavourable, found.judged)
    rows = zip(*(column.T.tolist() for column in columns), strict=True)
    return ([_facts(*row) for row in rows],)


def _facts(
    favourable: Sequence[int], unfavourable: Sequence[int], judged: Sequence[int]
) -> tuple[Ratings, list[Facts]]:
    answers = {
        question: {"sufficient": yes, "insufficient": no}
        for question, yes, no in zip(tallies.ALL, favourable, unfavourable, strict=True)
    }
    grades = {
        standard: None if rank == tallies.NOT_RATED else tallies.GRADES[rank]
        for standard, rank in zip(tallies.JUDGED, judged, strict=True)
    }
    ratings: Ratings = {}
    facts = [
        Facts(
            ratings=ratings,
            members=task.members,
            answers=answers.get(task.key, {}),
            judged=grades.get(task.key),
            withheld="not rated" if grades.get(task.key, "") is None else None,
        )
        for task in TASKS
    ]
    return ratings, facts


def rate(providers: Sequence[tuple[Ratings, list[Facts]]]) -> list[int]:
    """The ratings, one provider after another."""
    found = []
    for ratings, facts in providers:
        for task, seen in zip(TASKS, facts, strict=True):
            ratings[task.key] = rate_item(task.rule, seen).rating
        overall = ratings[None]
        found.append(tallies.NOT_RATED if overall is None else tallies.GRADES.index(overall))
    return found


timed.main(prepared, rate)
