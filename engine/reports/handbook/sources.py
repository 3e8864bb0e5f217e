"""Where everything comes from: each source with its quotation, and what rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.reports.handbook import book as pages
from engine.reports.handbook.frame import framed
from engine.reports.markup import Markup
from engine.reports.markup import element
from engine.reports.markup import joined
from engine.rules.typed import clauses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Source
    from engine.reports.handbook.book import Book


def page(book: Book) -> str:
    """The whole page."""
    sources = (_source(book, source) for source in book.vocabulary.sources)
    intro = element("p", "Texts and rules cite these by the names in the headings.")
    return framed(book, pages.SOURCES, "Sources", (intro, *sources))


def _source(book: Book, source: Source) -> Markup:
    section = f", {source.section}" if source.section else ""
    quote = element("blockquote", *_lines(source.quote)) if source.quote else None
    used = [*_used(book, source)]
    return element(
        "section",
        element("h2", source.id),
        element("p", f"{source.document}{section}"),
        quote,
        element("p", "Cited by: ", joined(used), class_="small") if used else None,
        id=book.anchors["source", source.id],
    )


def _lines(quote: str) -> Iterator[Markup]:
    for line in quote.strip().splitlines():
        if line.strip():
            yield element("p", line.strip())


def _used(book: Book, source: Source) -> Iterator[Markup]:
    """The items, rules and bands that cite a source."""

    def names(citation: str) -> bool:
        return source in [found for _, found in book.citing(citation)]

    for item in book.vocabulary.items:
        texts = [item.text, *(each.text for each in item.characteristics)]
        texts += [o.text for o in book.vocabulary.observations if o.about == item.id]
        if any(text is not None and names(text.source) for text in texts):
            yield book.item_link(item)
    for rule in book.framework.rules.all:
        cited = [c.citation.text for c in clauses_of(rule) if c.citation is not None]
        if any(map(names, cited)):
            yield book.rule_link(rule)
    for bands in book.vocabulary.bands:
        if names(bands.source):
            yield book.bands_link(bands.id)
