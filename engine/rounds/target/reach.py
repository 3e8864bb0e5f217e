"""What every provider that is short of a rating would have needed for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.rounds.target.target import FEW
from engine.rounds.target.target import target
from engine.rules import typed

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.rounds.results import Result
    from engine.rounds.target.choices import Kind
    from engine.rounds.target.network import Network
    from engine.rounds.target.search import Key
    from engine.rounds.target.target import Target
    from engine.rules.plan import Task


DISCRETION: tuple[Kind, ...] = ("decision",)


@dataclass(frozen=True)
class Reach:
    """What a rating rests on, and what another would have taken.

    ``result`` is the provider's own or that of one of its items, with its ``tasks`` and
    all below it, and the ``counts`` of answers there, lowest first. ``points`` is how far
    its score is short, where it is banded from one. ``free`` is what may differ for
    ``target``; ``discretion`` is the same for decisions alone, where a rule leaves any.
    """

    provider: Result
    result: Result
    tasks: dict[Key, Task]
    counts: dict[Key, tuple[int, ...]]
    points: Fraction | None
    free: tuple[Kind, ...]
    target: Target
    discretion: Target | None


def reach(  # noqa: PLR0913
    network: Network,
    provider: Result,
    item: str | None,
    wanted: str,
    *,
    judged: bool = False,
    most: int = FEW,
) -> Reach:
    """What it would take for a provider, or one of its items, to have a rating.

    Judgements of cases may differ; with ``judged``, and where there are no cases, also
    ratings that somebody gives. Raises TooMany.
    """
    key = (provider.id, item)
    tasks = {each: network.task(each) for each in network.below(key)}
    result = provider
    if item is not None:
        result = next(r for r in provider.walk() if r is not provider and r.id == item)
    cases = any(task.asks for task in tasks.values())
    free: tuple[Kind, ...] = ("cases",) if cases else ("rating",)
    if cases and judged:
        free = ("cases", "rating")
    may = any(task.rule.allow is not None for task in tasks.values())
    return Reach(
        provider=provider,
        result=result,
        tasks=tasks,
        counts={each: network.counts(each) for each, task in tasks.items() if task.asks},
        points=_points(tasks[key], result, wanted),
        free=free,
        target=target(network, key, wanted, free, most),
        discretion=target(network, key, wanted, DISCRETION, most) if may else None,
    )


def _points(task: Task, result: Result, wanted: str) -> Fraction | None:
    """How many points a score is short of a rating; none where it is not short."""
    if task.scored is None or result.score is None:
        return None
    assert isinstance(task.rule.base, typed.Banded)
    edges = (edge for edge in task.rule.base.bands.exact_edges if edge.grade == wanted)
    edge = next(edges, None)
    if edge is None or not edge.inclusive or edge.at <= result.score:
        return None
    return edge.at - result.score
