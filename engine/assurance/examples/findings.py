"""What can be wrong with worked examples."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Severity
from engine.diagnostics.words import a
from engine.diagnostics.words import listed
from engine.diagnostics.words import quoted
from engine.frameworks.names import suggest

if TYPE_CHECKING:
    from engine.diagnostics import Place

MANY = 8
"""More names than this are not listed."""


class NoExamples(Finding):
    """A framework without worked examples, so that there is nothing to test."""

    code: ClassVar[str] = "E001"

    @property
    def message(self) -> str:
        return "there are no worked examples"

    @property
    def help(self) -> str:
        return (
            'write some into this file; "assay test --coverage" offers examples to start from'
        )


class UnknownName(Finding):
    """A name in an example that stands for nothing in the framework."""

    code: ClassVar[str] = "E101"
    kind: str
    name: str
    choices: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'there is no {self.kind} "{self.name}" in the framework'

    @property
    def help(self) -> str:
        meant = suggest(self.name, self.choices)
        if meant is not None:
            return f'did you mean "{meant}"?'
        if not self.choices:
            return f"the framework declares no {self.kind}"
        if len(self.choices) > MANY:
            return f"use one of the {len(self.choices)} names that the framework declares"
        return f"write {quoted(self.choices, 'or')}"


class AmbiguousName(Finding):
    """A name in an example that several items have."""

    code: ClassVar[str] = "E102"
    name: str
    ids: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'"{self.name}" may be {quoted(self.ids, "or")}'

    @property
    def help(self) -> str:
        return f'write the one that you mean by its id, for example "{self.ids[0]}"'


class NeverRated(Finding):
    """An example about something that no rule rates."""

    code: ClassVar[str] = "E103"
    what: str

    @property
    def message(self) -> str:
        return f"no rule rates {self.what}"

    @property
    def help(self) -> str:
        return "name something that ratings.rules rates"


class AboveProviders(NeverRated):
    """An example about something that several providers are part of."""

    provider: str

    @property
    def message(self) -> str:
        return f"no example can be about {a(self.what)}, which is made of several"

    @property
    def help(self) -> str:
        return (
            f"an example is about one {self.provider}; try the rule for {a(self.what)} in a "
            "round, or write what you expect of it in ratings.rules"
        )


class NotARating(Finding):
    """A rating in an example that the item cannot have."""

    code: ClassVar[str] = "E104"
    what: str
    name: str
    choices: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'"{self.name}" is not a rating of {self.what}'

    @property
    def help(self) -> str:
        meant = suggest(self.name, self.choices)
        if meant is not None and meant != self.name:
            return f'did you mean "{meant}"?'
        return f"write {quoted(self.choices, 'or')}"


class DoesNotApply(Finding):
    """An item in an example that does not apply to the example's type of provider."""

    code: ClassVar[str] = "E105"
    what: str
    type: str

    @property
    def message(self) -> str:
        return f'{self.what} does not apply to the type "{self.type}"'

    @property
    def help(self) -> str:
        return "leave it out, or change the type"


class NoType(DoesNotApply):
    """Items in an example that no type of provider has together."""

    @property
    def message(self) -> str:
        return f"no type of provider has all of {self.what}"

    @property
    def help(self) -> str:
        return "make an example for each type"


class Refused(Finding):
    """Something that an example says of an item and that its rule has no use for."""

    what: str
    rule: Place

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.place), Label(self.rule, "this rule rates it"))


class NothingCounts(Refused):
    """Answers about an item whose rule does not look at answers."""

    code: ClassVar[str] = "E106"

    @property
    def message(self) -> str:
        return f"the rule of {self.what} counts no answers"

    @property
    def help(self) -> str:
        return 'give its rating under "judged" or "ratings" instead'


class NotACount(Finding):
    """An answer that is not written as a number and the answer."""

    code: ClassVar[str] = "E107"
    what: str
    written: str
    answers: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'"{self.written}" does not say how often which answer was given'

    @property
    def help(self) -> str:
        examples = [
            f"{number} {answer}" for number, answer in zip((20, 5), self.answers, strict=False)
        ]
        answers = listed(self.answers, "or")
        return f"write a number and an answer, such as [{', '.join(examples)}]: {answers}"


