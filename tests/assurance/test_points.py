"""What is known, without any data, of points that a rule adds to a score."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.assurance.checks.lines import lines
from engine.assurance.differences.diff import diff
from engine.assurance.numbers.tables import survey
from engine.assurance.proofs.deciding import Decider
from engine.assurance.proofs.properties import properties
from engine.assurance.proofs.proving import prove
from engine.frameworks.seams import Every
from engine.frameworks.seams import Multiples
from engine.frameworks.seams import Some
from engine.rules.patterns import possible_by_rule
from engine.rules.reached import reached
from engine.rules.reference import rate
from tests.assurance.trying import covered
from tests.assurance.trying import lost
from tests.assurance.trying import missing
from tests.assurance.trying import ran
from tests.rules.checking import codes
from tests.rules.checking import framework_of
from tests.rules.checking import said
from tests.rules.test_points import FIVE
from tests.rules.test_points import HOMES
from tests.rules.test_points import MEAN
from tests.rules.test_points import TOTAL
from tests.rules.written import components


def homes(*written, vocabulary=HOMES):
    return framework_of(components(*written), vocabulary)


def table_of(framework):
    """What the provider's rule can meet, row by row."""
    tables = survey(framework.vocabulary, framework.rules).of(framework.rules.rating(None))
    assert tables is not None
    (table,) = tables
    return table


def about(framework, kind):
    return [p for p in prove(framework).properties if p.kind == kind and not p.rule.items]


# Patterns and proofs


@pytest.mark.parametrize(
    "written",
    [
        (TOTAL, "plus 2 if special focus facility", "minus 1/3 if any component is one star"),
        (MEAN, "plus 0.4 if beds is more than 10", "minus 1 if staffing is one star"),
        ("beds, banded by number bands", "plus 5 if special focus facility", "minus 7/2"),
        (
            TOTAL,
            "minus 1/3 for each component that is one star",
            "plus 1 for each component that is not rated or five stars if staffing is one star",
        ),
        (
            "points, banded by number bands",
            "plus 10 if all components are rated",
            "plus 5/2 if any component is five stars",
        ),
    ],
    ids=lambda written: written[1],
)
def test_every_pattern_comes_to_what_the_reference_makes_of_it(written):
    table = table_of(homes(*written))
    assert len(table.ratings) > 10
    for row, rank in table.ratings.items():
        rating = rate(table.rule, table.pattern(row).facts).rating
        assert rank == (-1 if rating is None else table.rule.scale.rank(rating))


def test_a_number_that_is_banded_is_tried_at_every_edge_less_the_points():
    framework = homes("beds, banded by number bands", "plus 5 if special focus facility")
    table = table_of(framework)
    ((_, tried),) = [each for each in table.space.values if each[0].id == "beds"]
    assert {"10", "5", "20", "15", "0", "-5", "40", "35"} <= set(tried)
    assert about(framework, "reachable")[0].verdict == "holds"


def test_a_score_with_points_need_not_keep_to_the_range_of_what_it_is_made_of():
    plain, more = homes(MEAN), homes(MEAN, "plus 1 if special focus facility")
    assert [p.verdict for p in about(plain, "bounded")] == ["holds"]
    assert about(more, "bounded") == []
    told = [f for f in prove(more).facts if f.kind == "bounds"]
    assert told[0].words == "it may leave the range of what it is made of"


def test_points_that_a_better_rating_loses_are_harm():
    framework = homes(TOTAL, "plus 4 if any component is one star")
    (monotone,) = about(framework, "monotone")
    assert monotone.verdict == "false"
    assert monotone.answer.method == "patterns"


@pytest.mark.parametrize("solver", [True, False])
def test_what_is_added_without_limit_is_only_tried(solver):
    framework = homes(TOTAL, "minus 1/2 for each beds")
    decider = Decider(survey(framework.vocabulary, framework.rules), solver=solver)
    found = {p.kind: p for p in properties(decider) if not p.rule.items}
    assert found["monotone"].answer.method == "trials"
    assert found["monotone"].verdict == "not refuted"
    assert found["reachable"].verdict == "holds"


