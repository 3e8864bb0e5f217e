"""What a framework's YAML declares: an immutable, typed vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.diagnostics import Place

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

NOWHERE = Place("")
"""The place of what no file declares."""

ALL = Fraction(100)
"""The percentage that leaves nothing out."""

Wording: TypeAlias = Literal["verbatim", "paraphrased"]
"""Whether a text stands in its source word for word."""

InputType: TypeAlias = Literal["yes/no", "one of", "number"]
"""What kind of fact an input is."""

Measure: TypeAlias = Literal[
    "percentage",
    "number",
    "total score",
    "average score",
    "percentage of maximum score",
]
"""What a set of bands divides."""

IN_PERCENT: tuple[Measure, ...] = ("percentage", "percentage of maximum score")
"""The measures that go from 0 to 100."""

Pools: TypeAlias = Literal["ratings", "cases"]
"""What a level above the provider is rated from: those of what stands below it."""

Inspections: TypeAlias = Literal["one", "latest", "latest of each item"]
"""Which judgements count of a provider that was inspected more than once."""

Rounding: TypeAlias = Literal[
    "none",
    "half up to integer",
    "half up to 0.5",
    "half up to 0.1",
    "half up to 0.01",
    "down to integer",
    "down to 0.5",
    "down to 0.1",
    "down to 0.01",
    "up to integer",
    "up to 0.5",
    "up to 0.1",
    "up to 0.01",
]
"""What happens to a measure before it is banded."""


@dataclass(frozen=True)
class Source:
    """A document, or part of one, that texts and rules are cited from."""

    id: str
    document: str
    section: str = ""
    quote: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Text:
    """Published words, and where they were published."""

    words: str
    source: str
    wording: Wording = "verbatim"
    section: str = ""


@dataclass(frozen=True)
class Grade:
    """One step of a scale; ``score`` is what it adds to a total."""

    id: str
    name: str
    score: Fraction | None = None


@dataclass(frozen=True)
class Scale:
    """Grades from lowest to highest, and answers that leave the denominator."""

    id: str
    grades: tuple[Grade, ...]
    excluded: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def grade(self, grade_id: str) -> Grade:
        """The grade with this id."""
        return self.grades[self.rank(grade_id)]

    def rank(self, grade_id: str) -> int:
        """How many grades are below this one."""
        return self._ranks[grade_id]

    def at(self, rank: int) -> Grade:
        """The grade with this rank; beyond an end, the end."""
        return self.grades[max(0, min(rank, len(self.grades) - 1))]

    def __contains__(self, grade_id: str) -> bool:
        return grade_id in self._ranks

    @cached_property
    def points(self) -> tuple[Fraction, ...]:
        """The score of each grade, by rank; 0 for a grade without one."""
        return tuple(grade.score or Fraction(0) for grade in self.grades)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {grade.id: rank for rank, grade in enumerate(self.grades)}


@dataclass(frozen=True)
class Judgements:
    """What is recorded for an item, unit by unit: ``judgements`` per ``case``."""

    plural: str
    unit: str
    scale: str


@dataclass(frozen=True)
class Level:
    """One storey of the framework, such as key question or standard.

    A level without a scale only groups the levels below it. One that ``pools`` stands
    above the provider: rated by a rule of its own from the ratings below it, or by the
    provider's rules from the cases of its providers.
    """

    id: str
    plural: str
    scale: str | None = None
    answers: Judgements | None = None
    pools: Pools | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Group:
    """A named set of items of one level: those within some items, or those listed."""

    id: str
    plural: str
    level: str
    within: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class ProviderType:
    """A kind of provider; items may apply to some kinds only."""

    id: str
    name: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class AnswerLabel:
    """How an answer is written in a case file, and the answer that it is."""

    label: str
    answer: str


@dataclass(frozen=True)
class ProfileColumn:
    """A column of a case file that describes the case; no values means free text."""

    id: str
    name: str
    values: tuple[str, ...] = ()
    missing_allowed: bool = False


@dataclass(frozen=True)
class Precision:
    """How sure the percentages of a sample are to be.

    In ``confidence`` of a hundred samples a percentage is off by at most ``margin`` points.
    """

    confidence: Fraction
    margin: Fraction


@dataclass(frozen=True)
class Sample:
    """A set of cases drawn for some of the questions."""

    id: str
    name: str
    applies_to: tuple[str, ...]
    answers: tuple[AnswerLabel, ...]
    profile: tuple[ProfileColumn, ...] = ()
    strata: tuple[str, ...] = ()
    selection: str = ""
    precision: Precision | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Edge:
    """Where a band begins: at ``at`` itself, or just above it.

    ``to`` is the last value that the band was published with, where it was.
    """

    at: Fraction
    inclusive: bool
    grade: str
    to: Fraction | None = None
    published: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    def reached_by(self, value: Fraction) -> bool:
        """Whether a value lies in this band or a higher one."""
        return value >= self.at if self.inclusive else value > self.at

    def precedes(self, other: Edge) -> bool:
        """Whether this band begins lower than another."""
        return (self.at, not self.inclusive) < (other.at, not other.inclusive)


@dataclass(frozen=True)
class Bands:
    """A measure divided into grades, lowest first."""

    id: str
    measure: Measure
    rounding: Rounding
    edges: tuple[Edge, ...]
    scale: str
    source: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    def grade(self, value: Fraction) -> str:
        """The grade of a value, after the declared rounding."""
        rounded = self.rounded(value)
        return next(e.grade for e in reversed(self.edges) if e.reached_by(rounded))

    @property
    def in_percent(self) -> bool:
        """Whether its values go from 0 to 100."""
        return self.measure in IN_PERCENT

    def covers(self, value: Fraction) -> bool:
        """Whether a value lies in a band, and not below them all."""
        return self.edges[0].reached_by(self.rounded(value))

    def rounded(self, value: Fraction) -> Fraction:
        """A value after the declared rounding."""
        step = self.step
        if step is None:
            return value
        if self.rounding.startswith("half up"):
            return (value / step + Fraction(1, 2)).__floor__() * step
        down = self.rounding.startswith("down")
        return ((value / step).__floor__() if down else (value / step).__ceil__()) * step

    @cached_property
    def exact_edges(self) -> tuple[Edge, ...]:
        """The edges as they lie among values that are not rounded yet."""
        step = self.step
        return self.edges if step is None else tuple(self._exact(e, step) for e in self.edges)

    def _exact(self, edge: Edge, step: Fraction) -> Edge:
        least = (edge.at / step).__ceil__()
        if not edge.inclusive and least == edge.at / step:
            least += 1
        if self.rounding.startswith("up"):
            return replace(edge, at=(least - 1) * step, inclusive=False)
        back = Fraction(1, 2) if self.rounding.startswith("half up") else Fraction(0)
        return replace(edge, at=(least - back) * step, inclusive=True)

    @cached_property
    def step(self) -> Fraction | None:
        """What values are rounded to a multiple of; None where they are not rounded."""
        if self.rounding == "none":
            return None
        unit = self.rounding.rpartition(" ")[2]
        return Fraction(1) if unit == "integer" else Fraction(unit)


@dataclass(frozen=True)
class Input:
    """A fact per provider from outside the tree, that a rule may ask for."""

    id: str
    type: InputType
    values: tuple[str, ...] = ()
    default: str | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Status:
    """A word that stands where a rating would, and says that there is none, and why.

    ``labels`` are other ways in which tables write it.
    """

    id: str
    labels: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Role:
    """Somebody who judges or decides."""

    id: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Expectation:
    """A high-level expectation that the framework's questions stand for."""

    id: str
    name: str
    text: Text
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Omission:
    """Something that is known to exist and whose wording no source gives."""

    item: str
    because: str


