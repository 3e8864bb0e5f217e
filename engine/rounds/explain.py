"""The derivation of one result, down to the clause and the published sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.diagnostics.words import shortened
from engine.frameworks.names import folded
from engine.rounds.directory import WHOLE
from engine.rounds.explanation import Explanation
from engine.rounds.explanation import Line
from engine.rounds.explanation import Quoted
from engine.rounds.nearest import Change
from engine.rounds.nearest import nearest
from engine.rounds.nearest import nearest_judgements
from engine.rounds.results import in_words
from engine.rounds.target.choices import TooMany
from engine.rounds.target.network import Network
from engine.rules.places import words
from engine.rules.reference import rate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.frameworks.model import Source
    from engine.frameworks.model import Vocabulary
    from engine.rounds.records import Records
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result
    from engine.rounds.round import Round
    from engine.rounds.target.choices import Kind
    from engine.rules.facts import Step
    from engine.rules.framework import Framework
    from engine.rules.plan import Task


def explain(
    round_: Round,
    framework: Framework,
    ratings: Ratings,
    provider_id: str,
    item_id: str | None = None,
) -> Explanation:
    """Why a provider, something above providers, or one of their items is rated as it is."""
    return derived(Network(round_, framework), ratings, provider_id, item_id)


def derived(
    network: Network, ratings: Ratings, provider_id: str, item_id: str | None
) -> Explanation:
    """The same, of one of several results that are explained from one network."""
    vocabulary = network.framework.vocabulary
    provider = next(result for result in ratings.results if result.id == provider_id)
    result = provider
    if item_id is not None:
        result = next(r for r in _below(provider) if r.id == item_id)
    task = network.tasks(provider_id).get(item_id)
    records = network.records[provider_id]
    by_id = {result.id: result for result in ratings.results}
    pools = vocabulary.level_by_id[provider.level].pools
    pooled = [by_id[member] for member in provider.members] if pools == "cases" else []
    own = {} if task is None else task.parts
    parts = {name: _part(by_id[part], item_id) for name, part in own.items()}
    below = {**{result.id: result for result in _below(provider)}, **parts}
    lines = tuple(_line(step) for step in result.steps)
    return Explanation(
        round=ratings.round,
        framework=ratings.framework,
        synthetic=ratings.synthetic,
        provider=provider.id,
        provider_name=provider.name,
        type=provider.type,
        result=result,
        grades=_grades(vocabulary),
        lines=lines,
        sources=tuple(_sources(vocabulary, lines)),
        notes=(
            *(_pooled(pooled, item_id) if pools == "cases" else ()),
            *_notes(ratings, provider, result, task, records),
        ),
        nearest=_nearest(network, below, result, task, records),
        members=tuple(parts.values()),
    )


def _part(whole: Result, item_id: str | None) -> Result:
    """What a part gives to a rating: the result of the same item, or its whole one."""
    own = whole if item_id is None else next(r for r in _below(whole) if r.id == item_id)
    return replace(own, id=whole.id, name=whole.name, children=())


def _below(whole: Result) -> Iterator[Result]:
    return (result for result in whole.walk() if result is not whole)


def _pooled(members: Sequence[Result], item_id: str | None) -> Iterator[str]:
    """Whose cases something pools; for one item, how many of whose."""
    own = [[r for r in _below(member) if r.id == item_id] for member in members]
    parts = [
        f"{member.name} ({r.counts.favourable:,} of {r.counts.applicable:,})"
        for member, results in zip(members, own, strict=True)
        for r in results
        if r.counts is not None
    ]
    yield f"pooled: the cases of {shortened(parts or [member.name for member in members])}"


def _grades(vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    """The names of the grades that things of each level may have."""
    scales = {level.id: vocabulary.scale_of(level.id) for level in vocabulary.levels}
    return {
        level: {grade.id: grade.name for grade in scale.grades}
        for level, scale in scales.items()
        if scale is not None
    }


def _line(step: Step) -> Line:
    clause = step.clause
    citation = "" if clause.citation is None else clause.citation.text
    place = clause.place
    return Line(place.file, place.line, words(clause), step.saw, step.effect, citation)


def _sources(vocabulary: Vocabulary, lines: tuple[Line, ...]) -> Iterator[Quoted]:
    """What the citations of the lines resolve to, each once."""
    known = {folded(source.id): source for source in vocabulary.sources}
    cited: dict[str, Source] = {}
    for citation in (line.citation for line in lines if line.citation):
        whole = known.get(folded(citation))
        parts = [whole] if whole else [known.get(folded(p)) for p in citation.split(",")]
        cited |= {source.id: source for source in parts if source is not None}
    for source in cited.values():
        yield Quoted(source.id, source.document, source.section, source.quote)


def _notes(
    ratings: Ratings, provider: Result, result: Result, task: Task | None, records: Records
) -> Iterator[str]:
    """What else a reader should know, a sentence each."""
    decision = records.decisions.get((task.key if task else None) or WHOLE)
    if decision is not None and result.basis == "decision":
        who = f"{decision.by} moved it from {decision.start} to {decision.end}"
        yield f"{who} on {decision.date}: {decision.reason}"
    for flag in result.flags:
        said = f"{flag}: {in_words(result, flag)}"
        if flag == "carried-forward":
            last = f"the latest inspection was on {records.inspected}"
            said = f"{in_words(result, flag)}: {last}"
        yield said
    if result.score_if_rated is not None and "understated" in result.flags:
        least, most = result.score_if_rated
        yield f"the score would be {exact(least)} to {exact(most)} if everything were rated"
    moves = [grade for grade in result.moves if grade != result.rating]
    if moves:
        yield f"discretion could give {listed(moves, 'or')}"
    for notice in ratings.notices:
        if notice.provider == provider.id and result.id in {provider.id, notice.item}:
            yield f"notice on {notice.item}: {notice.text} ({notice.because})"
    yield from _not_carried(ratings, result)
    read = {fact for fact in records.inputs if task is None or fact in task.inputs}
    for assumption in ratings.assumptions:
        # What the round records for the provider itself comes before what it assumes.
        if assumption.input in read and records.inputs[assumption.input] == assumption.value:
            what = f"{assumption.input} is {assumption.value}"
            yield f"assumed: {what}, because {assumption.because}"


def _not_carried(ratings: Ratings, result: Result) -> Iterator[str]:
    """What under the result could not be carried over from the round's own framework."""
    if ratings.carried is None:
        return
    here = {each.id for each in result.walk()}
    for item in ratings.carried.not_carried:
        if item.item in here:
            origin = ratings.carried.from_framework
            yield f"{item.item} is not carried over from {origin}: {item.because}"


