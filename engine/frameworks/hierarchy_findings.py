"""What can be wrong with what a framework declares: where its items stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics.words import a
from engine.diagnostics.words import quoted

if TYPE_CHECKING:
    from engine.diagnostics import Place


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


class NoItems(Finding):
    """A framework with nothing to go by: no item, and no input."""

    code = "F206"

    @property
    def message(self) -> str:
        """What is wrong."""
        return "this framework has no items"

    @property
    def help(self) -> str:
        """What to do."""
        return 'add files to the folder "domains", or "items:" to this file'


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
        return (Label(self.place), Label(self.drawn, "drawn for fewer types"))


class PoolsBelow(Finding):
    """A level that pools, where nothing stands below it that could be pooled."""

    level: str

    code = "F223"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.level}" pools providers, so it must come after the provider\'s level'

    @property
    def help(self) -> str:
        """What to do."""
        above = 'what stands above it, each with "pools"'
        return f"list what is inspected first, then the provider, then {above}"


class NoScaleToPoolOn(Finding):
    """A level that is rated from ratings, without a scale to rate it on."""

    level: str

    code = "F224"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.level}" pools ratings, and has no scale to be rated on'

    @property
    def help(self) -> str:
        """What to do."""
        return 'add "scale:"; or write "pools: cases" if it is rated as a provider is'


class NotWherePooled(Finding):
    """What a level above the provider has no use for."""

    what: str
    level: str
    pools: str

    code = "F225"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.level}" pools {self.pools}, so it has no {self.what} of its own'

    @property
    def help(self) -> str:
        """What to do."""
        if self.what == "answers":
            return 'remove "answers": cases are read at the provider'
        return f'remove "{self.what}": {a(self.level)} is rated as a provider is'
