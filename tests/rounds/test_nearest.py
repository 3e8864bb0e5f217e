"""The nearest change that would alter a rating: right, and the smallest there is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.cases import Tally
from engine.frameworks.model import Item
from engine.rounds import nearest as module
from engine.rounds.nearest import nearest
from engine.rounds.nearest import nearest_judgements
from engine.rounds.records import ledger
from engine.rounds.target.network import Network
from engine.rules.plan import plan
from engine.rules.reference import rate
from tests.rounds.making import framework
from tests.rounds.making import people
from tests.rounds.making import round_of
from tests.rounds.making import row
from tests.rounds.making import shipped
from tests.rules.vocabularies import CARE
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.vocabularies import bands
from tests.rules.vocabularies import scale
from tests.rules.written import WITHOUT_DISCRETION
from tests.rules.written import case_questions
from tests.rules.written import questions


def task_of(made, item=None, type_id=None):
    return next(t for t in plan(made, type_id).tasks if t.key == item)


def changes(made, round_, ratings, item=None, type_id=None):
    """The changes, as sentences; the facts; the task."""
    task = task_of(made, item, type_id)
    facts = next(iter(ledger(round_, made).values())).facts(task, ratings)
    found = nearest(made.vocabulary, task, facts)
    return [f"{c.what} would give {c.rating}" for c in found]


def of_counts(yes, no, made=None, type_id="NPS"):
    """The changes nearest to a question with these counts."""
    one = row("ashby", "NPS", "???? ???? ??", q211=(yes, no))
    one = replace(one, provider=replace(one.provider, type=type_id))
    return changes(made or shipped(), round_of(one), {}, "2.1.1", type_id)


def of_grades(grades, made=None, **facts):
    """The changes nearest to a provider with these ratings."""
    made = made or framework(PRINCIPLES, WITHOUT_DISCRETION)
    round_ = round_of(
        *people({"elm": {}}),
        inputs={("elm", "breach of regulations"): facts.get("breach", "no")},
    )
    return changes(made, round_, grades)


# Cases


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (
            (40, 18),
            [
                "7 cases more sufficient (47 of 58) would give outstanding",
                "3 cases fewer sufficient (37 of 58) would give requires improvement",
            ],
        ),
        (
            (64, 36),
            [
                "1 case more sufficient (65 of 100) would give good",
                "15 cases fewer sufficient (49 of 100) would give inadequate",
            ],
        ),
        ((90, 10), ["11 cases fewer sufficient (79 of 100) would give good"]),
        ((0, 10), ["5 cases more sufficient (5 of 10) would give requires improvement"]),
        ((1, 0), ["1 case fewer sufficient (0 of 1) would give inadequate"]),
        ((0, 1), ["1 case more sufficient (1 of 1) would give outstanding"]),
        ((0, 0), []),
    ],
)
def test_the_nearest_number_of_cases(counts, expected):
    assert of_counts(*counts) == expected


def with_rule(rule, *more):
    rules = case_questions(rule, which="highest of")
    return framework(replace(CASEWORK, bands=(CASEWORK.bands[0], *more)), rules)


def test_a_limit_that_binds_is_seen():
    made = with_rule(
        """percentage of judgements that are sufficient, banded by case bands
        at most good
    """
    )
    assert of_counts(9, 1, made, None) == [
        "3 cases fewer sufficient (6 of 10) would give requires improvement"
    ]


def test_a_share_of_all_answers_never_changes():
    rule = "percentage of judgements that are insufficient or sufficient, banded by case bands"
    assert of_counts(9, 1, with_rule(rule), None) == []


def test_a_number_of_judgements():
    by_number = bands("numbers", "number", 0, 1, 3, 7)
    rule = "number of judgements that are insufficient, banded by numbers"
    text = case_questions(rule, which="highest of", absence="")
    made = framework(replace(CASEWORK, bands=(by_number,)), text)
    assert of_counts(10, 2, made, None) == [
        "1 case more insufficient (3 of 12) would give good",
        "2 cases fewer insufficient (0 of 12) would give inadequate",
    ]


@given(st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=80)
def test_no_smaller_number_of_cases_changes_the_rating(yes, no):
    total = yes + no
    said = of_counts(yes, no)

    def band(n):
        return sum(100 * n >= edge * total for edge in (50, 65, 80)) if total else None

    up = next((n for n in range(yes, total + 1) if band(n) != band(yes)), None)
    down = next((n for n in range(yes, -1, -1) if band(n) != band(yes)), None)
    expected = [
        f"({n} of {total}) would give {FOUR[band(n)]}" for n in (up, down) if n is not None
    ]
    assert len(said) == len(expected)
    assert all(s.endswith(e) for s, e in zip(said, expected, strict=True))


# Ratings


def test_the_change_named_in_the_design():
    grades = dict.fromkeys(CARE, "good") | {"safe": "inadequate"}
    assert of_grades(grades)[0] == "safe to requires improvement would give good"


def test_several_ratings_may_have_to_change():
    grades = dict.fromkeys(CARE, "good")
    assert (
        of_grades(grades)[0]
        == "safe to outstanding and effective to outstanding would give outstanding"
    )


def test_at_the_ends_there_is_only_one_way():
    best, worst = (dict.fromkeys(CARE, grade) for grade in ("outstanding", "inadequate"))
    assert len(of_grades(best)) == 1
    assert len(of_grades(worst)) == 1


def test_a_limit_from_a_fact_leaves_nothing_better():
    good = dict.fromkeys(CARE, "good")
    said = of_grades(good, breach="yes")
    assert [s.rpartition(" would give ")[2] for s in said] == ["inadequate"]


def test_what_is_not_rated_is_not_moved_and_gives_no_change():
    rules = """
    rate each key question:
        judged by inspector

    rate provider:
        lowest of key questions only if all are rated
    """
    made = framework(PRINCIPLES, rules)
    assert of_grades(dict.fromkeys(CARE, "good") | {"safe": None}, made) == []


def test_only_allowed_grades_are_steps():
    safe = replace(PRINCIPLES.items[0], allowed=("inadequate", "good"))
    vocabulary = replace(PRINCIPLES, items=(safe, *PRINCIPLES.items[1:]))
    made = framework(vocabulary, questions("lowest of key questions"))
    grades = dict.fromkeys(CARE, "outstanding") | {"safe": "inadequate"}
    assert of_grades(grades, made) == ["safe to good would give good"]


def test_children_that_differ_in_what_they_allow_are_not_alike():
    """Moving safe leads nowhere near; a search that took it for caring would stop there."""
    first = replace(PRINCIPLES.items[0], allowed=("inadequate", "requires improvement"))
    vocabulary = replace(PRINCIPLES, items=(first, PRINCIPLES.items[1]))
    made = framework(vocabulary, questions("highest of key questions"))
    grades = dict.fromkeys(CARE[:2], "inadequate")
    two = "requires improvement"
    assert of_grades(grades, made) == [f"safe to {two} would give {two}"]
    up = questions(
        "first that applies",
        "    good if any key question is good or better",
        "    inadequate otherwise",
    )
    assert of_grades(grades, framework(vocabulary, up)) == ["effective to good would give good"]


def test_named_children_are_told_apart():
    rules = """
    rate each component:
        judged by inspector

    rate provider:
        start from health inspection
        up 1 if staffing is five stars
    """
    made = framework(STARS, rules)
    grades = {"health inspection": "three stars", "staffing": "four stars"}
    said = changes(made, round_of(*people({"elm": {}}, "home")), grades, type_id="home")
    assert said == [
        "health inspection to four stars would give four stars",
        "health inspection to two stars would give two stars",
    ]


def test_nothing_is_nearest_to_a_rating_that_nothing_is_read_for():
    assert of_grades({}, framework(PRINCIPLES, questions("judged by inspector"))) == []


def test_the_search_ends(monkeypatch):
    monkeypatch.setattr(module, "FARTHEST", 2)
    assert of_grades(dict.fromkeys(CARE, "good")) == []


@given(st.tuples(*[st.sampled_from([*FOUR, None])] * 5))
@settings(max_examples=80)
def test_no_smaller_set_of_changes_alters_the_rating(given_):
    made = framework(PRINCIPLES, WITHOUT_DISCRETION)
    grades = dict(zip(CARE, given_, strict=True))
    task = task_of(made)
    no_breach = {("elm", "breach of regulations"): "no"}
    records = ledger(round_of(*people({"elm": {}}), inputs=no_breach), made)["elm"]
    facts = records.facts(task, grades)
    now = rate(task.rule, facts).rating
    found = nearest(made.vocabulary, task, facts)
    if now is None:
        assert found == ()
        return
    for upward in (True, False):
        expected = fewest(task, facts, grades, now, upward=upward)
        mine = [c for c in found if (FOUR.index(c.rating) > FOUR.index(now)) is upward]
        if expected is None:
            assert mine == []
            continue
        (change,) = mine
        moved = dict(
            part.split(" to ") for part in change.what.replace(" and ", ", ").split(", ")
        )
        steps = sum(abs(FOUR.index(g) - FOUR.index(grades[item])) for item, g in moved.items())
        assert steps == expected
        assert (
            rate(task.rule, replace(facts, ratings={**grades, **moved})).rating == change.rating
        )


def fewest(task, facts, grades, now, *, upward):
    """The fewest steps, all up or all down, that alter the rating that way: by trying all."""
    options = [
        [None] if g is None else FOUR[FOUR.index(g) :] if upward else FOUR[: FOUR.index(g) + 1]
        for g in grades.values()
    ]
    best = None
    for way in product(*options):
        ratings = dict(zip(CARE, way, strict=True))
        rating = rate(task.rule, replace(facts, ratings=ratings)).rating
        differs = rating is not None and rating != now
        if differs and (FOUR.index(rating) > FOUR.index(now)) is upward:
            steps = sum(
                abs(FOUR.index(g) - FOUR.index(grades[i]))
                for i, g in ratings.items()
                if g is not None
            )
            best = steps if best is None else min(best, steps)
    return best


def test_children_of_different_weight_are_not_alike():
    items = (Item("s1", "standard"), Item("s2", "standard", weight=Fraction(3)))
    rules = """
    rate each standard:
        judged by panel

    rate provider:
        weighted average score of standards, banded by half-point bands
    """
    made = framework(replace(TEN, items=items), rules)
    said = changes(made, round_of(*people({"elm": {}})), {"s1": "good", "s2": "good"})
    assert said == [
        "s2 to outstanding would give outstanding",
        "s2 to requires improvement would give requires improvement",
    ]


def test_of_three_answers_a_judgement_may_be_otherwise_and_not_more_favourable():
    three = scale("missed", "partly", "met", scale_id="answer", scored=False)
    vocabulary = replace(CASEWORK, scales=(CASEWORK.scales[0], three))
    rules = """
    rate each case question:
        percentage of judgements that are met, banded by case bands
        at most inadequate if percentage of judgements that are missed is more than 5

    rate each case standard:
        highest of key questions ignoring not rated

    rate each organisational standard:
        judged by lead inspector

    rate provider:
        highest of standards ignoring not rated
    """
    made = framework(vocabulary, rules)
    one = row("ashby", "NPS", "GGGG ???? ??")
    counted = {("ashby", f"2.{s}.{q}"): Tally((0, 0, 0)) for s in (1, 2) for q in (1, 2, 3)}
    counted["ashby", "2.1.1"] = Tally((1, 0, 0))
    round_ = round_of(replace(one, tallies=counted))
    round_ = replace(round_, providers=(replace(one.provider, type=None),))
    network = Network(round_, made)
    (better,) = nearest_judgements(network, ("ashby", "2.1"), "cases", "inadequate")
    assert better == module.Change("1 case more met in 2.1.1 (1 of 1)", "outstanding")
    swapped = replace(round_, tallies={**counted, ("ashby", "2.1.1"): Tally((1, 0, 9))})
    (better,) = nearest_judgements(
        Network(swapped, made), ("ashby", "2.1"), "cases", "inadequate"
    )
    assert better.what in (
        "1 case judged otherwise in 2.1.1",
        "1 case more met in 2.1.1 (10 of 10)",
    )
    assert better.rating == "outstanding"


def test_of_many_questions_only_how_many_judgements_and_where():
    made = round_of(row("ashby", "NPS", "RRRR RRRR RR"))
    said = nearest_judgements(Network(made, shipped()), ("ashby", None), "cases", FOUR[1])
    # Six points: a grade for each of four standards of three questions, and two for 3.1.
    least = 4 * 3 * (65 - 57) + (80 - 57)
    assert said[0].what.startswith(f"{least} other judgements in 2.1.1, 2.1.2, 2.1.3, ")
    assert said[0].rating == "good"
