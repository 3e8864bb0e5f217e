"""A round read under another framework version than its own."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.diagnostics import Invalid
from engine.frameworks.model import Input
from engine.rounds.carry import carry
from engine.rounds.rate import rate
from engine.rounds.results import Assumption
from engine.rounds.round import Judgement
from engine.rules.load import load_framework
from tests.rounds.making import decision
from tests.rounds.making import found
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
from tests.rules.written import case_questions

OLD, NEW = shipped("2018-19"), shipped("2019-20")
CROSSWALK_SAYS = (
    "The question about personal development gives way to one about rehabilitative elements "
    "and desistance. An answer to the one is not an answer to the other."
)
JUDGED = """
    rate each key question:
        judged by inspector
        allow inspection manager to move up 1

    rate provider:
        lowest of key questions
"""


def read_as(made, own, other):
    """The first provider of a round under another framework, the report, the ratings."""
    carried, report = carry(made, own, other)
    ratings = rate(carried, other, report)
    return ratings.results[0], report, ratings


def care(judged, other_rules=JUDGED, vocabulary=PRINCIPLES, own_rules=JUDGED, **more):
    """A round of the five key questions, read under an edited copy of its framework."""
    own = framework(PRINCIPLES, own_rules)
    return read_as(
        round_of(*people({"elm": judged}), **more), own, framework(vocabulary, other_rules)
    )


def messages(ratings):
    return [(f.code, f.severity.value, f.message) for f in ratings.findings]


# Between the shipped versions


def test_a_replaced_question_is_not_carried_and_says_why():
    made = round_of(row("ashby", "CRC", "GGGG GGGG OG"))
    provider, report, ratings = read_as(made, OLD, NEW)
    assert (report.from_framework, report.to_framework) == ("2018-19", "2019-20")
    assert [(n.item, n.because) for n in report.not_carried] == [("4.1.3", CROSSWALK_SAYS)]
    assert [(n.item, n.because) for n in report.left_behind] == [("4.1.3", CROSSWALK_SAYS)]
    question = found(provider, "4.1.3")
    assert (question.rating, question.basis) == (None, "cannot be computed")
    assert question.reason == CROSSWALK_SAYS
    assert question.counts is None
    assert ratings.carried == report
    assert ratings.framework == "2019-20"


def test_a_standard_may_still_be_anything_up_to_what_is_carried():
    made = round_of(row("ashby", "CRC", "GGGG GGRR GR"))
    provider, _, _ = read_as(made, OLD, NEW)
    assert found(provider, "4.1").possible == FOUR[:3]
    assert provider.possible == ("requires improvement", "good")
    assert provider.score_if_rated == (15, 17)


def test_a_standard_whose_other_questions_are_inadequate_is_settled():
    provider, _, _ = read_as(round_of(row("ashby", "CRC", "GGGG GGGG IG")), OLD, NEW)
    assert (found(provider, "4.1").rating, provider.rating) == ("inadequate", "good")


def test_the_other_type_of_provider_is_carried_whole():
    one = row("ashby", "NPS", "GRGO GGRI GR")
    provider, _, _ = read_as(round_of(one), OLD, NEW)
    before = rate(round_of(one), OLD).results[0]
    assert [(r.id, r.rating) for r in provider.walk()] == [
        (r.id, r.rating) for r in before.walk()
    ]


def test_what_is_withheld_stays_so():
    provider, _, _ = read_as(round_of(row("mersey", "CRC", "GRRR RRRR -G")), OLD, NEW)
    assert found(provider, "4.1").basis == "not rated"
    assert (provider.score, provider.flags) == (11, ("understated",))


def test_a_new_fact_has_the_default_of_its_framework():
    carried, _ = carry(round_of(row("ashby", "NPS", "GGGG GGGG GG")), OLD, NEW)
    assert carried.inputs == {("ashby", "inspection incomplete"): "no"}


def test_the_way_back_is_the_same_crosswalk():
    made = round_of(
        row("ashby", "CRC", "GGGG GGGG GG"),
        inputs={("ashby", "inspection incomplete"): "yes"},
    )
    provider, report, _ = read_as(made, NEW, OLD)
    assert [n.item for n in report.not_carried] == ["4.1.3"]
    assert [n.item for n in report.left_behind] == ["4.1.3"]
    assert provider.rating == "good"


def test_a_decision_about_what_is_not_carried_is_reported():
    made = round_of(
        row("ashby", "CRC", "GGGG GGGG GG", q413=(79, 21), q411=(79, 21)),
        decisions=(
            decision("ashby", "4.1.3", "good", "outstanding"),
            decision("ashby", "4.1.1", "good", "outstanding"),
        ),
    )
    provider, _, ratings = read_as(made, OLD, NEW)
    assert messages(ratings) == [
        (
            "D208",
            "warning",
            f"the decision about key question 4.1.3 is not applied: {CROSSWALK_SAYS}",
        )
    ]
    assert found(provider, "4.1.1").rating == "outstanding"


def test_samples_without_cases_are_still_without():
    made = round_of(row("ashby", "CRC", "GGGG GGGG ?G"), unanswered=("unpaid-work",))
    provider, _, _ = read_as(made, OLD, NEW)
    assert found(provider, "4.1.1").reason == "there are no cases of unpaid-work"
    assert found(provider, "4.1.3").reason == CROSSWALK_SAYS


@given(st.lists(st.text("IRGO-?", min_size=10, max_size=10), min_size=1, max_size=3))
@settings(max_examples=25)
def test_reading_a_round_under_a_copy_of_its_framework_changes_nothing(letters):
    made = round_of(*(row(f"p{n}", ("NPS", "CRC")[n % 2], m) for n, m in enumerate(letters)))
    carried, report = carry(made, OLD, replace(OLD, folder=Path("elsewhere")))
    assert carried == made
    assert (report.not_carried, report.left_behind) == ((), ())
    assert rate(carried, OLD).results == rate(made, OLD).results


# An edited copy


def test_a_question_that_a_copy_adds_is_unknown_and_one_that_it_drops_is_left():
    items = (*PRINCIPLES.items[1:], replace(PRINCIPLES.items[0], id="sound"))
    vocabulary = replace(PRINCIPLES, items=items)
    provider, report, _ = care(dict.fromkeys(CARE, "good"), vocabulary=vocabulary)
    reason = "principles has nothing comparable"
    assert [(n.item, n.because) for n in report.not_carried] == [("sound", reason)]
    assert [(n.item, n.because) for n in report.left_behind] == [("safe", reason)]
    assert found(provider, "sound").possible == FOUR
    assert provider.possible == FOUR[:3]


def test_a_rating_that_the_other_scale_lacks_is_not_carried():
    safe = replace(PRINCIPLES.items[0], allowed=("inadequate", "good"))
    vocabulary = replace(PRINCIPLES, items=(safe, *PRINCIPLES.items[1:]))
    kept, report, _ = care(dict.fromkeys(CARE, "good"), vocabulary=vocabulary)
    assert (kept.rating, report.not_carried) == ("good", ())
    lost, report, _ = care(dict.fromkeys(CARE, "outstanding"), vocabulary=vocabulary)
    assert [(n.item, n.because) for n in report.not_carried] == [
        ("safe", 'principles has no rating "outstanding" for it')
    ]
    assert found(lost, "safe").possible == ("inadequate", "good")


def test_answers_on_another_scale_are_not_carried():
    answers = CASEWORK.scales[1]
    turned = replace(answers, grades=answers.grades[::-1])
    other = replace(CASEWORK, scales=(CASEWORK.scales[0], turned))
    rules = case_questions("percentage of judgements that are sufficient, banded by case bands")
    one = row("ashby", "NPS", "GGGG ???? ??", q211=(9, 1))
    made = round_of(replace(one, provider=replace(one.provider, type=None)))
    own = framework(CASEWORK, rules)
    provider, report, _ = read_as(made, own, framework(other, rules))
    assert {n.because for n in report.not_carried} == {"its answers are others in 2019-20"}
    assert found(provider, "2.1.1").counts is None


COMPUTED = """
    rate each key question:
        judged by inspector

    rate provider:
        {line}
