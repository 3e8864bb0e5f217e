"""Another table of ratings and answers that meets all that a given one meets.

Two providers of a type exchange their ratings of two items, so that each keeps as many
ratings of each kind, and so does each item; with a rating go the grades of the
questions below it. Then favourable answers move between providers whose grades that
leaves alone. So every count by type stays, of ratings, of grades and of answers.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.rounds.synthetic.recipe import Answers
from engine.rules.facts import Facts
from engine.rules.reference import rate as rate_item

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.frameworks.model import Vocabulary
    from engine.rounds.synthetic.chance import Stream
    from engine.rounds.synthetic.recipe import Recipe
    from engine.rules import typed

TRIES = 6000
"""How many exchanges of ratings are tried; most are of ratings that no exchange fits."""

MOVES = 8
"""How many times the favourable answers of each provider to each question move."""

STRIDE = 16
"""The part of a provider's answers to a question by which the favourable ones may move."""


class Grades:
    """Which numbers of favourable answers give a question which grade."""

    def __init__(self, vocabulary: Vocabulary, rules: Mapping[str, typed.Rule]) -> None:
        self._rules = rules
        self._ends = {}
        for item in vocabulary.items:
            answers = vocabulary.level_by_id[item.level].answers
            if answers is not None and item.id in rules:
                scale = vocabulary.scale_by_id[answers.scale]
                self._ends[item.id] = (scale.grades[0].id, scale.grades[-1].id)
        self._ranges: dict[tuple[int, int], dict[str, tuple[int, int]]] = {}

    def __contains__(self, question: str) -> bool:
        return question in self._ends

    def facts(self, question: str, favourable: int, applicable: int) -> Facts:
        """So many favourable answers, of so many, as a rule sees them."""
        low, high = self._ends[question]
        return Facts(answers=Counter({high: favourable, low: applicable - favourable}))

    def grade(self, question: str, favourable: int, applicable: int) -> str:
        """The grade of a question."""
        facts = self.facts(question, favourable, applicable)
        return rate_item(self._rules[question], facts).rating or ""

    def ranges(self, question: str, applicable: int) -> dict[str, tuple[int, int]]:
        """The least and the most favourable answers of each grade."""
        key = id(self._rules[question]), applicable
        if key not in self._ranges:
            found: dict[str, tuple[int, int]] = {}
            for favourable in range(applicable + 1):
                grade = self.grade(question, favourable, applicable)
                found[grade] = (found.get(grade, (favourable, 0))[0], favourable)
            self._ranges[key] = found
        return self._ranges[key]