class NotAValue(Finding):
    """A value that an input cannot have."""

    code: ClassVar[str] = "E108"
    name: str
    value: str
    choices: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'"{self.value}" is not a value of the input "{self.name}"'

    @property
    def help(self) -> str:
        if not self.choices:
            return "write a number, such as 3, 2.5 or 1/3"
        return f"write {quoted(self.choices, 'or')}"


class NotJudged(Refused):
    """A judged rating of something that a rule computes."""

    code: ClassVar[str] = "E109"

    @property
    def message(self) -> str:
        return f"nobody judges {self.what}: its rule computes the rating"

    @property
    def help(self) -> str:
        return 'to test only what is above it, give the rating under "ratings"'


class SaidTwice(Finding):
    """Something that an example, or the file, says twice."""

    code: ClassVar[str] = "E110"
    what: str
    first: Place

    @property
    def message(self) -> str:
        return f"{self.what} twice"

    @property
    def help(self) -> str:
        return "keep one of them"

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.first, "first here"), Label(self.place, "again here"))


class NotGiven(Finding):
    """An example that leaves out something that an expected rating follows from."""

    code: ClassVar[str] = "E111"
    what: str
    absent: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def message(self) -> str:
        names = [name for _, each in self.absent for name in each]
        return f"{self.what} follows from {few(names)}, of which the example says nothing"

    @property
    def help(self) -> str:
        keys = [f'"{key}" for {few(names)}' for key, names in self.absent]
        above = "" if all(key == "inputs" for key, _ in self.absent) else _RATINGS
        return f"add {listed(keys)}{above}"


_RATINGS = ', or "ratings" for what the rule itself reads'


class NeverRead(Finding):
    """Something that an example gives and that no expected rating follows from."""

    code: ClassVar[str] = "E112"
    severity: ClassVar[Severity] = Severity.WARNING
    what: str

    @property
    def message(self) -> str:
        return f"nothing that the example expects follows from {self.what}"

    @property
    def help(self) -> str:
        return "leave it out, or expect a rating that follows from it"


class ExpectsWhatIsGiven(Finding):
    """An example that expects the very rating that it gives."""

    code: ClassVar[str] = "E113"
    what: str
    given: Place

    @property
    def message(self) -> str:
        return f"the example gives the rating of {self.what}, so there is nothing to expect"

    @property
    def help(self) -> str:
        return "leave out one of the two; give what its rule reads instead"

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.given, "given here"), Label(self.place, "expected here"))


class NoScore(Refused):
    """A score expected of something whose rule bands no score."""

    code: ClassVar[str] = "E114"

    @property
    def message(self) -> str:
        return f"the rule of {self.what} bands no score"

    @property
    def help(self) -> str:
        return 'leave out "score"'


class NoSuchLine(Finding):
    """A line that the rule does not have, or that several of its lines begin like."""

    code: ClassVar[str] = "E115"
    what: str
    written: str
    lines: tuple[str, ...]
    several: bool

    @property
    def message(self) -> str:
        if self.several:
            return f'{len(self.lines)} lines of the rule of {self.what} begin "{self.written}"'
        return f'no line of the rule of {self.what} begins "{self.written}"'

    @property
    def help(self) -> str:
        return f"write enough of one of these: {quoted(self.lines, 'or')}"


class NoMove(Refused):
    """A move of a rating that no rule lets anybody make."""

    code: ClassVar[str] = "E116"

    @property
    def message(self) -> str:
        return f"the rule of {self.what} lets nobody move its rating"

    @property
    def help(self) -> str:
        return 'leave it out; to give a rating as it is, write it under "ratings"'


def few(names: list[str] | tuple[str, ...]) -> str:
    """The names, or the first of many."""
    if len(names) <= MANY:
        return listed(names)
    return f"{', '.join(names[: MANY - 1])} and {len(names) - MANY + 1} more"
