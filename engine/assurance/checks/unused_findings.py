"""What a framework declares and nothing uses, and checks that are turned off in vain."""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Severity
from engine.frameworks.names import suggest


class Unused(Finding):
    """Something that is declared and that nothing uses."""

    code: ClassVar[str] = "F240"
    severity: ClassVar[Severity] = Severity.WARNING
    name: str

    kind: ClassVar[str] = "thing"
    why: ClassVar[str] = "nothing uses"
    mend: ClassVar[str] = "use it, or remove it"

    @property
    def message(self) -> str:
        return f'{self.why} the {self.kind} "{self.name}"'

    @property
    def help(self) -> str:
        return self.mend


class UnusedInput(Unused):
    """An input that no rule asks for."""

    check: ClassVar[str] = "unused-input"
    kind: ClassVar[str] = "input"
    why: ClassVar[str] = "no rule asks for"
    mend: ClassVar[str] = "ask for it in a rule, or remove it"


class UnusedBands(Unused):
    """Bands by which no rule divides anything."""

    check: ClassVar[str] = "unused-bands"
    kind: ClassVar[str] = "set of bands"
    why: ClassVar[str] = "no rule uses"
    mend: ClassVar[str] = 'write "…, banded by" them in a rule, or remove them'


class UnusedGroup(Unused):
    """A group that no rule speaks of."""

    check: ClassVar[str] = "unused-group"
    kind: ClassVar[str] = "group"
    why: ClassVar[str] = "no rule speaks of"
    mend: ClassVar[str] = "name it in a rule, or remove it"


class UnusedRole(Unused):
    """A role that no rule gives anything to do."""

    check: ClassVar[str] = "unused-role"
    kind: ClassVar[str] = "role"
    why: ClassVar[str] = "no rule speaks of"
    mend: ClassVar[str] = 'write "judged by" or "allow" it in a rule, or remove it'


class UnusedSource(Unused):
    """A source that no text, band or rule is cited from."""

    check: ClassVar[str] = "unused-source"
    kind: ClassVar[str] = "source"
    why: ClassVar[str] = "nothing cites"
    mend: ClassVar[str] = "cite it where something stands in it, or remove it"


class UnusedScale(Unused):
    """A scale on which nothing is rated or answered."""

    check: ClassVar[str] = "unused-scale"
    kind: ClassVar[str] = "scale"
    why: ClassVar[str] = "nothing is rated or answered on"
    mend: ClassVar[str] = 'give it to a level as its "scale", or remove it'


class UnusedLevel(Unused):
    """A level of which there is no item."""

    check: ClassVar[str] = "unused-level"
    kind: ClassVar[str] = "level"
    why: ClassVar[str] = "there is no item of"
    mend: ClassVar[str] = "add items of this level, or remove it"


class UnusedSample(Unused):
    """A sample in which no question is answered."""

    check: ClassVar[str] = "unused-sample"
    kind: ClassVar[str] = "sample"
    why: ClassVar[str] = "no question is answered in"
    mend: ClassVar[str] = 'write "sample:" with its id beside the questions, or remove it'


class UnusedStatus(Unused):
    """A status in a framework in which nobody judges anything."""

    check: ClassVar[str] = "unused-status"
    kind: ClassVar[str] = "status"
    why: ClassVar[str] = "nothing is judged that could have"
    mend: ClassVar[str] = "remove it: every rating here follows from cases or facts"


class UnusedExpectation(Unused):
    """An expectation for which no item stands."""

    check: ClassVar[str] = "unused-expectation"
    kind: ClassVar[str] = "expectation"
    why: ClassVar[str] = "no item stands for"
    mend: ClassVar[str] = 'list it under "expectations:" of the items that stand for it'


class UnknownCheck(Finding):
    """A check is turned off that there is not, or that cannot be turned off."""

    code: ClassVar[str] = "F241"
    severity: ClassVar[Severity] = Severity.WARNING
    name: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'there is no check "{self.name}" that can be turned off'

    @property
    def help(self) -> str:
        meant = suggest(self.name, self.known)
        if meant is not None:
            return f'did you mean "{meant}"?'
        return "errors cannot be turned off; take this out"


class NothingDisabled(Finding):
    """A check that is turned off, and would have nothing to say."""

    code: ClassVar[str] = "F242"
    severity: ClassVar[Severity] = Severity.WARNING
    check: ClassVar[str] = "off-in-vain"
    name: str

    @property
    def message(self) -> str:
        return f'the check "{self.name}" is turned off, and would have nothing to say'

    @property
    def help(self) -> str:
        return "take this out, so that the check speaks up when it should"


class MissingAnswer(Finding):
    """A grade that a case can never be given, because no answer of its sample means it."""

    code: ClassVar[str] = "F243"
    severity: ClassVar[Severity] = Severity.WARNING
    check: ClassVar[str] = "missing-answer"
    sample: str
    grade: str

    @property
    def message(self) -> str:
        return f'no answer of the sample "{self.sample}" means "{self.grade}"'

    @property
    def help(self) -> str:
        return "add one that does, or correct what one of them means"


class SilentNotice(Finding):
    """A notice that nothing can ever call for."""

    code: ClassVar[str] = "F244"
    severity: ClassVar[Severity] = Severity.WARNING
    check: ClassVar[str] = "silent-notice"
    name: str
    most: int | None

    @property
    def message(self) -> str:
        if self.most is None:
            return f'nothing that the notice "{self.name}" is about is judged beside anything'
        return f'the notice "{self.name}" is never given: ratings are {self.most} apart at most'

    @property
    def help(self) -> str:
        if self.most is None:
            return 'name items under "judged" that a person rates, and others of their level'
        return f'write an "at_least" up to {self.most}'
