"""What can be wrong with round.yaml."""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Place
from engine.diagnostics import Severity
from engine.diagnostics.words import quoted
from engine.diagnostics.words import shortened


class NoRound(Finding):
    """A folder that holds no round."""

    code: ClassVar[str] = "D101"

    @property
    def message(self) -> str:
        """What is missing."""
        return "there is no round.yaml here, so this is not a round"

    @property
    def help(self) -> str:
        """What to do."""
        return "name the folder of a round, or make one: assay new round"


class NoProviders(Finding):
    """A round in which nobody was inspected."""

    code: ClassVar[str] = "D102"

    @property
    def message(self) -> str:
        """What is missing."""
        return "the round has no providers"

    @property
    def help(self) -> str:
        """What to do."""
        return "list at least one provider, such as {id: north, name: North}"


class SameName(Finding):
    """Two providers of the same id, or an alias that is somebody else's."""

    code: ClassVar[str] = "D103"

    what: str
    name: str
    first: Place

    @property
    def message(self) -> str:
        """Which name."""
        return f'the {self.what} "{self.name}" belongs to another provider already'

    @property
    def labels(self) -> tuple[Label, ...]:
        """Both places."""
        return (Label(self.first, "first here"), Label(self.place, "and again here"))

    @property
    def help(self) -> str:
        """What to do."""
        return "give every provider an id and aliases of its own"


class NoType(Finding):
    """A provider without a type, where the framework has types."""

    code: ClassVar[str] = "D104"

    provider: str
    types: tuple[str, ...]

    @property
    def message(self) -> str:
        """Which provider."""
        return f'provider "{self.provider}" has no type'

    @property
    def help(self) -> str:
        """What to write."""
        return f"add a type: {quoted(self.types, 'or')}"


class MixedTypes(NoType):
    """Something that pools the cases of providers of several types, and has none itself."""

    code: ClassVar[str] = "D113"

    @property
    def message(self) -> str:
        """What pools."""
        return f'"{self.provider}" pools providers of several types, and has none itself'

    @property
    def help(self) -> str:
        """What to write."""
        return f"say by which it is rated: add the type {quoted(self.types, 'or')}"


class NeedlessType(Finding):
    """A type, where the framework has none."""

    code: ClassVar[str] = "D105"

    given: str

    @property
    def message(self) -> str:
        """Which type."""
        return f'the framework has no provider types, so there is no "{self.given}"'

    @property
    def help(self) -> str:
        """What to do."""
        return 'remove "type", or declare provider_types in framework.yaml'


class PartOfItself(Finding):
    """A provider that is part of itself, perhaps by way of others."""

    code: ClassVar[str] = "D106"

    provider: str

    @property
    def message(self) -> str:
        """Which provider."""
        return f'provider "{self.provider}" is part of itself'

    @property
    def help(self) -> str:
        """What to do."""
        return 'name the larger provider in "part_of", or remove it'


class SaidTwice(Finding):
    """An entry about something that an earlier entry is about."""

    code: ClassVar[str] = "D107"

    what: str
    first: Place

    @property
    def message(self) -> str:
        """What about."""
        return f"there is an entry for {self.what} already"

    @property
    def labels(self) -> tuple[Label, ...]:
        """Both places."""
        return (Label(self.first, "first here"), Label(self.place, "and again here"))

    @property
    def help(self) -> str:
        """What to do."""
        return "keep one of them"


class TooMany(Finding):
    """A breakdown that adds up to more than there are."""

    code: ClassVar[str] = "D108"

    column: str
    total: int
    size: int

    @property
    def message(self) -> str:
        """The two numbers."""
        return f'the counts by "{self.column}" add up to {self.total:,} of {self.size:,}'

    @property
    def help(self) -> str:
        """What to do."""
        return "correct the size or the counts"


class NotAProviderLevel(Finding):
    """A level that nothing in a round can have."""

    code: ClassVar[str] = "D109"

    given: str
    choices: tuple[str, ...]

    @property
    def message(self) -> str:
        """Which level."""
        return f'"{self.given}" is not the level of providers, nor one above it'

    @property
    def help(self) -> str:
        """What there is."""
        if len(self.choices) == 1:
            return 'leave "level" out; or declare a level that pools, in framework.yaml'
        return f"write {quoted(self.choices, 'or')}"


class PartOfTooLow(Finding):
    """Something that is part of what does not stand above it."""

    code: ClassVar[str] = "D110"

    level: str
    name: str
    whole_level: str
    whole: str

    @property
    def message(self) -> str:
        """What of what."""
        own, other = f'{self.level} "{self.name}"', f'{self.whole_level} "{self.whole}"'
        return f"{own} cannot be part of {other}"

    @property
    def help(self) -> str:
        """What to do."""
        return 'in "part_of", name something of a higher level; or correct a level'


class NoParts(Finding):
    """Something above providers that no provider is part of."""

    code: ClassVar[str] = "D111"

    level: str
    name: str

    @property
    def message(self) -> str:
        """What is empty."""
        return f'nothing is part of {self.level} "{self.name}", so it cannot be rated'

    @property
    def help(self) -> str:
        """What to do."""
        return f'add "part_of: {self.name}" to what belongs to it, or remove it'


class PartOfNothing(Finding):
    """A provider that is part of nothing, where others are."""

    code: ClassVar[str] = "D112"
    severity: ClassVar[Severity] = Severity.WARNING

    level: str
    name: str
    above: str

    @property
    def message(self) -> str:
        """What belongs nowhere."""
        return f'{self.level} "{self.name}" is part of no {self.above}, and counts in none'

    @property
    def help(self) -> str:
        """What to do."""
        return f'add "part_of" with the id of its {self.above}, if it has one'


class TableOfProviders(Finding):
    """A round whose providers are a table, where only listed providers will do."""

    code: ClassVar[str] = "D114"

    @property
    def message(self) -> str:
        """What is not listed."""
        return "the providers of this round are a table, which has no cases"

    @property
    def help(self) -> str:
        """What can be done with such a round."""
        return "such a round can be checked, rated and explained"


class FormerlyNobody(Finding):
    """A former id that nobody in the earlier round has.

    ``meant`` is who of them has no partner and may have been meant.
    """

    code: ClassVar[str] = "D116"
    severity: ClassVar[Severity] = Severity.WARNING

    provider: str
    former: str
    meant: str | None

    @property
    def message(self) -> str:
        """Who was called what."""
        return f'"{self.provider}" was "{self.former}", and the earlier round has no such id'

    @property
    def help(self) -> str:
        """What was probably meant."""
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        return 'write under "was" the id that the earlier round gives it'


class OtherPopulation(Finding):
    """Populations of another size than round.yaml gives them.

    ``sizes`` has the provider, what round.yaml says, and how many cases there are.
    """

    code: ClassVar[str] = "D115"
    severity: ClassVar[Severity] = Severity.WARNING

    sample: str
    sizes: tuple[tuple[str, int, int], ...]

    @property
    def message(self) -> str:
        """All sizes."""
        said = [f"{who} has {found:,}, not {size:,}" for who, size, found in self.sizes]
        says = f'round.yaml says of sample "{self.sample}"'
        return f"not as many cases as {says}: {shortened(said)}"

    @property
    def help(self) -> str:
        """What to do."""
        return 'correct "populations" in round.yaml, or name the right file'
