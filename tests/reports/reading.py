"""Reads pages as a strict reader would, and says what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from engine.reports.markup import VOID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LOADING = ("src", "srcset", "poster", "data", "background")
"""Attributes by which a page loads something."""


@dataclass
class Element:
    """An element of a page, with what is inside it."""

    name: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    inside: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This element and all below it."""
        yield self
        for each in self.inside:
            if isinstance(each, Element):
                yield from each.walk()

    def all(self, *names: str) -> list[Element]:
        """Every element with one of these names, in order."""
        return [each for each in self.walk() if each.name in names]

    def one(self, name: str) -> Element:
        """The only element with this name."""
        (found,) = self.all(name)
        return found

    @property
    def words(self) -> str:
        """The text, its spaces all alike."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for each in self.inside:
            if isinstance(each, str):
                yield each
            else:
                yield from each._texts()  # noqa: SLF001
                yield " " if each.name not in {"a", "strong", "span", "code"} else ""

    def marked(self, id: str) -> Element:
        """The element with this id."""
        return next(each for each in self.walk() if each.attributes.get("id") == id)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"{tag} says something twice"
        made = Element(tag, dict(attrs))
        self.open[-1].inside.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        ended = self.open.pop()
        assert ended.name == tag, f"</{tag}> ends {ended.name}"

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(page: str) -> Element:
    """The elements of a page, every one of which must end where it should."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    (top,) = reader.open
    return top


def faults(site: Mapping[str, str]) -> list[str]:
    """What is wrong with the pages of a site, by their names."""
    pages = {name: read(text) for name, text in site.items()}
    ids = {name: {e.attributes.get("id") for e in page.walk()} for name, page in pages.items()}
    found = []
    for name, page in pages.items():
        found += [f"{name}: {fault}" for fault in (*_shape(page), *_links(name, page, ids))]
    return found


def _shape(page: Element) -> Iterator[str]:
    own = [e.attributes["id"] for e in page.walk() if e.attributes.get("id")]
    yield from (f"the id {id} stands twice" for id in set(own) if own.count(id) > 1)
    if page.one("html").attributes.get("lang") != "en":
        yield "no language"
    if len(page.one("head").all("title")) != 1 or not page.one("head").one("title").words:
        yield "not one title"
    for name in ("h1", "main"):
        if len(page.all(name)) != 1 or not page.one(name).words:
            yield f"not one {name}"
    yield from _headings(page)
    yield from _tables(page)
    for picture in page.all("svg"):
        if picture.attributes.get("role") != "img" or not picture.one("title").words:
            yield "a picture without words"
    for each in page.walk():
        if any(key.startswith("on") for key in each.attributes):
            yield f"{each.name} runs something"
        if any(key in LOADING for key in each.attributes):
            yield f"{each.name} loads something"


def _headings(page: Element) -> Iterator[str]:
    depth = 0
    for heading in page.all(*HEADINGS):
        level = HEADINGS.index(heading.name) + 1
        if level > depth + 1:
            yield f"{heading.name} after h{depth}: {heading.words}"
        if not heading.words:
            yield f"an empty {heading.name}"
        depth = level


def _tables(page: Element) -> Iterator[str]:
    for table in page.all("table"):
        if not table.one("caption").words:
            yield "a table without a caption"
        heads = table.all("th")
        yield from ("a heading without scope" for h in heads if "scope" not in h.attributes)
        yield from ("an empty heading" for h in heads if not h.words)


def _links(name: str, page: Element, ids: Mapping[str, set[str | None]]) -> Iterator[str]:
    for each in page.all("a", "form"):
        target = each.attributes.get("href", each.attributes.get("action")) or ""
        file, _, place = target.partition("#")
        file = file or name
        if file.endswith(".xlsx"):
            continue
        if file not in ids:
            yield f"a link to {target}"
        elif place and place not in ids[file]:
            yield f"no place {target}"
