"""What can be wrong with a file by its schema: keys and the kinds of values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics.words import quoted
from engine.frameworks.names import misspelt
from engine.frameworks.names import suggest

if TYPE_CHECKING:
    from engine.diagnostics import Place

_DIGITS = re.compile(r"\d+")
"""A word with another number in it is not what somebody meant."""


OTHER_WAY_ROUND = ("best_first", "highest_first", "top_first")
"""Keys of a list in the opposite order: to rename such a key would turn the scale round."""


class UnknownKey(Finding):
    """A key that means nothing where it stands."""

    key: str
    allowed: tuple[str, ...]
    meant: str | None = None
    elsewhere: tuple[str, ...] = ()

    code = "F101"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'there is no key "{self.key}" here'

    @property
    def help(self) -> str:
        """What to do."""
        if self.key in OTHER_WAY_ROUND:
            return 'list them from the lowest up, under "lowest_first"'
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        if self.elsewhere:
            return f'"{self.key}" belongs {" or ".join(self.elsewhere)}'
        return f"the keys that may stand here: {', '.join(self.allowed)}"


class MisspeltKey(UnknownKey):
    """An unknown key in place of one that must be there, of which nothing more is said."""


class CutOff(UnknownKey):
    """What follows a comma in a text without quotation marks, which ends there in braces."""

    owner: str = ""
    value: str = ""

    @property
    def help(self) -> str:
        """What to do."""
        if self.value.isdecimal() and self.key.isdecimal():
            return f"write the decimals after a point: {self.value}.{self.key}"
        return f'the comma ends the text: put the value of "{self.owner}" in quotation marks'


class MissingKey(Finding):
    """A key that must be there and is not."""

    key: str

    code = "F102"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.key}" is missing here'

    @property
    def help(self) -> str:
        """What to do."""
        return f'add "{self.key}:" with its value'


class WrongKind(Finding):
    """A list where text belongs, or the like."""

    what: str
    wanted: str
    given: str

    code = "F103"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f"{self.what} must be {self.wanted}, not {self.given}"

    @property
    def help(self) -> str:
        """What to do."""
        return _SHAPES.get(self.wanted, f"write {self.wanted} here")


_SHAPES = {
    "a list": 'begin each entry with "- ", or put the entries in square brackets: [a, b]',
    "keys with values": 'write "key: value" on indented lines, or in braces: {key: value}',
    "true or false": "write true or false, without quotation marks",
    "a text": "write a few words; put them in quotation marks if they hold : or #",
    "a whole number": "write a whole number in digits, without quotation marks",
}


class NotOneOf(Finding):
    """A word that is not among those allowed."""

    key: str
    given: str
    allowed: tuple[str, ...]

    code = "F104"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.key}" cannot be "{self.given}"'

    @property
    def help(self) -> str:
        """What to do."""
        digits = _DIGITS.findall(self.given)
        alike = [word for word in self.allowed if _DIGITS.findall(word) == digits]
        phrases = any(" to " in word for word in self.allowed)
        meant = misspelt(self.given, alike) if phrases else suggest(self.given, alike)
        if meant is not None and len(self.allowed) > 1:
            return f'did you mean "{meant}"?'
        return f"write {quoted(self.allowed, 'or')}"


class NotANumber(Finding):
    """Something else where an exact number belongs."""

    key: str
    given: str

    code = "F105"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.key}" must be an exact number, not "{self.given}"'

    @property
    def help(self) -> str:
        """What to do."""
        return "write it in digits, such as 2, 0.5 or 1/2, without % and without commas"


class NotADate(Finding):
    """Something else where a date belongs, or a day that does not exist."""

    key: str
    given: str

    code = "F106"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.key}" must be a date, not "{self.given}"'

    @property
    def help(self) -> str:
        """What to do."""
        return "write year, month and day in digits, such as 2018-06-01"


class Empty(Finding):
    """A key or a list entry with nothing after it."""

    what: str

    code = "F107"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f"{self.what} is empty"

    @property
    def help(self) -> str:
        """What to do."""
        return "write its value, or delete it if it need not be there"


class TooSmall(Finding):
    """A number below the least that makes sense."""

    key: str
    given: str
    least: int

    code = "F108"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.key}" must be at least {self.least}, not {self.given}'

    @property
    def help(self) -> str:
        """What to do."""
        return f"write {self.least} or more"


class ExactlyOneKey(Finding):
    """None, or several, of keys of which exactly one belongs here."""

    keys: tuple[str, ...]
    given: tuple[str, ...]
    second: Place | None = None

    code = "F109"

    @property
    def message(self) -> str:
        """What is wrong."""
        if self.given:
            return f"{quoted(self.given)} cannot both be given"
        return f"one of {quoted(self.keys, 'or')} is missing here"

    @property
    def help(self) -> str:
        """What to do."""
        return f"give exactly one of {quoted(self.keys, 'or')}"

    @property
    def labels(self) -> tuple[Label, ...]:
        """Where they are given."""
        first = Label(self.place)
        return (first,) if self.second is None else (first, Label(self.second))
