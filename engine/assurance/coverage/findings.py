"""What coverage has to say: what no example exercises, and what none can."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Severity
from engine.diagnostics.words import listed

if TYPE_CHECKING:
    from engine.diagnostics import Place


class NotExercised(Finding):
    """A line, branch, condition or edge that no worked example exercises on some side."""

    code: ClassVar[str] = "E301"
    severity: ClassVar[Severity] = Severity.NOTE
    sides: tuple[str, ...]
    line: Place
    offered: str | None

    @property
    def message(self) -> str:
        return f"no example {_joined(self.sides)}"

    @property
    def help(self) -> str:
        if self.offered is None:
            return "write an example; of those that were tried, none does"
        return f'add an example; "{self.offered}" is offered for it'

    @property
    def labels(self) -> tuple[Label, ...]:
        own = (Label(self.place),)
        elsewhere = self.line.file != self.place.file
        return (*own, Label(self.line, "banded here")) if elsewhere else own


class OutOfReach(NotExercised):
    """A line, branch, condition or edge that no example can exercise on some side."""

    code: ClassVar[str] = "E302"

    @property
    def message(self) -> str:
        return f"there can be no example that {_joined(self.sides)}"

    @property
    def help(self) -> str:
        return "this does not count against coverage; see whether the rule is as published"


class TooLittle(Finding):
    """Worked examples that exercise less of the rules than was asked for."""

    code: ClassVar[str] = "E303"
    exercised: int
    total: int
    wanted: int

    @property
    def message(self) -> str:
        exercised = 100 * self.exercised // self.total
        counts = f"{self.exercised:,} of {self.total:,}"
        return f"the examples exercise {exercised} % ({counts}), less than {self.wanted} %"

    @property
    def help(self) -> str:
        return 'add examples; "assay test --coverage" says what is missing, and offers some'


def _joined(sides: tuple[str, ...]) -> str:
    """``has a or b``: a verb that all have is said once."""
    first, *others = sides
    if all(side.startswith("has ") for side in sides):
        others = [side.removeprefix("has ") for side in others]
    return listed([first, *others], "or")
