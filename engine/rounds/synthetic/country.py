"""A made-up round that meets everything that a framework's recipe asks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.rounds.directory import Directory
from engine.rounds.round import Judgement
from engine.rounds.round import Population
from engine.rounds.synthetic.casework import Sheet
from engine.rounds.synthetic.chance import Stream
from engine.rounds.synthetic.exchange import Exchange
from engine.rounds.synthetic.exchange import Grades
from engine.rounds.synthetic.made import Cases
from engine.rounds.synthetic.made import Made
from engine.rounds.synthetic.moved import Mover
from engine.rounds.synthetic.officers import interviewed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Sample
    from engine.rounds.synthetic.made import Tick
    from engine.rounds.synthetic.recipe import Answers
    from engine.rounds.synthetic.recipe import Recipe
    from engine.rules.framework import Framework

NOTES = "Providers, dates and totals are published ones; every case and answer is made up."


def make_country(framework: Framework, recipe: Recipe, seed: int, tick: Tick) -> Made:
    """The parts of a round; the same seed makes the same round."""
    vocabulary = framework.vocabulary
    tick("ratings")
    directory = Directory(framework, recipe.providers)
    grades = Grades(vocabulary, directory.rules)
    exchange = Exchange(recipe, vocabulary, grades, Stream(seed, "exchange"))
    mover = Mover(recipe, vocabulary, directory, grades, exchange, Stream(seed, "moved"))
    decisions = mover.decisions()
    maker = _Maker(recipe, framework, exchange.answers, seed)
    cases: list[Cases] = []
    interviews: list[tuple[str, ...]] = []
    for sample in vocabulary.samples:
        tick(sample.name)
        sheet = maker.sheet(sample)
        interviews += maker.interviews
        cases.append(Cases(sample, sheet.header, tuple(sheet.rows())))
    return Made(
        recipe.title,
        recipe.providers,
        tuple(cases),
        tuple(_judgements(recipe, directory, exchange)),
        decisions,
        tuple(_populations(recipe)),
        tuple(interviews),
        NOTES,
        recipe.inputs,
    )


class _Maker:
    """Makes the cases, sample by sample."""

    def __init__(
        self,
        recipe: Recipe,
        framework: Framework,
        answers: dict[tuple[str, str], Answers],
        seed: int,
    ) -> None:
        self._recipe = recipe
        self._vocabulary = framework.vocabulary
        self._answers: dict[str, dict[str, Answers]] = {}
        for (provider, question), given in answers.items():
            self._answers.setdefault(question, {})[provider] = given
        self._seed = seed
        self.interviews: tuple[tuple[str, ...], ...] = ()

    def sheet(self, sample: Sample) -> Sheet:
        """The cases of a sample; ``interviews`` are then the officers' about them."""
        sheet = Sheet(self._recipe, self._vocabulary, sample, self._seed)
        recipe = self._recipe
        nested = recipe.nested
        for question in sorted(sheet.answers, key=lambda each: each in nested):
            if question in self._answers:
                sheet.answer(question, self._answers[question], nested.get(question, ""))
        for crossing in recipe.crossings:
            if crossing.question in sheet.answers:
                sheet.cross(crossing)
        sheet.describe(recipe)
        self.interviews = tuple(self._interviews(sheet))
        for pooled in recipe.pooled:
            if pooled.question in sheet.answers:
                sheet.pool(pooled, recipe.apart.get(pooled.question, ""))
        return sheet

    def _interviews(self, sheet: Sheet) -> Iterator[tuple[str, ...]]:
        interviews = self._recipe.interviews
        if interviews is not None and interviews.sample == sheet.sample.id:
            stream = Stream(self._seed, "interviews")
            yield from interviewed(self._recipe, interviews, sheet, stream)


def _judgements(
    recipe: Recipe, directory: Directory, exchange: Exchange
) -> Iterator[Judgement]:
    """A rating of everything that is judged, and what is not rated, with the reason."""
    judged = set(directory.judged)
    for (provider, item), rating in exchange.ratings.items():
        if rating is None:
            yield Judgement(provider, item, None, recipe.reasons.get("not rated", ""))
        elif item in judged:
            yield Judgement(provider, item, rating, recipe.reasons.get("judged", ""))


def _populations(recipe: Recipe) -> Iterator[Population]:
    for (provider, sample), size in recipe.sizes.items():
        yield Population(provider, sample, size.population)
