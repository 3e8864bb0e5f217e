"""What can be wrong with how lines make up rules."""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Place


class NoBase(Finding):
    """A rule that never says where its rating comes from."""

    rule: str
    code: ClassVar[str] = "R106"

    @property
    def message(self) -> str:
        return f'"{self.rule}" has no line that gives a rating'

    @property
    def help(self) -> str:
        return (
            'begin the rule with one such line, for example "judged by …", "lowest of …" '
            'or "first that applies"'
        )


class OutsideRule(Finding):
    """A clause that belongs to no rule."""

    clause: str
    code: ClassVar[str] = "R107"

    @property
    def message(self) -> str:
        return "this line belongs to no rule"

    @property
    def help(self) -> str:
        return 'begin a rule above it: "rate …:"'


class AfterOtherwise(Finding):
    """A branch below "otherwise", which could never be reached."""

    otherwise: Place
    code: ClassVar[str] = "R110"

    @property
    def message(self) -> str:
        return 'nothing can follow "otherwise", which takes all that is left'

    @property
    def help(self) -> str:
        return 'move this line above the line with "otherwise"'

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.otherwise), Label(self.place, "never reached"))


class TwoBases(Finding):
    """A rule with a second line that gives a rating."""

    first: Place
    code: ClassVar[str] = "R126"

    @property
    def message(self) -> str:
        return "this rule has its rating already"

    @property
    def help(self) -> str:
        return "keep one of the two lines; the others only change the rating so far"

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.first, "given here"), Label(self.place, "and here again"))


class BeforeBase(Finding):
    """A line that changes a rating before there is one."""

    base: Place
    code: ClassVar[str] = "R127"

    @property
    def message(self) -> str:
        return "this changes a rating that is not given yet"

    @property
    def help(self) -> str:
        return "move it below the line that gives the rating"

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.place), Label(self.base, "the rating is given here"))


class BranchOutsideChoice(Finding):
    """A branch that no choice introduces."""

    grade: str
    code: ClassVar[str] = "R128"

    @property
    def message(self) -> str:
        return f'this gives "{self.grade}" outside of a choice'

    @property
    def help(self) -> str:
        if self.grade.lower() in {"unrated", "not graded", "no grade"}:
            return 'write "not rated if …"'
        return (
            'write "first that applies" above the first of such lines, and nothing between; '
            'to change the rating so far, begin with "up", "down", "at most" or "at least"'
        )


class AmongBranches(Finding):
    """A line that changes a rating, above one that a choice may take."""

    kind: str
    branch: Place
    code: ClassVar[str] = "R141"

    @property
    def message(self) -> str:
        return f'this is not one of the ratings that "{self.kind}" chooses from'

    @property
    def help(self) -> str:
        return "move it below the last of them: it may then change what was chosen"

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.place), Label(self.branch, "this is one"))


class NothingToAddTo(Finding):
    """Points, in a rule that has no score so far."""

    code: ClassVar[str] = "R142"

    @property
    def message(self) -> str:
        return "there is no score or number above this line to which it could add anything"

    @property
    def help(self) -> str:
        return (
            'write it directly below a line such as "total score of …, banded by …"; '
            'to change the rating so far, begin with "up" or "down"'
        )


class AddedTooLate(Finding):
    """Points, below a line that changes the rating already."""

    change: Place
    base: Place
    code: ClassVar[str] = "R143"

    @property
    def message(self) -> str:
        return "this adds to a score that has become a rating already"

    @property
    def help(self) -> str:
        return "move it up, directly below the line with the bands"

    @property
    def labels(self) -> tuple[Label, ...]:
        return (
            Label(self.place),
            Label(self.base, "the score is banded here"),
            Label(self.change, "this changes the rating that it became"),
        )


class NoBranches(Finding):
    """A choice with nothing to choose from."""

    kind: str
    code: ClassVar[str] = "R129"

    @property
    def message(self) -> str:
        return f'"{self.kind}" has no lines to choose from'

    @property
    def help(self) -> str:
        return 'write them below it, for example "good if …" and at last "… otherwise"'
