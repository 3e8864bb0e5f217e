"""What can be wrong with what a framework declares: names, levels, samples, inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Severity
from engine.diagnostics.words import a
from engine.diagnostics.words import listed
from engine.diagnostics.words import quoted
from engine.frameworks.names import suggest

if TYPE_CHECKING:
    from engine.diagnostics import Place

_MANY = 12


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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
            return f"those there are: {listed(self.known)}"
        return "declare it, or refer to one that is declared"


@dataclass(frozen=True)
class LevelNotBelow(Finding):
    """An item whose level is not below that of the item it stands under."""

    item: str
    level: str
    above: str
    parent: Place

    code = "F203"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'{a(self.level)} cannot stand under {a(self.above)} ("{self.item}")'

    @property
    def help(self) -> str:
        """What to do."""
        return "change its level, or move it; levels are listed lowest first"

    @property
    def labels(self) -> tuple[Label, ...]:
        """The item and what it stands under."""
        above = Label(self.parent, f"this is {a(self.above)}")
        return (above, Label(self.place, f"this is {a(self.level)}"))


@dataclass(frozen=True)
class NoDomainLevel(Finding):
    """Domain files in a framework that has no such level."""

    code = "F204"

    @property
    def message(self) -> str:
        """What is wrong."""
        return 'there are files in domains/, but no level "domain"'

    @property
    def help(self) -> str:
        """What to do."""
        return 'add {id: domain, plural: domains} to "levels", below the provider'


@dataclass(frozen=True)
class ItemsInTwoPlaces(Finding):
    """Items in framework.yaml of a framework that has domain files."""

    code = "F205"

    @property
    def message(self) -> str:
        """What is wrong."""
        return 'items stand both here and in "domains/"'

    @property
    def help(self) -> str:
        """What to do."""
        return "move these items into a file of that folder"


@dataclass(frozen=True)
class NoItems(Finding):
    """A framework without a single item."""

    code = "F206"

    @property
    def message(self) -> str:
        """What is wrong."""
        return "this framework has no items"

    @property
    def help(self) -> str:
        """What to do."""
        return 'add files to the folder "domains", or "items:" to this file'


@dataclass(frozen=True)
class WiderTypes(Finding):
    """An item that applies where what it stands under does not."""

    name: str
    types: tuple[str, ...]
    above: Place

    code = "F207"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.name}" cannot apply to {quoted(self.types)}: what is above does not'

    @property
    def help(self) -> str:
        """What to do."""
        return "leave these types out here, or add them above"

    @property
    def labels(self) -> tuple[Label, ...]:
        """Both places."""
        return (Label(self.above, "all that applies above"), Label(self.place))


@dataclass(frozen=True)
class NoSample(Finding):
    """An item without a sample among others that have one."""

    item: str
    level: str
    other: Place

    code = "F208"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'{self.level} "{self.item}" has no sample, so no case can answer it'

    @property
    def help(self) -> str:
        """What to do."""
        return 'add "sample:" to it or to what it stands under'

    @property
    def labels(self) -> tuple[Label, ...]:
        """The item, and one that has a sample."""
        return (Label(self.place), Label(self.other, "this one has a sample"))


@dataclass(frozen=True)
class NotDrawn(Finding):
    """An item that applies to providers whose cases are not in its sample."""

    item: str
    sample: str
    types: tuple[str, ...]
    drawn: Place

    code = "F209"

    @property
    def message(self) -> str:
        """What is wrong."""
        types = quoted(self.types)
        return f'"{self.item}" applies to {types}, of which "{self.sample}" has no cases'

    @property
    def help(self) -> str:
        """What to do."""
        return 'narrow its "applies_to", name another sample, or widen the sample'

    @property
    def labels(self) -> tuple[Label, ...]:
        """The item and its sample."""
        return (Label(self.drawn, "drawn for fewer types"), Label(self.place))


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class OmissionExists(Finding):
    """A declared omission of something that is there."""

    item: str
    declared: Place

    code = "F216"
    severity = Severity.WARNING

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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class NotOfLevel(Finding):
    """An item listed in a group of another level."""

    item: str
    level: str
    wanted: str

    code = "F220"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.item}" is {a(self.level)}, and this group is of {a(self.wanted)}'

    @property
    def help(self) -> str:
        """What to do."""
        return f'list items of level "{self.wanted}", or name it under "within"'


@dataclass(frozen=True)
class ReservedColumn(Finding):
    """A profile column whose heading already means something in a case file."""

    column: str

    code = "F221"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'a case file already has a column "{self.column}"'

    @property
    def help(self) -> str:
        """What to do."""
        return "give the profile column another id"


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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