def test_what_no_trial_has_given_is_not_said_to_be_never_given():
    framework = homes(TOTAL, "minus 1/2 for each beds", "at most two stars")
    (reachable,) = about(framework, "reachable")
    assert reachable.verdict == "undecided"
    assert reachable.words.startswith("every rating can be given: one star, two stars, three")


def test_what_is_expected_of_points_without_limit_is_not_decided():
    rules = components(TOTAL, "minus 1/2 for each beds")
    expected = (
        f"{rules}expect provider is two stars or better if all components are five stars\n"
    )
    assert "what is added to the score may be any number" in said(expected, HOMES)
    (found,) = about(framework_of(expected, HOMES), "expected")
    assert found.verdict == "false"
    assert "beds" in found.answer.witnesses[0].words


def test_points_for_each_of_what_is_counted_have_a_limit():
    line = "minus 3/2 for each component that is two stars or worse"
    rules = components(TOTAL, line)
    right = "expect provider is one star if at least 2 components are one star\n"
    wrong = "expect provider is two stars or better\n"
    assert codes(rules + right, HOMES) == []
    assert "gives one star (line 4)" in said(rules + wrong, HOMES)
    (monotone,) = about(homes(TOTAL, line.replace("worse", "better")), "monotone")
    assert (monotone.verdict, monotone.answer.method) == ("false", "patterns")


def test_an_expectation_of_points_is_decided():
    rules = components(TOTAL, "minus 2 if special focus facility")
    right = "expect provider is four stars or better if all components are five stars\n"
    wrong = "expect provider is five stars if all components are five stars\n"
    assert codes(rules + right, HOMES) == []
    assert "special focus facility gives four stars (line 4)" in said(rules + wrong, HOMES)


# Lines


def test_points_that_are_never_added_are_pointed_out():
    framework = homes(
        TOTAL,
        "plus 2 if at least 4 components are five stars",
        "plus 1",
        "minus 1 if special focus facility",
    )
    told = [
        (finding.code, finding.place.line)
        for finding in lines(framework.vocabulary, framework.rules)
    ]
    assert told == [("R421", 5)]


# Bands


def reach(*written):
    framework = homes(*written)
    rules, vocabulary = framework.rules, framework.vocabulary
    options = possible_by_rule(vocabulary, rules, withheld=True)
    (found,) = reached(vocabulary, rules.rating(None), options)
    return found


def test_the_values_that_are_banded_are_those_with_points():
    plain = reach(TOTAL)
    more = reach(TOTAL, "plus 1/2 if special focus facility", "minus 1")
    assert isinstance(plain, Some)
    assert set(more.values) == {
        v - 1 + more for v in plain.values for more in (0, Fraction(1, 2))
    }


def test_of_points_without_limit_only_the_steps_are_known():
    assert reach(TOTAL, "plus 2 for each beds", "minus 4") == Multiples(Fraction(1))
    assert reach("beds, banded by number bands", "plus 5") == Multiples(Fraction(1))
    assert reach("beds, banded by number bands", "plus 1/2") == Multiples(Fraction(1, 2))
    points = "points, banded by number bands"
    assert reach(points, "plus 5 if special focus facility") == Some((Fraction(0), Fraction(5)))
    assert reach(MEAN, "plus 2 for each beds") == Multiples(Fraction(1, 6))


def test_where_a_number_need_not_be_whole_neither_need_the_score():
    bands = replace(
        HOMES.bands[3], edges=(replace(HOMES.bands[3].edges[0], at=Fraction(1, 2)),)
    )
    vocabulary = replace(HOMES, bands=(bands,))
    framework = homes("beds, banded by number bands", "plus 5", vocabulary=vocabulary)
    options = possible_by_rule(vocabulary, framework.rules)
    assert [*reached(vocabulary, framework.rules.rating(None), options)] == [Every()]


# Versions


def between(before, after):
    (found,) = [
        b for b in diff(homes(*before), homes(*after)).behaviours if b.rates == "provider"
    ]
    return found


