"""What can be wrong with what a framework declares: names, levels, samples, inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Severity
from engine.diagnostics.words import a
from engine.diagnostics.words import listed
from engine.frameworks.names import suggest

if TYPE_CHECKING:
    from engine.diagnostics import Place

_MANY = 12


class Duplicate(Finding):
    """An id, label or value that stands twice where it may stand once."""

    kind: str
    name: str
    first: Place

    code = "F201"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'there are two {self.kind} "{self.name}"'

    @property
    def help(self) -> str:
        """What to do."""
        return "change one of them, or delete it"

    @property
    def labels(self) -> tuple[Label, ...]:
        """Both places."""
        return (Label(self.first, "the first"), Label(self.place, "the second"))


class UnknownReference(Finding):
    """A reference to something that is declared nowhere."""

    kind: str
    name: str
    known: tuple[str, ...]

    code = "F202"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'there is no {self.kind} "{self.name}"'

    @property
    def help(self) -> str:
        """What to do."""
        meant = suggest(self.name, self.known)
        if meant is not None:
            return f'did you mean "{meant}"?'
        if not self.known:
            return f"declare {a(self.kind)} first: there is none"
        if len(self.known) <= _MANY:
            return f"there are: {listed(self.known)}"
        return "declare it, or refer to one that is declared"


class NotRated(Finding):
    """A rating for items of a level that is never rated."""

    level: str

    code = "F210"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'level "{self.level}" has no scale, so its items have no ratings'

    @property
    def help(self) -> str:
        """What to do."""
        return 'delete this, or give the level a "scale:"'


class FewGrades(Finding):
    """A scale that leaves no choice."""

    scale: str

    code = "F211"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'scale "{self.scale}" has fewer than two grades'

    @property
    def help(self) -> str:
        """What to do."""
        return "list at least two grades, the lowest first"


class SeveralScales(Finding):
    """Answers of one sample that lie on more than one scale."""

    sample: str
    scales: tuple[str, ...]

    code = "F212"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'the answers of sample "{self.sample}" are not all of one scale'

    @property
    def help(self) -> str:
        """What to do."""
        return f"use answers of one of these scales only: {listed(self.scales)}"


class InputValues(Finding):
    """Values missing for an input that needs them, or given for one that does not."""

    input: str
    wanted: bool

    code = "F213"

    @property
    def message(self) -> str:
        """What is wrong."""
        if self.wanted:
            return f'input "{self.input}" is one of several values, and none are listed'
        return f'input "{self.input}" has values, and its type is not "one of"'

    @property
    def help(self) -> str:
        """What to do."""
        return 'list the "values", or change the "type"'


class InputDefault(Finding):
    """A default that the input could not have."""

    input: str
    given: str
    allowed: str

    code = "F214"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'input "{self.input}" cannot be "{self.given}"'

    @property
    def help(self) -> str:
        """What to do."""
        return f"write {self.allowed}"


class Ambiguous(Finding):
    """One name for two things that a rule may speak of."""

    name: str
    kind: str
    other: str
    first: Place

    code = "F215"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.name}" is the name of {a(self.kind)} and of {a(self.other)}'

    @property
    def help(self) -> str:
        """What to do."""
        return "rename one of them: rules could not tell them apart"

    @property
    def labels(self) -> tuple[Label, ...]:
        """Both places."""
        first = Label(self.first, f"{a(self.other)} declared here")
        return (first, Label(self.place, f"{a(self.kind)} declared here"))


class OmissionExists(Finding):
    """A declared omission of something that is there."""

    item: str
    declared: Place

    code = "F216"
    severity = Severity.WARNING
    check = "omitted-and-there"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.item}" is said to be left out, and it is there'

    @property
    def help(self) -> str:
        """What to do."""
        return "delete the omission, or the item"

    @property
    def labels(self) -> tuple[Label, ...]:
        """Both places."""
        return (Label(self.place), Label(self.declared, "here it is"))


class UnknownLanguage(Finding):
    """Rules in a version of the language that this program does not know."""

    version: str

    code = "F217"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f"version {self.version} of the rules language is not known"

    @property
    def help(self) -> str:
        """What to do."""
        return "write rules_language: 1, or use a newer version of Assay"


class SwappedDates(Finding):
    """A period that ends before it begins."""

    begins: str
    ends: str

    code = "F218"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f"in force to {self.ends}, which is before {self.begins}"

    @property
    def help(self) -> str:
        """What to do."""
        return 'exchange "from" and "to", or correct one of them'


class EmptyGroup(Finding):
    """A group to which no item belongs."""

    group: str

    code = "F219"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'no item belongs to group "{self.group}"'

    @property
    def help(self) -> str:
        """What to do."""
        return 'say where its members stand ("within") or which they are ("items")'


class NotOfLevel(Finding):
    """An item listed in a group of another level."""

    item: str
    level: str
    wanted: str

    code = "F220"

    @property
    def message(self) -> str:
        """What is wrong."""
        said = f'"{self.item}" is {a(self.level)}'
        return f'{said}, and this group holds items of level "{self.wanted}"'

    @property
    def help(self) -> str:
        """What to do."""
        return f'list items of level "{self.wanted}", or name it under "within"'


class ReservedColumn(Finding):
    """A profile column or a question whose heading already means something in a case file."""

    column: str

    code = "F221"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'a case file already has a column "{self.column}"'

    @property
    def help(self) -> str:
        """What to do."""
        return "give it another id"


class NoSubject(Finding):
    """An observation that is about nothing."""

    observation: str

    code = "F222"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'observation "{self.observation}" does not say what it is about'

    @property
    def help(self) -> str:
        """What to do."""
        return 'add "about:" with the id of an item'


class NotBetween(Finding):
    """A confidence or a margin that no sample has."""

    key: str
    given: str

    code = "F226"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.key}" must lie between 0 and 100, not at {self.given}'

    @property
    def help(self) -> str:
        """What to do."""
        return "write a confidence in percent and a margin in percentage points, without %"


class NotFound(Finding):
    """A framework that is nowhere."""

    reference: str
    known: tuple[str, ...]

    code = "F301"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'there is no framework "{self.reference}"'

    @property
    def help(self) -> str:
        """What to do."""
        meant = suggest(self.reference, self.known)
        if meant is not None:
            return f'did you mean "{meant}"? there are: {listed(self.known)}'
        if self.known:
            return f"there are: {listed(self.known)}; or give a path with a /"
        return "give the path of a folder that has a framework.yaml, with a / in it"
