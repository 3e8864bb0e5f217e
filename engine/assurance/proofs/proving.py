"""What the rules of a framework can and cannot do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.assurance.numbers.tables import survey
from engine.assurance.proofs import smt
from engine.assurance.proofs.deciding import Decider
from engine.assurance.proofs.facts import facts
from engine.assurance.proofs.properties import properties
from engine.rules.patterns import LIMIT

if TYPE_CHECKING:
    from engine.assurance.proofs.facts import Fact
    from engine.assurance.proofs.properties import Property
    from engine.rules.framework import Framework


@dataclass(frozen=True)
class Proof:
    """Every property of a framework's rules, and what else is worth knowing of them."""

    framework: Framework
    properties: tuple[Property, ...]
    facts: tuple[Fact, ...]

    @property
    def false(self) -> tuple[Property, ...]:
        """The properties that do not hold."""
        return tuple(each for each in self.properties if each.verdict == "false")


def prove(framework: Framework, *, limit: int = LIMIT, seconds: int = smt.SECONDS) -> Proof:
    """Decide every property of a framework's rules.

    By going through all patterns where a rule has no more than ``limit``; else by z3,
    for so many ``seconds`` each; else by trials.
    """
    decider = Decider(survey(framework.vocabulary, framework.rules, limit), limit, seconds)
    return Proof(framework, tuple(properties(decider)), tuple(facts(decider)))
