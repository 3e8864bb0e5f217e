"""Findings made by hand."""

from __future__ import annotations

from typing import ClassVar

import pytest

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Place
from engine.diagnostics import Severity


class Wrong(Finding):
    """Something is wrong."""

    code: ClassVar[str] = "T001"
    says: str = "something is wrong"
    todo: str = "put it right"
    drawn: tuple[Label, ...] | None = None
    more: tuple[str, ...] = ()

    @property
    def message(self):
        return self.says

    @property
    def help(self):
        return self.todo

    @property
    def labels(self):
        return super().labels if self.drawn is None else self.drawn

    @property
    def notes(self):
        return self.more


class Odd(Wrong):
    """Something is odd."""

    code: ClassVar[str] = "T002"
    severity: ClassVar[Severity] = Severity.WARNING


class Known(Wrong):
    """Something is known."""

    code: ClassVar[str] = "T003"
    severity: ClassVar[Severity] = Severity.NOTE


@pytest.fixture
def wrong():
    return Wrong


@pytest.fixture
def odd():
    return Odd


@pytest.fixture
def known():
    return Known


@pytest.fixture
def at():
    """A place in a file: where "^^^" stands below a part of the line."""

    def place(line, text, part, file="ratings.rules"):
        return Place(file, line, text.index(part) + 1, len(part), text)

    return place


@pytest.fixture
def findings(wrong, odd):
    """Findings with two places, a row, and a file elsewhere."""
    first = Place("a folder/ratings.rules", 4, 5, 3, "    two")
    other = Place("framework.yaml", 31, 7, 10)
    return [
        wrong(first, drawn=(Label(first), Label(other, "declared here")), more=("a note",)),
        odd(Place("round.yaml", 3, text="x")),
        odd(Place("/elsewhere/round.yaml")),
    ]
