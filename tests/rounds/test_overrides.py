"""Panel decisions: applied at the line that allows them, refused outside their window."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.diagnostics import Invalid
from engine.diagnostics.text import text
from engine.rounds.rate import rate
from engine.rounds.round import Judgement
from tests.rounds.making import decision
from tests.rounds.making import found
from tests.rounds.making import framework
from tests.rounds.making import people
from tests.rounds.making import rated
from tests.rounds.making import round_of
from tests.rounds.making import row
from tests.rules.vocabularies import CARE
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import bands
from tests.rules.written import case_questions


def decided(*decisions, letters="GGGG GGGG GG", **counts):
    """The ratings of one provider with these decisions about it."""
    return rated(row("ashby", "NPS", letters, **counts), decisions=decisions)


def move(start, end, item="2.1.3", **more):
    return decision("ashby", item, start, end, **more)


def refused(*decisions, **counts):
    """What a person is told of decisions that are not allowed: code and message."""
    with pytest.raises(Invalid) as invalid:
        decided(*decisions, **counts)
    return [(f.code, f.message) for f in invalid.value.findings]


def allowing(move, within):
    """Rules by which the panel may make a move so near to a boundary."""
    share = "percentage of judgements that are sufficient, banded by case bands"
    allow = f"allow ratings panel to move {move} if within {within} of a boundary"
    return case_questions(share, allow)


# Applied


def test_a_decision_within_five_points_moves_the_rating():
    ratings = decided(move("good", "outstanding"), q213=(79, 21))
    question = found(ratings.results[0], "2.1.3")
    assert (question.rating, question.basis) == ("outstanding", "decision")
    assert question.before == "good"
    assert question.score == 3
    assert question.flags == ("borderline",)
    assert question.moves == ("outstanding",)
    assert ratings.findings == ()


def test_a_decision_on_what_the_panel_saw_is_applied():
    seen = move("good", "outstanding", on=(79, 100))
    question = found(decided(seen, q213=(79, 21)).results[0], "2.1.3")
    assert question.rating == "outstanding"


def test_a_decision_reaches_the_standard_and_the_provider():
    lower = move("requires improvement", "inadequate")
    without = decided(q213=(52, 48)).results[0]
    with_it = decided(lower, q213=(52, 48)).results[0]
    assert [found(p, "2.1").rating for p in (without, with_it)] == [
        "requires improvement",
        "inadequate",
    ]
    assert (without.score, with_it.score) == (19, 18)
    assert found(with_it, "2.1").basis == "computed"


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [
        ("good", "outstanding", (75, 25)),  # exactly five points away
        ("good", "requires improvement", (70, 30)),
        ("requires improvement", "good", (3, 2)),  # one case
        ("requires improvement", "inadequate", (1, 1)),
        ("outstanding", "good", (4, 1)),
    ],
)
def test_moves_inside_the_window(start, end, counts):
    ratings = decided(move(start, end), q213=counts)
    assert found(ratings.results[0], "2.1.3").rating == end


def test_later_lines_still_bind():
    rules = """
        rate each key question:
            judged by inspector
            allow inspection manager to move up or down 1
            at most good if breach of regulations

        rate provider:
            lowest of key questions
    """
    made = round_of(
        *people({"elm": dict.fromkeys(CARE, "good")}),
        decisions=(decision("elm", "safe", "good", "outstanding"),),
        inputs={("elm", "breach of regulations"): "yes"},
    )
    result = found(rate(made, framework(PRINCIPLES, rules)).results[0], "safe")
    assert (result.rating, result.before, result.basis) == ("good", "good", "decision")


PROVIDER = """
    rate each key question:
        judged by inspector

    rate provider:
        lowest of key questions
        allow inspection manager to move up 1
        not rated if breach of regulations
