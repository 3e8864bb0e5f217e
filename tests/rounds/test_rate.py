"""Ratings of whole rounds under the shipped frameworks, by hand."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.rounds import rate as rating
from engine.rounds.rate import rate
from engine.rounds.round import Judgement
from engine.rounds.round import Provider
from engine.rules.plan import plan
from tests.rounds.making import LETTERS
from tests.rounds.making import REASON
from tests.rounds.making import SHARES
from tests.rounds.making import Row
from tests.rounds.making import found
from tests.rounds.making import framework
from tests.rounds.making import only
from tests.rounds.making import people
from tests.rounds.making import rated
from tests.rounds.making import round_of
from tests.rounds.making import row
from tests.rounds.making import shipped
from tests.rounds.making import tally
from tests.rules.vocabularies import CARE
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.written import case_questions

ELM = Provider("elm", "Elm")
PUBLISHED = Path(__file__).parents[1] / "published" / "figure-2.3-composite-scores.csv"


def published():
    with PUBLISHED.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def letters(score, not_rated=""):
    """Ten standards that add up to a score; 4.1 is the ninth."""
    number = 9 if not_rated else 10
    points = [score // number + (n < score % number) for n in range(number)]
    marks = ["IRGO"[n] for n in points]
    if not_rated:
        assert not_rated == "4.1"
        marks.insert(8, "-")
    return "".join(marks)


def figure():
    """Figure 2.3, each provider with some standards that give its score."""
    return rated(
        *(
            row(f"p{n}", p["type"], letters(int(p["composite_score"]), p["not_rated"]))
            for n, p in enumerate(published())
        )
    )


# Scores and bands (facts H 1-7, 13, 14)


@pytest.mark.parametrize(
    ("score", "expected"),
    [(0, "I"), (5, "I"), (6, "R"), (15, "R"), (16, "G"), (25, "G"), (26, "O"), (30, "O")],
)
def test_the_edges_of_the_overall_bands(score, expected):
    provider = only(row("ashby", "CRC", letters(score)))
    assert (provider.score, provider.rating) == (score, LETTERS[expected])


def test_six_good_and_four_requiring_improvement_are_good():
    provider = only(row("ashby", "CRC", "GGGG GGRR RR"))
    assert (provider.score, provider.rating) == (16, "good")


def test_five_good_and_five_requiring_improvement_require_improvement():
    provider = only(row("ashby", "NPS", "GGGG GRRR RR"))
    assert (provider.score, provider.rating) == (15, "requires improvement")


def test_the_28_published_scores_have_the_published_ratings():
    found = Counter((p.type, p.rating) for p in figure().results)
    assert found == {
        ("NPS", "good"): 5,
        ("CRC", "good"): 1,
        ("NPS", "requires improvement"): 2,
        ("CRC", "requires improvement"): 19,
        ("CRC", "inadequate"): 1,
    }


def test_the_published_scores_add_up_by_type():
    found: Counter[str] = Counter()
    for provider in figure().results:
        found[provider.type] += provider.score
    assert found == {"NPS": 124, "CRC": 236}


def test_two_divisions_and_four_companies_were_within_two_points_of_good():
    near = [p.type for p in figure().results if 14 <= p.score <= 15]
    assert Counter(near) == {"NPS": 2, "CRC": 4}


def test_no_domain_forces_a_rating():
    """Norfolk & Suffolk: nothing in domain two, outstanding unpaid work, ten points."""
    provider = only(row("norfolk", "CRC", "GGGR IIII OI"))
    assert (provider.score, provider.rating) == (10, "requires improvement")


def test_a_row_of_ten_standards_that_is_good():
    """Hampshire & Isle of Wight, as far as it can be inferred."""
    provider = only(row("hampshire", "CRC", "GRGO GGRI GR"))
    assert (provider.score, provider.rating) == (16, "good")


# Merseyside: a standard could not be evaluated

MERSEYSIDE = "GRRR RRRR -G"


def test_a_standard_that_is_withheld_has_no_rating_and_keeps_its_reason():
    standard = found(only(row("mersey", "CRC", MERSEYSIDE)), "4.1")
    assert (standard.rating, standard.basis, standard.reason) == (None, "not rated", REASON)
    assert standard.score is None


def test_a_score_with_something_not_rated_is_understated():
    provider = only(row("mersey", "CRC", MERSEYSIDE))
    assert provider.rating == "requires improvement"
    assert (provider.score, provider.score_of) == (11, 27)
    assert provider.score_if_rated == (11, 14)
    assert provider.flags == ("understated",)


def test_a_standard_is_withheld_before_its_rule():
    """Cases there may be: the rule has no say."""
    counts = {f"q41{n}": (90, 10) for n in range(1, 5)}
    provider = only(row("mersey", "CRC", MERSEYSIDE, **counts))
    standard = found(provider, "4.1")
    assert {question.rating for question in standard.children} == {"outstanding"}
    assert (standard.rating, standard.steps) == (None, ())


def test_a_withheld_question_shows_its_counts_and_nothing_made_of_them():
    made = row("ashby", "CRC", "GGGG GGGG GG", q411=(3, 1, 2, 1))
    withheld = Judgement("ashby", "4.1.1", None, "too few")
    provider = only(replace(made, judgements=(*made.judgements, withheld)))
    question = found(provider, "4.1.1")
    assert (question.rating, question.basis, question.reason) == (None, "not rated", "too few")
    assert (question.counts.favourable, question.counts.unfavourable) == (3, 1)
    assert (question.counts.not_applicable, question.counts.missing) == (2, 1)
    assert (question.percentage, question.flags, question.moves) == (None, (), ())
    assert found(provider, "4.1").rating == "good"


def test_a_withheld_question_without_cases_has_no_counts():
    made = row("ashby", "CRC", "GGGG GGGG ?G", q412=(9, 1), q413=(9, 1), q414=(9, 1))
    withheld = Judgement("ashby", "4.1.1", None, "too few")
    provider = only(replace(made, judgements=(*made.judgements, withheld)))
    assert found(provider, "4.1.1").counts is None
    assert found(provider, "4.1").rating == "outstanding"


def test_a_question_that_no_case_answers_is_not_rated_and_left_aside():
    provider = only(row("ashby", "CRC", "GGGG GGGG GG", q211=(0, 0, 12)))
    question = found(provider, "2.1.1")
    assert (question.rating, question.basis) == (None, "not rated")
    assert question.reason == "no case applies"
    assert question.percentage is None
    assert question.counts.not_applicable == 12
    assert found(provider, "2.1").rating == "good"


def test_a_standard_without_a_rated_question_is_not_rated():
    none = {f"q21{n}": (0, 0) for n in "123"}
    provider = only(row("ashby", "CRC", "GGGG GGGG GG", **none))
    standard = found(provider, "2.1")
    assert (standard.rating, standard.reason) == (
        None,
        "2.1.1, 2.1.2 and 2.1.3 are not rated",
    )
    assert (provider.score, provider.score_of, provider.score_if_rated) == (18, 27, (18, 21))


def test_a_provider_of_which_no_standard_is_rated_is_not_rated():
    provider = only(row("ashby", "NPS", "---- ---- --"))
    assert (provider.rating, provider.basis) == (None, "not rated")
    assert (provider.score, provider.score_of, provider.score_if_rated) == (0, 0, (0, 30))


def test_an_unfinished_inspection_has_no_overall_rating_in_2019_20():
    made = row("ashby", "NPS", "GGGG GGGG GG")
    for value, expected in (("yes", None), ("no", "good")):
        provider = only(
            made, version="2019-20", inputs={("ashby", "inspection incomplete"): value}
        )
        assert (provider.rating, provider.score) == (expected, 20)


# Questions and standards (facts H 15, 18)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((71, 29), "G"),
        ((41, 59), "I"),
        ((55, 45), "R"),
        ((75, 25), "G"),
        ((70, 30), "G"),
        ((62, 38), "R"),
        ((159, 41), "G"),  # 79.5 %
        ((62, 63), "I"),  # 49.6 %
        ((1, 1), "R"),
        ((13, 7), "G"),
        ((4, 1), "O"),
        ((1, 0), "O"),
        ((0, 1), "I"),
    ],
)
def test_percentages_are_banded_exactly(counts, expected):
    question = found(only(row("ashby", "NPS", "GGGG GGGG GG", q213=counts)), "2.1.3")
    assert question.rating == LETTERS[expected]
    assert question.percentage == Fraction(100 * counts[0], sum(counts))


@pytest.mark.parametrize(
    ("percentages", "expected"),
    [((85, 66, 64), "R"), ((85, 66, 65), "G"), ((80, 80, 80), "O"), ((80, 80, 49), "I")],
)
def test_a_standard_is_as_good_as_its_weakest_question(percentages, expected):
    counts = {f"q21{n}": (p, 100 - p) for n, p in enumerate(percentages, 1)}
    standard = found(only(row("ashby", "NPS", "GGGG GGGG GG", **counts)), "2.1")
    assert standard.rating == LETTERS[expected]


# The shape of the results


def test_results_stand_under_the_nearest_rated_level_above():
    provider = only(row("ashby", "NPS", "GGGG GGGG GG"))
    assert [child.id for child in provider.children] == [
        "1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2",
    ]  # fmt: skip
    assert [child.id for child in found(provider, "3.2").children] == [
        "3.2.1", "3.2.2", "3.2.3", "3.2.4",
    ]  # fmt: skip
    assert (provider.level, provider.id, provider.name) == ("provider", "ashby", "Ashby")
    assert found(provider, "1.1").basis == "judged"
    assert found(provider, "2.1").basis == "computed"
    assert found(provider, "2.1").score == 2


def test_a_round_carries_what_its_ratings_rest_on():
    ratings = rated(row("ashby", "NPS", "GGGG GGGG GG"))
    own = shipped()
    assert (ratings.round, ratings.title, ratings.synthetic) == ("made", "Made up", True)
    assert (ratings.framework, ratings.framework_title) == ("2018-19", own.vocabulary.title)
    assert (ratings.digest, ratings.model_digest) == (own.digest, own.model_digest)
    assert ratings.carried is None


JUDGED = """
    rate each key question:
        judged by inspector
