"""HTML and SVG made of elements: whatever is not markup already is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from typing import TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

VOID = frozenset({"br", "img", "input", "link", "meta"})
"""Elements that hold nothing and have no end."""

_LINES = """body dd desc details div dl dt figcaption figure footer form g h1 h2 h3 h4 h5 h6
    head header html li line main nav ol p rect script section style summary svg table tbody td
    th thead title tr ul"""
BLOCKS = frozenset(_LINES.split())
"""Elements after which a line ends, so that a page can be read and compared as text."""

DEEPEST = 6
"""The lowest heading that HTML has."""

Attribute: TypeAlias = str | int | bool | None
"""A value; True is an attribute without one, and None or False is no attribute."""


class Markup(str):
    """Words that are HTML: they have been escaped, or were written as elements."""

    __slots__ = ()


def element(name: str, /, *inside: str | None, **attributes: Attribute) -> Markup:
    """An element with what is inside it; an underscore in an attribute's name is a hyphen.

    A trailing underscore, as in ``class_`` and ``for_``, is left out.
    """
    said = "".join(_attribute(key, value) for key, value in attributes.items())
    end = "\n" if name in BLOCKS else ""
    if name in VOID:
        return Markup(f"<{name}{said}>")
    return Markup(f"<{name}{said}>{together(inside)}</{name}>{end}")


def together(parts: Iterable[str | None]) -> Markup:
    """Parts one after the other."""
    return Markup("".join(_escaped(part) for part in parts if part is not None))


def joined(parts: Iterable[str]) -> Markup:
    """Parts with commas between them."""
    return Markup(", ".join(map(_escaped, parts)))


def link(target: str, *inside: str | None) -> Markup:
    """A link."""
    return element("a", *inside, href=target)


def headline(depth: int, *inside: str | None) -> Markup:
    """A heading so deep, or as deep as there is one."""
    return element(f"h{min(depth, DEEPEST)}", *inside)


def table(
    caption: str, headings: Iterable[str], rows: Iterable[Iterable[str | None]]
) -> Markup:
    """A table whose first cell in each row is the row's heading; no column is empty."""
    columns = [
        each for each in zip(headings, *rows, strict=True) if len(each) == 1 or any(each[1:])
    ]
    heads, *lines = zip(*columns, strict=True)
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
        element("tbody", *map(_row, lines)),
    )


def wide_table(
    caption: str, headings: Iterable[str], rows: Iterable[Iterable[str | None]]
) -> Markup:
    """A table of many columns, which narrow screens move to and fro, by keys too."""
    inside = table(caption, headings, rows)
    return element(
        "div", inside, class_="scroll", role="region", aria_label=caption, tabindex=0
    )


def _row(cells: Iterable[str | None]) -> Markup:
    first, *others = cells
    return element(
        "tr", element("th", first, scope="row"), *(element("td", cell) for cell in others)
    )


def _escaped(part: str) -> str:
    """Words as markup, in which no line begins with the sign of a percentage."""
    return (
        part if isinstance(part, Markup) else escape(part).replace(" %", "\N{NO-BREAK SPACE}%")
    )


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
