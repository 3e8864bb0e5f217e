"""What can be tabulated: questions, profile columns, and whose the cases are."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.cases.questions import form as form_of
from engine.frameworks.names import Named
from engine.frameworks.names import canonical
from engine.frameworks.names import folded
from engine.frameworks.names import match
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.cases.provider import Provider
    from engine.cases.questions import Form
    from engine.cases.questions import Question
    from engine.frameworks.model import ProfileColumn
    from engine.frameworks.model import Sample
    from engine.frameworks.model import Vocabulary
    from engine.rules.typed import Rules

Kind: TypeAlias = Literal["question", "profile", "provider", "type", "interview"]
"""Where the values of a variable come from."""


@dataclass(frozen=True)
class Value:
    """Something that a case may have: an answer, a value of a column, a provider."""

    id: str
    name: str
    names: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """Everything else that people may call it."""
    written: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """How files write it."""


@dataclass(frozen=True)
class Variable:
    """Something that every case of a sample has a value of, or should have.

    ``values`` are in order, those of a question from the lowest grade on; none means
    that any text will do. A question has ``favourable`` and ``excluded`` values besides,
    and is put only to the cases of some ``types`` of provider.
    """

    kind: Kind
    id: str
    name: str
    noun: str
    sample: str
    values: tuple[Value, ...] = ()
    favourable: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    @cached_property
    def value(self) -> dict[str, Value]:
        """The values by their ids."""
        return {value.id: value for value in self.values}

    def called(self, value: str) -> str:
        """What people call a value."""
        return self.value[value].name if value in self.value else value

    def find(self, name: str) -> tuple[str, ...]:
        """The values that a name may mean: an id or a label before any other name."""
        things = [Named(v.id, self.kind, (v.id, v.name)) for v in self.values]
        more = [Named(v.id, self.kind, v.names) for v in self.values]
        return tuple(thing.id for thing in match(name, things) or match(name, more))

    @property
    def judged(self) -> bool:
        """Whether some of its values are better than others."""
        return bool(self.favourable)

    def __str__(self) -> str:
        return f"{self.noun} {self.id}".strip()


@dataclass(frozen=True)
class Shelf:
    """The variables of one sample."""

    sample: Sample
    form: Form
    variables: tuple[Variable, ...]

    def find(self, name: str) -> tuple[Variable, ...]:
        """The variables that a name may mean: a code or id before any other name.

        What the cases themselves say comes before whose they are.
        """
        wanted = {folded(name), canonical(name)}
        places = _places(self._by_id, wanted) or _places(self._by_name, wanted)
        variables = tuple(self.variables[place] for place in places)
        own = tuple(v for v in variables if v.kind not in ("provider", "type"))
        return own or variables

    @cached_property
    def _by_id(self) -> dict[str, list[int]]:
        return _index([(variable.id,) for variable in self.variables])

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        return _index([_names(variable) for variable in self.variables])

    @property
    def types(self) -> tuple[str, ...]:
        """The types of provider that the sample is drawn for."""
        return self.form.types


def shelves(
    vocabulary: Vocabulary, rules: Rules | None, providers: Sequence[Provider]
) -> tuple[Shelf, ...]:
    """Everything that can be tabulated, sample by sample."""
    return tuple(_shelf(vocabulary, rules, providers, s) for s in vocabulary.samples)


def _names(variable: Variable) -> tuple[str, ...]:
    own = (variable.id, variable.name) if variable.name else (variable.id,)
    more = ("provider type",) if variable.kind == "type" else ()
    return (*own, *more)


def _index(names: Sequence[tuple[str, ...]]) -> dict[str, list[int]]:
    """Where each name stands, however it is written."""
    found: dict[str, list[int]] = {}
    for place, own in enumerate(names):
        for name in {folded(each) for each in own}:
            found.setdefault(name, []).append(place)
    return found


def _places(index: dict[str, list[int]], wanted: set[str]) -> list[int]:
    return sorted({place for name in wanted for place in index.get(name, ())})


def _shelf(
    vocabulary: Vocabulary, rules: Rules | None, providers: Sequence[Provider], sample: Sample
) -> Shelf:
    form = form_of(vocabulary, sample)
    variables = [
        *(_question(vocabulary, rules, form, question) for question in form.questions),
        *(_profile(sample, column) for column in sample.profile),
        *whose(vocabulary, sample, providers),
    ]
    return Shelf(sample, form, tuple(variables))


def _question(
    vocabulary: Vocabulary, rules: Rules | None, form: Form, question: Question
) -> Variable:
    labels: dict[str, list[str]] = {}
    for label, answer in form.labels(question).items():
        labels.setdefault(answer, []).append(label)
    scale = question.scale
    names = {grade.id: grade.name for grade in scale.grades}
    values = tuple(
        Value(answer, labels.get(answer, [answer])[0], (*own, named), own)
        for answer, named in [*names.items(), *((e, e) for e in scale.excluded)]
        for own in [tuple(labels.get(answer, ()))]
    )
    return Variable(
        "question",
        question.id,
        words(vocabulary, question.id),
        question.noun,
        question.sample,
        values,
        _favourable(rules, question),
        scale.excluded,
        form.asked(question),
    )


def words(vocabulary: Vocabulary, question_id: str) -> str:
    """What a question asks, in the framework's words, or what it is called."""
    item = vocabulary.item_by_id.get(question_id)
    if item is not None:
        return item.text.words if item.text is not None else item.name
    found = (o.text.words for o in vocabulary.observations if o.id == question_id)
    return next(found, "")


def _favourable(rules: Rules | None, question: Question) -> tuple[str, ...]:
    """The grades that the question's own rule counts, else the highest of its scale."""
    rule = None if rules is None else rules.rating(question.id)
    if rule is not None and isinstance(rule.base, typed.Banded):
        measure = rule.base.measure
        if isinstance(measure, typed.Share) and measure.scale.id == question.scale.id:
            return measure.grades.grades
    return (question.scale.grades[-1].id,)


def _profile(sample: Sample, column: ProfileColumn) -> Variable:
    values = tuple(Value(value, value, written=(value,)) for value in column.values)
    return Variable("profile", column.id, column.name, "profile column", sample.id, values)


def whose(
    vocabulary: Vocabulary, sample: Sample, providers: Sequence[Provider]
) -> Iterator[Variable]:
    """The variables that say whose a case is: the provider, and its type."""
    level = vocabulary.provider_level.id
    of_sample = [p for p in providers if vocabulary.applies(sample, p.type)]
    names = [provider.name for provider in of_sample]
    own = tuple(
        Value(
            p.id,
            f"{p.name} {p.type}" if names.count(p.name) > 1 and p.type else p.name,
            (p.name, *p.aliases),
        )
        for p in of_sample
    )
    yield Variable("provider", "provider", level.capitalize(), "", sample.id, own)
    if vocabulary.provider_types:
        types = tuple(Value(t.id, t.id, (t.name,)) for t in vocabulary.provider_types)
        yield Variable("type", "type", f"{level.capitalize()} type", "", sample.id, types)
