"""The report as spreadsheets, laid out to the guidance for statistical spreadsheets.

A cover, a list of contents, notes, then one table a sheet: its title in the first cell,
what it counts below, then headings in one row and numbers under them. No cell is merged,
none is empty inside a table, and nothing is said by colour or place alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.reports.layout import MADE_UP
from engine.reports.summary.notes import of_earlier
from engine.reports.summary.notes import people
from engine.reports.summary.notes import rounding
from engine.reports.summary.notes import two_rounds
from engine.reports.summary.numbers import MARKS
from engine.reports.summary.rows import compared
from engine.reports.summary.rows import heads
from engine.reports.summary.rows import printed
from engine.reports.summary.values import SPOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.reports.summary.numbers import Display
    from engine.reports.summary.numbers import Summary
    from engine.reports.summary.values import Value

UNFIT = re.compile(r"[\[\]:*?/\\']")
"""What may not stand in the name of a sheet."""

LONGEST = 31
"""How long the name of a sheet may be."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: words above, and a table with headings."""

    name: str
    above: tuple[str, ...]
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()


def workbook(summary: Summary) -> Iterator[tuple[str, bytes]]:
    """The files of the spreadsheet, by name."""
    from engine.reports.summary.ods import as_ods
    from engine.reports.summary.xlsx import as_xlsx

    made = sheets(summary)
    title = summary.title
    yield "report.xlsx", as_xlsx(made, title)
    yield "report.ods", as_ods(made, title)


def sheets(summary: Summary) -> list[Sheet]:
    """Every sheet in order."""
    tables = [_table(summary, *each) for each in enumerate(summary.displays, 1)]
    sentences = _sentences(summary)
    return [
        _cover(summary),
        _contents([*tables, *sentences]),
        _notes(summary),
        *tables,
        *sentences,
    ]


def _made_up(summary: Summary) -> tuple[str, ...]:
    return (MADE_UP,) if summary.synthetic else ()


def _cover(summary: Summary) -> Sheet:
    facts: list[tuple[Value, ...]] = [
        ("Round", summary.round),
        ("Title of the round", summary.round_title or summary.round),
        ("Framework", summary.framework),
        ("Title of the framework", summary.framework_title),
        ("Digest of the framework", summary.digest),
        *((file.file, file.digest) for file in summary.inputs),
        *of_earlier(summary),
    ]
    above = (summary.title, *_made_up(summary), "This sheet has one table.")
    return Sheet("Cover", above, ("About", "Value"), tuple(facts))


def _contents(tables: Sequence[Sheet]) -> Sheet:
    rows = [("Notes", "Notes and symbols"), *((t.name, t.above[0]) for t in tables)]
    above = ("Contents", "This sheet has one table.")
    return Sheet("Contents", above, ("Sheet", "Title"), tuple(rows))


def _notes(summary: Summary) -> Sheet:
    rows = [("Rounding", rounding(summary))]
    rows += [("Two rounds", words) for words in two_rounds(summary)]
    rows += summary.symbols.items()
    for display in summary.displays:
        name = display.figure.name
        rows += [(name, note) for note in display.figure.notes]
        rows += [(name, f"Also called {display.figure.also}.")] if display.figure.also else []
    above = ("Notes and symbols", "This sheet has one table.")
    return Sheet("Notes", above, ("Note", "Text"), tuple(rows))


def _table(summary: Summary, number: int, display: Display) -> Sheet:
    figure = display.figure
    name = _fit(figure.name, number)
    above = (f"{figure.name}: {figure.title}", *_made_up(summary))
    if display.why_not:
        return Sheet(name, (*above, display.why_not))
    above += (*people(display), *figure.notes, *display.lost)
    above += tuple(f"{mark} {summary.symbols[mark]}" for mark in display.marks)
    labels = len(heads(display))
    rows = tuple(
        tuple(_filled(cell, label=n < labels) for n, cell in enumerate(row))
        for row in printed(display)
    )
    return Sheet(name, (*above, "This sheet has one table."), _heads(display), rows)


def _fit(name: str, number: int) -> str:
    """A name such as spreadsheets take; one that is cut has its number behind it."""
    fit = UNFIT.sub("-", name)
    return fit if len(fit) <= LONGEST else f"{fit[: LONGEST - 4]}-{number}"


def _filled(cell: Value, *, label: bool) -> Value:
    """A cell that is not empty: a whole column of labels, or a number that nobody asks."""
    if cell in (None, ""):
        return "All" if label else MARKS["not asked"]
    return cell


def _heads(display: Display) -> tuple[str, ...]:
    """The headings, each of which says all about its column."""
    found = list(heads(display))
    for series in display.series:
        for measure in series.shows:
            words = SPOKEN[measure]
            found.append(f"{series.name}: {words}" if words else series.name)
    return tuple(found)


def _sentences(summary: Summary) -> list[Sheet]:
    if not summary.sentences:
        return []
    above = ("Sentences with numbers", *_made_up(summary), "This sheet has one table.")
    found: list[tuple[Value, ...]] = [
        (s.statement.id, s.statement.section, s.words) for s in summary.sentences
    ]
    if summary.earlier is None:
        return [Sheet("Sentences", above, ("Sentence", "Section", "Text"), tuple(found))]
    names = summary.earlier.names
    rows = [
        (*row, " ".join(compared(sentence, names)) or MARKS["not asked"])
        for row, sentence in zip(found, summary.sentences, strict=True)
    ]
    head = ("Sentence", "Section", "Text", f"Beside {names[0]}")
    return [Sheet("Sentences", above, head, tuple(rows))]
