"""Sets of grades as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics.words import listed

if TYPE_CHECKING:
    from engine.frameworks.model import Scale
    from engine.rules import typed


def among(grades: typed.GradeSet, scale: Scale) -> str:
    """The grades of a set by their names: ``Good or better``, ``Good or Poor``."""
    ranks = [scale.rank(grade) for grade in grades.grades]
    names = [scale.grade(grade).name for grade in grades.grades]
    last = len(scale.grades) - 1
    together = len(ranks) > 1 and ranks == [*range(ranks[0], ranks[-1] + 1)]
    if together and ranks[-1] == last:
        return f"{names[0]} or better"
    if together and ranks[0] == 0:
        return f"{names[-1]} or worse"
    return listed(names, "or")


def rated(grades: typed.GradeSet, scale: Scale) -> str:
    """What follows "is" or "are": ``rated Good or better``, ``not rated``."""
    if grades.rated:
        return "rated or not rated" if grades.not_rated else "rated"
    if not grades.grades:
        return "not rated"
    words = f"rated {among(grades, scale)}"
    return f"{words}, or not rated" if grades.not_rated else words
