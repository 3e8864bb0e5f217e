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

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from engine.reports.markup import Markup
    from engine.rounds.explanation import Explanation
    from engine.rounds.explanation import Line


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
        _rule(explanation.lines),
        _list("Made from", children),
        _list("Sources", map(source_words, explanation.sources)),
        _list("Notes", explanation.notes),
        element("p", near) if near else None,
        made_up,
        id="content",
    )
    return whole_page(title, main)


def _rule(lines: Sequence[Line]) -> Markup | None:
    return element("ol", *map(_line, lines), class_="clauses") if lines else None


def _line(line: Line) -> Markup:
    """A line of the rule, and beside it what it saw and its source."""
    number = element("p", f"Line {line.line}", class_="small")
    effect = element("strong", line.effect) if line.effect == "applied" else line.effect
    here = element("p", effect, f": {line.saw}" if line.saw else None)
    cited = element("p", f"Source: {line.citation}", class_="origin") if line.citation else None
    left = element("div", number, element("code", line.words))
    return element("li", left, element("div", here, cited))


def _list(head: str, words: Iterable[str]) -> Markup | None:
    items = [element("li", each) for each in words]
    return together([element("h2", head), element("ul", *items)]) if items else None
