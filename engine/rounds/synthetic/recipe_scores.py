"""Whether the ratings of a recipe are those that its answers give, and its scores."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from engine.rounds.directory import Directory
from engine.rounds.synthetic.exchange import Grades
from engine.rounds.synthetic.recipe_findings import DoesNotAddUp
from engine.rounds.synthetic.recipe_names import NOT_RATED
from engine.rules import typed
from engine.rules.facts import Facts
from engine.rules.plan import plan
from engine.rules.reference import rate as rate_item

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.diagnostics import Finding
    from engine.frameworks.nodes import Mapping
    from engine.rounds.round import Provider
    from engine.rounds.synthetic.recipe import Recipe
    from engine.rules.framework import Framework
    from engine.rules.plan import Task


def misrated(root: Mapping, recipe: Recipe, framework: Framework) -> Iterator[Finding]:
    """Ratings that do not follow from the tables, and scores that are others."""
    rules = Directory(framework, recipe.providers).rules
    grades = Grades(framework.vocabulary, rules)
    plans = {p.type: plan(framework, p.type) for p in recipe.providers}
    for node, provider in zip(root.mappings("providers"), recipe.providers, strict=True):
        sums = _Sums(recipe, grades, provider, node)
        for task in plans[provider.type].tasks:
            yield from sums.settled(task)


@dataclass
class _Sums:
    """One provider being rated after the tables: what is settled so far."""

    recipe: Recipe
    grades: Grades
    provider: Provider
    node: Mapping
    ratings: dict[str, str | None] = field(default_factory=dict)

    def settled(self, task: Task) -> Iterator[Finding]:
        """What is wrong with the rating of an item, or with the score of the provider."""
        cell = (self.provider.id, task.key or "")
        if isinstance(task.rule.base, typed.Judged):
            self.ratings |= {
                i: r for (p, i), r in self.recipe.ratings.items() if (p, i) == cell
            }
        elif not task.inputs and self.ratings.keys() >= {*task.reads}:
            outcome = rate_item(task.rule, self._facts(task))
            if task.key is None:
                yield from self._scored(outcome.value)
            else:
                self.ratings[task.key] = outcome.rating
                yield from self._rated(task.key, outcome.rating)

    def _facts(self, task: Task) -> Facts:
        cell = (self.provider.id, task.key or "")
        answers = self.recipe.answers.get(cell)
        if answers is not None and cell[1] in self.grades:
            return self.grades.facts(cell[1], answers.favourable, answers.applicable)
        withheld = NOT_RATED if self.recipe.ratings.get(cell, "") is None else None
        return Facts(ratings=self.ratings, members=task.members, withheld=withheld)

    def _rated(self, item: str, rating: str | None) -> Iterator[Finding]:
        given = self.recipe.ratings.get((self.provider.id, item), rating)
        if given != rating:
            what = f'answers that make {item} of {self.provider.id} "{given or NOT_RATED}"'
            yield DoesNotAddUp(self.node.place, what, 1, 0)

    def _scored(self, value: Fraction | None) -> Iterator[Finding]:
        wanted = self.node.text("score")
        if wanted and value is not None and value != int(wanted):
            place = self.node.place_of("score")
            yield DoesNotAddUp(place, f"points of {self.provider.id}", int(wanted), value)
