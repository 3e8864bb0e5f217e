"""The report as one web page: no script, and nothing loaded from anywhere."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from engine.frameworks.naming import slug
from engine.reports.layout import MADE_UP
from engine.reports.summary.numbers import SYMBOLS
from engine.reports.summary.style import STYLE
from engine.reports.summary.svg import chart
from engine.reports.summary.values import HEADS
from engine.reports.summary.values import cells
from engine.reports.summary.values import text
from engine.reports.summary.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.figures.figure import Section
    from engine.reports.summary.numbers import Display
    from engine.reports.summary.numbers import Line
    from engine.reports.summary.numbers import Sentence
    from engine.reports.summary.numbers import Summary

BROAD = 8
"""A table with more columns than this is set in small letters."""


def page(summary: Summary) -> str:
    """The whole page."""
    body = "".join(_body(summary))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(summary.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to main content</a>\n'
        f'<header class="header"><div class="width">{escape(summary.framework_title)}'
        '</div></header>\n<div class="width">\n<main id="main">\n'
        f"{body}</main>\n</div>\n</body>\n</html>\n"
    )


def _body(summary: Summary) -> Iterator[str]:
    yield f"<h1>{escape(summary.title)}</h1>\n"
    yield _made_up(summary)
    yield f"<p>{escape(summary.round_title or summary.round)}</p>\n"
    yield _contents(summary)
    for section in _filled(summary):
        yield _section(summary, section)
    yield _about(summary)
    yield _made_up(summary)


def _made_up(summary: Summary) -> str:
    if not summary.synthetic:
        return ""
    return (
        '<div class="warning"><span aria-hidden="true">!</span>'
        f"<strong>{escape(MADE_UP)}</strong></div>\n"
    )


def _filled(summary: Summary) -> list[Section]:
    """The sections in which something stands."""
    used = {display.figure.section for display in summary.displays}
    used |= {sentence.statement.section for sentence in summary.sentences}
    return [section for section in summary.sections if section.id in used]


def _contents(summary: Summary) -> str:
    items = "".join(
        f'<li><a href="#{_anchor(summary, section)}">{escape(_heading(section))}</a></li>\n'
        for section in _filled(summary)
    )
    last = '<li><a href="#about">About this report</a></li>\n'
    return f'<nav aria-label="Contents">\n<ul>\n{items}{last}</ul>\n</nav>\n'


def _anchor(summary: Summary, section: Section) -> str:
    return f"section-{summary.sections.index(section) + 1}"


def _heading(section: Section) -> str:
    return f"{section.id} {section.title}"


def _section(summary: Summary, section: Section) -> str:
    said = [s for s in summary.sentences if s.statement.section == section.id]
    shown = [d for d in summary.displays if d.figure.section == section.id]
    head = f'<h2 id="{_anchor(summary, section)}">{escape(_heading(section))}</h2>\n'
    return f"{head}{_sentences(said)}{''.join(map(_figure, shown))}"


def _sentences(said: list[Sentence]) -> str:
    items = "".join(f"<li>{escape(sentence.words)}</li>\n" for sentence in said)
    return f"<ul>\n{items}</ul>\n" if items else ""


def _figure(display: Display) -> str:
    figure = display.figure
    own = slug(display.figure.name)
    head = f'<h3 id="{own}">{escape(f"{figure.name}: {figure.title}")}</h3>\n'
    notes = [*figure.notes, *([f"Also called {figure.also}."] if figure.also else [])]
    notes += [f"{mark} {SYMBOLS[mark]}" for mark in display.marks]
    below = "".join(f'<p class="hint">{escape(note)}</p>\n' for note in notes)
    if display.why_not:
        return f'<div class="figure">\n{head}<p>{escape(display.why_not)}</p>\n{below}</div>\n'
    picture, table = chart(display), _table(display)
    people = f'<p class="hint">{escape(str(display.population))}.</p>\n'
    broad = len(_columns(display)) >= BROAD
    inner = f"{_drawn(picture)}{table}"
    if picture and not broad:
        inner = f'<div class="beside">\n{inner}</div>\n'
    kind = "figure broad" if broad else "figure"
    return f'<div class="{kind}">\n{head}{people}{inner}{below}</div>\n'


def _drawn(picture: str) -> str:
    return f'<div class="chart">\n{picture}</div>\n' if picture else ""


def _columns(display: Display) -> list[tuple[str, bool]]:
    """The headings of the columns of numbers, and whether there are numbers below them."""
    found = []
    alone = len(display.series) == 1
    for series in display.series:
        for measure in series.shows:
            parts = [series.name] if not alone or measure == "words" else []
            parts += [HEADS[measure]] if HEADS[measure] else []
            found.append((" ".join(parts), measure != "words"))
    return found


def _table(display: Display) -> str:
    own = slug(display.figure.name)
    columns = _columns(display)
    heads = f'<th scope="col">{escape(display.heads[-1])}</th>'
    heads += "".join(
        f'<th scope="col"{_kind(number=number)}>{escape(words)}</th>'
        for words, number in columns
    )
    bodies = "".join(
        _group(display, under, list(lines))
        for under, lines in groupby(display.lines, lambda line: line.under)
    )
    kind = "wide" if len(columns) >= BROAD else "narrow"
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{own}-caption">\n'
        f'<table class="{kind}">\n<caption id="{own}-caption">{escape(display.figure.name)}, '
        f"numbers</caption>\n<thead><tr>{heads}</tr></thead>\n{bodies}</table>\n</div>\n"
    )


def _group(display: Display, under: str, lines: list[Line]) -> str:
    head = ""
    if under and any(line.name for line in lines):
        span = len(_columns(display)) + 1
        cell = f'<th class="group" scope="rowgroup" colspan="{span}">{escape(under)}</th>'
        head = f"<tr>{cell}</tr>\n"
    rows = "".join(_row(display, line) for line in lines)
    return f"<tbody>\n{head}{rows}</tbody>\n"


def _row(display: Display, line: Line) -> str:
    decimals = display.figure.decimals
    shown = (
        (text(value(cell, measure, decimals), cell, measure), measure != "words")
        for cell, measure in cells(display.series, line.cells)
    )
    numbers = "".join(
        f"<td{_kind(number=number, whole=' ' not in words)}>{escape(words)}</td>"
        for words, number in shown
    )
    return f'<tr><th scope="row">{escape(line.name or line.under)}</th>{numbers}</tr>\n'


def _kind(*, number: bool, whole: bool = False) -> str:
    """What a cell has: a number, or one word, such as a date, that no line breaks."""
    kind = "number" if number else "whole" if whole else ""
    return f' class="{kind}"' if kind else ""


def _about(summary: Summary) -> str:
    facts = [
        ("Round", summary.round),
        ("Framework", f"{summary.framework}: {summary.framework_title}"),
        ("Digest of the framework", summary.digest),
        *((file.file, file.digest) for file in summary.inputs),
    ]
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(words)}</dd></div>\n" for name, words in facts
    )
    symbols = "".join(
        f"<li>{escape(mark)} {escape(words)}</li>\n" for mark, words in SYMBOLS.items()
    )
    return (
        '<h2 id="about">About this report</h2>\n'
        f"<p>{escape(rounding(summary))}</p>\n<ul>\n{symbols}</ul>\n"
        f'<dl class="summary">\n{rows}</dl>\n'
    )


def rounding(summary: Summary) -> str:
    """How numbers are rounded, marked and withheld."""
    words = (
        "Percentages are of the cases to which a question applied and that have an answer, "
        "and are rounded once, halves up. They need not add up to 100."
    )
    if summary.small_below:
        words += f" Percentages of fewer than {summary.small_below} cases are marked [u]."
    if summary.threshold:
        words += (
            f" Counts of people from 1 to {summary.threshold - 1} are withheld, and so is "
            "what they could be worked out from."
        )
    return words