"""


def whole(start, end, breach="no"):
    """A provider that is itself decided about."""
    made = round_of(
        *people({"elm": dict.fromkeys(CARE, "good")}),
        decisions=(decision("elm", "", start, end),),
        inputs={("elm", "breach of regulations"): breach},
    )
    return rate(made, framework(PRINCIPLES, PROVIDER)).results[0]


def test_a_providers_own_rating_can_be_decided():
    provider = whole("good", "outstanding")
    assert (provider.rating, provider.before) == ("outstanding", "good")


# Not applied, or refused


def test_a_decision_on_other_counts_is_reported_and_not_applied():
    ratings = decided(move("good", "outstanding", on=(78, 100)), q213=(79, 21))
    question = found(ratings.results[0], "2.1.3")
    assert (question.rating, question.basis, question.before) == ("good", "computed", None)
    (finding,) = ratings.findings
    assert (finding.code, finding.severity.value) == ("D206", "warning")
    assert finding.message == (
        "key question 2.1.3 was 78 of 100 when this was decided and is 79 of 100 now"
    )


def test_a_decision_from_another_rating_is_refused():
    assert refused(move("requires improvement", "good"), q213=(79, 21)) == [
        ("D205", 'key question 2.1.3 is "good" by its rule, not "requires improvement"')
    ]


def test_what_is_not_rated_cannot_be_moved():
    assert refused(move("good", "outstanding"), q213=(0, 0)) == [
        ("D205", 'key question 2.1.3 is not rated by its rule, not "good"')
    ]


def test_what_is_withheld_cannot_be_moved():
    one = row("ashby", "NPS", "GGGG GGGG GG", q213=(79, 21))
    withheld = Judgement("ashby", "2.1.3", None, "too few")
    one = replace(one, judgements=(*one.judgements, withheld))
    with pytest.raises(Invalid) as invalid:
        rated(one, decisions=(move("good", "outstanding"),))
    assert [f.code for f in invalid.value.findings] == ["D205"]


def test_what_a_later_line_does_not_rate_cannot_be_moved():
    with pytest.raises(Invalid) as invalid:
        whole("good", "outstanding", "yes")
    (finding,) = invalid.value.findings
    assert finding.message == 'the provider is not rated by its rule, not "good"'
    assert finding.help == "remove the decision; what is not rated cannot be moved"


@pytest.mark.parametrize(
    ("start", "end", "counts", "notes"),
    [
        (
            "good",
            "outstanding",
            (40, 18),
            (
                "key question 2.1.3, 40 of 58 sufficient (68.97 %), good to outstanding",
                "the nearest case needed: 47 of 58; the boundary at 80 % is 11.03 points away",
            ),
        ),
        (
            "good",
            "inadequate",
            (70, 30),
            (
                "key question 2.1.3, 70 of 100 sufficient (70 %), good to inadequate",
                "the nearest case needed: 49 of 100; the boundary at 50 % is 20 points away",
            ),
        ),
        (
            "good",
            "outstanding",
            (72, 28),
            (
                "key question 2.1.3, 72 of 100 sufficient (72 %), good to outstanding",
                "the nearest case needed: 80 of 100; the boundary at 80 % is 8 points away",
            ),
        ),
    ],
)
def test_outside_the_window_the_distance_is_told(start, end, counts, notes):
    with pytest.raises(Invalid) as invalid:
        decided(move(start, end), q213=counts)
    (finding,) = invalid.value.findings
    assert (finding.code, finding.message) == (
        "D207",
        "this move is outside what the rules allow",
    )
    assert finding.notes[:2] == notes


def test_the_message_of_a_move_outside_the_window():
    rules = allowing("up or down 1", within="5 points or 1 case")
    one = row("ashby", "NPS", "GGGG ???? ??", q213=(40, 18))
    one = replace(one, provider=replace(one.provider, type=None))
    made = round_of(one, decisions=(move("good", "outstanding"),))
    with pytest.raises(Invalid) as invalid:
        rate(made, framework(CASEWORK, rules))
    assert text(invalid.value.findings, color=False).startswith(
        "decisions.yaml:3:5: error D207: this move is outside what the rules allow\n"
        "  key question 2.1.3, 40 of 58 sufficient (68.97 %), good to outstanding\n"
        "  the nearest case needed: 47 of 58; the boundary at 80 % is 11.03 points away\n"
        "  ratings.rules:3 allows a move within 5 points or 1 case of a boundary\n"
    )


def test_a_window_may_be_of_points_alone():
    rules = allowing("up 1", within="5 points")
    one = row("ashby", "NPS", "GGGG ???? ??", q213=(3, 2))
    one = replace(one, provider=replace(one.provider, type=None))
    down = move("requires improvement", "inadequate")
    made = round_of(one, decisions=(down,))
    with pytest.raises(Invalid) as invalid:
        rate(made, framework(CASEWORK, rules))
    (finding,) = invalid.value.findings
    assert finding.notes[-1].endswith("allows a move within 5 points of a boundary")
    assert finding.notes[1].startswith("the nearest case needed: 2 of 5;")


def test_where_nothing_is_counted_only_the_rule_is_told():
    with pytest.raises(Invalid) as invalid:
        whole("good", "inadequate")
    (finding,) = invalid.value.findings
    assert finding.code == "D207"
    assert finding.notes == (
        "the provider, good to inadequate",
        "ratings.rules:6 allows a move up by 1",
    )


def test_what_no_count_gives_has_no_nearest_case():
    """Outstanding begins above a hundred per cent: only discretion could give it."""
    rules = allowing("up 1", within="5 points or 1 case")
    case_bands = bands("case bands", "percentage", 0, 50, 65, 110)
    one = row("ashby", "NPS", "GGGG ???? ??", q213=(90, 10))
    one = replace(one, provider=replace(one.provider, type=None))
    made = round_of(one, decisions=(move("good", "outstanding"),))
    with pytest.raises(Invalid) as invalid:
        rate(made, framework(replace(CASEWORK, bands=(case_bands,)), rules))
    (finding,) = invalid.value.findings
    assert "nearest" not in " ".join(finding.notes)
    assert finding.notes[1] == "the boundary at 110 % is 20 points away"


def test_everything_that_is_wrong_is_told_at_once():
    assert refused(
        move("requires improvement", "good"),
        move("good", "outstanding", item="2.1.1"),
        q213=(79, 21),
    ) == [
        ("D205", 'key question 2.1.3 is "good" by its rule, not "requires improvement"'),
        ("D207", "this move is outside what the rules allow"),
    ]
