"""The index: everything in the handbook in one list, that a small script looks through."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.reports.handbook import book as pages
from engine.reports.handbook.book import level_of
from engine.reports.handbook.frame import framed
from engine.reports.handbook.frame import search_form
from engine.reports.markup import Markup
from engine.reports.markup import element
from engine.reports.markup import link
from engine.rules.english.clauses import heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.reports.handbook.book import Book

SCRIPT = Path(__file__).parent / "search.js"


def page(book: Book) -> str:
    """The whole page; without scripts it is a list of everything."""
    script = element("script", Markup(SCRIPT.read_text(encoding="utf-8")))
    return framed(book, pages.SEARCH, "Index", _body(book), script=script)


def _body(book: Book) -> Iterator[str]:
    yield search_form()
    yield element("p", "Everything in this handbook.", id="found", role="status")
    yield element("ul", *_entries(book), id="entries")


def _entries(book: Book) -> Iterator[Markup]:
    vocabulary = book.vocabulary
    for item in vocabulary.items:
        level = level_of(vocabulary.level_by_id[item.level])
        words = "" if item.text is None or not item.name else item.text.words
        yield _entry(book.place("item", item.id), f"{level} {item.title}", words)
    for each in vocabulary.observations:
        place = f"{book.page_of[each.about]}#{book.anchors['observation', each.id]}"
        yield _entry(place, f"Recorded besides {each.id}", each.text.words)
    for rule in book.framework.rules.all:
        yield _entry(book.rule_place(rule), f"Rule: {heading(rule)}", "")
    for kind, ids in (
        ("bands", [each.id for each in vocabulary.bands]),
        ("scale", [each.id for each in vocabulary.scales]),
        ("fact", [each.id for each in vocabulary.inputs]),
    ):
        for id in ids:
            yield _entry(book.place(kind, id), f"{kind.capitalize()}: {id}", "")
    for sample in vocabulary.samples:
        place = book.place("sample", sample.id)
        yield _entry(place, f"Sample: {sample.name}", sample.selection)
    for expected in vocabulary.expectations:
        place = book.place("expectation", expected.id)
        yield _entry(place, f"Expected of services: {expected.name}", expected.text.words)
    for source in vocabulary.sources:
        place = book.place("source", source.id)
        yield _entry(place, f"Source: {source.id}", f"{source.document} {source.quote}")


def _entry(place: str, title: str, words: str) -> Markup:
    """An entry: its title as a link, and the words that it is also found by."""
    also = " ".join(words.split())
    rest = element("span", f" {also}", class_="small") if also else None
    return element("li", link(place, title), rest)
