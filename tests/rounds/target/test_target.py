"""What it would take to have another rating: the minimum, and every way to it."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.cases import Tally
from engine.frameworks.model import Item
from engine.frameworks.model import Judgements
from engine.frameworks.model import Level
from engine.frameworks.model import Role
from engine.frameworks.model import Vocabulary
from engine.rounds.directory import WHOLE
from engine.rounds.rate import rate
from engine.rounds.round import Judgement
from engine.rounds.round import Provider
from engine.rounds.target import search
from engine.rounds.target.choices import Kind
from engine.rounds.target.choices import TooMany
from engine.rounds.target.network import Network
from engine.rounds.target.target import target
from engine.rules.framework import Framework
from engine.rules.plan import plan
from engine.testing import frameworks
from engine.testing.made_rounds import rounds
from tests.rounds.making import NOBODY
from tests.rounds.making import decision
from tests.rounds.making import framework
from tests.rounds.making import round_of
from tests.rounds.making import row
from tests.rounds.making import shipped
from tests.rounds.making import tally
from tests.rounds.target.trying import by_trying
from tests.rounds.target.trying import everything
from tests.rounds.target.trying import size
from tests.rules.checking import checked
from tests.rules.vocabularies import ANSWERS
from tests.rules.vocabularies import bands
from tests.rules.vocabularies import scale

FOUR = ("inadequate", "requires improvement", "good", "outstanding")
CASES: tuple[Kind, ...] = ("cases",)
FREE = ({"cases"}, {"rating"}, {"cases", "rating"})
MOST = 150
SMALL = st.lists(st.integers(0, 3), min_size=3, max_size=3)
SLOW = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@st.composite
def small_rounds(draw):
    """A random framework, a provider with few judgements, and what may differ."""
    made = draw(frameworks())
    round_ = draw(rounds(made, most=1, withheld=True, decisions=True))
    tallies = {
        key: replace(tally, counts=tuple(draw(SMALL)[: len(tally.counts)]))
        for key, tally in round_.tallies.items()
    }
    round_ = replace(round_, tallies=tallies, decisions=())
    free = draw(st.sampled_from(FREE))
    options = everything(made, round_, free)
    assume(1 < size(options) <= MOST)
    return made, round_, free


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


@settings(SLOW, max_examples=100)
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
        up 1 if number of judgements that are insufficient is exactly 9""",
    """percentage of judgements that are sufficient, banded by case bands
        not rated if number of judgements that are sufficient is exactly 1""",
    """percentage of judgements that are sufficient, banded by case bands
        allow ratings panel to move up or down 1 if within 17 points of a boundary""",
)
STANDARD_RULES = (
    "lowest of questions ignoring not rated",
    "lowest of questions only if all are rated",
    "total score of questions only if all are rated, banded by total bands",
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
    counts = st.sampled_from([(0, 0), (1, 0), (0, 1), (1, 1), (2, 1), (1, 2), (0, 3), (3, 0)])
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


@settings(SLOW, max_examples=100)
@given(houses(), st.sampled_from((None, None, "s1", "s2")))
def test_of_a_small_round_it_is_what_trying_everything_finds(given_, item):
    made, round_ = given_
    agrees(made, round_, item, {"cases"})


# One question with many cases: only what lies next to a boundary is tried


@st.composite
def many_cases(draw):
    """A question with up to sixty cases, perhaps moved by a decision; nothing else."""
    made = draw(st.sampled_from(sound_houses()))
    yes = draw(st.integers(0, 60))
    counts = {f"q{n}": tally(0, 0) for n in range(2, 5)} | {
        "q1": tally(yes, draw(st.integers(0, 60 - yes)))
    }
    round_ = replace(
        round_of(),
        providers=(Provider("elm", "Elm"),),
        tallies={("elm", question): counted for question, counted in counts.items()},
    )
    return made, decided(draw, made, round_)


@settings(SLOW, max_examples=100)
@given(many_cases())
def test_of_many_cases_it_is_what_trying_every_number_finds(given_):
    made, round_ = given_
    agrees(made, round_, "q1", {"cases"})


# What is asked for is said


def of(made, item, wanted, free=CASES, most=10):
    """What it takes for the one provider of a round, or an item of it, to have a rating."""
    network = Network(made, shipped())
    return target(network, (made.providers[0].id, item), wanted, free, most)


def test_a_standard_needs_all_of_its_weakest_questions():
    made = round_of(row("ashby", "NPS", "GGRR GRRG GR", q221=(60, 40), q222=(62, 38)))
    found = of(made, "2.2", "good")
    assert found.cost == (5 + 3 + 8, 0)
    (way,) = found.ways
    assert [(c.item, c.number, c.counts) for c in way.changes] == [
        ("2.2.1", 5, (35, 65)),
        ("2.2.2", 3, (35, 65)),
        ("2.2.3", 8, (35, 65)),
    ]
    assert [m.item for m in way.moved] == ["2.2.1", "2.2.2", "2.2.3", "2.2"]
    assert (way.score, found.number) == (None, 1)


def test_every_way_that_is_as_near_is_found_and_only_so_many_are_told():
    weak, fair = (64, 36), (72, 28)
    both = {"q231": weak, "q232": fair, "q233": fair, "q241": weak, "q242": fair, "q243": fair}
    made = round_of(row("ashby", "NPS", "GGRR GGRR GR", **both))
    found = of(made, None, "good")
    assert (found.cost, found.number) == ((1, 0), 2)
    assert [[c.item for c in way.changes] for way in found.ways] == [["2.3.1"], ["2.4.1"]]
    assert [way.score for way in found.ways] == [16, 16]
    assert len(of(made, None, "good", most=1).ways) == 1


def test_a_decision_lapses_when_what_it_was_made_on_differs():
    moved = decision("ashby", "2.1.3", "good", "requires improvement", on=(66, 100))
    made = round_of(row("ashby", "NPS", "GGRG GRGG GG", q213=(66, 34)), decisions=(moved,))
    found = of(made, "2.1", "good")
    assert (found.rating, found.cost) == ("requires improvement", (1, 0))
    assert {way.lapsed for way in found.ways} == {(("ashby", "2.1.3"),)}
    assert [way.changes[0].counts for way in found.ways] == [(33, 67), (35, 65)]
    undone = of(made, "2.1", "good", ("decision",))
    (way,) = undone.ways
    assert (way.changes[0].item, way.changes[0].rating) == ("2.1.3", "")


def test_decisions_that_are_not_open_are_no_way():
    made = round_of(row("ashby", "NPS", "GGRG GRGG GG", q213=(66, 34)))
    down = of(made, "2.1", "requires improvement", ("decision",))
    assert [c.rating for c in down.ways[0].changes] == ["requires improvement"]
    assert of(made, "2.1", "inadequate", ("decision",)).cost is None


def test_what_is_withheld_and_what_has_no_case_stays_as_it_is():
    made = round_of(row("mersey", "CRC", "GGRR RRRR -G", q213=(0, 0, 4)))
    assert of(made, "4.1", "good").cost is None
    assert of(made, "2.1.3", "good").cost is None
    assert of(made, "2.1.3", None).cost == (0, 0)


def test_of_ratings_that_are_judged_those_nearest_to_what_they_are_count():
    made = round_of(row("ashby", "NPS", "IGGG GRRG GR"))
    assert of(made, None, "good").rating == "requires improvement"
    found = of(made, None, "good", ("rating",))
    assert (found.cost, found.number) == ((1, 1), 4)
    assert [(c.item, c.rating) for c in found.ways[0].changes] == [
        ("1.1", "requires improvement")
    ]


THREE = replace(
    HOUSE,
    scales=(HOUSE.scales[0], scale("missed", "partly", "met", scale_id="answer", scored=False)),
)
BY_ANSWERS = """
    rate each question:
        percentage of judgements that are met, banded by case bands
        at most requires improvement if percentage of judgements that are missed is more than 20

    rate each standard:
        lowest of questions ignoring not rated

    rate provider:
        lowest of standards ignoring not rated
"""


def test_answers_of_three_kinds_are_all_told_apart():
    made = framework(THREE, BY_ANSWERS)
    counts = {q: Tally((0, 0, 0)) for q in ("q2", "q3", "q4")} | {"q1": Tally((2, 1, 3))}
    round_ = replace(
        round_of(),
        providers=(Provider("elm", "Elm"),),
        tallies={("elm", question): counted for question, counted in counts.items()},
    )
    agrees(made, round_, None, {"cases"})
    (way, *_) = target(Network(round_, made), ("elm", "q1"), "good", CASES).ways
    assert (way.changes[0].number, sum(way.changes[0].counts)) == (1, 6)
    many = replace(round_, tallies={**round_.tallies, ("elm", "q1"): Tally((200, 1, 300))})
    with pytest.raises(TooMany, match="too many ways in which question q1 may be judged"):
        target(Network(many, made), ("elm", None), "good", CASES)


def test_too_many_situations_are_not_followed(monkeypatch):
    monkeypatch.setattr(search, "MOST", 1)
    made = round_of(row("ashby", "NPS", "GGRG GRGG GG"))
    with pytest.raises(TooMany, match="too many ways to follow at"):
        of(made, None, "outstanding")


def test_a_region_rests_on_everything_below_its_providers():
    region = Level("region", "regions", "rating", pools="ratings")
    rules = """
    rate each question:
        percentage of judgements that are sufficient, banded by case bands

    rate each standard:
        lowest of questions ignoring not rated

    rate provider:
        lowest of standards ignoring not rated

    rate region:
        lowest of providers ignoring not rated
    """
    made = framework(replace(HOUSE, levels=(*HOUSE.levels, region)), rules)
    round_ = replace(
        round_of(above=(Provider("north", "North", level="region"),)),
        providers=tuple(Provider(p, p.title(), part_of="north") for p in ("elm", "oak")),
        tallies={(p, f"q{n}"): tally(6, 4) for p in ("elm", "oak") for n in range(1, 5)},
    )
    found = target(Network(round_, made), ("north", None), "good", CASES)
    assert found.cost == (8, 0)
    (way,) = found.ways
    assert len(way.changes) == 8
    assert way.moved[-1].provider == "north"
    worse = target(Network(round_, made), ("north", None), "inadequate", CASES, 3)
    assert (worse.cost, worse.number, len(worse.ways)) == ((3, 0), 8, 3)