"""


def test_a_framework_may_have_no_overall_rating_and_no_types():
    made = framework(replace(PRINCIPLES, overall=False), JUDGED)
    provider = rate(round_of(*people({"elm": dict.fromkeys(CARE, "good")})), made).results[0]
    assert (provider.rating, provider.basis) == (None, "not rated")
    assert provider.reason == "this framework gives no overall rating"
    assert [child.id for child in provider.children] == list(CARE)
    assert (provider.type, provider.score, provider.possible) == (None, None, ())


def test_a_provider_may_be_judged_itself():
    made = framework(PRINCIPLES, f"{JUDGED}\n    rate provider:\n        judged by inspector\n")
    everything = dict.fromkeys(CARE, "good")
    ratings = rate(
        round_of(
            *people(
                {
                    "elm": everything | {"": "outstanding"},
                    "oak": everything | {"": None},
                    "ash": everything,
                }
            )
        ),
        made,
    )
    assert [p.rating for p in ratings.results] == ["outstanding", None, None]
    assert [p.basis for p in ratings.results] == ["judged", "not rated", "cannot be computed"]
    assert [p.reason for p in ratings.results] == ["", REASON, "no rating is recorded"]


def test_a_plan_holds_what_applies_to_the_type():
    made = plan(shipped(), "NPS")
    standards = made.children[None]
    assert "3.1" in standards
    assert "4.1" not in standards
    assert "4.1.1" not in {task.key for task in made.tasks}


def test_plans_are_made_once_for_each_type(monkeypatch):
    made = []

    def counted(own, kind):
        made.append(kind)
        return plan(own, kind)

    monkeypatch.setattr(rating, "plan", counted)
    rated(*(row(f"p{n}", "CRC", "GGGG GGGG GG") for n in range(9)))
    assert made == ["NPS", "CRC"]


# Laws

rows = st.text("IRGO-", min_size=10, max_size=10)
shares = st.tuples(st.integers(0, 12), st.integers(0, 12))


@st.composite
def providers(draw, number=3):
    """Rows of every kind, some questions with counts of their own."""
    made = []
    for n in range(number):
        kind = draw(st.sampled_from(["NPS", "CRC"]))
        own = draw(st.dictionaries(st.sampled_from(["q211", "q222", "q233"]), shares))
        made.append(row(f"p{n}", kind, draw(rows), **own))
    return made


def ranks(ratings):
    return {
        (p.id, r.id): -1 if r.rating is None else FOUR.index(r.rating)
        for p in ratings.results
        for r in p.walk()
    }


@given(providers(1), st.data())
@settings(max_examples=60)
def test_improving_one_judgement_never_lowers_a_rating(made, data):
    one = made[0]
    open_ = [key for key, t in sorted(one.tallies.items()) if t.counts[0]]
    open_ += [j for j in one.judgements if j.rating not in (None, "outstanding")]
    if not open_:
        return
    better = data.draw(st.sampled_from(open_))
    if isinstance(better, Judgement):
        raised = replace(better, rating=FOUR[FOUR.index(better.rating) + 1])
        judged = tuple(raised if j is better else j for j in one.judgements)
        after = replace(one, judgements=judged)
    else:
        no, yes = one.tallies[better].counts
        after = replace(one, tallies=one.tallies | {better: tally(yes + 1, no - 1)})
    before, now = ranks(rated(one)), ranks(rated(after))
    assert all(now[key] >= before[key] for key in before)


@given(providers(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_providers_judgements_and_counts_does_not_matter(made, random):
    plain = round_of(*made)
    shuffled = [*made]
    random.shuffle(shuffled)
    judgements = [*plain.judgements]
    random.shuffle(judgements)
    tallies = [*plain.tallies.items()]
    random.shuffle(tallies)
    mixed = replace(
        plain,
        providers=tuple(each.provider for each in shuffled),
        judgements=tuple(judgements),
        tallies=dict(tallies),
    )
    by_id = {p.id: p for p in rate(mixed, shipped()).results}
    for provider in rate(plain, shipped()).results:
        assert by_id[provider.id] == provider


@given(providers())
@settings(max_examples=40)
def test_one_provider_does_not_touch_another(made):
    together = rated(*made).results
    assert together == tuple(only(one) for one in made)


def test_shares_of_the_letters_are_what_they_say():
    for letter, counts in SHARES.items():
        question = found(only(row("a", "NPS", "GGGG GGGG GG", q211=counts)), "2.1.1")
        assert (question.rating, question.moves) == (LETTERS[letter], ())


def test_a_judged_rating_can_be_limited_by_a_rule():
    rules = """
        rate each key question:
            judged by inspector
            at most good if breach of regulations

        rate provider:
            lowest of key questions
    """
    made = framework(PRINCIPLES, rules)
    for value, expected in (("yes", "good"), ("no", "outstanding")):
        provider = rate(
            round_of(
                *people({"elm": dict.fromkeys(CARE, "outstanding")}),
                inputs={("elm", "breach of regulations"): value},
            ),
            made,
        ).results[0]
        assert provider.rating == expected


@pytest.mark.parametrize(
    ("counts", "rating"),
    [((49, 51), "good"), ((50, 50), "outstanding"), ((0, 0), "outstanding")],
)
def test_a_judged_rating_can_be_limited_by_the_cases(counts, rating):
    limit = "at most good if percentage of judgements that are sufficient is less than 50"
    rules = case_questions("judged by lead inspector", limit, absence="")
    judged = {i.id: "outstanding" for i in CASEWORK.items if i.level == "key question"}
    made = round_of(*people({"elm": judged}), Row(ELM, {("elm", "2.1.1"): tally(*counts)}))
    made = replace(made, providers=(ELM,))
    assert found(rate(made, framework(CASEWORK, rules)).results[0], "2.1.1").rating == rating
