"""Lines of rules that never do anything, ratings that nothing leads to, and harm done."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.assurance.checks import line_findings as found
from engine.assurance.checks.unreached import unreached
from engine.assurance.numbers import core
from engine.assurance.numbers.discretion import after_each_line
from engine.assurance.numbers.improving import lowered_by_better
from engine.assurance.numbers.lowering import holds
from engine.assurance.numbers.tables import Table
from engine.assurance.numbers.tables import tabled
from engine.rules import typed
from engine.rules.findings import ChoiceFails
from engine.rules.patterns import possible_by_rule
from engine.rules.pooled import pooled
from engine.rules.spaces import spaces
from engine.rules.witness import witness

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.assurance.numbers.lowering import Branch
    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.frameworks.model import Vocabulary
    from engine.rules import tree

QUICK = 20_000
"""More patterns than this are left to a proof: checking is done at every turn."""

EXAMPLES = 3
"""How many patterns a note shows."""


def lines(
    vocabulary: Vocabulary, rules: typed.Rules, told: Iterable[Finding] = ()
) -> Iterator[Finding]:
    """What going through everything that each rule can meet shows of its lines.

    Each rule is looked at alone: what it reads may have every rating that its own rule
    can give, or be not rated, so that one fault is told once. Of a choice that fails, as
    has been ``told`` already, nothing more is said.
    """
    failed = {finding.place for finding in told if isinstance(finding, ChoiceFails)}
    possible = possible_by_rule(vocabulary, rules, withheld=True)
    for rule in rules.all:
        if rule.base.clause.place in failed:
            continue
        tables = _tables(vocabulary, rules, rule)
        if tables:
            missing = list(unreached(vocabulary, rule, tables, possible))
            yield from missing
            yield from _Lines(rule, tables).findings(in_vain=not missing)
            yield from _harm(rule, tables)
        if rule.above is None:  # above, how much a line takes, only a round says
            yield from _leaning(vocabulary, rules, rule)
    for expectation in rules.expectations:
        yield from _expectation(vocabulary, rules, expectation)


def _tables(
    vocabulary: Vocabulary,
    rules: typed.Rules,
    rule: typed.Rule,
    also: tuple[typed.Condition, ...] = (),
    *,
    withheld: bool = True,
) -> list[Table]:
    """A rule row by row; nothing where that would take too long, or cannot be all."""
    if rule.above is None:
        possible = possible_by_rule(vocabulary, rules, withheld=withheld)
        every = spaces(vocabulary, rule, possible, {}, also)
    else:
        above = pooled(vocabulary, rules, rule, also, withheld=withheld)
        every = [*above.spaces] if above.complete else []
    each = list(tabled(vocabulary, rule, every, QUICK, also))
    tables = [table for table in each if isinstance(table, Table)]
    return tables if len(tables) == len(each) else []


def _leaning(vocabulary: Vocabulary, rules: typed.Rules, rule: typed.Rule) -> Iterator[Finding]:
    """What the last line of a choice takes, where no source is cited for it."""
    if not isinstance(rule.base, typed.Choice):
        return
    last = rule.base.branches[-1]
    cited = last.clause.citation or rule.base.clause.citation
    if last.condition is not None or cited is not None:
        return
    left, number = [], 0
    for table in _tables(vocabulary, rules, replace(rule, modifiers=()), withheld=False):
        others = [Asks(branch, table.at) for branch in table.lowered.branches[:-1]]
        for row, values in table.each():
            number += 1
            if not any(ask.unknown(values) or ask.holds(values) for ask in others):
                left.append((table, row))
    if left:
        shown = tuple(table.pattern(row).words for table, row in left[:EXAMPLES])
        yield found.LeansOnTheLast(last.clause.place, len(left), number, shown)


def _harm(rule: typed.Rule, tables: list[Table]) -> Iterator[Finding]:
    """Something better that lowers the rating, if anything does."""
    for table in tables:
        for row, better in lowered_by_better(table):
            before = witness(rule, table.pattern(row))
            after = witness(rule, table.pattern(better))
            told = before if _gave_way(rule, after.clause) else after
            both = before.place, after.place
            yield found.LowersForBetter(told.place, str(before), str(after), both)
            return


def _gave_way(rule: typed.Rule, clause: tree.Clause) -> bool:
    """Whether a line only says what is so where no later one steps in.

    Then the line to look at is the one that no longer applies to what is better.
    """
    return all(modifier.clause is not clause for modifier in rule.modifiers)


def _expectation(
    vocabulary: Vocabulary, rules: typed.Rules, expectation: typed.Expectation
) -> Iterator[Finding]:
    """An expectation whose condition nothing fulfils says nothing."""
    condition, rule = expectation.condition, expectation.rule
    written = expectation.tree.condition
    if condition is None or written is None:
        return
    tables = _tables(vocabulary, rules, rule, (condition,))
    number = 0
    for table in tables:
        true = core.truth(holds(condition, table.world), table.at)
        for _, values in table.each():
            if true(values):
                return
            number += 1
    if tables:
        yield found.NeverHolds(written.place, number)


@dataclass
class _Seen:
    """How often a line's condition held, and how often the line did anything.

    ``first`` are the lines that did instead, where this one would have; ``covering`` those
    above it that hold wherever it does. What it did ``lasts`` if later lines do not always
    come to the same without it.
    """

    held: int = 0
    did: int = 0
    first: set[int] = field(default_factory=set)
    covering: set[int] | None = None
    lasts: bool = False

    @property
    def by(self) -> list[int]:
        """The line that shadows this one; where none does alone, those that do together."""
        return [min(self.covering)] if self.covering else sorted(self.first)


@dataclass
class _Lines:
    """The lines of one rule, in all that it can meet."""

    rule: typed.Rule
    tables: list[Table]
    patterns: int = 0

    def __post_init__(self) -> None:
        base = self.rule.base
        self.choice = base if isinstance(base, typed.Choice) else None
        number = len(self.choice.branches) if self.choice else 0
        self.branches = [_Seen() for _ in range(number)]
        self.modifiers = [_Seen() for _ in self.rule.modifiers]
        self.additions = [
            (addition.clause, addition.condition)
            for addition in typed.additions_of(self.rule)
            if addition.condition is not None
        ]
        self.adding: set[int] = set()

    def findings(self, *, in_vain: bool) -> Iterator[Finding]:
        """Everything that there is to say; ``in_vain`` also of limits that limit nothing.

        Where a rating cannot be reached, that may be why they do not.
        """
        for table in self.tables:
            self._go_through(table)
        yield from self._branches()
        for number, (clause, _) in enumerate(self.additions):
            if number not in self.adding:
                yield found.NeverHolds(_condition_of(clause), self.patterns)
        for finding in self._modifiers():
            if in_vain or not isinstance(finding, found.NoEffect):
                yield finding

    def _go_through(self, table: Table) -> None:
        at = table.at
        asks = [Asks(branch, at) for branch in table.lowered.branches]
        held = [core.truth(line.holds, at) for line in table.lowered.lines[1:]]
        adds = [core.truth(holds(when, table.world), at) for _, when in self.additions]
        for _, values in table.each():
            self.patterns += 1
            self._take(asks, values)
            self.adding |= {n for n, add in enumerate(adds) if add(values)}
            ranks = after_each_line(table, values)
            for number, seen in enumerate(self.modifiers):
                if ranks[number] != ranks[number + 1]:
                    seen.did += 1
                    if not seen.lasts:
                        without = after_each_line(table, values, number)
                        seen.lasts = without[-1] != ranks[-1]
                elif not seen.did and held[number](values):
                    seen.held += 1

    def _take(self, asks: list[Asks], values: list[int]) -> None:
        """Note which branch is taken, and which others would have been."""
        above: list[int] = []
        for number, ask in enumerate(asks):
            if not above and ask.unknown(values):
                return
            if ask.holds(values):
                seen = self.branches[number]
                seen.held += 1
                if above:
                    seen.first.add(above[0])
                    known = seen.covering
                    seen.covering = set(above) if known is None else known & set(above)
                else:
                    seen.did += 1
                above.append(number)

    def _branches(self) -> Iterator[Finding]:
        if self.choice is None:
            return
        places = [branch.clause.place for branch in self.choice.branches]
        for branch, seen in zip(self.choice.branches, self.branches, strict=True):
            if seen.did:
                continue
            otherwise = branch.condition is None
            if seen.held:
                by = tuple(places[number] for number in seen.by)
                yield found.Shadowed(branch.clause.place, by, otherwise)
            else:
                yield found.NeverHolds(_condition_of(branch.clause), self.patterns)

    def _modifiers(self) -> Iterator[Finding]:
        for modifier, seen in zip(self.rule.modifiers, self.modifiers, strict=True):
            if seen.lasts or isinstance(modifier, typed.Allow):
                continue
            if seen.did or seen.held:
                yield found.NoEffect(modifier.clause.place, undone=bool(seen.did))
            else:
                yield found.NeverHolds(_condition_of(modifier.clause), self.patterns)


class Asks:
    """What a branch asks for, to be asked of rows."""

    def __init__(self, branch: Branch, at: dict[str, int]) -> None:
        self.unknown = core.truth(branch.unknown, at)
        self.holds = core.truth(branch.holds, at)


def _condition_of(
    clause: tree.Branch | tree.Addition | tree.Move | tree.Limit | tree.NotRated,
) -> Place:
    """Where the condition of a clause stands; the whole clause, where it has none."""
    return clause.place if clause.condition is None else clause.condition.place
