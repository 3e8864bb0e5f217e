"""Every pattern of ratings that a rule can meet: few, so that properties can be decided.

A rule that treats its children alike needs only to know how many have each grade, so a
pattern is a multiset of grades for each set of like children, a grade for each child that
the rule names, and a value for each input that it reads.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations_with_replacement
from itertools import product
from math import comb
from math import prod
from typing import TYPE_CHECKING

from engine.rules import typed
from engine.rules.facts import Facts
from engine.rules.members import members_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.frameworks.model import Input
    from engine.frameworks.model import Item
    from engine.frameworks.model import Vocabulary

LIMIT = 200_000
"""More patterns than this are not gone through."""


@dataclass(frozen=True)
class Alike:
    """Children that a rule cannot tell apart, and the ratings that each may have."""

    items: tuple[str, ...]
    options: tuple[str | None, ...]
    words: str = ""

    @property
    def size(self) -> int:
        """How many multisets there are."""
        return comb(len(self.items) + len(self.options) - 1, len(self.items))


@dataclass(frozen=True)
class Pattern:
    """One way in which everything that a rule reads may come out."""

    facts: Facts
    words: str


@dataclass(frozen=True)
class Space:
    """All patterns of a rule for one item and one type of provider.

    ``values`` are what each input may be; ``members`` the ids of each collection.
    """

    alike: tuple[Alike, ...]
    values: tuple[tuple[Input, tuple[str, ...]], ...]
    members: Mapping[tuple[str, str | None], tuple[str, ...]]

    @property
    def size(self) -> int:
        """How many patterns there are."""
        return prod([a.size for a in self.alike] + [len(v) for _, v in self.values])

    @property
    def signature(self) -> tuple[object, ...]:
        """What makes two spaces the same, whichever items they are about."""
        alike = ((len(a.items), a.options, a.words) for a in self.alike)
        return (tuple(alike), self.values)

    def __iter__(self) -> Iterator[Pattern]:
        ways = [combinations_with_replacement(a.options, len(a.items)) for a in self.alike]
        values = [options for _, options in self.values]
        for grades in product(*ways):
            for given in product(*values):
                yield self._pattern(grades, given)

    def _pattern(
        self, grades: tuple[tuple[str | None, ...], ...], given: tuple[str, ...]
    ) -> Pattern:
        ratings: dict[str, str | None] = {}
        words = []
        for alike, chosen in zip(self.alike, grades, strict=True):
            ratings |= zip(alike.items, chosen, strict=True)
            words.append(_in_words(alike, chosen))
        inputs = {}
        for (fact, _), value in zip(self.values, given, strict=True):
            inputs[fact.id] = value
            words.append(_input_in_words(fact, value))
        facts = Facts(ratings=ratings, members=self.members, inputs=inputs)
        return Pattern(facts, ", ".join(words))


def space(
    vocabulary: Vocabulary,
    rule: typed.Rule,
    item: Item | None,
    type_id: str | None,
    options: Callable[[str], tuple[str | None, ...]],
    values: Callable[[Input], tuple[str, ...]],
    also: Iterable[typed.Condition] = (),
) -> Space:
    """The patterns of what a rule, and some further conditions, read.

    ``options`` are the ratings that an item may have, by its id; ``values`` what an
    input may be.
    """
    conditions = tuple(also)
    collections = dict.fromkeys(typed.collections_of(rule))
    for condition in conditions:
        collections |= dict.fromkeys(typed.collections_in(condition))
    members = {
        (c.level, c.group): tuple(i.id for i in members_of(vocabulary, c, item, type_id))
        for c in collections
    }
    return arranged(rule, members, options, values, conditions)


def arranged(
    rule: typed.Rule,
    members: Mapping[tuple[str, str | None], tuple[str, ...]],
    options: Callable[[str], tuple[str | None, ...]],
    values: Callable[[Input], tuple[str, ...]],
    also: Iterable[typed.Condition] = (),
) -> Space:
    """The same, where the members of each collection are known already."""
    named = dict.fromkeys(typed.children_of(rule))
    inputs = dict.fromkeys(typed.inputs_of(rule))
    for condition in also:
        named |= dict.fromkeys(typed.children_in(condition))
        inputs |= dict.fromkeys(typed.inputs_in(condition))
    alone = [Alike((child.item,), options(child.item), child.words) for child in named]
    together = _together(members, {child.item for child in named}, options)
    given = tuple((fact, values(fact)) for fact in inputs)
    return Space((*alone, *together), given, members)


def possible_by_rule(
    vocabulary: Vocabulary, absence: Mapping[str, typed.Absence]
) -> Callable[[str], tuple[str | None, ...]]:
    """The ratings that the rules can give an item; None where they can give it none."""

    def options(item_id: str) -> tuple[str | None, ...]:
        item = vocabulary.item_by_id[item_id]
        scale = vocabulary.scale_of(item.level)
        assert scale is not None
        grades = [g.id for g in scale.grades if not item.allowed or g.id in item.allowed]
        return (*grades, None) if absence[item_id] == "by rule" else tuple(grades)

    return options


def possible_values(fact: Input) -> tuple[str, ...]:
    """Everything that an input may be."""
    return ("no", "yes") if fact.type == "yes/no" else fact.values


def _together(
    members: Mapping[tuple[str, str | None], tuple[str, ...]],
    apart: set[str],
    options: Callable[[str], tuple[str | None, ...]],
) -> list[Alike]:
    """Children by what tells them apart: the collections they are in, and their options."""
    kinds: dict[tuple[object, ...], list[str]] = {}
    for item in dict.fromkeys(item for ids in members.values() for item in ids):
        if item not in apart:
            inside = tuple(key for key, ids in members.items() if item in ids)
            kinds.setdefault((inside, options(item)), []).append(item)
    return [Alike(tuple(items), options(items[0])) for items in kinds.values()]


def _in_words(alike: Alike, chosen: tuple[str | None, ...]) -> str:
    if alike.words:
        return f"{alike.words} {chosen[0] or 'not rated'}"
    counts = Counter(chosen)
    return ", ".join(f"{counts[grade]} {grade or 'not rated'}" for grade in counts)


def _input_in_words(fact: Input, value: str) -> str:
    if fact.type == "yes/no":
        return fact.id if value == "yes" else f"no {fact.id}"
    return f"{fact.id} {value}"
