"""Ratings held against those that were published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.rounds.directory import WHOLE
from engine.rounds.register.one import names
from engine.rounds.register.rating import rated_unnamed
from engine.rounds.register.spelling import ELSEWHERE
from engine.rounds.register.spelling import MISSING
from engine.rounds.register.spelling import NOT_RATED
from engine.rules.facts import deciding
from engine.rules.places import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.rounds.register.rating import Rating
    from engine.rounds.results import Result


@dataclass(frozen=True)
class Agreement:
    """How ratings of one item compare with a column of published ones.

    ``differing`` are the rows, counted from 0, where both have a rating and not the same.
    ``not_computed`` and ``not_rated`` count what was published and has no rating here,
    ``unpublished`` what is rated here and was not published.
    """

    column: str
    item: str | None
    compared: int
    agreeing: int
    differing: tuple[int, ...]
    not_computed: int
    not_rated: int
    unpublished: int


@dataclass(frozen=True)
class Difference:
    """A provider whose published rating is another; ``because`` is what gave ours.

    ``item`` is None for the provider's own rating.
    """

    provider: str
    name: str
    item: str | None
    published: str
    rating: str
    because: str


def agreements(rating: Rating) -> tuple[Agreement, ...]:
    """A comparison for each column of published ratings that was read."""
    return tuple(_agreement(rating, item) for item in rating.register.table.published)


def _agreement(rating: Rating, item: str) -> Agreement:
    import numpy as np

    published, ours = rating.register.table.published[item], rating.ranks[item or None]
    both = (published >= 0) & (ours >= 0)
    same = both & (published == ours)
    return Agreement(
        column=rating.register.shape.compared[item],
        item=item or None,
        compared=int(np.count_nonzero(both)),
        agreeing=int(np.count_nonzero(same)),
        differing=tuple(map(int, np.nonzero(both & ~same)[0])),
        not_computed=int(np.count_nonzero((published >= 0) & (ours == MISSING))),
        not_rated=int(
            np.count_nonzero((published >= 0) & ((ours == NOT_RATED) | (ours == ELSEWHERE)))
        ),
        unpublished=int(np.count_nonzero((published < 0) & (ours >= 0))),
    )


def differences(
    rating: Rating, agreement: Agreement, most: int | None = None
) -> Iterator[Difference]:
    """The providers that differ, in the order of the file, with the line that decided.

    With ``most``, only the first of them.
    """
    register, item = rating.register, agreement.item
    rule = register.framework.rules.rating(item)
    assert rule is not None
    rows = agreement.differing[:most]
    for row, (provider_id, name) in zip(rows, names(register, rows), strict=True):
        provider = rated_unnamed(register, row).results[0]
        result = next(r for r in provider.walk() if item in (None, r.id))
        published = int(register.table.published[item or WHOLE][row])
        yield Difference(
            provider=provider_id,
            name=name,
            item=item,
            published=rule.scale.grades[published].id,
            rating=result.rating or "",
            because=_because(result),
        )


def _because(result: Result) -> str:
    """The clause that gave a rating last, and what it saw."""
    step = deciding(result.steps)
    assert step is not None
    return f"line {step.clause.place.line}, {words(step.clause)}: {step.saw}"
