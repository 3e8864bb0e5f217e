"""The names in a recipe, looked up in its framework and among its providers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.questions import form
from engine.frameworks.values import value_of
from engine.rounds.synthetic.recipe import INTERVIEWS
from engine.rounds.synthetic.recipe_findings import NotInFramework

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.frameworks.model import Vocabulary

NOT_RATED = "not rated"


class RecipeNames:
    """Everything that a recipe may name; what it names in vain is added to ``findings``."""

    def __init__(self, vocabulary: Vocabulary, providers: Iterable[str]) -> None:
        self.findings: list[Finding] = []
        self.items = frozenset(item.id for item in vocabulary.items)
        self._providers = frozenset(providers)
        self._types = {t or "" for t in vocabulary.type_ids}
        self._grades = {grade.id for scale in vocabulary.scales for grade in scale.grades}
        self._inputs = {fact.id: fact for fact in vocabulary.inputs}
        self._columns = {s.id: {c.id: c for c in s.profile} for s in vocabulary.samples}
        self._sample_of = {
            question.id: sample.id
            for sample in vocabulary.samples
            for question in form(vocabulary, sample).questions
        }

    def sample_of(self, question: str) -> str:
        """The sample whose cases answer a question; empty if none does."""
        return self._sample_of.get(question, "")

    def provider(self, place: Place, name: str) -> None:
        """One of the recipe's providers."""
        self.among(place, "provider", name, self._providers)

    def type(self, place: Place, name: str) -> None:
        """A type of provider."""
        self.among(place, "provider type", name, self._types)

    def item(self, place: Place, name: str) -> None:
        """Anything that is rated."""
        self.among(place, "item", name, self.items)

    def rating(self, place: Place, name: str) -> None:
        """A grade of any scale, or none."""
        self.among(place, "rating", name, (*self._grades, NOT_RATED))

    def sample(self, place: Place, name: str) -> None:
        """A sample."""
        self.among(place, "sample", name, self._columns)

    def question(self, place: Place, name: str, *, rated: bool = False) -> None:
        """Something that is answered case by case, and perhaps rated."""
        asked = self._sample_of.keys()
        self.among(place, "question", name, asked & self.items if rated else asked)

    def fellow(self, place: Place, name: str, question: str) -> None:
        """A question that is answered in the same cases as another one; or an interview."""
        sample = self.sample_of(question)
        fellows = (q for q, s in self._sample_of.items() if s == sample)
        if sample and name != INTERVIEWS:
            self.among(place, f"question of {sample}", name, fellows)

    def column(self, place: Place, name: str, sample: str) -> None:
        """A profile column of a sample; if there is no such sample, that is enough said."""
        if sample in self._columns:
            self.among(place, f"profile column of {sample}", name, self._columns[sample])

    def value(self, place: Place, name: str, sample: str, column: str) -> None:
        """A value that a column may have; a column without values takes any."""
        found = self._columns.get(sample, {}).get(column)
        if name and found is not None and found.values:
            self.among(place, f"value of {column}", name, found.values)

    def input(self, place: Place, name: str) -> None:
        """A fact that rules may ask for."""
        self.among(place, "input", name, self._inputs)

    def input_value(self, place: Place, text: str, name: str) -> None:
        """What a fact may be; if there is no such fact, that is enough said."""
        if name in self._inputs and value_of(self._inputs[name], text)[0] is None:
            self.findings.append(NotInFramework(place, f"value of {name}", text))

    def among(self, place: Place, kind: str, name: str, names: Iterable[str]) -> None:
        """One of some names."""
        if name not in names:
            self.findings.append(NotInFramework(place, kind, name))
