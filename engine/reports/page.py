"""An explanation as a web page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.reports.explanation import about
from engine.reports.explanation import child_words
from engine.reports.explanation import heading
from engine.reports.explanation import made_from
from engine.reports.explanation import nearest
from engine.reports.explanation import source_words
from engine.reports.layout import MADE_UP
from engine.reports.look import whole_page
from engine.reports.markup import element
from engine.reports.markup import together
from engine.reports.markup import wide_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.reports.markup import Markup
    from engine.rounds.explanation import Explanation
    from engine.rounds.explanation import Line


HEADINGS = ("Line", "Clause", "What it saw", "Effect", "Source")


def as_html(explanation: Explanation) -> str:
    """The whole page."""
    title = heading(explanation)
    made_up = element("p", MADE_UP, class_="made-up") if explanation.synthetic else None
    children = [child_words(each, explanation) for each in made_from(explanation)]
    near = nearest(explanation)
    main = element(
        "main",
        element("h1", title),
        element("p", about(explanation)),
        made_up,
        wide_table("The rule, line by line", HEADINGS, map(_row, explanation.lines))
        if explanation.lines
        else None,
        _list("Made from", children),
        _list("Sources", map(source_words, explanation.sources)),
        _list("Notes", explanation.notes),
        element("p", near) if near else None,
        made_up,
        id="content",
    )
    return whole_page(title, main)


def _row(line: Line) -> tuple[str, ...]:
    effect = element("strong", line.effect) if line.effect == "applied" else line.effect
    return (str(line.line), element("code", line.words), line.saw, effect, line.citation)


def _list(head: str, words: Iterable[str]) -> Markup | None:
    items = [element("li", each) for each in words]
    return together([element("h2", head), element("ul", *items)]) if items else None
