"""Grades in a table: their names, their colours, and the letters they are shortened to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics.colour import of_rank
from engine.diagnostics.words import exact
from engine.diagnostics.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Grade
    from engine.frameworks.model import Scale
    from engine.frameworks.model import Vocabulary
    from engine.rounds.results import Result

NONE = "\N{EN DASH}"
"""How a rating that is not given is drawn."""

UNSURE = "?"
"""How a rating that cannot be told is drawn."""

ABSENT = "·"
"""How an item that does not apply to a provider is drawn."""


def scale_of(vocabulary: Vocabulary, level: str) -> Scale:
    """The scale of a level that is rated."""
    scale = vocabulary.scale_of(level)
    assert scale is not None
    return scale


def named(grade: str | None, scale: Scale) -> str:
    """A grade by its name, or that nothing is rated."""
    return "not rated" if grade is None else scale.grade(grade).name


def in_words(result: Result, scale: Scale) -> str:
    """A rating by its name, or why there is none."""
    if result.rating is not None:
        return named(result.rating, scale)
    if result.possible:
        return listed([named(each, scale) for each in result.possible], "or")
    return result.basis.capitalize()


def colour(result: Result, scale: Scale) -> str:
    """The colour of a rating, if it has one."""
    if result.rating is None:
        return ""
    return of_rank(scale.rank(result.rating), len(scale.grades))


def short(result: Result, scale: Scale) -> str:
    """A rating by its letters."""
    if result.rating is not None:
        return letters(scale)[result.rating]
    return NONE if result.basis == "not rated" and not result.possible else UNSURE


def letters(scale: Scale) -> dict[str, str]:
    """The shortest forms that tell a scale's grades apart, by grade."""
    names = [grade.name for grade in scale.grades]
    forms = next(form for form in _forms(names) if len(set(form)) == len(names))
    return {grade.id: form for grade, form in zip(scale.grades, forms, strict=True)}


def legend(scale: Scale) -> list[str]:
    """What each letter stands for and is worth, highest first."""
    short_forms = letters(scale)
    return [f"{short_forms[g.id]} {_worth(g)}" for g in reversed(scale.grades)]


def _worth(grade: Grade) -> str:
    return grade.name if grade.score is None else f"{grade.name} ({exact(grade.score)})"


def _forms(names: list[str]) -> Iterator[list[str]]:
    """First letters, initials, then ever more letters; names themselves at last."""
    yield [name[:1].upper() for name in names]
    yield ["".join(word[:1] for word in name.split()).upper() for name in names]
    for length in range(2, max(map(len, names), default=0)):
        yield [name[:length] for name in names]
    yield names
