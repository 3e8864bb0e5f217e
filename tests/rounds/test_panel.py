"""What a panel has before it: what would follow, and how others like it were decided."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.rounds.panel import agenda
from engine.rounds.rate import rate
from engine.rounds.round import Decision
from engine.rounds.target.target import Moved
from engine.testing import frameworks
from engine.testing.made_rounds import rounds
from tests.rounds.making import decision
from tests.rounds.making import round_of
from tests.rounds.making import row
from tests.rounds.making import shipped

DAY = datetime.date(2019, 3, 1)


def before(made, framework=None):
    """What the panel has before it."""
    framework = framework or shipped()
    return agenda(made, framework, rate(made, framework))


def the(found, who, item):
    return next(o for o in found if (o.provider.id, o.result.id) == (who, item))


def test_what_a_decision_would_do_to_all_above():
    made = round_of(
        row("ashby", "NPS", "GGRG GRGG GG", q211=(79, 21)), row("b", "NPS", "GGRG GRRG GR")
    )
    (move,) = the(before(made), "ashby", "2.1.1").moves
    assert (move.grade, move.points, move.cases) == ("outstanding", Fraction(1), 1)
    assert move.consequence is not None
    assert move.consequence.moved == ()  # the other questions keep the standard where it is
    assert move.consequence.score == (18, 18)


def test_a_decision_may_reach_the_provider():
    made = round_of(
        row("ashby", "NPS", "GGRR GRRG GR", q221=(64, 36), q222=(72, 28), q223=(72, 28))
    )
    opening = the(before(made), "ashby", "2.2.1")
    up = next(m for m in opening.moves if m.grade == "good")
    assert up.consequence is not None
    assert up.consequence.moved == (
        Moved("standard", "ashby", "2.2", "requires improvement", "good"),
        Moved("provider", "ashby", None, "requires improvement", "good"),
    )
    assert up.consequence.score == (15, 16)


def test_what_is_like_it_is_what_could_be_moved_alike_and_the_most_similar_comes_first():
    made = round_of(
        row("a", "NPS", "GGGG GGGG GG", q211=(79, 21), q221=(66, 34)),
        row("b", "NPS", "GGGG GGGG GG", q211=(76, 24)),
        row("c", "NPS", "GGGG GGGG GG", q212=(78, 22)),
        row("d", "NPS", "GGGG GGGG GG", q213=(77, 23)),
        decisions=(
            decision("b", "2.1.1", "good", "outstanding"),
            decision("c", "2.1.2", "good", "outstanding", on=(78, 100)),
        ),
    )
    (move,) = the(before(made), "a", "2.1.1").moves
    assert move.like.number == 3
    found = [(p.provider.id, p.result.id, p.decision.date) for p in move.like.moved]
    assert found == [("c", "2.1.2", DAY), ("b", "2.1.1", DAY)]
    (down,) = the(before(made), "a", "2.2.1").moves
    assert down.like.number == 0
    own = the(before(made), "b", "2.1.1")
    assert own.start == "good"
    assert [p.provider.id for p in own.moves[0].like.moved] == ["c"]


def test_where_something_is_unknown_nothing_is_said_to_follow():
    made = round_of(row("ashby", "NPS", "GG?G GRGG GG", q211=(79, 21)))
    opening = the(before(made), "ashby", "2.1.1")
    assert [move.consequence for move in opening.moves] == [None]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(frameworks().flatmap(lambda f: st.tuples(st.just(f), rounds(f, most=2, withheld=True))))
def test_what_is_said_to_follow_is_what_the_decision_does(given_):
    framework, made = given_
    ratings = rate(made, framework)
    for opening in agenda(made, framework, ratings):
        whose, own = opening.provider.id, opening.result
        item = None if own is opening.provider else own.id
        rule = framework.rules.rating(item)
        start = next(s.rating for s in own.steps if s.clause is rule.allow.clause)
        for move in opening.moves:
            decided = Decision(
                whose,
                item or "",
                start or "",
                move.grade,
                rule.allow.role.id,
                DAY,
                "so decided",
            )
            after = rate(replace(made, decisions=(decided,)), framework)
            one, other = (
                next(r for r in every.results if r.id == whose) for every in (ratings, after)
            )
            pairs = zip(one.walk(), other.walk(), strict=True)
            changed = {
                (None if was is one else was.id, was.rating, now.rating)
                for was, now in pairs
                if was.rating != now.rating and (None if was is one else was.id) != item
            }
            assert move.consequence is not None
            assert {(m.item, m.start, m.end) for m in move.consequence.moved} == changed
