"""A round drawn again: the chances of the ratings of its providers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.cases.codes import read_cases
from engine.rounds.casebook import casebook
from engine.rounds.directory import WHOLE
from engine.rounds.records import ledger
from engine.rules.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.cases.codes import Cases
    from engine.frameworks.model import Vocabulary
    from engine.rounds.rated import Rated
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result
    from engine.rounds.round import Population
    from engine.rounds.simulation.chances import Chances
    from engine.rounds.simulation.replicates import Drawn
    from engine.rounds.simulation.replicates import Subject

REPLICATES = 10_000
CONFIDENCE = Fraction(95, 100)

BATCH = 1 << 17
"""So many replicates are drawn and rated at once; part of what a seed stands for."""


@dataclass(frozen=True)
class Request:
    """What to simulate: whose ratings, of which items, and how.

    No ``providers`` stands for all. ``items`` are ids, None for the provider's own rating;
    no items at all stand for everything that is rated. ``exact`` asks for questions to be
    worked out where they can be, ``fast`` for compiled loops, which need Numba.
    """

    providers: tuple[str, ...] = ()
    items: tuple[str | None, ...] = ()
    replicates: int = REPLICATES
    seed: int = 1
    confidence: Fraction = CONFIDENCE
    exact: bool = False
    fast: bool = False


@dataclass(frozen=True)
class Sampled:
    """A sample of a provider: how many cases were read, and of how many, where known."""

    sample: str
    cases: int
    population: int | None


@dataclass(frozen=True)
class Likely:
    """A result as it is, and the chances of what it would have been."""

    result: Result
    chances: Chances


@dataclass(frozen=True)
class OfProvider:
    """The chances of one provider's ratings, and the samples that are read for these."""

    result: Result
    items: tuple[Likely, ...]
    samples: tuple[Sampled, ...] = ()


@dataclass(frozen=True)
class Simulation:
    """What came of it; ``ratings`` are those of the round as it is."""

    ratings: Ratings
    request: Request
    providers: tuple[OfProvider, ...]


def simulate(
    rated: Rated,
    request: Request,
    *,
    cache: bool = True,
    tick: Callable[[str], None] = lambda _: None,
) -> Simulation:
    """Draw a round's cases again, and rate what comes; ``tick`` is called at every batch.

    Every provider has random numbers of its own, so that what is found for one depends on
    the seed and on how many replicates there are, and not on who else is asked for.
    """
    providers = []
    for subject, result in _subjects(rated, request, cache=cache):
        providers.append(_of_provider(subject, result, request, tick))
    return Simulation(rated.ratings, request, tuple(providers))


def steps(rated: Rated, request: Request) -> int:
    """How often ``simulate`` ticks, at most."""
    providers = request.providers or rated.round.providers
    return len(providers) * len(batches(request.replicates))


def _subjects(
    rated: Rated, request: Request, *, cache: bool
) -> Iterator[tuple[Subject, Result]]:
    from engine.rounds.simulation.replicates import Subject

    round_, framework = rated.round, rated.framework
    vocabulary = framework.vocabulary
    plans = {t: plan(framework, t) for t in vocabulary.type_ids}
    asked = {t.key for each in plans.values() for t in each.tasks if t.key and t.asks}
    cases = read_cases(casebook(round_.folder, framework, cache=cache), asked)
    records = ledger(round_, framework)
    populations = {(p.provider, p.sample): p for p in round_.populations}
    results = {result.id: result for result in rated.ratings.results}
    for provider in round_.providers:
        if request.providers and provider.id not in request.providers:
            continue
        result = results[provider.id]
        moved = [_key(each, result) or WHOLE for each in result.walk() if each.before]
        subject = Subject(
            plans[provider.type],
            vocabulary,
            records[provider.id],
            tuple(_samples(vocabulary, provider.id, cases, populations)),
            tuple(moved),
            request.fast,
        )
        yield subject, result


def _samples(
    vocabulary: Vocabulary,
    provider: str,
    cases: Mapping[tuple[str, str], Cases],
    populations: Mapping[tuple[str, str], Population],
) -> Iterator[Drawn]:
    from engine.rounds.simulation.replicates import Drawn
    from engine.rounds.simulation.strata import strata

    for sample in vocabulary.samples:
        own, known = cases.get((provider, sample.id)), populations.get((provider, sample.id))
        if own is not None:
            yield Drawn(
                Sampled(sample.id, len(own), None if known is None else known.size),
                own,
                strata(own, sample, known),
            )


def _of_provider(
    subject: Subject, result: Result, request: Request, tick: Callable[[str], None]
) -> OfProvider:
    rated = {task.key for task in subject.plan.tasks}
    wanted = {
        key: each
        for each in result.walk()
        for key in [_key(each, result)]
        if key in rated and (not request.items or key in request.items)
    }
    found = _worked_out(subject, wanted) if request.exact else {}
    found |= _simulated(subject, [key for key in wanted if key not in found], request, tick)
    items = tuple(Likely(each, found[key]) for key, each in wanted.items())
    below = {each.id for whole in wanted.values() for each in whole.walk()}
    samples = (d.about for d in subject.samples if below.intersection(d.cases.questions))
    return OfProvider(result, items, tuple(samples))


def _key(result: Result, whole: Result) -> str | None:
    return None if result is whole else result.id


def _worked_out(subject: Subject, keys: Iterable[str | None]) -> dict[str | None, Chances]:
    from engine.rounds.simulation.exact import chances

    found = {key: chances(subject, key) for key in keys if key is not None}
    return {key: each for key, each in found.items() if each is not None}


def _simulated(
    subject: Subject,
    keys: Sequence[str | None],
    request: Request,
    tick: Callable[[str], None],
) -> dict[str | None, Chances]:
    from engine.rounds.simulation.counting import Count

    if not keys:
        return {}
    counts = {key: Count(subject.plan.task(key)) for key in keys}
    provider = subject.records.provider
    own = int.from_bytes(provider.id.encode(), "big")
    for number, size in enumerate(batches(request.replicates)):
        rated = subject.rate([request.seed, own, number], size)
        for count in counts.values():
            count.add(rated)
        tick(provider.name)
    return {key: count.chances for key, count in counts.items()}


def batches(replicates: int) -> list[int]:
    """The sizes of the batches that make so many replicates."""
    whole, rest = divmod(replicates, BATCH)
    return [BATCH] * whole + ([rest] if rest else [])
