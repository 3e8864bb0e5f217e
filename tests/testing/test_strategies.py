"""What the strategies make is well typed, and everything that may be done with it goes well."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import find
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import engine
from engine import testing
from engine.diagnostics import errors
from engine.rules import typed
from engine.rules.check import check_rules
from engine.rules.plan import plan
from engine.rules.reference import rate
from engine.rules.tree import RulesFile
from tests.assurance.trying import care
from tests.rounds.making import shipped
from tests.rules.checking import framework_of
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.written import PRINCIPLES_OF_FIVE

SLOW = settings(max_examples=30, suppress_health_check=list(HealthCheck))
FIND = settings(max_examples=500, database=None, derandomize=True, phases=[Phase.generate])
VOCABULARIES = [CASEWORK, PRINCIPLES, STARS, TEN]


def test_everything_that_is_offered_is_there():
    assert {"frameworks", "rules", "judgements", "facts", "rounds"} <= set(dir(testing))
    assert all(callable(getattr(testing, name)) for name in testing._HOMES)  # noqa: SLF001
    with pytest.raises(AttributeError, match="nothing"):
        testing.nothing  # noqa: B018


# Frameworks


@given(testing.frameworks())
@SLOW
def test_a_framework_has_rules_that_the_checks_accept(framework):
    trees = tuple(rule.tree for rule in framework.rules.rules)
    rules, findings = check_rules(RulesFile("ratings.rules", trees), framework.vocabulary)
    assert errors(findings) == ()
    assert rules is not None
    assert rules.rules == framework.rules.rules


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.id)
@given(data=st.data())
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
def test_rules_are_made_for_any_vocabulary(vocabulary, data):
    framework = data.draw(testing.rules(vocabulary))
    rated = {item for rule in framework.rules.rules for item in rule.items or (None,)}
    levels = {level.id for level in vocabulary.levels if level.scale is not None}
    assert rated >= {item.id for item in vocabulary.items if item.level in levels}
    assert framework.vocabulary.items == vocabulary.items


KINDS = [typed.Judged, typed.Banded, typed.Extreme, typed.StartFrom, typed.Choice]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_rules_of_every_kind_are_made(kind):
    def has_it(framework):
        return any(isinstance(rule.base, kind) for rule in framework.rules.rules)

    assert find(testing.frameworks(), has_it, settings=FIND)


# What is recorded


@given(testing.frameworks(), st.data())
@SLOW
def test_a_rule_rates_whatever_it_may_look_at(framework, data):
    task = data.draw(st.sampled_from(plan(framework, framework.vocabulary.type_ids[0]).tasks))
    outcome = rate(task.rule, data.draw(testing.facts(framework, task.key)))
    assert outcome.rating is None or outcome.rating in task.rule.scale


@given(testing.frameworks(), st.data())
@SLOW
def test_judgements_leave_nothing_out(framework, data):
    found = data.draw(testing.judgements(framework, withheld=True, decisions=True))
    tasks = plan(framework, found.type).tasks
    assert len(found.ratings) == len(tasks)
    for task in tasks:
        rating = found.ratings[task.key or task.rule.level.id]
        assert rating is None or rating in task.rule.scale


@given(testing.judgements(care(), "day"))
def test_judgements_are_of_the_type_that_is_asked_for(found):
    assert found.type == "day"
    assert "b2b" not in found.ratings
    assert set(found.judged) == {"a1", "a2"}
    assert found.judged["a1"] in {"poor", "good"}
    assert set(found.inputs) == {"breach", "state"}


@given(testing.judgements(care()))
def test_judgements_can_be_changed_and_rated_again(found):
    closed = found.but(inputs={"state": "closed"}, judged={"a1": "good"})
    assert closed.ratings["provider"] is None
    assert closed.ratings["a1"] == "good"
    assert closed.counts == found.counts


@pytest.mark.parametrize("percentage", [50, 75])
def test_counts_lie_at_the_edges_of_bands_too(percentage):
    def is_there(found):
        return found.outcomes["b1a"].value == percentage

    assert find(testing.judgements(care()), is_there, settings=FIND)


def test_judged_ratings_are_withheld_only_where_that_is_asked_for():
    @given(testing.judgements(care()))
    def never(found):
        assert None not in found.judged.values()

    never()
    withheld = testing.judgements(care(), withheld=True)
    assert find(withheld, lambda found: None in found.judged.values(), settings=FIND)


@given(testing.judgements(care(), decisions=True))
def test_a_panel_makes_only_moves_that_are_allowed(found):
    for item, move in found.decided.items():
        outcome = found.outcomes[item]
        assert outcome.before is not None
        assert move in outcome.moves


# Rounds


@given(testing.rounds(care(), withheld=True, decisions=True))
@SLOW
def test_a_round_can_be_rated_and_nothing_is_missing(made):
    ratings = engine.rate(made, care())
    assert errors(ratings.findings) == ()
    assert [result.id for result in ratings.results] == [p.id for p in made.providers]
    decided = {(decision.provider, decision.item) for decision in made.decisions}
    for provider in ratings.results:
        for result in provider.walk():
            assert result.basis != "cannot be computed"
            assert not result.possible
            if result.basis == "decision":
                decided.discard((provider.id, result.id))
    assert decided == set()


@given(testing.frameworks(), st.data())
@SLOW
def test_a_round_of_any_framework_can_be_rated(framework, data):
    made = data.draw(testing.rounds(framework, most=2, decisions=True))
    assert errors(engine.rate(made, framework).findings) == ()


@pytest.mark.parametrize("version", ["2018-19", "2019-20"])
@given(data=st.data())
@settings(max_examples=5, suppress_health_check=list(HealthCheck))
def test_a_round_of_the_shipped_frameworks_can_be_rated(version, data):
    made = data.draw(testing.rounds(shipped(version), most=2, decisions=True))
    assert errors(engine.rate(made, shipped(version)).findings) == ()


# What a policy analyst writes


@given(testing.judgements(framework_of(PRINCIPLES_OF_FIVE, PRINCIPLES)), st.data())
def test_a_better_key_question_never_lowers_the_rating(found, data):
    scale = PRINCIPLES.scales[0]
    item = data.draw(st.sampled_from(sorted(found.judged)))
    better = found.but(judged={item: scale.at(scale.rank(found.judged[item]) + 1).id})
    before, after = found.ratings["provider"], better.ratings["provider"]
    assert scale.rank(after) >= scale.rank(before)