"""


def test_what_the_other_framework_computes_needs_no_record():
    judged = COMPUTED.format(line="judged by inspector")
    lowest = COMPUTED.format(line="lowest of key questions")
    everything = dict.fromkeys(CARE, "good")
    provider, report, _ = care(everything | {"": "outstanding"}, lowest, own_rules=judged)
    assert (provider.rating, report.not_carried) == ("good", ())
    assert [(n.item, n.because) for n in report.left_behind] == [
        ("provider", "nothing is recorded for it in principles")
    ]
    provider, report, _ = care(everything, judged, own_rules=lowest)
    assert provider.possible == FOUR
    assert [(n.item, n.because) for n in report.not_carried] == [
        ("provider", "a rating is recorded for it in principles")
    ]


def test_a_withheld_rating_is_carried_whoever_gives_it():
    judged = COMPUTED.format(line="judged by inspector")
    lowest = COMPUTED.format(line="lowest of key questions")
    everything = dict.fromkeys(CARE, "good")
    provider, _, _ = care(everything | {"": None}, lowest, own_rules=judged)
    assert (provider.rating, provider.basis) == (None, "not rated")


def test_a_withheld_rating_without_a_counterpart_is_left():
    vocabulary = replace(PRINCIPLES, items=PRINCIPLES.items[1:])
    judged = dict.fromkeys(CARE, "good") | {"safe": None}
    provider, report, _ = care(judged, vocabulary=vocabulary)
    assert [n.item for n in report.left_behind] == ["safe"]
    assert provider.rating == "good"


# Decisions


def test_a_decision_outside_the_other_window_is_reported_and_not_applied():
    narrow = _edited(OLD, "ratings.rules", "within 5 points or 1 case", "within 2 points")
    made = round_of(
        row("ashby", "NPS", "GGGG GGGG GG", q213=(76, 24)),
        decisions=(decision("ashby", "2.1.3", "good", "outstanding"),),
    )
    provider, _, ratings = read_as(made, OLD, narrow)
    assert found(provider, "2.1.3").rating == "good"
    assert messages(ratings) == [
        (
            "D208",
            "warning",
            (
                "the decision about key question 2.1.3 is not applied: "
                'in "2018-19" this move is outside what the rules allow'
            ),
        )
    ]


def test_a_decision_from_a_rating_that_the_other_bands_do_not_give_is_reported():
    made = round_of(
        row("ashby", "NPS", "GGGG GGGG GG", q213=(79, 21)),
        decisions=(decision("ashby", "2.1.3", "good", "outstanding"),),
    )
    eased = _edited(OLD, "framework.yaml", "{from: 80", "{from: 78")
    provider, _, ratings = read_as(made, OLD, eased)
    assert found(provider, "2.1.3").basis == "computed"
    (said,) = messages(ratings)
    assert said[-1] == (
        "the decision about key question 2.1.3 is not applied: "
        'in "2018-19" key question 2.1.3 is "outstanding" by its rule, not "good"'
    )


@pytest.mark.parametrize(
    ("rules", "vocabulary", "why"),
    [
        (
            JUDGED.replace("        allow inspection manager to move up 1\n", ""),
            PRINCIPLES,
            "no rule of principles allows a move of it",
        ),
        (
            JUDGED.replace("allow inspection manager", "allow inspector"),
            PRINCIPLES,
            "in principles it is for the inspector to decide",
        ),
        (
            JUDGED,
            replace(PRINCIPLES, items=PRINCIPLES.items[1:]),
            "principles has nothing comparable",
        ),
    ],
)
def test_decisions_that_the_other_rules_have_no_place_for(rules, vocabulary, why):
    manager = decision("elm", "safe", "good", "outstanding", by="inspection manager")
    _, _, ratings = care(dict.fromkeys(CARE, "good"), rules, vocabulary, decisions=(manager,))
    assert [m for _, _, m in messages(ratings)] == [
        f"the decision about key question safe is not applied: {why}"
    ]


def test_a_decision_to_a_rating_that_the_other_scale_lacks_is_reported():
    scale = PRINCIPLES.scales[0]
    vocabulary = replace(PRINCIPLES, scales=(replace(scale, grades=scale.grades[:3]),))
    manager = decision("elm", "safe", "good", "outstanding", by="inspection manager")
    _, _, ratings = care(dict.fromkeys(CARE, "good"), JUDGED, vocabulary, decisions=(manager,))
    (said,) = messages(ratings)
    assert said[-1] == (
        "the decision about key question safe is not applied: "
        'principles has no rating "outstanding" for it'
    )


def test_a_decision_that_the_other_rules_allow_is_applied():
    manager = decision("elm", "safe", "good", "outstanding", by="inspection manager")
    provider, _, ratings = care(dict.fromkeys(CARE, "good"), decisions=(manager,))
    assert found(provider, "safe").rating == "outstanding"
    assert ratings.findings == ()


def test_a_decision_on_other_counts_is_as_stale_as_before():
    made = round_of(
        row("ashby", "NPS", "GGGG GGGG GG", q213=(79, 21)),
        decisions=(decision("ashby", "2.1.3", "good", "outstanding", on=(1, 2)),),
    )
    _, _, ratings = read_as(made, OLD, NEW)
    assert [code for code, _, _ in messages(ratings)] == ["D206"]


def test_what_to_do_about_a_decision_that_is_not_applied():
    made = round_of(
        row("ashby", "CRC", "GGGG GGGG GG", q413=(79, 21)),
        decisions=(decision("ashby", "4.1.3", "good", "outstanding"),),
    )
    (finding,) = carry(made, OLD, NEW)[0].findings
    assert (
        finding.help == "the rating stands as its rule gives it; to change that, decide again"
    )


# Facts


def test_facts_are_carried_as_they_were():
    asking = replace(
        PRINCIPLES,
        inputs=(
            Input("breach of regulations", "yes/no", default="yes"),
            Input("size", "one of", ("small", "large"), default="small"),
            Input("place", "one of", ("town", "country")),
        ),
    )
    own = replace(
        PRINCIPLES,
        inputs=(
            Input("breach of regulations", "yes/no", default="no"),
            Input("place", "one of", ("sea", "town")),
            Input("gone", "yes/no"),
        ),
    )
    made = round_of(
        *people({"elm": dict.fromkeys(CARE, "good"), "oak": dict.fromkeys(CARE, "good")}),
        inputs={
            ("elm", "breach of regulations"): "no",
            ("elm", "place"): "sea",
            ("elm", "gone"): "yes",
            ("oak", "place"): "Town",
        },
        assumptions=(
            Assumption("gone", "yes", "it was"),
            Assumption("breach of regulations", "no", "nobody said so"),
        ),
    )
    reading = f"""{JUDGED}
        at most good if breach of regulations
        at most good if place is town
    """
    carried, report = carry(made, framework(own, JUDGED), framework(asking, reading))
    assert carried.inputs == {
        ("elm", "breach of regulations"): "no",
        ("elm", "size"): "small",
        ("oak", "size"): "small",
        ("oak", "place"): "town",
    }
    assert [a.input for a in carried.assumptions] == ["breach of regulations"]
    assert [(n.item, n.because) for n in report.not_carried] == [
        ("breach of regulations", "the round has no value that could stand for it"),
        ("place", "the round has no value that could stand for it"),
    ]


# No way


def refused(made, own, other):
    with pytest.raises(Invalid) as invalid:
        carry(made, own, other)
    assert all(f.help for f in invalid.value.findings)
    return [(f.code, f.message) for f in invalid.value.findings]


def test_without_a_crosswalk_nothing_is_carried():
    other = framework(replace(PRINCIPLES, id="others"), JUDGED)
    own = framework(PRINCIPLES, JUDGED)
    assert refused(round_of(), own, other) == [
        ("X201", 'no crosswalk leads from "principles" to "others"')
    ]


def test_types_that_the_other_framework_lacks_are_refused():
    own, other = framework(PRINCIPLES, JUDGED), OLD
    everyone = round_of(*people({"elm": {}}))
    assert refused(everyone, own, other) == [
        ("X201", 'no crosswalk leads from "principles" to "2018-19"'),
        ("X202", '"2018-19" rates by type, and "made" has no types'),
    ]
    typed = round_of(row("ashby", "NPS", "???? ???? ??"), row("b", "CRC", "???? ???? ??"))
    plain = framework(replace(STARS, id="2018-19"), _STARS)
    assert refused(typed, OLD, plain) == [
        ("X202", '"2018-19" has no provider type "CRC" or "NPS"')
    ]


_STARS = """
    rate each component:
        judged by inspector

    rate provider:
        lowest of components
