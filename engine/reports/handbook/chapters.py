"""The items of a framework with all that is published about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics.words import capitalized
from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.reports.handbook.book import level_of
from engine.reports.handbook.book import paragraphs
from engine.reports.handbook.frame import framed
from engine.reports.handbook.frame import way_on
from engine.reports.markup import Markup
from engine.reports.markup import element
from engine.reports.markup import headline
from engine.reports.markup import link
from engine.reports.markup import together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Item
    from engine.frameworks.model import Text
    from engine.reports.handbook.book import Book


def chapters(book: Book) -> dict[str, str]:
    """Every page of items, by its name."""
    names = [*book.chapters]
    found = {}
    for number, (name, tops) in enumerate(book.chapters.items()):
        neighbours = [
            (names[n], _title(book, names[n])) if 0 <= n < len(names) else None
            for n in (number - 1, number + 1)
        ]
        body = [*_body(book, tops), way_on(*neighbours)]
        found[name] = framed(book, name, _title(book, name), body)
    return found


def _title(book: Book, name: str) -> str:
    tops = book.chapters[name]
    level = book.vocabulary.level_by_id[tops[0].level]
    if tops[0].children:
        return f"{level_of(level)} {tops[0].title}"
    return capitalized(level.plural)


def _body(book: Book, tops: tuple[Item, ...]) -> Iterator[str]:
    if not tops[0].children:
        for item in tops:
            yield _section(book, item, 2)
        return
    yield element("div", *_about(book, tops[0]), id=book.anchors["item", tops[0].id])
    yield from _below(book, tops[0], 2)


def _section(book: Book, item: Item, depth: int) -> Markup:
    """An item under a heading of its own, with everything below it."""
    level = book.vocabulary.level_by_id[item.level]
    words = element("span", f"{level_of(level)} ", class_="small")
    head = headline(depth, words, item.title)
    inside = (*_about(book, item), *_below(book, item, depth + 1))
    return element("section", head, *inside, id=book.anchors["item", item.id])


def _below(book: Book, item: Item, depth: int) -> Iterator[Markup]:
    """What stands under an item: a list of what nobody rates, and a section for all else."""
    below = [book.vocabulary.item_by_id[child] for child in item.children]
    listed_ = [child for child in below if _is_plain(book, child)]
    if listed_:
        level = book.vocabulary.level_by_id[listed_[0].level]
        yield headline(depth, capitalized(level.plural))
        yield element("ul", *(_entry(book, child) for child in listed_))
    for child in below:
        if child not in listed_:
            yield _section(book, child, depth)


def _is_plain(book: Book, item: Item) -> bool:
    return book.vocabulary.level_by_id[item.level].scale is None and not item.children


def _entry(book: Book, item: Item) -> Markup:
    """An item that is only asked, in a list."""
    about = (*_text(book, item), *_particulars(book, item))
    code = element("strong", item.id)
    name = f" {item.name}" if item.name else ""
    return element("li", code, name, *about, id=book.anchors["item", item.id])


def _about(book: Book, item: Item) -> Iterator[Markup]:
    yield from _text(book, item)
    yield from _particulars(book, item)
    yield from _characteristics(book, item)
    yield from _observations(book, item)


def _text(book: Book, item: Item) -> Iterator[Markup]:
    if item.text is None:
        return
    is_title = not item.name and not _is_plain(book, item)
    if not is_title:
        yield paragraphs(item.text.words)
    yield book.origin(item.text)


def _particulars(book: Book, item: Item) -> Iterator[Markup]:
    """What else is said of an item, in short lines."""
    facts = [element("li", *fact) for fact in _facts(book, item)]
    if facts:
        yield element("ul", *facts, class_="facts")
    if item.notes:
        notes = (element("li", note) for note in item.notes)
        yield element("ul", *notes, class_="small")


def _facts(book: Book, item: Item) -> Iterator[tuple[str, ...]]:
    vocabulary = book.vocabulary
    types = [t for t in vocabulary.provider_types if vocabulary.applies(item, t.id)]
    parent = None if item.parent is None else vocabulary.item_by_id[item.parent]
    above = vocabulary.type_ids if parent is None else parent.applies_to
    if item.applies_to and item.applies_to != above:
        yield (f"Only for: {listed([t.name for t in types])}",)
    if item.sample in book.form_names and item.sample is not None:
        form = book.form_names[item.sample]
        asks = vocabulary.level_by_id[item.level].answers is not None
        differs = parent is None or parent.sample != item.sample
        if asks or differs:
            name = vocabulary.sample_by_id[item.sample].name
            yield ("Answered for each case of: ", link(f"{form}.html", name))
    for whole in (vocabulary.provider_level, *vocabulary.levels_above):
        rule = book.framework.rules.of(whole, item.id) if whole.pools != "cases" else None
        if rule is not None:
            where = "" if whole.pools is None else f" for each {whole.id}"
            yield (f"Rated{where} by the rule for: ", book.rule_link(rule))
    if item.weight != 1:
        yield (f"Weight: {exact(item.weight)}",)
    scale = vocabulary.scale_of(item.level)
    if item.allowed and scale is not None:
        yield (f"May be rated: {listed([scale.grade(g).name for g in item.allowed], 'or')}",)
    names = {each.id: each.name for each in vocabulary.expectations}
    if item.expectations:
        links = [
            link(book.place("expectation", each), names[each]) for each in item.expectations
        ]
        yield ("Stands for: ", Markup(listed(links)))


def _characteristics(book: Book, item: Item) -> Iterator[Markup]:
    """What each rating of an item looks like, the highest first."""
    scale = book.vocabulary.scale_of(item.level)
    if not item.characteristics or scale is None:
        return
    entries: list[str] = []
    for grade in reversed(scale.grades):
        texts = [c.text for c in item.characteristics if c.grade == grade.id]
        if texts:
            entries.append(element("dt", grade.name))
            entries.append(element("dd", *_alike(book, texts)))
    yield element("p", element("strong", "What ratings look like"))
    yield element("dl", *entries)


def _alike(book: Book, texts: list[Text]) -> Iterator[Markup]:
    """Some texts as a list, with what they have in common said once."""
    yield element("ul", *(element("li", text.words) for text in texts))
    origins = dict.fromkeys(book.origin(text) for text in texts)
    yield together(origins)


def _observations(book: Book, item: Item) -> Iterator[Markup]:
    found = [o for o in book.vocabulary.observations if o.about == item.id]
    if not found:
        return
    yield element("p", element("strong", "Also recorded, and never rated"))
    entries = (
        element(
            "li",
            element("strong", each.id),
            paragraphs(each.text.words),
            book.origin(each.text),
            id=book.anchors["observation", each.id],
        )
        for each in found
    )
    yield element("ul", *entries)
