"""What a worked example can say of rules that do not give what it expects."""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics.words import listed


class Failure(Finding):
    """A rating that is not the one that an example expects.

    ``types`` are the types of provider of which it is so, if not all. ``wanted`` and
    ``got`` are in words; ``trace`` has rows for each line of the rule.
    """

    code: ClassVar[str] = "E201"
    example: str
    item: str
    types: tuple[str, ...]
    wanted: str
    got: str
    trace: tuple[str, ...]

    @property
    def what(self) -> str:
        """The item, and the types."""
        return f"{self.item} ({listed(self.types)})" if self.types else self.item

    @property
    def message(self) -> str:
        return f'"{self.example}": {self.what} is {self.got}; expected {self.wanted}'

    @property
    def help(self) -> str:
        return "correct the example or the rule, whichever is not as published"

    @property
    def notes(self) -> tuple[str, ...]:
        return self.trace


class OtherScore(Failure):
    """A score that is not the one that an example expects."""

    @property
    def message(self) -> str:
        return (
            f'"{self.example}": the score of {self.what} is {self.got}; expected {self.wanted}'
        )


class OtherLine(Failure):
    """A rating that another line decides than the one that an example expects."""

    @property
    def message(self) -> str:
        return f'"{self.example}": {self.what} is decided by {self.got}; expected {self.wanted}'


class OtherMoves(Failure):
    """A rating that is open to other moves than those that an example expects."""

    @property
    def message(self) -> str:
        return f'"{self.example}": {self.what} is open to {self.got}; expected {self.wanted}'


class MoveRefused(Failure):
    """A move in an example that the rules do not allow."""

    @property
    def message(self) -> str:
        return f'"{self.example}": {self.what} is open to {self.got}, not to {self.wanted}'

    @property
    def help(self) -> str:
        return 'leave the move out of "decided", or correct the rule'
