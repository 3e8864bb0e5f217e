"""Exact whatever the size: types that hold every number, and places that rounding moves."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.words import whole
from engine.frameworks.model import Bands
from engine.frameworks.model import Edge
from engine.frameworks.model import Grade
from engine.frameworks.model import Item
from engine.frameworks.model import Level
from engine.frameworks.model import Measure
from engine.frameworks.model import Role
from engine.frameworks.model import Rounding
from engine.frameworks.model import Scale
from engine.frameworks.model import Vocabulary
from engine.rules.arrays import MISSING
from engine.rules.arrays import NOT_RATED
from engine.rules.arrays import Columns
from engine.rules.arrays import moves
from engine.rules.arrays import rate
from engine.rules.arrays import values
from engine.rules.arrays.cuts import rises
from engine.rules.arrays.cuts import shown
from engine.rules.arrays.exact import holding
from engine.rules.plan import plan
from tests.rules.checking import framework_of
from tests.rules.vocabularies import TEN
from tests.rules.vocabularies import scale

TWO = scale("low", "high")
CASES = "percentage of judgements that are sufficient, banded by case bands"


def made(written, vocabulary, columns):
    return rate(plan(framework_of(written, vocabulary), None), columns)


# The smallest type


@pytest.mark.parametrize(
    ("largest", "kind"),
    [
        (0, "int8"),
        (127, "int8"),
        (128, "int16"),
        (2**15 - 1, "int16"),
        (2**15, "int32"),
        (2**31, "int64"),
        (2**63 - 1, "int64"),
        (2**63, "object"),
        (10**40, "object"),
    ],
)
def test_a_type_holds_a_number_and_its_negative(largest, kind):
    assert holding(largest) == kind
    assert np.array([largest, -largest], kind).tolist() == [largest, -largest]


SIZES = [n for bits in (7, 8, 15, 16, 31, 32, 62, 63) for n in (2**bits - 1, 2**bits)]
"""Numbers at and beside the ends of every type, each multiplied by 20 at a boundary of 65."""


@pytest.mark.parametrize("size", SIZES)
def test_a_percentage_just_below_a_boundary_never_reaches_it(size):
    """13 of 20 is 65 %; one judgement fewer is below, whatever the number of judgements."""
    times = size // 20
    yes = [13 * times, 13 * times - 1, 13 * times + 1, 0, size // 2 * 2]
    no = [7 * times, 7 * times + 1, 7 * times - 1, 0, size // 2 * 2]
    kind = np.uint64 if size >= 2**63 else np.int64
    tallies = {"s1": (np.array(no, kind), np.array(yes, kind))}
    allow = "allow panel to move up or down 1 if within 0 points or 1 case of a boundary"
    rules = f"rate each standard:\n    {CASES}\n    {allow}\n"
    rated = made(rules, replace(TEN, overall=False), Columns(5, tallies=tallies))
    assert rated.ranks["s1"].tolist() == [2, 1, 2, NOT_RATED, 1]
    found = values(rated, "s1")
    assert found is not None
    assert [found[n] for n in range(5)] == [
        None if y + n == 0 else Fraction(100 * y, y + n) for y, n in zip(yes, no, strict=True)
    ]
    up = [bool(mask) for mask in moves(rated, "s1")[2]]
    down = [bool(mask) for mask in moves(rated, "s1")[1]]
    assert (up, down) == (
        [False, True, False, False, False],
        [True, False, False, False, False],
    )


@pytest.mark.parametrize(
    "kind", ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
)
def test_counts_of_every_type_are_read(kind):
    most = np.iinfo(kind).max
    tallies = {"s1": (np.array([most, 0, 1], kind), np.array([most, most, 1], kind))}
    rules = f"rate each standard:\n    {CASES}\n"
    rated = made(rules, replace(TEN, overall=False), Columns(3, tallies=tallies))
    assert rated.ranks["s1"].tolist() == [1, 3, 1]


# Scores and weights


def alike(number, scores, weights=()):
    """A vocabulary of so many items on a scale with these scores."""
    grades = tuple(Grade(f"g{n}", f"G{n}", Fraction(score)) for n, score in enumerate(scores))
    edges = (Edge(Fraction(-(10**30)), inclusive=True, grade="low"),)
    weights = [*weights, *["1"] * (number - len(weights))]
    return Vocabulary(
        "alike",
        "Alike",
        1,
        (Scale("points", grades), TWO),
        (Level("part", "parts", "points"), Level("provider", "providers", "rating")),
        tuple(Item(f"p{n}", "part", weight=Fraction(w)) for n, w in enumerate(weights)),
        bands=tuple(Bands(kind, kind, "none", edges, "rating") for kind in get_args(Measure)),
        roles=(Role("inspector"),),
    )


def scored(vocabulary, measure, *rows):
    """The values of a measure for some providers, a row of ranks for each."""
    kind = measure.removeprefix("weighted ").partition(" of parts")[0]
    rules = f"""
    rate each part:
        judged by inspector
    rate provider:
        {measure}, banded by "{kind}"
    """
    judged = {
        item.id: np.array(c)
        for item, c in zip(vocabulary.items, zip(*rows, strict=True), strict=True)
    }
    rated = made(rules, vocabulary, Columns(len(rows), judged))
    found = values(rated, None)
    assert found is not None
    return [found[n] for n in range(len(rows))]


@pytest.mark.parametrize("number", [1, 126, 127, 128, 200])
def test_many_items_are_counted_and_added_up(number):
    vocabulary = alike(number, [0, 1, 2])
    rows = [[2] * number, [NOT_RATED] * number, [1] * number]
    assert scored(vocabulary, "total score of parts ignoring not rated", *rows) == [
        2 * number,
        None,
        number,
    ]
    assert scored(vocabulary, "number of parts that are g2", *rows) == [number, 0, 0]
    assert scored(vocabulary, "percentage of parts that are g2 or not rated", *rows) == [
        100,
        100,
        0,
    ]


def test_weights_of_nothing_overflow_nothing():
    vocabulary = alike(9, [0, 100, 200], weights=["1", *"0" * 8])
    rows = [[2] * 9, [1] * 9]
    assert scored(vocabulary, "weighted total score of parts", *rows) == [200, 100]


SCORES = [
    ["0", "1", "2"],
    ["-2.5", "0", "2.5", "5"],
    ["1/3", "2/3", "1"],
    ["0", "1", "3", "4"],
    ["0.000000000001", "999999999999"],
    ["-999999999999.999999999999", "0", "7/999999999989"],
    ["5"],
]
WEIGHTS = [
    ("1", "1", "1"),
    ("2", "0.5", "0"),
    ("1/3", "1/7", "999999999999"),
    ("0.000000000001", "1/999999999989", "1/2"),
]
MEASURES = [
    f"{weighted}{kind} of parts {absence}"
    for weighted in ("", "weighted ")
    for kind in ("total score", "average score", "percentage of maximum score")
    for absence in ("ignoring not rated", "counting not rated as 1/3", "only if all are rated")
]


@pytest.mark.parametrize("scores", SCORES, ids=" ".join)
@pytest.mark.parametrize("weights", WEIGHTS, ids=" ".join)
def test_scores_and_weights_of_any_size_are_exact(scores, weights):
    vocabulary = alike(3, scores, weights)
    top = len(scores) - 1
    rows = [[top, 0, 0], [0, top, NOT_RATED], [NOT_RATED, NOT_RATED, top], [NOT_RATED] * 3]
    for measure in MEASURES:
        found = scored(vocabulary, measure, *rows)
        assert found == [by_hand(vocabulary, measure, row) for row in rows], measure


def by_hand(vocabulary, measure, row):
    """A score, as anybody would work it out."""
    points = [grade.score for grade in vocabulary.scales[0].grades]
    counted = "counting" in measure
    if NOT_RATED in row and "only if all" in measure:
        return None
    parts = []
    for item, rank in zip(vocabulary.items, row, strict=True):
        weight = item.weight if measure.startswith("weighted") else Fraction(1)
        if rank != NOT_RATED or counted:
            parts.append((weight, Fraction(1, 3) if rank == NOT_RATED else points[rank]))
    total = sum(weight * score for weight, score in parts)
    over = sum(weight for weight, _ in parts)
    if not parts or ("total" not in measure and not over):
        return None
    if "total" in measure:
        return total
    return total / over if "average" in measure else 100 * total / (over * max(points))


# Long scales


def test_a_scale_may_have_more_grades_than_a_byte_has_numbers():
    vocabulary = alike(3, range(300))
    rules = """
    rate each part:
        judged by inspector
    """
    rated = made(rules, replace(vocabulary, overall=False), Columns(1, {"p0": np.array([299])}))
    assert rated.ranks["p0"].tolist() == [299]
    assert rated.ranks["p1"].tolist() == [MISSING]


# Rounding


places = st.fractions(-200, 200, max_denominator=60)


@st.composite
def all_bands(draw):
    """Bands of one to four grades, with any rounding."""
    grades = scale("a", "b", "c", "d").grades
    edges = draw(
        st.lists(st.tuples(places, st.booleans()), min_size=1, max_size=4, unique=True)
    )
    ordered = sorted(edges, key=lambda edge: (edge[0], not edge[1]))
    return Bands(
        "bands",
        "percentage",
        draw(st.sampled_from(get_args(Rounding))),
        tuple(
            Edge(at, inclusive, grade.id)
            for (at, inclusive), grade in zip(ordered, grades, strict=False)
        ),
        "rating",
    )


def rank_by(found, value):
    return NOT_RATED + sum(rise.grades for rise in found if rise.cut.reached_by(value))


@given(all_bands(), st.data())
def test_a_value_that_nobody_rounded_reaches_a_place_as_it_would_rounded(bands, data):
    ranks = scale("a", "b", "c", "d")
    near = st.sampled_from([edge.at for edge in bands.edges])
    steps = st.sampled_from([Fraction(n, 200) for n in range(-200, 201, 5)])
    value = data.draw(st.one_of(places, st.builds(Fraction.__add__, near, steps)))
    expected = ranks.rank(bands.grade(value)) if bands.covers(value) else NOT_RATED
    assert rank_by(rises(bands, ranks), value) == expected
    seen = Fraction(whole(value))
    expected = ranks.rank(bands.grade(seen)) if bands.covers(seen) else NOT_RATED
    assert rank_by(map(shown, rises(bands, ranks)), value) == expected
