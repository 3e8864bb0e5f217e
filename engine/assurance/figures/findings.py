"""What can be wrong with the figures that a framework declares."""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Place
from engine.diagnostics.words import a
from engine.diagnostics.words import first_quoted
from engine.diagnostics.words import listed
from engine.diagnostics.words import quoted
from engine.diagnostics.words import several
from engine.frameworks.names import suggest

MANY = 8
"""Of more names than this only the first are listed."""


class NoFigures(Finding):
    """A framework without figures, so that there is no report to make."""

    code: ClassVar[str] = "C301"

    @property
    def message(self) -> str:
        return "there are no figures"

    @property
    def help(self) -> str:
        return "declare the figures of the report in this file"


class UnknownName(Finding):
    """A name in a figure that stands for nothing."""

    code: ClassVar[str] = "C302"
    kind: str
    name: str
    choices: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'there is no {self.kind} "{self.name}"'

    @property
    def help(self) -> str:
        meant = suggest(self.name, self.choices)
        if meant is not None:
            return f'did you mean "{meant}"?'
        if not self.choices:
            return f"the framework declares no {self.kind}"
        return f"write {first_quoted(self.choices, MANY, 'or')}"


class ShowsNothing(Finding):
    """A figure or a number that does not say what it is computed from."""

    code: ClassVar[str] = "C303"
    what: str
    choices: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"{self.what} does not say what it shows"

    @property
    def help(self) -> str:
        return f"give it one of {quoted(self.choices, 'or')}"


class DoesNotGo(Finding):
    """A key that says nothing beside what the figure shows."""

    code: ClassVar[str] = "C304"
    key: str
    content: str
    fitting: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'"{self.key}" does not go with "{self.content}"'

    @property
    def help(self) -> str:
        fitting = f"only {quoted(self.fitting)} may stand" if self.fitting else "nothing stands"
        return f'remove one of them: beside "{self.content}" {fitting}'


class SaidTwice(Finding):
    """Two figures, sections or sentences with one id, or figures whose files have one name."""

    code: ClassVar[str] = "C305"
    what: str
    first: Place
    other: str

    @property
    def message(self) -> str:
        if self.what == self.other:
            return f"{self.what} stands here twice"
        return f"{self.what} would be in the same file as {self.other}"

    @property
    def labels(self) -> tuple[Label, ...]:
        same = self.what == self.other
        words = "for the first time here" if same else f"{self.other} is here"
        return (Label(self.first, words), Label(self.place))

    @property
    def help(self) -> str:
        return "give one of them another id"


class NumbersMissing(Finding):
    """A sentence with more or fewer places for numbers than numbers."""

    code: ClassVar[str] = "C306"
    places: int
    numbers: int

    @property
    def message(self) -> str:
        return (
            f"the sentence has {several(self.places, 'place', 'places')} for a number, and "
            f"{several(self.numbers, 'number is', 'numbers are')} declared"
        )

    @property
    def help(self) -> str:
        return "write {} for each number, in their order"


class SeveralSamples(Finding):
    """A question or a column that several samples have."""

    code: ClassVar[str] = "C307"
    name: str
    samples: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'"{self.name}" is in the samples {listed(self.samples)}'

    @property
    def help(self) -> str:
        return f'say which one is meant: "sample: {self.samples[0]}"'


class NothingInCommon(Finding):
    """A type of provider to which nothing in a figure applies."""

    code: ClassVar[str] = "C308"
    type: str
    what: str

    @property
    def message(self) -> str:
        return f'{self.what} does not apply to the type "{self.type}"'

    @property
    def help(self) -> str:
        return "remove the type, or name what applies to it"


class BadBands(Finding):
    """Ends of bands that do not go upwards."""

    code: ClassVar[str] = "C309"

    @property
    def message(self) -> str:
        return "the ends of bands have to be whole numbers that go upwards"

    @property
    def help(self) -> str:
        return "write the last number of each band but the highest, such as [20, 30, 40]"


class Lacks(Finding):
    """A number that does not say between what, or of which questions, it is."""

    code: ClassVar[str] = "C310"
    key: str
    needs: str
    example: str

    @property
    def message(self) -> str:
        return f'"{self.key}" needs {self.needs}'

    @property
    def help(self) -> str:
        return f"add {self.example}"


class NeverFavourable(Finding):
    """A share of favourable answers to what has none."""

    code: ClassVar[str] = "C311"
    name: str
    instead: str

    @property
    def message(self) -> str:
        return f'"{self.name}" has no answers that could be favourable'

    @property
    def help(self) -> str:
        return self.instead


class ListedTwice(Finding):
    """Something that a list has twice, so that it would be shown or counted twice."""

    code: ClassVar[str] = "C312"
    name: str

    @property
    def message(self) -> str:
        return f'"{self.name}" is listed twice'

    @property
    def help(self) -> str:
        return "remove one of them"


class OtherLevel(Finding):
    """An item of another level than what is counted; no level where nothing has scores."""

    code: ClassVar[str] = "C313"
    name: str
    level: str
    wanted: tuple[str, ...]

    @property
    def message(self) -> str:
        if not self.wanted:
            return f'"{self.name}" has no score: nothing has one in this framework'
        return f'"{self.name}" is {a(self.level)}, and not {self._wanted}'

    @property
    def help(self) -> str:
        if not self.wanted:
            return "give the grades of a scale a score each, or show ratings"
        return f"name only what is {self._wanted}"

    @property
    def _wanted(self) -> str:
        return listed([a(level) for level in self.wanted], "or")


class NotBanded(Finding):
    """A question asked for its band that no bands rate."""

    code: ClassVar[str] = "C314"
    name: str

    @property
    def message(self) -> str:
        return f'"{self.name}" is not rated by the band of its percentage'

    @property
    def help(self) -> str:
        return "name questions that are rated so, or remove this one"


class NothingBetween(Finding):
    """Two ends of scores that leave none between them."""

    code: ClassVar[str] = "C315"
    lowest: str
    highest: str

    @property
    def message(self) -> str:
        return f"no score is from {self.lowest} to {self.highest}"

    @property
    def help(self) -> str:
        return 'write the lower one after "from"'


class NoPlace(Finding):
    """Braces in a sentence that hold something, so that no number takes their place."""

    code: ClassVar[str] = "C316"
    braces: str

    @property
    def message(self) -> str:
        return f'no number takes the place of "{self.braces}"'

    @property
    def help(self) -> str:
        return "write {} where a number stands, with nothing inside"
