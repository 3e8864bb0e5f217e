"""Where two rules part ways over one situation: the lines that set their ratings apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from engine.assurance.differences.clauses import line
from engine.assurance.differences.clauses import rows
from engine.assurance.differences.clauses import together
from engine.assurance.differences.difference import Given
from engine.rules.facts import deciding

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.assurance.differences.clauses import Row
    from engine.rules import typed
    from engine.rules.facts import Step

    Called = Callable[[str], str]

BASE = ("Judged", "Banded", "Extreme", "StartFrom", "Choice", "Branch", "Addition")
"""The kinds of line that make up the base of a rule."""


@dataclass(frozen=True)
class Trace:
    """A rule, what each of its lines did, and what came of it."""

    rule: typed.Rule
    steps: tuple[Step, ...]
    rating: str | None


def parted(before: Trace, after: Trace, called: Called) -> tuple[Given, Given]:
    """For each side the line that set the two ratings apart for good, and what they came to.

    It is the last that had changed the rating when the ratings became different and stayed
    so; a side that did nothing has no line.
    """
    states = [*_states(before, after, called)]
    apart = next(n for n in range(len(states)) if all(_differ(state) for state in states[n:]))
    old, new = states[apart]
    return _given(before, old), _given(after, new)


def _states(
    before: Trace, after: Trace, called: Called
) -> Iterator[tuple[Step | None, Step | None]]:
    """The deciding lines after the bases, and then after each stretch of lines below them.

    A stretch is two lines that stand for each other, or all that stand between such alone.
    """
    old, new = rows(before.rule, called), rows(after.rule, str)
    one, other = _Walk(before, old), _Walk(after, new)
    yield one.now, other.now
    for both, stretch in groupby(together(_below(old), _below(new)), _is_pair):
        for ours, theirs in stretch:
            one.go(ours)
            other.go(theirs)
            if both:
                yield one.now, other.now
        if not both:
            yield one.now, other.now


class _Walk:
    """One side of the walk down two rules: the line that decided so far."""

    def __init__(self, trace: Trace, lines: Sequence[Row]) -> None:
        self.steps = {id(step.clause): step for step in trace.steps}
        base = [id(row.clause) for row in lines if row.kind in BASE]
        self.now = deciding([self.steps[n] for n in base if n in self.steps])

    def go(self, row: Row | None) -> None:
        """Go past a line."""
        step = None if row is None else self.steps.get(id(row.clause))
        if step is not None and (self.now is None or step.rating != self.now.rating):
            self.now = step


def _is_pair(found: tuple[Row | None, Row | None]) -> bool:
    return None not in found


def _below(lines: Sequence[Row]) -> list[Row]:
    """The lines below the base."""
    return [row for row in lines[1:] if row.kind not in BASE]


def _differ(state: tuple[Step | None, Step | None]) -> bool:
    one, other = state
    return (one and one.rating) != (other and other.rating)


def _given(trace: Trace, step: Step | None) -> Given:
    if step is None:
        return Given(trace.rating, None, "")
    return Given(trace.rating, line(step.clause), step.saw)
