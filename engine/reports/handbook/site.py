"""All files of a handbook, from a framework and what changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.reports.handbook import book as pages
from engine.reports.handbook import changes
from engine.reports.handbook import front
from engine.reports.handbook import rules
from engine.reports.handbook import search
from engine.reports.handbook import sheets
from engine.reports.handbook import sources
from engine.reports.handbook import terms
from engine.reports.handbook.book import Book
from engine.reports.handbook.chapters import chapters
from engine.reports.handbook.forms import forms

if TYPE_CHECKING:
    from engine.assurance.differences.difference import Comparison
    from engine.rules.framework import Framework


def handbook(framework: Framework, comparison: Comparison | None = None) -> dict[str, bytes]:
    """The handbook's files by name: the same bytes for the same framework, everywhere."""
    book = Book(framework, comparison)
    texts = {
        pages.FRONT: front.page(book),
        **chapters(book),
        pages.RULES: rules.page(book),
        pages.TERMS: terms.page(book),
        **forms(book),
        pages.SEARCH: search.page(book),
    }
    if framework.vocabulary.sources:
        texts[pages.SOURCES] = sources.page(book)
    if comparison is not None:
        texts[pages.CHANGES] = changes.page(book, comparison)
    found = {name: text.encode() for name, text in texts.items()}
    for sample in book.samples:
        found[f"{book.form_names[sample.id]}.xlsx"] = sheets.sheet(book, sample)
    return found
