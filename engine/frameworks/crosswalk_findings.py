"""What can be wrong with a crosswalk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Severity
from engine.frameworks.names import suggest

if TYPE_CHECKING:
    from engine.diagnostics import Place


class OtherFramework(Finding):
    """A crosswalk between other frameworks than those it is read for."""

    given: str
    wanted: str

    code = "X001"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'this crosswalk is about "{self.given}", not "{self.wanted}"'

    @property
    def help(self) -> str:
        """What to do."""
        return f'write "{self.wanted}", or put the crosswalk beside its later framework'


class UnknownItem(Finding):
    """An item that its version does not have."""

    item: str
    version: str
    known: tuple[str, ...]

    code = "X002"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'there is no item "{self.item}" in "{self.version}"'

    @property
    def help(self) -> str:
        """What to do."""
        meant = suggest(self.item, self.known)
        return "correct the code, or delete it" if meant is None else f'did you mean "{meant}"?'


class Unaccounted(Finding):
    """An item of which the crosswalk says nothing."""

    item: str
    version: str
    is_later: bool
    declared: Place

    code = "X003"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'the crosswalk says nothing of "{self.item}" in "{self.version}"'

    @property
    def help(self) -> str:
        """What to do."""
        relation = "new" if self.is_later else "withdrawn"
        return f'add it to an entry; "{relation}" if the other version has nothing like it'

    @property
    def labels(self) -> tuple[Label, ...]:
        """The list of entries, and where the item is declared."""
        return (Label(self.place), Label(self.declared, "declared here"))


class Twice(Finding):
    """An item that stands in two entries."""

    item: str
    version: str
    first: Place

    code = "X004"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.item}" in "{self.version}" is accounted for twice'

    @property
    def help(self) -> str:
        """What to do."""
        return "keep it in one entry only"

    @property
    def labels(self) -> tuple[Label, ...]:
        """Both places."""
        return (Label(self.first, "first here"), Label(self.place, "again here"))


class UnequalLists(Finding):
    """Two lists that should pair up and do not."""

    relation: str
    before: int
    after: int

    code = "X005"

    @property
    def message(self) -> str:
        """What is wrong."""
        return (
            f'"{self.relation}" pairs each item with one other, and here are '
            f"{self.before} and {self.after}"
        )

    @property
    def help(self) -> str:
        """What to do."""
        return 'give "from" and "to" equally many items, in the same order'


class WrongShape(Finding):
    """A relation with the wrong number of items on one side."""

    relation: str
    side: str
    wanted: str

    code = "X006"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'for "{self.relation}", "{self.side}" must have {self.wanted}'

    @property
    def help(self) -> str:
        """What to do."""
        return "change the list, or the relation"


class ComparableUnsaid(Finding):
    """An entry that must say whether answers are comparable, and why."""

    relation: str
    key: str

    code = "X007"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'for "{self.relation}", "{self.key}" must be said'

    @property
    def help(self) -> str:
        """What to do."""
        return 'add "comparable: yes" or "comparable: no", and "because:" with the reason'


class NothingToCompare(Finding):
    """An item with no counterpart that is said to be comparable."""

    relation: str

    code = "X008"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.relation}" items have no counterpart to be comparable with'

    @property
    def help(self) -> str:
        """What to do."""
        return 'delete "comparable: yes", or change the relation'


class SameButReworded(Finding):
    """An item that is said to be the same, and whose words are not."""

    item: str
    earlier: Place

    code = "X010"
    severity = Severity.WARNING
    check = "same-but-reworded"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.item}" is said to be the same, and its words are not'

    @property
    def help(self) -> str:
        """What to do."""
        return 'write "relation: reworded", and say whether answers are comparable'

    @property
    def labels(self) -> tuple[Label, ...]:
        """The entry, and the item as it was."""
        return (Label(self.place), Label(self.earlier, "as it was"))


class EarlierUnsound(Finding):
    """A crosswalk from a framework that has errors itself."""

    framework: str

    code = "X009"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'the framework "{self.framework}" has errors, so this was not checked'

    @property
    def help(self) -> str:
        """What to do."""
        return "check that framework first"
