"""Whether two rules leave the same to discretion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.assurance.differences.meaning import meaning
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Callable


def same_discretion(
    before: typed.Rule, after: typed.Rule, called: Callable[[str], str]
) -> bool:
    """Whether the same people may move a rating, as far, as close to the same boundaries.

    Lines below still bind them, so those are the same too.
    """
    if before.allow is None or after.allow is None:
        return before.allow is after.allow
    old = [meaning(part, called) for part in _from_there(before)]
    new = [meaning(part, str) for part in _from_there(after)]
    return old == new and _boundaries(before) == _boundaries(after)


def _from_there(rule: typed.Rule) -> tuple[typed.Modifier, ...]:
    """The line that allows a move, and those below it."""
    assert rule.allow is not None
    return rule.modifiers[rule.modifiers.index(rule.allow) :]


def _boundaries(rule: typed.Rule) -> list[object]:
    """The boundaries that a move has to be near to, if it has to be near to any."""
    allow, base = rule.allow, rule.base
    assert allow is not None
    if allow.clause.near is None or not isinstance(base, typed.Banded):
        return []
    return [(edge.at, edge.inclusive, edge.grade) for edge in base.bands.exact_edges]
