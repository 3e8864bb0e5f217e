"""Why a round cannot be read under another framework version."""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics.words import quoted


class NoCrosswalk(Finding):
    """Two frameworks, and nothing that says how their items correspond."""

    code: ClassVar[str] = "X201"
    given: str
    wanted: str

    @property
    def message(self) -> str:
        """Which two."""
        return f'no crosswalk leads from "{self.given}" to "{self.wanted}"'

    @property
    def help(self) -> str:
        """What to do."""
        copy = f'for an edited copy, keep its id "{self.given}"'
        return f"add a crosswalk.yaml to the later of the two; {copy}"


class TypesDiffer(Finding):
    """Types of provider that the other framework does not have."""

    code: ClassVar[str] = "X202"
    types: tuple[str, ...]
    framework: str
    round: str

    @property
    def message(self) -> str:
        """Which types."""
        if self.types == ("",):
            return f'"{self.framework}" rates by type, and "{self.round}" has no types'
        return f'"{self.framework}" has no provider type {quoted(self.types, "or")}'

    @property
    def help(self) -> str:
        """What to do."""
        return f'"{self.round}" can only be rated under a framework that knows its providers'