@dataclass(frozen=True)
class Selection:
    """Items picked for a notice: everything of a rated level within these items."""

    within: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """Advice about a result, never part of it.

    Given when a judged rating within ``judged`` stands ``at_least`` grades above the
    mean of the ratings within ``mean_of``.
    """

    id: str
    judged: Selection
    mean_of: Selection
    at_least: Fraction
    text: str
    source: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Disabled:
    """A check that the framework turns off, by name or code, and why."""

    id: str
    because: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Characteristic:
    """What a rating of an item looks like, as published."""

    grade: str
    text: Text


@dataclass(frozen=True)
class Observation:
    """Answered per case and reported, never rated."""

    id: str
    about: str
    text: Text
    sample: str | None
    applies_to: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Item:
    """One domain, standard, key question or prompt.

    ``applies_to`` and ``sample`` are already inherited from above.
    """

    id: str
    level: str
    name: str = ""
    text: Text | None = None
    parent: str | None = None
    children: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    sample: str | None = None
    weight: Fraction = Fraction(1)
    allowed: tuple[str, ...] = ()
    expectations: tuple[str, ...] = ()
    characteristics: tuple[Characteristic, ...] = ()
    notes: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def title(self) -> str:
        """Its code and its name, or its text where it has no name."""
        words = self.name or ("" if self.text is None else self.text.words)
        return f"{self.id} {words}".strip()