def _nearest(
    network: Network,
    below: Mapping[str, Result],
    result: Result,
    task: Task | None,
    records: Records,
) -> str:
    """The nearest changes as one sentence; empty where nothing would change the rating."""
    if task is None or result.rating is None:
        return ""
    unknown = {name for name, other in below.items() if other.possible}
    if records.missing(task, unknown):
        return ""
    facts = records.facts(task, {name: other.rating for name, other in below.items()})
    changes: tuple[Change, ...] = ()
    if result.basis == "decision":
        undone = rate(task.rule, facts).rating
        changes = () if undone is None else (Change("no decision", undone),)
    elif task.share is None and task.rule.above is None:
        changes = _by_judgements(network, task, records, result.rating)
    changes = changes or nearest(network.framework.vocabulary, task, facts)
    return "; ".join(f"{change.what} would give {change.rating}" for change in changes)


def _by_judgements(
    network: Network, task: Task, records: Records, now: str
) -> tuple[Change, ...]:
    """The nearest changes in judgements of cases, and in ratings that are judged."""
    key = records.provider.id, task.key
    below = network.below(key)
    if network.unknown(below) or not any(network.task(each).asks for each in below):
        return ()
    kinds: tuple[Kind, ...] = ("cases", "rating")
    try:
        return tuple(c for kind in kinds for c in nearest_judgements(network, key, kind, now))
    except TooMany:
        return ()
