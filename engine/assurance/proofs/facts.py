"""What is worth knowing of rules besides: where they tip, and which order matters."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.assurance.numbers.tables import Table
from engine.assurance.numbers.tables import tabled
from engine.assurance.proofs.bounds import beyond_bounds
from engine.assurance.proofs.bounds import claims_bounds
from engine.assurance.proofs.bounds import has_bounds
from engine.assurance.proofs.deciding import Question
from engine.assurance.proofs.exchanges import exchanges
from engine.assurance.proofs.order import contradictions
from engine.assurance.proofs.order import turned_round
from engine.assurance.proofs.properties import UNREFUTED
from engine.assurance.proofs.tipping import absences
from engine.assurance.proofs.tipping import tipping
from engine.diagnostics.words import listed
from engine.rules import typed
from engine.rules.patterns import possible_by_rule
from engine.rules.spaces import spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.proofs.deciding import Decider

FactKind: TypeAlias = Literal["tipping", "absence", "bounds", "order", "exchange"]
"""What a fact is about."""


@dataclass(frozen=True)
class Fact:
    """Something that is so, and need not be wrong."""

    rule: typed.Rule
    kind: FactKind
    words: str
    example: str = ""


FEW = 20_000
"""More patterns than this, not rated ones included, are too many for facts."""


def facts(decider: Decider) -> Iterator[Fact]:
    """What there is to know of each rule that weighs things up, where it has few patterns."""
    for rule in sorted(decider.survey.rules.rules, key=lambda rule: rule.tree.place.line):
        tables = decider.survey.of(rule)
        if tables and _weighs(rule):
            yield from _of_ratings(decider, rule)
            yield from _of_lines(decider, rule, tables)


def _of_ratings(decider: Decider, rule: typed.Rule) -> Iterator[Fact]:
    """Where ratings begin, how much may be missing, and whether they keep to a range."""
    tables = _withheld(decider, rule)
    for table in tables:
        for words, example in tipping(table):
            yield Fact(rule, "tipping", _of(table, tables) + words, example)
    for table in tables:
        for words, example in absences(table):
            yield Fact(rule, "absence", _of(table, tables) + words, example)
    if has_bounds(rule) and not claims_bounds(rule):
        yield from _bounds(decider, rule)


def _of_lines(decider: Decider, rule: typed.Rule, tables: list[Table]) -> Iterator[Fact]:
    """Lines whose order matters, and things that may not be exchanged."""
    alone = replace(rule, modifiers=())
    choices = decider.tables(Question(alone, lambda lowered, _: lowered.undecided)) or []
    for words, example in (*contradictions(choices), *turned_round(rule, tables)):
        yield Fact(rule, "order", words, example)
    for table in tables:
        for words, example in exchanges(table):
            yield Fact(rule, "exchange", _of(table, tables) + words, example)


def _weighs(rule: typed.Rule) -> bool:
    """Whether a rule makes something of several ratings that is not one of them."""
    match rule.base:
        case typed.Banded(measure=typed.Scored() | typed.CountOf()) | typed.Choice():
            return True
        case typed.StartFrom():
            return bool(rule.modifiers)
        case _:
            return False


def _of(table: Table, tables: list[Table]) -> str:
    """What a table is about, where there are several."""
    if len(tables) == 1:
        return ""
    items = dict.fromkeys(item for item, _ in table.keys if item is not None)
    types = dict.fromkeys(type_id for _, type_id in table.keys if type_id is not None)
    return f"for {listed(list(items)) or listed(list(types))}: "


def _withheld(decider: Decider, rule: typed.Rule) -> list[Table]:
    """A rule row by row, where anything that it reads may be not rated."""
    vocabulary, rules = decider.vocabulary, decider.survey.rules
    possible = possible_by_rule(vocabulary, rules, withheld=True)
    found = tabled(vocabulary, rule, spaces(vocabulary, rule, possible, {}), FEW)
    return [table for table in found if isinstance(table, Table)]


def _bounds(decider: Decider, rule: typed.Rule) -> Iterator[Fact]:
    """Whether it keeps to the range of what it is made of, where that is known."""
    answer = decider.find(Question(rule, beyond_bounds(rule)))
    if answer.witnesses:
        words = "it may leave the range of what it is made of"
        yield Fact(rule, "bounds", words, str(answer.witnesses[0]))
    elif UNREFUTED[answer.method] == "holds":
        words = "where all are rated, it lies between the worst and the best of them"
        yield Fact(rule, "bounds", words)