def test_two_versions_with_other_points_differ_where_that_decides():
    line = "if special focus facility"
    found = between((TOTAL, f"minus 1 {line}"), (TOTAL, f"minus 2 {line}"))
    assert found.answer == "different"
    assert "special focus facility" in found.smallest.pattern
    assert (found.smallest.before.rating, found.smallest.after.rating) == (FIVE[1], FIVE[0])
    assert found.smallest.before.saw.endswith("minus 1 is 3")


def test_the_same_points_in_another_order_are_the_same():
    one, other = "plus 1 if special focus facility", "minus 2 if staffing is one star"
    found = between((TOTAL, one, other), (TOTAL, other, one))
    assert (found.answer, found.patterns) != ("different", 0)


def test_points_for_each_of_what_is_counted_are_compared():
    line = "minus 1 for each component that is one star"
    assert between((TOTAL, line), (TOTAL, line)).answer == "the same"
    other = line.replace("one star", "two stars")
    assert between((TOTAL, line), (TOTAL, other)).answer == "different"
    lines = [f"minus 1 if at least {n} components are one star" for n in (2, 3)]
    each = "minus 1 if any component is one star"
    assert between((TOTAL, line), (TOTAL, each, *lines)).answer != "different"


def test_points_without_limit_are_not_decided_unless_they_are_the_same():
    line, other = "minus 1/2 for each beds", "minus 1/3 for each beds"
    assert between((TOTAL, line), (TOTAL, line)).answer == "the same"
    found = between((TOTAL, line), (TOTAL, other))
    assert (found.answer, found.because) == (
        "not decided",
        "what is added to the score may be any number",
    )


# Examples


def test_points_are_there_to_be_exercised():
    framework = homes(TOTAL, "plus 2 if special focus facility", "minus 1")
    told = [each for each in missing("", framework) if "plus" in each or "minus" in each]
    assert told == [
        "plus 2 if special focus facility: APPLIED",
        "plus 2 if special focus facility: NOT_APPLIED",
    ]


EXAMPLE = """
- name: All three
  inputs: [{input: special focus facility, value: "yes"}, {input: beds, value: 4}]
  ratings: [{item: [health inspection, staffing, quality measures], rating: three stars}]
  expect: [{item: provider, rating: three stars, score: 8}]
"""


def test_an_example_exercises_points_and_may_expect_the_score_with_them():
    framework = homes(
        TOTAL,
        "plus 3 if special focus facility and beds is more than 3",
        "minus 1/4 for each beds",
    )
    assert [each.failures for each in ran(EXAMPLE, framework)] == [()]
    told = missing(EXAMPLE, framework)
    assert "plus 3 if special focus facility and beds is more than 3: NOT_APPLIED" in told
    assert "plus 3 if special focus facility and beds is more than 3: APPLIED" not in told
    assert "special focus facility: FAILS" in told


def test_edges_that_points_come_close_to_are_offered():
    framework = homes(MEAN, "minus 3/4 if any component is one star")
    assert lost("", framework) == []
    offered = [each.example.name for each in covered("", framework).suggestions]
    assert any("just below" in name for name in offered)


def test_edges_of_points_alone_are_offered():
    points = "points, banded by number bands"
    framework = homes(
        points, "plus 10 if special focus facility", "plus 10 if beds is at least 3"
    )
    assert {"1: AT", "1: BELOW", "2: AT", "2: BELOW"} <= {*missing("", framework)}
    assert {"3: AT", "4: AT"} <= {*lost("", framework)}


def test_two_versions_of_points_alone_are_compared():
    points, line = "points, banded by number bands", "plus 10 if special focus facility"
    assert between((points, line), (points, line)).answer == "the same"
    assert between((points, line), (points, line.replace("10", "20"))).answer == "different"


def test_what_is_offered_for_points_without_limit_holds():
    framework = homes(TOTAL, "minus 1/2 for each beds", "plus beds if special focus facility")
    suggestions = covered("", framework).suggestions
    assert suggestions
    names = [each.example.name for each in suggestions]
    assert any("plus beds if special focus facility" in name for name in names)
