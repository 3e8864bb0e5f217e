"""A made-up round: providers of every quality, their cases, judgements and decisions.

It knows no framework: types, samples, questions and rules all come from the one that it
is given. Nothing here is drawn from anything real.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.cases.questions import form
from engine.rounds.directory import WHOLE
from engine.rounds.directory import Directory
from engine.rounds.round import Decision
from engine.rounds.round import Judgement
from engine.rounds.round import Provider
from engine.rounds.round import Seen
from engine.rounds.synthetic.chance import Stream
from engine.rounds.synthetic.made import Cases
from engine.rounds.synthetic.made import Made
from engine.rules import typed
from engine.rules.discretion import counts
from engine.rules.facts import Facts
from engine.rules.reference import rate as rate_item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.cases.questions import Form
    from engine.cases.questions import Question
    from engine.frameworks.model import ProfileColumn
    from engine.frameworks.model import Sample
    from engine.frameworks.model import Vocabulary
    from engine.rules.framework import Framework

NUMBER = 28
"""How many providers are made."""

SMALLEST, LARGEST = 25, 120
"""How many cases of a sample a provider has, at least and at most."""

WORST, BEST = 380, 940
"""The quality of the weakest provider and of the strongest, in thousandths."""

FIRST_FIELDWORK = datetime.date(2001, 1, 1)
_FIRST = ("Ash", "Brook", "East", "Fern", "Hazel", "Mill", "North", "Oak", "South", "West")
_SECOND = ("bridge", "dale", "ford", "haven", "mere", "moor", "stead", "vale", "wick", "worth")
_REASON = "made up for this example"
_WITHHELD = "made up for this example: it could not be inspected at the time"


def make_any(framework: Framework, seed: int) -> Made:
    """The parts of a round; the same seed makes the same round."""
    maker = Maker(framework, seed)
    title = f"Synthetic round, {framework.vocabulary.title}"
    return Made(title, maker.providers, maker.cases, maker.judgements, maker.decisions)


class Maker:
    """Makes the parts of a round of any framework."""

    def __init__(self, framework: Framework, seed: int) -> None:
        self._framework = framework
        self._seed = seed
        self._answers: dict[tuple[str, str], Counter[str]] = {}
        self.cases = tuple(self._sample(sample) for sample in self._vocabulary.samples)

    @property
    def _vocabulary(self) -> Vocabulary:
        return self._framework.vocabulary

    def _stream(self, *name: str) -> Stream:
        return Stream(self._seed, *name)

    @cached_property
    def providers(self) -> tuple[Provider, ...]:
        """The providers: of the first type one part, of every other type three."""
        stream = self._stream("providers")
        places = stream.shuffled([first + second for first in _FIRST for second in _SECOND])
        types = [t for t, n in _shares(self._vocabulary.type_ids) for _ in range(n)]
        start = self._vocabulary.in_force_from or FIRST_FIELDWORK
        return tuple(
            _provider(place, type_id, start + datetime.timedelta(weeks=week))
            for week, (place, type_id) in enumerate(zip(places, types, strict=False))
        )

    @cached_property
    def quality(self) -> dict[str, int]:
        """How good each provider is, in thousandths: evenly spread, whatever its type."""
        steps = [WORST + (BEST - WORST) * step // (NUMBER - 1) for step in range(NUMBER)]
        mixed = self._stream("quality").shuffled(steps)
        return {p.id: quality for p, quality in zip(self.providers, mixed, strict=True)}

    def _sample(self, sample: Sample) -> Cases:
        asked = form(self._vocabulary, sample)
        profile = tuple(column.id for column in sample.profile)
        header = ("case", "provider", *profile, *(q.id for q in asked.questions), "synthetic")
        providers = [p for p in self.providers if (p.type or "") in asked.types]
        rows = [row for provider in providers for row in self._rows(asked, provider)]
        return Cases(sample, header, tuple(rows))

    def _rows(self, asked: Form, provider: Provider) -> Iterator[tuple[str, ...]]:
        stream = self._stream("cases", asked.sample.id, provider.id)
        chances = [self._chances(question, provider) for question in asked.questions]
        for number in range(1, stream.between(SMALLEST, LARGEST) + 1):
            profile = (_profile(stream, column) for column in asked.sample.profile)
            answers = (self._answer(stream, provider, each) for each in chances)
            case = f"{provider.id}-{number:03}"
            yield (case, provider.id, *profile, *answers, "yes")

    def _chances(self, question: Question, provider: Provider) -> Chances | None:
        """How a question tends to be answered; None where it does not apply."""
        if (provider.type or "") not in question.types:
            return None
        everybody = self._stream("question", question.id)
        here = self._stream("question", question.id, provider.id)
        quality = self.quality[provider.id] + everybody.between(-40, 60) + here.between(-70, 70)
        sample = self._vocabulary.sample_by_id[question.sample]
        scale = question.scale
        labels = {a.answer: a.label for a in reversed(sample.answers)}
        grades = tuple(g.id for g in scale.grades if g.id in labels)
        excluded = tuple(e for e in scale.excluded if e in labels)
        absent = everybody.pick((0, 0, 20, 60, 150, 350)) if excluded else 0
        missing = everybody.pick((*(0 for _ in range(15)), 4))
        quality = min(quality, 990)
        return Chances(question.id, quality, absent, missing, grades, excluded, labels)

    def _answer(self, stream: Stream, provider: Provider, chances: Chances | None) -> str:
        if chances is None or not chances.grades or stream.happens(chances.missing):
            return ""
        if stream.happens(chances.absent):
            return chances.labels[stream.pick(chances.excluded)]
        steps = len(chances.grades) - 1
        rank = sum(stream.happens(chances.quality) for _ in range(steps))
        answer = chances.grades[rank]
        self._answers.setdefault((provider.id, chances.question), Counter())[answer] += 1
        return chances.labels[answer]

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self._framework, self.providers)

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """A rating of everything that is judged, and one rating withheld."""
        found = [
            Judgement(provider.id, item, self._judged(item, provider), _REASON)
            for provider in self.providers
            for item in self._directory.judged
            if self._directory.applies(item, provider)
        ]
        return (*found, *self._withheld())

    def _judged(self, item: str, provider: Provider) -> str:
        scale = self._directory.rules[item].scale
        allowed = () if item == WHOLE else self._vocabulary.item_by_id[item].allowed
        grades = allowed or tuple(grade.id for grade in scale.grades)
        stream = self._stream("judged", item, provider.id)
        quality = self.quality[provider.id] - WORST + stream.between(-120, 120)
        return grades[max(0, min(quality * len(grades) // (BEST - WORST), len(grades) - 1))]

    def _withheld(self) -> Iterator[Judgement]:
        """The last computed item of the last provider, of those nearest to the provider."""
        provider = self.providers[-1]
        computed = [
            item
            for item in self._vocabulary.items
            if item.id in self._directory.rules
            and item.id not in self._directory.judged
            and self._directory.applies(item.id, provider)
        ]
        if computed:
            levels = [self._vocabulary.depth(item.level) for item in computed]
            item = [
                i for i, level in zip(computed, levels, strict=True) if level == max(levels)
            ]
            yield Judgement(provider.id, item[-1].id, None, _WITHHELD)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """One move up and one move down, of two providers, where the rules leave any."""
        moves = self._stream("decisions").shuffled([*self._moves()])
        up = next((m for m in moves if self._is_up(m)), None)
        down = next(
            (
                m
                for m in moves
                if not self._is_up(m) and (up is None or m.provider != up.provider)
            ),
            None,
        )
        return tuple(move for move in (up, down) if move is not None)

    def _is_up(self, move: Decision) -> bool:
        scale = self._directory.rules[move.item].scale
        return scale.rank(move.end) > scale.rank(move.start)

    def _moves(self) -> Iterator[Decision]:
        """Every move that is open to somebody on the strength of the answers alone."""
        withheld = {(j.provider, j.item) for j in self.judgements if j.rating is None}
        for (provider, question), answers in self._answers.items():
            rule = self._directory.rules.get(question)
            if rule is None or len(rule.modifiers) != 1 or (provider, question) in withheld:
                continue
            base, allow = rule.base, rule.allow
            if (
                isinstance(base, typed.Banded)
                and isinstance(base.measure, typed.Share)
                and allow
            ):
                facts = Facts(answers=answers)
                outcome, found = rate_item(rule, facts), counts(base.measure, facts)
                for end in outcome.moves:
                    yield self._decision(
                        provider,
                        question,
                        (outcome.rating or "", end),
                        allow.role.id,
                        Seen(found.favourable, found.applicable),
                    )

    def _decision(
        self, provider: str, item: str, move: tuple[str, str], by: str, seen: Seen
    ) -> Decision:
        fieldwork = self._directory.providers[provider].fieldwork or FIRST_FIELDWORK
        date = fieldwork + datetime.timedelta(weeks=6)
        return Decision(provider, item, *move, by, date, _REASON, seen)


@dataclass(frozen=True)
class Chances:
    """How a question tends to be answered at one provider, in thousandths."""

    question: str
    quality: int
    absent: int
    missing: int
    grades: tuple[str, ...]
    excluded: tuple[str, ...]
    labels: dict[str, str]


def _shares(types: tuple[str | None, ...]) -> list[tuple[str | None, int]]:
    parts = [1, *(3 for _ in types[1:])]
    ends = [NUMBER * sum(parts[: n + 1]) // sum(parts) for n in range(len(parts))]
    starts = [0, *ends[:-1]]
    return [(t, end - start) for t, start, end in zip(types, starts, ends, strict=True)]


def _provider(name: str, type_id: str | None, fieldwork: datetime.date) -> Provider:
    published = fieldwork + datetime.timedelta(weeks=12)
    return Provider(name.lower(), name, type_id, fieldwork=fieldwork, published=published)


def _profile(stream: Stream, column: ProfileColumn) -> str:
    """A value of a profile column, the first ones likelier; sometimes none."""
    if column.missing_allowed and stream.happens(20):
        return ""
    if not column.values:
        return "made up"
    first, second = (stream.below(len(column.values)) for _ in range(2))
    return column.values[min(first, second)]
