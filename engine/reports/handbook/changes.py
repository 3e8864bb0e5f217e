"""What changed since the version before, as comparisons of frameworks have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.reports import diff_page
from engine.reports import diff_words as words
from engine.reports.handbook import book as pages
from engine.reports.handbook.frame import framed
from engine.reports.markup import element

if TYPE_CHECKING:
    from engine.assurance.differences.difference import Comparison
    from engine.reports.handbook.book import Book


def page(book: Book, found: Comparison) -> str:
    """The whole page; no place in anybody's files stands on it."""
    head = [
        f"Before: {found.before.vocabulary.title}",
        f"After: {found.after.vocabulary.title}",
        words.correspondence(found),
        words.summary(found),
    ]
    told = (element("p", each) for each in head if each)
    body = [*told, *diff_page.parts_of(found, places=False)]
    return framed(book, pages.CHANGES, words.title(found), body, style=diff_page.MARKS)
