"""Every pattern of ratings that a rule can meet: few, so that properties can be decided.

A rule that treats its children alike needs only to know how many have each grade, so a
pattern is a multiset of grades for each set of like children, a grade for each child that
the rule names, and a value for each input that it reads; where asked for, also the rating
that is judged, and the percentage of the item's own judgements.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from itertools import combinations_with_replacement
from itertools import pairwise
from itertools import product
from math import comb
from math import prod
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeAlias

from engine.diagnostics.words import after_number
from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.rules import typed
from engine.rules.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.frameworks.model import Input
    from engine.frameworks.model import Vocabulary
    from engine.rules.shares import Telling

LIMIT = 200_000
"""More patterns than this are not gone through."""

FAR = 10
"""How many times the width of all edges is far beyond them."""

_ABSENT = "not rated"

Members: TypeAlias = "Mapping[tuple[str, str | None], tuple[str, ...]]"
"""The ids of each collection, by level and group."""


Choice: TypeAlias = "tuple[Any, ...]"
"""What is chosen for each part of a space, in order."""


@dataclass(frozen=True)
class Alike:
    """Children that a rule cannot tell apart, and the ratings that each may have.

    ``mark`` is what tells them from others: the collections they belong to, and weights.
    """

    items: tuple[str, ...]
    options: tuple[str | None, ...]
    words: str = ""
    mark: tuple[object, ...] = ()

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

    ``values`` are what each input may be; ``members`` the ids of each collection;
    ``judged`` the ratings that somebody may give, ``telling`` the percentages of the
    item's own judgements.
    """

    alike: tuple[Alike, ...]
    values: tuple[tuple[Input, tuple[str, ...]], ...]
    members: Members
    judged: tuple[str, ...] = ()
    telling: Telling | None = None

    @property
    def size(self) -> int:
        """How many patterns there are."""
        return prod([a.size for a in self.alike] + [len(each) for each in self.singles])

    @property
    def singles(self) -> list[tuple[Any, ...]]:
        """The options of every part that is not a set of like children."""
        values: list[tuple[Any, ...]] = [options for _, options in self.values]
        judged = [self.judged] if self.judged else []
        return [*values, *judged, *([self.telling.values] if self.telling else [])]

    @property
    def signature(self) -> tuple[object, ...]:
        """What makes two spaces the same, whichever items they are about."""
        alike = ((len(a.items), a.options, a.words, a.mark) for a in self.alike)
        return (tuple(alike), self.values, self.judged, self.telling)

    def __iter__(self) -> Iterator[Pattern]:
        return (self.pattern(choice) for choice in self.choices())

    def choices(self) -> Iterator[Choice]:
        """What may be chosen, in order: grades of like children, then one of each part."""
        ways = [combinations_with_replacement(a.options, len(a.items)) for a in self.alike]
        return product(*ways, *self.singles)

    def _ratings_in_words(self, ratings: dict[str, str | None]) -> list[str]:
        """How many have which rating; by name where some are not like the others."""
        words = [f"{a.words} {ratings[a.items[0]] or _ABSENT}" for a in self.alike if a.words]
        together = [alike for alike in self.alike if not alike.words]
        by_grade: dict[str, list[str]] = {}
        for alike in together:
            for item in alike.items:
                by_grade.setdefault(ratings[item] or _ABSENT, []).append(item)
        for grade, items in by_grade.items():
            by_name = len(together) > 1
            words.append(
                f"{listed(items)} {grade}" if by_name else f"{len(items)} {after_number(grade)}"
            )
        return words

    def pattern(self, choice: Choice) -> Pattern:
        """One choice as facts, and in words."""
        left = iter(choice)
        ratings: dict[str, str | None] = {}
        for alike in self.alike:
            ratings |= zip(alike.items, next(left), strict=True)
        words = self._ratings_in_words(ratings)
        inputs = {fact.id: next(left) for fact, _ in self.values}
        words += [input_in_words(fact, inputs[fact.id]) for fact, _ in self.values]
        judged = next(left) if self.judged else None
        words += [f"judged {judged}"] if judged else []
        answers = {}
        if self.telling:
            percentage = next(left)
            answers = self.telling.answers(percentage)
            words.append(self.telling.words(percentage))
        facts = Facts(ratings, self.members, answers, inputs, judged)
        return Pattern(facts, ", ".join(words))


def arranged(
    rule: typed.Rule,
    members: Members,
    options: Callable[[str], tuple[str | None, ...]],
    values: Callable[[Input], tuple[str, ...]],
    also: tuple[typed.Condition, ...] = (),
) -> Space:
    """The patterns of what a rule, and some further conditions, read.

    ``members`` are the ids of each collection; ``options`` the ratings that an item may
    have, by its id; ``values`` what an input may be.
    """
    named: dict[str, str] = {}
    for child in typed.children_of(rule, also):
        named.setdefault(child.item, child.words)
    measures = typed.measures_of(rule, also)
    weights = [m.weight_of for m in measures if isinstance(m, typed.Scored)]
    inside = collections_with(members)

    def mark(item: str) -> tuple[object, ...]:
        return (tuple(inside.get(item, ())), *(of.get(item) for of in weights))

    alone = [Alike((i,), options(i), words, mark(i)) for i, words in named.items()]
    together = _together(members, set(named), options, mark)
    given = tuple((fact, values(fact)) for fact in typed.inputs_of(rule, also))
    return Space((*alone, *together), given, members)


