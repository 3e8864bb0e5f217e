"""Small frameworks with random small edits, for laws about comparisons."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from engine.frameworks.model import Text
from tests.rounds.making import framework
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN

if TYPE_CHECKING:
    from engine.frameworks.model import Vocabulary
    from engine.rules.framework import Framework

BRANCHES = (
    "inadequate if at least 2 key questions are inadequate",
    "inadequate if at least 3 key questions are inadequate",
    "requires improvement if any key question is inadequate",
    "outstanding if at least 2 key questions are outstanding and the rest are good",
    "outstanding if at least 4 key questions are outstanding and the rest are good or better",
    "good if safe is good or better and at most 1 key question is requires improvement",
    "good if safe is better than caring",
)
LIMITS = (
    "allow inspection manager to move up or down 1",
    "allow inspection manager to move up 1",
    "at most requires improvement if breach of regulations",
    "at most good if safe is requires improvement or worse",
    "up 1 if all key questions are outstanding",
    "down 1 if caring is inadequate",
    "not rated if breach of regulations and well-led is inadequate",
)
STEPS = (
    "up 1 if staffing is five stars",
    "up 1 if staffing is four stars or better",
    "down 1 if staffing is one star",
    "down 1 if quality measures are one star",
    "up 2 if beds is more than 10",
    "down 1 if beds is at most 12",
    "at most three stars if special focus facility",
    "at most 1 above staffing",
    "at least two stars if safeguarding is effective",
)
SUMS = (
    "total score of standards counting not rated as 0, banded by overall bands",
    "total score of standards counting not rated as 1, banded by overall bands",
    "average score of standards ignoring not rated, banded by half-point bands",
    "lowest of standards ignoring not rated",
    "number of standards that are good or better, banded by number bands",
)
SHARES = (
    "",
    "at most good if percentage of judgements that are sufficient is less than 90",
    "at most good if number of judgements that are sufficient is fewer than 3",
    "at most good if fire",
    "not rated if incidents is more than 4",
)


def _subsets(lines):
    """Some of the lines, in any order, with one that allows a move at most."""
    some = st.permutations(lines).flatmap(
        lambda all_: st.integers(0, 4).map(lambda n: all_[:n])
    )
    return some.filter(lambda found: sum(line.startswith("allow") for line in found) < 2)


@st.composite
def _principles(draw) -> Framework:
    branches, limits = draw(_subsets(BRANCHES)), draw(_subsets(LIMITS))
    choice = "".join(f"        {branch}\n" for branch in [*branches, "good otherwise"])
    below = "".join(f"    {line}\n" for line in limits)
    rules = (
        "rate each key question:\n    judged by inspector\n"
        f"rate provider:\n    first that applies\n{choice}{below}"
    )
    return framework(draw(_vocabulary(PRINCIPLES)), rules)


@st.composite
def _stars(draw) -> Framework:
    below = "".join(f"    {line}\n" for line in draw(_subsets(STEPS)))
    rules = (
        "rate each component:\n    judged by inspector\n"
        f"rate provider:\n    start from health inspection\n{below}"
    )
    return framework(draw(_vocabulary(STARS)), rules)


@st.composite
def _ten(draw) -> Framework:
    vocabulary = draw(_vocabulary(TEN))
    shift = draw(st.sampled_from([0, 1, Fraction(1, 3)]))
    bands = tuple(
        replace(b, edges=(*b.edges[:-1], replace(b.edges[-1], at=b.edges[-1].at + shift)))
        for b in vocabulary.bands
    )
    roundings = ("none", "half up to integer", "down to integer", "up to integer")
    first = replace(bands[0], rounding=draw(st.sampled_from(roundings)))
    extra = draw(st.sampled_from(SHARES))
    rules = (
        "rate each standard:\n"
        "    percentage of judgements that are sufficient, banded by case bands\n"
        f"{f'    {extra}{chr(10)}' if extra else ''}"
        f"rate provider:\n    {draw(st.sampled_from(SUMS))}\n"
    )
    return framework(replace(vocabulary, bands=(first, *bands[1:])), rules)


@st.composite
def _vocabulary(draw, vocabulary: Vocabulary) -> Vocabulary:
    """The same in another order, with other words, and another default here and there."""
    items = tuple(
        replace(item, text=Text(draw(st.sampled_from(["Is it warm?", "Is it safe?"])), "A"))
        if draw(st.booleans())
        else item
        for item in draw(st.permutations(vocabulary.items))
    )
    inputs = tuple(
        replace(fact, default=draw(st.sampled_from(["no", "yes"])))
        if fact.type == "yes/no"
        else fact
        for fact in draw(st.permutations(vocabulary.inputs))
    )
    return replace(vocabulary, items=items, inputs=inputs)


PAIRS = st.one_of(
    st.tuples(_principles(), _principles()),
    st.tuples(_stars(), _stars()),
    st.tuples(_ten(), _ten()),
)
"""Two frameworks that began as one."""
