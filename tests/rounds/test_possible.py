"""What a rating may still be where something it depends on is missing."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.rounds import possible
from engine.rounds.rate import rate
from engine.rounds.round import Judgement
from tests.rounds.making import decision
from tests.rounds.making import found
from tests.rounds.making import framework
from tests.rounds.making import only
from tests.rounds.making import people
from tests.rounds.making import rated
from tests.rounds.making import round_of
from tests.rounds.making import row
from tests.rounds.making import tally
from tests.rules.vocabularies import CARE
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import bands
from tests.rules.written import WITHOUT_DISCRETION
from tests.rules.written import case_questions


def judged(rules, grades, inputs=None, vocabulary=PRINCIPLES):
    """The first provider, judged so; ``inputs`` are its facts."""
    facts = {("elm", fact): value for fact, value in (inputs or {}).items()}
    made = round_of(*people({"elm": grades}), inputs=facts)
    return rate(made, framework(vocabulary, rules)).results[0]


def of_case(rule, **more):
    """Question 2.1.1 of a provider without cases, under a rule of its own."""
    absence = more.pop("absence", " ignoring not rated")
    text = case_questions(rule, which="highest of", absence=absence)
    vocabulary = more.pop("vocabulary", CASEWORK)
    facts = {("elm", fact): value for fact, value in more.items()}
    made = round_of(*people({"elm": {}}), inputs=facts)
    return found(rate(made, framework(vocabulary, text)).results[0], "2.1.1")


def test_any_rating_of_the_missing_standard_leaves_merseyside_where_it_is():
    provider = only(row("mersey", "CRC", "GRRR RRRR ?G"))
    standard = found(provider, "4.1")
    assert (standard.rating, standard.basis) == (None, "cannot be computed")
    assert standard.possible == (*FOUR, None)
    assert standard.reason == "4.1.1, 4.1.2, 4.1.3 and 4.1.4 cannot be known"
    assert (provider.rating, provider.basis) == ("requires improvement", "computed")
    assert provider.reason == "4.1 cannot be known; every possibility gives this"
    assert provider.possible == ()
    assert provider.score is None
    assert provider.score_if_rated == (11, 14)


def test_a_missing_judgement_may_be_any_grade():
    provider = only(row("ashby", "CRC", "?GGG GGGR RR"))
    standard = found(provider, "1.1")
    assert standard.possible == FOUR
    assert (standard.rating, standard.reason) == (None, "no rating is recorded")
    assert (provider.rating, provider.possible) == (
        None,
        ("requires improvement", "good"),
    )
    assert provider.score_if_rated == (15, 18)


def test_of_a_missing_judgement_only_allowed_grades_are_possible():
    safe = replace(PRINCIPLES.items[0], allowed=("inadequate", "good"))
    items = (safe, *PRINCIPLES.items[1:])
    vocabulary = replace(PRINCIPLES, items=items)
    provider = judged(WITHOUT_DISCRETION, dict.fromkeys(CARE[1:], "good"), {}, vocabulary)
    assert found(provider, "safe").possible == ("inadequate", "good")
    assert provider.possible == ("requires improvement", "good")


def test_a_missing_sample_leaves_open_what_rests_on_it():
    provider = only(row("ashby", "CRC", "GGGG GGGG ?G"), unanswered=("unpaid-work",))
    question = found(provider, "4.1.1")
    assert question.reason == "there are no cases of unpaid-work"
    assert question.possible == (*FOUR, None)
    assert provider.rating == "good"


def test_the_worst_known_question_limits_what_a_standard_may_be():
    made = row("ashby", "CRC", "GGGG GGGG ?G", q411=(57, 43))
    assert found(only(made), "4.1").possible == FOUR[:2]


def test_a_question_without_a_column_is_not_a_question_that_no_case_answers():
    made = row("ashby", "CRC", "GGGG GGGG ?G", q411=(0, 0), q412=(0, 0), q413=(0, 0))
    provider = only(made)
    assert found(provider, "4.1.1").basis == "not rated"
    assert found(provider, "4.1.4").reason == "no answers are recorded"
    assert found(provider, "4.1").possible == (*FOUR, None)


def test_a_missing_fact_leaves_open_what_it_decides():
    open_ = judged(WITHOUT_DISCRETION, dict.fromkeys(CARE, "good"))
    assert open_.possible == ("requires improvement", "good")
    assert open_.reason == "breach of regulations cannot be known"
    settled = judged(WITHOUT_DISCRETION, dict.fromkeys(CARE, "inadequate"))
    assert (settled.rating, settled.possible) == ("inadequate", ())
    assert (
        settled.reason == "breach of regulations cannot be known; every possibility gives this"
    )


def test_answers_that_limit_a_judged_rating_may_be_missing():
    limit = "at most good if percentage of judgements that are sufficient is less than 50"
    text = case_questions("judged by lead inspector", limit, absence="")
    made = round_of(*people({"elm": {"2.1.1": "outstanding"}}))
    question = found(rate(made, framework(CASEWORK, text)).results[0], "2.1.1")
    assert question.reason == "no answers are recorded"
    assert question.possible == (*FOUR, None)


def test_a_fact_that_limits_a_judged_rating_may_be_missing():
    rules = """
        rate each key question:
            judged by inspector
            at most requires improvement if breach of regulations

        rate provider:
            lowest of key questions
    """
    provider = judged(rules, {"safe": "good", **dict.fromkeys(CARE[1:], "inadequate")})
    assert found(provider, "safe").possible == ("requires improvement", "good")
    assert found(provider, "caring").rating == "inadequate"
    assert provider.rating == "inadequate"


def test_it_may_be_settled_that_something_is_not_rated():
    made = row("ashby", "NPS", "?GGG GGGG GG")
    inputs = {("ashby", "inspection incomplete"): "yes"}
    provider = only(made, version="2019-20", inputs=inputs)
    assert (provider.rating, provider.basis, provider.possible) == (None, "not rated", ())
    assert provider.reason == "1.1 cannot be known; every possibility gives this"


def test_what_is_settled_counts_as_known_above():
    made = row("ashby", "NPS", "GGGG GGGG ?G", q311=(0, 9))
    provider = only(made)
    assert (provider.rating, provider.basis, provider.reason) == ("good", "computed", "")


def test_a_withheld_rating_is_known_whatever_is_missing_below():
    made = row("mersey", "CRC", "GRRR RRRR -G")
    provider = only(made)
    assert found(provider, "4.1").basis == "not rated"
    assert found(provider, "4.1.1").basis == "cannot be computed"
    assert provider.score == 11


def test_of_bands_only_their_own_grades_are_possible():
    three = bands("case bands", "percentage", 0, 50, 65, 200)
    vocabulary = replace(CASEWORK, bands=(three, *CASEWORK.bands[1:]))
    rule = "percentage of judgements that are sufficient, banded by case bands"
    assert of_case(rule, vocabulary=vocabulary).possible == (*FOUR[:3], None)


def test_a_band_without_either_of_its_ends_is_possible():
    case_bands = CASEWORK.bands[0]
    poor, fair, *others = case_bands.edges
    edges = (poor, replace(fair, inclusive=False), *others)
    vocabulary = replace(
        CASEWORK, bands=(replace(case_bands, edges=edges), *CASEWORK.bands[1:])
    )
    rule = "percentage of judgements that are sufficient, banded by case bands"
    assert of_case(rule, vocabulary=vocabulary).possible == (*FOUR, None)


def test_rounded_bands_leave_all_their_grades_possible():
    rounded = replace(CASEWORK.bands[0], rounding="half up to integer")
    vocabulary = replace(CASEWORK, bands=(rounded, *CASEWORK.bands[1:]))
    rule = "percentage of judgements that are sufficient, banded by case bands"
    assert of_case(rule, vocabulary=vocabulary).possible == (*FOUR, None)


def test_a_number_of_judgements_is_never_absent():
    by_number = bands("numbers", "number", 0, 1, 3, 7)
    vocabulary = replace(CASEWORK, bands=(by_number, *CASEWORK.bands[1:]))
    rule = "number of judgements that are sufficient, banded by numbers"
    question = of_case(rule, vocabulary=vocabulary, absence="")
    assert question.possible == FOUR


def test_a_share_of_all_answers_can_only_be_the_whole():
    rule = "percentage of judgements that are sufficient or insufficient, banded by case bands"
    assert of_case(rule).possible == ("outstanding", None)


def test_later_lines_bind_what_is_possible():
    rule = """percentage of judgements that are sufficient, banded by case bands
        at most good if inspection incomplete
    """
    assert of_case(rule, **{"inspection incomplete": "yes"}).possible == (*FOUR[:3], None)
    assert of_case(rule).possible == (*FOUR, None)


def test_too_many_ways_leave_everything_possible(monkeypatch):
    monkeypatch.setattr(possible, "LIMIT", 3)
    provider = judged(WITHOUT_DISCRETION, dict.fromkeys(CARE[:4], "inadequate"), {})
    assert provider.possible == (*FOUR, None)
    by_number = bands("numbers", "number", 0, 1, 3, 7)
    vocabulary = replace(CASEWORK, bands=(by_number, *CASEWORK.bands[1:]))
    rule = "number of judgements that are sufficient, banded by numbers"
    assert of_case(rule, vocabulary=vocabulary, absence="").possible == FOUR


def test_a_fact_with_endless_values_leaves_everything_possible():
    grades = [grade.id for grade in STARS.scales[0].grades]
    edges = bands("sizes", "number", 0, 10, 20, 30).edges
    edges = tuple(replace(e, grade=g) for e, g in zip(edges, grades, strict=False))
    sizes = replace(bands("sizes", "number", 0, 10, 20, 30), edges=edges)
    sized = replace(STARS, bands=(sizes,))
    rules = """
    rate each component:
        judged by inspector

    rate provider:
        beds, banded by sizes
    """
    made = round_of(*people({"elm": dict.fromkeys(("staffing",), "one star")}, "home"))
    provider = rate(made, framework(sized, rules)).results[0]
    assert set(provider.possible) >= set(grades)
    assert provider.reason == "beds cannot be known"


def test_a_decision_on_something_unknown_is_reported_and_not_applied():
    made = row("ashby", "CRC", "GGGG GGGG ?G")
    ratings = rated(made, decisions=(decision("ashby", "4.1.1", "good", "outstanding"),))
    assert [(f.code, f.severity.value, f.message) for f in ratings.findings] == [
        (
            "D208",
            "warning",
            "the decision about key question 4.1.1 is not applied: no answers are recorded",
        )
    ]
    assert found(ratings.results[0], "4.1.1").possible == (*FOUR, None)


# Nothing but what some completion gives, and all of that

UNKNOWN = st.sampled_from([*FOUR, "?"])


@given(st.tuples(*[UNKNOWN] * 5), st.sampled_from(["yes", "no", "?"]))
@settings(max_examples=60)
def test_exactly_what_completions_give_is_possible_of_a_choice(grades, breach):
    given_ = {q: g for q, g in zip(CARE, grades, strict=True) if g != "?"}
    facts = {} if breach == "?" else {"breach of regulations": breach}
    provider = judged(WITHOUT_DISCRETION, given_, facts)
    ways = set()
    worst = [FOUR if g == "?" else (g,) for g in grades]
    # The rule treats questions alike: order does not matter, so try each multiset once.
    for filled in {tuple(sorted(way)) for way in product(*worst)}:
        for fact in ("yes", "no") if breach == "?" else (breach,):
            ways.add(by_hand(filled, breach=fact == "yes"))
    expected = tuple(grade for grade in FOUR if grade in ways)
    assert (provider.possible or (provider.rating,)) == expected


def by_hand(grades, *, breach):
    """The rule of the five questions, said again in plain code."""
    if grades.count("inadequate") >= 2:
        rating = "inadequate"
    elif grades.count("outstanding") >= 2 and set(grades) <= {"good", "outstanding"}:
        rating = "outstanding"
    elif "inadequate" not in grades and grades.count("requires improvement") <= 1:
        rating = "good"
    else:
        rating = "requires improvement"
    return min(rating, "requires improvement", key=FOUR.index) if breach else rating


marks = st.text("IRGO-", min_size=10, max_size=10)


@given(marks, st.sets(st.sampled_from(["1.1", "1.3", "2.1.2", "2.4.1", "3.1.1"]), max_size=3))
@settings(max_examples=25)
def test_exactly_what_completions_give_is_possible_of_a_provider(letters, lost):
    made = row("ashby", "NPS", letters)
    withheld = {j.item for j in made.judgements if j.rating is None}
    lost = {item for item in lost if item not in withheld}
    gaps = replace(
        made,
        tallies={k: t for k, t in made.tallies.items() if k[1] not in lost},
        judgements=tuple(j for j in made.judgements if j.item not in lost),
    )
    provider = only(gaps)
    ratings, scores = set(), set()
    for filled in product(*(fillings(item) for item in sorted(lost))):
        whole = only(
            replace(
                gaps,
                tallies=gaps.tallies | {k: t for f in filled for k, t in f[0].items()},
                judgements=gaps.judgements + tuple(j for f in filled for j in f[1]),
            )
        )
        ratings.add(whole.rating)
        scores.add(whole.score)
    expected = tuple(grade for grade in (*FOUR, None) if grade in ratings)
    assert (provider.possible or (provider.rating,)) == expected
    if provider.basis == "cannot be computed" or "cannot be known" in provider.reason:
        assert provider.score_if_rated == (min(scores), max(scores))


def fillings(item):
    """Everything that could stand where something is missing: counts, or a judgement."""
    if item.startswith("1"):
        return [({}, (Judgement("ashby", item, grade),)) for grade in FOUR]
    counts = [(0, 0), (0, 1), (1, 1), (65, 35), (4, 1)]
    return [({("ashby", item): tally(*each)}, ()) for each in counts]


@pytest.mark.parametrize("version", ["2018-19", "2019-20"])
def test_nothing_at_all_leaves_everything_possible(version):
    provider = only(row("ashby", "CRC", "???? ???? ??"), version=version)
    everything = FOUR if version == "2018-19" else (*FOUR, None)
    assert provider.possible == everything
    assert provider.score_if_rated == (0, 30)