class Exchange:
    """Varies a recipe's ratings and answers; what comes out is ``ratings`` and ``answers``."""

    def __init__(
        self, recipe: Recipe, vocabulary: Vocabulary, grades: Grades, stream: Stream
    ) -> None:
        self._recipe = recipe
        self._grades = grades
        self._stream = stream
        self._questions = _questions(vocabulary, recipe, grades)
        self.ratings = dict(recipe.ratings)
        self.answers = dict(recipe.answers)
        self._exchange_ratings()
        self._move_answers()

    def grade(self, provider: str, question: str) -> str:
        """The grade of a provider's question as it stands."""
        found = self.answers[provider, question]
        return self._grades.grade(question, found.favourable, found.applicable)

    def range(self, provider: str, question: str) -> tuple[int, int]:
        """The favourable answers that leave the grade of a provider's question alone."""
        found = self.answers[provider, question]
        ranges = self._grades.ranges(question, found.applicable)
        return ranges[self.grade(provider, question)]

    def is_free(self, provider: str, question: str) -> bool:
        """Whether the answers of a provider to a question may change."""
        key = (provider, question)
        return key not in self._recipe.pinned and self.answers[key].applicable > 0

    def move(self, taker: str, giver: str, question: str, number: int) -> None:
        """Move favourable answers from one provider to another."""
        for provider, change in ((taker, number), (giver, -number)):
            old = self.answers[provider, question]
            changed = Answers(old.applicable, old.favourable + change, old.missing)
            self.answers[provider, question] = changed

    def _exchange_ratings(self) -> None:
        stream = self._stream
        types = dict.fromkeys(p.type or "" for p in self._recipe.providers)
        groups = [[p.id for p in self._recipe.of_type(t)] for t in types]
        weights = [index for index, group in enumerate(groups) for _ in group]
        items = {p: [i for o, i in self._recipe.ratings if o == p] for g in groups for p in g}
        for _ in range(TRIES):
            group = groups[stream.pick(weights)]
            one, other = stream.pick(group), stream.pick(group)
            first, second = stream.pick(items[one]), stream.pick(items[one])
            if one != other and first != second:
                self._try((one, other), (first, second))

    def _try(self, providers: tuple[str, str], items: tuple[str, str]) -> None:
        """Exchange two ratings of two providers, if everything stays as it must."""
        (one, other), (first, second) = providers, items
        cells = [(p, i) for p in providers for i in items]
        ratings = self.ratings
        upper, lower = ratings.get((one, first)), ratings.get((one, second))
        fits = (ratings.get((other, first)), ratings.get((other, second))) == (lower, upper)
        if upper == lower or not fits or any(cell in self._recipe.known for cell in cells):
            return
        moved = [self._regraded(providers, item) for item in items]
        if None in moved:
            return
        before = dict(ratings)
        ratings.update({cells[0]: lower, cells[1]: upper, cells[2]: upper, cells[3]: lower})
        if not self._allowed(cells):
            ratings.update({cell: before[cell] for cell in cells})
            return
        for part in moved:
            self.answers.update(part or {})

    def _allowed(self, cells: list[tuple[str, str]]) -> bool:
        for rule in self._recipe.rules:
            if any(rule.concerns(*cell) for cell in cells):
                found = sum(
                    rating == rule.rating and rule.concerns(*cell)
                    for cell, rating in self.ratings.items()
                )
                if not rule.least <= found <= rule.most:
                    return False
        return True

    def _regraded(
        self, providers: tuple[str, str], item: str
    ) -> dict[tuple[str, str], Answers] | None:
        """The answers of two providers with each other's grades; None if there are none."""
        one, other = providers
        found: dict[tuple[str, str], Answers] = {}
        for question in self._questions.get(item, ()):
            mine, theirs = self.answers[one, question], self.answers[other, question]
            if self.grade(one, question) == self.grade(other, question):
                continue
            if not all(self.is_free(provider, question) for provider in providers):
                return None
            total = mine.favourable + theirs.favourable
            low, high = self._bounds(question, mine, theirs, total)
            if low > high:
                return None
            natural = mine.applicable * theirs.favourable // theirs.applicable
            number = max(low, min(natural, high))
            found[one, question] = Answers(mine.applicable, number, mine.missing)
            left = total - number
            found[other, question] = Answers(theirs.applicable, left, theirs.missing)
        return found

    def _bounds(
        self, question: str, mine: Answers, theirs: Answers, total: int
    ) -> tuple[int, int]:
        """The favourable answers that give the first provider the other's grade, and back."""
        grades = self._grades
        my_grade = grades.grade(question, mine.favourable, mine.applicable)
        their_grade = grades.grade(question, theirs.favourable, theirs.applicable)
        my_low, my_high = grades.ranges(question, mine.applicable).get(their_grade, (1, 0))
        low, high = grades.ranges(question, theirs.applicable).get(my_grade, (1, 0))
        return max(my_low, total - high), min(my_high, total - low)

    def _move_answers(self) -> None:
        for question, providers in self._movable():
            room = {p: self._room(p, question) for p in providers}
            for _ in range(MOVES * len(providers)):
                taker, giver = self._stream.pick(providers), self._stream.pick(providers)
                up = room[taker][1] - self.answers[taker, question].favourable
                down = self.answers[giver, question].favourable - room[giver][0]
                number = min(up, down)
                if taker != giver and number > 0:
                    self.move(taker, giver, question, self._stream.between(0, number))

    def _room(self, provider: str, question: str) -> tuple[int, int]:
        low, high = self.range(provider, question)
        found = self.answers[provider, question]
        stride = found.applicable // STRIDE
        return max(low, found.favourable - stride), min(high, found.favourable + stride)

    def _movable(self) -> Iterator[tuple[str, list[str]]]:
        """The questions, each with the providers of one type whose answers may move."""
        asked = dict.fromkeys(question for _, question in self.answers)
        types = dict.fromkeys(p.type or "" for p in self._recipe.providers)
        for question in asked:
            for type_id in types:
                providers = [p.id for p in self._recipe.of_type(type_id)]
                free = [
                    p
                    for p in providers
                    if (p, question) in self.answers and self.is_free(p, question)
                ]
                if len(free) > 1:
                    yield question, free


def _questions(vocabulary: Vocabulary, recipe: Recipe, grades: Grades) -> dict[str, list[str]]:
    """The questions below each item whose answers the recipe gives."""
    given = dict.fromkeys(question for _, question in recipe.answers)
    found: dict[str, list[str]] = {}
    for question in given:
        parent = vocabulary.item_by_id[question].parent
        if question in grades and parent is not None:
            found.setdefault(parent, []).append(question)
    return found
