"""Where bands meet: no value that a measure can have falls between them, or into two."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics import Place
from engine.frameworks.model import Bands
from engine.frameworks.model import Edge
from engine.frameworks.model import Grade
from engine.frameworks.model import Rounding
from engine.frameworks.model import Scale
from engine.frameworks.seams import Every
from engine.frameworks.seams import Multiples
from engine.frameworks.seams import Some
from engine.frameworks.seams import declared
from engine.frameworks.seams import seams

F = Fraction
GRADES = ("poor", "fair", "good", "best")
PERCENTAGES = Every(F(0), F(100))


def edge(at, grade, to=None, *, inclusive=True):
    line = GRADES.index(grade) + 1
    ends = None if to is None else F(to)
    return Edge(F(at), inclusive, grade, ends, place=Place("framework.yaml", line))


def bands(*edges, rounding="none", measure="percentage"):
    return Bands("bands", measure, rounding, tuple(edges), "rating")


def told(found):
    return [(finding.code, finding.place.line, finding.message) for finding in found]


def test_between_79_and_80_lies_every_percentage_that_is_not_whole():
    (gap,) = seams(bands(edge(0, "poor", 79), edge(80, "fair", 100)), PERCENTAGES)
    assert told([gap]) == [("F232", 2, '"bands" has no rating for 79.5')]
    assert gap.notes == ("these fall there: everything above 79 and below 80",)
    assert [label.text for label in gap.labels] == ["ends here", "begins here"]
    assert 'declare "rounding: half up to integer"' in gap.help


def test_whole_percentages_leave_no_gap_between_whole_numbers():
    whole = bands(edge(0, "poor", 79), edge(80, "fair", 100), rounding="half up to integer")
    assert list(seams(whole, PERCENTAGES)) == []
    wrong = bands(edge(0, "poor", 78), edge(80, "fair", 100), rounding="half up to integer")
    assert told(seams(wrong, PERCENTAGES)) == [("F232", 2, '"bands" has no rating for 79')]


def test_a_number_in_two_bands_overlaps_and_one_above_it_does_not():
    (overlap,) = seams(bands(edge(0, "poor", 65), edge(65, "fair")), PERCENTAGES)
    assert told([overlap]) == [("F233", 2, '"bands" has two ratings for 65')]
    above = bands(edge(0, "poor", 65), edge(65, "fair", inclusive=False))
    assert list(seams(above, PERCENTAGES)) == []


def test_an_overlap_tells_everything_that_falls_there():
    (overlap,) = seams(bands(edge(0, "poor", 65), edge(60, "fair")), PERCENTAGES)
    assert overlap.notes == ("these fall there: everything from 60 and up to 65",)


def test_the_highest_band_ends_at_the_greatest_value():
    (gap,) = seams(bands(edge(0, "poor"), edge(80, "fair", 99)), PERCENTAGES)
    assert told([gap]) == [("F232", 2, '"bands" has no rating for 100')]
    assert list(seams(bands(edge(0, "poor", 9), edge(10, "fair", 12)), Multiples(F(1)))) == []


def test_only_what_can_be_reached_falls_anywhere():
    tenths = bands(edge(0, "poor", "0.49"), edge("0.5", "fair", "1.49"), edge("1.5", "good"))
    assert list(seams(tenths, Some(tuple(F(n, 10) for n in range(31))))) == []
    (gap,) = seams(tenths, Some((*(F(n, 7) for n in range(10)), F(299, 200))))
    assert told([gap]) == [("F232", 3, '"bands" has no rating for 1.495')]


def test_many_values_are_told_by_their_ends():
    (gap,) = seams(
        bands(edge(0, "poor", 10), edge(20, "fair")), Some(tuple(F(n, 2) for n in range(80)))
    )
    assert gap.notes == ("these fall there: 19 values, from 10.5 to 19.5",)
    (gap,) = seams(bands(edge(0, "poor", 10), edge(20, "fair")), Multiples(F(1, 2)))
    assert gap.notes == ("these fall there: everything from 10.5 to 20",)


@pytest.mark.parametrize(
    ("measure", "scores", "ends", "gap"),
    [
        ("total score", (0, 1, 2), (5, 6), None),
        ("total score", (0, F(1, 2), 2), (5, 6), "5.5"),
        ("total score", (0, F(1, 2), 2), (5, F(11, 2)), None),
        ("average score", (0, 1, 2), (1, 2), "1.5"),
        ("percentage of maximum score", (0, 1), (49, 50), "49.5"),
        ("number", (0, 1), (4, 5), None),
        ("number", (0, 1), (F(9, 2), 5), "4.75"),
    ],
)
def test_values_that_no_rule_takes_are_what_their_measure_usually_has(
    measure, scores, ends, gap
):
    grades = tuple(Grade(str(n), str(n), F(score)) for n, score in enumerate(scores))
    written = bands(edge(0, "poor", ends[0]), edge(ends[1], "fair"), measure=measure)
    found = list(seams(written, declared(written, (Scale("rating", grades),))))
    assert [f.message for f in found] == (
        [] if gap is None else [f'"bands" has no rating for {gap}']
    )


values = st.fractions(0, 10, max_denominator=12)


@given(st.data(), st.sampled_from(get_args(Rounding)))
def test_a_seam_is_found_exactly_where_a_value_lies_in_no_band_or_two(data, rounding):
    starts = sorted(data.draw(st.lists(values, min_size=2, max_size=4, unique=True)))
    starts[0] = F(0)
    ends = [data.draw(st.none() | values) for _ in starts]
    written = bands(
        *(
            edge(at, grade, None if to is None or to < at else to)
            for at, to, grade in zip(starts, ends, GRADES, strict=False)
        ),
        rounding=rounding,
    )
    reached = data.draw(st.lists(values, min_size=1, max_size=6))
    wrong = set()
    for value in (written.rounded(value) for value in reached):
        for one, other in pairwise(written.edges):
            ended = one.to is not None
            between = ended and value > one.to and not other.reached_by(value)
            wrong |= {("F232", other.grade)} if between else set()
            both = ended and value <= one.to and other.reached_by(value)
            wrong |= {("F233", other.grade)} if both else set()
        last = written.edges[-1]
        if last.to is not None and value > last.to:
            wrong.add(("F232", last.grade))
    found = seams(written, Some(tuple(sorted(set(reached)))))
    assert {(f.code, GRADES[f.place.line - 1]) for f in found} == wrong


@given(values, values, st.booleans(), st.sampled_from(get_args(Rounding)))
def test_a_value_reaches_an_exact_edge_where_rounded_it_reaches_the_edge(
    value, at, inclusive, rounding
):
    written = bands(edge(0, "poor"), edge(at, "fair", inclusive=inclusive), rounding=rounding)
    rounded = written.edges[1].reached_by(written.rounded(value))
    assert written.exact_edges[1].reached_by(value) == rounded
