"""Hypothesis strategies for frameworks whose rules are well typed, made from the types.

At first every rule says "judged by" somebody. Then one rule after another, from the
lowest level up, is exchanged for a random one; where the checks refuse that, it stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from engine.frameworks.model import Role
from engine.rules import tree as t
from engine.rules.absence import worst
from engine.rules.check import check_rules
from engine.rules.framework import Framework
from engine.testing import writing
from engine.testing.made_vocabularies import vocabularies
from engine.testing.writing import Page
from engine.testing.writing import Readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn

    from engine.frameworks.model import Item
    from engine.frameworks.model import Level
    from engine.frameworks.model import Vocabulary
    from engine.rules import typed

NOBODY = "sha256:" + "0" * 64


@st.composite
def frameworks(draw: DrawFn) -> Framework:
    """A framework of up to four levels, with rules of every kind."""
    return _Author(draw, draw(vocabularies())).framework()


@st.composite
def rules(draw: DrawFn, vocabulary: Vocabulary) -> Framework:
    """A framework that declares this, with rules of every kind and the bands for them."""
    roles = vocabulary.roles or (Role("inspector"),)
    return _Author(draw, replace(vocabulary, roles=roles)).framework()


@st.composite
def pairs(draw: DrawFn) -> tuple[Framework, Framework]:
    """Two frameworks that began with the same vocabulary."""
    vocabulary = draw(vocabularies())
    return _Author(draw, vocabulary).framework(), _Author(draw, vocabulary).framework()


@dataclass
class _Author:
    """Writes the rules of one framework."""

    draw: DrawFn
    vocabulary: Vocabulary
    rules: list[t.Rule] = field(default_factory=list)
    checked: typed.Rules | None = None

    def framework(self) -> Framework:
        """The framework, when every rule has had its turn."""
        targets = self._targets()
        levels = (level for level in self.vocabulary.levels_above if level.pools == "ratings")
        above = [self._judged(level.id) for level in levels]
        assert self._fits([*(rule for rule, _, _ in targets), *above], self.vocabulary)
        for number, (rule, level, items) in enumerate(targets):
            page = self._page(level, items)
            first = writing.base(page)
            modifiers = writing.modifiers(page, first)
            other = replace(rule, base=first, modifiers=modifiers)
            rules = [*self.rules[:number], other, *self.rules[number + 1 :]]
            self._fits(
                rules, replace(self.vocabulary, bands=(*self.vocabulary.bands, *page.bands))
            )
        assert self.checked is not None
        return Framework(Path("random"), self.vocabulary, self.checked, NOBODY, NOBODY)

    def _fits(self, rules: list[t.Rule], vocabulary: Vocabulary) -> bool:
        """Whether these rules are sound; if so, they are those of the framework."""
        checked, _ = check_rules(t.RulesFile("ratings.rules", tuple(rules)), vocabulary)
        if checked is not None:
            self.rules, self.checked, self.vocabulary = rules, checked, vocabulary
        return checked is not None

    def _targets(self) -> list[tuple[t.Rule, Level, list[Item]]]:
        """A rule for everything that has to be rated, the lowest first."""
        found: list[tuple[t.Rule, Level, list[Item]]] = []
        for level in self.vocabulary.levels:
            items = [item for item in self.vocabulary.items if item.level == level.id]
            if level.scale is None or not items:
                continue
            if len(items) < 5 and self.draw(st.integers(0, 2)) == 0:
                found += [(self._judged(item.id), level, [item]) for item in items]
            else:
                found.append((self._judged(level.id, each=True), level, items))
        if self.vocabulary.overall:
            whole = self.vocabulary.provider_level
            found.append((self._judged(whole.id), whole, []))
        return found

    def _page(self, level: Level, items: list[Item]) -> Page:
        scale = self.vocabulary.scale_of(level.id)
        assert scale is not None
        collections, children = self._collections(level), self._children(level, items)
        return Page(self.draw, self.vocabulary, level, scale, collections, children)

    def _absence(self, items: Sequence[Item]) -> typed.Absence:
        """How any of these may come to be not rated."""
        assert self.checked is not None
        rules = (self.checked.rating(item.id) for item in items)
        return worst(rule.absence for rule in rules if rule is not None)

    def _collections(self, level: Level) -> list[Readable]:
        """Every collection of things below a level."""
        vocabulary = self.vocabulary
        found = []
        for below in vocabulary.levels[: vocabulary.depth(level.id)]:
            groups = [g.plural for g in vocabulary.groups if g.level == below.id]
            items = [item for item in vocabulary.items if item.level == below.id]
            scale = vocabulary.scale_of(below.id)
            if scale is not None:
                absence = self._absence(items)
                plurals = [below.plural, *groups]
                found += [Readable(t.Name(words), scale, absence) for words in plurals]
        return found

    def _children(self, level: Level, items: Sequence[Item]) -> list[Readable]:
        """Every single item that a rule for these may read."""
        vocabulary = self.vocabulary
        found = []
        for item in vocabulary.items:
            scale = vocabulary.scale_of(item.level)
            low = vocabulary.depth(item.level) <= vocabulary.depth(level.id)
            if scale is not None and low and item not in items:
                found.append(Readable(t.Name(item.id), scale, self._absence([item])))
        return found

    def _judged(self, name: str, *, each: bool = False) -> t.Rule:
        role = t.Name(self.vocabulary.roles[0].id)
        return t.Rule(each, t.Name(name), (), t.Judged(role))
