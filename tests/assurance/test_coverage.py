"""What there is to exercise in rules, what examples exercise of it, and what is offered."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.assurance.coverage.coverage import coverage
from engine.assurance.coverage.points import Side
from engine.assurance.examples.run import Runner
from engine.assurance.examples.write import written
from engine.frameworks.model import Bands
from engine.frameworks.model import Edge
from engine.frameworks.model import Item
from tests.assurance.trying import care
from tests.assurance.trying import covered
from tests.assurance.trying import lost
from tests.assurance.trying import missing
from tests.assurance.trying import read
from tests.rules.checking import framework_of
from tests.rules.vocabularies import CARE
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.written import CASES
from tests.rules.written import NURSING_HOMES
from tests.rules.written import PRINCIPLES_OF_FIVE
from tests.rules.written import questions
from tests.rules.written import standards

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.rules.framework import Framework

FRAMEWORKS: dict[str, Callable[[], Framework]] = {
    "care": care,
    "casework": lambda: framework_of(CASES, CASEWORK),
    "principles": lambda: framework_of(PRINCIPLES_OF_FIVE, PRINCIPLES),
    "nursing homes": lambda: framework_of(NURSING_HOMES, STARS),
}


def about(framework, line):
    """What is to be exercised of one line of the provider's rule, without any example."""
    return [each.partition(": ")[2] for each in missing("", framework) if line in each]


def of_provider(*lines, vocabulary=PRINCIPLES, make=questions):
    """A framework with these lines for the provider."""
    return framework_of(make(*lines), vocabulary)


def rated(*ratings, rest=""):
    """Examples that give the five key questions these ratings and expect what comes of it."""
    entries = []
    for number, each in enumerate(ratings):
        given = "".join(
            f"\n  - {{item: {item}, rating: {rating}}}"
            for item, rating in zip(CARE, each, strict=True)
        )
        entries.append(f"- name: e{number}\n  ratings:{given}\n  expect: {rest}\n")
    return "".join(entries)


# What there is


def test_a_branch_may_be_taken_and_passed_by_and_the_last_only_taken():
    framework = of_provider(
        "first that applies",
        "    inadequate  if any key question is inadequate",
        "    good        otherwise",
    )
    assert about(framework, "inadequate if") == ["TAKEN", "PASSED"]
    assert about(framework, "good otherwise") == ["TAKEN"]


def test_each_atom_of_a_condition_of_several_may_hold_or_not():
    framework = of_provider(
        "first that applies",
        "    good  if any key question is good and not breach of regulations",
        "    good  otherwise",
    )
    found = missing("", framework)
    assert "any key question is good: HOLDS" in found
    assert "any key question is good: FAILS" in found
    assert "not breach of regulations: HOLDS" in found
    assert "not breach of regulations: FAILS" in found


def test_the_only_atom_of_a_condition_is_the_line_itself():
    framework = of_provider("lowest of key questions", "down 1 if breach of regulations")
    assert about(framework, "down 1") == ["APPLIED", "NOT_APPLIED"]
    assert about(framework, "breach") == ["APPLIED", "NOT_APPLIED"]


def test_a_limit_has_to_change_a_rating():
    framework = of_provider(
        "lowest of key questions",
        "at most good",
        "at least requires improvement if breach of regulations",
    )
    assert about(framework, "at most good") == ["CHANGES", "LEAVES"]
    assert about(framework, "at least") == ["CHANGES", "NOT_APPLIED"]


def test_discretion_is_used_and_where_it_has_a_window_closed():
    assert about(care(), "allow panel") == ["MOVED", "CLOSED"]
    framework = framework_of(PRINCIPLES_OF_FIVE, PRINCIPLES)
    assert about(framework, "allow inspection manager") == ["MOVED"]


