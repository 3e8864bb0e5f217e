"""Which judgements count of a provider that was inspected more than once.

Tables of many providers make the same choice in a database: this says what it means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

    from engine.frameworks.model import Inspections
    from engine.rounds.round import Judgement


def current(
    judgements: Iterable[Judgement],
    which: Inspections,
    is_judged: Callable[[Judgement], bool],
) -> tuple[Judgement, ...]:
    """The judgements that count: of the latest inspection, or the latest of each item.

    Only what people judge is carried forward. That something computed was not rated says
    so of one inspection, and nothing of those after it.
    """
    judgements = tuple(judgements)
    latest = inspected(judgements)
    newest = _newest(judgements)

    def counts(judgement: Judgement) -> bool:
        if judgement.date is None or judgement.date == latest[judgement.provider]:
            return True
        carried = which == "latest of each item" and is_judged(judgement)
        return carried and judgement.date == newest[judgement.provider, judgement.item]

    return tuple(judgement for judgement in judgements if counts(judgement))


def inspected(judgements: Iterable[Judgement]) -> Mapping[str, datetime.date]:
    """When each provider was last inspected, as far as its judgements have dates."""
    latest: dict[str, datetime.date] = {}
    for judgement in judgements:
        if judgement.date is not None:
            seen = latest.get(judgement.provider, judgement.date)
            latest[judgement.provider] = max(seen, judgement.date)
    return latest


def _newest(judgements: Iterable[Judgement]) -> Mapping[tuple[str, str], datetime.date]:
    """When each item was last judged."""
    newest: dict[tuple[str, str], datetime.date] = {}
    for judgement in judgements:
        if judgement.date is not None:
            key = judgement.provider, judgement.item
            newest[key] = max(newest.get(key, judgement.date), judgement.date)
    return newest
