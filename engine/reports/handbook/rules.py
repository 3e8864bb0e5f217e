"""How ratings are made: every line of the rules beside what it means, and the bands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics.words import a
from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.reports.bands_drawing import drawn
from engine.reports.bands_drawing import window
from engine.reports.handbook import book as pages
from engine.reports.handbook.frame import framed
from engine.reports.markup import Markup
from engine.reports.markup import element
from engine.reports.markup import joined
from engine.reports.markup import link
from engine.reports.markup import together
from engine.reports.markup import wide_table
from engine.rules import tree
from engine.rules import typed
from engine.rules.english.bands import in_words
from engine.rules.english.bands import ranges
from engine.rules.english.bands import rounding
from engine.rules.english.clauses import expectation
from engine.rules.english.clauses import heading
from engine.rules.english.clauses import in_english
from engine.rules.places import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Bands
    from engine.frameworks.model import Edge
    from engine.reports.handbook.book import Book
    from engine.rules.english.clauses import Said
    from engine.rules.framework import Framework

READING = (
    "Each rule begins with one line that gives a rating. The lines after it are read in order, "
    "and each may change the rating so far. What is not rated stays so. Each line stands as "
    "the framework's rules have it, together with what it does."
)


def page(book: Book) -> str:
    """The whole page."""
    return framed(book, pages.RULES, "How ratings are made", _body(book))


def _body(book: Book) -> Iterator[str]:
    rules = book.framework.rules
    yield element("p", READING)
    yield from (element("p", said) for said in _besides(book.framework))
    yield element("ul", *_contents(book))
    for rule in rules.all:
        yield _rule(book, rule)
    if rules.expectations:
        yield element("h2", "What is expected of the rules", id="expected")
        yield element("p", "Each is checked for all that may be found, and none is applied.")
        yield element("ul", *(_expected(book, each) for each in rules.expectations))
    for bands in book.vocabulary.bands:
        yield _bands(book, bands)


def _besides(framework: Framework) -> Iterator[str]:
    """What else the framework says of how ratings are made."""
    vocabulary = framework.vocabulary
    whole = vocabulary.provider_level
    if not vocabulary.overall:
        yield f"No {whole.id} has a rating of its own."
    if vocabulary.inspections == "latest":
        yield f"Of several inspections of {a(whole.id)}, only the latest counts."
    elif vocabulary.inspections == "latest of each item":
        yield f"Of several inspections of {a(whole.id)}, each item's latest judgement counts."
    for level in vocabulary.levels_above:
        how = "by a rule of its own, from the ratings of what is part of it"
        items = framework.rules.items_of(level)
        if items:
            kinds = {vocabulary.item_by_id[item].level: None for item in items}
            plurals = listed([vocabulary.level_by_id[kind].plural for kind in kinds])
            how = f"by rules of its own, and so are its {plurals}"
        if level.pools == "cases":
            how = f"by the rules for {a(whole.id)}, from the cases of all {whole.plural} in it"
        yield f"Each {level.id} is rated {how}."
    fewest = vocabulary.small_sub_sample
    if fewest:
        yield f"A percentage of fewer than {fewest:,} cases is marked as one of few cases."


def _contents(book: Book) -> Iterator[Markup]:
    for rule in book.framework.rules.all:
        place = book.rule_place(rule).removeprefix(pages.RULES)
        yield element("li", link(place, heading(rule)))
    if book.framework.rules.expectations:
        yield element("li", link("#expected", "What is expected of the rules"))
    for bands in book.vocabulary.bands:
        yield element("li", link(f"#{book.anchors['bands', bands.id]}", f"Bands: {bands.id}"))


def _rule(book: Book, rule: typed.Rule) -> Markup:
    place = book.rule_place(rule).removeprefix(f"{pages.RULES}#")
    lines = [_line(book, said) for said in in_english(rule)]
    return element(
        "section",
        element("h2", heading(rule)),
        _rates(book, rule),
        element("ol", *lines, class_="clauses"),
        id=place,
    )


def _rates(book: Book, rule: typed.Rule) -> Markup | None:
    """The items that a rule rates, as links."""
    if not rule.items:
        return None
    items = [book.vocabulary.item_by_id[item] for item in rule.items]
    number = several(len(items), rule.level.id, rule.level.plural)
    of = "" if rule.whose is None else f" of each {rule.whose.id}"
    links = joined(map(book.item_link, items))
    return element("p", f"Rates {number}{of}: ", links, f".{_meant(book, rule)}")


def _meant(book: Book, rule: typed.Rule) -> str:
    """What is read of the parts of something, where that is not their own rating."""
    levels = [book.vocabulary.level_by_id[c.level] for c in typed.collections_of(rule)]
    plurals = dict.fromkeys(lv.plural for lv in levels if book.vocabulary.is_whole(lv))
    if rule.whose is None or not plurals:
        return ""
    said = f"What is said of {listed([*plurals])} is said of their ratings"
    return f" {said} of the same {rule.level.id}."


def _line(book: Book, said: Said) -> Markup:
    clause = said.clause
    number = element("span", f"Line {clause.place.line}", class_="small")
    sentences = [element("p", sentence) for sentence in said.sentences]
    cited = None
    if clause.citation is not None:
        source = book.cited(clause.citation.text)
        cited = element("p", "Source: ", source, class_="origin")
    kind = "branch" if isinstance(clause, tree.Branch) else None
    left = element("div", element("p", number), element("code", words(clause)))
    return element("li", left, element("div", *sentences, cited), class_=kind)


def _expected(book: Book, expected: typed.Expectation) -> Markup:
    citation = expected.tree.citation
    cited = None if citation is None else together([" Source: ", book.cited(citation.text)])
    return element("li", expectation(expected), cited)


def _bands(book: Book, bands: Bands) -> Markup:
    cited = element("p", "Source: ", book.cited(bands.source), class_="origin")
    figure = element("figure", drawn(bands, book.framework), _under(book, bands))
    return element(
        "section",
        element("h2", f"Bands: {bands.id}"),
        element("p", f"They divide: {bands.measure}. {rounding(bands)}"),
        cited if bands.source else None,
        element("div", figure, _table(book, bands), class_="pair"),
        id=book.anchors["bands", bands.id],
    )


def _under(book: Book, bands: Bands) -> Markup | None:
    points = window(bands, book.framework)
    if points is None:
        return None
    far = several(points, "point", "points")
    said = f"May be moved: within {far} of a boundary; other cases as the rules say."
    return element("figcaption", said)


def _table(book: Book, bands: Bands) -> Markup:
    names = {g.id: g.name for g in book.vocabulary.scale_by_id[bands.scale].grades}
    headings = ["Rating", "Band"]
    if bands.step is not None:
        headings.append("Before rounding")
    if any(edge.published or edge.to is not None for edge in bands.edges):
        headings.append("As published")
    before = [*ranges(bands, before_rounding=True)]
    rows = []
    for part, exactly in reversed([*zip(ranges(bands), before, strict=True)]):
        row = [names[part.grade], in_words(part, bands)]
        if bands.step is not None:
            row.append(in_words(exactly, bands))
        if "As published" in headings:
            row.append(_published(part.start))
        rows.append(row)
    return wide_table(f"Bands: {bands.id}, highest first", headings, rows)


def _published(edge: Edge) -> str:
    """How the band was published, as far as the framework says."""
    return edge.published or ("" if edge.to is None else f"up to {exact(edge.to)}")
