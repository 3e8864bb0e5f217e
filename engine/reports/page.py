"""An explanation as a web page of its own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from engine.reports.explanation import about
from engine.reports.explanation import child_words
from engine.reports.explanation import heading
from engine.reports.explanation import made_from
from engine.reports.explanation import nearest
from engine.reports.explanation import source_words
from engine.reports.frame import framed
from engine.reports.layout import MADE_UP

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from engine.rounds.explanation import Explanation
    from engine.rounds.explanation import Line


def as_html(explanation: Explanation) -> str:
    """The whole page."""
    title = heading(explanation)
    made_up = f'<p class="made-up">{MADE_UP}</p>\n' if explanation.synthetic else ""
    children = [child_words(each, explanation) for each in made_from(explanation)]
    body = [
        f"<h1>{escape(title)}</h1>\n<p>{escape(about(explanation))}</p>\n{made_up}",
        _table(explanation.lines),
        _list("Made from", children),
        _list("Sources", map(source_words, explanation.sources)),
        _list("Notes", explanation.notes),
        f"<p>{escape(nearest(explanation))}</p>\n" if explanation.nearest else "",
        made_up,
    ]
    return framed(title, body)


def _table(lines: Sequence[Line]) -> str:
    if not lines:
        return ""
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in ("Line", "Clause", "What it saw", "Effect", "Source")
    )
    rows = "".join(map(_row, lines))
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _row(line: Line) -> str:
    cells = (
        str(line.line),
        f"<code>{escape(line.words)}</code>",
        escape(line.saw),
        line.effect,
        escape(line.citation),
    )
    kind = ' class="applied"' if line.effect == "applied" else ""
    return f"<tr{kind}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"


def _list(head: str, words: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(each)}</li>\n" for each in words)
    return f"<h2>{head}</h2>\n<ul>\n{items}</ul>\n" if items else ""
