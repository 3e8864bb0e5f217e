"""What can be wrong with the rules of a framework as a whole."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Place
from engine.diagnostics import Severity
from engine.diagnostics.words import a
from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.diagnostics.words import shortened

if TYPE_CHECKING:
    from engine.frameworks.model import Grade


class RatedTwice(Finding):
    """Items that two rules rate."""

    code: ClassVar[str] = "R401"
    words: str
    other: Place

    @property
    def message(self) -> str:
        return f"two rules rate {self.words}"

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.other, "rated here"), Label(self.place, "and here"))

    @property
    def help(self) -> str:
        return "leave one of the rules out, or narrow one of them"


class Unrated(Finding):
    """Items that no rule rates."""

    code: ClassVar[str] = "R402"
    words: str
    head: str

    @property
    def message(self) -> str:
        return f"no rule rates {self.words}"

    @property
    def help(self) -> str:
        return f"add a rule: {self.head}"


class ChoiceFails(Finding):
    """A choice of which no line applies to some patterns, or several do."""

    code: ClassVar[str] = "R403"
    kind: str
    wrong: int
    patterns: int
    details: tuple[str, ...]

    @property
    def message(self) -> str:
        return (
            f'"{self.kind}" is not true for '
            f"{self.wrong:,} of {several(self.patterns, 'pattern', 'patterns')}"
        )

    @property
    def notes(self) -> tuple[str, ...]:
        return self.details

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.place),)

    @property
    def help(self) -> str:
        if self.kind == "first that applies":
            return 'add a last line "… otherwise", or a line for what is left'
        return (
            'use "first that applies" with a last line "… otherwise", or change the conditions'
        )


class Cycle(Finding):
    """Items whose ratings depend on each other."""

    code: ClassVar[str] = "R404"
    items: tuple[str, ...]

    @property
    def message(self) -> str:
        if len(self.items) == 1:
            return f"the rating of {self.items[0]} depends on itself"
        return f"the ratings of {listed(self.items)} depend on each other"

    @property
    def help(self) -> str:
        return "let one of them be judged, or computed from other things"


class OverallRefused(Finding):
    """A rule for the provider in a framework without overall ratings."""

    code: ClassVar[str] = "R405"

    @property
    def message(self) -> str:
        return "this framework says that there is no overall rating"

    @property
    def help(self) -> str:
        return 'remove the rule, or "overall: none" in framework.yaml'


class RatedAsProvider(Finding):
    """A rule for a level that the provider's rules rate."""

    code: ClassVar[str] = "R406"
    level: str

    @property
    def message(self) -> str:
        return f"the provider's rules rate {a(self.level)}, from the cases that it pools"

    @property
    def help(self) -> str:
        return 'remove the rule, or declare the level with "pools: ratings"'


class WithinTwoKinds(Finding):
    """A rule for the items of something above providers that names other items beside it."""

    code: ClassVar[str] = "R407"
    level: str

    @property
    def message(self) -> str:
        return f'"in {self.level}" stands alone: it says whose items are rated'

    @property
    def help(self) -> str:
        return (
            'write a rule for one item, such as rate "…" in '
            f"{self.level}:, or for a group that framework.yaml declares"
        )


class ExpectationFails(Finding):
    """An expectation that some pattern refutes."""

    code: ClassVar[str] = "R411"
    wrong: int
    patterns: int
    smallest: str

    @property
    def message(self) -> str:
        return (
            f"expectation is false for "
            f"{self.wrong:,} of {several(self.patterns, 'pattern', 'patterns')}"
        )

    @property
    def notes(self) -> tuple[str, ...]:
        return (f"smallest: {self.smallest}",)

    @property
    def help(self) -> str:
        return "change the rule, or what you expect of it"


class Undecided(Finding):
    """A choice or an expectation that could not be decided by going through patterns."""

    code: ClassVar[str] = "R412"
    severity: ClassVar[Severity] = Severity.WARNING
    check: ClassVar[str] = "undecided"
    because: str

    @property
    def message(self) -> str:
        return f"this was not checked: {self.because}"

    @property
    def help(self) -> str:
        return 'expect something of one layer only; or ask "assay prove", which looks at all'


class UndecidedAbove(Undecided):
    """The same where only a round says how much there is to go through."""

    @property
    def help(self) -> str:
        return 'end the choice with "otherwise"; an expectation of these is for people only'


class UnusedWeights(Finding):
    """Weights of one level's items that no rule takes into account."""

    code: ClassVar[str] = "R413"
    severity: ClassVar[Severity] = Severity.WARNING
    check: ClassVar[str] = "unused-weight"
    items: tuple[str, ...]
    weight: str

    @property
    def message(self) -> str:
        if len(self.items) == 1:
            return f"{self.items[0]} has the weight {self.weight}, which no rule uses"
        return f"{shortened(self.items)} have weights, which no rule uses"

    @property
    def help(self) -> str:
        what = "the weight" if len(self.items) == 1 else "the weights"
        return f'write "weighted average score of …" in a rule, or remove {what}'


class NoWeights(Finding):
    """A weighted measure of things that all count alike."""

    code: ClassVar[str] = "R415"
    severity: ClassVar[Severity] = Severity.WARNING
    check: ClassVar[str] = "equal-weights"
    words: str
    items: bool

    @property
    def message(self) -> str:
        return f"this is weighted, and all {self.words} have the same weight"

    @property
    def help(self) -> str:
        if not self.items:
            return 'leave "weighted" out: only items have weights, and these count alike'
        return 'add "weight:" to those that count more or less, or leave "weighted" out'


class CountedAboveBest(Finding):
    """A score for what is not rated that is better than that of the best rating."""

    code: ClassVar[str] = "R416"
    severity: ClassVar[Severity] = Severity.WARNING
    check: ClassVar[str] = "counted-above-best"
    score: Fraction
    best: Grade
    worst: Grade

    @property
    def message(self) -> str:
        best = f'"{self.best.id}" counts {exact(self.best.score or Fraction(0))}'
        return f"what is not rated counts {exact(self.score)}, and {best}"

    @property
    def help(self) -> str:
        score = exact(self.worst.score or Fraction(0))
        return f'count the score of a rating, such as that of "{self.worst.id}": {score}'


class NeverAnswered(Finding):
    """An item whose rating follows from cases of which none can answer it."""

    code: ClassVar[str] = "R414"
    severity: ClassVar[Severity] = Severity.WARNING
    check: ClassVar[str] = "never-answered"
    item: str
    level: str

    @property
    def message(self) -> str:
        return f"{self.level} {self.item} has no sample, so no case can answer it"

    @property
    def help(self) -> str:
        return 'add "sample:" to it or to what it stands under'
