"""Hypothesis strategies for vocabularies: what a framework declares, without its rules."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from engine.frameworks.model import Grade
from engine.frameworks.model import Group
from engine.frameworks.model import Input
from engine.frameworks.model import Item
from engine.frameworks.model import Judgements
from engine.frameworks.model import Level
from engine.frameworks.model import ProviderType
from engine.frameworks.model import Role
from engine.frameworks.model import Scale
from engine.frameworks.model import Vocabulary

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

SCORES = tuple(map(Fraction, ("0", "1", "2", "3", "5", "-1", "-2.5", "1/3", "100", "0.001")))
WEIGHTS = tuple(map(Fraction, ("1", "1", "2", "0", "0.5", "1/3", "12.5", "999999999999")))
INPUTS = (
    Input("alarm", "yes/no"),
    Input("state", "one of", ("open", "closed", "sold")),
    Input("beds", "number"),
)
ROLES = (Role("inspector"), Role("panel"))
TYPES = (ProviderType("home", "Home"), ProviderType("school", "School"))
LEVELS = ("point", "question", "standard")


@st.composite
def scales(draw: DrawFn, name: str, most: int = 6) -> Scale:
    """A scale of one grade or more; its scores, if any, rise evenly or as they please."""
    number = draw(st.sampled_from((2, 3, *range(1, most + 1))))
    kind = draw(st.sampled_from(["even", "any", "any", "none"]))
    scores: list[Fraction | None] = [None] * number
    if kind == "even":
        start, step = draw(st.sampled_from(SCORES)), draw(st.sampled_from(SCORES))
        scores = [start + n * step for n in range(number)]
    elif kind == "any":
        scores = draw(st.lists(st.sampled_from(SCORES), min_size=number, max_size=number))
    grades = (Grade(f"{name}{n}", f"{name}{n}", score) for n, score in enumerate(scores))
    return Scale(name, tuple(grades))


@st.composite
def vocabularies(draw: DrawFn) -> Vocabulary:
    """One to three levels of items below the provider, with all that rules may name."""
    rated = (draw(scales("a")), draw(scales("b")))
    answers = replace(draw(scales("answer", most=3)), excluded=("not applicable",))
    types = draw(st.sampled_from([(), (), TYPES]))
    levels = draw(_levels(rated))
    items = draw(_items(levels, tuple(t.id for t in types)))
    return Vocabulary(
        "random",
        "Random",
        1,
        scales=(*rated, answers),
        levels=levels,
        items=items,
        groups=tuple(draw(_groups(levels, items))),
        provider_types=types,
        inputs=INPUTS,
        roles=ROLES,
        small_sub_sample=draw(st.integers(0, 12)),
        overall=draw(st.sampled_from([True, True, True, False])),
    )


@st.composite
def _levels(draw: DrawFn, rated: tuple[Scale, ...]) -> tuple[Level, ...]:
    names = LEVELS[: draw(st.sampled_from((1, 2, 2, 3)))]
    scale_of = st.sampled_from([rated[0].id] * 3 + [rated[1].id])
    below = [
        Level(
            name,
            f"{name}s",
            draw(scale_of) if n == 0 or draw(st.integers(0, 4)) else None,
            Judgements("judgements", "case", "answer") if draw(st.integers(0, 3)) else None,
        )
        for n, name in enumerate(names)
    ]
    return (*below, Level("provider", "providers", draw(scale_of)))


@st.composite
def _items(draw: DrawFn, levels: tuple[Level, ...], types: tuple[str, ...]) -> tuple[Item, ...]:
    """A tree; what is below something applies to no more types than that does."""
    items: list[Item] = []

    def grow(parent: str | None, depth: int, applies_to: tuple[str, ...]) -> tuple[str, ...]:
        children = []
        for _ in range(draw(st.integers(1, 4 if parent is None else 3))):
            level = levels[depth].id
            number = sum(item.level == level for item in items) + 1
            item_id = f"{level[0]}{number}"
            only = draw(st.sampled_from([applies_to] * 3 + [(t,) for t in applies_to]))
            place = len(items)
            items.append(
                Item(
                    item_id,
                    level,
                    parent=parent,
                    applies_to=only if types else (),
                    weight=draw(st.sampled_from(WEIGHTS)),
                )
            )
            under = grow(item_id, depth - 1, only) if depth else ()
            items[place] = replace(items[place], children=under)
            children.append(item_id)
        return tuple(children)

    grow(None, len(levels) - 2, types)
    return tuple(items)


@st.composite
def _groups(draw: DrawFn, levels: tuple[Level, ...], items: tuple[Item, ...]) -> list[Group]:
    """Perhaps one group of some items of a level."""
    level = draw(st.sampled_from(levels[:-1]))
    ids = [item.id for item in items if item.level == level.id]
    chosen = draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    group = Group("chosen", "chosen ones", level.id, items=tuple(chosen))
    return [group] if draw(st.booleans()) else []
