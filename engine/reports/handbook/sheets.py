"""Empty case files as spreadsheets, which accept the answers that the framework declares."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from engine.cases.questions import form
from engine.cases.variables import words
from engine.diagnostics.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.frameworks.model import Sample
    from engine.reports.handbook.book import Book

ROWS = 1000
"""So many cases have room in a form."""

TITLE, MESSAGE = 32, 255
"""How many letters a spreadsheet takes for a hint's title, and for its words."""

Column = tuple[str, str, tuple[str, ...]]
"""A column's heading, what it holds in words, and the values that it may have, if few."""


def sheet(book: Book, sample: Sample) -> bytes:
    """The form of a sample: a heading for each column, and below it only its answers.

    Every cell is text, so that no program makes a date of an age group. There is one sheet,
    as in every case file.
    """
    import xlsxwriter

    from engine.reports.case_sheet import fits
    from engine.reports.workbook import LONG_AGO
    from engine.reports.workbook import OPTIONS

    file = io.BytesIO()
    made = xlsxwriter.Workbook(file, OPTIONS)
    made.set_properties({"created": LONG_AGO.replace(tzinfo=None)})
    bold, text = made.add_format({"bold": True, "num_format": "@"}), "@"
    plain = made.add_format({"num_format": text})
    cases = made.add_worksheet("Cases")
    cases.freeze_panes(1, 2)
    cases.repeat_rows(0)
    for number, (heading, asked, values) in enumerate(_columns(book, sample)):
        cases.set_column(number, number, max(len(heading) + 2, 12), plain)
        cases.write_string(0, number, heading, bold)
        hint = {"input_title": _cut(heading, TITLE), "input_message": _cut(asked, MESSAGE)}
        cases.data_validation(0, number, 0, number, {"validate": "any", **hint})
        rule = {"validate": "any"} if not fits(values) else _one_of(values)
        cases.data_validation(1, number, ROWS, number, {**rule, **hint})
    made.close()
    return file.getvalue()


def _columns(book: Book, sample: Sample) -> Iterator[Column]:
    asked = form(book.vocabulary, sample)
    yield "case", "What this case is called. No other case of the sample is called so.", ()
    yield "provider", "The provider's id, its name or an alias.", ()
    for column in sample.profile:
        values = f": {listed(column.values, 'or')}" if column.values else ""
        yield column.id, f"{column.name}{values}", column.values
    for question in asked.questions:
        yield question.id, words(book.vocabulary, question.id), tuple(asked.labels(question))


def _one_of(values: Sequence[str]) -> dict[str, object]:
    return {
        "validate": "list",
        "source": list(values),
        "error_title": "Not one of the answers",
        "error_message": _cut(
            f"Choose {listed(values, 'or')}, or leave the cell blank.", MESSAGE
        ),
    }


def _cut(words: str, most: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