"""


def test_each_side_has_the_reason_of_its_own_items(tmp_path):
    """In this copy the new question has a code of its own."""
    folder = tmp_path / "2019-20"
    shutil.copytree(NEW.folder, folder)
    _change(folder / "domains" / "3-sector-specific.yaml", "id: 4.1.3", "id: 4.1.5")
    _change(folder / "crosswalk.yaml", "to: [4.1.3]", "to: [4.1.5]")
    made = round_of(row("ashby", "CRC", "GGGG GGGG OG"))
    provider, report, _ = read_as(made, OLD, load_framework(folder))
    assert [(n.item, n.because) for n in report.not_carried] == [("4.1.5", CROSSWALK_SAYS)]
    assert [(n.item, n.because) for n in report.left_behind] == [("4.1.3", CROSSWALK_SAYS)]
    assert found(provider, "4.1.5").reason == CROSSWALK_SAYS


def test_a_crosswalk_that_is_wrong_is_told(tmp_path):
    folder = tmp_path / "2019-20"
    shutil.copytree(NEW.folder, folder)
    _change(folder / "crosswalk.yaml", "relation: replaced", "relation: same-ish")
    made = round_of(row("ashby", "NPS", "GGGG GGGG GG"))
    found_ = refused(made, OLD, replace(NEW, folder=folder))
    assert found_
    assert all(code[0] in "FX" for code, _ in found_)


def test_what_is_recorded_for_both_may_be_of_different_kinds():
    share = "percentage of judgements that are sufficient, banded by case bands"
    by_cases = case_questions(share)
    by_people = case_questions("judged by lead inspector", absence="")
    one = row("ashby", "NPS", "GGGG ???? ??", q211=(9, 1))
    one = replace(one, provider=replace(one.provider, type=None))
    judged = Judgement("ashby", "2.1.1", "good")
    cases, persons = framework(CASEWORK, by_cases), framework(CASEWORK, by_people)
    provider, report, _ = read_as(round_of(one), cases, persons)
    assert report.not_carried[0].because == "a rating is recorded for it in 2019-20"
    assert found(provider, "2.1.1").possible == FOUR
    both = replace(one, tallies={}, judgements=(*one.judgements, judged))
    provider, report, _ = read_as(round_of(both), persons, cases)
    assert report.not_carried[0].because == "answers are recorded for it in 2019-20"
    assert found(provider, "2.1.1").possible == (*FOUR, None)


def _edited(own, name, old, new):
    """A copy of a framework with one of its files changed."""
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where) / own.folder.name
        shutil.copytree(own.folder, folder)
        _change(folder / name, old, new)
        return load_framework(folder)


def _change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
