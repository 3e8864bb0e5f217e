"""The report as one web page: no script, and nothing loaded from anywhere."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from engine.frameworks.naming import slug
from engine.reports.layout import MADE_UP
from engine.reports.summary.notes import of_earlier
from engine.reports.summary.notes import people
from engine.reports.summary.notes import rounding
from engine.reports.summary.notes import two_rounds
from engine.reports.summary.notes import whom
from engine.reports.summary.rows import compared
from engine.reports.summary.rows import rows
from engine.reports.summary.style import STYLE
from engine.reports.summary.svg import chart
from engine.reports.summary.values import HEADS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.figures.figure import Section
    from engine.reports.summary.numbers import Display
    from engine.reports.summary.numbers import Sentence
    from engine.reports.summary.numbers import Summary
    from engine.reports.summary.rows import Row

BROAD = 8
"""A table with as many columns of numbers or more is set in small letters."""

SLIM = 3
"""A table of two rounds with as many or more does not stand beside its chart."""


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
    yield "".join(f"<p>{escape(words)}</p>\n" for words in whom(summary))
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
    figures = "".join(_figure(summary, display) for display in shown)
    return f"{head}{_sentences(summary, said)}{figures}"


def _sentences(summary: Summary, said: list[Sentence]) -> str:
    items = "".join(f"<li>{_sentence(summary, each)}</li>\n" for each in said)
    return f"<ul>\n{items}</ul>\n" if items else ""


def _sentence(summary: Summary, said: Sentence) -> str:
    names = None if summary.earlier is None else summary.earlier.names
    told = () if names is None else compared(said, names)
    below = "".join(f'<span class="told">{escape(words)}</span>' for words in told)
    return f"{escape(said.words)}{below}"


def _figure(summary: Summary, display: Display) -> str:
    figure = display.figure
    own = slug(display.figure.name)
    head = f'<h3 id="{own}">{escape(f"{figure.name}: {figure.title}")}</h3>\n'
    notes = [*figure.notes, *([f"Also called {figure.also}."] if figure.also else [])]
    notes += [f"Not comparable: {words}" for words in display.lost]
    notes += [f"{mark} {summary.symbols[mark]}" for mark in display.marks]
    below = "".join(f'<p class="hint">{escape(note)}</p>\n' for note in notes)
    if display.why_not:
        return f'<div class="figure">\n{head}<p>{escape(display.why_not)}</p>\n{below}</div>\n'
    picture, table = chart(display), _table(display)
    said = "".join(f'<p class="hint">{escape(words)}</p>\n' for words in people(display))
    broad = len(_columns(display)) >= BROAD
    inner = f"{_drawn(picture)}{table}"
    if picture and len(_columns(display)) < (SLIM if display.rounds else BROAD):
        inner = f'<div class="beside">\n{inner}</div>\n'
    kind = "figure broad" if broad else "figure"
    return f'<div class="{kind}">\n{head}{said}{inner}{below}</div>\n'


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
    heads += '<th scope="col">Round</th>' if display.rounds else ""
    heads += "".join(
        f'<th scope="col"{_kind(number=number)}>{escape(words)}</th>'
        for words, number in columns
    )
    bodies = "".join(
        _group(display, under, list(found))
        for under, found in groupby(rows(display), lambda row: row.line.under)
    )
    kind = "wide" if len(columns) >= BROAD else "narrow"
    kind += " rounds" if display.rounds else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{own}-caption">\n'
        f'<table class="{kind}">\n<caption id="{own}-caption">{escape(display.figure.name)}, '
        f"numbers</caption>\n<thead><tr>{heads}</tr></thead>\n{bodies}</table>\n</div>\n"
    )


def _group(display: Display, under: str, found: list[Row]) -> str:
    head = ""
    if under and any(row.line.name for row in found):
        span = len(_columns(display)) + (2 if display.rounds else 1)
        cell = f'<th class="group" scope="rowgroup" colspan="{span}">{escape(under)}</th>'
        head = f"<tr>{cell}</tr>\n"
    lines = groupby(found, lambda row: id(row.line))
    rows_ = "".join(_lines(display, list(own)) for _, own in lines)
    return f"<tbody>\n{head}{rows_}</tbody>\n"


def _lines(display: Display, found: list[Row]) -> str:
    """The rows of one line: one, or all that there are beside an earlier round."""
    line = found[0].line
    span = f' rowspan="{len(found)}"' if len(found) > 1 else ""
    name = f'<th scope="row"{span}>{escape(line.name or line.under)}</th>'
    words = []
    for place, row in enumerate(found):
        label = f'<th scope="row">{escape(row.label)}</th>' if display.rounds else ""
        head = "" if place else name
        words.append(
            f"<tr{_look(display, row, place)}>{head}{label}{_cells(display, row)}</tr>\n"
        )
    return "".join(words)


def _look(display: Display, row: Row, place: int) -> str:
    """What a row of several looks like."""
    if not display.rounds or (place and row.part is None):
        return ""
    kind = "part" if row.part != "change" else "change"
    return f' class="{kind if place else "first"}"'


def _cells(display: Display, row: Row) -> str:
    return "".join(
        f"<td{_kind(number=number, whole=' ' not in words)}>{escape(words)}</td>"
        for words, (_, number) in zip(row.texts, _columns(display), strict=True)
    )


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
        *of_earlier(summary),
    ]
    listed = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(words)}</dd></div>\n" for name, words in facts
    )
    symbols = "".join(
        f"<li>{escape(mark)} {escape(words)}</li>\n" for mark, words in summary.symbols.items()
    )
    told = "".join(f"<p>{escape(words)}</p>\n" for words in two_rounds(summary))
    return (
        '<h2 id="about">About this report</h2>\n'
        f"<p>{escape(rounding(summary))}</p>\n{told}<ul>\n{symbols}</ul>\n"
        f'<dl class="summary">\n{listed}</dl>\n'
    )
