"""What it would take to have another rating: the minimum, and every way to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck
from hypothesis import assume
from hypothesis import event
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.cases import Tally
from engine.rounds.directory import WHOLE
from engine.rounds.overrides import override
from engine.rounds.rate import rate
from engine.rounds.round import Judgement
from engine.rounds.round import Seen
from engine.rounds.target import target
from engine.rules.plan import plan
from engine.testing import frameworks
from engine.testing.made_rounds import rounds
from tests.rounds.target.trying import by_trying
from tests.rounds.target.trying import everything
from tests.rounds.target.trying import size

FREE = ({"cases"}, {"rating"}, {"cases", "rating"})
MOST = 400
SMALL = st.lists(st.integers(0, 3), min_size=3, max_size=3)
SLOW = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@st.composite
def small_rounds(draw):
    """A random framework, a provider with few judgements, and what may differ."""
    framework = draw(frameworks())
    round_ = draw(rounds(framework, most=1, withheld=True, decisions=True))
    tallies = {
        key: replace(tally, counts=tuple(draw(SMALL)[: len(tally.counts)]))
        for key, tally in round_.tallies.items()
    }
    (provider,) = round_.providers
    round_ = replace(round_, tallies=tallies, decisions=())
    free = draw(st.sampled_from(FREE))
    options = everything(framework, round_, free)
    assume(1 < size(options) <= MOST)
    return framework, round_, free


@settings(SLOW, max_examples=300)
@given(small_rounds(), st.data())
def test_no_way_is_cheaper_than_what_is_found_and_none_as_cheap_is_left_out(made, data):
    framework, round_, free = made
    (provider,) = round_.providers
    items = [task.key for task in plan(framework, provider.type).tasks]
    item = data.draw(st.sampled_from([*items[-2:], items[-1], *items]))
    tried = by_trying(framework, round_, item, free)
    event(f"{len(tried)} ratings")
    scales = {len(t.counts) for t in round_.tallies.values()}
    for rating, (cost, ways) in tried.items():
        found = target(round_, framework, (provider.id, item), rating, free, 10_000)
        assert found.nearest == {r: c for r, (c, _) in tried.items()}
        assert found.cost == cost
        mine = [{c.item or WHOLE: c.counts or c.rating for c in w.changes} for w in found.ways]
        assert all(way in ways for way in mine)
        assert len(mine) == found.number
        if scales <= {1, 2}:
            assert len(mine) == len(ways)