def test_every_edge_of_a_band_but_that_of_the_lowest_has_two_sides():
    found = [e for e in covered("", care()).missing if e.kind == "edge"]
    bands = [(e.place.text.strip(" -"), e.side.name) for e in found]
    assert bands == [
        ("{from: 50, rating: fair}", "BELOW"),
        ("{from: 50, rating: fair}", "AT"),
        ("{from: 75, rating: good}", "BELOW"),
        ("{from: 75, rating: good}", "AT"),
        ("{from: 3, rating: fair}", "BELOW"),
        ("{from: 3, rating: fair}", "AT"),
        ("{from: 6, rating: good}", "BELOW"),
        ("{from: 6, rating: good}", "AT"),
    ]


def test_what_is_said_about_things_not_rated_has_to_come_about():
    lines = {
        "lowest of standards ignoring not rated": ["APPLIED", "SOME_ABSENT", "NO_RATING"],
        "lowest of standards treating not rated as good": ["APPLIED", "SOME_ABSENT"],
        "lowest of standards only if all are rated": ["APPLIED", "NO_RATING"],
    }
    for line, sides in lines.items():
        framework = of_provider(line, vocabulary=TEN, make=standards)
        assert about(framework, line) == sides


def test_nothing_is_asked_about_things_that_only_data_may_leave_unrated():
    framework = of_provider("lowest of key questions")
    assert about(framework, "lowest") == ["APPLIED"]


# What examples exercise


def test_a_line_counts_as_exercised_on_the_way_to_what_is_expected():
    entry = """
    - name: all the way
      type: day
      inputs: [{input: state, value: open}]
      judged: [{item: leadership standards, rating: good}]
      counts: [{item: questions, answers: [15 met, 5 not met]}]
      expect: [{item: provider, rating: good}]
    """
    found = {(p.place.text.strip(" -"), p.side) for p in covered(entry, care()).exercised}
    assert ("{from: 75, rating: good}", Side.AT) in found
    assert ("judged by inspector  [Handbook]", Side.APPLIED) in found


def test_failing_examples_count_too():
    entry = """
    - {name: it, judged: [{item: a1, rating: good}], expect: [{item: a1, rating: poor}]}
    """
    assert len(covered(entry, care()).exercised) == 1


def test_no_example_exercises_nothing():
    found = covered("", care())
    assert (found.exercised, found.percentage) == ((), 0)
    assert found.total == len(found.missing)


def test_a_percentage_is_never_rounded_up_to_all():
    found = covered("", care())
    almost = replace(found, exercised=found.missing * 99, missing=found.missing[:1])
    assert almost.percentage == 99
    assert not almost.reaches(100)
    assert almost.reaches(99)


EXPECT = "[{item: provider, rating: good}]"
BRANCHES = (
    "first that applies",
    "    inadequate  if at least 2 key questions are inadequate",
    "    outstanding if at least 2 key questions are outstanding and the rest are good",
    "    good        otherwise",
)


def test_branches_not_reached_are_neither_taken_nor_passed_by():
    framework = of_provider(*BRANCHES)
    worst = rated(["inadequate"] * 5, rest=EXPECT)
    exercised = {(p.spot.line, p.side) for p in covered(worst, framework).exercised}
    assert exercised == {(0, Side.TAKEN)}


def test_every_branch_atom_and_side_can_be_exercised():
    framework = of_provider(*BRANCHES)
    entries = rated(
        ["inadequate"] * 5,
        ["outstanding", "outstanding", "good", "good", "good"],
        ["good", "good", "good", "good", "good"],
        ["outstanding", "outstanding", "good", "good", "requires improvement"],
        rest=EXPECT,
    )
    assert missing(entries, framework) == ["judged by inspector: APPLIED"]


# Edges


def share(favourable, unfavourable):
    """An example with so many judgements about a question."""
    return f"""
    - name: {favourable} and {unfavourable}
      type: day
      counts: [{{item: b1a, answers: [{favourable} met, {unfavourable} not met]}}]
      expect: [{{item: b1a, rating: good}}]
    """


