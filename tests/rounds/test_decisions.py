"""decisions.yaml: who may move what, and how a move that nobody may make is told."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.rounds.decision_findings import OutsideWindow
from engine.rounds.decision_findings import StaleDecision
from engine.rounds.decision_findings import WrongStart
from engine.rounds.rate import rate
from engine.rounds.round import Decision
from engine.rounds.round import Seen
from tests.rounds.small import DECISIONS
from tests.rounds.small import VISITS
from tests.rounds.small import framework
from tests.rounds.small import made
from tests.rounds.small import read
from tests.rounds.small import wrong

ON = "    on: {favourable: 1, applicable: 2}\n"


def test_a_decision_is_read_with_what_the_panel_saw(tmp_path):
    (decision,) = read(made(tmp_path, decisions=DECISIONS + ON)).decisions
    date = datetime.date(2019, 3, 1)
    assert decision == Decision(
        "acton", "q1", "fair", "good", "panel", date, "because", Seen(1, 2)
    )
    assert [str(p)[-3:] for p in (decision.place, decision.item_place, decision.end_place)] == [
        "2:5",
        "3:1",
        "5:9",
    ] or decision.item_place.line == 3


def test_names_stand_for_ids_here_too(tmp_path):
    text = DECISIONS.replace("acton", "AC").replace("q1", "Asked").replace("panel", "Panel")
    (decision,) = read(made(tmp_path, decisions=text)).decisions
    assert (decision.provider, decision.item, decision.by) == ("acton", "q1", "panel")


def test_a_decision_inside_its_window_is_applied(tmp_path):
    ratings = rate(read(made(tmp_path, decisions=DECISIONS + ON)), framework())
    moved = [r for r in ratings.results[0].walk() if r.basis == "decision"]
    assert [(r.id, r.before, r.rating) for r in moved] == [("q1", "fair", "good")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("acton", "actn", '2:15: D120: the round has no provider "actn"'),
        ("item: q1", "item: q7", '3:11: D120: the framework has no item "q7"'),
        ("item: q1", "item: s3", "3:11: D201: no rule allows a move of standard s3"),
        ("item: q1", "item: d2", "3:11: D136: domain d2 is not rated in this framework"),
        ("to: good", "to: great", '5:9: D132: "great" is not a rating of question q1'),
        ("from: fair", "from: far", '4:11: D132: "far" is not a rating of question q1'),
        ("to: good", "to: fair", '5:9: D204: this moves the rating from "fair" to itself'),
        ("by: panel", "by: pannel", '6:9: D120: the framework has no role "pannel"'),
        ("by: panel", "by: inspector", '6:9: D202: "inspector" may not move this rating'),
        ("reason: because", 'reason: " "', '8:13: D122: "reason" is blank'),
        ("2019-03-01", "2019-02-30", '7:11: F106: "date" must be a date'),
    ],
)
def test_a_wrong_entry_has_a_line_and_a_column(tmp_path, old, new, told):
    (found,) = wrong(made(tmp_path, decisions=DECISIONS.replace(old, new)))
    assert found.startswith(f"decisions.yaml:{told}")


def test_a_rating_is_decided_once(tmp_path):
    text = DECISIONS + DECISIONS.removeprefix("decisions:\n")
    assert wrong(made(tmp_path, decisions=text)) == [
        (
            "decisions.yaml:9:5: D203: there is a decision about question q1 of acton "
            "already | keep the one that counts"
        )
    ]


def test_an_item_that_does_not_apply_cannot_be_decided(tmp_path):
    text = DECISIONS.replace("acton", "barton").replace("q1", "s2")
    (found,) = wrong(made(tmp_path, decisions=text))
    assert "D137" in found


def test_the_rule_that_forbids_a_move_is_shown(tmp_path):
    from engine.rounds.load import load_round

    folder = made(tmp_path, decisions=DECISIONS.replace("q1", "s3"))
    _, (finding,) = load_round(folder, framework(), cache=False)
    labels = [(label.place.line, label.text) for label in finding.labels]
    assert labels == [(3, ""), (5, 'this rule has no "allow" line')]
    folder = made(tmp_path, decisions=DECISIONS.replace("panel", "inspector"))
    _, (finding,) = load_round(folder, framework(), cache=False)
    assert [label.place.line for label in finding.labels] == [6, 3]


def refused(folder, decisions, cases=VISITS):
    """The finding for a decision that is refused when the round is rated."""
    round_ = read(made(folder, decisions=decisions, cases=cases))
    with pytest.raises(Invalid) as caught:
        rate(round_, framework())
    (finding,) = caught.value.findings
    return finding


def test_a_decision_outside_its_window_says_how_far_away_it_is(tmp_path):
    cases = "case,provider,age,q1,q2\n"
    cases += "".join(f"{n},acton,,{'Yes' if n < 40 else 'No'},Yes\n" for n in range(58))
    cases += "99,barton,,Yes,Yes\n"
    finding = refused(tmp_path, DECISIONS, cases)
    assert finding.message == "this move is outside what the rules allow"
    assert finding.notes[:2] == (
        "question q1, 40 of 58 met (68.97 %), fair to good",
        "the nearest case needed: 47 of 58; the boundary at 80 % is 11.03 points away",
    )
    assert finding.notes[2].endswith(
        "ratings.rules:3 allows a move within 5 points or 1 case of a boundary"
    )


def test_the_message_of_the_design_word_for_word():
    finding = OutsideWindow(
        Place("decisions.yaml", 3, 5),
        "key question 2.1.3",
        "good",
        "outstanding",
        Place("ratings.rules", 3, 5),
        "within 5 points or 1 case of a boundary",
        Seen(40, 58),
        "sufficient",
        "case",
        47,
        Fraction(80),
        80 - Fraction(4000, 58),
    )
    assert [finding.message, *finding.notes] == [
        "this move is outside what the rules allow",
        "key question 2.1.3, 40 of 58 sufficient (68.97 %), good to outstanding",
        "the nearest case needed: 47 of 58; the boundary at 80 % is 11.03 points away",
        "ratings.rules:3 allows a move within 5 points or 1 case of a boundary",
    ]
    assert finding.help


def test_where_nothing_is_counted_nothing_is_said_of_counts():
    place = Place("d.yaml", 2, 5)
    rule = Place("ratings.rules", 9, 5)
    finding = OutsideWindow(place, "the provider", "poor", "good", rule, "up by 1")
    assert finding.notes == (
        "the provider, poor to good",
        "ratings.rules:9 allows a move up by 1",
    )


def test_a_decision_starts_from_what_the_rule_gives(tmp_path):
    text = DECISIONS.replace("from: fair", "from: poor")
    finding = refused(tmp_path, text)
    assert isinstance(finding, WrongStart)
    assert finding.message == 'question q1 is "fair" by its rule, not "poor"'


def test_what_is_not_rated_cannot_be_moved():
    finding = WrongStart(Place("d.yaml"), "question q1", "poor", None)
    assert finding.message == 'question q1 is not rated by its rule, not "poor"'
    assert "cannot be moved" in finding.help


def test_a_decision_on_other_counts_is_reported_and_not_applied(tmp_path):
    text = DECISIONS + ON.replace("1", "0", 1)
    ratings = rate(read(made(tmp_path, decisions=text)), framework())
    (finding,) = ratings.findings
    assert isinstance(finding, StaleDecision)
    assert finding.message == "question q1 was 0 of 2 when this was decided and is 1 of 2 now"
    assert not [r for r in ratings.results[0].walk() if r.basis == "decision"]
