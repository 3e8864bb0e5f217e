"""The cases of a made-up round: their answers first, then profiles that go with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.cases.questions import form
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.rounds.synthetic.chance import Stream
from engine.rounds.synthetic.recipe import INTERVIEWS
from engine.rounds.synthetic.recipe_findings import DoesNotAddUp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.cases.questions import Form
    from engine.cases.questions import Question
    from engine.frameworks.model import Sample
    from engine.frameworks.model import Vocabulary
    from engine.rounds.synthetic.recipe import Answers
    from engine.rounds.synthetic.recipe import Crossing
    from engine.rounds.synthetic.recipe import Pooled
    from engine.rounds.synthetic.recipe import Recipe

STEPS = 1000
"""The quality of a case, and what chance adds to it, are below this number."""

NEVER = 10 * STEPS
"""What makes a favourable answer the last to be given."""


@dataclass(frozen=True)
class Labels:
    """How the answers to a question are written: the best, the worst, and none."""

    yes: str
    no: str
    absent: str


@dataclass(frozen=True)
class _Task:
    """A question to answer: likelier well where ``within`` is, and never where ``apart`` is."""

    question: str
    whose: str
    wanted: Answers
    within: str = ""
    apart: str = ""


class Sheet:
    """The cases of one sample, a column for everything that is known of them.

    ``places`` are the cases of each provider, and of each type of provider. A case has
    a quality, which makes all its answers likelier to be favourable.
    """

    def __init__(
        self, recipe: Recipe, vocabulary: Vocabulary, sample: Sample, seed: int
    ) -> None:
        asked = form(vocabulary, sample)
        self.sample = sample
        self.cases: list[str] = []
        self.providers: list[str] = []
        self.places: dict[str, list[int]] = {}
        self.interviewed: set[int] = set()
        self._seed = seed
        self._file = Place(recipe.file)
        self._labels = {q.id: labels_of(asked, q) for q in asked.questions}
        self._fill(recipe)
        self.profile = {c.id: [""] * len(self.cases) for c in sample.profile}
        self.answers = {q.id: [""] * len(self.cases) for q in asked.questions}
        stream = self._stream("quality")
        self._quality = [stream.below(STEPS) for _ in self.cases]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return ("case", "provider", *self.profile, *self.answers, "synthetic")

    def rows(self) -> Iterator[tuple[str, ...]]:
        """A row of cells for each case."""
        columns = (*self.profile.values(), *self.answers.values())
        for case, provider, *cells in zip(self.cases, self.providers, *columns, strict=True):
            yield (case, provider, *cells, "yes")

    def answer(self, question: str, answers: Mapping[str, Answers], within: str) -> None:
        """Answer a question in the cases of each provider, as often as it must be."""
        stream = self._stream("answers", question)
        for provider, wanted in answers.items():
            places = self.places.get(provider, [])
            self._not_asked(question, places)
            arising = [p for p in places if not within or self._arises(within, p)]
            self._give(_Task(question, provider, wanted), arising, stream)

    def pool(self, pooled: Pooled, apart: str) -> None:
        """Answer a question in the cases of all providers of a type, where it arises."""
        stream = self._stream("pooled", pooled.question, pooled.type)
        places = self.places.get(pooled.type, [])
        self._not_asked(pooled.question, places)
        arising = [p for p in places if self._is_open(pooled, p)]
        within = pooled.within if pooled.within in self.answers else ""
        task = _Task(pooled.question, pooled.type, pooled.answers, within, apart)
        self._give(task, arising, stream)

    def cross(self, crossing: Crossing) -> None:
        """Give the cases of a type the values that go with their answers to a question."""
        answers = self.answers[crossing.question]
        groups: dict[str, list[int]] = {answer: [] for answer, _, _ in crossing.rows}
        stream = self._stream("crossing", crossing.question, crossing.type)
        for place in stream.shuffled(self.places.get(crossing.type, [])):
            groups.setdefault(answers[place], []).append(place)
        for answer, places in groups.items():
            values = [v for a, v, number in crossing.rows if a == answer for _ in range(number)]
            what = f'{crossing.type} cases with "{answer}" to {crossing.question}'
            self._must_be_equal(what, len(values), len(places))
            for place, row in zip(places, values, strict=True):
                for column, value in zip(crossing.columns, row, strict=True):
                    self.profile[column][place] = value

    def describe(self, recipe: Recipe) -> None:
        """Give every case the profile that it has not got from a crossing."""
        own = (c for c in recipe.crossings if c.question in self.answers)
        crossed = {(c.type, column) for c in own for column in c.columns}
        for each in recipe.profiles:
            if each.sample == self.sample.id and (each.type, each.column) not in crossed:
                places = self.places.get(each.type, [])
                values = [value for value, number in each.counts for _ in range(number)]
                what = f"{each.type} cases of {each.sample} with a value of {each.column}"
                self._must_fit(what, len(values), len(places))
                values += [each.rest] * (len(places) - len(values))
                stream = self._stream("profile", each.type, each.column)
                for place, value in zip(places, stream.shuffled(values), strict=True):
                    self.profile[each.column][place] = value

    def answered(self, question: str, provider: str, *, favourably: bool) -> list[int]:
        """A provider's cases with the best answer to a question, or the worst one."""
        labels = self._labels[question]
        label = labels.yes if favourably else labels.no
        column = self.answers[question]
        return [place for place in self.places.get(provider, ()) if column[place] == label]

    def _fill(self, recipe: Recipe) -> None:
        for provider in recipe.providers:
            size = recipe.sizes.get((provider.id, self.sample.id))
            if size is not None:
                places = list(range(len(self.cases), len(self.cases) + size.cases))
                self.cases += [f"{provider.id}-{n:03}" for n in range(1, size.cases + 1)]
                self.providers += [provider.id] * size.cases
                self.places[provider.id] = places
                self.places.setdefault(provider.type or "", []).extend(places)

    def _stream(self, *name: str) -> Stream:
        return Stream(self._seed, "sheet", self.sample.id, *name)

    def _not_asked(self, question: str, places: Sequence[int]) -> None:
        column, absent = self.answers[question], self._labels[question].absent
        for place in places:
            column[place] = absent

    def _arises(self, question: str, place: int) -> bool:
        """Whether a question is answered in a case, for better or worse."""
        if question == INTERVIEWS:
            return place in self.interviewed
        labels = self._labels[question]
        return self.answers[question][place] in (labels.yes, labels.no)

    def _is_open(self, pooled: Pooled, place: int) -> bool:
        if pooled.within and not self._arises(pooled.within, place):
            return False
        return not pooled.column or self.profile[pooled.column][place] == pooled.value

    def _give(self, task: _Task, places: Sequence[int], stream: Stream) -> None:
        """So many answers of each kind in cases in which a question arises."""
        question, wanted = task.question, task.wanted
        given = wanted.missing + wanted.applicable
        self._must_fit(f"answers to {question} of {task.whose}", given, len(places))
        self._must_fit(f"favourable ones to {question}", wanted.favourable, wanted.applicable)
        column, labels = self.answers[question], self._labels[question]
        chosen = stream.shuffled(places)[:given]
        for place in chosen[: wanted.missing]:
            column[place] = ""
        asked = chosen[wanted.missing :]
        quality = {p: self._likely(task, p) + stream.below(STEPS) for p in asked}
        best = sorted(asked, key=lambda place: (-quality[place], place))
        for rank, place in enumerate(best):
            column[place] = labels.yes if rank < wanted.favourable else labels.no

    def _likely(self, task: _Task, place: int) -> int:
        """How likely a favourable answer is."""
        likely = self._quality[place]
        if task.within and self._is_yes(task.within, place):
            likely += STEPS // 2
        if task.apart and self._is_yes(task.apart, place):
            likely -= NEVER
        return likely

    def _is_yes(self, question: str, place: int) -> bool:
        return self.answers[question][place] == self._labels[question].yes

    def _must_fit(self, what: str, wanted: int, there: int) -> None:
        if wanted > there:
            raise Invalid([DoesNotAddUp(self._file, what, wanted, there)])

    def _must_be_equal(self, what: str, wanted: int, there: int) -> None:
        if wanted != there:
            raise Invalid([DoesNotAddUp(self._file, what, wanted, there)])


def labels_of(asked: Form, question: Question) -> Labels:
    """How a sample writes the answers to a question of its own."""
    written = {answer: label for label, answer in reversed(asked.labels(question).items())}
    scale = question.scale
    absent = next((written[e] for e in scale.excluded if e in written), "")
    return Labels(written[scale.grades[-1].id], written[scale.grades[0].id], absent)
