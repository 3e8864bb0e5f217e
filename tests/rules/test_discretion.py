"""Which moves a panel has, and what becomes of its decisions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.frameworks.model import Edge
from engine.rules.discretion import boundary
from engine.rules.discretion import counts
from engine.rules.discretion import moves
from engine.rules.facts import Facts
from engine.rules.reference import rate
from tests.rules.checking import outcome_of
from tests.rules.checking import sound
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import STARS
from tests.rules.written import CASES
from tests.rules.written import components

INADEQUATE, REQUIRES, GOOD, OUTSTANDING = FOUR
EDGES = (50, 65, 80)
PANEL = "allow ratings panel to move up or down 1 if within 5 points or 1 case of a boundary"


def answers(yes: int, applicable: int) -> dict[str, int]:
    return {"sufficient": yes, "insufficient": applicable - yes}


def with_line(*lines: str) -> str:
    written = "\n".join(f"    {line}" for line in lines)
    return CASES.replace("banded by case bands\n", f"banded by case bands\n{written}\n")


def rule_with(*lines: str, vocabulary=CASEWORK):
    rule = sound(with_line(*lines), vocabulary).rating("2.1.1")
    assert rule is not None
    return rule


def open_moves(rule, yes: int, applicable: int) -> tuple[str, ...]:
    return rate(rule, Facts(answers=answers(yes, applicable))).moves


# The panel's window as the report states it, from whole numbers alone.


def band(yes: int, applicable: int) -> int:
    return sum(100 * yes >= edge * applicable for edge in EDGES)


def within_five_points(yes: int, applicable: int) -> bool:
    return any(abs(100 * yes - edge * applicable) <= 5 * applicable for edge in EDGES)


def one_case_away(yes: int, applicable: int) -> bool:
    others = [n for n in (yes - 1, yes + 1) if 0 <= n <= applicable]
    return any(band(n, applicable) != band(yes, applicable) for n in others)


UP_TO_SIXTY = [(yes, n) for n in range(1, 61) for yes in range(n + 1)]


def test_the_panels_window_for_every_share_of_up_to_60_cases():
    rule = rule_with(PANEL)
    for yes, n in UP_TO_SIXTY:
        eligible = within_five_points(yes, n) or one_case_away(yes, n)
        assert bool(open_moves(rule, yes, n)) is eligible, (yes, n)


def test_both_halves_of_the_window_are_needed():
    points = rule_with(
        "allow ratings panel to move up or down 1 if within 5 points of a boundary"
    )
    case = rule_with(
        "allow ratings panel to move up or down 1 if within 0 points or 1 case of a boundary"
    )
    counted = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for yes, n in UP_TO_SIXTY:
        counted[bool(open_moves(points, yes, n)), bool(open_moves(case, yes, n))] += 1
    assert list(counted.values()) == [307, 263, 30, 1_290]


@pytest.mark.parametrize(
    ("yes", "applicable", "grades"),
    [
        (79, 100, [OUTSTANDING]),
        (72, 100, []),
        (75, 100, [OUTSTANDING]),
        (74, 100, []),
        (70, 100, [REQUIRES]),
        (71, 100, []),
        (85, 100, [GOOD]),
        (86, 100, []),
        (80, 100, [GOOD]),
        (45, 100, [REQUIRES]),
        (44, 100, []),
        (0, 100, []),
        (100, 100, []),
        (3, 5, [INADEQUATE, GOOD]),
        (0, 1, [REQUIRES]),
        (1, 1, [GOOD]),
        (1, 2, [INADEQUATE, GOOD]),
        (2, 3, [REQUIRES, OUTSTANDING]),
        (749, 999, []),
        (750, 1000, [OUTSTANDING]),
    ],
)
def test_moves_near_a_boundary(yes, applicable, grades):
    assert list(open_moves(rule_with(PANEL), yes, applicable)) == grades


@pytest.mark.parametrize(
    ("direction", "grades"),
    [("up", [GOOD]), ("down", [INADEQUATE]), ("up or down", [INADEQUATE, GOOD])],
)
def test_moves_go_only_the_ways_that_are_allowed(direction, grades):
    rule = rule_with(
        f"allow ratings panel to move {direction} 1 if within 5 points or 1 case of a boundary"
    )
    assert list(open_moves(rule, 3, 5)) == grades


@pytest.mark.parametrize(
    ("steps", "yes", "grades"),
    [
        (2, 60, [GOOD]),
        (2, 63, [GOOD]),
        (2, 78, [OUTSTANDING]),
        (2, 66, [REQUIRES]),
        (2, 82, [GOOD]),
        (3, 82, [GOOD]),
    ],
)
def test_a_move_past_a_band_needs_the_boundary_that_it_crosses_last(steps, yes, grades):
    rule = rule_with(
        f"allow ratings panel to move up or down {steps} if within 5 points of a boundary"
    )
    assert list(open_moves(rule, yes, 100)) == grades


def test_more_cases_reach_further():
    two = rule_with(
        "allow ratings panel to move up or down 2 if within 0 points or 2 cases of a boundary"
    )
    assert open_moves(two, 4, 8) == (INADEQUATE, GOOD)
    assert open_moves(two, 2, 8) == (REQUIRES,)
    assert open_moves(two, 1, 8) == ()


def test_the_boundary_of_a_move_is_the_one_that_it_crosses_last():
    bands, scale = CASEWORK.bands_by_id["case bands"], CASEWORK.scale_by_id["rating"]
    at = {
        (start, end): boundary(bands, scale, FOUR[start], FOUR[end]).at
        for start in range(4)
        for end in range(4)
        if start != end
    }
    assert at == {
        (0, 1): 50, (0, 2): 65, (0, 3): 80,
        (1, 0): 50, (1, 2): 65, (1, 3): 80,
        (2, 0): 50, (2, 1): 65, (2, 3): 80,
        (3, 0): 50, (3, 1): 65, (3, 2): 80,
    }  # fmt: skip


def test_a_grade_without_a_band_has_no_boundary():
    three = replace(CASEWORK.bands[0], edges=CASEWORK.bands[0].edges[1:3])
    edges = (replace(three.edges[0], at=Fraction(0)), three.edges[1])
    vocabulary = replace(CASEWORK, bands=(replace(three, edges=edges), *CASEWORK.bands[1:]))
    rule = rule_with(PANEL, vocabulary=vocabulary)
    assert open_moves(rule, 99, 100) == ()
    assert open_moves(rule, 66, 100) == (REQUIRES,)
    assert open_moves(rule, 2, 100) == ()
    assert boundary(rule.base.bands, rule.scale, GOOD, OUTSTANDING).at == 65


def test_bands_that_begin_above_an_edge_have_their_boundary_there():
    edges = [Edge(Fraction(0), inclusive=True, grade=INADEQUATE)]
    edges += [
        Edge(Fraction(at), inclusive=False, grade=grade)
        for at, grade in zip(EDGES, FOUR[1:], strict=True)
    ]
    bands = replace(CASEWORK.bands[0], edges=tuple(edges))
    vocabulary = replace(CASEWORK, bands=(bands, *CASEWORK.bands[1:]))
    rule = rule_with(PANEL, vocabulary=vocabulary)
    result = rate(rule, Facts(answers=answers(80, 100)))
    assert (result.rating, result.moves) == (GOOD, (OUTSTANDING,))


def test_points_are_measured_from_the_declared_edge_whatever_the_rounding():
    bands = replace(CASEWORK.bands[0], rounding="half up to integer")
    vocabulary = replace(CASEWORK, bands=(bands, *CASEWORK.bands[1:]))
    rule = rule_with(
        "allow ratings panel to move up or down 1 if within 1 points of a boundary",
        vocabulary=vocabulary,
    )
    near = rate(rule, Facts(answers=answers(795, 1000)))
    assert (near.rating, near.moves) == (OUTSTANDING, (GOOD,))
    assert open_moves(rule, 789, 1000) == ()


# Decisions.


def test_a_decision_within_the_window_is_applied():
    known = {"answers": answers(79, 100), "decided": OUTSTANDING}
    result = outcome_of(with_line(PANEL), CASEWORK, "2.1.1", **known)
    assert (result.rating, result.before, result.moves) == (OUTSTANDING, GOOD, (OUTSTANDING,))
    assert (result.steps[1].saw, result.steps[1].effect) == (
        "ratings panel moved it from good",
        "applied",
    )


@pytest.mark.parametrize("decided", [REQUIRES, GOOD, INADEQUATE])
def test_a_decision_outside_the_window_changes_nothing(decided):
    known = {"answers": answers(79, 100), "decided": decided}
    result = outcome_of(with_line(PANEL), CASEWORK, "2.1.1", **known)
    assert (result.rating, result.before) == (GOOD, None)
    assert result.steps[1].effect == "not used"


def test_a_decision_where_nothing_is_rated_changes_nothing():
    known = {"answers": answers(0, 0), "decided": GOOD}
    result = outcome_of(with_line(PANEL), CASEWORK, "2.1.1", **known)
    assert (result.rating, result.before, result.moves) == (None, None, ())


@pytest.mark.parametrize(
    ("lines", "rating"),
    [
        (("allow inspector to move up 1", "at most three stars"), "three stars"),
        (("at most three stars", "allow inspector to move up 1"), "four stars"),
    ],
)
def test_lines_after_the_discretion_still_bind(lines, rating):
    stars = {item.id: "three stars" for item in STARS.items}
    result = outcome_of(
        components("start from staffing", *lines), STARS, ratings=stars, decided="four stars"
    )
    assert (result.rating, result.before) == (rating, "three stars")


@pytest.mark.parametrize(
    ("start", "grades"),
    [
        ("two stars", ("one star", "three stars", "four stars")),
        ("four stars", ("two stars", "three stars", "five stars")),
    ],
)
def test_without_a_window_every_grade_so_many_steps_away_is_open(start, grades):
    stars = dict.fromkeys((item.id for item in STARS.items), start)
    result = outcome_of(
        components("start from staffing", "allow inspector to move up or down 2"),
        STARS,
        ratings=stars,
    )
    assert result.moves == grades


def test_what_ends_up_not_rated_has_no_moves():
    written = with_line(PANEL, "not rated if inspection incomplete")
    known = {"answers": answers(79, 100), "inputs": {"inspection incomplete": "yes"}}
    result = outcome_of(written, CASEWORK, "2.1.1", **known)
    assert (result.rating, result.moves) == (None, ())


def test_a_rule_without_discretion_has_no_moves():
    rule = sound(CASES, CASEWORK).rating("2.1.1")
    assert rule is not None
    assert moves(rule, GOOD, Facts(answers=answers(79, 100))) == ()


def test_counts_are_of_the_answers_that_the_rule_asks_for():
    rule = rule_with(PANEL)
    found = counts(rule.base.measure, Facts(answers={"sufficient": 3, "insufficient": 1}))
    assert (found.favourable, found.applicable) == (3, 4)
    assert found.percentage == 75
    assert counts(rule.base.measure, Facts()).percentage is None
