"""What a sample's files may and must hold, taken from the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.frameworks.names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Item
    from engine.frameworks.model import Observation
    from engine.frameworks.model import ProfileColumn
    from engine.frameworks.model import Sample
    from engine.frameworks.model import Scale
    from engine.frameworks.model import Vocabulary


@dataclass(frozen=True)
class Question:
    """Something that is answered case by case; ``types`` are those it applies to."""

    id: str
    noun: str
    sample: str
    scale: Scale
    types: tuple[str, ...]
    rated: bool = False

    def applies(self, type_id: str | None) -> bool:
        """Whether it applies to a type of provider."""
        return (type_id or "") in self.types

    def __str__(self) -> str:
        return f"{self.noun} {self.id}"


@dataclass(frozen=True)
class Form:
    """One sample: its questions, its provider types, and who else asks what."""

    sample: Sample
    questions: tuple[Question, ...]
    elsewhere: tuple[Question, ...]
    types: tuple[str, ...]

    @cached_property
    def question(self) -> dict[str, Question]:
        """This sample's questions by canonical code."""
        return {canonical(question.id): question for question in self.questions}

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """This sample's questions by their own ids."""
        return {question.id: question for question in self.questions}

    @cached_property
    def profile(self) -> dict[str, ProfileColumn]:
        """This sample's profile columns by their ids."""
        return {column.id: column for column in self.sample.profile}

    @cached_property
    def foreign(self) -> dict[str, Question]:
        """The other samples' questions by canonical code."""
        return {canonical(question.id): question for question in self.elsewhere}

    def labels(self, question: Question) -> dict[str, str]:
        """The answers to a question by how the sample writes them."""
        scale = question.scale
        known = {*(grade.id for grade in scale.grades), *scale.excluded}
        return {
            answer.label: answer.answer
            for answer in self.sample.answers
            if answer.answer in known
        }

    def outside(self, question: Question) -> str:
        """How the sample writes that a question did not arise; empty if it cannot."""
        labels = self.labels(question).items()
        return next((label for label, answer in labels if answer not in question.scale), "")

    def asked(self, question: Question) -> tuple[str, ...]:
        """The types of this sample's providers that a question applies to."""
        return tuple(type_id for type_id in self.types if question.applies(type_id))

    def not_asked(self, question: Question) -> tuple[str, ...]:
        """The types of this sample's providers that it does not apply to."""
        return tuple(type_id for type_id in self.types if not question.applies(type_id))

    def grade_labels(self, question: Question) -> tuple[str, ...]:
        """Those labels that claim that the question arose."""
        labels = self.labels(question).items()
        return tuple(label for label, answer in labels if answer in question.scale)


def form(vocabulary: Vocabulary, sample: Sample) -> Form:
    """What the files of a sample may and must hold."""
    questions = tuple(_questions(vocabulary))
    types = tuple(t or "" for t in vocabulary.type_ids if vocabulary.applies(sample, t))
    return Form(
        sample,
        tuple(q for q in questions if q.sample == sample.id),
        tuple(q for q in questions if q.sample != sample.id),
        types,
    )


def _questions(vocabulary: Vocabulary) -> Iterator[Question]:
    for item in vocabulary.items:
        level = vocabulary.level_by_id[item.level]
        if item.sample is not None and level.answers is not None:
            scale = vocabulary.scale_by_id[level.answers.scale]
            rated = level.scale is not None
            types = _types(vocabulary, item)
            yield Question(item.id, item.level, item.sample, scale, types, rated=rated)
    for observation in vocabulary.observations:
        about = vocabulary.item_by_id[observation.about]
        sample = observation.sample or about.sample
        found = _observed(vocabulary, about)
        if sample is not None and found is not None:
            types = _types(vocabulary, observation if observation.applies_to else about)
            yield Question(observation.id, "observation", sample, found, types)


def _types(vocabulary: Vocabulary, asked: Item | Observation) -> tuple[str, ...]:
    return tuple(t or "" for t in vocabulary.type_ids if vocabulary.applies(asked, t))


def _observed(vocabulary: Vocabulary, about: Item) -> Scale | None:
    """How an observation is answered: as the item it is about, or as anything is."""
    levels = (vocabulary.level_by_id[about.level], *vocabulary.levels)
    answers = (level.answers for level in levels if level.answers is not None)
    return next((vocabulary.scale_by_id[each.scale] for each in answers), None)
