"""The first page: what the framework is, and everything that it asks, at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics.words import capitalized
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.reports.handbook import book as pages
from engine.reports.handbook.frame import framed
from engine.reports.markup import Markup
from engine.reports.markup import element
from engine.reports.markup import link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Item
    from engine.frameworks.model import Vocabulary
    from engine.reports.handbook.book import Book


def page(book: Book) -> str:
    """The whole page."""
    return framed(book, pages.FRONT, f"{book.vocabulary.title} handbook", _body(book))


def _body(book: Book) -> Iterator[str]:
    vocabulary = book.vocabulary
    yield element("p", " ".join(_about(vocabulary)))
    for text, tops in _by_level(book).items():
        yield element("h2", text)
        yield element("ul", *(_branch(book, item) for item in tops))
    yield element("h2", "How ratings are made")
    rules = (element("li", book.rule_link(rule)) for rule in book.framework.rules.all)
    yield element("ul", *rules)
    if book.samples:
        yield element("h2", "Forms for cases")
        yield element("ul", *_forms(book))
    if book.comparison is not None:
        earlier = book.comparison.before.vocabulary.title
        yield element("h2", "What changed")
        yield element("p", link(pages.CHANGES, f"What changed since {earlier}"))
    if vocabulary.omissions:
        yield element("h2", "What is left out")
        number = several(len(vocabulary.omissions), "thing", "things")
        known = f"{number} known to exist, of which no source gives the wording"
        entries = element("dl", *_omissions(vocabulary))
        yield element("details", element("summary", known), entries)


def _about(vocabulary: Vocabulary) -> Iterator[str]:
    start, end = vocabulary.in_force_from, vocabulary.in_force_to
    if start is not None:
        until = "" if end is None else f" to {end.isoformat()}"
        yield f"In force from {start.isoformat()}{until}."
    numbers = [
        several(number, level.id, level.plural)
        for level in reversed(vocabulary.levels)
        if (number := _number(vocabulary, level.id))
    ]
    yield f"It has {listed(numbers)}."
    if vocabulary.provider_types:
        names = [each.name for each in vocabulary.provider_types]
        yield f"It is for {vocabulary.provider_level.plural} of these types: {listed(names)}."


def _number(vocabulary: Vocabulary, level: str) -> int:
    return sum(item.level == level for item in vocabulary.items)


def _by_level(book: Book) -> dict[str, list[Item]]:
    """The items at the top, by the heading that they stand under."""
    found: dict[str, list[Item]] = {}
    for item in book.tops:
        level = book.vocabulary.level_by_id[item.level]
        found.setdefault(capitalized(level.plural), []).append(item)
    return found


def _branch(book: Book, item: Item) -> Markup:
    """An item as a link, and below it those items under it that are rated."""
    below = [book.vocabulary.item_by_id[child] for child in item.children]
    rated = {level.id for level in book.vocabulary.levels if level.scale is not None}
    shown = [child for child in below if child.level in rated or child.name or child.children]
    inside = element("ul", *(_branch(book, child) for child in shown)) if shown else None
    return element("li", book.item_link(item, item.title), inside)


def _forms(book: Book) -> Iterator[Markup]:
    for sample in book.samples:
        name = book.form_names[sample.id]
        sheet = link(f"{name}.xlsx", f"{sample.name} as a spreadsheet (XLSX)")
        yield element("li", link(f"{name}.html", f"{sample.name}, to print"), ", ", sheet)


def _omissions(vocabulary: Vocabulary) -> Iterator[str]:
    for omission in vocabulary.omissions:
        yield element("dt", omission.item)
        yield element("dd", omission.because)
