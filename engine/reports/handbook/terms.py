"""What the framework's words stand for: scales, levels, samples, facts, roles, expectations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.reports.handbook import book as pages
from engine.reports.handbook.book import paragraphs
from engine.reports.handbook.frame import framed
from engine.reports.markup import Markup
from engine.reports.markup import element
from engine.reports.markup import link
from engine.reports.markup import table
from engine.reports.markup import together
from engine.reports.markup import wide_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Input
    from engine.frameworks.model import Level
    from engine.frameworks.model import ProfileColumn
    from engine.frameworks.model import Sample
    from engine.frameworks.model import Scale
    from engine.frameworks.model import Vocabulary
    from engine.reports.handbook.book import Book


def page(book: Book) -> str:
    """The whole page."""
    return framed(book, pages.TERMS, "Scales and terms", _body(book))


def _body(book: Book) -> Iterator[str]:
    vocabulary = book.vocabulary
    yield element("h2", "Scales")
    for scale in vocabulary.scales:
        yield _scale(book, scale)
    yield element("h2", "Levels")
    levels = [_level(vocabulary, level) for level in reversed(vocabulary.levels)]
    headings = ("Level", "Several of them", "Rated on", "Answered")
    yield wide_table("The levels, highest first", headings, levels)
    if vocabulary.groups:
        yield element("h2", "Groups")
        yield element("dl", *_groups(book))
    if vocabulary.provider_types:
        yield element("h2", f"Types of {vocabulary.provider_level.id}")
        types = list(vocabulary.type_names.items())
        yield table("The types", ("Short name", "Name"), types)
    if vocabulary.samples:
        yield element("h2", "Samples of cases")
        for sample in vocabulary.samples:
            yield _sample(book, sample)
    yield from _others(book)


def _others(book: Book) -> Iterator[str]:
    """What most frameworks have little of."""
    vocabulary = book.vocabulary
    if vocabulary.inputs:
        yield element("h2", f"Facts about {vocabulary.provider_level.plural}")
        headings = ("Fact", "What is recorded", "If nothing is recorded")
        facts = [_fact(book, each) for each in vocabulary.inputs]
        yield wide_table("Facts that the rules ask for", headings, facts)
    if vocabulary.roles:
        yield element("h2", "Who judges and decides")
        yield element("ul", *(element("li", role.id) for role in vocabulary.roles))
    if vocabulary.statuses:
        yield element("h2", "In place of a rating")
        yield element("ul", *(element("li", each.id) for each in vocabulary.statuses))
    if vocabulary.expectations:
        yield element("h2", "What is expected of services")
        for each in vocabulary.expectations:
            about = (paragraphs(each.text.words), book.origin(each.text))
            anchor = book.anchors["expectation", each.id]
            yield element("section", element("h3", each.name), *about, id=anchor)
    if vocabulary.notices:
        yield element("h2", "Notices")
        yield element("p", "Advice about a result. It never changes a rating.")
        yield element("ul", *_notices(book))


def _scale(book: Book, scale: Scale) -> Markup:
    excluded = listed(scale.excluded)
    return element(
        "section",
        element("h3", f"Scale: {scale.id}"),
        _grades(scale),
        element("p", f"Left out of every percentage: {excluded}.") if excluded else None,
        id=book.anchors["scale", scale.id],
    )


def _grades(scale: Scale) -> Markup:
    """The grades of a scale, with their scores if they have any."""
    best_first = scale.grades[::-1]
    if all(grade.score is None for grade in best_first):
        names = element("ol", *(element("li", grade.name) for grade in best_first))
        return together([element("p", "Best first:"), names])
    rows = [(g.name, None if g.score is None else exact(g.score)) for g in best_first]
    return table("Best first", ("Grade", "Score"), rows)


def _level(vocabulary: Vocabulary, level: Level) -> list[str]:
    scale = vocabulary.scale_of(level.id)
    answers = level.answers
    asked = "" if answers is None else f"{answers.plural}, for each {answers.unit}"
    return [level.id, level.plural, "not rated" if scale is None else scale.id, asked]


def _groups(book: Book) -> Iterator[Markup]:
    vocabulary = book.vocabulary
    for group in vocabulary.groups:
        members = [item for item in vocabulary.items if vocabulary.in_group(group, item)]
        links = [book.item_link(item) for item in members]
        yield element("dt", group.plural)
        yield element("dd", Markup(listed(links)))


def _sample(book: Book, sample: Sample) -> Markup:
    types = book.vocabulary.type_names
    whom = listed([types[each] for each in sample.applies_to])
    answers = [f"{each.label} ({each.answer})" for each in sample.answers]
    form = book.form_names.get(sample.id)
    return element(
        "section",
        element("h3", sample.name),
        element("p", f"For: {whom}.") if whom else None,
        paragraphs(sample.selection) if sample.selection else None,
        element("p", f"Answers: {listed(answers, 'or')}."),
        element("p", f"Drawn so as to match the population by: {_strata(sample)}.")
        if sample.strata
        else None,
        element("p", link(f"{form}.html", "The form for one case")) if form else None,
        element("h4", "What is recorded of each case") if sample.profile else None,
        element("dl", *_profile(sample.profile)) if sample.profile else None,
        id=book.anchors["sample", sample.id],
    )


def _strata(sample: Sample) -> str:
    names = {column.id: column.name for column in sample.profile}
    return listed([names.get(each, each) for each in sample.strata])


def _profile(columns: tuple[ProfileColumn, ...]) -> Iterator[Markup]:
    for column in columns:
        values = listed(column.values, "or") or "in words"
        missing = "; may be missing" if column.missing_allowed else ""
        yield element("dt", column.name)
        yield element("dd", f"{values}{missing}")


def _fact(book: Book, fact: Input) -> list[str]:
    kinds = {"yes/no": "yes or no", "number": "a number", "one of": listed(fact.values, "or")}
    anchor = book.anchors["fact", fact.id]
    return [element("span", fact.id, id=anchor), kinds[fact.type], fact.default or "an error"]


def _notices(book: Book) -> Iterator[Markup]:
    for notice in book.vocabulary.notices:
        judged, others = listed(notice.judged.within), listed(notice.mean_of.within)
        when = (
            f"Given when a judged rating within {judged} stands {exact(notice.at_least)} or "
            f"more grades above the mean of the ratings within {others}."
        )
        cited = element("p", "Source: ", book.cited(notice.source), class_="origin")
        yield element("li", notice.text, element("p", when), cited if notice.source else None)
