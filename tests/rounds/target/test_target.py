"""What it would take to have another rating: the minimum, and every way to it."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path

from hypothesis import HealthCheck
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.frameworks.model import Item
from engine.frameworks.model import Judgements
from engine.frameworks.model import Level
from engine.frameworks.model import Role
from engine.frameworks.model import Vocabulary
from engine.rounds.directory import WHOLE
from engine.rounds.rate import rate
from engine.rounds.round import Judgement
from engine.rounds.round import Provider
from engine.rounds.target.network import Network
from engine.rounds.target.target import target
from engine.rules.framework import Framework
from engine.rules.plan import plan
from engine.testing import frameworks
from engine.testing.made_rounds import rounds
from tests.rounds.making import NOBODY
from tests.rounds.making import decision
from tests.rounds.making import round_of
from tests.rounds.making import tally
from tests.rounds.target.trying import by_trying
from tests.rounds.target.trying import everything
from tests.rounds.target.trying import size
from tests.rules.checking import checked
from tests.rules.vocabularies import ANSWERS
from tests.rules.vocabularies import bands
from tests.rules.vocabularies import scale

FOUR = ("inadequate", "requires improvement", "good", "outstanding")
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
    round_ = replace(round_, tallies=tallies, decisions=())
    free = draw(st.sampled_from(FREE))
    options = everything(framework, round_, free)
    assume(1 < size(options) <= MOST)
    return framework, round_, free


def agrees(made, round_, item, free):
    """What is found is what trying everything finds: the least, and every way to it."""
    (provider,) = round_.providers
    tried = by_trying(made, round_, item, free)
    two = {len(tally.counts) for tally in round_.tallies.values()} <= {1, 2}
    for rating, (cost, ways) in tried.items():
        found = target(Network(round_, made), (provider.id, item), rating, free, 10_000)
        assert found.nearest == {r: c for r, (c, _) in tried.items()}
        assert found.cost == cost
        mine = [{c.item or WHOLE: c.counts or c.rating for c in w.changes} for w in found.ways]
        assert all(way in ways for way in mine)
        assert len(mine) == found.number
        if two:
            assert len(mine) == len(ways)


@settings(SLOW, max_examples=150)
@given(small_rounds(), st.data())
def test_under_any_rules_it_is_what_trying_everything_finds(given_, data):
    made, round_, free = given_
    items = [task.key for task in plan(made, round_.providers[0].type).tasks]
    item = data.draw(st.sampled_from([*items[-2:], items[-1], *items]))
    agrees(made, round_, item, free)


HOUSE = Vocabulary(
    id="house",
    title="Two standards, four questions",
    rules_language=1,
    scales=(scale(*FOUR), ANSWERS),
    levels=(
        Level("question", "questions", "rating", Judgements("judgements", "case", "answer")),
        Level("standard", "standards", "rating"),
        Level("provider", "providers", "rating"),
    ),
    items=(
        Item("s1", "standard", children=("q1", "q2"), weight=Fraction(2)),
        Item("q1", "question", parent="s1"),
        Item("q2", "question", parent="s1"),
        Item("s2", "standard", children=("q3", "q4")),
        Item("q3", "question", parent="s2"),
        Item("q4", "question", parent="s2"),
    ),
    bands=(
        bands("case bands", "percentage", 0, 34, 66, 100),
        bands("number bands", "number", 0, 1, 2, 3),
        bands("total bands", "total score", 0, 2, 4, 6),
        bands("average bands", "average score", 0, 1, 2, 3),
        bands("share bands", "percentage", 0, 30, 60, 100),
    ),
    roles=(Role("ratings panel"),),
)
QUESTION_RULES = (
    "percentage of judgements that are sufficient, banded by case bands",
    "number of judgements that are insufficient, banded by number bands",
    """percentage of judgements that are sufficient, banded by case bands
        up 1 if number of judgements that are insufficient is exactly 1
        at most good if percentage of judgements that are sufficient is more than 70""",
    """percentage of judgements that are sufficient, banded by case bands
        allow ratings panel to move up or down 1 if within 17 points of a boundary""",
)
STANDARD_RULES = (
    "lowest of questions ignoring not rated",
    "highest of questions ignoring not rated",
    "total score of questions counting not rated as 1, banded by total bands",
    "percentage of questions that are good or better, banded by share bands",
)
PROVIDER_RULES = (
    "lowest of standards ignoring not rated",
    "total score of standards counting not rated as 0, banded by total bands",
    "weighted average score of standards ignoring not rated, banded by average bands",
    "total score of questions counting not rated as 0, banded by total bands",
    """start from s1
        up 1 if s2 is good or better
        at most good if any question is inadequate""",
    """first that applies
            outstanding if at least 1 standard is outstanding and the rest are good or better
            good if q1 is better than q3
            good if at least 1 standard is inadequate and the rest are outstanding
            requires improvement if at least 2 questions are requires improvement or better
            inadequate otherwise""",
)


ABSORBING = re.compile(r" (ignoring|counting) not rated( as \d)?")


def variants(rules):
    """Each rule as it stands, and without what it says about what is not rated."""
    return dict.fromkeys(text for rule in rules for text in (rule, ABSORBING.sub("", rule)))


@cache
def sound_houses():
    """A framework for every three rules that go together."""
    found = []
    for three in product(QUESTION_RULES, variants(STANDARD_RULES), variants(PROVIDER_RULES)):
        whose = ("each question", "each standard", "provider")
        rules = "".join(
            f"rate {who}:\n        {rule}\n\n    "
            for who, rule in zip(whose, three, strict=True)
        )
        typed, _ = checked(f"    {rules}", HOUSE)
        if typed is not None:
            found.append(Framework(Path("house"), HOUSE, typed, NOBODY, NOBODY))
    return found


def test_there_are_many_rules_to_try():
    assert len(sound_houses()) > 50


@st.composite
def houses(draw):
    """A framework of two standards with rules of many kinds, and what was found there."""
    made = draw(st.sampled_from(sound_houses()))
    counts = st.tuples(st.integers(0, 3), st.integers(0, 2))
    round_ = replace(
        round_of(),
        providers=(Provider("elm", "Elm"),),
        tallies={("elm", f"q{n}"): tally(*draw(counts)) for n in range(1, 5)},
    )
    if draw(st.integers(0, 5)) == 0:
        round_ = replace(round_, judgements=(Judgement("elm", "q2", None, "unseen"),))
    return made, decided(draw, made, round_)


def decided(draw, made, round_):
    """The same with decisions that the rules allow, made on these counts or on any."""
    (whole,) = rate(round_, made).results
    decisions = []
    for each in whole.walk():
        counts = each.counts
        move = draw(st.none() | st.sampled_from(each.moves)) if each.moves else None
        if move is not None:
            assert each.rating is not None
            on = None if counts is None else (counts.favourable, counts.applicable)
            seen = draw(st.sampled_from([on, None]))
            decisions.append(decision("elm", each.id, each.rating, move, on=seen))
    return replace(round_, decisions=tuple(decisions))


@settings(SLOW, max_examples=150)
@given(houses(), st.sampled_from((None, None, "s1", "s2")))
def test_of_a_small_round_it_is_what_trying_everything_finds(given_, item):
    made, round_ = given_
    agrees(made, round_, item, {"cases"})
