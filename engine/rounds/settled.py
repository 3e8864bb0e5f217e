"""How everything below has come out, as far as it has: what ratings above providers rest on."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.rounds.results import Result
    from engine.rules.framework import Framework


@dataclass
class Settled:
    """What is settled so far, by id, what is still possible, and what could not be computed."""

    ratings: dict[str, str | None] = field(default_factory=dict)
    open: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    uncomputed: set[str] = field(default_factory=set)

    def add(self, result: Result) -> None:
        """Note how a result came out."""
        self.ratings[result.id] = result.rating
        if result.possible:
            self.open[result.id] = result.possible
        elif result.basis == "cannot be computed":
            self.uncomputed.add(result.id)


class AllSettled:
    """How everybody's items that are read above providers came out, and everybody whole."""

    def __init__(self, framework: Framework) -> None:
        items = {item for rule in framework.rules.above for item in rule.items}
        self.of: dict[str | None, Settled] = {key: Settled() for key in (None, *items)}

    def add(self, result: Result) -> None:
        """Note how somebody's results came out, under whose they are."""
        self.of[None].add(result)
        if len(self.of) == 1:
            return
        for each in result.walk():
            if each is not result and each.id in self.of:
                self.of[each.id].add(replace(each, id=result.id))

    def has(self, whose: str, item: str) -> bool:
        """Whether somebody has an item."""
        return whose in self.of[item].ratings
