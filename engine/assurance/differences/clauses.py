"""The rules of two frameworks, line by line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.assurance.differences.difference import Clause
from engine.assurance.differences.difference import Line
from engine.assurance.differences.difference import RuleDifference
from engine.assurance.differences.meaning import expectation
from engine.assurance.differences.meaning import meaning
from engine.assurance.differences.meaning import parts
from engine.assurance.differences.wording import aligned
from engine.frameworks.names import folded
from engine.rules.places import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.assurance.differences.matching import Matching
    from engine.assurance.differences.meaning import Part
    from engine.rules import tree
    from engine.rules import typed

    Called = Callable[[str], str]

WHOLE = ("", "")
"""The pair of the provider with itself."""

HEAD = "rate"
"""What the first line of every rule means: which items it is about is told apart from it."""


@dataclass(frozen=True)
class Pairing:
    """Two rules and the items that both rate; or one that rates what nothing else does."""

    before: typed.Rule | None
    after: typed.Rule | None
    items: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Row:
    """A line of a rule: what it means, of what kind it is, and its clause.

    ``part`` is None for the first line.
    """

    meaning: str
    kind: str
    clause: tree.Clause
    part: Part | None = None


def pairings(before: typed.Rules, after: typed.Rules, matching: Matching) -> list[Pairing]:
    """The rules of both frameworks by what they rate, in the order of the first.

    Those that rate what stands above providers as a whole have no items.
    """
    ours, theirs = before.all, after.all
    old, new = _rated_by(before), _rated_by(after)
    found: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for level in dict.fromkeys(level for level, _ in old):
        for pair in [WHOLE, *matching.pairs.items()]:
            one, other = old.get((level, pair[0])), new.get((level, pair[1]))
            if one is not None and other is not None:
                items = found.setdefault((one, other), [])
                items += [pair] if level is None or pair != WHOLE else []
    gone = set(range(len(ours))) - {one for one, _ in found}
    come = set(range(len(theirs))) - {other for _, other in found}
    return [
        *(Pairing(ours[n], theirs[m], tuple(items)) for (n, m), items in sorted(found.items())),
        *(Pairing(ours[number], None) for number in sorted(gone)),
        *(Pairing(None, theirs[number]) for number in sorted(come)),
    ]


def rule_differences(
    before: typed.Rules, after: typed.Rules, matching: Matching
) -> Iterator[RuleDifference]:
    """Every rule and expectation of which a line is not as it was."""
    for pairing in pairings(before, after, matching):
        old = () if pairing.before is None else rows(pairing.before, matching.called)
        new = () if pairing.after is None else rows(pairing.after, str)
        clauses = tuple(_clauses(old, new))
        if any(clause.change != "same" for clause in clauses):
            yield RuleDifference(pairing.items, clauses)
    expected = _expected(before, matching.called), _expected(after, str)
    for clause in _clauses(*expected):
        if clause.change != "same":
            yield RuleDifference((), (clause,))


def rows(rule: typed.Rule, called: Called) -> tuple[Row, ...]:
    """The lines of a rule, the first one included."""
    lines = (
        Row(repr(meaning(part, called)), type(part).__name__, part.clause, part)
        for part in parts(rule)
    )
    return (Row(HEAD, HEAD, rule.tree), *lines)


def together(old: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Lines that stand for each other, and between them those that stand alone.

    Lines with one meaning do, and where none has, lines of one kind in the same place.
    """
    for outer in aligned([row.meaning for row in old], [row.meaning for row in new]):
        ours, theirs = old[outer.before], new[outer.after]
        kinds = aligned([row.kind for row in ours], [row.kind for row in theirs])
        for inner in kinds:
            if inner.same:
                yield from zip(ours[inner.before], theirs[inner.after], strict=True)
            else:
                yield from ((row, None) for row in ours[inner.before])
                yield from ((None, row) for row in theirs[inner.after])


def line(clause: tree.Clause) -> Line:
    """A clause as it was written."""
    cited = "" if clause.citation is None else clause.citation.text
    return Line(words(clause), " ".join(cited.split()), clause.place)


def _rated_by(rules: typed.Rules) -> dict[tuple[str | None, str], int]:
    """The position of the rule that rates each item; the whole is empty.

    With each item stands the level above providers that has it, if it is not theirs.
    """
    return {
        (None if rule.above is None else rule.above.id, item): number
        for number, rule in enumerate(rules.all)
        for item in rule.items or ("",)
    }


def _clauses(old: Sequence[Row], new: Sequence[Row]) -> Iterator[Clause]:
    found = [*together(old, new)]
    gone = Counter(one.meaning for one, other in found if one is not None and other is None)
    come = Counter(other.meaning for one, other in found if one is None and other is not None)
    moved = gone & come
    for one, other in found:
        clause = _clause(one, other)
        alone = one if other is None else other if one is None else None
        if alone is not None and moved[alone.meaning]:
            clause = replace(clause, change="moved")
        yield clause


def _clause(one: Row | None, other: Row | None) -> Clause:
    if one is None or other is None:
        before = None if one is None else line(one.clause)
        after = None if other is None else line(other.clause)
        return Clause("withdrawn" if other is None else "added", before, after)
    before, after = line(one.clause), line(other.clause)
    if one.meaning != other.meaning:
        alike = folded(before.words) == folded(after.words)
        return Clause("meant otherwise" if alike else "changed", before, after)
    if folded(before.citation) != folded(after.citation):
        return Clause("cited otherwise", before, after)
    return Clause("same", before, after)


def _expected(rules: typed.Rules, called: Called) -> list[Row]:
    """The expectations in an order of their own; one line may be about several rules."""
    meanings: dict[int, list[str]] = {}
    trees = {}
    for each in rules.expectations:
        meanings.setdefault(id(each.tree), []).append(repr(expectation(each, called)))
        trees[id(each.tree)] = each.tree
    found = [Row(" ".join(sorted(said)), "expect", trees[n]) for n, said in meanings.items()]
    return sorted(found, key=lambda row: row.meaning)