def possible_by_rule(
    vocabulary: Vocabulary, rules: typed.Rules, *, withheld: bool = False
) -> Callable[[str], tuple[str | None, ...]]:
    """The ratings that the rules can give an item; None where they can give it none.

    With ``withheld``, also where only the data can say that it is not rated.
    """
    rated_by = {item: rule for rule in rules.rules for item in rule.items}

    def options(item_id: str) -> tuple[str | None, ...]:
        return possible_ratings(vocabulary, rated_by[item_id], item_id, withheld=withheld)

    return options


def possible_ratings(
    vocabulary: Vocabulary, rule: typed.Rule, item_id: str | None, *, withheld: bool
) -> tuple[str | None, ...]:
    """The ratings that a rule can give an item; None is the provider, or what is above it."""
    grades = tuple(grade.id for grade in rule.scale.grades)
    if _only_judged(rule):
        grades = possible_judgements(vocabulary, rule, item_id)
    by_data = item_id is None or rule.absence == "by data"
    absent = rule.absence == "by rule" or (withheld and by_data)
    return (*grades, None) if absent else grades


def possible_judgements(
    vocabulary: Vocabulary, rule: typed.Rule, item_id: str | None
) -> tuple[str, ...]:
    """The ratings that somebody may give an item; nothing where none is judged."""
    if not isinstance(rule.base, typed.Judged):
        return ()
    allowed = () if item_id is None else vocabulary.item_by_id[item_id].allowed
    return tuple(g.id for g in rule.scale.grades if not allowed or g.id in allowed)


def _only_judged(rule: typed.Rule) -> bool:
    """Whether a rule gives no grade but the one that is judged."""
    moving = [m for m in rule.modifiers if not isinstance(m, typed.NotRated)]
    return isinstance(rule.base, typed.Judged) and not moving


def possible_values(fact: Input) -> tuple[str, ...]:
    """Everything that an input may be; nothing for a number, which may be any."""
    return ("no", "yes") if fact.type == "yes/no" else fact.values


def telling_values(
    rule: typed.Rule,
    also: Iterable[typed.Condition] = (),
    others: Iterable[typed.Rule] = (),
) -> Callable[[Input], tuple[str, ...]]:
    """Everything that an input may be; of a number, what a rule can tell apart.

    A number is only compared with others that stand in the rule or its bands, so those,
    one between each two and one beyond either end stand for all. ``others`` are rules
    that read the same number. Of a number that is added to a score nothing stands for all,
    and some that lie far out are there to be tried.
    """
    others = tuple(others)
    added = {a.input for each in (rule, *others) for a in typed.additions_of(each)}
    held: dict[str, set[Fraction]] = {}
    of_others = chain.from_iterable(typed.marks_of(other) for other in others)
    for measure, mark in (*typed.marks_of(rule, also), *of_others):
        if isinstance(measure, typed.Given):
            held.setdefault(measure.input.id, set()).add(mark)

    def values(fact: Input) -> tuple[str, ...]:
        if fact.type != "number":
            return possible_values(fact)
        marks = sorted(held[fact.id])
        between = [(low + high) / 2 for low, high in pairwise(marks)]
        beyond = [marks[0] - 1, marks[-1] + 1]
        if fact in added:
            far = FAR * (marks[-1] - marks[0] + 1)
            beyond += [marks[0] - far, marks[-1] + far]
        return tuple(map(str, sorted([*marks, *between, *beyond])))

    return values


def _together(
    members: Members,
    apart: set[str],
    options: Callable[[str], tuple[str | None, ...]],
    mark: Callable[[str], tuple[object, ...]],
) -> list[Alike]:
    """Children by what tells them apart: their collections, weights and options."""
    kinds: dict[tuple[tuple[object, ...], object], list[str]] = {}
    for item in dict.fromkeys(item for ids in members.values() for item in ids):
        if item not in apart:
            kinds.setdefault((mark(item), options(item)), []).append(item)
    return [Alike(tuple(i), options(i[0]), "", mark) for (mark, _), i in kinds.items()]


def collections_with(members: Members) -> dict[str, list[tuple[str, str | None]]]:
    """The collections that each item is in, by its id, in order."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    for key, ids in members.items():
        for item in ids:
            found.setdefault(item, []).append(key)
    return found


def input_in_words(fact: Input, value: str) -> str:
    """What an input is, in words."""
    if fact.type == "yes/no":
        return fact.id if value == "yes" else f"no {fact.id}"
    if fact.type == "number":
        return f"{fact.id} {exact(Fraction(value))}"
    return f"{fact.id} {value}"
