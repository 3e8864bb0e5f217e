"""What can be wrong with lines of rules that are sound: lines that do nothing, or harm."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Severity
from engine.diagnostics.words import listed
from engine.diagnostics.words import several

if TYPE_CHECKING:
    from engine.diagnostics import Place


class Shadowed(Finding):
    """A line of a choice that never applies, because lines above it always do first."""

    code: ClassVar[str] = "R420"
    severity: ClassVar[Severity] = Severity.WARNING
    check: ClassVar[str] = "shadowed-line"
    by: tuple[Place, ...]
    otherwise: bool = False

    @property
    def _above(self) -> str:
        return _lines(self.by)

    @property
    def message(self) -> str:
        if self.otherwise:
            return "nothing is left for this line"
        above = listed([str(place.line) for place in self.by], "or")
        return f"this line never applies: line {above} always does before it"

    @property
    def labels(self) -> tuple[Label, ...]:
        above = (Label(place, "applies before it") for place in self.by)
        return (*above, Label(self.place, "never applies"))

    @property
    def help(self) -> str:
        if self.otherwise and len(self.by) == 1:
            return f"remove it: {self._above} covers everything"
        if self.otherwise:
            return f"remove it: between them, {self._above} cover everything"
        return f"write it above {self._above}, or remove it"


class NeverHolds(Finding):
    """A condition that nothing can fulfil."""

    code: ClassVar[str] = "R421"
    severity: ClassVar[Severity] = Severity.WARNING
    check: ClassVar[str] = "never-holds"
    patterns: int

    @property
    def message(self) -> str:
        number = several(self.patterns, "pattern", "patterns")
        return f"this condition holds for none of {number}"

    @property
    def help(self) -> str:
        return "change the condition, or remove the line"


class NoEffect(Finding):
    """A line that never changes a rating, although its condition may hold."""

    code: ClassVar[str] = "R422"
    severity: ClassVar[Severity] = Severity.WARNING
    check: ClassVar[str] = "no-effect"
    undone: bool = False

    @property
    def message(self) -> str:
        if self.undone:
            return "this line never changes a rating: later lines come to the same without it"
        return "this line never changes a rating"

    @property
    def help(self) -> str:
        if self.undone:
            return "remove it, or change it or the lines after it"
        return "remove it, or write the limit or the move that you mean"


class Unreachable(Finding):
    """A rating that nothing leads to, but for decisions where the rule allows them."""

    code: ClassVar[str] = "R423"
    severity: ClassVar[Severity] = Severity.WARNING
    check: ClassVar[str] = "unreachable-rating"
    what: str
    rating: str
    mend: str
    decided: bool = False

    @property
    def message(self) -> str:
        but = " but by a decision" if self.decided else ""
        return f'{self.what} can never be "{self.rating}"{but}'

    @property
    def help(self) -> str:
        return self.mend


class LeansOnTheLast(Finding):
    """A choice whose last line takes what no other line, and no source, speaks of."""

    code: ClassVar[str] = "R424"
    severity: ClassVar[Severity] = Severity.NOTE
    check: ClassVar[str] = "leans-on-otherwise"
    taken: int
    patterns: int
    examples: tuple[str, ...]

    @property
    def message(self) -> str:
        total = several(self.patterns, "pattern", "patterns")
        return f'"otherwise" decides {self.taken:,} of {total}'

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(f"for example: {example}" for example in self.examples)

    @property
    def help(self) -> str:
        return "cite a source at the end of this line, or add lines for what it should not take"


class LowersForBetter(Finding):
    """A rule that gives less where something that it reads is better."""

    code: ClassVar[str] = "R425"
    severity: ClassVar[Severity] = Severity.WARNING
    check: ClassVar[str] = "lowers-for-better"
    before: str
    after: str
    lines: tuple[Place, Place]

    @property
    def message(self) -> str:
        return "something better lowers this rating"

    @property
    def labels(self) -> tuple[Label, ...]:
        before, after = self.lines
        if before == after:
            return (Label(self.place),)
        both = Label(before, "gives more for less"), Label(after, "gives less for more")
        return tuple(sorted(both, key=lambda label: label.place.line))

    @property
    def notes(self) -> tuple[str, ...]:
        return (self.before, self.after)

    @property
    def help(self) -> str:
        return "change the rule so that what is better never counts against it"


def _lines(places: tuple[Place, ...]) -> str:
    numbers = [str(place.line) for place in places]
    return f"line {numbers[0]}" if len(numbers) == 1 else f"lines {listed(numbers)}"
