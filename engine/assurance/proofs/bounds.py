"""Whether a rating stays between the worst and the best of what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.assurance.numbers import core
from engine.rules import typed

if TYPE_CHECKING:
    from engine.assurance.numbers.lowering import Lowered
    from engine.assurance.numbers.lowering import World
    from engine.assurance.proofs.searching import Sought


def has_bounds(rule: typed.Rule) -> bool:
    """Whether a rule puts ratings of its own scale together."""
    match rule.base:
        case typed.Extreme():
            return True
        case typed.Banded(measure=typed.Scored(collection=collection)):
            return collection.scale == rule.scale
        case _:
            return False


def claims_bounds(rule: typed.Rule) -> bool:
    """Whether a rule says itself that it stays between: the lowest, the highest, a mean."""
    moved = any(isinstance(m, typed.Move | typed.Limit) for m in rule.modifiers)
    moved = moved or bool(typed.additions_of(rule))
    match rule.base:
        case typed.Extreme():
            return not moved
        case typed.Banded(measure=typed.Scored(kind="average score of")):
            return has_bounds(rule) and not moved
        case _:
            return False


def beyond_bounds(rule: typed.Rule) -> Sought:
    """A rating that is worse than the worst, or better than the best, where all are rated."""
    base = rule.base
    if isinstance(base, typed.Extreme):
        collection = base.collection
    else:
        assert isinstance(base, typed.Banded)
        assert isinstance(base.measure, typed.Scored)
        collection = base.measure.collection

    def beyond(lowered: Lowered, world: World) -> core.Formula:
        terms = tuple(world.of(collection).values())
        if not terms:
            return core.NEVER
        rating = lowered.rating
        rated = tuple(core.rated(term) for term in (rating, *terms))
        inside = (
            core.Reaches(rating, core.Least(terms)),
            core.Reaches(core.Greatest(terms), rating),
        )
        return core.All((*rated, core.Not(core.All(inside))))

    return beyond