def edges(entry, framework):
    """The edges that an example exercises, by the band, and the sides."""
    found = covered(entry, framework).exercised
    return [
        (point.spot.part, point.side.name)
        for point in found
        if point.side in (Side.AT, Side.BELOW)
    ]


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ((1, 1), [(1, "AT")]),
        ((20, 20), [(1, "AT")]),
        ((51, 49), []),
        ((49, 51), [(1, "BELOW")]),
        ((48, 52), []),
        ((3, 1), [(2, "AT")]),
        ((299, 101), [(2, "BELOW")]),
        ((76, 24), []),
        ((0, 1), []),
    ],
)
def test_a_percentage_is_at_an_edge_exactly_and_below_it_within_a_point(counts, found):
    assert edges(share(*counts), care()) == found


def banded(measure, edges_, rounding="none"):
    """Ten standards alike whose measure is banded so, for the provider."""
    grades = ("inadequate", "requires improvement", "good", "outstanding")
    bands = Bands(
        "own bands",
        measure,
        rounding,
        tuple(
            Edge(Fraction(at), inclusive, grade)
            for (at, inclusive), grade in zip(edges_, grades, strict=False)
        ),
        "rating",
    )
    return replace(TEN, bands=(*TEN.bands, bands))


def provider(**numbers):
    """An example with so many of the ten standards of each grade, and the rest lowest."""
    ids = [f"s{n}" for n in range(1, 11)]
    lines = []
    for grade, number in {**numbers, "inadequate": 10 - sum(numbers.values())}.items():
        items, ids = ids[:number], ids[number:]
        if items:
            lines.append(f"{{item: [{', '.join(items)}], rating: {grade.replace('_', ' ')}}}")
    return f"""
    - name: it
      ratings: [{", ".join(lines)}]
      expect: [{{item: provider, rating: good}}]
    """


@pytest.mark.parametrize(
    ("number", "found"),
    [(3, []), (4, [(1, "BELOW")]), (5, [(1, "AT")]), (6, [])],
)
def test_of_scores_the_nearest_totals_count(number, found):
    """Totals are even here: between 8 and 10 nothing lies, so 8 is just below 9."""
    vocabulary = banded("total score", [(0, True), (9, True)])
    ratings, answers = vocabulary.scales
    even = tuple(replace(grade, score=2 * grade.score) for grade in ratings.grades)
    doubled = replace(vocabulary, scales=(replace(ratings, grades=even), answers))
    line = "total score of standards counting not rated as 0, banded by own bands"
    framework = framework_of(standards(line), doubled)
    assert edges(provider(requires_improvement=number), framework) == found


def test_of_an_average_the_nearest_that_can_come_about():
    """With ten standards of 0 to 3, and any number not rated: 4/9 lies just below 1/2."""
    line = "average score of standards ignoring not rated, banded by half-point bands"
    framework = framework_of(standards(line), TEN)
    found = {p.spot.part: p for p in covered("", framework).missing if p.side is Side.AT}
    assert set(found) == {1, 2, 3}
    offers = {
        p.spot.part: each.example.expected[0].score
        for each in covered("", framework).suggestions
        for p in each.points
        if p.side is Side.AT
    }
    assert offers == {1: Fraction(5, 9), 2: Fraction(14, 9), 3: Fraction(23, 9)}


@pytest.mark.parametrize(
    ("rounding", "at", "below"),
    [
        ("none", "50", "99/2"),
        ("half up to integer", "99/2", "49"),
        ("down to integer", "50", "99/2"),
        ("up to integer", "99/2", "49"),
    ],
)
def test_an_edge_lies_where_values_are_rounded_to_it(rounding, at, below):
    """Incidents are any number: 49.5 is rounded to 50 by some, and by some it is not."""
    vocabulary = banded("number", [(0, True), (50, True)], rounding)
    framework = framework_of(standards("incidents, banded by own bands"), vocabulary)
    sides = {Side.AT: at, Side.BELOW: below}
    for side, value in sides.items():
        entry = f"""
        - name: it
          inputs: [{{input: incidents, value: {value}}}]
          expect: [{{item: provider, rating: good}}]
        """
        assert (1, side.name) in edges(entry, framework)


