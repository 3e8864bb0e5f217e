"""What a pattern gives, told by the reference and in the framework's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.rules.facts import deciding
from engine.rules.reference import rate

if TYPE_CHECKING:
    from engine.diagnostics import Place
    from engine.rules import tree
    from engine.rules import typed
    from engine.rules.facts import Facts
    from engine.rules.facts import Outcome
    from engine.rules.patterns import Pattern


@dataclass(frozen=True)
class Witness:
    """A pattern, the rating that it gives, and the clause that gives it."""

    words: str
    facts: Facts
    rating: str | None
    clause: tree.Clause

    @property
    def place(self) -> Place:
        """Where the clause stands."""
        return self.clause.place

    @property
    def cases(self) -> int:
        """How many judgements the pattern is made of."""
        return sum(self.facts.answers.values())

    @property
    def gives(self) -> str:
        """The rating and the line, as people read them."""
        return f"{self.rating or 'not rated'} (line {self.place.line})"

    def __str__(self) -> str:
        return f"{self.words} gives {self.gives}"


def witness(rule: typed.Rule, pattern: Pattern) -> Witness:
    """What the reference makes of a pattern."""
    outcome = rate(rule, pattern.facts)
    return Witness(pattern.words, pattern.facts, outcome.rating, _gave(rule, outcome))


def _gave(rule: typed.Rule, outcome: Outcome) -> tree.Clause:
    """The line that gave a rating: the last one that changed it."""
    gave = deciding([step for step in outcome.steps if step.effect == "applied"])
    return rule.base.clause if gave is None else gave.clause
