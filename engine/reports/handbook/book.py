"""Which pages a framework's handbook has, and where in them everything stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.cases.questions import form
from engine.diagnostics.words import capitalized
from engine.frameworks.names import folded
from engine.frameworks.naming import slug
from engine.frameworks.naming import unused
from engine.reports.markup import Markup
from engine.reports.markup import element
from engine.reports.markup import joined
from engine.reports.markup import link
from engine.reports.markup import together
from engine.rules.english.clauses import heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.assurance.differences.difference import Comparison
    from engine.frameworks.model import Item
    from engine.frameworks.model import Level
    from engine.frameworks.model import Sample
    from engine.frameworks.model import Source
    from engine.frameworks.model import Text
    from engine.frameworks.model import Vocabulary
    from engine.rules.framework import Framework
    from engine.rules.typed import Rule

FRONT, RULES, TERMS = "index.html", "rules.html", "terms.html"
SOURCES, CHANGES, SEARCH = "sources.html", "changes.html", "search.html"
FORMS = "forms.html"

PAGES = {
    "bands": RULES,
    "expectation": TERMS,
    "fact": TERMS,
    "sample": TERMS,
    "scale": TERMS,
    "source": SOURCES,
}
"""The page that each kind of thing is on, where they all are on one."""


@dataclass(frozen=True)
class Book:
    """A framework, and what changed in it since another, if that is told."""

    framework: Framework
    comparison: Comparison | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """What the framework declares."""
        return self.framework.vocabulary

    @cached_property
    def samples(self) -> tuple[Sample, ...]:
        """The samples for which questions are answered."""
        every = self.vocabulary.samples
        return tuple(s for s in every if form(self.vocabulary, s).questions)

    @cached_property
    def chapters(self) -> dict[str, tuple[Item, ...]]:
        """The items at the top by their page; those with nothing below them share one."""
        found: dict[str, tuple[Item, ...]] = {}
        for item in self.tops:
            if item.children:
                found[self._page(f"{item.level}-{item.id}", found)] = (item,)
        for level in self.vocabulary.levels:
            alone = tuple(i for i in self.tops if not i.children and i.level == level.id)
            if alone:
                found[self._page(level.plural, found)] = alone
        return found

    @cached_property
    def tops(self) -> tuple[Item, ...]:
        """The items that stand under no other."""
        return tuple(item for item in self.vocabulary.items if item.parent is None)

    @cached_property
    def form_names(self) -> dict[str, str]:
        """The name of each sample's form, without an ending, by the sample's id."""
        found: dict[str, str] = {}
        for sample in self.samples:
            found[sample.id] = unused(f"form-{slug(sample.id)}", set(found.values()))
        return found

    @cached_property
    def page_of(self) -> dict[str, str]:
        """The page that each item is on."""
        return {
            item.id: page
            for page, tops in self.chapters.items()
            for top in tops
            for item in (top, *self.vocabulary.below(top.id))
        }

    @cached_property
    def anchors(self) -> dict[tuple[str, str], str]:
        """What marks the place of each thing in its page, by kind and id."""
        vocabulary = self.vocabulary
        things: dict[str, Iterable[str]] = {
            "item": (item.id for item in vocabulary.items),
            "observation": (each.id for each in vocabulary.observations),
            "source": (each.id for each in vocabulary.sources),
            "expectation": (each.id for each in vocabulary.expectations),
            "bands": (each.id for each in vocabulary.bands),
            "scale": (each.id for each in vocabulary.scales),
            "sample": (each.id for each in vocabulary.samples),
            "fact": (each.id for each in vocabulary.inputs),
        }
        found: dict[tuple[str, str], str] = {}
        for kind, ids in things.items():
            taken: set[str] = set()
            for id in ids:
                anchor = unused(f"{kind}-{slug(id)}", taken)
                taken.add(anchor)
                found[kind, id] = anchor
        return found

    def place(self, kind: str, id: str) -> str:
        """Where a thing is told of: its page, and its place there."""
        return f"{PAGES.get(kind) or self.page_of[id]}#{self.anchors[kind, id]}"

    def item_link(self, item: Item, *words: str | None) -> Markup:
        """A link to an item; its code, if nothing else is given."""
        return link(self.place("item", item.id), *(words or (item.id,)))

    def rule_place(self, rule: Rule) -> str:
        """Where a rule is explained."""
        number = self.framework.rules.all.index(rule) + 1
        return f"{RULES}#rule-{number}"

    def rule_link(self, rule: Rule) -> Markup:
        """A link to where a rule is explained."""
        return link(self.rule_place(rule), heading(rule))

    def bands_link(self, id: str) -> Markup:
        """A link to a set of bands."""
        return link(self.place("bands", id), id)

    def cited(self, citation: str) -> Markup:
        """A citation, of which every source that is known is a link."""
        return joined(
            part if source is None else self._source_link(source, part)
            for part, source in self.citing(citation)
        )

    def citing(self, citation: str) -> tuple[tuple[str, Source | None], ...]:
        """The sources that a citation names, each with its words there."""
        whole = self._sources.get(folded(citation))
        if whole is not None:
            return ((citation, whole),)
        parts = [part.strip() for part in citation.split(",")]
        return tuple((part, self._sources.get(folded(part))) for part in parts)

    def origin(self, text: Text) -> Markup:
        """Where a text comes from, and whether it is in the source's own words."""
        section = f", {text.section}" if text.section else ""
        wording = "" if text.wording == "verbatim" else " (in other words than the source's)"
        return element(
            "p", "Source: ", self.cited(text.source), f"{section}{wording}", class_="origin"
        )

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {folded(source.id): source for source in self.vocabulary.sources}

    def _source_link(self, source: Source, words: str) -> Markup:
        return link(self.place("source", source.id), words)

    @staticmethod
    def _page(words: str, taken: Iterable[str]) -> str:
        own = {FRONT, RULES, TERMS, SOURCES, CHANGES, SEARCH, FORMS, *taken}
        return unused(slug(words), {name.removesuffix(".html") for name in own}) + ".html"


def level_of(level: Level) -> str:
    """A level's name as a heading begins."""
    return capitalized(level.id)


def paragraphs(words: str) -> Markup:
    """A text, paragraph by paragraph."""
    parts = re.split(r"\n\s*\n|\n", words.strip())
    return together(element("p", part.strip()) for part in parts if part.strip())