@dataclass(frozen=True)
class Vocabulary:
    """Everything that a framework version declares, apart from its rules.

    ``levels`` are lowest first; the last that pools nothing is the provider's own.
    ``items`` are in the order of the files, parents before children.
    """

    id: str
    title: str
    rules_language: int
    scales: tuple[Scale, ...]
    levels: tuple[Level, ...]
    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()
    provider_types: tuple[ProviderType, ...] = ()
    samples: tuple[Sample, ...] = ()
    bands: tuple[Bands, ...] = ()
    inputs: tuple[Input, ...] = ()
    statuses: tuple[Status, ...] = ()
    roles: tuple[Role, ...] = ()
    sources: tuple[Source, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    observations: tuple[Observation, ...] = ()
    omissions: tuple[Omission, ...] = ()
    notices: tuple[Notice, ...] = ()
    disabled_checks: tuple[Disabled, ...] = ()
    small_sub_sample: int = 0
    overall: bool = True
    inspections: Inspections = "one"
    in_force_from: datetime.date | None = None
    in_force_to: datetime.date | None = None
    place: Place = field(default=NOWHERE, compare=False)

    @cached_property
    def item_by_id(self) -> dict[str, Item]:
        """Items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def scale_by_id(self) -> dict[str, Scale]:
        """Scales by id."""
        return {scale.id: scale for scale in self.scales}

    @cached_property
    def level_by_id(self) -> dict[str, Level]:
        """Levels by id."""
        return {level.id: level for level in self.levels}

    @cached_property
    def sample_by_id(self) -> dict[str, Sample]:
        """Samples by id."""
        return {sample.id: sample for sample in self.samples}

    @cached_property
    def bands_by_id(self) -> dict[str, Bands]:
        """Bands by id."""
        return {bands.id: bands for bands in self.bands}

    @cached_property
    def provider_level(self) -> Level:
        """The level of the provider itself."""
        return next(level for level in reversed(self.levels) if level.pools is None)

    @cached_property
    def levels_above(self) -> tuple[Level, ...]:
        """The levels of what providers are part of, lowest first."""
        return tuple(level for level in self.levels if level.pools is not None)

    def is_whole(self, level: Level) -> bool:
        """Whether a level is the provider's own or above it; only a round says how many."""
        return level.pools is not None or level == self.provider_level

    @cached_property
    def type_names(self) -> dict[str, str]:
        """What each provider type is called."""
        return {each.id: each.name for each in self.provider_types}

    @cached_property
    def type_ids(self) -> tuple[str | None, ...]:
        """The provider types by id; only None where the framework has no types."""
        return tuple(t.id for t in self.provider_types) or (None,)

    def depth(self, level_id: str) -> int:
        """How many levels are below this one."""
        return next(n for n, level in enumerate(self.levels) if level.id == level_id)

    def scale_of(self, level_id: str) -> Scale | None:
        """The scale on which a level is rated, if it is."""
        scale_id = self.level_by_id[level_id].scale
        return None if scale_id is None else self.scale_by_id[scale_id]

    def applies(self, item: Item | Observation | Sample, type_id: str | None) -> bool:
        """Whether something applies to a type of provider."""
        return type_id is None or not item.applies_to or type_id in item.applies_to

    def below(self, item_id: str | None) -> Iterator[Item]:
        """Everything under an item, at any depth, in order; None is the provider."""
        children = self._children[item_id]
        for child in children:
            yield child
            yield from self.below(child.id)

    def ancestors(self, item: Item) -> Iterator[Item]:
        """The items above, nearest first."""
        while item.parent is not None:
            item = self.item_by_id[item.parent]
            yield item

    def is_within(self, item: Item, ids: tuple[str, ...]) -> bool:
        """Whether an item is one of these or stands under one of them."""
        return item.id in ids or any(a.id in ids for a in self.ancestors(item))

    def in_group(self, group: Group, item: Item) -> bool:
        """Whether an item belongs to a group."""
        if item.level != group.level:
            return False
        return item.id in group.items or self.is_within(item, group.within)

    @cached_property
    def _children(self) -> dict[str | None, list[Item]]:
        children: dict[str | None, list[Item]] = {None: []}
        for item in self.items:
            children[item.id] = []
            children[item.parent].append(item)
        return children
