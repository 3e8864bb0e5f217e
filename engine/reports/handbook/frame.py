"""What every page of a handbook has: its head, the way round the site, its look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.reports.handbook import book as pages
from engine.reports.look import whole_page
from engine.reports.markup import Markup
from engine.reports.markup import element
from engine.reports.markup import link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.reports.handbook.book import Book


def framed(  # noqa: PLR0913 - what a page is made of
    book: Book,
    page: str,
    title: str,
    body: Iterable[str | None],
    *,
    style: str = "",
    script: str | None = None,
) -> str:
    """A whole page; ``script`` comes after its content."""
    of = f"{book.vocabulary.title} handbook"
    return whole_page(
        title if title == of else f"{title} - {of}",
        _header(book, page, of),
        element("main", element("h1", title), *body, id="content"),
        _footer(book),
        script,
        style=style,
    )


def ways(book: Book) -> dict[str, str]:
    """The pages that every page leads to, and what they are called there."""
    found = {pages.FRONT: "Contents", pages.RULES: "How ratings are made"}
    found[pages.TERMS] = "Scales and terms"
    if book.samples:
        found[pages.FORMS] = "Forms"
    if book.vocabulary.sources:
        found[pages.SOURCES] = "Sources"
    if book.comparison is not None:
        found[pages.CHANGES] = "What changed"
    return found | {pages.SEARCH: "Index"}


def _header(book: Book, page: str, of: str) -> Markup:
    steps = [
        element(
            "li",
            element("a", words, href=target, aria_current="page" if target == page else None),
        )
        for target, words in ways(book).items()
    ]
    nav = element("nav", element("ul", *steps), aria_label="Handbook")
    if page == pages.SEARCH:
        return element("header", element("p", of, class_="book"), nav)
    return element("header", element("p", of, class_="book"), nav, search_form())


def search_form() -> Markup:
    """The field that leads to the index, which looks for the words if scripts may run."""
    label = element("label", "Search this handbook", for_="words")
    field = element("input", id="words", name="words", type="search", autocomplete="off")
    return element(
        "form",
        element("div", label, field),
        element("button", "Search", type="submit"),
        action=pages.SEARCH,
        method="get",
        role="search",
        class_="search",
    )


def _footer(book: Book) -> Markup:
    which = f"{book.vocabulary.id} ({book.framework.digest})"
    said = f"Made by Assay from the files of framework {which}."
    return element("footer", element("p", said))


def way_on(before: tuple[str, str] | None, after: tuple[str, str] | None) -> Markup | None:
    """Links to the pages before and after, by address and title."""
    if before is None and after is None:
        return None
    steps = [
        element("li", f"{words}: ", link(*step))
        for words, step in (("Previous", before), ("Next", after))
        if step is not None
    ]
    return element("nav", element("ul", *steps), aria_label="Pages", class_="way")
