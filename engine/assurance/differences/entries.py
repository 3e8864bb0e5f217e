"""What a framework declares, entry by entry, each of its particulars in words.

Order means something among grades, levels and bands only, so everything else is put in an
order of its own before it is compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.assurance.differences.difference import Detail
from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.frameworks.model import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.diagnostics import Place
    from engine.frameworks import model

    Called = Callable[[str], str]


@dataclass(frozen=True)
class Particular:
    """One thing that is said, as it is shown; ``meaning`` is what is compared."""

    words: str
    meaning: str
    is_text: bool = False


@dataclass(frozen=True)
class Entry:
    """One thing that a framework declares."""

    kind: str
    id: str
    particulars: dict[str, Particular]
    place: Place = NOWHERE


def entries(vocabulary: model.Vocabulary, called: Called) -> Iterator[Entry]:
    """Everything but the items; ``called`` is how items are called where they are compared."""
    yield _framework(vocabulary)
    yield from (_type(each) for each in vocabulary.provider_types)
    yield from (_scale(each) for each in vocabulary.scales)
    yield from _levels(vocabulary.levels)
    yield from (_group(each, called) for each in vocabulary.groups)
    yield from (_bands(each) for each in vocabulary.bands)
    yield from (_sample(each, vocabulary) for each in vocabulary.samples)
    yield from (_input(each) for each in vocabulary.inputs)
    yield from (_status(each) for each in vocabulary.statuses)
    yield from (Entry("role", each.id, {}, each.place) for each in vocabulary.roles)
    yield from (_source(each) for each in vocabulary.sources)
    yield from (_expectation(each) for each in vocabulary.expectations)
    yield from (_observation(each, vocabulary, called) for each in vocabulary.observations)
    yield from (_omission(each) for each in vocabulary.omissions)
    yield from (_notice(each, called) for each in vocabulary.notices)
    yield from (_disabled(each) for each in vocabulary.disabled_checks)


def plain(words: object) -> Particular:
    """Something that means what it says."""
    return Particular(str(words), str(words))


def wording(words: str) -> Particular:
    """A text, however its lines are broken."""
    folded = " ".join(words.split())
    return Particular(folded, folded, is_text=True)


def several(words: Iterable[str]) -> Particular:
    """A set of words."""
    return plain(listed(sorted(words)))


def items(ids: Iterable[str], called: Called) -> Particular:
    """A set of items."""
    ids = sorted(ids)
    return Particular(listed(ids), listed(sorted(map(called, ids))))


def published(text: model.Text | None) -> dict[str, Particular]:
    """A published text and where it stands."""
    if text is None:
        return {}
    return {
        "text": wording(text.words),
        "source": plain(text.source),
        "section": plain(text.section),
        "wording": plain(text.wording),
    }


def compared(old: dict[str, Particular], new: dict[str, Particular]) -> Iterator[Detail]:
    """What is said otherwise of two things."""
    for name in dict.fromkeys((*old, *new)):
        one, other = old.get(name), new.get(name)
        if ((one and one.meaning) or "") != ((other and other.meaning) or ""):
            yield Detail(
                name,
                "" if one is None else one.words,
                "" if other is None else other.words,
                any(each is not None and each.is_text for each in (one, other)),
            )


def told(particulars: dict[str, Particular], *, gone: bool) -> Iterator[Detail]:
    """Everything that is said of something that is on one side only."""
    for name, particular in particulars.items():
        if particular.words:
            words = (particular.words, "") if gone else ("", particular.words)
            yield Detail(name, *words, particular.is_text)


def types(thing: model.Item | model.Observation | model.Sample, of: model.Vocabulary) -> str:
    """The types of provider to which something applies; nothing where it is all of them."""
    applying = [t.id for t in of.provider_types if of.applies(thing, t.id)]
    return "" if len(applying) == len(of.provider_types) else listed(sorted(applying))


def _framework(vocabulary: model.Vocabulary) -> Entry:
    particulars = {
        "id": plain(vocabulary.id),
        "title": wording(vocabulary.title),
        "rules language": plain(vocabulary.rules_language),
        "in force from": plain(vocabulary.in_force_from or ""),
        "in force to": plain(vocabulary.in_force_to or ""),
        "overall rating": plain("given" if vocabulary.overall else "none"),
        "inspections": plain(vocabulary.inspections),
        "small sub-sample": plain(vocabulary.small_sub_sample or ""),
    }
    return Entry("framework", "framework", particulars, vocabulary.place)


def _type(each: model.ProviderType) -> Entry:
    return Entry("provider type", each.id, {"name": plain(each.name)}, each.place)


def _scale(scale: model.Scale) -> Entry:
    particulars = {
        "grades, lowest first": plain(", ".join(grade.id for grade in scale.grades)),
        "left out of the count": several(scale.excluded),
    }
    for grade in scale.grades:
        particulars[f"name of {grade.id}"] = plain(grade.name)
        particulars[f"score of {grade.id}"] = plain(_number(grade.score))
    return Entry("scale", scale.id, particulars, scale.place)


def _levels(levels: tuple[model.Level, ...]) -> Iterator[Entry]:
    above = {low.id: high.id for low, high in pairwise(levels)}
    for level in levels:
        particulars = {
            "plural": plain(level.plural),
            "scale": plain(level.scale or ""),
            "level above": plain(above.get(level.id, "")),
            "pools": plain(level.pools or ""),
        }
        if level.answers is not None:
            answers = level.answers
            particulars["answers"] = plain(
                f"{answers.plural}, one for each {answers.unit}, on the scale {answers.scale}"
            )
        yield Entry("level", level.id, particulars, level.place)


def _group(group: model.Group, called: Called) -> Entry:
    particulars = {
        "plural": plain(group.plural),
        "level": plain(group.level),
        "within": items(group.within, called),
        "items": items(group.items, called),
    }
    return Entry("group", group.id, particulars, group.place)


def _bands(bands: model.Bands) -> Entry:
    particulars = {
        "of": plain(bands.measure),
        "rounding": plain(bands.rounding),
        "scale": plain(bands.scale),
        "source": plain(bands.source),
    }
    for edge in bands.edges:
        particulars[edge.grade] = plain(edge_words(edge))
        particulars[f"{edge.grade} as published"] = plain(edge.published)
    return Entry("bands", bands.id, particulars, bands.place)


def edge_words(edge: model.Edge) -> str:
    """Where a band begins, and where it was published to end."""
    start = f"{'from' if edge.inclusive else 'above'} {exact(edge.at)}"
    return start if edge.to is None else f"{start} to {exact(edge.to)}"


def _sample(sample: model.Sample, vocabulary: model.Vocabulary) -> Entry:
    particulars = {
        "name": plain(sample.name),
        "applies to": plain(types(sample, vocabulary)),
        "strata": several(sample.strata),
        "selection": wording(sample.selection),
        "precision": plain(_precision(sample.precision)),
    }
    for answer in sample.answers:
        particulars[f'answer "{answer.label}"'] = plain(answer.answer)
    for column in sample.profile:
        particulars[f"column {column.id}"] = plain(_column(column))
    return Entry("sample", sample.id, particulars, sample.place)


def _precision(precision: model.Precision | None) -> str:
    if precision is None:
        return ""
    return f"{exact(precision.confidence)} % within {exact(precision.margin)} points"


def _column(column: model.ProfileColumn) -> str:
    values = listed(sorted(column.values)) or "free text"
    return f"{column.name}: {values}{', may be missing' if column.missing_allowed else ''}"


def _input(fact: model.Input) -> Entry:
    particulars = {
        "type": plain(fact.type),
        "values": several(fact.values),
        "default": plain(fact.default or ""),
    }
    return Entry("input", fact.id, particulars, fact.place)


def _status(status: model.Status) -> Entry:
    return Entry("status", status.id, {"labels": several(status.labels)}, status.place)


def _source(source: model.Source) -> Entry:
    particulars = {
        "document": wording(source.document),
        "section": plain(source.section),
        "quote": wording(source.quote),
    }
    return Entry("source", source.id, particulars, source.place)


def _expectation(expectation: model.Expectation) -> Entry:
    particulars = {"name": wording(expectation.name), **published(expectation.text)}
    return Entry("expectation", expectation.id, particulars)


def _observation(each: model.Observation, of: model.Vocabulary, called: Called) -> Entry:
    particulars = {
        "about": items([each.about] if each.about else [], called),
        **published(each.text),
        "sample": plain(each.sample or ""),
        "applies to": plain(types(each, of)),
    }
    return Entry("observation", each.id, particulars, each.place)


def _omission(omission: model.Omission) -> Entry:
    return Entry("omission", omission.item, {"because": wording(omission.because)})


def _notice(notice: model.Notice, called: Called) -> Entry:
    particulars = {
        "judged within": items(notice.judged.within, called),
        "mean of": items(notice.mean_of.within, called),
        "at least": plain(exact(notice.at_least)),
        "text": wording(notice.text),
        "source": plain(notice.source),
    }
    return Entry("notice", notice.id, particulars)


def _disabled(check: model.Disabled) -> Entry:
    return Entry("disabled check", check.id, {"because": wording(check.because)})


def _number(value: Fraction | None) -> str:
    return "" if value is None else exact(value)
