"""What can be wrong with the description of a made-up round, and with its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from engine.diagnostics import Finding

if TYPE_CHECKING:
    from fractions import Fraction


class NoTable(Finding):
    """A table that the description needs, and that is absent or has other columns."""

    code: ClassVar[str] = "D321"

    columns: tuple[str, ...]

    @property
    def message(self) -> str:
        """What is wrong."""
        return "a round cannot be made up without this table"

    @property
    def help(self) -> str:
        """What to do."""
        return f"write it as CSV with the columns {', '.join(self.columns)}"


class NotACount(Finding):
    """A cell of such a table that should be a number of cases."""

    code: ClassVar[str] = "D322"

    column: str
    text: str

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.text}" is not a number of cases (column {self.column})'

    @property
    def help(self) -> str:
        """What to do."""
        return "write a whole number, 0 or more"


class NotInFramework(Finding):
    """A name in the description or in its tables that stands for nothing."""

    code: ClassVar[str] = "D323"

    kind: str
    text: str

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'there is no {self.kind} "{self.text}"'

    @property
    def help(self) -> str:
        """What to do."""
        return "use an id of the framework, or a provider's id from synthetic.yaml"


class DoesNotAddUp(Finding):
    """Numbers of the description that no round can have together."""

    code: ClassVar[str] = "D324"

    what: str
    wanted: int
    there: int | Fraction

    @property
    def message(self) -> str:
        """What is wrong."""
        return f"{self.what}: {self.wanted} wanted, and there are {self.there}"

    @property
    def help(self) -> str:
        """What to do."""
        return "change one of the two; the tables have to agree with synthetic.yaml"
