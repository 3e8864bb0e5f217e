"""What can be wrong with bands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics.words import a

if TYPE_CHECKING:
    from engine.diagnostics import Place


class NotAscending(Finding):
    """An edge that does not begin above the one before it."""

    bands: str
    value: str
    before: str
    first: Place

    code = "F230"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.bands}" goes from {self.before} to {self.value}, which is not upwards'

    @property
    def help(self) -> str:
        """What to do."""
        return "list the edges lowest first, each above the one before it"

    @property
    def labels(self) -> tuple[Label, ...]:
        """Both edges."""
        return (Label(self.first), Label(self.place))


class LowestNotCovered(Finding):
    """Values below the first edge."""

    bands: str
    measure: str
    lowest: str

    code = "F231"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.bands}" has no rating for {a(self.measure)} of {self.lowest}'

    @property
    def help(self) -> str:
        """What to do."""
        return f'begin the lowest band with "from: {self.lowest}"'


class Gap(Finding):
    """A value between one band's end and the next one's beginning."""

    bands: str
    value: str
    rounded: bool
    first: Place | None
    fall: tuple[str, ...] = ()

    code = "F232"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.bands}" has no rating for {self.value}'

    @property
    def help(self) -> str:
        """What to do."""
        if self.rounded:
            return 'leave "to" out: each band then ends where the next one begins'
        return 'leave "to" out, or declare "rounding: half up to integer" if values are rounded'

    @property
    def labels(self) -> tuple[Label, ...]:
        """The edges around it."""
        if self.first is None:
            return (Label(self.place),)
        return (Label(self.first, "ends here"), Label(self.place, "begins here"))

    @property
    def notes(self) -> tuple[str, ...]:
        """Which values fall there."""
        return self.fall


class Overlap(Finding):
    """A value in two bands."""

    bands: str
    value: str
    first: Place
    fall: tuple[str, ...] = ()

    code = "F233"

    @property
    def notes(self) -> tuple[str, ...]:
        """Which values fall there."""
        return self.fall

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.bands}" has two ratings for {self.value}'

    @property
    def help(self) -> str:
        """What to do."""
        return "let each band end before the next one begins"

    @property
    def labels(self) -> tuple[Label, ...]:
        """Both edges."""
        return (Label(self.first, "ends here"), Label(self.place, "begins here"))


class SwappedBounds(Finding):
    """A band that ends before it begins."""

    bands: str
    begins: str
    ends: str

    code = "F234"

    @property
    def message(self) -> str:
        """What is wrong."""
        return (
            f'a band of "{self.bands}" ends at {self.ends}, before it begins at {self.begins}'
        )

    @property
    def help(self) -> str:
        """What to do."""
        return "exchange the two numbers, or correct one of them"


class GradesNotAscending(Finding):
    """A higher band with a rating that is not higher."""

    bands: str
    grade: str
    before: str
    first: Place

    code = "F235"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.bands}" gives "{self.grade}" above "{self.before}", which is not lower'

    @property
    def help(self) -> str:
        """What to do."""
        return (
            "give each rating once, in the order of the scale, lowest first; where more is "
            'worse, write a choice in ratings.rules, "first that applies", or let points be '
            'taken away, "minus …"'
        )

    @property
    def labels(self) -> tuple[Label, ...]:
        """Both ratings."""
        return (Label(self.first), Label(self.place))


class OtherScale(Finding):
    """A rating of another scale than the others of the same bands."""

    bands: str
    grade: str
    scale: str

    code = "F236"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.bands}" is on the scale "{self.scale}", and "{self.grade}" is not'

    @property
    def help(self) -> str:
        """What to do."""
        return f'use grades of "{self.scale}" only'


class Unreachable(Finding):
    """A band that begins beyond the largest possible value."""

    bands: str
    value: str

    code = "F237"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.bands}" has a band from {self.value}, and no percentage is so large'

    @property
    def help(self) -> str:
        """What to do."""
        return "write percentages as numbers from 0 to 100"