def test_a_number_in_a_condition_has_an_edge_as_well():
    atom = "total score of standards counting not rated as 0 is at most 15"
    framework = of_provider(
        "lowest of standards ignoring not rated",
        f"down 1 if {atom}",
        vocabulary=TEN,
        make=standards,
    )
    both = {f"{atom}: JUST_HOLDS", f"{atom}: JUST_FAILS"}

    def left(**numbers):
        return both & set(missing(provider(**numbers), framework))

    assert left(good=6) == both
    assert left(good=7, requires_improvement=1) == {f"{atom}: JUST_FAILS"}
    assert left(good=8) == {f"{atom}: JUST_HOLDS"}
    assert left(good=9) == both


def test_exactly_has_an_edge_on_both_sides():
    framework = of_provider(
        "first that applies",
        "    good        if incidents is exactly 3",
        "    inadequate  otherwise",
        vocabulary=TEN,
        make=standards,
    )

    def sides(value):
        entry = f"""
        - name: it
          inputs: [{{input: incidents, value: {value}}}]
          expect: [{{item: provider, rating: good}}]
        """
        found = covered(entry, framework).exercised
        return {p.side.name for p in found} & {"JUST_HOLDS", "JUST_FAILS"}

    assert sides("3") == {"JUST_HOLDS"}
    assert sides("2") == {"JUST_FAILS"}
    assert sides("4") == {"JUST_FAILS"}
    assert sides("9") == set()


# What no example can exercise


def test_a_branch_that_an_earlier_one_always_takes_is_out_of_reach():
    framework = of_provider(
        "first that applies",
        "    inadequate  if any key question is inadequate",
        "    inadequate  if at least 2 key questions are inadequate",
        "    good        otherwise",
    )
    assert lost("", framework) == [
        "inadequate if at least 2 key questions are inadequate: TAKEN"
    ]


def test_an_edge_above_every_value_is_out_of_reach():
    vocabulary = banded("total score", [(0, True), (31, True)])
    line = "total score of standards counting not rated as 0, banded by own bands"
    found = covered("", framework_of(standards(line), vocabulary))
    assert [(p.spot.part, p.side.name) for p in found.out_of_reach] == [(1, "AT")]


def test_what_is_out_of_reach_does_not_count():
    framework = of_provider("lowest of key questions", "at most outstanding")
    found = covered("", framework)
    assert [p.side.name for p in found.out_of_reach] == ["CHANGES"]
    assert found.total == len(found.missing) == 3


def test_where_nothing_comes_quite_close_to_a_number_what_comes_closest_will_do():
    """When the second line is looked at, the total is at least 12, so that 9 never holds."""
    total = "total score of standards counting not rated as 0"
    framework = of_provider(
        "first that applies",
        f"    inadequate  if {total} is at most 11",
        f"    good        if {total} is at most 9",
        "    good        otherwise",
        vocabulary=TEN,
        make=standards,
    )
    assert lost("", framework) == [
        f"good if {total} is at most 9: TAKEN",
        f"{total} is at most 9: JUST_HOLDS",
    ]
    assert f"{total} is at most 9: JUST_FAILS" not in missing(provider(good=6), framework)


# What is offered


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_what_is_offered_exercises_everything_that_is_missing(name):
    framework = FRAMEWORKS[name]()
    found = covered("", framework)
    assert found.missing
    offers = [each.example for each in found.suggestions]
    again = coverage(framework, Runner(framework).run_all(offers))
    assert again.missing == ()
    assert again.percentage == 100
    assert again.suggestions == ()


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_what_is_offered_can_be_pasted_and_expects_what_the_rules_give(name):
    framework = FRAMEWORKS[name]()
    offers = [each.example for each in covered("", framework).suggestions]
    text = "".join(written(each, framework.vocabulary) for each in offers)
    pasted, findings = read(text, framework)
    assert findings == ()
    assert [each.name for each in pasted] == [each.name for each in offers]
    assert all(not each.failures for each in Runner(framework).run_all(pasted))
    assert covered(text, framework).missing == ()


def test_one_example_is_offered_for_all_that_it_exercises():
    framework = of_provider(*BRANCHES)
    found = covered("", framework)
    assert sum(len(each.points) for each in found.suggestions) >= len(found.missing)
    assert len(found.suggestions) < len(found.missing)


def test_only_what_is_missing_is_looked_for():
    *offers, last = (each.example for each in covered("", care()).suggestions)
    text = "".join(written(each, care().vocabulary) for each in offers)
    (left,) = covered(text, care()).suggestions
    assert left.example == last


def test_an_offer_has_a_name_that_no_example_has():
    name = covered("", care()).suggestions[0].example.name
    entry = f"""
    - name: "{name}"
      type: home
      judged: [{{item: a1, rating: good}}]
      expect: [{{item: a1, rating: good}}]
    """
    assert covered(entry, care()).suggestions[0].example.name == f"{name} (2)"


def test_what_is_lowest_is_shown_with_ratings_that_differ():
    framework = of_provider("lowest of key questions")
    (offer,) = (e for e in covered("", framework).suggestions if e.points[0].spot.rule == 1)
    assert len({said.what for said in offer.example.ratings.values()}) > 1


def test_a_move_is_offered_only_where_a_move_is_missing():
    framework = framework_of(PRINCIPLES_OF_FIVE, PRINCIPLES)
    moves = [e for e in covered("", framework).suggestions if e.example.decided]
    assert len(moves) == 1
    assert Side.MOVED in {point.side for point in moves[0].points}


def test_of_very_many_situations_some_are_tried():
    """Twenty components with names of their own are 4 to the power of 20 situations."""
    items = tuple(Item(f"c{n}", "key question") for n in range(20))
    vocabulary = replace(PRINCIPLES, items=items)
    named = " and ".join(f"c{n} is good or better" for n in range(20))
    framework = framework_of(
        questions("first that applies", f"    good  if {named}", "    inadequate  otherwise"),
        vocabulary,
    )
    found = covered("", framework)
    offered = {point for each in found.suggestions for point in each.points}
    assert set(found.missing) == offered
    assert found.out_of_reach == ()


def test_of_very_many_situations_none_is_said_to_be_out_of_reach():
    items = tuple(Item(f"c{n}", "key question") for n in range(20))
    vocabulary = replace(PRINCIPLES, items=items)
    named = " and ".join(f"c{n} is good" for n in range(20))
    framework = framework_of(
        questions(
            "first that applies",
            f"    good        if {named}",
            f"    inadequate  if {named} and breach of regulations",
            "    inadequate  otherwise",
        ),
        vocabulary,
    )
    found = covered("", framework)
    offered = {point for each in found.suggestions for point in each.points}
    assert found.out_of_reach == ()
    assert set(found.missing) - offered


def test_any_answers_of_several_kinds_are_tried():
    """Two shares of the same judgements: some of each of three answers are needed."""
    ratings, answers = TEN.scales
    full = replace(answers.grades[-1], id="full", name="Full")
    three = replace(answers, grades=(*answers.grades, full))
    framework = framework_of(
        """
        rate each standard:
            judged by panel
            up 1 if percentage of judgements that are full is at least 50 and fire
            up 1 if percentage of judgements that are insufficient is at least 30
            up 1 if number of judgements that are sufficient is exactly 2
        rate provider:
            lowest of standards
        """,
        replace(TEN, scales=(ratings, three)),
    )
    found = covered("", framework)
    offered = {point for each in found.suggestions for point in each.points}
    assert set(found.missing) == offered
